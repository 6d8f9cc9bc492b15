// SPDX-License-Identifier: GPL-2.0
/*
 * Sets of numbers: making them, asking them, and their algebra.
 *
 * Why: it is all the verifier knows about a number.  A scalar describes a set
 * five ways at once (see verify/scalar.h); each way alone is too wide, and
 * what is in the set is in all five.  So two sets are intersected, joined and
 * compared way by way, and that is right without looking at how the ways
 * relate; scalar_sync.c then makes each as narrow as the others allow.
 *
 * What it does not do: arithmetic (scalar_alu.c and its helpers), branches
 * (scalar_branch.c).
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include "verify/scalar_ops.h"

/* Every field takes part in is_equal and is_subset below: a new one must too. */
static_assert(sizeof(struct mbpf_scalar) == 64);

struct mbpf_scalar mbpf_scalar_unknown(void)
{
	return (struct mbpf_scalar){
		.bits = mbpf_tnum_unknown(),
		.r64 = mbpf_range64_unknown(),
		.r32 = mbpf_range32_unknown(),
	};
}

struct mbpf_scalar mbpf_scalar_const(u64 value)
{
	return (struct mbpf_scalar){
		.bits = mbpf_tnum_const(value),
		.r64 = mbpf_range64_const(value),
		.r32 = mbpf_range32_const(value),
	};
}

struct mbpf_scalar mbpf_scalar_from_bits(struct mbpf_tnum bits)
{
	struct mbpf_scalar s = mbpf_scalar_unknown();

	s.bits = bits;
	return mbpf_scalar_settle(s);
}

struct mbpf_scalar mbpf_scalar_urange(u64 min, u64 max)
{
	struct mbpf_scalar s = mbpf_scalar_unknown();

	s.r64.umin = min;
	s.r64.umax = max;
	return mbpf_scalar_settle(s);
}

struct mbpf_scalar mbpf_scalar_srange(s64 min, s64 max)
{
	struct mbpf_scalar s = mbpf_scalar_unknown();

	s.r64.smin = min;
	s.r64.smax = max;
	return mbpf_scalar_settle(s);
}

bool mbpf_scalar_is_const(const struct mbpf_scalar *s)
{
	return mbpf_tnum_is_const(s->bits);
}

bool mbpf_scalar_is_unknown(const struct mbpf_scalar *s)
{
	struct mbpf_scalar unknown = mbpf_scalar_unknown();

	return mbpf_scalar_is_equal(s, &unknown);
}

bool mbpf_scalar_has(const struct mbpf_scalar *s, u64 value)
{
	return mbpf_tnum_has(s->bits, value) &&
	       mbpf_range64_has(&s->r64, value) &&
	       mbpf_range32_has(&s->r32, (u32)value);
}

bool mbpf_scalar_is_subset(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_tnum_is_subset(a->bits, b->bits) &&
	       mbpf_range64_is_subset(&a->r64, &b->r64) &&
	       mbpf_range32_is_subset(&a->r32, &b->r32);
}

bool mbpf_scalar_is_equal(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_tnum_is_equal(a->bits, b->bits) &&
	       mbpf_range64_is_equal(&a->r64, &b->r64) &&
	       mbpf_range32_is_equal(&a->r32, &b->r32);
}

bool mbpf_scalar_intersect(struct mbpf_scalar *out, const struct mbpf_scalar *a,
			   const struct mbpf_scalar *b)
{
	struct mbpf_scalar s = *a;

	if (!mbpf_tnum_intersect(&s.bits, a->bits, b->bits))
		return false;
	mbpf_range64_intersect(&s.r64, &b->r64);
	mbpf_range32_intersect(&s.r32, &b->r32);
	if (!mbpf_scalar_sync(&s))
		return false;
	*out = s;
	return true;
}

struct mbpf_scalar mbpf_scalar_narrowed(const struct mbpf_scalar *a,
					const struct mbpf_scalar *b)
{
	struct mbpf_scalar s;

	return mbpf_scalar_intersect(&s, a, b) ? s : mbpf_scalar_unknown();
}

/*
 * Not synced: each bound is one of a number of @a or @b, which meets the
 * other descriptions too, so there is next to nothing to learn; and @a and
 * @b stay subsets of it description by description, which pruning relies on.
 */
struct mbpf_scalar mbpf_scalar_join(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return (struct mbpf_scalar){
		.bits = mbpf_tnum_join(a->bits, b->bits),
		.r64 = mbpf_range64_join(&a->r64, &b->r64),
		.r32 = mbpf_range32_join(&a->r32, &b->r32),
	};
}
