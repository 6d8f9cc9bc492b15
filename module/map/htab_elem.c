// SPDX-License-Identifier: GPL-2.0
/*
 * Where the elements of a hash table come from and go to.
 *
 * Preallocated (the default): all elements lie in one area, and a free one is
 * had without an allocation, in any context. Free ones form a stack, whose top
 * and links are numbers of elements + 1:
 *
 *	free: | turn : 32 | top : 32 |  ->  elem.hash  ->  elem.hash  ->  0
 *
 * It is popped and pushed by cmpxchg without a lock. The turn changes each
 * time, so that a top which was popped and pushed again meanwhile is not taken
 * for unchanged. There is one element more than max_entries for each CPU:
 * an update takes its new element before the old one is free, with bottom
 * halves off, thus at most one on each CPU at a time.
 *
 * BPF_F_NO_PREALLOC: each element is allocated when it is needed, without
 * sleeping, and freed after a grace period. This may fail when memory is
 * short.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "map/area.h"
#include "map/htab.h"
#include "map/value.h"

/* From programs: no sleeping, and no complaint when there is no memory. */
#define ELEM_GFP	(GFP_NOWAIT | __GFP_NOWARN)

/**
 * struct single - an element that was allocated on its own
 * @rcu: for its grace period
 * @percpu: its per-CPU value, to be freed with it, or NULL
 * @elem: what the table knows
 */
struct single {
	struct rcu_head rcu;
	void __percpu *percpu;
	struct mbpf_htab_elem elem;
};

static struct mbpf_htab_elem *pool_elem(const struct mbpf_htab *htab, u32 number)
{
	return htab->pool + (size_t)number * htab->elem_size;
}

static u32 pool_number(const struct mbpf_htab *htab, const struct mbpf_htab_elem *elem)
{
	return ((void *)elem - htab->pool) / htab->elem_size;
}

/* The stack's next state: another top, and another turn. */
static s64 next_turn(s64 free, u32 top)
{
	return ((u64)free + (1ULL << 32)) >> 32 << 32 | top;
}

static struct mbpf_htab_elem *pool_pop(struct mbpf_htab *htab)
{
	s64 free = atomic64_read(&htab->free);
	struct mbpf_htab_elem *elem;

	do {
		if (!(u32)free)
			return NULL;
		elem = pool_elem(htab, (u32)free - 1);
	} while (!atomic64_try_cmpxchg(&htab->free, &free,
				       next_turn(free, READ_ONCE(elem->hash))));
	return elem;
}

static void pool_push(struct mbpf_htab *htab, struct mbpf_htab_elem *elem)
{
	s64 free = atomic64_read(&htab->free);

	smp_wmb();	/* the DEAD link before the hash that is none */
	do {
		WRITE_ONCE(elem->hash, (u32)free);
	} while (!atomic64_try_cmpxchg(&htab->free, &free,
				       next_turn(free, pool_number(htab, elem) + 1)));
}

static int pool_alloc_values(struct mbpf_htab *htab, const struct mbpf_map_def *def)
{
	u32 size = round_up(def->value_size, 8);
	u32 i;
	int err = 0;

	if (!mbpf_map_area_is_there((u64)htab->pool_size * size * num_possible_cpus()))
		return -ENOMEM;
	for (i = 0; i < htab->pool_size && !err; i++)
		err = mbpf_percpu_value_alloc(mbpf_htab_percpu(htab, pool_elem(htab, i)), size);
	return err;
}

/* The pool was zeroed: values that were never allocated are NULL. */
static void pool_free(struct mbpf_htab *htab)
{
	u32 i;

	for (i = 0; htab->percpu && i < htab->pool_size; i++) {
		free_percpu(*mbpf_htab_percpu(htab, pool_elem(htab, i)));
		cond_resched();
	}
	kvfree(htab->pool);
}

int mbpf_htab_elems_init(struct mbpf_htab *htab, const struct mbpf_map_def *def)
{
	size_t size;
	u32 i;
	int err;

	if (!htab->prealloc)
		return 0;
	htab->pool_size = def->max_entries + num_possible_cpus();
	err = mbpf_map_area_size(htab->pool_size, htab->elem_size, &size);
	if (err)
		return err;
	htab->pool = mbpf_map_area_alloc(def, size);
	if (!htab->pool)
		return -ENOMEM;
	if (htab->percpu)
		err = pool_alloc_values(htab, def);
	if (err) {
		pool_free(htab);
		return err;
	}
	for (i = htab->pool_size; i--; cond_resched())
		pool_push(htab, pool_elem(htab, i));
	return 0;
}

static struct mbpf_htab_elem *single_alloc(struct mbpf_htab *htab)
{
	struct single *single = kmalloc(sizeof(*single) - sizeof(single->elem) +
					htab->elem_size, ELEM_GFP);

	if (!single)
		return NULL;
	single->percpu = NULL;
	single->elem.gen = 0;
	if (!htab->percpu)
		return &single->elem;
	single->percpu = __alloc_percpu_gfp(round_up(htab->map.def.value_size, 8), 8, ELEM_GFP);
	if (!single->percpu) {
		kfree(single);
		return NULL;
	}
	*mbpf_htab_percpu(htab, &single->elem) = single->percpu;
	return &single->elem;
}

static void single_free(struct mbpf_htab_elem *elem)
{
	struct single *single = container_of(elem, struct single, elem);

	free_percpu(single->percpu);
	kfree(single);
}

static void single_free_rcu(struct rcu_head *rcu)
{
	single_free(&container_of(rcu, struct single, rcu)->elem);
}

static void free_chain(unsigned long next)
{
	while (!mbpf_htab_is_end(next)) {
		struct mbpf_htab_elem *elem = (struct mbpf_htab_elem *)next;

		next = elem->next;
		single_free(elem);
	}
}

void mbpf_htab_elems_exit(struct mbpf_htab *htab)
{
	u64 i;

	if (htab->prealloc) {
		pool_free(htab);
		return;
	}
	for (i = 0; i < mbpf_htab_nr_buckets(htab); i++) {
		free_chain(htab->buckets[i]);
		cond_resched();
	}
	/* Their callback is code of this module. */
	if (htab->percpu)
		rcu_barrier();
}

struct mbpf_htab_elem *mbpf_htab_elem_new(struct mbpf_htab *htab)
{
	return htab->prealloc ? pool_pop(htab) : single_alloc(htab);
}

void mbpf_htab_elem_begin(struct mbpf_htab *htab, struct mbpf_htab_elem *elem, const void *key)
{
	WRITE_ONCE(elem->gen, elem->gen + 1);
	/* The odd number, and before it the DEAD link, before the new key. */
	smp_wmb();
	memcpy(elem->key, key, htab->map.def.key_size);
}

void mbpf_htab_elem_end(struct mbpf_htab_elem *elem)
{
	/* Key and value before the even number; mbpf_htab_read() acquires. */
	smp_store_release(&elem->gen, elem->gen + 1);
}

void mbpf_htab_elem_free(struct mbpf_htab *htab, struct mbpf_htab_elem *elem)
{
	struct single *single;

	if (!elem)
		return;
	if (htab->prealloc) {
		pool_push(htab, elem);
		return;
	}
	single = container_of(elem, struct single, elem);
	if (htab->percpu)
		call_rcu(&single->rcu, single_free_rcu);
	else
		kfree_rcu(single, rcu);
}
