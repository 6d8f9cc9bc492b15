// SPDX-License-Identifier: GPL-2.0
/*
 * The body of every hook: run the link's program, count, translate.
 *
 *	XDP_PASS		the packet goes on
 *	XDP_DROP, XDP_ABORTED	it is dropped
 *	XDP_TX, XDP_REDIRECT	it is dropped, and counted as what was asked for:
 *				mbpf does not send packets
 *	anything else		it is dropped, and counted as invalid
 *	could not be shown	it is dropped, and counted as an error
 *
 * A firewall that fails must not let through what it has not seen.  A sender
 * whose packet is dropped on the way out gets EPERM from netfilter.
 *
 * Does not free the packet: netfilter does, told so by NF_DROP.
 */
#include <linux/netfilter.h>
#include "attach/counters.h"
#include "attach/link.h"
#include "run/run.h"

unsigned int mbpf_link_run(const struct mbpf_link *link, struct sk_buff *skb,
			   const struct mbpf_skb_place *place)
{
	struct mbpf_skb_result res;

	mbpf_run_skb(link->prog, skb, place, &res);
	if (unlikely(res.error)) {
		mbpf_counters_error(link->counters);
		return NF_DROP;
	}
	mbpf_counters_run(link->counters, res.verdict, res.len);
	return res.verdict == XDP_PASS ? NF_ACCEPT : NF_DROP;
}
