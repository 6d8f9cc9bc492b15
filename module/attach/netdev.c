// SPDX-License-Identifier: GPL-2.0
/*
 * The netdev ingress hook: packets as they come in by a device, before the
 * stack knows them.  This is where attach type BPF_XDP leads.
 *
 *	driver -> (GRO) -> taps (tcpdump) -> tc -> [here] -> bridge, VLAN, IP, ...
 *
 * One link a device, as XDP has it.  The flags of XDP are taken as far as
 * they make sense: there is no driver or hardware to run the program
 * (EOPNOTSUPP), and a link never replaces another one.
 *
 * Device and link are joined under the RTNL, so that a device which goes, or
 * moves to another namespace, finds the link that was put on it.
 */
#include <linux/if_link.h>
#include <linux/netdevice.h>
#include <linux/netfilter_netdev.h>
#include <linux/nsproxy.h>
#include <linux/rtnetlink.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include "attach/link.h"
#include "run/run.h"

/*
 * The first at the hook: what an XDP program drops, rules of nftables at
 * ingress do not see.
 */
enum { FIRST = INT_MIN };

static unsigned int netdev_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct mbpf_skb_place place = {
		.kind = MBPF_SKB_INGRESS,
		.proto = skb->protocol,
		.in = state->in,
	};

	return mbpf_link_run(priv, skb, &place);
}

static int check_flags(u32 flags)
{
	if (flags & ~(XDP_FLAGS_MODES | XDP_FLAGS_UPDATE_IF_NOEXIST))
		return -EINVAL;
	if (hweight32(flags & XDP_FLAGS_MODES) > 1)
		return -EINVAL;
	return flags & (XDP_FLAGS_DRV_MODE | XDP_FLAGS_HW_MODE) ? -EOPNOTSUPP : 0;
}

static int netdev_check(const union mbpf_attr *attr)
{
	if (memchr_inv(attr->link_create.reserved, 0, sizeof(attr->link_create.reserved)))
		return -EINVAL;
	return check_flags(attr->link_create.flags);
}

static int attach_to(struct mbpf_link *link, struct net_device *dev)
{
	int err = -EEXIST;

	link->net = dev_net(dev);
	link->dev = dev;
	link->hook = (struct nf_hook_ops){
		.hook = netdev_hook,
		.dev = dev,
		.pf = NFPROTO_NETDEV,
		.hooknum = NF_NETDEV_INGRESS,
		.priority = FIRST,
	};
	mutex_lock(&mbpf_links_lock);
	if (!mbpf_link_find_locked(dev))
		err = mbpf_link_hook_locked(link);
	mutex_unlock(&mbpf_links_lock);
	return err;
}

static int netdev_attach(struct mbpf_link *link, const union mbpf_attr *attr)
{
	struct net_device *dev;
	int err = -ENODEV;

	rtnl_lock();
	dev = __dev_get_by_index(current->nsproxy->net_ns, attr->link_create.target_ifindex);
	if (dev)
		err = attach_to(link, dev);
	rtnl_unlock();
	return err;
}

static u32 ifindex_of(const struct mbpf_link *link)
{
	return link->attached ? link->dev->ifindex : 0;
}

static void netdev_fill_info(const struct mbpf_link *link, struct mbpf_link_info *info)
{
	info->xdp.ifindex = ifindex_of(link);
}

static void netdev_show(const struct mbpf_link *link, struct seq_file *m)
{
	seq_printf(m, "ifindex:\t%u\n", ifindex_of(link));
}

const struct mbpf_link_kind mbpf_link_netdev = {
	.name = "xdp",
	.type = MBPF_LINK_TYPE_XDP,
	.check = netdev_check,
	.attach = netdev_attach,
	.fill_info = netdev_fill_info,
	.show = netdev_show,
};
