// SPDX-License-Identifier: GPL-2.0
/*
 * Sets of numbers: is known what real programs rely on?
 *
 * That operators lose no number is test_scalar_exhaustive.c's; here each test
 * is a short story in BPF, named by what must come out.
 */
#include "test_scalar.h"

static void test_headers(void)
{
	struct mbpf_scalar s = upto(255);

	/* ihl = (*(u8 *)ip & 15) << 2 */
	s = imm(MBPF_OP_AND64_IMM, s, 15);
	is_urange(s, 0, 15, "a length field of four bits is at most 15");
	s = imm(MBPF_OP_LSH64_IMM, s, 2);
	is_urange(s, 0, 60, "an IP header's length is at most 60");
	is_u64(s.bits.mask, 60, "and a multiple of 4");
	s = when(s, MBPF_OP_JLT64_IMM, 20, false);
	is_urange(s, 20, 60, "after the check it is 20 to 60");
	s = when(s, MBPF_OP_JEQ64_IMM, 20, false);
	is_urange(s, 24, 60, "an IP header with options is at least 24");
	s = imm(MBPF_OP_ADD64_IMM, s, 14);
	is_urange(s, 38, 74, "an offset behind two headers keeps its bounds");

	s = imm(MBPF_OP_AND64_IMM, unknown(), 0xff);
	is_urange(s, 0, 255, "x & 0xff is at most 255");
	s = imm(MBPF_OP_AND32_IMM, unknown(), 0xffff);
	is_urange(s, 0, 65535, "(u32)x & 0xffff is at most 65535");
	s = unknown();
	s = mbpf_scalar_zext(&s, 2);
	is_urange(s, 0, 65535, "a load of two bytes is at most 65535");
	s = imm(MBPF_OP_BE16, s, 0);
	is_urange(s, 0, 65535, "in the other byte order as well");
	is_number(imm(MBPF_OP_BE16, num(0x1234), 0), 0x3412, "the bytes of a constant are swapped");
	s = unknown();
	s = mbpf_scalar_sext(&s, 1);
	is_srange(s, -128, 127, "a sign-extending load of a byte is -128 to 127");
	s = alu(MBPF_OP_MOVSX32_16, unknown(), upto(100));
	is_urange(s, 0, 100, "a cast to s16 keeps small numbers");
	s = imm(MBPF_OP_AND64_IMM, mbpf_scalar_urange(0x101, 0x108), 0xff);
	is_urange(s, 1, 8, "cutting to a byte keeps a range within one multiple of 256");
}

static void test_casts(void)
{
	struct mbpf_scalar s = low_half(0, 100);

	s = imm(MBPF_OP_LSH64_IMM, s, 32);
	is_urange(imm(MBPF_OP_RSH64_IMM, s, 32), 0, 100,
		  "x << 32 >> 32 knows what was known of the low half");
	s = imm(MBPF_OP_LSH64_IMM, unknown(), 32);
	is_urange(imm(MBPF_OP_RSH64_IMM, s, 32), 0, U32_MAX, "and without that, is a u32");
	is_srange(imm(MBPF_OP_ARSH64_IMM, s, 32), S32_MIN, S32_MAX, "x << 32 s>> 32 is an s32");
	s = when(unknown(), MBPF_OP_JSGE32_IMM, -5, true);
	s = when(s, MBPF_OP_JSLE32_IMM, 9, true);
	s = imm(MBPF_OP_LSH64_IMM, s, 32);
	is_srange(imm(MBPF_OP_ARSH64_IMM, s, 32), -5, 9,
		  "x << 32 s>> 32 knows the low half's signed range");
	s = alu(MBPF_OP_MOVSX64_32, unknown(), low_half(3, 9));
	is_urange(s, 3, 9, "a sign-extending move knows the low half's range");
	s = alu(MBPF_OP_MOV32_REG, unknown(), low_half(3, 9));
	is_urange(s, 3, 9, "so does a 32-bit move");
	s = imm(MBPF_OP_LSH64_IMM, unknown(), 48);
	is_urange(imm(MBPF_OP_RSH64_IMM, s, 48), 0, 65535, "x << 48 >> 48 is a u16");
	is_srange(imm(MBPF_OP_ARSH64_IMM, s, 48), -32768, 32767, "x << 48 s>> 48 is an s16");

	/* w1 = w2; if w1 > 63 goto out; use r1 */
	s = alu(MBPF_OP_MOV32_REG, unknown(), unknown());
	s = when(s, MBPF_OP_JGT32_IMM, 63, false);
	is_urange(s, 0, 63, "a 32-bit comparison bounds a zero-extended register");
	s = when(s, MBPF_OP_JNE32_IMM, 0, true);
	is_urange(s, 1, 63, "a 32-bit comparison with 0 does too");
	s = when(mbpf_scalar_urange(0x700000000, 0x7ffffffff), MBPF_OP_JLE32_IMM, 5, true);
	is_urange(s, 0x700000000, 0x700000005,
		  "a 32-bit comparison bounds a register whose high half is known");
	s = when(mbpf_scalar_srange(-100, 100), MBPF_OP_JSGE32_IMM, 0, true);
	is_urange(s, 0, 100, "a signed 32-bit comparison bounds what fits in 32 bits");
	s = when(upto(100), MBPF_OP_JEQ32_IMM, 7, true);
	is_number(s, 7, "equality of low halves is equality when no high half is set");
}

static void test_arithmetic(void)
{
	struct mbpf_scalar s;

	is_urange(imm(MBPF_OP_ADD64_IMM, upto(10), 5), 5, 15, "adding a constant moves the range");
	is_urange(alu(MBPF_OP_ADD64_REG, mbpf_scalar_urange(S64_MAX, 1ULL << 63), upto(9)),
		  S64_MAX, (1ULL << 63) + 9, "across the sign, too");
	is_urange(alu(MBPF_OP_SUB64_REG, mbpf_scalar_urange(S64_MAX, 1ULL << 63), upto(9)),
		  S64_MAX - 9, 1ULL << 63, "and back");
	is_srange(imm(MBPF_OP_ADD64_IMM, upto(10), -5), -5, 5,
		  "adding a negative constant makes it signed");
	is_srange(alu(MBPF_OP_SUB64_REG, upto(10), upto(3)), -3, 10,
		  "a difference may be negative");
	is_urange(alu(MBPF_OP_SUB64_REG, mbpf_scalar_urange(20, 60), upto(20)), 0, 60,
		  "a difference of ordered ranges is not");
	is_urange(imm(MBPF_OP_SUB64_IMM, mbpf_scalar_urange(20, 60), 20), 0, 40,
		  "subtracting a constant moves the range");
	is_urange(imm(MBPF_OP_SUB32_IMM, mbpf_scalar_urange(20, 60), 20), 0, 40,
		  "in 32 bits as well");
	is_urange(alu(MBPF_OP_SUB32_REG, upto(1), upto(1)), 0, U32_MAX,
		  "a 32-bit difference that may be negative may be large");
	is_srange(imm(MBPF_OP_NEG64, upto(7), 0), -7, 0, "minus a range is the range below 0");
	is_srange(imm(MBPF_OP_XOR64_IMM, upto(7), -1), -8, -1, "~x of a small x is negative");
	is_urange(imm(MBPF_OP_MUL64_IMM, upto(9), 12), 0, 108, "x * 12 is bounded");
	is_u64(imm(MBPF_OP_MUL64_IMM, upto(9), 12).bits.mask & 3, 0, "and a multiple of 4");
	is_srange(imm(MBPF_OP_MUL64_IMM, mbpf_scalar_srange(-3, 4), -10), -40, 30,
		  "a product with a negative number turns the range around");
	is_urange(imm(MBPF_OP_DIV64_IMM, upto(100), 3), 0, 33, "x / 3 is bounded");
	is_urange(imm(MBPF_OP_DIV64_IMM, unknown(), 1000), 0, U64_MAX / 1000,
		  "any number divided by 1000 is bounded");
	is_urange(imm(MBPF_OP_MOD64_IMM, unknown(), 10), 0, 9, "x % 10 is at most 9");
	is_urange(imm(MBPF_OP_MOD32_IMM, unknown(), 10), 0, 9, "in 32 bits as well");
	is_urange(imm(MBPF_OP_MOD64_IMM, unknown(), 16), 0, 15, "x % 16 is at most 15");
	is_u64(imm(MBPF_OP_MOD64_IMM, imm(MBPF_OP_LSH64_IMM, unknown(), 2), 16).bits.mask, 12,
	       "and keeps what is known of the low bits");
	is_urange(imm(MBPF_OP_MOD64_IMM, upto(5), 10), 0, 5, "x % 10 of a smaller x is x");
	is_urange(imm(MBPF_OP_MOD64_IMM, mbpf_scalar_urange(12, 17), 10), 2, 7,
		  "x % 10 within one multiple of 10 keeps its order");
	is_srange(imm(MBPF_OP_SMOD64_IMM, unknown(), 10), -9, 9,
		  "a signed x % 10 is between -9 and 9");
	is_srange(imm(MBPF_OP_SDIV64_IMM, mbpf_scalar_srange(-100, 50), -10), -5, 10,
		  "a signed x / -10 is bounded");
	s = alu(MBPF_OP_DIV64_REG, upto(100), mbpf_scalar_urange(5, 10));
	is_urange(s, 0, 20, "a quotient of ranges is bounded by the least divisor");
}

static void test_shifts_and_bits(void)
{
	struct mbpf_scalar s;

	is_number(imm(MBPF_OP_LSH64_IMM, num(1), 64), 1, "a count of 64 shifts by 0");
	is_number(imm(MBPF_OP_RSH32_IMM, num(8), 33), 4, "a 32-bit count of 33 shifts by 1");
	is_number(imm(MBPF_OP_ARSH32_IMM, num(0x80000000), 31), 0xffffffff,
		  "a 32-bit shift with sign looks at bit 31");
	is_urange(alu(MBPF_OP_LSH64_REG, num(1), upto(5)), 1, 32,
		  "1 << x is bounded by the largest x");
	is_urange(alu(MBPF_OP_RSH64_REG, num(64), upto(3)), 8, 64,
		  "x >> y is bounded by both counts");
	is_urange(imm(MBPF_OP_RSH64_IMM, unknown(), 56), 0, 255, "x >> 56 is a byte");
	is_urange(imm(MBPF_OP_RSH32_IMM, unknown(), 16), 0, 65535, "(u32)x >> 16 is a u16");
	is_srange(alu(MBPF_OP_ARSH64_REG, mbpf_scalar_srange(-64, 32), upto(3)), -64, 32,
		  "a shift with sign moves towards 0");
	is_srange(imm(MBPF_OP_ARSH64_IMM, mbpf_scalar_srange(-64, 32), 3), -8, 4,
		  "by a constant, exactly");
	is_urange(alu(MBPF_OP_AND64_REG, unknown(), upto(100)), 0, 100,
		  "an and is at most its smaller operand");
	is_urange(alu(MBPF_OP_OR64_REG, mbpf_scalar_urange(5, 6), upto(9)), 5, 15,
		  "an or is at least its larger operand");
	is_srange(alu(MBPF_OP_AND64_REG, mbpf_scalar_srange(-4, 3), mbpf_scalar_srange(-9, 1)),
		  -16, 3, "an and of small signed numbers is small");
	is_srange(alu(MBPF_OP_OR64_REG, mbpf_scalar_srange(-4, 3), mbpf_scalar_srange(-9, 1)),
		  -9, 15, "so is an or");
	is_urange(alu(MBPF_OP_XOR64_REG, upto(5), upto(9)), 0, 15, "a xor fits in as many bits");

	s = imm(MBPF_OP_AND64_IMM, unknown(), 0x38);
	s = when(s, MBPF_OP_JNE64_IMM, 0, true);
	is_u64(s.r64.umin, 8, "a multiple of 8 that is not 0 is at least 8");
	s = when(s, MBPF_OP_JGE64_IMM, 56, false);
	is_u64(s.r64.umax, 48, "one that is less than 56 is at most 48");
}

static void test_branches(void)
{
	struct mbpf_scalar a, b, s;

	s = when(unknown(), MBPF_OP_JSGT64_IMM, -1, true);
	is_urange(s, 0, S64_MAX, "a number that is not negative has an unsigned bound");
	s = when(s, MBPF_OP_JSLT64_IMM, 10, true);
	is_urange(s, 0, 9, "signed checks on both sides give an unsigned range");
	s = when(unknown(), MBPF_OP_JSLE64_IMM, -1, true);
	is_urange(s, 1ULL << 63, U64_MAX, "a negative number is large, unsigned");
	s = when(upto(9), MBPF_OP_JNE64_IMM, 9, true);
	is_urange(s, 0, 8, "not equal to the upper bound lowers it");
	s = when(upto(9), MBPF_OP_JEQ64_IMM, 0, false);
	is_urange(s, 1, 9, "not equal to the lower bound raises it");
	s = when(upto(9), MBPF_OP_JNE64_IMM, 4, true);
	is_urange(s, 0, 9, "not equal to a number between says nothing");
	s = when(mbpf_scalar_srange(-1, 5), MBPF_OP_JNE64_IMM, -1, true);
	is_urange(s, 0, 5, "not equal to an error number leaves what is not negative");
	a = upto(20);
	b = mbpf_scalar_urange(5, 30);
	ok(mbpf_scalar_branch(MBPF_OP_JEQ64_REG, true, &a, &b) && mbpf_scalar_is_equal(&a, &b) &&
	   a.r64.umin == 5 && a.r64.umax == 20, "equal numbers are in both ranges");
	a = unknown();
	b = upto(10);
	ok(mbpf_scalar_branch(MBPF_OP_JLT64_REG, true, &a, &b) && a.r64.umax == 9 &&
	   b.r64.umin == 1, "x < y bounds both x and y");
	a = mbpf_scalar_urange(5, 6);
	b = mbpf_scalar_urange(5, 6);
	ok(mbpf_scalar_branch(MBPF_OP_JGT64_REG, true, &a, &b) && a.bits.value == 6 &&
	   b.bits.value == 5, "of two numbers, the larger is one and the smaller the other");
	ok(mbpf_scalar_is_const(&a) && mbpf_scalar_is_const(&b), "and both are constants");
	s = when(unknown(), MBPF_OP_JSET64_IMM, 7, false);
	is_u64(s.bits.mask, ~7ULL, "a number without its low bits is aligned");
	s = when(unknown(), MBPF_OP_JSET64_IMM, 64, true);
	is_u64(s.bits.value, 64, "a tested bit is known to be set");
	s = when(unknown(), MBPF_OP_JSET64_IMM, -1, false);
	is_number(s, 0, "a number without any bit is 0");
	ok(is_possible(unknown(), MBPF_OP_JEQ64_REG, unknown(), false) &&
	   is_possible(unknown(), MBPF_OP_JEQ64_REG, unknown(), true),
	   "of unknown numbers nothing is decided");
	ok(mbpf_scalar_branch(MBPF_OP_EXIT, true, &a, &b), "what is no comparison decides nothing");
}

/* The numbers of @s whose low half is 3 to 9. */
static struct mbpf_scalar with_low(struct mbpf_scalar s)
{
	struct mbpf_scalar low = low_half(3, 9);

	if (!mbpf_scalar_intersect(&s, &s, &low))
		ok(false, "there are such numbers");
	return s;
}

static void test_sync_of_halves(void)
{
	struct mbpf_scalar s, low = low_half(3, 9);

	is_urange(with_low(mbpf_scalar_urange(0x10000000a, 0x400000002)), 0x200000003, 0x300000009,
		  "bounds move to numbers that have such low halves");
	is_urange(with_low(mbpf_scalar_urange(0x100000005, 0x400000006)), 0x100000005, 0x400000006,
		  "bounds that have such low halves stay");
	s = mbpf_scalar_urange(0xffffffff0000000a, U64_MAX);
	ok(!mbpf_scalar_intersect(&s, &s, &low), "above the last such number there is none");
	s = upto(2);
	ok(!mbpf_scalar_intersect(&s, &s, &low), "below the first one neither");
	s = mbpf_scalar_srange(-10, 10);
	is_srange(when(s, MBPF_OP_JSLT32_IMM, -3, true), -10, -4,
		  "a negative low half of a small number is negative");
	is_srange(when(s, MBPF_OP_JSGT32_IMM, -3, true), -2, 10,
		  "one on both sides of 0 bounds the number on both sides");
}

static void test_sync(void)
{
	struct mbpf_scalar s;

	s = mbpf_scalar_urange(5, 5);
	is_number(s, 5, "a range of one number is a constant");
	s = mbpf_scalar_srange(-7, -7);
	is_number(s, -7, "a signed one too");
	s = mbpf_scalar_urange(3, 9);
	ok(s.bits.mask == 15 && s.r32.umin == 3 && s.r32.smax == 9 && s.r64.smin == 3,
	   "a small range is known in every description");
	s = mbpf_scalar_srange(-5, 10);
	ok(s.r32.smin == -5 && s.r32.smax == 10 && s.r64.umax == U64_MAX,
	   "a small signed range is known in the low half");
	s = mbpf_scalar_srange(0, 10);
	is_urange(s, 0, 10, "a signed range without sign is an unsigned range");
	s = mbpf_scalar_urange(0x100000005, 0x100000009);
	ok(s.r32.umin == 5 && s.r32.umax == 9, "a common high half leaves the low half's range");
	test_sync_of_halves();
	s = unknown();
	ok(mbpf_scalar_is_unknown(&s) && mbpf_scalar_has(&s, U64_MAX), "unknown holds everything");
	s = upto(U64_MAX);
	ok(mbpf_scalar_is_unknown(&s), "the full range is unknown");
}

static void is_printed(struct mbpf_scalar s, const char *want)
{
	char text[200];
	int length = mbpf_scalar_print(text, sizeof(text), &s);

	is_str(text, want, "prints as \"%s\"", want);
	is_int(length, strlen(want), "and says how long that is");
}

static void test_print(void)
{
	struct mbpf_scalar s = upto(255);
	char text[8];

	is_printed(num(5), "=5");
	is_printed(num(-1), "=-1");
	is_printed(num(0xffff0000), "=0xffff0000");
	is_printed(unknown(), "");
	is_printed(upto(255), "(umax=255,var_off=(0x0; 0xff))");
	is_printed(mbpf_scalar_srange(-4, 10), "(smin=-4,smax=10)");
	is_printed(low_half(0, 7), "(var_off=(0x0; 0xffffffff00000007))");
	is_printed(low_half(3, 9), "(var_off=(0x0; 0xffffffff0000000f),u32_min=3,u32_max=9)");
	is_int(mbpf_scalar_print(text, sizeof(text), &s), 30,
	       "a short buffer gets the whole length");
	is_str(text, "(umax=2", "and as much as fits");
	is_int(mbpf_scalar_print(text, 0, &s), 30, "no buffer gets the length alone");
}

int main(void)
{
	test_headers();
	test_casts();
	test_arithmetic();
	test_shifts_and_bits();
	test_branches();
	test_sync();
	test_print();
	return done_testing();
}
