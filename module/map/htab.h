/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The hash table behind the hash map types: from a key to an element.
 *
 *	buckets
 *	 [0] -------> E3 ----> E7 ----> end of 0
 *	 [1] -------> end of 1
 *	 [2] -------> E5 ----> end of 2
 *
 * Programs look up without locks, while others insert, replace and delete
 * under the bucket's lock.  An element that was taken out may be used again at
 * once, for another key and in another bucket, with a reader still standing on
 * it.  What keeps that reader on the right way:
 *
 *  - the end of a chain carries the number of its bucket: whoever arrives at
 *    another bucket's end has been led astray, and starts again;
 *  - an element that was taken out points to DEAD, which is nobody's end,
 *    before its key changes; a reader looks at the key first, then at the
 *    link, so it cannot take a changed key for "not this one" and go on along
 *    the old link;
 *  - replacing puts the new element in the old one's place with one store.
 *
 * So a key that is there all the time is always found, with its old or its new
 * element.  The value of an element that was taken out may change under a
 * reader's hands, as map.h says.
 *
 *   htab.c       the table: making, locking, linking, walking
 *   htab_elem.c  where elements come from and go to
 */
#ifndef MBPF_MAP_HTAB_H
#define MBPF_MAP_HTAB_H

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <asm/unaligned.h>
#include "map/map.h"

/**
 * struct mbpf_htab_elem - one key and its value
 * @next: the next element's address, or an end
 * @hash: low half of the key's hash; in the pool: the next free element
 * @gen: odd while key and value are being written for a new use
 * @key: the key, room to a multiple of 8, then the value (or, of a per-CPU
 *       map, its void __percpu *)
 *
 * An element lies in one cache line as far as its size allows, so that a probe
 * costs one.
 */
struct mbpf_htab_elem {
	unsigned long next;
	u32 hash;
	u32 gen;
	u8 key[] __aligned(8);
};

/**
 * struct mbpf_htab_lock - guards the chains of some buckets
 * @lock: raw, because it is taken with interrupts off; never held across an
 *        allocation or another lock
 * @owner: CPU that holds it + 1, or 0
 */
struct mbpf_htab_lock {
	raw_spinlock_t lock;
	unsigned int owner;
} ____cacheline_aligned_in_smp;

/**
 * struct mbpf_htab - one table
 *
 * Lock letters: (I) set once, (A) atomic, (B) under the bucket's lock, read
 * without.
 *
 * @map: what all maps share
 * @buckets: (B) head of each chain, as @next of an element
 * @shift: (I) hash >> shift is the bucket
 * @value_off: (I) bytes from an element's key to its value
 * @seed: (I) random, unless BPF_F_ZERO_SEED was asked for
 * @factor: (I) odd and random likewise
 * @locks: (I) @nr_locks of them, a power of two
 * @elem_size: (I) bytes of an element
 * @percpu: (I) values are per-CPU
 * @prealloc: (I) elements come from @pool
 * @count: (A) elements in use, at most max_entries
 * @pool: (I) all elements, or NULL
 * @pool_size: (I) how many
 * @free: (A) the first free one of @pool, see htab_elem.c
 */
struct mbpf_htab {
	struct mbpf_map map;
	unsigned long *buckets;
	u32 shift;
	u32 value_off;
	u64 seed;
	u64 factor[2];
	struct mbpf_htab_lock *locks;
	u32 nr_locks;
	u32 elem_size;
	bool percpu;
	bool prealloc;
	void *pool;
	u32 pool_size;
	atomic_t count ____cacheline_aligned_in_smp;
	atomic64_t free;
};

#define MBPF_HTAB_DEAD	(~0UL)

static inline struct mbpf_htab *mbpf_htab_of(const struct mbpf_map *map)
{
	return container_of(map, struct mbpf_htab, map);
}

static inline bool mbpf_htab_is_end(unsigned long next)
{
	return next & 1;
}

static inline unsigned long mbpf_htab_end(unsigned long bucket)
{
	return bucket << 1 | 1;
}

static inline u64 mbpf_htab_nr_buckets(const struct mbpf_htab *htab)
{
	return 1ULL << (64 - htab->shift);
}

/* The value of an element; of a per-CPU map, where its per-CPU pointer is. */
static inline void *mbpf_htab_value(const struct mbpf_htab *htab, struct mbpf_htab_elem *elem)
{
	return elem->key + htab->value_off;
}

static inline void __percpu **mbpf_htab_percpu(const struct mbpf_htab *htab,
					       struct mbpf_htab_elem *elem)
{
	return mbpf_htab_value(htab, elem);
}

/* The last bytes of a key, fewer than 8, as one number. */
static __always_inline u64 mbpf_htab_tail(const u8 *key, u32 size)
{
	u64 tail = 0;

	if (size & 4) {
		tail = get_unaligned((const u32 *)key);
		key += 4;
	}
	if (size & 2) {
		tail = tail << 16 | get_unaligned((const u16 *)key);
		key += 2;
	}
	if (size & 1)
		tail = tail << 8 | *key;
	return tail;
}

static __always_inline u64 mbpf_htab_mix(const struct mbpf_htab *htab, u64 hash, u64 word)
{
	hash = (hash ^ word) * htab->factor[0];
	return hash ^ hash >> 32;
}

/*
 * Multiplication carries every bit upwards, the shift brings the upper half
 * down again; factors that nobody knows keep people from choosing keys that
 * meet in one bucket.  Its top bits, which are the best, number the bucket.
 * @size is a constant where it pays.
 */
static __always_inline u64 mbpf_htab_hash(const struct mbpf_htab *htab, const void *key, u32 size)
{
	u64 hash = htab->seed;

	for (; size >= 8; size -= 8, key += 8)
		hash = mbpf_htab_mix(htab, hash, get_unaligned((const u64 *)key));
	if (size)
		hash = mbpf_htab_mix(htab, hash, mbpf_htab_tail(key, size));
	return hash * htab->factor[1];
}

/* @elem_key may be changing: then any answer will do, see the top. */
static __always_inline bool mbpf_htab_key_is(const u8 *elem_key, const u8 *key, u32 size)
{
	for (; size >= 8; size -= 8, elem_key += 8, key += 8)
		if (READ_ONCE(*(const u64 *)elem_key) != get_unaligned((const u64 *)key))
			return false;
	return !size || mbpf_htab_tail(elem_key, size) == mbpf_htab_tail(key, size);
}

/* Comparing a key of up to 16 bytes costs no more than comparing hashes. */
static __always_inline struct mbpf_htab_elem *
mbpf_htab_find_sized(const struct mbpf_htab *htab, const void *key, u32 size, u64 hash)
{
	unsigned long bucket = hash >> htab->shift;
	struct mbpf_htab_elem *elem;
	unsigned long next;

	do {
		next = READ_ONCE(htab->buckets[bucket]);
		while (likely(!mbpf_htab_is_end(next))) {
			elem = (struct mbpf_htab_elem *)next;
			if ((size <= 16 || READ_ONCE(elem->hash) == (u32)hash) &&
			    mbpf_htab_key_is(elem->key, key, size))
				return elem;
			smp_rmb();	/* pairs with mbpf_htab_elem_begin() */
			next = READ_ONCE(elem->next);
		}
	} while (unlikely(next != mbpf_htab_end(bucket)));
	return NULL;
}

/** mbpf_htab_lookup_any() - look up a key of any size */
struct mbpf_htab_elem *mbpf_htab_lookup_any(const struct mbpf_htab *htab, const void *key);

/*
 * The lookup of programs: about 20 instructions for 4 and 8 bytes when the
 * first element is the right one.  Other sizes are out of line, so that these
 * need no registers saved.
 */
static __always_inline struct mbpf_htab_elem *
mbpf_htab_lookup(const struct mbpf_htab *htab, const void *key)
{
	u32 size = htab->map.def.key_size;

	if (size == 4)
		return mbpf_htab_find_sized(htab, key, 4, mbpf_htab_hash(htab, key, 4));
	if (size == 8)
		return mbpf_htab_find_sized(htab, key, 8, mbpf_htab_hash(htab, key, 8));
	if (size == 16)
		return mbpf_htab_find_sized(htab, key, 16, mbpf_htab_hash(htab, key, 16));
	return mbpf_htab_lookup_any(htab, key);
}

/**
 * struct mbpf_htab_place - a bucket, locked
 * @hash: of the key it was locked for
 * @bucket: its number
 * @flags: of the interrupts
 * @old: the element of that key, or NULL
 */
struct mbpf_htab_place {
	u64 hash;
	unsigned long bucket;
	unsigned long flags;
	struct mbpf_htab_elem *old;
};

/** mbpf_htab_check() - ops->check */
int mbpf_htab_check(const struct mbpf_map_def *def);
/** mbpf_htab_create() - ops->alloc, for either kind of values; may sleep */
struct mbpf_map *mbpf_htab_create(const struct mbpf_map_def *def, bool percpu);
/** mbpf_htab_destroy() - ops->free */
void mbpf_htab_destroy(struct mbpf_map *map);
/** mbpf_htab_mem_usage() - ops->mem_usage */
u64 mbpf_htab_mem_usage(const struct mbpf_map *map);

/**
 * mbpf_htab_lock() - lock a key's bucket and look for the key
 *
 * Interrupts are off until mbpf_htab_unlock().  Any context.
 *
 * Return: 0, or -EBUSY when this CPU already holds the lock: an interrupt that
 * cannot be switched off came in the middle of an update.
 */
int mbpf_htab_lock(struct mbpf_htab *htab, const void *key, struct mbpf_htab_place *place);
void mbpf_htab_unlock(struct mbpf_htab *htab, struct mbpf_htab_place *place);

/**
 * mbpf_htab_set_locked() - insert @elem, or put it in the place of place->old
 *
 * Return: 0, or -E2BIG when it would be one element too many.
 */
int mbpf_htab_set_locked(struct mbpf_htab *htab, struct mbpf_htab_place *place,
			 struct mbpf_htab_elem *elem);

/** mbpf_htab_delete() - ops->delete */
int mbpf_htab_delete(struct mbpf_map *map, const void *key);
/** mbpf_htab_next_key() - ops->next_key */
int mbpf_htab_next_key(struct mbpf_map *map, const void *key, void *next);

/**
 * mbpf_htab_read() - copy a value while it belongs to its key
 * @copy: copies @elem's value to @value; its result is dropped when the
 *        element was put to another use meanwhile
 *
 * Return: 0 or -ENOENT.
 */
int mbpf_htab_read(struct mbpf_htab *htab, const void *key, void *value,
		   void (*copy)(struct mbpf_htab *htab, struct mbpf_htab_elem *elem, void *value));

/** mbpf_htab_check_exists() - -EEXIST or -ENOENT when @flags forbid it, else 0 */
static inline int mbpf_htab_check_exists(const struct mbpf_htab_elem *old, u64 flags)
{
	if (old)
		return flags == BPF_NOEXIST ? -EEXIST : 0;
	return flags == BPF_EXIST ? -ENOENT : 0;
}

/** mbpf_htab_elems_init() - make the pool; 0, -E2BIG, -ENOMEM, -EINTR */
int mbpf_htab_elems_init(struct mbpf_htab *htab, const struct mbpf_map_def *def);
/** mbpf_htab_elems_exit() - free the pool, or what is still in the buckets */
void mbpf_htab_elems_exit(struct mbpf_htab *htab);

/**
 * mbpf_htab_elem_new() - an element for @key, not yet in any bucket
 *
 * BH off, does not sleep.  Its value is to be filled in between begin and end.
 * Return: NULL when there is no memory.
 */
struct mbpf_htab_elem *mbpf_htab_elem_new(struct mbpf_htab *htab);
void mbpf_htab_elem_begin(struct mbpf_htab *htab, struct mbpf_htab_elem *elem, const void *key);
void mbpf_htab_elem_end(struct mbpf_htab_elem *elem);

/** mbpf_htab_elem_free() - give back what is in no bucket; NULL is fine */
void mbpf_htab_elem_free(struct mbpf_htab *htab, struct mbpf_htab_elem *elem);

#endif /* MBPF_MAP_HTAB_H */
