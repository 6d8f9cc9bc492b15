/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a running program's r1 points to.
 *
 * A program believes that it reads struct xdp_md; rewrite turns each access
 * into one to this struct, by the offsets in the program type's field table.
 * It lives on the stack of whoever runs the program.
 */
#ifndef MBPF_CORE_CTX_H
#define MBPF_CORE_CTX_H

#include <linux/types.h>

struct sk_buff;

/**
 * struct mbpf_ctx - the context of one run
 * @data: first byte of the packet, at its link-layer header
 * @data_end: one behind the last byte
 * @data_meta: equals @data: there is no metadata in front of it
 * @ingress_ifindex: device the packet came in by, 0 when it was made here
 * @rx_queue_index: receive queue
 * @egress_ifindex: device it leaves by, 0 where that is not known
 * @skb: where the packet lives, or NULL in a test run; not for programs
 */
struct mbpf_ctx {
	u8 *data;
	u8 *data_end;
	u8 *data_meta;
	u32 ingress_ifindex;
	u32 rx_queue_index;
	u32 egress_ifindex;
	struct sk_buff *skb;
};

#endif /* MBPF_CORE_CTX_H */
