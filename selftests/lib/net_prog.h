/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Small XDP programs that look at packets, for tests of hooks.
 *
 * Offsets count from the Ethernet header.  All of them let pass what they are
 * not made for.  Each returns a program fd or a negative errno.
 */
#ifndef MBPF_TEST_NET_PROG_H
#define MBPF_TEST_NET_PROG_H

#include <linux/if_ether.h>
#include <linux/types.h>

/* Where things are in a UDP packet without IP options. */
enum {
	AT_PROTO = 12,
	AT_IP = ETH_HLEN,
	AT_UDP4 = ETH_HLEN + 20,
	AT_DATA4 = AT_UDP4 + 8,
	AT_UDP6 = ETH_HLEN + 40,
	AT_DATA6 = AT_UDP6 + 8,
};

/** prog_return() - the same verdict for every packet */
int prog_return(__u32 verdict);

/** prog_judge_udp() - @verdict for UDP packets to @port; @ipv6: of IPv6, else of IPv4 */
int prog_judge_udp(bool ipv6, int port, __u32 verdict);

/** prog_judge_proto() - @verdict for packets of one Ethernet type (host order) */
int prog_judge_proto(int proto, __u32 verdict);

/** prog_header_is() - drop UDP packets whose Ethernet header is not @header */
int prog_header_is(bool ipv6, const __u8 header[ETH_HLEN]);

/** prog_length_is() - XDP_PASS for packets of just @len bytes, XDP_DROP for others */
int prog_length_is(int len);

/** prog_store() - write @value at byte @off of packets that are that long */
int prog_store(int off, __u8 value);

/** prog_store_udp() - the same for UDP packets to @port only */
int prog_store_udp(bool ipv6, int port, int off, __u8 value);

#endif /* MBPF_TEST_NET_PROG_H */
