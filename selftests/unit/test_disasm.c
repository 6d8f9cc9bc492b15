// SPDX-License-Identifier: GPL-2.0
/*
 * The disassembler: the text of every row with plain operands, then operands
 * at their edges, names of helpers, and buffers that are too small.
 */
#include "core/disasm.h"
#include "run_helper.h"

struct text_case {
	enum mbpf_op op;
	const char *text;
};

#define T(NAME, text) { MBPF_OP_##NAME, text }

/* With dst = 1, src = 2, off = 4, imm = 7, and 9 in a second slot. */
static const struct text_case texts[] = {
	T(ADD64_REG, "r1 += r2"),
	T(ADD64_IMM, "r1 += 7"),
	T(ADD32_REG, "w1 += w2"),
	T(ADD32_IMM, "w1 += 7"),
	T(SUB64_REG, "r1 -= r2"),
	T(SUB64_IMM, "r1 -= 7"),
	T(SUB32_REG, "w1 -= w2"),
	T(SUB32_IMM, "w1 -= 7"),
	T(MUL64_REG, "r1 *= r2"),
	T(MUL64_IMM, "r1 *= 7"),
	T(MUL32_REG, "w1 *= w2"),
	T(MUL32_IMM, "w1 *= 7"),
	T(DIV64_REG, "r1 /= r2"),
	T(DIV64_IMM, "r1 /= 7"),
	T(DIV32_REG, "w1 /= w2"),
	T(DIV32_IMM, "w1 /= 7"),
	T(SDIV64_REG, "r1 s/= r2"),
	T(SDIV64_IMM, "r1 s/= 7"),
	T(SDIV32_REG, "w1 s/= w2"),
	T(SDIV32_IMM, "w1 s/= 7"),
	T(OR64_REG, "r1 |= r2"),
	T(OR64_IMM, "r1 |= 7"),
	T(OR32_REG, "w1 |= w2"),
	T(OR32_IMM, "w1 |= 7"),
	T(AND64_REG, "r1 &= r2"),
	T(AND64_IMM, "r1 &= 7"),
	T(AND32_REG, "w1 &= w2"),
	T(AND32_IMM, "w1 &= 7"),
	T(LSH64_REG, "r1 <<= r2"),
	T(LSH64_IMM, "r1 <<= 7"),
	T(LSH32_REG, "w1 <<= w2"),
	T(LSH32_IMM, "w1 <<= 7"),
	T(RSH64_REG, "r1 >>= r2"),
	T(RSH64_IMM, "r1 >>= 7"),
	T(RSH32_REG, "w1 >>= w2"),
	T(RSH32_IMM, "w1 >>= 7"),
	T(MOD64_REG, "r1 %= r2"),
	T(MOD64_IMM, "r1 %= 7"),
	T(MOD32_REG, "w1 %= w2"),
	T(MOD32_IMM, "w1 %= 7"),
	T(SMOD64_REG, "r1 s%= r2"),
	T(SMOD64_IMM, "r1 s%= 7"),
	T(SMOD32_REG, "w1 s%= w2"),
	T(SMOD32_IMM, "w1 s%= 7"),
	T(XOR64_REG, "r1 ^= r2"),
	T(XOR64_IMM, "r1 ^= 7"),
	T(XOR32_REG, "w1 ^= w2"),
	T(XOR32_IMM, "w1 ^= 7"),
	T(MOV64_REG, "r1 = r2"),
	T(MOV64_IMM, "r1 = 7"),
	T(MOV32_REG, "w1 = w2"),
	T(MOV32_IMM, "w1 = 7"),
	T(ARSH64_REG, "r1 s>>= r2"),
	T(ARSH64_IMM, "r1 s>>= 7"),
	T(ARSH32_REG, "w1 s>>= w2"),
	T(ARSH32_IMM, "w1 s>>= 7"),
	T(NEG64, "r1 = -r1"),
	T(NEG32, "w1 = -w1"),
	T(MOVSX64_8, "r1 = (s8)r2"),
	T(MOVSX64_16, "r1 = (s16)r2"),
	T(MOVSX64_32, "r1 = (s32)r2"),
	T(MOVSX32_8, "w1 = (s8)w2"),
	T(MOVSX32_16, "w1 = (s16)w2"),
	T(LE16, "r1 = le16 r1"),
	T(LE32, "r1 = le32 r1"),
	T(LE64, "r1 = le64 r1"),
	T(BE16, "r1 = be16 r1"),
	T(BE32, "r1 = be32 r1"),
	T(BE64, "r1 = be64 r1"),
	T(BSWAP16, "r1 = bswap16 r1"),
	T(BSWAP32, "r1 = bswap32 r1"),
	T(BSWAP64, "r1 = bswap64 r1"),
	T(LDX_B, "r1 = *(u8 *)(r2 +4)"),
	T(LDX_H, "r1 = *(u16 *)(r2 +4)"),
	T(LDX_W, "r1 = *(u32 *)(r2 +4)"),
	T(LDX_DW, "r1 = *(u64 *)(r2 +4)"),
	T(LDXS_B, "r1 = *(s8 *)(r2 +4)"),
	T(LDXS_H, "r1 = *(s16 *)(r2 +4)"),
	T(LDXS_W, "r1 = *(s32 *)(r2 +4)"),
	T(ST_B, "*(u8 *)(r1 +4) = 7"),
	T(ST_H, "*(u16 *)(r1 +4) = 7"),
	T(ST_W, "*(u32 *)(r1 +4) = 7"),
	T(ST_DW, "*(u64 *)(r1 +4) = 7"),
	T(STX_B, "*(u8 *)(r1 +4) = r2"),
	T(STX_H, "*(u16 *)(r1 +4) = r2"),
	T(STX_W, "*(u32 *)(r1 +4) = r2"),
	T(STX_DW, "*(u64 *)(r1 +4) = r2"),
	T(LOAD_ACQ_B, "r1 = load_acquire((u8 *)(r2 +4))"),
	T(LOAD_ACQ_H, "r1 = load_acquire((u16 *)(r2 +4))"),
	T(LOAD_ACQ_W, "r1 = load_acquire((u32 *)(r2 +4))"),
	T(LOAD_ACQ_DW, "r1 = load_acquire((u64 *)(r2 +4))"),
	T(STORE_REL_B, "store_release((u8 *)(r1 +4), r2)"),
	T(STORE_REL_H, "store_release((u16 *)(r1 +4), r2)"),
	T(STORE_REL_W, "store_release((u32 *)(r1 +4), r2)"),
	T(STORE_REL_DW, "store_release((u64 *)(r1 +4), r2)"),
	T(ATOMIC_ADD_W, "lock *(u32 *)(r1 +4) += r2"),
	T(ATOMIC_OR_W, "lock *(u32 *)(r1 +4) |= r2"),
	T(ATOMIC_AND_W, "lock *(u32 *)(r1 +4) &= r2"),
	T(ATOMIC_XOR_W, "lock *(u32 *)(r1 +4) ^= r2"),
	T(FETCH_ADD_W, "r2 = atomic_fetch_add((u32 *)(r1 +4), r2)"),
	T(FETCH_OR_W, "r2 = atomic_fetch_or((u32 *)(r1 +4), r2)"),
	T(FETCH_AND_W, "r2 = atomic_fetch_and((u32 *)(r1 +4), r2)"),
	T(FETCH_XOR_W, "r2 = atomic_fetch_xor((u32 *)(r1 +4), r2)"),
	T(XCHG_W, "r2 = atomic_xchg((u32 *)(r1 +4), r2)"),
	T(CMPXCHG_W, "r0 = atomic_cmpxchg((u32 *)(r1 +4), r0, r2)"),
	T(ATOMIC_ADD_DW, "lock *(u64 *)(r1 +4) += r2"),
	T(ATOMIC_OR_DW, "lock *(u64 *)(r1 +4) |= r2"),
	T(ATOMIC_AND_DW, "lock *(u64 *)(r1 +4) &= r2"),
	T(ATOMIC_XOR_DW, "lock *(u64 *)(r1 +4) ^= r2"),
	T(FETCH_ADD_DW, "r2 = atomic64_fetch_add((u64 *)(r1 +4), r2)"),
	T(FETCH_OR_DW, "r2 = atomic64_fetch_or((u64 *)(r1 +4), r2)"),
	T(FETCH_AND_DW, "r2 = atomic64_fetch_and((u64 *)(r1 +4), r2)"),
	T(FETCH_XOR_DW, "r2 = atomic64_fetch_xor((u64 *)(r1 +4), r2)"),
	T(XCHG_DW, "r2 = atomic64_xchg((u64 *)(r1 +4), r2)"),
	T(CMPXCHG_DW, "r0 = atomic64_cmpxchg((u64 *)(r1 +4), r0, r2)"),
	T(JA, "goto pc+4"),
	T(JA32, "gotol pc+7"),
	T(JEQ64_REG, "if r1 == r2 goto pc+4"),
	T(JEQ64_IMM, "if r1 == 0x7 goto pc+4"),
	T(JEQ32_REG, "if w1 == w2 goto pc+4"),
	T(JEQ32_IMM, "if w1 == 0x7 goto pc+4"),
	T(JGT64_REG, "if r1 > r2 goto pc+4"),
	T(JGT64_IMM, "if r1 > 0x7 goto pc+4"),
	T(JGT32_REG, "if w1 > w2 goto pc+4"),
	T(JGT32_IMM, "if w1 > 0x7 goto pc+4"),
	T(JGE64_REG, "if r1 >= r2 goto pc+4"),
	T(JGE64_IMM, "if r1 >= 0x7 goto pc+4"),
	T(JGE32_REG, "if w1 >= w2 goto pc+4"),
	T(JGE32_IMM, "if w1 >= 0x7 goto pc+4"),
	T(JSET64_REG, "if r1 & r2 goto pc+4"),
	T(JSET64_IMM, "if r1 & 0x7 goto pc+4"),
	T(JSET32_REG, "if w1 & w2 goto pc+4"),
	T(JSET32_IMM, "if w1 & 0x7 goto pc+4"),
	T(JNE64_REG, "if r1 != r2 goto pc+4"),
	T(JNE64_IMM, "if r1 != 0x7 goto pc+4"),
	T(JNE32_REG, "if w1 != w2 goto pc+4"),
	T(JNE32_IMM, "if w1 != 0x7 goto pc+4"),
	T(JSGT64_REG, "if r1 s> r2 goto pc+4"),
	T(JSGT64_IMM, "if r1 s> 0x7 goto pc+4"),
	T(JSGT32_REG, "if w1 s> w2 goto pc+4"),
	T(JSGT32_IMM, "if w1 s> 0x7 goto pc+4"),
	T(JSGE64_REG, "if r1 s>= r2 goto pc+4"),
	T(JSGE64_IMM, "if r1 s>= 0x7 goto pc+4"),
	T(JSGE32_REG, "if w1 s>= w2 goto pc+4"),
	T(JSGE32_IMM, "if w1 s>= 0x7 goto pc+4"),
	T(JLT64_REG, "if r1 < r2 goto pc+4"),
	T(JLT64_IMM, "if r1 < 0x7 goto pc+4"),
	T(JLT32_REG, "if w1 < w2 goto pc+4"),
	T(JLT32_IMM, "if w1 < 0x7 goto pc+4"),
	T(JLE64_REG, "if r1 <= r2 goto pc+4"),
	T(JLE64_IMM, "if r1 <= 0x7 goto pc+4"),
	T(JLE32_REG, "if w1 <= w2 goto pc+4"),
	T(JLE32_IMM, "if w1 <= 0x7 goto pc+4"),
	T(JSLT64_REG, "if r1 s< r2 goto pc+4"),
	T(JSLT64_IMM, "if r1 s< 0x7 goto pc+4"),
	T(JSLT32_REG, "if w1 s< w2 goto pc+4"),
	T(JSLT32_IMM, "if w1 s< 0x7 goto pc+4"),
	T(JSLE64_REG, "if r1 s<= r2 goto pc+4"),
	T(JSLE64_IMM, "if r1 s<= 0x7 goto pc+4"),
	T(JSLE32_REG, "if w1 s<= w2 goto pc+4"),
	T(JSLE32_IMM, "if w1 s<= 0x7 goto pc+4"),
	T(CALL_HELPER, "call 7"),
	T(CALL_LOCAL, "call pc+7"),
	T(EXIT, "exit"),
	T(LD_IMM64, "r1 = 0x900000007 ll"),
	T(LD_MAP, "r1 = map[id:7]"),
	T(LD_MAP_VALUE, "r1 = map[id:7][0]+9"),
};

static const char *text_of(struct bpf_insn insn, s32 second,
			   const struct mbpf_disasm_names *names)
{
	struct bpf_insn insns[2] = { insn, WIDE(second) };
	static char buf[96];
	int len;

	len = mbpf_disasm(buf, sizeof(buf), insns, 0, names);
	return len == strlen(buf) ? buf : "(a length that is not the text's)";
}

static void test_rows(void)
{
	bool seen[MBPF_NR_OPCODES] = { false };
	u32 i, missing = 0;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		is_str(text_of(insn_of(texts[i].op, 1, 2, 4, 7), 9, NULL), texts[i].text,
		       "%s is printed as \"%s\"", mbpf_opcodes[texts[i].op].name, texts[i].text);
		seen[texts[i].op] = true;
	}
	for (i = 1; i < MBPF_NR_OPCODES; i++)
		missing += !seen[i];
	is_u64(missing, 0, "every row has been printed");
}

static const char *name_of(void *arg, u32 id)
{
	return id == 1 ? arg : NULL;
}

static void test_operands(void)
{
	struct mbpf_disasm_names names = { .helper = name_of, .arg = "map_lookup_elem" };

	is_str(text_of(I(LDX_DW, 10, 10, -32768, 0), 0, NULL), "r10 = *(u64 *)(r10 -32768)",
	       "negative offsets have their sign");
	is_str(text_of(I(STX_W, 1, 2, 0, 0), 0, NULL), "*(u32 *)(r1 +0) = r2",
	       "an offset of 0 is printed");
	is_str(text_of(I(ADD64_IMM, 1, 0, 0, -1), 0, NULL), "r1 += -1",
	       "constants of arithmetic are signed decimals");
	is_str(text_of(I(ST_DW, 10, 0, -8, -2), 0, NULL), "*(u64 *)(r10 -8) = -2",
	       "constants that are stored too");
	is_str(text_of(I(JEQ64_IMM, 1, 0, -3, -1), 0, NULL), "if r1 == 0xffffffff goto pc-3",
	       "constants of conditions are hexadecimal, distances signed");
	is_str(text_of(I(JSGT32_IMM, 2, 0, 3, 7), 0, NULL), "if w2 s> 0x7 goto pc+3",
	       "conditions on low halves name them w");
	is_str(text_of(I(JA, 0, 0, -1, 0), 0, NULL), "goto pc-1", "a jump to itself");
	is_str(text_of(I(JA32, 0, 0, 0, -2147483647 - 1), 0, NULL), "gotol pc-2147483648",
	       "the farthest jump");
	is_str(text_of(I(LD_IMM64, 3, 0, 0, -1), -1, NULL), "r3 = 0xffffffffffffffff ll",
	       "the largest constant");
	is_str(text_of(I(LD_IMM64, 1, 0, 0, 0x22334455), 0x11, NULL), "r1 = 0x1122334455 ll",
	       "a constant of both slots");
	is_str(text_of(I(LD_MAP_VALUE, 1, 0, 0, 42), 16, NULL), "r1 = map[id:42][0]+16",
	       "a map's value by id and offset");
	is_str(text_of(I(CALL_HELPER, 0, 0, 0, 1), 0, &names), "call bpf_map_lookup_elem#1",
	       "a helper by name");
	is_str(text_of(I(CALL_HELPER, 0, 0, 0, 999), 0, &names), "call unknown#999",
	       "a helper that has none");
	is_str(text_of((struct bpf_insn) { .code = 0xff }, 0, NULL), "invalid (code 0xff)",
	       "what is no instruction");
	is_str(text_of((struct bpf_insn) { .code = 0x3f, .off = 3 }, 0, NULL),
	       "invalid (code 0x3f)", "a known code with an unknown selector");
	is_str(text_of(I(MOV64_REG, 15, 14, 0, 0), 0, NULL), "r15 = r14",
	       "registers that do not exist are printed all the same");
}

static void test_small_buffers(void)
{
	struct bpf_insn insn = I(CMPXCHG_DW, 10, 10, -32768, 0);
	const char *text = "r0 = atomic64_cmpxchg((u64 *)(r10 -32768), r0, r10)";
	char buf[96];

	memset(buf, 'x', sizeof(buf));
	is_int(mbpf_disasm(buf, 10, &insn, 0, NULL), strlen(text),
	       "the length is that of the whole text");
	is_str(buf, "r0 = atom", "a small buffer holds its beginning, terminated");
	ok(buf[10] == 'x', "and nothing is written behind it");
	is_int(mbpf_disasm(NULL, 0, &insn, 0, NULL), strlen(text), "no buffer asks for the length");
}

int main(void)
{
	test_begin();
	test_rows();
	test_operands();
	test_small_buffers();
	return done_testing();
}
