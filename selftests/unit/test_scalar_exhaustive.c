// SPDX-License-Identifier: GPL-2.0
/*
 * Are the operators on sets of numbers right?  One line per row of the
 * instruction table; how they are tried is test_scalar_try.h's, and whether
 * that finds anything, test_scalar_planted.c's.
 */
#include "test_scalar_try.h"

static const struct domain real = { mbpf_scalar_alu, mbpf_scalar_branch };

/* Must a row be tried?  Told from the code, not from the form that selects it. */
static bool is_on_scalars(const struct mbpf_opcode *row)
{
	switch (BPF_CLASS(row->code)) {
	case BPF_ALU:
	case BPF_ALU64:
		return true;
	case BPF_JMP:
	case BPF_JMP32:
		return BPF_OP(row->code) != BPF_JA && BPF_OP(row->code) != BPF_CALL &&
		       BPF_OP(row->code) != BPF_EXIT;
	default:
		return false;
	}
}

static void test_rows(void)
{
	int tried = 0, needed = 0;
	enum mbpf_op op;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		needed += is_on_scalars(&mbpf_opcodes[op]);
		if (!is_alu_row(op) && !is_jmp_row(op))
			continue;
		tried++;
		ok(is_row_right(&real, op), "%s on sets loses no result of its numbers",
		   mbpf_opcodes[op].name);
	}
	is_int(tried, needed, "every row of arithmetic and conditional jumps was tried");
}

/* Bounds without sense: sets that are empty, which nobody noticed. */
static struct mbpf_scalar garbage(void)
{
	u64 mask = random_number();

	return (struct mbpf_scalar){
		.bits = { random_number() & ~mask, mask },
		.r64 = { random_number(), random_number(), random_number(), random_number() },
		.r32 = { random_number(), random_number(), random_number(), random_number() },
	};
}

static void test_garbage(void)
{
	struct mbpf_scalar a, b, r;
	bool good = true;
	enum mbpf_op op;
	int i;

	for (i = 0; i < 5 * RANDOM_CASES; i++) {
		op = 1 + random_below(MBPF_NR_OPCODES - 1);
		a = garbage();
		b = random_below(2) ? garbage() : random_set(random_number());
		if (is_alu_row(op)) {
			if (mbpf_op_form(op) == MBPF_FORM_MOV_REG ||
			    mbpf_op_form(op) == MBPF_FORM_MOV_IMM)
				continue;
			r = mbpf_scalar_alu(op, &a, &b);
			good &= !(r.bits.value & r.bits.mask);
		} else if (mbpf_scalar_branch(op, i & 1, &a, &b)) {
			good &= !(a.bits.value & a.bits.mask);
		}
	}
	ok(good, "operands that are empty unnoticed do no harm");
}

/* Laws of the algebra of sets, on random sets that share a member or not. */
static void test_laws(void)
{
	bool join_holds = true, join_covers = true, meet_holds = true, subset_holds = true;
	bool equal_covers = true, meet_narrows = true, extends = true;
	struct mbpf_scalar a, b, c;
	u64 x, y;
	int i;

	for (i = 0; i < 5 * RANDOM_CASES; i++) {
		x = random_number();
		y = random_below(2) ? x : random_number();
		a = random_set(x);
		b = random_set(y);
		c = mbpf_scalar_join(&a, &b);
		join_holds &= is_well_formed(&c) && mbpf_scalar_has(&c, x) &&
			      mbpf_scalar_has(&c, y);
		join_covers &= mbpf_scalar_is_subset(&a, &c) && mbpf_scalar_is_subset(&b, &c);
		subset_holds &= !mbpf_scalar_is_subset(&a, &b) || mbpf_scalar_has(&b, x);
		equal_covers &= mbpf_scalar_is_equal(&a, &b) ==
				(mbpf_scalar_is_subset(&a, &b) && mbpf_scalar_is_subset(&b, &a));
		if (mbpf_scalar_intersect(&c, &a, &b))
			meet_narrows &= is_well_formed(&c) && mbpf_scalar_is_subset(&c, &a) &&
					mbpf_scalar_is_subset(&c, &b);
		else
			meet_holds &= x != y;
		if (x == y)
			meet_holds &= mbpf_scalar_has(&c, x);
		c = mbpf_scalar_zext(&a, 1 << (i % 4));
		extends &= mbpf_scalar_has(&c, x & (~0ULL >> (64 - (8 << (i % 4)))));
		c = mbpf_scalar_sext(&a, 1 << (i % 4));
		extends &= mbpf_scalar_has(&c, signed_of(x, 8 << (i % 4)));
		nr_cases += 6;
	}
	ok(join_holds, "a join holds the numbers of both sets");
	ok(join_covers, "both sets are subsets of their join");
	ok(subset_holds, "a number of a subset is in the larger set");
	ok(equal_covers, "sets are equal exactly when each is a subset of the other");
	ok(meet_holds, "an intersection holds the numbers that are in both sets");
	ok(meet_narrows, "an intersection is a subset of both sets");
	ok(extends, "extended sets hold the extended numbers");
}

int main(void)
{
	make_windows();
	test_rows();
	test_laws();
	test_garbage();
	ok(nr_cases >= 2000000, "at least two million cases were tried");
	diag("%llu cases, %d small sets", nr_cases, nr_windows);
	return done_testing();
}
