/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a program that writes needs around its run; private to run/.
 */
#ifndef MBPF_RUN_PACKET_H
#define MBPF_RUN_PACKET_H

#include <linux/if_ether.h>
#include <linux/types.h>

struct sk_buff;
struct mbpf_skb_place;

/* The longest IPv4 header: 15 words. */
enum { MBPF_MAX_IP_HEADER = 60 };

/**
 * struct mbpf_packet_before - what must be known of a packet before a program
 * writes to it
 * @eth: ingress: its Ethernet header
 * @ip: IP hooks: the first @ip_len bytes of its IP header
 * @ip_len: bytes in @ip
 */
struct mbpf_packet_before {
	union {
		struct ethhdr eth;
		u8 ip[MBPF_MAX_IP_HEADER];
	};
	u32 ip_len;
};

/**
 * mbpf_packet_make_writable() - a private packet whose checksums may change
 * @skb: linear as far as the program sees it, not shared
 * @headroom: bytes needed in front of skb->data
 *
 * Return: 0 or -ENOMEM.
 */
int mbpf_packet_make_writable(struct sk_buff *skb, u32 headroom);

/** mbpf_packet_save() - remember what mbpf_packet_settle() compares with */
void mbpf_packet_save(struct mbpf_packet_before *before, const struct sk_buff *skb,
		      const struct mbpf_skb_place *place, bool own_header);

/**
 * mbpf_packet_settle() - bring the skb in line with its changed bytes
 *
 * Return: false when the program changed what it must not.
 */
bool mbpf_packet_settle(const struct mbpf_packet_before *before, struct sk_buff *skb,
			const struct mbpf_skb_place *place, bool own_header);

#endif /* MBPF_RUN_PACKET_H */
