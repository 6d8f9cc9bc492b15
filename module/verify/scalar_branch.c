// SPDX-License-Identifier: GPL-2.0
/*
 * What a comparison teaches about its operands.
 *
 * Why: "if (data + 14 > data_end) return" and "if (i < 10)" are how programs
 * prove themselves safe.  Both ways out of a branch teach; a way on which no
 * values are left cannot be taken.
 *
 * Every row, taken or not, is one of eight relations, perhaps with its operands
 * exchanged: "not a > b" is "a <= b", "a >= b" is "b <= a".  A relation is
 * learnt by the descriptions of the width compared; sync tells the others, and
 * finds out when nothing is left.  A 32-bit comparison so teaches the low
 * halves only, and the whole as far as the high half is known.
 *
 * What it does not do: pointers; two operands that are the same register.
 */
#include <linux/kernel.h>
#include "core/insn.h"
#include "verify/scalar_ops.h"

enum relation {
	UNRELATED,
	EQUAL, DIFFERENT,
	LESS, LESS_OR_EQUAL,
	SIGNED_LESS, SIGNED_LESS_OR_EQUAL,
	COMMON_BITS, NO_COMMON_BITS,
};

/**
 * struct outcome - what holds on one way out of a branch
 * @relation: between a and b
 * @exchanged: or between b and a
 */
struct outcome {
	enum relation relation;
	bool exchanged;
};

#define CONDITION(code) ((code) >> 4)

/* By condition: when it does not jump, and when it does. */
static const struct outcome outcomes[16][2] = {
	[CONDITION(BPF_JEQ)]  = { { DIFFERENT }, { EQUAL } },
	[CONDITION(BPF_JNE)]  = { { EQUAL }, { DIFFERENT } },
	[CONDITION(BPF_JGT)]  = { { LESS_OR_EQUAL }, { LESS, true } },
	[CONDITION(BPF_JGE)]  = { { LESS }, { LESS_OR_EQUAL, true } },
	[CONDITION(BPF_JLT)]  = { { LESS_OR_EQUAL, true }, { LESS } },
	[CONDITION(BPF_JLE)]  = { { LESS, true }, { LESS_OR_EQUAL } },
	[CONDITION(BPF_JSGT)] = { { SIGNED_LESS_OR_EQUAL }, { SIGNED_LESS, true } },
	[CONDITION(BPF_JSGE)] = { { SIGNED_LESS }, { SIGNED_LESS_OR_EQUAL, true } },
	[CONDITION(BPF_JSLT)] = { { SIGNED_LESS_OR_EQUAL, true }, { SIGNED_LESS } },
	[CONDITION(BPF_JSLE)] = { { SIGNED_LESS, true }, { SIGNED_LESS_OR_EQUAL } },
	[CONDITION(BPF_JSET)] = { { NO_COMMON_BITS }, { COMMON_BITS } },
};

/* All numbers that compare as those of @s do: any high half, in 32 bits. */
static struct mbpf_scalar compared(const struct mbpf_scalar *s, bool is_32)
{
	struct mbpf_scalar r = *s;

	if (is_32) {
		r.bits = mbpf_tnum_low(s->bits, 32);
		r.bits.mask |= ~0ULL << 32;
		r.r64 = mbpf_range64_unknown();
	}
	return r;
}

static bool learn_equal(struct mbpf_scalar *a, struct mbpf_scalar *b, bool is_32)
{
	struct mbpf_scalar x = compared(a, is_32), y = compared(b, is_32);

	return mbpf_scalar_intersect(a, a, &y) && mbpf_scalar_intersect(b, b, &x);
}

/* @s is not equal to @other: that helps where there is only one other. */
static bool exclude(struct mbpf_scalar *s, const struct mbpf_scalar *other, bool is_32)
{
	struct mbpf_tnum only = mbpf_tnum_low(other->bits, is_32 ? 32 : 64);

	if (!mbpf_tnum_is_const(only))
		return true;
	return is_32 ? mbpf_range32_exclude(&s->r32, only.value) :
		       mbpf_range64_exclude(&s->r64, only.value);
}

static bool learn_different(struct mbpf_scalar *a, struct mbpf_scalar *b, bool is_32)
{
	return exclude(a, b, is_32) && exclude(b, a, is_32);
}

static bool learn_less(struct mbpf_scalar *a, struct mbpf_scalar *b, bool is_32,
		       enum mbpf_order order, bool strict)
{
	return is_32 ? mbpf_range32_learn_less(&a->r32, &b->r32, order, strict) :
		       mbpf_range64_learn_less(&a->r64, &b->r64, order, strict);
}

/* One of the bits @maybe is set: if it is the only one, we know which. */
static void learn_some_bit(struct mbpf_scalar *s, u64 maybe, bool is_32)
{
	u64 lowest = maybe & -maybe;

	if (maybe == lowest) {
		s->bits.value |= maybe;
		s->bits.mask &= ~maybe;
	}
	if (is_32)
		s->r32.umin = max(s->r32.umin, (u32)lowest);
	else
		s->r64.umin = max(s->r64.umin, lowest);
}

static bool learn_common_bits(struct mbpf_scalar *a, struct mbpf_scalar *b, bool is_32)
{
	u64 maybe = mbpf_tnum_max(a->bits) & mbpf_tnum_max(b->bits);

	if (is_32)
		maybe &= U32_MAX;
	if (!maybe)
		return false;
	learn_some_bit(a, maybe, is_32);
	learn_some_bit(b, maybe, is_32);
	return true;
}

static bool learn_no_common_bits(struct mbpf_scalar *a, struct mbpf_scalar *b, bool is_32)
{
	u64 width = is_32 ? U32_MAX : U64_MAX;

	if (a->bits.value & b->bits.value & width)
		return false;
	a->bits.mask &= ~(b->bits.value & width);
	b->bits.mask &= ~(a->bits.value & width);
	return true;
}

static bool learn(enum relation relation, struct mbpf_scalar *a, struct mbpf_scalar *b,
		  bool is_32)
{
	switch (relation) {
	case EQUAL:
		return learn_equal(a, b, is_32);
	case DIFFERENT:
		return learn_different(a, b, is_32);
	case LESS:
		return learn_less(a, b, is_32, MBPF_ORDER_UNSIGNED, true);
	case LESS_OR_EQUAL:
		return learn_less(a, b, is_32, MBPF_ORDER_UNSIGNED, false);
	case SIGNED_LESS:
		return learn_less(a, b, is_32, MBPF_ORDER_SIGNED, true);
	case SIGNED_LESS_OR_EQUAL:
		return learn_less(a, b, is_32, MBPF_ORDER_SIGNED, false);
	case COMMON_BITS:
		return learn_common_bits(a, b, is_32);
	case NO_COMMON_BITS:
		return learn_no_common_bits(a, b, is_32);
	default:
		return true;
	}
}

bool mbpf_scalar_branch(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
			struct mbpf_scalar *b)
{
	const struct outcome *outcome;

	if (!mbpf_op_is_cond_jump(op))
		return true;
	outcome = &outcomes[CONDITION(BPF_OP(mbpf_op_row(op)->code))][taken];
	if (outcome->exchanged)
		swap(a, b);
	return learn(outcome->relation, a, b, mbpf_op_is_jmp32(op)) &&
	       mbpf_scalar_sync(a) && mbpf_scalar_sync(b);
}
