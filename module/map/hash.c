// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_MAP_TYPE_HASH: any key to any value, up to max_entries of them.
 *
 *	element:  | next | hash gen | key ... | value ... |
 *
 * An update never writes to a value that readers may have in their hands. It
 * fills a new element and puts it in the place of the old one, so that a
 * lookup gives the old value or the new one, each as a whole. A reader that
 * keeps the old one may see it change when the element is put to its next use
 * (preallocated), or see it unchanged until its read section ends
 * (BPF_F_NO_PREALLOC).
 */
#include <linux/bottom_half.h>
#include <linux/err.h>
#include <linux/string.h>
#include "map/htab.h"
#include "map/map.h"
#include "map/value.h"

static struct mbpf_map *hash_alloc(const struct mbpf_map_def *def)
{
	return mbpf_htab_create(def, false);
}

static void *hash_lookup(struct mbpf_map *map, const void *key)
{
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_elem *elem = mbpf_htab_lookup(htab, key);

	return likely(elem) ? mbpf_htab_value(htab, elem) : NULL;
}

/* On success, place->old is what must be freed. */
static int set(struct mbpf_htab *htab, const void *key, u64 flags, struct mbpf_htab_elem *elem,
	       struct mbpf_htab_place *place)
{
	int err = mbpf_htab_lock(htab, key, place);

	if (err)
		return err;
	err = mbpf_htab_check_exists(place->old, flags);
	if (!err)
		err = mbpf_htab_set_locked(htab, place, elem);
	mbpf_htab_unlock(htab, place);
	return err;
}

/* Filling comes before locking: the lock is short whatever a value's size. */
static int hash_update(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_place place;
	struct mbpf_htab_elem *elem;
	int err;

	if (!mbpf_map_update_flags_ok(flags))
		return -EINVAL;
	elem = mbpf_htab_elem_new(htab);
	if (!elem)
		return -ENOMEM;
	mbpf_htab_elem_begin(htab, elem, key);
	mbpf_value_copy(mbpf_htab_value(htab, elem), value, map->def.value_size);
	mbpf_htab_elem_end(elem);
	err = set(htab, key, flags, elem, &place);
	mbpf_htab_elem_free(htab, err ? elem : place.old);
	return err;
}

/* From user space: the pool's arithmetic wants bottom halves off. */
static int hash_write(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	int err;

	local_bh_disable();
	err = hash_update(map, key, value, flags);
	local_bh_enable();
	return err;
}

static void copy_value(struct mbpf_htab *htab, struct mbpf_htab_elem *elem, void *value)
{
	memcpy(value, mbpf_htab_value(htab, elem), htab->map.def.value_size);
}

static int hash_read(struct mbpf_map *map, const void *key, void *value)
{
	return mbpf_htab_read(mbpf_htab_of(map), key, value, copy_value);
}

const struct mbpf_map_ops mbpf_hash_ops = {
	.type = BPF_MAP_TYPE_HASH,
	.name = "hash",
	.allowed_flags = BPF_F_NO_PREALLOC | BPF_F_NUMA_NODE | BPF_F_ZERO_SEED |
			 MBPF_MAP_ACCESS_FLAGS,
	.check = mbpf_htab_check,
	.alloc = hash_alloc,
	.free = mbpf_htab_destroy,
	.lookup = hash_lookup,
	.update = hash_update,
	.delete = mbpf_htab_delete,
	.next_key = mbpf_htab_next_key,
	.read = hash_read,
	.write = hash_write,
	.mem_usage = mbpf_htab_mem_usage,
};
