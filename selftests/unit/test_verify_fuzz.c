// SPDX-License-Identifier: GPL-2.0
/*
 * Random programs: what the verifier accepts must run without touching a byte
 * that is not its own.
 *
 * Programs are drawn from what real ones do: load numbers from the packet,
 * compute, compare, bound them in one of the usual ways (or almost), move a
 * pointer by them and use it.  Each accepted one runs on several packets full
 * of extreme bytes.  Packet, map value and stack are allocations of their own
 * and of exact size, so that the address sanitizer sees every step over an
 * edge.  Pruning must not change a verdict.
 *
 *	test_verify_fuzz [SEED [PROGRAMS]]
 */
#include <time.h>
#include "rewrite/rewrite.h"
#include "run/run.h"
#include "verify_helper.h"

enum {
	PACKET_MIN = 40,	/* bytes every program asks for first */
	MAX_LEN = 256,
	RUNS = 24,		/* each on a packet of another length */
};

static u64 seed = 1;

static u32 pick(u32 n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static struct bpf_insn code[MAX_LEN];
static u32 len;

static void emit(struct bpf_insn insn)
{
	code[len++] = insn;
}

/* Jumps to the exit are aimed when it is known where that is. */
#define TO_EXIT 0x7777

/* r6 = data, r7 = data_end, r8 = a map's value; r1..r5 numbers from the packet */
static void emit_start(void)
{
	static const u8 sizes[] = { BPF_B, BPF_H, BPF_W, BPF_DW };
	u32 reg;

	emit(LDX_MEM(BPF_W, 6, 1, 0));
	emit(LDX_MEM(BPF_W, 7, 1, 4));
	emit(MOV64_IMM(9, 0));
	emit(MOV64_REG(2, 6));
	emit(ALU64_IMM(BPF_ADD, 2, PACKET_MIN));
	emit(JMP_REG(BPF_JGT, 2, 7, TO_EXIT));
	emit(ST_MEM(BPF_W, 10, -4, 0));
	emit(MOV64_REG(2, 10));
	emit(ALU64_IMM(BPF_ADD, 2, -4));
	code[len++] = (struct bpf_insn){ .code = 0x18, .dst_reg = 1, .src_reg = 1,
	.imm = MAP(SINGLE_48) };
	emit((struct bpf_insn){ .code = 0 });
	emit(CALL(1));
	emit(JMP_IMM(BPF_JEQ, 0, 0, TO_EXIT));
	emit(MOV64_REG(8, 0));
	for (reg = 0; reg < 4; reg++)
		emit(ST_MEM(BPF_DW, 10, -16 - 8 * (int)reg, pick(3) ? (int)pick(40) : -1));
	for (reg = 1; reg <= 5; reg++)
		emit(LDX_MEM(sizes[pick(4)], reg, 6, pick(PACKET_MIN - 8)));
	emit(MOV64_REG(0, 1));
}

static s32 edge(void)
{
	static const s32 edges[] = {
		0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 33, 63, 64, 127, 128, 255, 256, -1, -2, -8,
		0x7fff, 0x7fffffff, -0x7fffffff - 1, 0xffff, 1000,
	};

	return pick(4) ? edges[pick(ARRAY_SIZE(edges))] : (s32)pick(50);
}

static u32 number_reg(void)
{
	return pick(6);
}

static void emit_alu(void)
{
	static const u8 ops[] = {
		BPF_ADD, BPF_SUB, BPF_MUL, BPF_DIV, BPF_OR, BPF_AND, BPF_LSH, BPF_RSH, BPF_MOD,
		BPF_XOR, BPF_MOV, BPF_ARSH,
	};
	static const s16 sign[] = { 8, 16, 32 };
	u8 op = ops[pick(ARRAY_SIZE(ops))], cls = pick(2) ? BPF_ALU64 : BPF_ALU;
	bool shift = op == BPF_LSH || op == BPF_RSH || op == BPF_ARSH;
	u32 dst = number_reg();
	s32 imm = edge();

	if (shift)
		imm = pick(cls == BPF_ALU ? 32 : 64);
	if ((op == BPF_DIV || op == BPF_MOD) && !imm)
		imm = 3;
	if (!pick(12))
		emit(INSN(cls | BPF_NEG, dst, 0, 0, 0));
	else if (!pick(10))
		emit(INSN(cls | BPF_MOV | BPF_X, dst, number_reg(),
			  sign[pick(cls == BPF_ALU ? 2 : 3)], 0));
	else if (!pick(12))
		emit(INSN((pick(2) ? BPF_ALU | BPF_TO_BE : BPF_ALU64) | BPF_END, dst, 0, 0,
			  16 << pick(3)));
	else if (pick(2))
		emit(INSN(cls | op | BPF_X, dst, number_reg(),
			  op == BPF_DIV || op == BPF_MOD ? pick(2) : 0, 0));
	else
		emit(INSN(cls | op | BPF_K, dst, 0,
			  op == BPF_DIV || op == BPF_MOD ? pick(2) : 0, imm));
}

static u8 condition(void)
{
	static const u8 ops[] = {
		BPF_JEQ, BPF_JNE, BPF_JGT, BPF_JGE, BPF_JLT, BPF_JLE, BPF_JSGT, BPF_JSGE,
		BPF_JSLT, BPF_JSLE, BPF_JSET,
	};

	return ops[pick(ARRAY_SIZE(ops))];
}

static void emit_jump(s16 off)
{
	u8 cls = pick(2) ? BPF_JMP : BPF_JMP32;

	if (pick(3))
		emit(INSN(cls | condition() | BPF_K, number_reg(), 0, off, edge()));
	else
		emit(INSN(cls | condition() | BPF_X, number_reg(), number_reg(), off, 0));
}

/* Make a number small, or try to. */
static void emit_bound(u32 reg)
{
	s32 limit = pick(4) ? (s32)pick(40) : edge();

	switch (pick(7)) {
	case 0:
		emit(ALU64_IMM(BPF_AND, reg, limit));
		break;
	case 1:
		emit(JMP_IMM(BPF_JGT, reg, limit, TO_EXIT));
		break;
	case 2:
		emit(JMP_IMM(BPF_JSGT, reg, limit, TO_EXIT));
		emit(JMP_IMM(BPF_JSLT, reg, pick(2) ? 0 : -4, TO_EXIT));
		break;
	case 3:
		emit(INSN(BPF_ALU64 | BPF_MOD | BPF_K, reg, 0, pick(4) ? 0 : 1, limit ?: 5));
		break;
	case 4:
		emit(ALU32_IMM(BPF_AND, reg, limit));
		break;
	case 5:
		emit(JMP32_IMM(BPF_JGE, reg, limit, TO_EXIT));
		break;
	default:
		emit(ALU64_IMM(BPF_RSH, reg, 59 + pick(5)));
	}
}

/* Move a pointer by a number and touch what it points to. */
static void emit_use(void)
{
	static const u8 sizes[] = { BPF_B, BPF_H, BPF_W, BPF_DW };	/* by log2 */
	u32 index = 1 + pick(5), ptr = pick(4);
	u32 log_size = pick(4);
	u8 size = sizes[log_size];
	s16 off = pick(4) ? (s16)pick(16) : (s16)(pick(64) - 16);

	emit_bound(index);
	emit(MOV64_REG(9, ptr == 0 ? 10 : ptr == 1 ? 8 : 6));
	emit(ALU64_REG(pick(8) ? BPF_ADD : BPF_SUB, 9, index));
	if (ptr == 0)
		off = -16 - (s16)pick(32);
	if (ptr == 2) {
		u32 n = pick(16);

		emit(MOV64_REG(0, 9));
		emit(ALU64_IMM(BPF_ADD, 0, n));
		emit(JMP_REG(pick(2) ? BPF_JGT : BPF_JGE, 0, 7, TO_EXIT));
		emit(MOV64_IMM(0, 0));
		/* The last bytes that were asked for, or one too many. */
		off = (s16)(n - (1 << log_size) + pick(3));
		off -= pick(3) ? 1 : 0;
	}
	if (pick(2))
		emit(LDX_MEM(size, 1 + pick(5), 9, off));
	else
		emit(STX_MEM(size, 9, 1 + pick(5), off));
	emit(MOV64_IMM(9, 0));
}

static void emit_spill(void)
{
	s16 slot = -16 - 8 * (s16)pick(4);

	if (pick(2))
		emit(STX_MEM(BPF_DW, 10, number_reg(), slot));
	else
		emit(LDX_MEM(BPF_DW, number_reg(), 10, slot));
}

/* A loop that a counter on the stack ends. */
static void emit_loop(void)
{
	u32 start, turns = 1 + pick(6);

	emit(MOV64_IMM(9, 0));
	start = len;
	emit_alu();
	if (pick(2))
		emit_spill();
	emit(ALU64_IMM(BPF_ADD, 9, 1));
	emit(JMP_IMM(BPF_JLT, 9, turns, (s16)(start - len - 1)));
}

static void generate(void)
{
	u32 steps = 4 + pick(16), exit_at, i;

	len = 0;
	emit_start();
	while (steps--) {
		switch (pick(10)) {
		case 0: case 1: case 2: case 3:
			emit_alu();
			break;
		case 4:
			emit_jump(TO_EXIT);
			break;
		case 5:
			emit_jump(1);
			emit_alu();
			break;
		case 6:
			emit_spill();
			break;
		case 7:
			emit_loop();
			break;
		default:
			emit_use();
		}
	}
	exit_at = len;
	emit(MOV64_IMM(0, 2));
	emit(EXIT());
	for (i = 0; i < len; i++)
		if (code[i].off == TO_EXIT)
			code[i].off = exit_at - i - 1;
}

static u8 *random_packet(u32 size)
{
	static const u8 bytes[] = { 0, 1, 0x7f, 0x80, 0xff, 0xfe, 8, 40 };
	u8 *packet = malloc(size);
	u32 i;

	for (i = 0; i < size; i++)
		packet[i] = pick(3) ? bytes[pick(ARRAY_SIZE(bytes))] : pick(48);
	return packet;
}

static void run_once(const struct mbpf_prog *prog, u32 size)
{
	struct mbpf_ctx ctx = { .ingress_ifindex = 1 };
	u8 *stack = aligned_alloc(8, MBPF_FRAME_SIZE);
	u8 *packet = random_packet(size);

	ctx.data = packet;
	ctx.data_meta = packet;
	ctx.data_end = packet + size;
	mbpf_interpret(prog, &ctx, stack);
	free(packet);
	free(stack);
}

/* Return: accepted?  Counts verdicts that pruning changed. */
static bool try_program(u32 *differ)
{
	struct mbpf_prog *prog = test_prog(code, len, BPF_PROG_TYPE_XDP);
	struct mbpf_prog *whole = test_prog(code, len, BPF_PROG_TYPE_XDP);
	int err = test_verify_prog(prog, 0);
	int err_whole = test_verify_prog(whole, MBPF_VERIFY_NO_PRUNE);
	u32 i;

	/* Walking everything may cost too much; that is no verdict. */
	if (!err != !err_whole && err_whole != -E2BIG)
		(*differ)++;
	if (!err && !mbpf_rewrite(prog))
		for (i = 0; i < RUNS; i++)
			run_once(prog, PACKET_MIN - 1 + i);
	mbpf_prog_free(prog);
	mbpf_prog_free(whole);
	return !err;
}

int main(int argc, char **argv)
{
	u64 first = argc > 1 ? strtoull(argv[1], NULL, 0) : 20240607;
	u32 programs = argc > 2 ? strtoul(argv[2], NULL, 0) : 20000;
	u32 accepted = 0, differ = 0, i;

	test_maps_make();
	for (i = 0; i < programs; i++) {
		seed = (first + i) * 0x9e3779b97f4a7c15ULL | 1;
		generate();
		accepted += try_program(&differ);
	}
	diag("seed %llu: %u programs, %u accepted and run %d times each",
	     (unsigned long long)first, programs, accepted, RUNS);
	ok(accepted > programs / 20, "enough random programs are accepted to mean something");
	ok(accepted < programs - programs / 20, "enough random programs are refused as well");
	is_u64(differ, 0, "pruning changed no verdict");
	ok(true, "no accepted program touched a byte that is not its own");
	test_maps_free();
	return done_testing();
}
