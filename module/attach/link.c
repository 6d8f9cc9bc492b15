// SPDX-License-Identifier: GPL-2.0
/*
 * The life of a link: made, attached, found dead, freed.
 *
 *	create --> attached --+-- LINK_DETACH ---------------+
 *	                      +-- last reference             |
 *	                      +-- device or namespace goes   +--> off its hook
 *	                      +-- module goes ---------------+
 *
 *	off its hook, last reference gone --> grace period --> freed
 *
 * The causes of death race with one another.  All of them come through
 * unhook_locked(), under mbpf_links_lock, and the first one finds @attached
 * set.  A link whose last reference is gone but which waits for the lock may
 * still be taken off by another cause; it is freed by the one who dropped the
 * reference, in any case.
 *
 * Packets that are on their way when the hook goes may still run the program
 * and count; the grace period before the link and its program are freed is
 * theirs.  Does not know what hooks there are (the kinds do) nor how a packet
 * is shown to a program (run/ does).
 */
#include <linux/err.h>
#include <linux/nospec.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include "attach/attach.h"
#include "attach/counters.h"
#include "attach/link.h"
#include "core/prog.h"

/* Guards the list, and what of each link is marked (L). */
DEFINE_MUTEX(mbpf_links_lock);
/* All attached links. */
static LIST_HEAD(links);

/* Whom the last put tells; set once, before the first link. */
static void (*unpublish_link)(u32 id);
static void (*put_prog)(struct mbpf_prog *prog);

static const struct mbpf_link_kind *const kinds[] = {
#define X(attach_type, symbol) [attach_type] = &(symbol),
	MBPF_LINK_KINDS(X)
#undef X
};

static const struct mbpf_link_kind *find_kind(u32 attach_type)
{
	if (attach_type >= ARRAY_SIZE(kinds))
		return NULL;
	return kinds[array_index_nospec(attach_type, ARRAY_SIZE(kinds))];
}

static void free_link(struct mbpf_link *link)
{
	free_percpu(link->counters);
	kfree(link);
}

static void free_link_rcu(struct rcu_head *head)
{
	free_link(container_of(head, struct mbpf_link, rcu));
}

static struct mbpf_link *alloc_link(const struct mbpf_link_kind *kind, struct mbpf_prog *prog)
{
	struct mbpf_link *link = kzalloc(sizeof(*link), GFP_KERNEL_ACCOUNT);

	if (!link)
		return NULL;
	link->counters = mbpf_counters_alloc();
	if (!link->counters) {
		kfree(link);
		return NULL;
	}
	link->kind = kind;
	link->prog = prog;
	refcount_set(&link->ref, 1);
	INIT_LIST_HEAD(&link->node);
	return link;
}

struct mbpf_link *mbpf_link_create(struct mbpf_prog *prog, const union mbpf_attr *attr)
{
	const struct mbpf_link_kind *kind = find_kind(attr->link_create.attach_type);
	struct mbpf_link *link;
	int err;

	if (!kind || prog->type != BPF_PROG_TYPE_XDP)
		return ERR_PTR(-EINVAL);
	err = kind->check(attr);
	if (err)
		return ERR_PTR(err);
	link = alloc_link(kind, prog);
	if (!link)
		return ERR_PTR(-ENOMEM);
	err = kind->attach(link, attr);
	if (err) {
		free_link(link);
		return ERR_PTR(err);
	}
	return link;
}

int mbpf_link_hook_locked(struct mbpf_link *link)
{
	int err;

	lockdep_assert_held(&mbpf_links_lock);
	link->hook.priv = link;
	err = nf_register_net_hook(link->net, &link->hook);
	if (err)
		return err;
	link->attached = true;
	list_add_tail(&link->node, &links);
	return 0;
}

/*
 * Take it off its hook, once.  @drop is set when the caller has to put the
 * reference that keeping it took, after unlocking.
 */
static int unhook_locked(struct mbpf_link *link, bool *drop)
{
	lockdep_assert_held(&mbpf_links_lock);
	*drop = false;
	if (!link->attached)
		return -ENOLINK;
	nf_unregister_net_hook(link->net, &link->hook);
	link->attached = false;
	link->net = NULL;
	link->dev = NULL;
	list_del_init(&link->node);
	*drop = link->kept;
	link->kept = false;
	return 0;
}

static int unhook(struct mbpf_link *link, bool *drop)
{
	int err;

	mutex_lock(&mbpf_links_lock);
	err = unhook_locked(link, drop);
	mutex_unlock(&mbpf_links_lock);
	return err;
}

int mbpf_link_detach(struct mbpf_link *link)
{
	bool drop;
	int err = unhook(link, &drop);

	if (drop)
		mbpf_link_put(link);
	return err;
}

void mbpf_link_get(struct mbpf_link *link)
{
	refcount_inc(&link->ref);
}

bool mbpf_link_get_unless_zero(struct mbpf_link *link)
{
	return refcount_inc_not_zero(&link->ref);
}

void mbpf_link_put(struct mbpf_link *link)
{
	bool drop;	/* never set: being kept is a reference */

	if (!refcount_dec_and_test(&link->ref))
		return;
	unhook(link, &drop);
	unpublish_link(link->id);
	put_prog(link->prog);
	call_rcu(&link->rcu, free_link_rcu);
}

int mbpf_link_keep(struct mbpf_link *link)
{
	int err = 0;

	mutex_lock(&mbpf_links_lock);
	if (!link->attached) {
		err = -ENOLINK;
	} else if (link->kept) {
		err = -EEXIST;
	} else {
		link->kept = true;
		mbpf_link_get(link);
	}
	mutex_unlock(&mbpf_links_lock);
	return err;
}

struct mbpf_link *mbpf_link_find_locked(const struct net_device *dev)
{
	struct mbpf_link *link;

	lockdep_assert_held(&mbpf_links_lock);
	list_for_each_entry(link, &links, node) {
		if (link->dev == dev)
			return link;
	}
	return NULL;
}

void mbpf_links_detach(const struct net *net, const struct net_device *dev)
{
	struct mbpf_link *link, *next;
	LIST_HEAD(dropped);
	bool drop;

	mutex_lock(&mbpf_links_lock);
	list_for_each_entry_safe(link, next, &links, node) {
		if ((net && link->net != net) || (dev && link->dev != dev))
			continue;
		unhook_locked(link, &drop);
		if (drop)
			list_add_tail(&link->node, &dropped);
	}
	mutex_unlock(&mbpf_links_lock);

	/* Each on it is held by the reference that is dropped here. */
	list_for_each_entry_safe(link, next, &dropped, node) {
		list_del_init(&link->node);
		mbpf_link_put(link);
	}
}

void mbpf_link_set_id(struct mbpf_link *link, u32 id)
{
	link->id = id;
}

void mbpf_link_fill_info(const struct mbpf_link *link, struct mbpf_link_info *info)
{
	*info = (struct mbpf_link_info){
		.type = link->kind->type,
		.id = link->id,
		.prog_id = link->prog->id,
	};
	mutex_lock(&mbpf_links_lock);
	link->kind->fill_info(link, info);
	mutex_unlock(&mbpf_links_lock);
}

void mbpf_link_fill_stats(const struct mbpf_link *link, struct mbpf_link_stats *stats)
{
	mutex_lock(&mbpf_links_lock);
	stats->kept = link->kept;
	mutex_unlock(&mbpf_links_lock);
	mbpf_counters_sum(link->counters, stats);
}

void mbpf_link_show_fdinfo(const struct mbpf_link *link, struct seq_file *m)
{
	seq_printf(m, "link_type:\t%s\n", link->kind->name);
	seq_printf(m, "link_id:\t%u\n", link->id);
	seq_printf(m, "prog_tag:\t%*phN\n", MBPF_TAG_SIZE, link->prog->tag);
	seq_printf(m, "prog_id:\t%u\n", link->prog->id);
	mutex_lock(&mbpf_links_lock);
	seq_printf(m, "attached:\t%u\n", link->attached);
	seq_printf(m, "kept:\t%u\n", link->kept);
	if (link->attached)
		seq_printf(m, "netns_ino:\t%u\n", link->net->ns.inum);
	link->kind->show(link, m);
	mutex_unlock(&mbpf_links_lock);
}

void mbpf_attach_set_release(void (*unpublish)(u32 id), void (*prog_put)(struct mbpf_prog *prog))
{
	unpublish_link = unpublish;
	put_prog = prog_put;
}
