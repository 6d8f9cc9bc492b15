// SPDX-License-Identifier: GPL-2.0
/*
 * The verifier on registers, branches, loops and functions.
 */
#include "verify_helper.h"

static const struct verify_case cases[] = {
	/* registers and context */
	{ "r0 is returned without a value", "E-uninitialised", "R0 !read_ok", { EXIT() } },
	{ "r2 is read at the start", "E-uninitialised", NULL, { MOV64_REG(0, 2), EXIT() } },
	{ "r10 is written", "E-shape", NULL, { MOV64_IMM(10, 0), RETURN(2) } },
	{ "every context field is read", NULL, NULL, {
		LDX_MEM(BPF_W, 2, 1, 0), LDX_MEM(BPF_W, 2, 1, 4), LDX_MEM(BPF_W, 2, 1, 8),
		LDX_MEM(BPF_W, 2, 1, 12), LDX_MEM(BPF_W, 2, 1, 16), LDX_MEM(BPF_W, 2, 1, 20),
		RETURN(2) } },
	{ "the context is read behind its end", "E-context", "off=24", {
		LDX_MEM(BPF_W, 2, 1, 24), RETURN(2) } },
	{ "two fields are read at once", "E-context", NULL, {
		LDX_MEM(BPF_DW, 2, 1, 0), RETURN(2) } },
	{ "half of a packet pointer is read", "E-context", NULL, {
		LDX_MEM(BPF_H, 2, 1, 0), RETURN(2) } },
	{ "one byte of a number is read", NULL, NULL, {
		LDX_MEM(BPF_B, 0, 1, 16), EXIT() } },
	{ "a packet pointer is loaded with sign", "E-context", NULL, {
		LDX_MEMSX(BPF_W, 2, 1, 0), RETURN(2) } },
	{ "the context is written", "E-context", NULL, {
		MOV64_IMM(2, 0), STX_MEM(BPF_W, 1, 2, 16), RETURN(2) } },
	{ "the context is moved and read", "E-context", "modified ctx ptr", {
		ALU64_IMM(BPF_ADD, 1, 4), LDX_MEM(BPF_W, 2, 1, 0), RETURN(2) } },
	{ "the context is moved by an unknown number", "E-pointer-arithmetic", NULL, {
		MOV64_REG(6, 1), CALL(7), ALU64_IMM(BPF_AND, 0, 4), ALU64_REG(BPF_ADD, 6, 0),
		RETURN(2) } },
	{ "one instruction reads the context or the stack", "E-context", "same insn", {
		ST_MEM(BPF_DW, 10, -8, 0), MOV64_REG(6, 1), CALL(7), JMP_IMM(BPF_JEQ, 0, 0, 2),
		MOV64_REG(6, 10), ALU64_IMM(BPF_ADD, 6, -8), LDX_MEM(BPF_W, 0, 6, 0), RETURN(2) } },
	{ "a pointer and a pointer are added", "E-pointer-arithmetic", NULL, {
		ALU64_REG(BPF_ADD, 1, 10), RETURN(2) } },
	{ "a pointer is subtracted from a number", "E-pointer-arithmetic", NULL, {
		MOV64_IMM(2, 0), ALU64_REG(BPF_SUB, 2, 10), RETURN(2) } },
	{ "a number plus a pointer is a pointer", NULL, NULL, {
		MOV64_IMM(2, -8), ALU64_REG(BPF_ADD, 2, 10), ST_MEM(BPF_DW, 2, 0, 1), RETURN(2) } },
	{ "a pointer is negated", "E-pointer-arithmetic", NULL, {
		INSN(BPF_ALU64 | BPF_NEG, 1, 0, 0, 0), RETURN(2) } },
	{ "a pointer is byte-swapped", "E-pointer-arithmetic", NULL, {
		INSN(BPF_ALU | BPF_END | BPF_TO_BE, 1, 0, 0, 64), RETURN(2) } },
	{ "a pointer is sign-extended", "E-pointer-arithmetic", NULL, {
		INSN(BPF_ALU64 | BPF_MOV | BPF_X, 2, 1, 8, 0), RETURN(2) } },
	{ "a pointer is added in 32 bits", "E-pointer-arithmetic", NULL, {
		ALU32_IMM(BPF_ADD, 1, 1), RETURN(2) } },
	{ "a register minus itself is 0, whatever it was", NULL, NULL, {
		CALL(7), ALU64_REG(BPF_SUB, 0, 0), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_DW, 2, -8, 1), RETURN(2) } },
	/* dead code */
	{ "code that no value reaches may be wrong", NULL, NULL, {
		MOV64_IMM(0, 1), JMP_IMM(BPF_JEQ, 0, 1, 1), LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "code that no jump leads to", "E-unreachable", "unreachable insn", {
		RETURN(0), RETURN(1) } },
	{ "the program runs off its end", "E-control-flow", NULL, { MOV64_IMM(0, 0) } },
	{ "a jump behind the end", "E-control-flow", "out of range", { JA(5), RETURN(0) } },
	{ "a jump before the start", "E-control-flow", "out of range", { JA(-5), RETURN(0) } },
	{ "a jump into the middle of a wide instruction", "E-control-flow", NULL, {
		MOV64_IMM(0, 0), JMP_IMM(BPF_JEQ, 0, 0, 1), LD_IMM64(1, 0), EXIT() } },
	/* what comparisons teach */
	{ "JSET teaches that bits are clear on the fall-through side", NULL, NULL, {
		CALL(7), JMP_IMM(BPF_JSET, 0, ~7, 3), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "JSET on a 64-bit number with a 32-bit test leaves the high half", "E-pointer-arithmetic",
	  NULL, {
		CALL(5), JMP32_IMM(BPF_JSET, 0, ~7, 3), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "equality with a known register teaches its value", NULL, NULL, {
		CALL(5), MOV64_IMM(1, 3), JMP_REG(BPF_JNE, 0, 1, 3), MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 0), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a register compared with itself goes one way", NULL, NULL, {
		CALL(5), JMP_REG(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_DW, 1, 10, -8), RETURN(2) } },
	{ "the two sides of one comparison do not share what they learn", "E-stack-bounds", NULL, {
		CALL(7), JMP_IMM(BPF_JLT, 0, 8, 0), MOV64_REG(2, 10), ALU64_IMM(BPF_AND, 0, 15),
		ALU64_REG(BPF_ADD, 2, 0), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a 32-bit move then a bound, then the 64-bit register", NULL, NULL, {
		CALL(5), MOV32_REG(6, 0), JMP_IMM(BPF_JGT, 6, 7, 3), MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 6), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a bound on a truncated copy is no bound on the whole", "E-pointer-arithmetic", NULL, {
		CALL(5), MOV32_REG(6, 0), JMP_IMM(BPF_JGT, 6, 7, 3), MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 0), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a division by a number that may be 0 is allowed", NULL, NULL, {
		CALL(7), MOV64_IMM(1, 5), ALU64_REG(BPF_DIV, 1, 0), RETURN(2) } },
	{ "a remainder bounds", NULL, NULL, {
		CALL(5), ALU64_IMM(BPF_MOD, 0, 8), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a remainder by 9 is too much", "E-stack-bounds", NULL, {
		CALL(5), ALU64_IMM(BPF_MOD, 0, 9), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a remainder by a number that may be 0 keeps the dividend", "E-pointer-arithmetic",
	  NULL, {
		CALL(5), MOV64_REG(6, 0), CALL(7), ALU64_IMM(BPF_AND, 0, 7),
		ALU64_REG(BPF_MOD, 6, 0), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 6),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	/* loops */
	{ "a loop of ten turns", NULL, NULL, {
		MOV64_IMM(0, 0), ALU64_IMM(BPF_ADD, 0, 1), JMP_IMM(BPF_JLT, 0, 10, -2), EXIT() } },
	{ "a loop that never changes anything", "E-endless-loop", "infinite loop", {
		MOV64_IMM(0, 0), ALU64_IMM(BPF_ADD, 0, 0), JMP_IMM(BPF_JLT, 0, 10, -2), EXIT() } },
	{ "a jump to itself", "E-endless-loop", NULL, {
		CALL(7), JMP_IMM(BPF_JNE, 0, 0, -1), EXIT() } },
	{ "a loop that counts without end", "E-", NULL, {
		MOV64_IMM(0, 0), ALU64_IMM(BPF_ADD, 0, 1), JMP_IMM(BPF_JNE, 0, 0, -2), EXIT() } },
	{ "a loop bounded by an unknown number below 20", NULL, NULL, {
		CALL(7), MOV64_REG(6, 0), ALU64_IMM(BPF_AND, 6, 15), MOV64_IMM(7, 0),
		JMP_REG(BPF_JGE, 7, 6, 2), ALU64_IMM(BPF_ADD, 7, 1), JA(-3), RETURN(2) } },
	{ "a loop over the packet, bounded each turn", NULL, NULL, {
		PACKET_START, MOV64_IMM(5, 0), MOV64_IMM(0, 0), MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, 1), JMP_REG(BPF_JGT, 4, 3, 5), LDX_MEM(BPF_B, 6, 2, 0),
		ALU64_REG(BPF_ADD, 0, 6), MOV64_REG(2, 4), ALU64_IMM(BPF_ADD, 5, 1),
		JMP_IMM(BPF_JLT, 5, 64, -8), RETURN(2) } },
	{ "a loop that writes one byte too many", "E-stack-bounds", NULL, {
		MOV64_IMM(0, 0), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_B, 2, -8, 0), ALU64_IMM(BPF_ADD, 0, 1),
		JMP_IMM(BPF_JLE, 0, 8, -5), EXIT() } },
	{ "a loop that writes just as many bytes as there are", NULL, NULL, {
		MOV64_IMM(0, 0), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0),
		ST_MEM(BPF_B, 2, -8, 0), ALU64_IMM(BPF_ADD, 0, 1),
		JMP_IMM(BPF_JLE, 0, 7, -5), EXIT() } },
	/* pruning must not forget */
	{ "two paths with different bounds meet before an access", "E-stack-bounds", NULL, {
		CALL(7), MOV64_REG(6, 0), ALU64_IMM(BPF_AND, 6, 1), CALL(7),
		JMP_IMM(BPF_JEQ, 0, 0, 1), MOV64_IMM(6, 100), MOV64_IMM(1, 0), MOV64_IMM(1, 0),
		MOV64_IMM(1, 0), MOV64_IMM(1, 0), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 6),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "two paths, one with a spilled wrong index, meet before the fill", "E-stack-bounds",
	  NULL, {
		CALL(7), ST_MEM(BPF_DW, 10, -16, 0), JMP_IMM(BPF_JEQ, 0, 0, 1),
		ST_MEM(BPF_DW, 10, -16, 100), MOV64_IMM(1, 0), MOV64_IMM(1, 0), MOV64_IMM(1, 0),
		MOV64_IMM(1, 0), MOV64_IMM(1, 0), LDX_MEM(BPF_DW, 6, 10, -16), MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 6), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "two paths, on one the copy is not a copy", "E-pointer-arithmetic", NULL, {
		CALL(5), MOV64_REG(6, 0), MOV64_REG(7, 0), CALL(7), JMP_IMM(BPF_JEQ, 0, 0, 3),
		CALL(5), MOV64_REG(7, 0), JA(0), MOV64_IMM(1, 0), MOV64_IMM(1, 0), MOV64_IMM(1, 0),
		MOV64_IMM(1, 0), JMP_IMM(BPF_JGT, 7, 7, 3), MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 6), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "a dead register with a wrong value is forgotten", NULL, NULL, {
		CALL(7), MOV64_REG(6, 0), CALL(7), JMP_IMM(BPF_JEQ, 0, 0, 1), MOV64_IMM(6, 100),
		MOV64_IMM(6, 0), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 6),
		ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	/* functions */
	{ "a function is called and returns a number", NULL, NULL, {
		MOV64_IMM(1, 3), CALL_LOCAL(1), EXIT(), MOV64_REG(0, 1), EXIT() } },
	{ "a function reads an argument that was not given", "E-uninitialised", NULL, {
		CALL_LOCAL(1), EXIT(), MOV64_REG(0, 2), EXIT() } },
	{ "a function reads its caller's r6", "E-uninitialised", NULL, {
		MOV64_IMM(6, 1), CALL_LOCAL(1), EXIT(), MOV64_REG(0, 6), EXIT() } },
	{ "the caller's r6 survives, the function's own r6 does not matter", NULL, NULL, {
		MOV64_IMM(6, -8), CALL_LOCAL(4), MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 6),
		ST_MEM(BPF_DW, 2, 0, 1), EXIT(), MOV64_IMM(6, 1000), MOV64_IMM(0, 0), EXIT() } },
	{ "r1 is read after a function", "E-uninitialised", NULL, {
		MOV64_IMM(1, 3), CALL_LOCAL(2), MOV64_REG(0, 1), EXIT(), MOV64_IMM(0, 0),
		EXIT() } },
	{ "r0 of a function that sets none is read", "E-uninitialised", NULL, {
		CALL_LOCAL(1), EXIT(), EXIT() } },
	{ "r0 of a function that sets none is not read", NULL, NULL, {
		CALL_LOCAL(2), MOV64_IMM(0, 0), EXIT(), EXIT() } },
	{ "a function writes to its caller's frame", NULL, NULL, {
		MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, -8), CALL_LOCAL(2),
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT(), ST_MEM(BPF_DW, 1, 0, 9), MOV64_IMM(0, 0),
		EXIT() } },
	{ "a function that may not write to its caller's frame", "E-stack-uninitialised", NULL, {
		MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, -8), CALL_LOCAL(2),
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT(), MOV64_REG(6, 1), CALL(7),
		JMP_IMM(BPF_JEQ, 0, 0, 1), ST_MEM(BPF_DW, 6, 0, 9), MOV64_IMM(0, 0), EXIT() } },
	{ "a function returns a pointer to its own frame", "E-pointer-leak", NULL, {
		CALL_LOCAL(2), MOV64_IMM(0, 0), EXIT(), MOV64_REG(0, 10), EXIT() } },
	{ "a function keeps a pointer to its frame in its caller's", "E-pointer-leak", "outlive", {
		MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, -8), CALL_LOCAL(2), RETURN(0),
		STX_MEM(BPF_DW, 1, 10, 0), MOV64_IMM(0, 0), EXIT() } },
	{ "a function returns a packet pointer with its range", NULL, NULL, {
		CALL_LOCAL(4), JMP_IMM(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_DW, 1, 0, 0), RETURN(2),
		PACKET_START, MOV64_REG(0, 2), MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8),
		JMP_REG(BPF_JLE, 4, 3, 1), MOV64_IMM(0, 0), EXIT() } },
	{ "a function that calls itself", "E-recursion", NULL, {
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(-1), EXIT() } },
	{ "two functions that call each other", "E-recursion", NULL, {
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(), CALL_LOCAL(-3), EXIT() } },
	{ "eight functions deep", NULL, NULL, {
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(),
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(),
		CALL_LOCAL(1), EXIT(), RETURN(2) } },
	{ "nine functions deep", "E-stack-depth", "too deep", {
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(),
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(),
		CALL_LOCAL(1), EXIT(), CALL_LOCAL(1), EXIT(), RETURN(2) } },
	{ "a jump from one function into another", "E-control-flow", NULL, {
		CALL_LOCAL(2), JA(2), EXIT(), MOV64_IMM(0, 0), EXIT() } },
	{ "a function that runs off its end into the next", "E-control-flow", NULL, {
		CALL_LOCAL(2), CALL_LOCAL(2), EXIT(), MOV64_IMM(0, 0), MOV64_IMM(0, 0), EXIT() } },
};

/*
 * Unknown jumps one behind another: each leaves a path that waits, with a state
 * as large as the stack in use.
 */
static int verify_jumps(u32 nr, u32 slots)
{
	struct bpf_insn *insns = calloc(nr + slots + 6, sizeof(*insns));
	u32 len = 0, i;
	int err;

	for (i = 1; i <= slots; i++)
		insns[len++] = ST_MEM(BPF_DW, 10, -8 * (int)i, 0);
	insns[len++] = CALL(7);
	insns[len++] = MOV64_REG(6, 0);
	insns[len++] = CALL(7);
	for (i = 0; i < nr; i++)
		insns[len++] = JMP_REG(BPF_JSGT, 6, 0, 0);
	insns[len++] = MOV64_IMM(0, 2);
	insns[len++] = EXIT();
	err = test_verify(insns, len, 0);
	free(insns);
	return err;
}

static void test_pending(void)
{
	is_int(verify_jumps(80000, 0), 0, "80,000 paths may wait when their states are small");
	is_int(verify_jumps(80000, 64), -E2BIG, "as many with a full stack each are too complex");
	ok(strstr(test_log, "E-too-complex"), "and the log says so");
}

int main(void)
{
	test_maps_make();
	RUN_VERIFY_CASES(cases);
	test_pending();
	test_maps_free();
	return done_testing();
}
