// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_MAP_TYPE_PERCPU_HASH: any key to a value on every CPU.
 *
 *	element:  | next | hash gen | key ... | per-CPU pointer | -> | 0 | 1 | ...
 *
 * An element that exists is updated in place, under its bucket's lock: a
 * program writes its CPU's value, user space all of them. A key that is new
 * starts with zeros on the CPUs that the update does not speak of. See
 * map/value.h for what readers may see meanwhile.
 */
#include <linux/bottom_half.h>
#include <linux/err.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include "map/htab.h"
#include "map/map.h"
#include "map/value.h"

typedef void (*fill_fn)(void __percpu *to, const void *value, u32 size);

static struct mbpf_map *hash_alloc(const struct mbpf_map_def *def)
{
	return mbpf_htab_create(def, true);
}

static void *hash_lookup(struct mbpf_map *map, const void *key)
{
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_elem *elem = mbpf_htab_lookup(htab, key);

	return likely(elem) ? this_cpu_ptr(*mbpf_htab_percpu(htab, elem)) : NULL;
}

/* The CPU cannot change: bottom halves are off. */
static void fill_own(void __percpu *to, const void *value, u32 size)
{
	mbpf_value_copy(this_cpu_ptr(to), value, size);
}

static void fill_all(void __percpu *to, const void *value, u32 size)
{
	mbpf_percpu_value_write(to, value, size);
}

static void clear(void __percpu *to, u32 size)
{
	int cpu;

	for_each_possible_cpu(cpu)
		memset(per_cpu_ptr(to, cpu), 0, size);
}

/*
 * Fill the element that is there, or insert *@elem, which is then taken over.
 * -EAGAIN when neither is possible: the key is new and there is no *@elem.
 */
static int set(struct mbpf_htab *htab, const void *key, const void *value, u64 flags,
	       fill_fn fill, struct mbpf_htab_elem **elem)
{
	struct mbpf_htab_place place;
	int err = mbpf_htab_lock(htab, key, &place);

	if (err)
		return err;
	err = mbpf_htab_check_exists(place.old, flags);
	if (!err && place.old)
		fill(*mbpf_htab_percpu(htab, place.old), value, htab->map.def.value_size);
	else if (!err)
		err = *elem ? mbpf_htab_set_locked(htab, &place, *elem) : -EAGAIN;
	mbpf_htab_unlock(htab, &place);
	if (!err && !place.old)
		*elem = NULL;
	return err;
}

/* No memory is looked for while the lock is held: try, get an element, try. */
static int update(struct mbpf_htab *htab, const void *key, const void *value, u64 flags,
		  fill_fn fill)
{
	u32 size = htab->map.def.value_size;
	struct mbpf_htab_elem *elem = NULL;
	int err;

	if (!mbpf_map_update_flags_ok(flags))
		return -EINVAL;
	err = set(htab, key, value, flags, fill, &elem);
	if (err != -EAGAIN)
		return err;
	elem = mbpf_htab_elem_new(htab);
	if (!elem)
		return -ENOMEM;
	mbpf_htab_elem_begin(htab, elem, key);
	clear(*mbpf_htab_percpu(htab, elem), size);
	fill(*mbpf_htab_percpu(htab, elem), value, size);
	mbpf_htab_elem_end(elem);
	err = set(htab, key, value, flags, fill, &elem);
	mbpf_htab_elem_free(htab, elem);
	return err;
}

static int hash_update(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	return update(mbpf_htab_of(map), key, value, flags, fill_own);
}

/* From user space: the pool's arithmetic wants bottom halves off. */
static int hash_write(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	int err;

	local_bh_disable();
	err = update(mbpf_htab_of(map), key, value, flags, fill_all);
	local_bh_enable();
	return err;
}

static void copy_values(struct mbpf_htab *htab, struct mbpf_htab_elem *elem, void *value)
{
	mbpf_percpu_value_read(value, *mbpf_htab_percpu(htab, elem), htab->map.def.value_size);
}

static int hash_read(struct mbpf_map *map, const void *key, void *value)
{
	return mbpf_htab_read(mbpf_htab_of(map), key, value, copy_values);
}

const struct mbpf_map_ops mbpf_percpu_hash_ops = {
	.type = BPF_MAP_TYPE_PERCPU_HASH,
	.name = "percpu_hash",
	.allowed_flags = BPF_F_NO_PREALLOC | BPF_F_ZERO_SEED | MBPF_MAP_ACCESS_FLAGS,
	.percpu = true,
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
