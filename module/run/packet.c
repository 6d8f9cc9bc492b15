// SPDX-License-Identifier: GPL-2.0
/*
 * From a packet to a context: shows an skb to an XDP program.
 *
 *	skb->head                skb->data                 skb->tail
 *	    | headroom | Ethernet    | IP ... payload          | (frags)
 *	               ^ ctx.data                              ^ ctx.data_end
 *
 * The program wants one run of bytes that begins with an Ethernet header.
 * Where the packet has both already, it is shown as it lies and nothing is
 * done to it: this is the fast path, a few dozen instructions.  Otherwise:
 *
 *   nonlinear           pulled into the head, for good
 *   no Ethernet header  one is written into the headroom for the time of the
 *                       run; the bytes that were there are put back
 *   program writes      the data is made private first (run/packet_write.c)
 *   any of these, but   the bytes are copied, and the program runs on the
 *   must not be touched copy
 *
 * skb->data, skb->len and the header offsets are the same afterwards.  Does not
 * decide what a verdict means, nor count: that is attach/.
 */
#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include "core/core.h"
#include "run/packet.h"
#include "run/run.h"

/*
 * Is there an Ethernet header directly in front of skb->data?  Both ends of
 * the distance lie in the skb's head, so 14 bytes may be read there whatever
 * they mean; the device's type says that they are one.
 */
static bool has_own_header(const struct sk_buff *skb, const struct mbpf_skb_place *place)
{
	const struct net_device *in = place->in;

	if (place->kind == MBPF_SKB_IP_SENT || !in)
		return false;
	if (in->type != ARPHRD_ETHER && in->type != ARPHRD_LOOPBACK)
		return false;
	return skb_mac_header_was_set(skb) && skb->data - skb_mac_header(skb) == ETH_HLEN;
}

/* Bytes behind the Ethernet header that the program sees. */
static u32 visible_len(const struct sk_buff *skb)
{
	return min_t(u32, skb->len, MBPF_MAX_PACKET - ETH_HLEN);
}

/* The device it came in by, also where the hook does not say so any more. */
static u32 ingress_ifindex(const struct sk_buff *skb, const struct mbpf_skb_place *place)
{
	if (place->kind == MBPF_SKB_IP_SENT)
		return skb->skb_iif;
	return place->in ? place->in->ifindex : 0;
}

static u32 rx_queue(const struct sk_buff *skb, const struct mbpf_skb_place *place)
{
	if (place->kind == MBPF_SKB_IP_SENT || !skb_rx_queue_recorded(skb))
		return 0;
	return skb_get_rx_queue(skb);
}

/* Run on @len bytes at @data, which are @skb's or a copy of its. */
static u32 run_at(const struct mbpf_prog *prog, struct sk_buff *skb,
		  const struct mbpf_skb_place *place, u8 *data, u32 len)
{
	struct mbpf_ctx ctx = {
		.data = data,
		.data_end = data + len,
		.data_meta = data,
		.ingress_ifindex = ingress_ifindex(skb, place),
		.rx_queue_index = rx_queue(skb, place),
		.egress_ifindex = place->out ? place->out->ifindex : 0,
		.skb = skb,
	};

	return mbpf_run(prog, &ctx);
}

static void synthesise(struct ethhdr *eth, __be16 proto)
{
	*eth = (struct ethhdr){ .h_proto = proto };
}

/* Run with a header in the headroom, which is ours to write for that time. */
static u32 run_behind_headroom(const struct mbpf_prog *prog, struct sk_buff *skb,
			       const struct mbpf_skb_place *place, u32 len)
{
	struct ethhdr *eth = (struct ethhdr *)(skb->data - ETH_HLEN);
	struct ethhdr there = *eth;
	u32 verdict;

	synthesise(eth, place->proto);
	verdict = run_at(prog, skb, place, (u8 *)eth, len);
	*eth = there;
	return verdict;
}

static u32 run_in_skb(const struct mbpf_prog *prog, struct sk_buff *skb,
		      const struct mbpf_skb_place *place, bool own, u32 len)
{
	if (own)
		return run_at(prog, skb, place, skb->data - ETH_HLEN, len);
	return run_behind_headroom(prog, skb, place, len);
}

static u32 run_writer(const struct mbpf_prog *prog, struct sk_buff *skb,
		      const struct mbpf_skb_place *place, bool own, u32 len)
{
	struct mbpf_packet_before before;
	u32 verdict;

	mbpf_packet_save(&before, skb, place, own);
	verdict = run_in_skb(prog, skb, place, own, len);
	if (!mbpf_packet_settle(&before, skb, place, own))
		return XDP_ABORTED;
	return verdict;
}

/*
 * The bytes as they lie are not good enough: may the skb be changed?  Not while
 * somebody else holds it (pktgen and some drivers hand such over); and a list
 * of segments that GRO chained cannot be cut again once it is pulled together.
 */
static bool must_not_touch(const struct sk_buff *skb)
{
	if (skb_shared(skb))
		return true;
	return skb_has_frag_list(skb) && skb_is_gso(skb) &&
	       (skb_shinfo(skb)->gso_type & SKB_GSO_FRAGLIST);
}

static int run_on_copy(const struct mbpf_prog *prog, struct sk_buff *skb,
		       const struct mbpf_skb_place *place, bool own, struct mbpf_skb_result *res)
{
	u8 *copy = kmalloc(res->len, GFP_ATOMIC | __GFP_NOWARN);
	int err;

	if (!copy)
		return -ENOMEM;
	if (own)
		memcpy(copy, skb->data - ETH_HLEN, ETH_HLEN);
	else
		synthesise((struct ethhdr *)copy, place->proto);
	err = skb_copy_bits(skb, 0, copy + ETH_HLEN, res->len - ETH_HLEN);
	if (!err)
		res->verdict = run_at(prog, skb, place, copy, res->len);
	kfree(copy);
	return err;
}

/* Linear as far as it is seen, with room for a header, private for writers. */
static int make_ready(const struct mbpf_prog *prog, struct sk_buff *skb, bool own)
{
	u32 headroom = own ? 0 : ETH_HLEN;

	if (!pskb_may_pull(skb, visible_len(skb)))
		return -ENOMEM;
	if (prog->writes_packet)
		return mbpf_packet_make_writable(skb, headroom);
	return own ? 0 : skb_cow_head(skb, headroom);
}

/* Everything but the fast path. */
static int run_slow(const struct mbpf_prog *prog, struct sk_buff *skb,
		    const struct mbpf_skb_place *place, bool own, struct mbpf_skb_result *res)
{
	int err;

	if (must_not_touch(skb))
		return run_on_copy(prog, skb, place, own, res);
	err = make_ready(prog, skb, own);
	if (err)
		return err;
	if (prog->writes_packet)
		res->verdict = run_writer(prog, skb, place, own, res->len);
	else
		res->verdict = run_in_skb(prog, skb, place, own, res->len);
	return 0;
}

void mbpf_run_skb(const struct mbpf_prog *prog, struct sk_buff *skb,
		  const struct mbpf_skb_place *place, struct mbpf_skb_result *res)
{
	bool own = has_own_header(skb, place);
	u32 len = visible_len(skb);

	res->len = ETH_HLEN + len;
	res->error = 0;
	if (likely(own && !prog->writes_packet && len <= skb_headlen(skb)))
		res->verdict = run_at(prog, skb, place, skb->data - ETH_HLEN, res->len);
	else
		res->error = run_slow(prog, skb, place, own, res);
}
