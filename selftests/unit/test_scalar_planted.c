// SPDX-License-Identifier: GPL-2.0
/*
 * Is test_scalar_exhaustive.c worth anything?  Operators are planted here with
 * mistakes that were once made in verifiers, each in one row: the same trials
 * must find every one.
 */
#include "test_scalar_try.h"

static struct mbpf_scalar mov_without_cut(enum mbpf_op op, const struct mbpf_scalar *a,
					  const struct mbpf_scalar *b)
{
	return op == MBPF_OP_MOV32_IMM ? *b : mbpf_scalar_alu(op, a, b);
}

static struct mbpf_scalar add_without_cut(enum mbpf_op op, const struct mbpf_scalar *a,
					  const struct mbpf_scalar *b)
{
	return mbpf_scalar_alu(op == MBPF_OP_ADD32_REG ? MBPF_OP_ADD64_REG : op, a, b);
}

static struct mbpf_scalar rsh_with_signed_bounds(enum mbpf_op op, const struct mbpf_scalar *a,
						 const struct mbpf_scalar *b)
{
	struct mbpf_scalar r = mbpf_scalar_alu(op, a, b);

	if (op == MBPF_OP_RSH64_REG && a->r64.smin < 0 && a->r64.smax < r.r64.smax) {
		r.r64.smin = a->r64.smin;
		r.r64.smax = a->r64.smax;
	}
	return r;
}

static struct mbpf_scalar rsh_on_whole(enum mbpf_op op, const struct mbpf_scalar *a,
				       const struct mbpf_scalar *b)
{
	struct mbpf_scalar r;

	if (op != MBPF_OP_RSH32_REG)
		return mbpf_scalar_alu(op, a, b);
	r = mbpf_scalar_alu(MBPF_OP_RSH64_REG, a, b);
	return mbpf_scalar_low32(&r);
}

static struct mbpf_scalar div_by_whole(enum mbpf_op op, const struct mbpf_scalar *a,
				       const struct mbpf_scalar *b)
{
	struct mbpf_scalar x = mbpf_scalar_low32(a), r;

	if (op != MBPF_OP_DIV32_REG || mbpf_scalar_has(b, 0))
		return mbpf_scalar_alu(op, a, b);
	r = mbpf_scalar_alu(MBPF_OP_DIV64_REG, &x, b);
	return mbpf_scalar_low32(&r);
}

static struct mbpf_scalar or_with_whole_bounds(enum mbpf_op op, const struct mbpf_scalar *a,
					       const struct mbpf_scalar *b)
{
	struct mbpf_scalar r = mbpf_scalar_alu(op, a, b);

	if (op == MBPF_OP_OR32_REG)
		r.r32.umin = max_t(u32, r.r32.umin, min_t(u64, a->r64.umin, r.r32.umax));
	return r;
}

static struct mbpf_scalar low_half_of_bounds(enum mbpf_op op, const struct mbpf_scalar *a,
					     const struct mbpf_scalar *b)
{
	u32 lo = b->r64.umin, hi = b->r64.umax;

	if (op == MBPF_OP_MOV32_REG && lo < hi)
		return mbpf_scalar_urange(lo, hi);
	return mbpf_scalar_alu(op, a, b);
}

static struct mbpf_scalar smod_like_mod(enum mbpf_op op, const struct mbpf_scalar *a,
					const struct mbpf_scalar *b)
{
	return mbpf_scalar_alu(op == MBPF_OP_SMOD64_REG ? MBPF_OP_MOD64_REG : op, a, b);
}

static struct mbpf_scalar sub_upside_down(enum mbpf_op op, const struct mbpf_scalar *a,
					  const struct mbpf_scalar *b)
{
	struct mbpf_scalar r = mbpf_scalar_alu(op, a, b);

	if (op == MBPF_OP_SUB64_REG && r.r64.umin != r.r64.umax)
		swap(r.r64.umin, r.r64.umax);
	return r;
}

static bool jump32_on_whole(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
			    struct mbpf_scalar *b)
{
	return mbpf_scalar_branch(op == MBPF_OP_JLT32_REG ? MBPF_OP_JLT64_REG : op, taken, a, b);
}

static bool jset_means_all(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
			   struct mbpf_scalar *b)
{
	if (!mbpf_scalar_branch(op, taken, a, b))
		return false;
	if (op == MBPF_OP_JSET64_REG && taken && mbpf_scalar_is_const(b)) {
		a->bits.value |= b->bits.value;
		a->bits.mask &= ~b->bits.value;
	}
	return true;
}

static bool jgt_off_by_one(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
			   struct mbpf_scalar *b)
{
	return mbpf_scalar_branch(op == MBPF_OP_JGT64_REG && !taken ? MBPF_OP_JGE64_REG : op,
				  taken, a, b);
}

static bool equal_refines_one_shared(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
				     struct mbpf_scalar *b)
{
	struct mbpf_scalar na = *a, nb = *b;

	/* The other way's knowledge stays in a register that both ways share. */
	if (op == MBPF_OP_JEQ64_REG && !taken && mbpf_scalar_branch(op, true, &na, &nb))
		*a = na;
	return mbpf_scalar_branch(op, taken, a, b);
}

static bool never_jumps(enum mbpf_op op, bool taken, struct mbpf_scalar *a, struct mbpf_scalar *b)
{
	return (op == MBPF_OP_JSGE32_IMM && taken) ? false : mbpf_scalar_branch(op, taken, a, b);
}

static void test_planted(void)
{
	static const struct {
		const char *what;
		enum mbpf_op op;
		struct domain domain;
	} planted[] = {
		{ "a 32-bit move of an immediate that extends its sign", MBPF_OP_MOV32_IMM,
		  { .alu = mov_without_cut } },
		{ "a 32-bit sum that is not cut to 32 bits", MBPF_OP_ADD32_REG,
		  { .alu = add_without_cut } },
		{ "signed bounds kept over a shift to the right", MBPF_OP_RSH64_REG,
		  { .alu = rsh_with_signed_bounds } },
		{ "a 32-bit shift to the right of all 64 bits", MBPF_OP_RSH32_REG,
		  { .alu = rsh_on_whole } },
		{ "a 32-bit divisor that is zero only when all 64 bits are", MBPF_OP_DIV32_REG,
		  { .alu = div_by_whole } },
		{ "64-bit bounds used for a 32-bit or", MBPF_OP_OR32_REG,
		  { .alu = or_with_whole_bounds } },
		{ "64-bit bounds cut to 32 bits though the high halves differ", MBPF_OP_MOV32_REG,
		  { .alu = low_half_of_bounds } },
		{ "a signed modulo computed unsigned", MBPF_OP_SMOD64_REG,
		  { .alu = smod_like_mod } },
		{ "a range that is upside down", MBPF_OP_SUB64_REG,
		  { .alu = sub_upside_down } },
		{ "a 32-bit comparison that teaches all 64 bits", MBPF_OP_JLT32_REG,
		  { .branch = jump32_on_whole } },
		{ "a bit test that is taken to set all bits", MBPF_OP_JSET64_REG,
		  { .branch = jset_means_all } },
		{ "a bound that is one too narrow", MBPF_OP_JGT64_REG,
		  { .branch = jgt_off_by_one } },
		{ "one way of a branch that learns from the other", MBPF_OP_JEQ64_REG,
		  { .branch = equal_refines_one_shared } },
		{ "a branch declared impossible that is not", MBPF_OP_JSGE32_IMM,
		  { .branch = never_jumps } },
	};
	struct domain d;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(planted); i++) {
		d = planted[i].domain;
		d.quiet = true;
		ok(!is_row_right(&d, planted[i].op), "this test finds %s", planted[i].what);
	}
}

int main(void)
{
	make_windows();
	test_planted();
	return done_testing();
}
