// SPDX-License-Identifier: GPL-2.0
/*
 * The hash table behind the hash map types; htab.h says how it works.
 *
 * Locks: one for several buckets, chosen by the bucket's low bits, so that
 * their number follows the CPUs and not the size of the map. They are held
 * with interrupts off for a walk of one chain and a few stores. No path takes
 * two of them.
 *
 * Does not look at values: that is for hash.c and percpu_hash.c.
 */
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "map/area.h"
#include "map/htab.h"

/* Two buckets for each element: most chains are no longer than one. */
static u32 bucket_bits(const struct mbpf_map_def *def)
{
	return order_base_2(def->max_entries) + 1;
}

int mbpf_htab_check(const struct mbpf_map_def *def)
{
	/* An element must fit in one allocation, with what goes in front. */
	u32 room = MBPF_MAX_VALUE_SIZE - 64;

	return def->key_size + def->value_size > room ? -E2BIG : 0;
}

/*
 * Small elements are made powers of two, so that none crosses a cache line
 * more than it must.
 */
static u32 elem_size(const struct mbpf_map_def *def, bool percpu)
{
	u32 value = percpu ? sizeof(void *) : round_up(def->value_size, 8);
	u32 size = sizeof(struct mbpf_htab_elem) + round_up(def->key_size, 8) + value;

	return size <= 64 ? roundup_pow_of_two(size) : size;
}

static void init_hash(struct mbpf_htab *htab, const struct mbpf_map_def *def)
{
	htab->factor[0] = 0x9e3779b97f4a7c15ULL;
	htab->factor[1] = 0xc2b2ae3d27d4eb4fULL;
	if (def->flags & BPF_F_ZERO_SEED)
		return;
	get_random_bytes(&htab->seed, sizeof(htab->seed));
	get_random_bytes(htab->factor, sizeof(htab->factor));
	htab->factor[0] |= 1;
	htab->factor[1] |= 1;
}

static int init_buckets(struct mbpf_htab *htab, const struct mbpf_map_def *def)
{
	u64 i, nr = mbpf_htab_nr_buckets(htab);
	size_t size;
	int err = mbpf_map_area_size(nr, sizeof(*htab->buckets), &size);

	if (err)
		return err;
	htab->buckets = mbpf_map_area_alloc(def, size);
	if (!htab->buckets)
		return -ENOMEM;
	for (i = 0; i < nr; i++) {
		htab->buckets[i] = mbpf_htab_end(i);
		if (!(i & 0xffff))
			cond_resched();
	}
	return 0;
}

static int init_locks(struct mbpf_htab *htab, const struct mbpf_map_def *def)
{
	u64 nr = min_t(u64, mbpf_htab_nr_buckets(htab),
		       roundup_pow_of_two(num_possible_cpus()) * 16);
	size_t size;
	u32 i;
	int err = mbpf_map_area_size(nr, sizeof(*htab->locks), &size);

	if (err)
		return err;
	htab->locks = mbpf_map_area_alloc(def, size);
	if (!htab->locks)
		return -ENOMEM;
	htab->nr_locks = nr;
	for (i = 0; i < nr; i++)
		raw_spin_lock_init(&htab->locks[i].lock);
	return 0;
}

struct mbpf_map *mbpf_htab_create(const struct mbpf_map_def *def, bool percpu)
{
	struct mbpf_htab *htab = kzalloc(sizeof(*htab), MBPF_MAP_GFP);
	int err;

	if (!htab)
		return ERR_PTR(-ENOMEM);
	htab->shift = 64 - bucket_bits(def);
	htab->value_off = round_up(def->key_size, 8);
	htab->elem_size = elem_size(def, percpu);
	htab->percpu = percpu;
	htab->prealloc = !(def->flags & BPF_F_NO_PREALLOC);
	init_hash(htab, def);
	err = init_buckets(htab, def);
	if (err)
		goto free_htab;
	err = init_locks(htab, def);
	if (err)
		goto free_buckets;
	err = mbpf_htab_elems_init(htab, def);
	if (err)
		goto free_locks;
	return &htab->map;

free_locks:
	kvfree(htab->locks);
free_buckets:
	kvfree(htab->buckets);
free_htab:
	kfree(htab);
	return ERR_PTR(err);
}

void mbpf_htab_destroy(struct mbpf_map *map)
{
	struct mbpf_htab *htab = mbpf_htab_of(map);

	mbpf_htab_elems_exit(htab);
	kvfree(htab->locks);
	kvfree(htab->buckets);
	kfree(htab);
}

u64 mbpf_htab_mem_usage(const struct mbpf_map *map)
{
	const struct mbpf_htab *htab = mbpf_htab_of(map);
	u64 elems = htab->prealloc ? htab->pool_size : atomic_read(&htab->count);
	u64 elem = htab->elem_size + (htab->percpu ? mbpf_map_user_size(map) : 0);

	return sizeof(*htab) + mbpf_htab_nr_buckets(htab) * sizeof(*htab->buckets) +
	       htab->nr_locks * sizeof(*htab->locks) + elems * elem;
}

struct mbpf_htab_elem *mbpf_htab_lookup_any(const struct mbpf_htab *htab, const void *key)
{
	u32 size = htab->map.def.key_size;

	return mbpf_htab_find_sized(htab, key, size, mbpf_htab_hash(htab, key, size));
}

static struct mbpf_htab_lock *lock_of(struct mbpf_htab *htab, unsigned long bucket)
{
	return &htab->locks[bucket & (htab->nr_locks - 1)];
}

static int lock_bucket(struct mbpf_htab *htab, struct mbpf_htab_place *place)
{
	struct mbpf_htab_lock *lock = lock_of(htab, place->bucket);
	unsigned int self;

	local_irq_save(place->flags);
	self = smp_processor_id() + 1;
	if (unlikely(READ_ONCE(lock->owner) == self)) {
		local_irq_restore(place->flags);
		return -EBUSY;
	}
	raw_spin_lock(&lock->lock);
	__release(&lock->lock);		/* held across functions, for sparse */
	WRITE_ONCE(lock->owner, self);
	return 0;
}

void mbpf_htab_unlock(struct mbpf_htab *htab, struct mbpf_htab_place *place)
{
	struct mbpf_htab_lock *lock = lock_of(htab, place->bucket);

	WRITE_ONCE(lock->owner, 0);
	__acquire(&lock->lock);
	raw_spin_unlock(&lock->lock);
	local_irq_restore(place->flags);
}

int mbpf_htab_lock(struct mbpf_htab *htab, const void *key, struct mbpf_htab_place *place)
{
	u32 size = htab->map.def.key_size;
	int err;

	place->hash = mbpf_htab_hash(htab, key, size);
	place->bucket = place->hash >> htab->shift;
	err = lock_bucket(htab, place);
	if (err)
		return err;
	place->old = mbpf_htab_find_sized(htab, key, size, place->hash);
	return 0;
}

/* Where the address of @elem stands: in the bucket, or in its predecessor. */
static unsigned long *link_to(struct mbpf_htab *htab, const struct mbpf_htab_place *place,
			      const struct mbpf_htab_elem *elem)
{
	unsigned long *link = &htab->buckets[place->bucket];

	while (*link != (unsigned long)elem)
		link = &((struct mbpf_htab_elem *)*link)->next;
	return link;
}

int mbpf_htab_set_locked(struct mbpf_htab *htab, struct mbpf_htab_place *place,
			 struct mbpf_htab_elem *elem)
{
	unsigned long *link = &htab->buckets[place->bucket];

	if (place->old)
		link = link_to(htab, place, place->old);
	else if (!atomic_add_unless(&htab->count, 1, htab->map.def.max_entries))
		return -E2BIG;
	WRITE_ONCE(elem->hash, place->hash);
	WRITE_ONCE(elem->next, place->old ? place->old->next : *link);
	/* What it holds and where it leads, before the way to it. */
	smp_store_release(link, (unsigned long)elem);
	if (place->old)
		WRITE_ONCE(place->old->next, MBPF_HTAB_DEAD);
	return 0;
}

int mbpf_htab_delete(struct mbpf_map *map, const void *key)
{
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_place place;
	int err = mbpf_htab_lock(htab, key, &place);

	if (err)
		return err;
	if (place.old) {
		WRITE_ONCE(*link_to(htab, &place, place.old), place.old->next);
		WRITE_ONCE(place.old->next, MBPF_HTAB_DEAD);
	}
	mbpf_htab_unlock(htab, &place);
	if (!place.old)
		return -ENOENT;
	/* In this order: while it is counted, the pool may lack it. */
	mbpf_htab_elem_free(htab, place.old);
	atomic_dec(&htab->count);
	return 0;
}

int mbpf_htab_read(struct mbpf_htab *htab, const void *key, void *value,
		   void (*copy)(struct mbpf_htab *htab, struct mbpf_htab_elem *elem, void *value))
{
	u32 size = htab->map.def.key_size;
	struct mbpf_htab_elem *elem;
	u32 gen;

	for (;;) {
		elem = mbpf_htab_lookup(htab, key);
		if (!elem)
			return -ENOENT;
		/* When it is being refilled, it is in no bucket: look again. */
		gen = smp_load_acquire(&elem->gen);
		if ((gen & 1) || !mbpf_htab_key_is(elem->key, key, size))
			continue;
		copy(htab, elem, value);
		smp_rmb();	/* pairs with mbpf_htab_elem_begin() */
		if (READ_ONCE(elem->gen) == gen)
			return 0;
	}
}

/* Copy the key of what @next leads to; under the lock, so that it is whole. */
static bool take_key(const struct mbpf_htab *htab, unsigned long next, void *key)
{
	struct mbpf_htab_elem *elem = (struct mbpf_htab_elem *)next;

	if (mbpf_htab_is_end(next))
		return false;
	memcpy(key, elem->key, htab->map.def.key_size);
	return true;
}

/* The first key in or behind a bucket. */
static int first_key(struct mbpf_htab *htab, unsigned long bucket, void *key)
{
	struct mbpf_htab_place place = { .bucket = bucket };
	bool found = false;
	int err;

	for (; !found && place.bucket < mbpf_htab_nr_buckets(htab); place.bucket++) {
		if (mbpf_htab_is_end(READ_ONCE(htab->buckets[place.bucket])))
			continue;
		err = lock_bucket(htab, &place);
		if (err)
			return err;
		found = take_key(htab, htab->buckets[place.bucket], key);
		mbpf_htab_unlock(htab, &place);
	}
	return found ? 0 : -ENOENT;
}

int mbpf_htab_next_key(struct mbpf_map *map, const void *key, void *next)
{
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_place place;
	bool found;
	int err;

	if (!key)
		return first_key(htab, 0, next);
	err = mbpf_htab_lock(htab, key, &place);
	if (err)
		return err;
	found = place.old && take_key(htab, place.old->next, next);
	mbpf_htab_unlock(htab, &place);
	if (found)
		return 0;
	return first_key(htab, place.old ? place.bucket + 1 : 0, next);
}
