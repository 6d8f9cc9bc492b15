/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Running a program: the interpreter, and how a packet becomes a context.
 */
#ifndef MBPF_RUN_RUN_H
#define MBPF_RUN_RUN_H

#include <linux/types.h>

struct mbpf_prog;
struct mbpf_ctx;
struct net_device;
struct sk_buff;
union mbpf_attr;

/**
 * mbpf_interpret() - run runnable code
 * @prog: published, or at least rewritten
 * @ctx: becomes r1
 * @stack: MBPF_MAX_FRAMES * MBPF_FRAME_SIZE bytes, 8-byte aligned, any content
 *
 * What a function uses of its frame is zeroed when it is entered.  RCU read
 * side, bottom halves off; does not sleep.  Also compiled in user space.
 *
 * Return: r0 at exit; 0 (XDP_ABORTED) at a trap.
 */
u64 mbpf_interpret(const struct mbpf_prog *prog, void *ctx, u8 *stack);

/**
 * mbpf_run() - run a program on this CPU
 * @prog: published, or at least rewritten
 * @ctx: becomes r1
 *
 * RCU read side, bottom halves off.  Return: r0; 0 (XDP_ABORTED) when programs
 * already nest MBPF_MAX_NESTING deep here.
 */
u64 mbpf_run(const struct mbpf_prog *prog, struct mbpf_ctx *ctx);

/**
 * enum mbpf_skb_kind - what is known about a packet at a hook
 * @MBPF_SKB_INGRESS: netdev ingress: the stack has looked at nothing yet
 * @MBPF_SKB_IP_RECEIVED: an IP hook on the way in: the Ethernet header it came
 *                        with may still stand in front of it
 * @MBPF_SKB_IP_SENT: an IP hook on the way out: it has no Ethernet header yet
 *
 * At all of them skb->data is at the network header.
 */
enum mbpf_skb_kind { MBPF_SKB_INGRESS, MBPF_SKB_IP_RECEIVED, MBPF_SKB_IP_SENT };

/**
 * struct mbpf_skb_place - where a packet is
 * @kind: enum mbpf_skb_kind
 * @proto: what a synthesised header says, ETH_P_*; network byte order
 * @in: device it came in by; NULL where that is not known
 * @out: device it leaves by; NULL where that is not known
 */
struct mbpf_skb_place {
	enum mbpf_skb_kind kind;
	__be16 proto;
	const struct net_device *in;
	const struct net_device *out;
};

/**
 * struct mbpf_skb_result - what became of one packet
 * @verdict: r0 as the program returned it
 * @len: bytes that the program saw
 * @error: negative errno when the packet could not be shown to the program
 *         (-ENOMEM); 0 otherwise
 */
struct mbpf_skb_result {
	u32 verdict;
	u32 len;
	int error;
};

/**
 * mbpf_run_skb() - show a packet to an XDP program
 * @prog: of a type whose context has a packet
 * @skb: its data may be reallocated; never changed when shared
 * @place: where it is
 * @res: what became of it
 *
 * The program sees an Ethernet header: the packet's own where it has one, a
 * synthesised one (zero addresses, right protocol) otherwise, which is taken
 * off again.  It sees at most MBPF_MAX_PACKET bytes.  A VLAN tag is not among
 * them: the stack has taken it off, as a device with VLAN offload does.
 *
 * The packet is made linear, and private when the program writes.  A packet
 * that must not be touched (a shared skb) is shown as a private copy whose
 * changes are lost; the verdict counts all the same.
 *
 * A program that writes finds final checksums (unless the packet is yet to be
 * segmented) and has to keep them right.  At ingress it may change everything,
 * the protocol too.  At an IP hook it must leave alone what the stack has
 * checked already: version, header length, total length and IPv4 options;
 * else the packet gets XDP_ABORTED.
 *
 * Softirq or process context, RCU read side, bottom halves off.
 */
void mbpf_run_skb(const struct mbpf_prog *prog, struct sk_buff *skb,
		  const struct mbpf_skb_place *place, struct mbpf_skb_result *res);

/**
 * mbpf_test_run() - PROG_TEST_RUN
 * @prog: the program
 * @attr: the command's attributes; retval, duration, data_size_out and
 *        ctx_size_out are set in it, on success and on -ENOSPC
 *
 * data_size_in is ETH_HLEN .. MBPF_MAX_PACKET.  ctx_in must describe just the
 * packet (data 0, data_end data_size_in, data_meta 0), no egress device, and
 * an ingress device and receive queue that exist, or none.
 *
 * Process context; sleeps; ends at a signal.  Return: 0, -EOPNOTSUPP (the
 * program's context has no packet), -EINVAL, -EFAULT, -E2BIG (ctx_in has unknown
 * non-zero bytes), -ENODEV (ingress_ifindex), -ENOSPC (data_out or ctx_out too
 * small: what fits was written), -ENOMEM, -EINTR.
 */
int mbpf_test_run(const struct mbpf_prog *prog, union mbpf_attr *attr);

/** mbpf_run_init() - the per-CPU stacks; -ENOMEM */
int mbpf_run_init(void);
/** mbpf_run_exit() - no program runs any more */
void mbpf_run_exit(void);

#endif /* MBPF_RUN_RUN_H */
