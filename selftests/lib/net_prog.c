// SPDX-License-Identifier: GPL-2.0
/*
 * Small XDP programs, put together from pieces: a piece that finds out whether
 * a packet is meant, and one that does something with it.
 *
 * Registers: r2 is the packet's start, r3 its end, r4 and r5 are scratch.
 * A piece that lets a packet pass jumps to the program's last two instructions,
 * which return XDP_PASS; the jumps are aimed when the program is complete.
 */
#include <arpa/inet.h>
#define MBPF_TEST_LIBRARY
#include "mbpf_test.h"
#include "net_prog.h"

/* Jump to the end: aimed by load(). */
#define TO_END 0x7fff

struct text {
	struct bpf_insn insns[64];
	int len;
};

static void add(struct text *t, struct bpf_insn insn)
{
	t->insns[t->len++] = insn;
}

/* Go on only with packets of at least @len bytes. */
static void add_length_check(struct text *t, int len)
{
	add(t, LDX_MEM(BPF_W, 2, 1, 0));
	add(t, LDX_MEM(BPF_W, 3, 1, 4));
	add(t, MOV64_REG(4, 2));
	add(t, ALU64_IMM(BPF_ADD, 4, len));
	add(t, JMP_REG(BPF_JGT, 4, 3, TO_END));
}

/* Go on only if the two bytes at @off are @value (host order). */
static void add_match16(struct text *t, int off, int value)
{
	add(t, LDX_MEM(BPF_H, 5, 2, off));
	add(t, JMP_IMM(BPF_JNE, 5, htons(value), TO_END));
}

static void add_match8(struct text *t, int off, int value)
{
	add(t, LDX_MEM(BPF_B, 5, 2, off));
	add(t, JMP_IMM(BPF_JNE, 5, value, TO_END));
}

/* Go on only with UDP packets of at least @len bytes; @port 0: to any port. */
static void add_match_udp(struct text *t, bool ipv6, int port, int len)
{
	int udp = ipv6 ? AT_UDP6 : AT_UDP4;

	add_length_check(t, len > udp + 8 ? len : udp + 8);
	add_match16(t, AT_PROTO, ipv6 ? ETH_P_IPV6 : ETH_P_IP);
	add_match8(t, ipv6 ? AT_IP + 6 : AT_IP + 9, IPPROTO_UDP);
	if (port)
		add_match16(t, udp + 2, port);
}

static void add_return(struct text *t, __u32 verdict)
{
	add(t, MOV64_IMM(0, verdict));
	add(t, EXIT());
}

/* Complete it with the way out, aim the jumps, load it. */
static int load(struct text *t)
{
	int end = t->len, i;

	add_return(t, XDP_PASS);
	for (i = 0; i < end; i++) {
		if (t->insns[i].off == TO_END)
			t->insns[i].off = end - i - 1;
	}
	return mbpf_prog_new(t->insns, t->len);
}

int prog_return(__u32 verdict)
{
	struct bpf_insn insns[] = { MOV64_IMM(0, verdict), EXIT() };

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

int prog_judge_udp(bool ipv6, int port, __u32 verdict)
{
	struct text t = {};

	add_match_udp(&t, ipv6, port, 0);
	add_return(&t, verdict);
	return load(&t);
}

int prog_judge_proto(int proto, __u32 verdict)
{
	struct text t = {};

	add_length_check(&t, ETH_HLEN);
	add_match16(&t, AT_PROTO, proto);
	add_return(&t, verdict);
	return load(&t);
}

int prog_header_is(bool ipv6, const __u8 header[ETH_HLEN])
{
	struct text t = {};
	int i;

	add_match_udp(&t, ipv6, 0, 0);
	add(&t, MOV64_IMM(0, XDP_DROP));
	for (i = 0; i < ETH_HLEN; i += 2) {
		add(&t, LDX_MEM(BPF_H, 5, 2, i));
		add(&t, JMP_IMM(BPF_JEQ, 5, header[i] | header[i + 1] << 8, 1));
		add(&t, EXIT());
	}
	return load(&t);
}

int prog_length_is(int len)
{
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 2, 1, 0),
		LDX_MEM(BPF_W, 3, 1, 4),
		MOV64_IMM(0, XDP_DROP),
		ALU64_IMM(BPF_ADD, 2, len),
		JMP_REG(BPF_JGT, 2, 3, 3),
		ALU64_IMM(BPF_ADD, 2, 1),
		JMP_REG(BPF_JLE, 2, 3, 1),
		MOV64_IMM(0, XDP_PASS),
		EXIT(),
	};

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

int prog_store(int off, __u8 value)
{
	struct text t = {};

	add_length_check(&t, off + 1);
	add(&t, ST_MEM(BPF_B, 2, off, value));
	return load(&t);
}

int prog_store_udp(bool ipv6, int port, int off, __u8 value)
{
	struct text t = {};

	add_match_udp(&t, ipv6, port, off + 1);
	add(&t, ST_MEM(BPF_B, 2, off, value));
	return load(&t);
}
