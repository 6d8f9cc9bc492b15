// SPDX-License-Identifier: GPL-2.0
/*
 * The five IP hooks, for IPv4 and IPv6 each.  This is where attach type
 * MBPF_ATTACH_NETFILTER leads.
 *
 *	in -> PRE_ROUTING --route--> FORWARD ------------> POST_ROUTING -> out
 *	                     |                                  ^
 *	                 LOCAL_IN -> socket -> LOCAL_OUT -route-+
 *
 * Any number of links may share a hook; they run by ascending priority, beside
 * the rules of nftables and the like; where priorities are equal, who came last
 * runs first.  The lowest and the highest priority are not for us:
 * connection tracking confirms a connection last of all and must not be
 * followed by one who drops it, and the bridge relies on being first.
 *
 * What is in fragments has been put together before LOCAL_IN for IPv4, but only
 * behind it for IPv6.  A program that changes addresses at LOCAL_OUT changes the
 * packet, not its route, which has been found before.
 */
#include <linux/bottom_half.h>
#include <linux/if_ether.h>
#include <linux/netfilter.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <net/net_namespace.h>
#include "attach/link.h"
#include "run/run.h"

/* Has the packet come to us, and is it still as it came? */
static bool is_received(const struct nf_hook_state *state)
{
	return state->hook == NF_INET_PRE_ROUTING || state->hook == NF_INET_LOCAL_IN ||
	       state->hook == NF_INET_FORWARD;
}

/* A sender may come here with bottom halves on. */
static unsigned int ip_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct mbpf_skb_place place = {
		.kind = is_received(state) ? MBPF_SKB_IP_RECEIVED : MBPF_SKB_IP_SENT,
		.proto = htons(state->pf == NFPROTO_IPV4 ? ETH_P_IP : ETH_P_IPV6),
		.in = state->in,
		.out = state->out,
	};
	unsigned int verdict;

	local_bh_disable();
	verdict = mbpf_link_run(priv, skb, &place);
	local_bh_enable();
	return verdict;
}

static int netfilter_check(const union mbpf_attr *attr)
{
	const size_t used = sizeof(attr->link_create.netfilter);
	const u8 *fields = (const u8 *)attr->link_create.reserved;

	if (attr->link_create.target_ifindex || attr->link_create.flags)
		return -EINVAL;
	if (attr->link_create.netfilter.pf != NFPROTO_IPV4 &&
	    attr->link_create.netfilter.pf != NFPROTO_IPV6)
		return -EINVAL;
	if (attr->link_create.netfilter.hooknum >= NF_INET_NUMHOOKS)
		return -EINVAL;
	if (attr->link_create.netfilter.priority == INT_MIN ||
	    attr->link_create.netfilter.priority == INT_MAX)
		return -EINVAL;
	if (attr->link_create.netfilter.flags)
		return -EINVAL;
	if (memchr_inv(fields + used, 0, sizeof(attr->link_create.reserved) - used))
		return -EINVAL;
	return 0;
}

/* The caller's namespace cannot go before the caller. */
static int netfilter_attach(struct mbpf_link *link, const union mbpf_attr *attr)
{
	int err;

	link->net = current->nsproxy->net_ns;
	link->hook = (struct nf_hook_ops){
		.hook = ip_hook,
		.pf = attr->link_create.netfilter.pf,
		.hooknum = attr->link_create.netfilter.hooknum,
		.priority = attr->link_create.netfilter.priority,
	};
	mutex_lock(&mbpf_links_lock);
	err = mbpf_link_hook_locked(link);
	mutex_unlock(&mbpf_links_lock);
	return err;
}

static void netfilter_fill_info(const struct mbpf_link *link, struct mbpf_link_info *info)
{
	info->netfilter.pf = link->hook.pf;
	info->netfilter.hooknum = link->hook.hooknum;
	info->netfilter.priority = link->hook.priority;
}

static void netfilter_show(const struct mbpf_link *link, struct seq_file *m)
{
	seq_printf(m, "pf:\t%u\n", link->hook.pf);
	seq_printf(m, "hooknum:\t%u\n", link->hook.hooknum);
	seq_printf(m, "priority:\t%d\n", link->hook.priority);
}

const struct mbpf_link_kind mbpf_link_netfilter = {
	.name = "netfilter",
	.type = MBPF_LINK_TYPE_NETFILTER,
	.check = netfilter_check,
	.attach = netfilter_attach,
	.fill_info = netfilter_fill_info,
	.show = netfilter_show,
};
