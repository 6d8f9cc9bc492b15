// SPDX-License-Identifier: GPL-2.0
/*
 * The life and death of objects, by their reference counts.
 *
 * Dying takes three steps: unlink (the id leaves its table), wait (a program
 * on another CPU may still be looking at a map's value), free (which sleeps,
 * since much of the memory came from vmalloc).  The last put may come from a
 * softirq, so it does the first step alone and puts the object on a list; one
 * worker does the others for the whole list at once.  A program that is freed
 * puts its maps and BTF, which may add to the list again.
 *
 * What a link needs for its end is done in attach/; it tells us here.
 */
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include "attach/attach.h"
#include "btf/btf.h"
#include "core/prog.h"
#include "load/ids.h"
#include "load/object.h"
#include "map/map.h"

static void reap(struct work_struct *work);

/* The dead, linked through their rcu_head, which RCU itself does not use. */
static DEFINE_SPINLOCK(dead_lock);
static struct rcu_head *dead[MBPF_NR_KINDS];
static DECLARE_WORK(reaper, reap);

static void bury(enum mbpf_kind kind, struct rcu_head *head)
{
	unsigned long irq;

	spin_lock_irqsave(&dead_lock, irq);
	head->next = dead[kind];
	dead[kind] = head;
	spin_unlock_irqrestore(&dead_lock, irq);
	queue_work(system_unbound_wq, &reaper);
}

void mbpf_map_put(struct mbpf_map *map)
{
	if (!refcount_dec_and_test(&map->ref))
		return;
	mbpf_id_remove(MBPF_KIND_MAP, map->id);
	bury(MBPF_KIND_MAP, &map->rcu);
}

void mbpf_prog_put(struct mbpf_prog *prog)
{
	if (!refcount_dec_and_test(&prog->ref))
		return;
	mbpf_id_remove(MBPF_KIND_PROG, prog->id);
	bury(MBPF_KIND_PROG, &prog->rcu);
}

void mbpf_btf_put(struct mbpf_btf *btf)
{
	if (!refcount_dec_and_test(&btf->ref))
		return;
	mbpf_id_remove(MBPF_KIND_BTF, btf->id);
	bury(MBPF_KIND_BTF, &btf->rcu);
}

static void free_map(struct rcu_head *head)
{
	struct mbpf_map *map = container_of(head, struct mbpf_map, rcu);
	struct mbpf_btf *btf = map->btf;

	mbpf_map_destroy(map);
	if (btf)
		mbpf_btf_put(btf);
	mbpf_live_sub(MBPF_KIND_MAP);
}

static void free_prog(struct rcu_head *head)
{
	mbpf_prog_free(container_of(head, struct mbpf_prog, rcu));
	mbpf_live_sub(MBPF_KIND_PROG);
}

static void free_btf(struct rcu_head *head)
{
	mbpf_btf_free(container_of(head, struct mbpf_btf, rcu));
	mbpf_live_sub(MBPF_KIND_BTF);
}

static void free_all(struct rcu_head *head, void (*free)(struct rcu_head *head))
{
	struct rcu_head *next;

	for (; head; head = next) {
		next = head->next;
		free(head);
		cond_resched();
	}
}

static void reap(struct work_struct *work)
{
	struct rcu_head *mine[MBPF_NR_KINDS];

	spin_lock_irq(&dead_lock);
	memcpy(mine, dead, sizeof(mine));
	memset(dead, 0, sizeof(dead));
	spin_unlock_irq(&dead_lock);

	synchronize_rcu();
	free_all(mine[MBPF_KIND_PROG], free_prog);
	free_all(mine[MBPF_KIND_MAP], free_map);
	free_all(mine[MBPF_KIND_BTF], free_btf);
}

void mbpf_prog_discard(struct mbpf_prog *prog)
{
	mbpf_id_remove(MBPF_KIND_PROG, prog->id);
	mbpf_prog_free(prog);
	mbpf_live_sub(MBPF_KIND_PROG);
}

/* core/ asks us to give back what a program refers to. */
static void release_prog_refs(struct mbpf_prog *prog)
{
	u32 i;

	for (i = 0; i < prog->nr_maps; i++)
		mbpf_map_put(prog->maps[i]);
	if (prog->btf)
		mbpf_btf_put(prog->btf);
}

/* attach/ tells us that a link's last reference has gone; it counts with its id. */
static void unpublish_link(u32 id)
{
	if (!id)
		return;
	mbpf_id_remove(MBPF_KIND_LINK, id);
	mbpf_live_sub(MBPF_KIND_LINK);
}

static bool get_map(void *obj)
{
	return refcount_inc_not_zero(&((struct mbpf_map *)obj)->ref);
}

static bool get_prog(void *obj)
{
	return refcount_inc_not_zero(&((struct mbpf_prog *)obj)->ref);
}

static bool get_btf(void *obj)
{
	return refcount_inc_not_zero(&((struct mbpf_btf *)obj)->ref);
}

static bool get_link(void *obj)
{
	return mbpf_link_get_unless_zero(obj);
}

static void put_map(void *obj)
{
	mbpf_map_put(obj);
}

static void put_prog(void *obj)
{
	mbpf_prog_put(obj);
}

static void put_btf(void *obj)
{
	mbpf_btf_put(obj);
}

static void put_link(void *obj)
{
	mbpf_link_put(obj);
}

static const struct {
	bool (*get)(void *obj);
	void (*put)(void *obj);
} counted[MBPF_NR_KINDS] = {
#define X(upper, lower) [MBPF_KIND_##upper] = { get_##lower, put_##lower },
	MBPF_KINDS(X)
#undef X
};

bool mbpf_object_get_unless_zero(enum mbpf_kind kind, void *obj)
{
	return counted[kind].get(obj);
}

void mbpf_object_put(enum mbpf_kind kind, void *obj)
{
	counted[kind].put(obj);
}

void mbpf_object_init(void)
{
	mbpf_prog_set_release(release_prog_refs);
	mbpf_attach_set_release(unpublish_link, mbpf_prog_put);
}

/* Freed programs put maps, freed maps put BTF: one round for each. */
void mbpf_object_drain(void)
{
	int round;

	for (round = 0; round < MBPF_NR_KINDS; round++) {
		rcu_barrier();
		flush_work(&reaper);
	}
	WARN_ON_ONCE(mbpf_live_total());
}
