// SPDX-License-Identifier: GPL-2.0
/*
 * The interpreter's arithmetic: every row of classes ALU and ALU64 at its
 * edges (RFC 9669, section 4), then all of them against 128-bit arithmetic.
 *
 * 32-bit rows run with garbage in the high halves of their operands, which
 * must not matter and must be gone from the result.
 */
#include "run_helper.h"

#define S64_MIN_	0x8000000000000000ULL
#define S64_MAX_	0x7fffffffffffffffULL
#define S32_MIN_	0x80000000ULL
#define S32_MAX_	0x7fffffffULL
#define M1		0xffffffffffffffffULL	/* -1 */
#define M1_32		0xffffffffULL

#define HIGH_A		0xdeadbeef00000000ULL
#define HIGH_B		0xfeedface00000000ULL

/* The two shapes of an operator in one width. */
#define W64(NAME)	MBPF_OP_##NAME##64_REG, MBPF_OP_##NAME##64_IMM
#define W32(NAME)	MBPF_OP_##NAME##32_REG, MBPF_OP_##NAME##32_IMM

struct binary {
	enum mbpf_op reg, imm;
	u64 a, b, want;
	const char *why;
};

static const struct binary binaries[] = {
	{ W64(ADD), 2, 3, 5, "two numbers are added" },
	{ W64(ADD), M1, 1, 0, "a sum wraps to 0" },
	{ W64(ADD), S64_MAX_, 1, S64_MIN_, "the largest signed number wraps to the smallest" },
	{ W64(ADD), 5, -7, -2, "a negative number is added" },
	{ W32(ADD), 2, 3, 5, "two numbers are added" },
	{ W32(ADD), M1_32, 1, 0, "a sum wraps at 32 bits, no carry goes up" },
	{ W32(ADD), S32_MAX_, 1, S32_MIN_, "a sum over S32_MAX is not sign-extended" },
	{ W64(SUB), 5, 3, 2, "a difference" },
	{ W64(SUB), 0, 1, M1, "a difference below 0 wraps" },
	{ W64(SUB), S64_MIN_, 1, S64_MAX_, "the smallest signed number wraps to the largest" },
	{ W64(SUB), 1, -1, 2, "taking away -1 adds 1" },
	{ W32(SUB), 5, 3, 2, "a difference" },
	{ W32(SUB), 0, 1, M1_32, "a difference below 0 wraps at 32 bits" },
	{ W32(SUB), S32_MIN_, 1, S32_MAX_, "the smallest signed number wraps to the largest" },
	{ W64(MUL), 6, 7, 42, "a product" },
	{ W64(MUL), 0x100000000ULL, 16, 0x1000000000ULL, "a product above 32 bits" },
	{ W64(MUL), S64_MIN_, 2, 0, "the bits above 64 are lost" },
	{ W64(MUL), M1, -1, 1, "minus one squared is 1" },
	{ W64(MUL), 3, -5, -15, "a product with a negative constant" },
	{ W32(MUL), 6, 7, 42, "a product" },
	{ W32(MUL), 0x10000, 0x10000, 0, "the bits above 32 are lost" },
	{ W32(MUL), M1_32, M1_32, 1, "minus one squared is 1" },
	{ W64(DIV), 42, 5, 8, "a quotient is rounded down" },
	{ W64(DIV), 42, 0, 0, "division by zero gives 0" },
	{ W64(DIV), 0, 7, 0, "nothing divided is nothing" },
	{ W64(DIV), M1, 1, M1, "divided by 1 it stays" },
	{ W64(DIV), S64_MIN_, -1, 0, "unsigned, -1 is a large divisor" },
	{ W64(DIV), M1, -1, 1, "the largest number divided by itself" },
	{ W64(DIV), M1, 2, S64_MAX_, "the dividend is unsigned" },
	{ W32(DIV), 42, 5, 8, "a quotient is rounded down" },
	{ W32(DIV), 42, 0, 0, "division by zero gives 0, high half too" },
	{ W32(DIV), S32_MIN_, M1_32, 0, "unsigned, -1 is a large divisor" },
	{ W32(DIV), M1_32, 2, S32_MAX_, "the dividend is unsigned" },
	{ W64(SDIV), -42, 5, -8, "a quotient is rounded towards 0" },
	{ W64(SDIV), 42, -5, -8, "a negative divisor" },
	{ W64(SDIV), -42, -5, 8, "two negative numbers give a positive one" },
	{ W64(SDIV), -42, 0, 0, "division by zero gives 0" },
	{ W64(SDIV), S64_MIN_, -1, S64_MIN_, "the overflow wraps and does not trap" },
	{ W64(SDIV), S64_MIN_, 1, S64_MIN_, "divided by 1 it stays" },
	{ W64(SDIV), S64_MAX_, -1, -S64_MAX_, "divided by -1 it is negated" },
	{ W32(SDIV), -42, 5, (u32)-8, "a quotient is rounded towards 0, zero-extended" },
	{ W32(SDIV), 42, -5, (u32)-8, "a negative divisor" },
	{ W32(SDIV), -42, -5, 8, "two negative numbers give a positive one" },
	{ W32(SDIV), -42, 0, 0, "division by zero gives 0" },
	{ W32(SDIV), S32_MIN_, M1_32, S32_MIN_, "the overflow wraps and does not trap" },
	{ W64(MOD), 42, 5, 2, "a remainder" },
	{ W64(MOD), 42, 0, 42, "modulo zero keeps the dividend" },
	{ W64(MOD), M1, 0, M1, "modulo zero keeps all 64 bits of it" },
	{ W64(MOD), S64_MIN_, -1, S64_MIN_, "unsigned, -1 is a large divisor" },
	{ W64(MOD), M1, 10, 5, "the dividend is unsigned" },
	{ W32(MOD), 42, 5, 2, "a remainder" },
	{ W32(MOD), 42, 0, 42, "modulo zero keeps the low half, the high one is cleared" },
	{ W32(MOD), M1_32, 10, 5, "the dividend is unsigned" },
	{ W64(SMOD), -42, 5, -2, "a remainder has the dividend's sign" },
	{ W64(SMOD), 42, -5, 2, "whatever the divisor's" },
	{ W64(SMOD), -42, 0, -42, "modulo zero keeps the dividend" },
	{ W64(SMOD), S64_MIN_, -1, 0, "the overflowing case gives 0 and does not trap" },
	{ W64(SMOD), S64_MIN_, 3, -2, "the smallest number has a remainder" },
	{ W32(SMOD), -42, 5, (u32)-2, "a remainder has the dividend's sign" },
	{ W32(SMOD), 42, -5, 2, "whatever the divisor's" },
	{ W32(SMOD), -42, 0, (u32)-42, "modulo zero keeps the low half, zero-extended" },
	{ W32(SMOD), S32_MIN_, M1_32, 0, "the overflowing case gives 0 and does not trap" },
	{ W64(OR), 0xf0, 0x0f, 0xff, "bits are joined" },
	{ W64(OR), 0, -1, M1, "a constant is sign-extended" },
	{ W32(OR), 0xf0, 0x0f, 0xff, "bits are joined" },
	{ W32(OR), 0, -1, M1_32, "a constant does not reach the high half" },
	{ W64(AND), 0xff0f, 0x0ff0, 0x0f00, "common bits stay" },
	{ W64(AND), M1, S32_MIN_ | 0xffffffff00000000ULL, 0xffffffff80000000ULL,
	  "a constant is sign-extended" },
	{ W32(AND), 0xff0f, 0x0ff0, 0x0f00, "common bits stay" },
	{ W32(AND), M1_32, M1_32, M1_32, "all bits of the low half stay, none of the high" },
	{ W64(XOR), 0xff, 0x0f, 0xf0, "differing bits" },
	{ W64(XOR), M1, -1, 0, "with itself it is 0" },
	{ W32(XOR), 0xff, 0x0f, 0xf0, "differing bits" },
	{ W32(XOR), M1_32, M1_32, 0, "with itself it is 0" },
	{ W64(LSH), 1, 0, 1, "shifting by 0 changes nothing" },
	{ W64(LSH), 1, 63, S64_MIN_, "the lowest bit becomes the highest" },
	{ W64(LSH), 1, 64, 1, "a count of 64 is a count of 0" },
	{ W64(LSH), 1, -1, S64_MIN_, "a count of -1 is one of 63" },
	{ W64(LSH), M1, 32, 0xffffffff00000000ULL, "zeros come in" },
	{ W32(LSH), 1, 31, S32_MIN_, "the lowest bit becomes the highest of the half" },
	{ W32(LSH), 1, 32, 1, "a count of 32 is a count of 0" },
	{ W32(LSH), M1_32, 1, 0xfffffffe, "a bit that leaves does not go up" },
	{ W64(RSH), M1, 63, 1, "zeros come in from above" },
	{ W64(RSH), M1, 64, M1, "a count of 64 is a count of 0" },
	{ W64(RSH), S64_MIN_, 1, 0x4000000000000000ULL, "the sign is a bit like others" },
	{ W32(RSH), M1_32, 31, 1, "zeros come in, not the high half" },
	{ W32(RSH), M1_32, 32, M1_32, "a count of 32 is a count of 0" },
	{ W32(RSH), M1_32, 33, S32_MAX_, "a count of 33 is a count of 1" },
	{ W64(ARSH), S64_MIN_, 63, M1, "the sign comes in from above" },
	{ W64(ARSH), S64_MAX_, 62, 1, "of a positive number it is 0" },
	{ W64(ARSH), -16, 64, -16, "a count of 64 is a count of 0" },
	{ W64(ARSH), -1, 1, -1, "minus one stays" },
	{ W32(ARSH), S32_MIN_, 31, M1_32, "the low half's sign comes in, zero-extended" },
	{ W32(ARSH), S32_MAX_, 30, 1, "the high half's sign does not come in" },
	{ W32(ARSH), S32_MIN_, 32, S32_MIN_, "a count of 32 is a count of 0" },
	{ W64(MOV), 7, 0x12345678, 0x12345678, "a value is copied" },
	{ W64(MOV), 7, -1, M1, "a constant is sign-extended" },
	{ W64(MOV), 7, -0x80000000LL, 0xffffffff80000000ULL, "the smallest one, too" },
	{ W32(MOV), 7, 0x12345678, 0x12345678, "the low half is copied" },
	{ W32(MOV), 7, -1, M1_32, "a constant is not sign-extended into the high half" },
	{ W32(MOV), 7, 0, 0, "the high half is cleared" },
};

static bool is_32(enum mbpf_op op)
{
	return mbpf_op_is_alu32(op);
}

/* r2 = a, r3 = b, r2 op= r3; @stray collects registers changed besides r2. */
static u64 run_reg(enum mbpf_op op, u64 a, u64 b, u32 *stray)
{
	struct machine before, after;

	machine_fill(&before);
	before.r[2] = is_32(op) ? HIGH_A | (u32)a : a;
	before.r[3] = is_32(op) ? HIGH_B | (u32)b : b;
	after = before;
	machine_step(&after, insn_of(op, 2, 3, 0, 0));
	*stray |= machine_changed(&before, &after) & ~(1 << 2);
	return after.r[2];
}

static u64 run_imm(enum mbpf_op op, u64 a, s32 imm, u32 *stray)
{
	struct machine before, after;

	machine_fill(&before);
	before.r[2] = is_32(op) ? HIGH_A | (u32)a : a;
	after = before;
	machine_step(&after, insn_of(op, 2, 0, 0, imm));
	*stray |= machine_changed(&before, &after) & ~(1 << 2);
	return after.r[2];
}

/* Can the constant of an instruction stand for this operand? */
static bool fits_imm(enum mbpf_op op, u64 b)
{
	return is_32(op) || (u64)(s64)(s32)b == b;
}

static void test_binaries(void)
{
	const struct binary *c;
	u32 stray = 0, i;

	for (i = 0; i < ARRAY_SIZE(binaries); i++) {
		c = &binaries[i];
		is_u64(run_reg(c->reg, c->a, c->b, &stray), c->want, "%s: %s",
		       mbpf_opcodes[c->reg].name, c->why);
		if (fits_imm(c->imm, c->b))
			is_u64(run_imm(c->imm, c->a, c->b, &stray), c->want, "%s: %s",
			       mbpf_opcodes[c->imm].name, c->why);
	}
	is_u64(stray, 0, "arithmetic changes no register but its destination");
}

struct unary {
	enum mbpf_op op;
	u64 a, want;
	const char *why;
};

#define U(NAME, a, want, why) { MBPF_OP_##NAME, a, want, why }

static const struct unary unaries[] = {
	U(NEG64, 1, M1, "one becomes minus one"),
	U(NEG64, 0, 0, "zero stays"),
	U(NEG64, S64_MIN_, S64_MIN_, "the smallest number stays"),
	U(NEG32, 1, M1_32, "one becomes minus one, zero-extended"),
	U(NEG32, 0, 0, "zero stays, the high half is cleared"),
	U(NEG32, HIGH_A | S32_MIN_, S32_MIN_, "the smallest number stays"),
	U(MOVSX64_8, 0x7f, 0x7f, "a positive byte stays"),
	U(MOVSX64_8, 0x80, 0xffffffffffffff80ULL, "a negative byte is extended"),
	U(MOVSX64_8, 0xff01, 1, "bits above the byte do not matter"),
	U(MOVSX64_16, 0x7fff, 0x7fff, "a positive half word stays"),
	U(MOVSX64_16, 0x8000, 0xffffffffffff8000ULL, "a negative half word is extended"),
	U(MOVSX64_32, S32_MAX_, S32_MAX_, "a positive word stays"),
	U(MOVSX64_32, S32_MIN_, 0xffffffff80000000ULL, "a negative word is extended"),
	U(MOVSX64_32, HIGH_A | 5, 5, "bits above the word do not matter"),
	U(MOVSX32_8, 0x7f, 0x7f, "a positive byte stays"),
	U(MOVSX32_8, HIGH_A | 0x80, 0xffffff80, "a negative byte is extended to 32 bits only"),
	U(MOVSX32_16, 0x7fff, 0x7fff, "a positive half word stays"),
	U(MOVSX32_16, HIGH_A | 0x8000, 0xffff8000, "a negative one is extended to 32 bits only"),
	U(LE16, 0x1122334455667788ULL, 0x7788, "two bytes stay, the rest is cleared"),
	U(LE32, 0x1122334455667788ULL, 0x55667788, "four bytes stay, the rest is cleared"),
	U(LE64, 0x1122334455667788ULL, 0x1122334455667788ULL, "eight bytes stay"),
	U(BE16, 0x1122334455667788ULL, 0x8877, "two bytes are swapped, the rest is cleared"),
	U(BE32, 0x1122334455667788ULL, 0x88776655, "four bytes are swapped, the rest is cleared"),
	U(BE64, 0x1122334455667788ULL, 0x8877665544332211ULL, "eight bytes are swapped"),
	U(BSWAP16, 0x11223344556677ffULL, 0xff77, "two bytes are swapped, the rest is cleared"),
	U(BSWAP32, 0x11223344556677ffULL, 0xff776655, "four bytes are swapped, not sign-extended"),
	U(BSWAP64, 0x11223344556677ffULL, 0xff77665544332211ULL, "eight bytes are swapped"),
	U(BSWAP64, 0, 0, "zero stays"),
};

/* In place, or from r3 to r2 where the form has a source. */
static void test_unaries(void)
{
	struct machine before, after;
	const struct unary *c;
	u32 stray = 0, i;
	bool in_place;

	for (i = 0; i < ARRAY_SIZE(unaries); i++) {
		c = &unaries[i];
		in_place = mbpf_op_form(c->op) != MBPF_FORM_MOVSX;
		machine_fill(&before);
		before.r[in_place ? 2 : 3] = c->a;
		after = before;
		machine_step(&after, insn_of(c->op, 2, in_place ? 0 : 3, 0, 0));
		is_u64(after.r[2], c->want, "%s: %s", mbpf_opcodes[c->op].name, c->why);
		stray |= machine_changed(&before, &after) & ~(1 << 2);
	}
	is_u64(stray, 0, "moves, negation and byte swaps change their destination only");
}

static void test_same_register(void)
{
	struct machine m = { .r = { [4] = 12 } };

	machine_step(&m, I(ADD64_REG, 4, 4, 0, 0));
	is_u64(m.r[4], 24, "a register added to itself doubles");
	machine_step(&m, I(SUB32_REG, 4, 4, 0, 0));
	is_u64(m.r[4], 0, "a register taken from itself is 0");
	m.r[4] = HIGH_A | 7;
	machine_step(&m, I(MOV32_REG, 4, 4, 0, 0));
	is_u64(m.r[4], 7, "a 32-bit move onto itself clears the high half");
	m.r[4] = 0;
	machine_step(&m, I(DIV64_REG, 4, 4, 0, 0));
	is_u64(m.r[4], 0, "zero divided by itself is 0");
}

static void test_every_register(void)
{
	struct machine m;
	bool good = true;
	u8 dst, src;

	for (dst = 0; dst < 10; dst++) {
		for (src = 0; src < 10; src++) {
			machine_fill(&m);
			m.r[dst] = 100 + dst;
			m.r[src] = 200 + src;
			machine_step(&m, I(ADD64_REG, dst, src, 0, 0));
			good &= m.r[dst] == (dst == src ? 400 + 2 * dst : 300 + dst + src);
		}
	}
	ok(good, "every pair of registers r0 to r9 can be destination and source");
}

/* The low @bits of a number, the meaning of a result. */
static u64 wrap(__uint128_t v, u32 bits)
{
	return bits == 32 ? (u32)v : (u64)v;
}

static __int128_t sign(u64 v, u32 bits)
{
	return bits == 32 ? (__int128_t)(s32)v : (__int128_t)(s64)v;
}

static __int128_t floor_div(__int128_t a, __int128_t b)
{
	__int128_t q = a / b;

	return a % b && (a < 0) != (b < 0) ? q - 1 : q;
}

/* What a row computes, said another way: in 128 bits, where nothing overflows. */
static u64 reference(enum mbpf_op op, u64 a_, u64 b_)
{
	u32 bits = is_32(op) ? 32 : 64;
	__uint128_t a = wrap(a_, bits), b = wrap(b_, bits);
	__uint128_t power = (__uint128_t)1 << (b % bits);
	const char *t = mbpf_opcodes[op].text;

	if (!strcmp(t, "+="))
		return wrap(a + b, bits);
	if (!strcmp(t, "-="))
		return wrap(a - b, bits);
	if (!strcmp(t, "*="))
		return wrap(a * b, bits);
	if (!strcmp(t, "/="))
		return wrap(b ? a / b : 0, bits);
	if (!strcmp(t, "%="))
		return wrap(b ? a - a / b * b : a, bits);
	if (!strcmp(t, "s/="))
		return wrap(b ? sign(a, bits) / sign(b, bits) : 0, bits);
	if (!strcmp(t, "s%="))
		return wrap(b ? sign(a, bits) % sign(b, bits) : sign(a, bits), bits);
	if (!strcmp(t, "|="))
		return wrap(a + b - (a & b), bits);
	if (!strcmp(t, "&="))
		return wrap(~(~a | ~b), bits);
	if (!strcmp(t, "^="))
		return wrap(a + b - 2 * (a & b), bits);
	if (!strcmp(t, "<<="))
		return wrap(a * power, bits);
	if (!strcmp(t, ">>="))
		return wrap(a / power, bits);
	if (!strcmp(t, "s>>="))
		return wrap(floor_div(sign(a, bits), power), bits);
	if (!strcmp(t, "="))
		return wrap(b, bits);
	bail_out("no reference for %s", mbpf_opcodes[op].name);
}

static const u64 edges[] = {
	0, 1, 2, 3, 5, 31, 32, 33, 63, 64, 65, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff,
	S32_MAX_, S32_MIN_, M1_32, M1_32 - 1, 0x100000000ULL, 0x123456789abcdef0ULL,
	0xffffffff80000000ULL, 0xffffffff7fffffffULL, S64_MAX_, S64_MIN_, S64_MIN_ + 1,
	M1, M1 - 1, M1 - 2, M1 - 63,
};

static bool agrees(enum mbpf_op op, u64 a, u64 b)
{
	bool imm = BPF_SRC(mbpf_opcodes[op].code) == BPF_K;
	u32 stray = 0;
	u64 got;

	if (imm && !fits_imm(op, b))
		return true;
	got = imm ? run_imm(op, a, b, &stray) : run_reg(op, a, b, &stray);
	if (got == reference(op, a, b) && !stray)
		return true;
	diag("%s of 0x%llx and 0x%llx gives 0x%llx, expected 0x%llx", mbpf_opcodes[op].name,
	     (unsigned long long)a, (unsigned long long)b, (unsigned long long)got,
	     (unsigned long long)reference(op, a, b));
	return false;
}

static bool is_binary(enum mbpf_op op)
{
	enum mbpf_form form = mbpf_op_form(op);

	return form == MBPF_FORM_ALU_REG || form == MBPF_FORM_ALU_IMM ||
	       form == MBPF_FORM_MOV_REG || form == MBPF_FORM_MOV_IMM;
}

static void test_against_reference(void)
{
	u32 op, i, j;
	bool good;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		if (!is_binary(op))
			continue;
		good = true;
		for (i = 0; i < ARRAY_SIZE(edges); i++)
			for (j = 0; j < ARRAY_SIZE(edges); j++)
				good &= agrees(op, edges[i], edges[j]);
		ok(good, "%s agrees with 128-bit arithmetic on all pairs of edges",
		   mbpf_opcodes[op].name);
	}
}

int main(void)
{
	test_begin();
	test_binaries();
	test_unaries();
	test_same_register();
	test_every_register();
	test_against_reference();
	check_coverage(1 << BPF_ALU | 1 << BPF_ALU64, "arithmetic");
	return done_testing();
}
