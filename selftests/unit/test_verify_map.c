// SPDX-License-Identifier: GPL-2.0
/*
 * The verifier on maps and helpers: null until tested, bounds of values, keys
 * and values as arguments, every argument kind refused when it is wrong.
 */
#include "verify_helper.h"

static const struct verify_case cases[] = {
	{ "a value is read after the null test", NULL, NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_DW, 1, 0, 0),
		RETURN(2) } },
	{ "a value is read without the null test", "E-maybe-null", "r0 may be null", {
		LOOKUP_ARRAY(ARRAY_48), LDX_MEM(BPF_DW, 1, 0, 0), RETURN(2) } },
	{ "a value is read on the null side", "E-not-a-pointer", NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JNE, 0, 0, 1), LDX_MEM(BPF_DW, 1, 0, 0),
		RETURN(2) } },
	{ "the null test with JNE", NULL, NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JNE, 0, 0, 2), RETURN(1),
		LDX_MEM(BPF_DW, 1, 0, 0), RETURN(2) } },
	{ "the null test against a register that is 0", NULL, NULL, {
		LOOKUP_ARRAY(ARRAY_48), MOV64_IMM(6, 0), JMP_REG(BPF_JEQ, 0, 6, 1),
		LDX_MEM(BPF_DW, 1, 0, 0), RETURN(2) } },
	{ "the null test of a copy", NULL, NULL, {
		LOOKUP_ARRAY(ARRAY_48), MOV64_REG(6, 0), JMP_IMM(BPF_JEQ, 6, 0, 1),
		LDX_MEM(BPF_DW, 1, 0, 0), RETURN(2) } },
	{ "the null test of another lookup's result", "E-maybe-null", NULL, {
		LOOKUP_ARRAY(ARRAY_48), MOV64_REG(6, 0), LOOKUP_ARRAY(ARRAY_48),
		JMP_IMM(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_DW, 1, 6, 0), RETURN(2) } },
	{ "a null test that does not compare with 0", "E-pointer-leak", NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 1, 1), LDX_MEM(BPF_DW, 1, 0, 0),
		RETURN(2) } },
	{ "a value that may be null is moved", "E-maybe-null", "null-check it first", {
		LOOKUP_ARRAY(ARRAY_48), ALU64_IMM(BPF_ADD, 0, 8), RETURN(2) } },
	{ "the last bytes of a value", NULL, NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_DW, 1, 0, 40),
		RETURN(2) } },
	{ "the bytes behind a value", "E-map-value-bounds", "48 bytes", {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_DW, 1, 0, 41),
		RETURN(2) } },
	{ "the byte before a value", "E-map-value-bounds", "negative", {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 1), LDX_MEM(BPF_B, 1, 0, -1),
		RETURN(2) } },
	{ "an index bounded by a comparison", NULL, NULL, {
		CALL(7), MOV64_REG(6, 0), LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 3),
		JMP_IMM(BPF_JGT, 6, 47, 2), ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0),
		RETURN(2) } },
	{ "an index bounded by one too much", "E-map-value-bounds", NULL, {
		CALL(7), MOV64_REG(6, 0), LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 3),
		JMP_IMM(BPF_JGT, 6, 48, 2), ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0),
		RETURN(2) } },
	{ "an index bounded from above only, as a signed number", "E-pointer-arithmetic", NULL, {
		CALL(5), MOV64_REG(6, 0), LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 3),
		JMP_IMM(BPF_JSGT, 6, 40, 2), ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0),
		RETURN(2) } },
	{ "an index bounded from both sides, as a signed number", NULL, NULL, {
		CALL(5), MOV64_REG(6, 0), LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 4),
		JMP_IMM(BPF_JSGT, 6, 40, 3), JMP_IMM(BPF_JSLT, 6, 0, 2),
		ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0), RETURN(2) } },
	{ "an index of which a copy was bounded", NULL, NULL, {
		CALL(5), MOV64_REG(6, 0), MOV64_REG(7, 6), LOOKUP_ARRAY(ARRAY_48),
		JMP_IMM(BPF_JEQ, 0, 0, 3), JMP_IMM(BPF_JGT, 7, 40, 2),
		ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0), RETURN(2) } },
	{ "an index of which a changed copy was bounded", "E-pointer-arithmetic", NULL, {
		CALL(5), MOV64_REG(6, 0), MOV64_REG(7, 6), ALU64_IMM(BPF_ADD, 7, 1),
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 3), JMP_IMM(BPF_JGT, 7, 40, 2),
		ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0), RETURN(2) } },
	{ "an index bounded in its low half only", "E-pointer-arithmetic", NULL, {
		CALL(5), MOV64_REG(6, 0), LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 3),
		JMP32_IMM(BPF_JGT, 6, 40, 2), ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0),
		RETURN(2) } },
	{ "an index bounded in its low half after the high one was cleared", NULL, NULL, {
		CALL(5), MOV32_REG(6, 0), LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 3),
		JMP32_IMM(BPF_JGT, 6, 40, 2), ALU64_REG(BPF_ADD, 0, 6), LDX_MEM(BPF_B, 1, 0, 0),
		RETURN(2) } },
	{ "an atomic counter in a value", NULL, NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 2), MOV64_IMM(1, 1),
		ATOMIC(BPF_DW, BPF_ADD, 0, 1, 8), RETURN(2) } },
	{ "an atomic counter across the end of a value", "E-map-value-bounds", NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 2), MOV64_IMM(1, 1),
		ATOMIC(BPF_DW, BPF_ADD, 0, 1, 48), RETURN(2) } },
	{ "a pointer is written to a value", "E-pointer-leak", NULL, {
		LOOKUP_ARRAY(ARRAY_48), JMP_IMM(BPF_JEQ, 0, 0, 1), STX_MEM(BPF_DW, 0, 10, 0),
		RETURN(2) } },
	{ "a read-only map is read", NULL, NULL, {
		LD_MAP_VALUE(1, MAP(RODATA), 0), LDX_MEM(BPF_W, 0, 1, 0), EXIT() } },
	{ "a read-only map is written", "E-read-only", "write into map forbidden", {
		LD_MAP_VALUE(1, MAP(RODATA), 0), ST_MEM(BPF_W, 1, 0, 0), RETURN(2) } },
	{ "a write-only map is written", NULL, NULL, {
		LD_MAP_VALUE(1, MAP(WRONLY), 0), ST_MEM(BPF_W, 1, 0, 0), RETURN(2) } },
	{ "a write-only map is read", "E-read-only", "read from map forbidden", {
		LD_MAP_VALUE(1, MAP(WRONLY), 0), LDX_MEM(BPF_W, 0, 1, 0), RETURN(2) } },
	{ "an atomic operation on a write-only map reads it", "E-read-only", NULL, {
		LD_MAP_VALUE(1, MAP(WRONLY), 0), MOV64_IMM(2, 1),
		ATOMIC(BPF_W, BPF_ADD, 1, 2, 0), RETURN(2) } },
	{ "frozen read-only data is a constant: its 7 is a good index", NULL, NULL, {
		LD_MAP_VALUE(1, MAP(RODATA), 0), LDX_MEM(BPF_W, 6, 1, 0),
		LD_MAP_VALUE(2, MAP(WRONLY), 0), ALU64_REG(BPF_ADD, 2, 6),
		ST_MEM(BPF_B, 2, 0, 1), RETURN(2) } },
	{ "frozen read-only data is a constant: its 0xffffffff is a bad index",
	  "E-pointer-arithmetic",
	  NULL, {
		LD_MAP_VALUE(1, MAP(RODATA), 0), LDX_MEM(BPF_W, 6, 1, 4),
		LD_MAP_VALUE(2, MAP(WRONLY), 0), ALU64_REG(BPF_ADD, 2, 6),
		ST_MEM(BPF_B, 2, 0, 1), RETURN(2) } },
	{ "a direct value is read behind its end", "E-map-value-bounds", NULL, {
		LD_MAP_VALUE(1, MAP(RODATA), 4), LDX_MEM(BPF_DW, 0, 1, 0), RETURN(2) } },
	{ "a read-only map is updated by a helper", "E-read-only", NULL, {
		ST_MEM(BPF_W, 10, -4, 0), ST_MEM(BPF_DW, 10, -16, 0), LD_MAP_FD(1, MAP(RODATA)),
		MOV64_REG(2, 10), ALU64_IMM(BPF_ADD, 2, -4), MOV64_REG(3, 10),
		ALU64_IMM(BPF_ADD, 3, -16), MOV64_IMM(4, 0), CALL(2), RETURN(2) } },
	{ "a hash map is updated from key and value on the stack", NULL, NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), ST_MEM(BPF_DW, 10, -16, 0), ST_MEM(BPF_DW, 10, -24, 0),
		LD_MAP_FD(1, MAP(HASH_16)), MOV64_REG(2, 10), ALU64_IMM(BPF_ADD, 2, -8),
		MOV64_REG(3, 10), ALU64_IMM(BPF_ADD, 3, -24), MOV64_IMM(4, 0), CALL(2),
		RETURN(2) } },
	{ "a value on the stack that is one slot short", "E-stack-uninitialised", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), ST_MEM(BPF_DW, 10, -24, 0),
		LD_MAP_FD(1, MAP(HASH_16)), MOV64_REG(2, 10), ALU64_IMM(BPF_ADD, 2, -8),
		MOV64_REG(3, 10), ALU64_IMM(BPF_ADD, 3, -24), MOV64_IMM(4, 0), CALL(2),
		RETURN(2) } },
	{ "a key with uninitialised padding", "E-stack-uninitialised", "padding", {
		ST_MEM(BPF_W, 10, -8, 0), LD_MAP_FD(1, MAP(HASH_16)), MOV64_REG(2, 10),
		ALU64_IMM(BPF_ADD, 2, -8), CALL(1), RETURN(2) } },
	{ "a key that reaches above the frame", "E-stack-bounds", NULL, {
		ST_MEM(BPF_W, 10, -4, 0), LD_MAP_FD(1, MAP(HASH_16)), MOV64_REG(2, 10),
		ALU64_IMM(BPF_ADD, 2, -4), CALL(1), RETURN(2) } },
	{ "a key in the packet, compared with its end", NULL, NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 8), JMP_REG(BPF_JGT, 4, 3, 3),
		LD_MAP_FD(1, MAP(HASH_16)), CALL(1), RETURN(2) } },
	{ "a key in the packet, one byte short", "E-packet-bounds", NULL, {
		PACKET_START, MOV64_REG(4, 2), ALU64_IMM(BPF_ADD, 4, 7), JMP_REG(BPF_JGT, 4, 3, 3),
		LD_MAP_FD(1, MAP(HASH_16)), CALL(1), RETURN(2) } },
	{ "a key with a pointer in it", "E-pointer-leak", NULL, {
		STX_MEM(BPF_DW, 10, 1, -8), LD_MAP_FD(1, MAP(HASH_16)), MOV64_REG(2, 10),
		ALU64_IMM(BPF_ADD, 2, -8), CALL(1), RETURN(2) } },
	{ "the context as a key", "E-not-a-pointer", NULL, {
		MOV64_REG(2, 1), LD_MAP_FD(1, MAP(HASH_16)), CALL(1), RETURN(2) } },
	{ "a number as a key", "E-not-a-pointer", NULL, {
		MOV64_IMM(2, 0), LD_MAP_FD(1, MAP(HASH_16)), CALL(1), RETURN(2) } },
	{ "a key that is not there at all", "E-uninitialised", NULL, {
		LD_MAP_FD(1, MAP(HASH_16)), CALL(1), RETURN(2) } },
	{ "a number as a map", "E-helper-argument", "expected=map_ptr", {
		ST_MEM(BPF_DW, 10, -8, 0), MOV64_IMM(1, 5), MOV64_REG(2, 10),
		ALU64_IMM(BPF_ADD, 2, -8), CALL(1), RETURN(2) } },
	{ "the stack as a map", "E-helper-argument", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), MOV64_REG(1, 10), MOV64_REG(2, 10),
		ALU64_IMM(BPF_ADD, 2, -8), CALL(1), RETURN(2) } },
	{ "a pointer as flags", "E-helper-argument", NULL, {
		ST_MEM(BPF_DW, 10, -8, 0), ST_MEM(BPF_DW, 10, -16, 0), ST_MEM(BPF_DW, 10, -24, 0),
		LD_MAP_FD(1, MAP(HASH_16)), MOV64_REG(2, 10), ALU64_IMM(BPF_ADD, 2, -8),
		MOV64_REG(3, 10), ALU64_IMM(BPF_ADD, 3, -24), MOV64_REG(4, 10), CALL(2),
		RETURN(2) } },
	{ "a map handle is read through", "E-not-a-pointer", NULL, {
		LD_MAP_FD(1, MAP(HASH_16)), LDX_MEM(BPF_DW, 0, 1, 0), RETURN(2) } },
	{ "a map handle is moved", "E-pointer-arithmetic", NULL, {
		LD_MAP_FD(1, MAP(HASH_16)), ALU64_IMM(BPF_ADD, 1, 8), RETURN(2) } },
	{ "r1 is read after a call", "E-uninitialised", NULL, {
		MOV64_IMM(1, 0), CALL(5), MOV64_REG(0, 1), EXIT() } },
	{ "r6 is read after a call", NULL, NULL, {
		MOV64_IMM(6, 0), CALL(5), MOV64_REG(0, 6), EXIT() } },
	{ "a helper that no kernel has", "E-helper", "invalid func unknown", {
		CALL(99999), RETURN(2) } },
	{ "a helper that mbpf does not have", "E-helper", "unknown func bpf_skb_load_bytes#26", {
		CALL(26), RETURN(2) } },
	{ "checksums over nothing and four bytes", NULL, NULL, {
		ST_MEM(BPF_W, 10, -4, 1), MOV64_IMM(1, 0), MOV64_IMM(2, 0), MOV64_REG(3, 10),
		ALU64_IMM(BPF_ADD, 3, -4), MOV64_IMM(4, 4), MOV64_IMM(5, 0), CALL(28), EXIT() } },
	{ "a null buffer with a size", "E-not-a-pointer", NULL, {
		ST_MEM(BPF_W, 10, -4, 1), MOV64_IMM(1, 0), MOV64_IMM(2, 4), MOV64_REG(3, 10),
		ALU64_IMM(BPF_ADD, 3, -4), MOV64_IMM(4, 4), MOV64_IMM(5, 0), CALL(28), EXIT() } },
	{ "a size that may be negative", "E-helper-argument", "negative", {
		CALL(5), MOV64_REG(4, 0), ST_MEM(BPF_W, 10, -4, 1), MOV64_IMM(1, 0),
		MOV64_IMM(2, 0), MOV64_REG(3, 10), ALU64_IMM(BPF_ADD, 3, -4),
		MOV64_IMM(5, 0), CALL(28), EXIT() } },
	{ "a size that is bounded by the buffer", NULL, NULL, {
		CALL(5), MOV64_REG(4, 0), ALU64_IMM(BPF_AND, 4, 4), ST_MEM(BPF_W, 10, -4, 1),
		MOV64_IMM(1, 0), MOV64_IMM(2, 0), MOV64_REG(3, 10), ALU64_IMM(BPF_ADD, 3, -4),
		MOV64_IMM(5, 0), CALL(28), EXIT() } },
	{ "a size that may be larger than the buffer", "E-stack-bounds", NULL, {
		CALL(5), MOV64_REG(4, 0), ALU64_IMM(BPF_AND, 4, 12), ST_MEM(BPF_W, 10, -4, 1),
		MOV64_IMM(1, 0), MOV64_IMM(2, 0), MOV64_REG(3, 10), ALU64_IMM(BPF_ADD, 3, -4),
		MOV64_IMM(5, 0), CALL(28), EXIT() } },
	{ "a size of 0 where the helper wants bytes", "E-helper-argument", "may be 0", {
		ST_MEM(BPF_W, 10, -4, 0), MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, -4),
		MOV64_IMM(2, 0), CALL(6), EXIT() } },
	{ "an fd that is no map", "E-map-fd", NULL, { LD_MAP_FD(1, 7), RETURN(2) } },
	{ "a direct value of a hash map", "E-map-fd", NULL, {
		LD_MAP_VALUE(1, MAP(HASH_16), 0), RETURN(2) } },
	{ "a direct value with an offset behind the value", "E-map-fd", NULL, {
		LD_MAP_VALUE(1, MAP(RODATA), 8), RETURN(2) } },
};

int main(void)
{
	test_maps_make();
	RUN_VERIFY_CASES(cases);
	test_maps_free();
	return done_testing();
}
