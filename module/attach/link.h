/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A link from inside; private to attach/.
 *
 * Every hook of this room is a netfilter hook, so a link carries its
 * registration; what differs is which hook it is and how one asks for it.
 * Each kind is a file with a struct mbpf_link_kind and a row in
 * MBPF_LINK_KINDS.
 *
 * Lock order:
 *
 *	RTNL -> mbpf_links_lock -> netfilter's own
 *
 * RTNL keeps a device from going while a link is put on it, and is held by
 * those who tell us that one goes.  Taking a link off needs mbpf_links_lock
 * alone, since a link that is on its hook has a device and a namespace: they
 * take it off before they go.
 */
#ifndef MBPF_ATTACH_LINK_H
#define MBPF_ATTACH_LINK_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/types.h>
#include "mbpf.h"

struct mbpf_link;
struct mbpf_link_counters;
struct mbpf_prog;
struct mbpf_skb_place;
struct net;
struct net_device;
struct seq_file;

extern struct mutex mbpf_links_lock;

/**
 * struct mbpf_link_kind - one kind of hook
 * @name: for fdinfo
 * @type: enum bpf_link_type
 * @check: are the attributes legal?  Negative errno.
 * @attach: fill in link->net, dev and hook, and put it on by
 *          mbpf_link_hook_locked().  Negative errno.
 * @fill_info: the kind's part of @info.  mbpf_links_lock is held.
 * @show: its lines of fdinfo.  mbpf_links_lock is held.
 */
struct mbpf_link_kind {
	const char *name;
	u32 type;
	int (*check)(const union mbpf_attr *attr);
	int (*attach)(struct mbpf_link *link, const union mbpf_attr *attr);
	void (*fill_info)(const struct mbpf_link *link, struct mbpf_link_info *info);
	void (*show)(const struct mbpf_link *link, struct seq_file *m);
};

/**
 * struct mbpf_link - one program on one hook
 *
 * Lock letters: (I) set once before anybody sees it, (A) atomic, (L)
 * mbpf_links_lock, (H) read by packets, until the grace period after the hook
 * is off.
 *
 * @kind: (I)
 * @prog: (I, H) counted
 * @counters: (I, H) per CPU
 * @ref: (A) fds, calls in progress, and one while @kept
 * @id: set once by load/ before it publishes the link
 * @attached: (L) on its hook, and on the list
 * @kept: (L) outlives its fds
 * @node: (L) in the list of attached links
 * @net: (L) namespace; valid while attached, not counted
 * @dev: (L) device or NULL; valid while attached, not counted
 * @hook: (I, H) its registration; netfilter looks at it until a grace period
 *        after the hook is off
 */
struct mbpf_link {
	const struct mbpf_link_kind *kind;
	struct mbpf_prog *prog;
	struct mbpf_link_counters __percpu *counters;
	refcount_t ref;
	u32 id;
	bool attached;
	bool kept;
	struct list_head node;
	struct net *net;
	struct net_device *dev;
	struct nf_hook_ops hook;
	struct rcu_head rcu;
};

/**
 * mbpf_link_hook_locked() - put it on its hook
 *
 * Return: 0 or what netfilter says: -EOPNOTSUPP, -ENOMEM, -E2BIG (too many
 * hooks).
 */
int mbpf_link_hook_locked(struct mbpf_link *link);

/** mbpf_link_find_locked() - the link on this device, NULL when there is none */
struct mbpf_link *mbpf_link_find_locked(const struct net_device *dev);

/**
 * mbpf_links_detach() - take off all links of a device, of a namespace, or all
 * @net: namespace, or NULL for any
 * @dev: device, or NULL for any
 *
 * May sleep; the RTNL may be held.
 */
void mbpf_links_detach(const struct net *net, const struct net_device *dev);

/**
 * mbpf_link_run() - let the link's program decide about a packet
 *
 * The body of every hook function: runs it, counts, and translates the
 * verdict.  RCU read side, bottom halves off.
 *
 * Return: NF_ACCEPT or NF_DROP.
 */
unsigned int mbpf_link_run(const struct mbpf_link *link, struct sk_buff *skb,
			   const struct mbpf_skb_place *place);

/*
 * The kinds of links: X(attach type, symbol).  A missing file does not link, a
 * duplicate attach type does not compile.
 */
#define MBPF_LINK_KINDS(X)				\
	X(BPF_XDP, mbpf_link_netdev)			\
	X(MBPF_ATTACH_NETFILTER, mbpf_link_netfilter)

#define X(attach_type, symbol) extern const struct mbpf_link_kind symbol;
MBPF_LINK_KINDS(X)
#undef X

#endif /* MBPF_ATTACH_LINK_H */
