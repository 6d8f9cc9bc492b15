// SPDX-License-Identifier: GPL-2.0
/*
 * The verifier on the stack: bounds, initialisation byte by byte, spilled
 * registers, variable offsets.
 */
#include "verify_helper.h"

/* r3 = a number in [0, 7] that is not known */
#define SMALL_NUMBER CALL(7), MOV64_REG(3, 0), ALU64_IMM(BPF_AND, 3, 7)

static const struct verify_case cases[] = {
	{ "eight bytes are written and read", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -8, 1), LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "the lowest byte of the frame is written", NULL, NULL, {
		ST_MEM(BPF_B, 10, -512, 1), RETURN(2) } },
	{ "the byte below the frame is written", "E-stack-bounds", NULL, {
		ST_MEM(BPF_B, 10, -513, 1), RETURN(2) } },
	{ "the byte above the frame is written", "E-stack-bounds", NULL, {
		ST_MEM(BPF_B, 10, 0, 1), RETURN(2) } },
	{ "a write that begins inside and ends above the frame", "E-stack-bounds", NULL, {
		ST_MEM(BPF_DW, 10, -4, 1), RETURN(2) } },
	{ "bytes that were never written are read", "E-stack-uninitialised", NULL, {
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "one byte of four was never written", "E-stack-uninitialised", "byte -2", {
		ST_MEM(BPF_H, 10, -4, 1), ST_MEM(BPF_B, 10, -1, 1),
		LDX_MEM(BPF_W, 0, 10, -4), EXIT() } },
	{ "four bytes written in two halves", NULL, NULL, {
		ST_MEM(BPF_H, 10, -4, 1), ST_MEM(BPF_H, 10, -2, 1),
		LDX_MEM(BPF_W, 0, 10, -4), EXIT() } },
	{ "a misaligned write", "E-alignment", NULL, {
		ST_MEM(BPF_DW, 10, -12, 1), RETURN(2) } },
	{ "a misaligned read", "E-alignment", NULL, {
		ST_MEM(BPF_DW, 10, -8, 1), LDX_MEM(BPF_W, 0, 10, -6), RETURN(2) } },
	{ "written on one path only and read on both", "E-stack-uninitialised", NULL, {
		CALL(7), JMP_IMM(BPF_JEQ, 0, 0, 1), ST_MEM(BPF_DW, 10, -8, 1),
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "a pointer is spilled and filled and used", NULL, NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), LDX_MEM(BPF_DW, 2, 10, -8),
		LDX_MEM(BPF_W, 3, 2, 0), RETURN(2) } },
	{ "a pointer is spilled in half", "E-pointer-leak", NULL, {
		STX_MEM(BPF_W, 10, 1, -8), RETURN(2) } },
	{ "half of a spilled pointer is read", "E-pointer-leak", NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), LDX_MEM(BPF_W, 0, 10, -8), EXIT() } },
	{ "what is left of a pointer that was half written over is read", "E-stack-uninitialised",
	  NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), ST_MEM(BPF_W, 10, -8, 0),
		LDX_MEM(BPF_W, 0, 10, -4), EXIT() } },
	{ "a half-overwritten pointer is filled as a whole", "E-stack-uninitialised", NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), ST_MEM(BPF_B, 10, -8, 0),
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "a slot that held a pointer is reused for numbers", NULL, NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), ST_MEM(BPF_W, 10, -8, 0), ST_MEM(BPF_W, 10, -4, 0),
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "bounds of a number survive spill and fill", NULL, NULL, {
		SMALL_NUMBER, STX_MEM(BPF_DW, 10, 3, -8), LDX_MEM(BPF_DW, 4, 10, -8),
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 2),
		LDX_MEM(BPF_DW, 4, 10, -8), ALU64_IMM(BPF_ADD, 4, 0), RETURN(0) } },
	{ "a zero that was stored is known to be zero", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -16, 0), LDX_MEM(BPF_W, 2, 10, -16),
		MOV64_REG(3, 10), ALU64_REG(BPF_ADD, 3, 2), LDX_MEM(BPF_DW, 0, 3, -16), EXIT() } },
	{ "a read at a variable offset of bytes that are all written", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), SMALL_NUMBER, MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 3),
		LDX_MEM(BPF_B, 0, 2, -8), EXIT() } },
	{ "a read at a variable offset that may miss what is written", "E-stack-uninitialised",
	  NULL, {
		ST_MEM(BPF_W, 10, -8, 0), SMALL_NUMBER, MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 3),
		LDX_MEM(BPF_B, 0, 2, -8), EXIT() } },
	{ "a read at a variable offset that may leave the frame", "E-stack-bounds", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), SMALL_NUMBER, MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 3),
		LDX_MEM(BPF_B, 0, 2, -7), EXIT() } },
	{ "a read at a variable offset that may hit a pointer", "E-pointer-leak", NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), SMALL_NUMBER, MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 3), LDX_MEM(BPF_B, 0, 2, -8), EXIT() } },
	{ "a write at a variable offset over numbers", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), SMALL_NUMBER, MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 3),
		ST_MEM(BPF_B, 2, -8, 1), LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "a write at a variable offset initialises nothing", "E-stack-uninitialised", NULL, {
		SMALL_NUMBER, MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 3),
		ST_MEM(BPF_B, 2, -8, 1), LDX_MEM(BPF_B, 0, 10, -8), EXIT() } },
	{ "a write at a variable offset that may hit a pointer", "E-stack-bounds",
	  "might hit the pointer", {
		STX_MEM(BPF_DW, 10, 1, -8), SMALL_NUMBER, MOV64_REG(2, 10),
		ALU64_REG(BPF_ADD, 2, 3), ST_MEM(BPF_B, 2, -8, 1), RETURN(2) } },
	{ "after a write at a variable offset a known zero is known no more", "E-stack-bounds",
	  NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), SMALL_NUMBER, MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 3),
		ST_MEM(BPF_B, 2, -8, 1), LDX_MEM(BPF_B, 4, 10, -8), MOV64_REG(5, 10),
		ALU64_REG(BPF_ADD, 5, 4), ST_MEM(BPF_B, 5, -8, 0), RETURN(2) } },
	{ "a pointer is spilled at a variable offset", "E-pointer-leak", NULL, {
		SMALL_NUMBER, ALU64_IMM(BPF_AND, 3, 0), CALL(7), ALU64_IMM(BPF_AND, 0, 8),
		MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0), STX_MEM(BPF_DW, 2, 10, -16),
		RETURN(2) } },
	{ "an atomic addition to a stack slot", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -8, 1), MOV64_IMM(1, 2), ATOMIC(BPF_DW, BPF_ADD, 10, 1, -8),
		LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "an atomic addition to a slot that was never written", "E-stack-uninitialised", NULL, {
		MOV64_IMM(1, 2), ATOMIC(BPF_DW, BPF_ADD, 10, 1, -8), RETURN(2) } },
	{ "an atomic exchange with a spilled pointer", "E-pointer-leak", NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), MOV64_IMM(2, 2),
		ATOMIC(BPF_DW, BPF_XCHG, 10, 2, -8), RETURN(2) } },
	{ "an atomic exchange that would store a pointer", "E-pointer-leak", NULL, {
		ST_MEM(BPF_DW, 10, -8, 1), ATOMIC(BPF_DW, BPF_XCHG, 10, 1, -8), RETURN(2) } },
	{ "an atomic operation that is misaligned", "E-alignment", NULL, {
		ST_MEM(BPF_DW, 10, -8, 1), MOV64_IMM(1, 2), ATOMIC(BPF_DW, BPF_ADD, 10, 1, -12),
		RETURN(2) } },
	{ "what an exchange fetched is any number", "E-stack-bounds", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), MOV64_IMM(1, 0), ATOMIC(BPF_W, BPF_XCHG, 10, 1, -8),
		MOV64_REG(2, 10), ALU64_IMM(BPF_AND, 1, 15), ALU64_REG(BPF_ADD, 2, 1),
		ST_MEM(BPF_B, 2, -8, 0), RETURN(2) } },
	{ "what compare and exchange found in r0 is any number", "E-stack-bounds", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), MOV64_IMM(0, 0), MOV64_IMM(1, 0),
		ATOMIC(BPF_DW, BPF_CMPXCHG, 10, 1, -8), ALU64_IMM(BPF_AND, 0, 15),
		MOV64_REG(2, 10), ALU64_REG(BPF_ADD, 2, 0), ST_MEM(BPF_B, 2, -8, 0), RETURN(2) } },
	{ "compare and exchange with an uninitialised r0", "E-uninitialised", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), MOV64_IMM(1, 0),
		ATOMIC(BPF_DW, BPF_CMPXCHG, 10, 1, -8), RETURN(2) } },
	{ "load-acquire and store-release on the stack", NULL, NULL, {
		MOV64_IMM(1, 3), ATOMIC(BPF_DW, BPF_STORE_REL, 10, 1, -8),
		ATOMIC(BPF_DW, BPF_LOAD_ACQ, 0, 10, -8), EXIT() } },
	{ "a load-acquire of what was never written", "E-stack-uninitialised", NULL, {
		ATOMIC(BPF_DW, BPF_LOAD_ACQ, 0, 10, -8), EXIT() } },
	{ "a load-acquire from the context", "E-not-a-pointer", NULL, {
		ATOMIC(BPF_W, BPF_LOAD_ACQ, 0, 1, 0), EXIT() } },
	{ "a frame pointer moved out of reach", "E-pointer-arithmetic", NULL, {
		MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, 1 << 29), RETURN(2) } },
	{ "a frame pointer moved away and back", NULL, NULL, {
		MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, 1000), ALU64_IMM(BPF_SUB, 1, 1008),
		ST_MEM(BPF_DW, 1, 0, 7), LDX_MEM(BPF_DW, 0, 10, -8), EXIT() } },
	{ "a sign-extending load of a spilled number's low byte", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -8, 1), LDX_MEMSX(BPF_B, 0, 10, -8), EXIT() } },
};

int main(void)
{
	test_maps_make();
	RUN_VERIFY_CASES(cases);
	test_maps_free();
	return done_testing();
}
