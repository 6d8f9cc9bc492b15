// SPDX-License-Identifier: GPL-2.0
/*
 * The verifier on packet bytes: what a comparison with data_end allows, and
 * nothing more.
 */
#include "verify_helper.h"

static const struct verify_case cases[] = {
	{ "a program that returns a number", NULL, NULL, { RETURN(2) } },
	{ "the last byte that was compared with data_end is read", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 14),
		JMP_REG(BPF_JGT, 4, 3, 1), LDX_MEM(BPF_B, 0, 2, 13), RETURN(2) } },
	{ "the first byte behind what was compared is read", "E-packet-bounds",
	  "return before this if pointer + 15 > data_end", {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 14),
		JMP_REG(BPF_JGT, 4, 3, 1), LDX_MEM(BPF_B, 0, 2, 14), RETURN(2) } },
	{ "a read without any comparison", "E-packet-bounds", "r2", {
		PACKET_START, LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "a read on the side where the packet is too short", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 14),
		JMP_REG(BPF_JLE, 4, 3, 1), LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "if p > end goto out; all of p's bytes are read", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if p >= end goto out; one byte more is there", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 7),
		JMP_REG(BPF_JGE, 4, 3, 1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if p >= end goto out; two bytes more are not", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 6),
		JMP_REG(BPF_JGE, 4, 3, 1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if end < p goto out; the operands the other way round", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JLT, 3, 4, 1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if end <= p goto out; the operands the other way round", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 7),
		JMP_REG(BPF_JLE, 3, 4, 1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if p <= end the taken side may read", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JLE, 4, 3, 2), RETURN(1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if p < end the taken side may read one byte more", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 7),
		JMP_REG(BPF_JLT, 4, 3, 2), RETURN(1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "if end >= p the taken side may read", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGE, 3, 4, 2), RETURN(1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "p != end teaches nothing", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JNE, 4, 3, 1), LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "a byte before the packet", "E-packet-bounds", "byte -1", {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 1), LDX_MEM(BPF_B, 0, 2, -1), RETURN(2) } },
	{ "a copy of the pointer learns too", NULL, NULL, {
		PACKET_START, MOV64_REG(5, 2), MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 1), LDX_MEM(BPF_DW, 0, 5, 0), RETURN(2) } },
	{ "a pointer moved on by 6 may read two bytes of eight", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 2), ALU64_IMM(BPF_ADD, 2, 6),
		LDX_MEM(BPF_H, 0, 2, 0), RETURN(2) } },
	{ "a pointer moved on by 7 may not", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 2), ALU64_IMM(BPF_ADD, 2, 7),
		LDX_MEM(BPF_H, 0, 2, 0), RETURN(2) } },
	{ "what was compared is spilled, filled and still known", NULL, NULL, {
		PACKET_START, STX_MEM(BPF_DW, 10, 2, -8), MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, 8), JMP_REG(BPF_JGT, 4, 3, 2),
		LDX_MEM(BPF_DW, 5, 10, -8), LDX_MEM(BPF_DW, 0, 5, 0), RETURN(2) } },
	{ "a variable header length that is compared after it was added", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 20),
		JMP_REG(BPF_JGT, 4, 3, 8), LDX_MEM(BPF_B, 5, 2, 0),
		ALU64_IMM(BPF_AND, 5, 15), ALU64_IMM(BPF_LSH, 5, 2), ALU64_REG(BPF_ADD, 2, 5),
		MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8), JMP_REG(BPF_JGT, 4, 3, 1),
		LDX_MEM(BPF_DW, 0, 2, 0), RETURN(2) } },
	{ "a variable header length that was compared before it was added only", "E-packet-bounds",
	  NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 20),
		JMP_REG(BPF_JGT, 4, 3, 4), LDX_MEM(BPF_B, 5, 2, 0),
		ALU64_IMM(BPF_AND, 5, 15), ALU64_REG(BPF_ADD, 2, 5),
		LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "a number that may be negative is added", "E-packet-bounds", "before the packet", {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 7), LDX_MEM(BPF_B, 5, 2, 0),
		ALU64_IMM(BPF_SUB, 5, 10), ALU64_REG(BPF_ADD, 2, 5),
		MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 1), JMP_REG(BPF_JGT, 4, 3, 1),
		LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "a number that nothing bounds is added", "E-pointer-arithmetic", "unbounded", {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 2), LDX_MEM(BPF_DW, 5, 2, 0),
		ALU64_REG(BPF_ADD, 2, 5), RETURN(2) } },
	{ "a number longer than any packet is added and compared", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 7), LDX_MEM(BPF_W, 5, 2, 0),
		ALU64_IMM(BPF_AND, 5, 0x1ffff), ALU64_REG(BPF_ADD, 2, 5),
		MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 1), JMP_REG(BPF_JGT, 4, 3, 1),
		LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "two different numbers are added, and one is compared", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 9), LDX_MEM(BPF_B, 5, 2, 0), LDX_MEM(BPF_B, 0, 2, 1),
		MOV64_REG(4, 2), ALU64_REG(BPF_ADD, 4, 0), ALU64_REG(BPF_ADD, 2, 5),
		MOV64_REG(1, 4), ALU64_IMM(BPF_ADD, 1, 1), JMP_REG(BPF_JGT, 1, 3, 1),
		LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "packet bytes are written", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 1), ST_MEM(BPF_DW, 2, 0, 5), RETURN(2) } },
	{ "packet bytes behind what was compared are written", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 1), ST_MEM(BPF_DW, 2, 1, 5), RETURN(2) } },
	{ "a pointer is written to the packet", "E-pointer-leak", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JGT, 4, 3, 1), STX_MEM(BPF_DW, 2, 10, 0), RETURN(2) } },
	{ "an atomic operation on the packet", "E-not-a-pointer", "atomic", {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8), MOV64_IMM(0, 1),
		JMP_REG(BPF_JGT, 4, 3, 1), ATOMIC(BPF_DW, BPF_ADD, 2, 0, 0), RETURN(2) } },
	{ "data_end is read through", "E-not-a-pointer", NULL, {
		PACKET_START, LDX_MEM(BPF_B, 0, 3, -1), RETURN(2) } },
	{ "data_end is moved", "E-pointer-arithmetic", NULL, {
		PACKET_START, ALU64_IMM(BPF_SUB, 3, 1), RETURN(2) } },
	{ "the length is computed as data_end - data", NULL, NULL, {
		PACKET_START, ALU64_REG(BPF_SUB, 3, 2), MOV64_REG(0, 3), EXIT() } },
	{ "the distance between the packet and the stack", "E-pointer-arithmetic", NULL, {
		PACKET_START, ALU64_REG(BPF_SUB, 3, 10), MOV64_REG(0, 3), EXIT() } },
	{ "metadata is read after data_meta + 4 > data was asked", NULL, NULL, {
		LDX_MEM(BPF_W, 2, 1, 8), LDX_MEM(BPF_W, 3, 1, 0), MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, 4), JMP_REG(BPF_JGT, 4, 3, 1),
		LDX_MEM(BPF_W, 0, 2, 0), RETURN(2) } },
	{ "metadata is read after it was compared with data_end only", "E-packet-bounds", NULL, {
		LDX_MEM(BPF_W, 2, 1, 8), LDX_MEM(BPF_W, 3, 1, 4), MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, 4), JMP_REG(BPF_JGT, 4, 3, 1),
		LDX_MEM(BPF_W, 0, 2, 0), RETURN(2) } },
	{ "data is compared with data_end's end through a moved data", "E-packet-bounds", NULL, {
		LDX_MEM(BPF_W, 2, 1, 8), LDX_MEM(BPF_W, 3, 1, 0), ALU64_IMM(BPF_ADD, 3, 8),
		MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 4), JMP_REG(BPF_JGT, 4, 3, 1),
		LDX_MEM(BPF_W, 0, 2, 0), RETURN(2) } },
	{ "the range is lost when another number is added", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 64),
		JMP_REG(BPF_JGT, 4, 3, 3), LDX_MEM(BPF_B, 5, 2, 0),
		ALU64_REG(BPF_ADD, 2, 5), LDX_MEM(BPF_B, 0, 2, 0), RETURN(2) } },
	{ "a 32-bit move of a packet pointer", "E-pointer-leak", "partial copy", {
		PACKET_START, MOV32_REG(4, 2), RETURN(2) } },
	{ "a packet pointer is multiplied", "E-pointer-arithmetic", NULL, {
		PACKET_START, ALU64_IMM(BPF_MUL, 2, 2), RETURN(2) } },
	{ "a packet pointer is returned", "E-pointer-leak", "R0 leaks addr", {
		PACKET_START, MOV64_REG(0, 2), EXIT() } },
	{ "packet pointers are compared in 32 bits", "E-pointer-leak", NULL, {
		PACKET_START, JMP32_REG(BPF_JGT, 2, 3, 0), RETURN(2) } },
	{ "a packet pointer is compared with a number", "E-pointer-leak", NULL, {
		PACKET_START, JMP_IMM(BPF_JGT, 2, 5, 0), RETURN(2) } },
};

/*
 * One way to the tail moves r7 by @distance, the other does not.  Return:
 * instructions walked: more when the tail had to be walked for each.
 */
static u32 walked_when_moved(s32 distance)
{
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 6, 1, 0), LDX_MEM(BPF_W, 8, 1, 4), CALL(7), MOV64_REG(7, 0),
		ALU64_IMM(BPF_AND, 7, 255), ALU64_REG(BPF_ADD, 7, 6), CALL(7),
		JMP_IMM(BPF_JEQ, 0, 0, 3),
		/* the tail */
		MOV64_IMM(0, 1), JMP_REG(BPF_JGT, 7, 8, 0), EXIT(),
		ALU64_IMM(BPF_ADD, 7, distance), JA(-5),
	};
	struct mbpf_prog *prog = test_prog(insns, ARRAY_SIZE(insns), BPF_PROG_TYPE_XDP);
	u32 walked = test_verify_prog(prog, 0) ? 0 : prog->figures.processed;

	mbpf_prog_free(prog);
	return walked;
}

/* However many small steps are taken for one another, they must not add up to
 * the whole address space.
 */
static void test_far_moves(void)
{
	u32 near = walked_when_moved(16);

	ok(near, "a packet pointer is moved by a constant on one of two ways");
	ok(walked_when_moved(1 << 23) == near,
	   "pointers that are a small constant apart are one to pruning");
	ok(walked_when_moved(1 << 24) > near,
	   "a pointer that a constant moved far is not taken for one that is near");
}

int main(void)
{
	test_maps_make();
	RUN_VERIFY_CASES(cases);
	test_far_moves();
	test_maps_free();
	return done_testing();
}
