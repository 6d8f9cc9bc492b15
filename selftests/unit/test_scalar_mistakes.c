// SPDX-License-Identifier: GPL-2.0
/*
 * Sets of numbers: what once fooled other verifiers does not fool this one.
 *
 * Sixteen mistakes with values were made in verifiers, most of them holes that
 * could be attacked.  Each has its program here, reduced to the instructions
 * that matter.
 *
 *	 1	an immediate extended differently in two places
 *	 2	32-bit results that are not cut
 *	 3	signed bounds that outlive a shift to the right
 *	 4	32-bit shifts of 64-bit bounds
 *	 5	32-bit comparisons that teach 64 bits
 *	 6	64-bit bounds in a 32-bit or
 *	 7	32-bit bitwise operators that leave the rest unfinished
 *	 8	64-bit bounds cut to 32 bits though the high halves differ
 *	 9	signed bounds of 32-bit moves
 *	10	divisors whose low half is zero
 *	11	both ways of a branch sharing what they learn
 *	12	bits learnt, ranges left behind
 *	13	precision beyond what is proved
 *	14	empty sets repaired instead of noticed
 *	15	bounds that are off by one
 *	16	overflow checked in the wrong type
 */
#include "test_scalar.h"

static void test_mistakes_of_width(void)
{
	struct mbpf_scalar s;

	is_number(imm(MBPF_OP_MOV32_IMM, unknown(), -1), 0xffffffff,
		  "mistake 1: a 32-bit move of -1 is 0xffffffff");
	is_number(imm(MBPF_OP_MOV64_IMM, unknown(), -1), ~0ULL,
		  "mistake 1: a 64-bit move of -1 is all ones");
	is_number(imm(MBPF_OP_ADD32_IMM, num(0xffffffff), 1), 0,
		  "mistake 2: a 32-bit sum is cut to 32 bits");
	is_urange(alu(MBPF_OP_ADD32_REG, unknown(), unknown()), 0, U32_MAX,
		  "mistake 2: no 32-bit sum has a high half");
	is_number(imm(MBPF_OP_LSH32_IMM, num(0x80000001), 1), 2,
		  "mistake 2: a 32-bit shift to the left is cut to 32 bits");
	is_number(imm(MBPF_OP_MUL32_IMM, num(0x10000), 0x10000), 0,
		  "mistake 2: a 32-bit product is cut to 32 bits");

	s = imm(MBPF_OP_RSH64_IMM, mbpf_scalar_srange(-10, -1), 1);
	is_srange(s, 0x7ffffffffffffffb, S64_MAX,
		  "mistake 3: a negative number shifted to the right is large, not negative");
	s = imm(MBPF_OP_RSH64_IMM, mbpf_scalar_srange(-10, 10), 60);
	is_urange(s, 0, 15, "mistake 3: signed bounds do not outlive a shift to the right");

	s = imm(MBPF_OP_RSH32_IMM, mbpf_scalar_urange(1ULL << 32, (1ULL << 32) + 8), 1);
	is_urange(s, 0, 4, "mistake 4: a 32-bit shift to the right does not see the high half");
	is_number(imm(MBPF_OP_RSH32_IMM, num(1ULL << 32), 31), 0,
		  "mistake 4: bit 32 does not come down");

	is_number(imm(MBPF_OP_MOV32_IMM, num(5), S32_MIN), 0x80000000,
		  "mistake 9: a 32-bit move of the least number is positive in 64 bits");
	s = alu(MBPF_OP_MOV32_REG, unknown(), mbpf_scalar_srange(-2, -1));
	is_srange(s, 0xfffffffe, 0xffffffff,
		  "mistake 9: a 32-bit move of negative numbers makes them positive");
	s = alu(MBPF_OP_MOV32_REG, unknown(), mbpf_scalar_srange(-1, 1));
	is_urange(s, 0, U32_MAX,
		  "mistake 9: a 32-bit move of numbers around 0 may give the largest");
}

static void test_mistakes_of_halves(void)
{
	struct mbpf_scalar s;

	s = when(unknown(), MBPF_OP_JLT32_IMM, 10, true);
	ok(s.r64.umax > U32_MAX && s.r32.umax == 9,
	   "mistake 5: a 32-bit comparison leaves the high half unknown");
	ok(mbpf_scalar_has(&s, 0xdeadbeef00000003),
	   "mistake 5: a number with a high half passes a 32-bit comparison");
	s = when(unknown(), MBPF_OP_JEQ32_IMM, 7, true);
	ok(!mbpf_scalar_is_const(&s) && mbpf_scalar_has(&s, 0x100000007),
	   "mistake 5: equal low halves do not make a constant");
	s = when(unknown(), MBPF_OP_JSET32_IMM, 1, false);
	ok(mbpf_scalar_has(&s, ~0ULL << 32),
	   "mistake 5: a 32-bit bit test leaves the high half unknown");

	s = imm(MBPF_OP_OR32_IMM, mbpf_scalar_urange(1ULL << 32, 1ULL << 33), 0);
	is_urange(s, 0, U32_MAX, "mistake 6: a 32-bit or takes no bounds from 64 bits");
	s = imm(MBPF_OP_OR32_IMM, mbpf_scalar_urange(0x5ffffffff, 0x600000001), 0);
	ok(mbpf_scalar_has(&s, 0) && mbpf_scalar_has(&s, 1) && mbpf_scalar_has(&s, U32_MAX),
	   "mistake 6: numbers that cross a multiple of 2^32 have far apart low halves");

	s = alu(MBPF_OP_AND32_REG, mbpf_scalar_urange(1ULL << 32, 1ULL << 33), unknown());
	ok(is_well_formed(&s) && mbpf_scalar_has(&s, 0),
	   "mistake 7: a 32-bit and of operands with known high halves is cut");
	s = alu(MBPF_OP_XOR32_REG, num(0xf00000001), num(0xe00000001));
	is_number(s, 0, "mistake 7: a 32-bit xor of constants is constant and cut");
	s = alu(MBPF_OP_OR64_REG, low_half(1, 1), low_half(2, 2));
	ok(s.r32.umin == 3 && s.r32.umax == 3 && !mbpf_scalar_is_const(&s),
	   "mistake 7: low halves that are constant make a constant low half only");

	s = mbpf_scalar_urange(1, (1ULL << 32) + 1);
	ok(s.r32.umin == 0 && s.r32.umax == U32_MAX,
	   "mistake 8: bounds whose high halves differ say nothing of the low half");
	s = mbpf_scalar_urange(0xfffffffe, 0x100000001);
	ok(mbpf_scalar_has(&s, 0xffffffff) && s.r32.umin == 0 && s.r32.umax == U32_MAX,
	   "mistake 8: nor do close ones on both sides of 2^32, unsigned");
	ok(s.r32.smin == -2 && s.r32.smax == 1, "but signed they do");
}

static void test_mistakes_of_division(void)
{
	is_number(alu(MBPF_OP_DIV32_REG, num(8), num(1ULL << 32)), 0,
		  "mistake 10: a divisor whose low half is 0 divides 32 bits by 0, which is 0");
	is_number(alu(MBPF_OP_MOD32_REG, num(0x500000008), num(1ULL << 32)), 8,
		  "mistake 10: modulo it keeps the low half, zero-extended");
	is_number(alu(MBPF_OP_SMOD32_REG, num(-8), num(1ULL << 32)), (u32)-8,
		  "mistake 10: the signed one too");
	is_urange(alu(MBPF_OP_DIV32_REG, upto(100), mbpf_scalar_urange(1ULL << 32, 1ULL << 33)),
		  0, 100, "mistake 10: the quotient may be 0 when only the high half is not");
	is_number(alu(MBPF_OP_MOD64_REG, num(77), num(0)), 77,
		  "mistake 10: modulo 0 keeps the dividend");
	is_urange(alu(MBPF_OP_MOD64_REG, mbpf_scalar_urange(50, 60), upto(7)), 0, 60,
		  "mistake 10: modulo what may be 0 may keep the dividend");
	is_number(alu(MBPF_OP_SDIV64_REG, num(S64_MIN), num(-1)), S64_MIN,
		  "the least number divided by -1 is itself");
	is_number(alu(MBPF_OP_SDIV32_REG, num(0x80000000), num(-1)), 0x80000000,
		  "in 32 bits as well");
	is_number(alu(MBPF_OP_SMOD64_REG, num(S64_MIN), num(-1)), 0, "and leaves no remainder");
	is_number(alu(MBPF_OP_SMOD64_REG, num(-7), num(3)), -1,
		  "a signed remainder has the sign of the dividend");
	is_number(alu(MBPF_OP_SDIV64_REG, num(-7), num(2)), -3,
		  "a signed quotient is rounded towards 0");
}

static void test_mistakes_of_branches(void)
{
	struct mbpf_scalar a, b, yes, no;

	a = unknown();
	yes = when(a, MBPF_OP_JGT64_IMM, 10, true);
	no = when(a, MBPF_OP_JGT64_IMM, 10, false);
	is_urange(yes, 11, U64_MAX, "mistake 11: the way taken learns what holds there");
	is_urange(no, 0, 10, "mistake 11: the other way learns the opposite, not that too");
	b = upto(5);
	a = upto(9);
	ok(mbpf_scalar_branch(MBPF_OP_JGT64_REG, true, &a, &b) && a.r64.umin == 1 &&
	   b.r64.umax == 5, "mistake 11: each operand learns its own side");

	a = when(upto(7), MBPF_OP_JSET64_IMM, 4, true);
	is_urange(a, 4, 7, "mistake 12: a bit found set moves the range, too");
	a = when(upto(7), MBPF_OP_JSET64_IMM, 4, false);
	is_urange(a, 0, 3, "mistake 12: a bit found clear moves the range, too");
	a = when(upto(7), MBPF_OP_JSET64_IMM, 8 + 2, true);
	ok((a.bits.value & 2) && a.r64.umin == 2,
	   "mistake 12: of the bits tested, the only one that can be set is");
	a = when(unknown(), MBPF_OP_JSET64_IMM, 6, true);
	ok(mbpf_scalar_has(&a, 2) && mbpf_scalar_has(&a, 4) && a.r64.umin == 2,
	   "mistake 12: one of two bits may be either");

	a = alu(MBPF_OP_OR64_REG, upto(4), upto(8));
	ok(mbpf_scalar_has(&a, 12) && a.r64.umax == 15,
	   "mistake 13: an or of ranges is bounded by bits, not by the larger bound");
	a = mbpf_scalar_urange(S64_MAX, 1ULL << 63);
	ok(a.r64.smin == S64_MIN && a.r64.smax == S64_MAX && mbpf_scalar_has(&a, S64_MAX),
	   "mistake 13: a range across the sign has both signed ends");
}

static void test_mistakes_of_emptiness(void)
{
	struct mbpf_scalar a, b;

	ok(!is_possible(upto(3), MBPF_OP_JGT64_IMM, num(3), true),
	   "mistake 14: at most 3 is never above 3");
	ok(!is_possible(upto(3), MBPF_OP_JSET64_IMM, num(~3ULL), true),
	   "mistake 14: at most 3 has no bit above bit 1");
	ok(!is_possible(num(5), MBPF_OP_JNE64_IMM, num(5), true),
	   "mistake 14: a number does not differ from itself");
	ok(!is_possible(num(5), MBPF_OP_JEQ64_IMM, num(5), false),
	   "mistake 14: nor is it not equal to itself");
	ok(!is_possible(imm(MBPF_OP_AND64_IMM, unknown(), ~1), MBPF_OP_JEQ64_IMM, num(3), true),
	   "mistake 14: an even number is not 3");
	ok(!is_possible(low_half(0, 5), MBPF_OP_JGT32_IMM, num(5), true),
	   "mistake 14: a 32-bit comparison is decided by the low half");
	a = when(imm(MBPF_OP_AND64_IMM, unknown(), ~7), MBPF_OP_JGT64_IMM, 8, true);
	ok(!is_possible(a, MBPF_OP_JLT64_IMM, num(16), true),
	   "mistake 14: bits and range together leave nothing between 8 and 16");
	a = upto(3);
	b = mbpf_scalar_urange(4, 9);
	ok(!mbpf_scalar_intersect(&a, &a, &b) && a.r64.umax == 3,
	   "mistake 14: sets without a common number do not intersect");
	a = upto(0xffff);
	b = low_half(0x10000, 0x20000);
	ok(!mbpf_scalar_intersect(&a, &a, &b),
	   "mistake 14: nor do those that only differ in the low half");

	a = when(unknown(), MBPF_OP_JLT64_IMM, 8, true);
	is_urange(a, 0, 7, "mistake 15: below 8 is at most 7");
	a = when(unknown(), MBPF_OP_JLE64_IMM, 8, true);
	is_urange(a, 0, 8, "mistake 15: up to 8 includes 8");
	a = upto(5);
	is_u64(a.bits.mask, 7, "mistake 15: the bits of 0 to 5 are three, as those of 0 to 7");

	a = alu(MBPF_OP_ADD64_REG, mbpf_scalar_srange(S64_MAX - 1, S64_MAX), num(2));
	ok(a.r64.smin < 0 && a.r64.smax < 0 && a.r64.umin == (1ULL << 63),
	   "mistake 16: a signed sum that overflows turns negative");
	a = alu(MBPF_OP_ADD64_REG, upto(U64_MAX - 1), upto(2));
	is_urange(a, 0, U64_MAX, "mistake 16: an unsigned sum that may overflow is anything");
	a = alu(MBPF_OP_MUL64_REG, upto(1ULL << 32), upto(1ULL << 32));
	is_urange(a, 0, U64_MAX, "mistake 16: a product that may overflow is anything");
	a = alu(MBPF_OP_MUL64_REG, mbpf_scalar_srange(S64_MIN, 0), num(-1));
	ok(mbpf_scalar_has(&a, 1ULL << 63), "mistake 16: minus the least number is itself");
}

int main(void)
{
	test_mistakes_of_width();
	test_mistakes_of_halves();
	test_mistakes_of_division();
	test_mistakes_of_branches();
	test_mistakes_of_emptiness();
	return done_testing();
}
