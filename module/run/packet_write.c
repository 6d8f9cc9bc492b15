// SPDX-License-Identifier: GPL-2.0
/*
 * Around the run of a program that writes packet bytes: before it the data is
 * made private and its checksums final, after it the skb is brought in line
 * with the bytes.
 *
 * Checksums.  A packet made on this machine may carry only the start of its
 * checksum, to be finished by the device; a program that updates it as if it
 * were whole would spoil it.  So it is finished first.  Packets that are yet
 * to be segmented keep the start: each segment gets its own checksum later.
 * The sum that a device has computed over a received packet is forgotten,
 * and the stack computes it anew.
 *
 * Trust.  At ingress the stack has looked at nothing, and checks what the
 * program leaves.  At the IP hooks it has checked the header and will not do
 * so again, so the fields that say how long things are must stay.  The headers
 * of a packet that is yet to be segmented are marked as in need of a check.
 *
 * Only called for programs that may write; does not know whether they did.
 */
#include <linux/etherdevice.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include "run/packet.h"
#include "run/run.h"

/* Does the checksum's place lie where it can be filled in? */
static bool can_finish_checksum(const struct sk_buff *skb)
{
	int start = skb_checksum_start_offset(skb);

	return !skb_is_gso(skb) && start >= 0 &&
	       start + skb->csum_offset + sizeof(__sum16) <= skb_headlen(skb);
}

static int settle_checksum(struct sk_buff *skb)
{
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->ip_summed = CHECKSUM_NONE;
	if (skb->ip_summed == CHECKSUM_PARTIAL && can_finish_checksum(skb))
		return skb_csum_hwoffload_help(skb, 0);
	return 0;
}

int mbpf_packet_make_writable(struct sk_buff *skb, u32 headroom)
{
	int err = skb_cow(skb, headroom);

	if (err)
		return err;
	if (skb_is_gso(skb)) {
		skb_shinfo(skb)->gso_type |= SKB_GSO_DODGY;
		skb_shinfo(skb)->gso_segs = 0;
	}
	return settle_checksum(skb);
}

/* Bytes of the IP header whose lengths the stack trusts; both are linear. */
static u32 ip_header_len(const struct sk_buff *skb, __be16 proto)
{
	u32 len = sizeof(struct ipv6hdr);

	if (proto == htons(ETH_P_IP))
		len = max_t(u32, (skb->data[0] & 0xf) * 4, sizeof(struct iphdr));
	return min(len, skb_headlen(skb));
}

void mbpf_packet_save(struct mbpf_packet_before *before, const struct sk_buff *skb,
		      const struct mbpf_skb_place *place, bool own_header)
{
	if (place->kind != MBPF_SKB_INGRESS) {
		before->ip_len = ip_header_len(skb, place->proto);
		memcpy(before->ip, skb->data, before->ip_len);
	} else if (own_header) {
		before->eth = *(const struct ethhdr *)(skb->data - ETH_HLEN);
	}
}

static bool same(const struct mbpf_packet_before *before, const struct sk_buff *skb,
		 u32 from, u32 to)
{
	to = min(to, before->ip_len);
	return to <= from || !memcmp(before->ip + from, skb->data + from, to - from);
}

/* Version, header length, total length, options. */
static bool keeps_ipv4(const struct mbpf_packet_before *before, const struct sk_buff *skb)
{
	return same(before, skb, 0, 1) &&
	       same(before, skb, offsetof(struct iphdr, tot_len), offsetof(struct iphdr, id)) &&
	       same(before, skb, sizeof(struct iphdr), MBPF_MAX_IP_HEADER);
}

/* Version, payload length. */
static bool keeps_ipv6(const struct mbpf_packet_before *before, const struct sk_buff *skb)
{
	return (before->ip[0] & 0xf0) == (skb->data[0] & 0xf0) &&
	       same(before, skb, offsetof(struct ipv6hdr, payload_len),
		    offsetof(struct ipv6hdr, nexthdr));
}

/* The protocol, and whether it is for us, follow from the Ethernet header. */
static void reclassify(const struct mbpf_packet_before *before, struct sk_buff *skb)
{
	const struct ethhdr *eth = (const struct ethhdr *)(skb->data - ETH_HLEN);

	if (eth->h_proto == before->eth.h_proto &&
	    ether_addr_equal(eth->h_dest, before->eth.h_dest))
		return;
	__skb_push(skb, ETH_HLEN);
	skb->pkt_type = PACKET_HOST;
	skb->protocol = eth_type_trans(skb, skb->dev);
	skb_reset_network_header(skb);
}

bool mbpf_packet_settle(const struct mbpf_packet_before *before, struct sk_buff *skb,
			const struct mbpf_skb_place *place, bool own_header)
{
	if (place->kind == MBPF_SKB_INGRESS) {
		if (own_header)
			reclassify(before, skb);
		return true;
	}
	if (place->proto == htons(ETH_P_IP))
		return keeps_ipv4(before, skb);
	return keeps_ipv6(before, skb);
}
