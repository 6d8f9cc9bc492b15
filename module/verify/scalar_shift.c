// SPDX-License-Identifier: GPL-2.0
/*
 * Shifts of sets of numbers by sets of counts.
 *
 * Why apart: a count is not a number like the other operand; most are
 * constants, for which bits shift exactly, and a shift to the left is then a
 * multiplication for the ranges.
 *
 * Counts have been masked by the caller: they lie in [0, 63].  (The bounds are
 * masked again here, because those of an operand that nobody noticed to be
 * empty may be anything, and C does not define longer shifts.)
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include "verify/scalar_ops.h"

static u32 least_count(const struct mbpf_scalar *counts)
{
	return counts->r64.umin & 63;
}

static u32 most_count(const struct mbpf_scalar *counts)
{
	return counts->r64.umax & 63;
}

static struct mbpf_scalar lsh_const(const struct mbpf_scalar *a, u32 count)
{
	struct mbpf_scalar power = mbpf_scalar_const(1ULL << count);

	return mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_lsh(a->bits, count),
		.r64 = mbpf_range64_mul(&a->r64, &power.r64),
		.r32 = mbpf_range32_mul(&a->r32, &power.r32),
	});
}

/*
 * From 32 places on, only the low half matters: what is known of it, as an
 * unsigned or as a signed number, serves for the whole.  ("r1 <<= 32" and
 * "r1 s>>= 32" is how a compiler extends a sign.)
 */
static struct mbpf_scalar lsh_low_half(const struct mbpf_scalar *a, u32 count)
{
	struct mbpf_scalar zext = mbpf_scalar_zext(a, 4);
	struct mbpf_scalar sext = mbpf_scalar_sext(a, 4);

	zext = lsh_const(&zext, count);
	sext = lsh_const(&sext, count);
	return mbpf_scalar_narrowed(&zext, &sext);
}

/* 1 << y, for all counts y in @counts. */
static struct mbpf_scalar powers(const struct mbpf_scalar *counts)
{
	u64 least = 1ULL << least_count(counts);
	u64 most = 1ULL << most_count(counts);
	struct mbpf_scalar s = mbpf_scalar_urange(least, most);

	s.bits.mask &= -least;
	return mbpf_scalar_settle(s);
}

struct mbpf_scalar mbpf_scalar_lsh(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	struct mbpf_scalar power;

	if (mbpf_scalar_is_const(b))
		return least_count(b) < 32 ? lsh_const(a, least_count(b)) :
					     lsh_low_half(a, least_count(b));
	power = powers(b);
	return mbpf_scalar_mul(a, &power);
}

struct mbpf_scalar mbpf_scalar_rsh(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	struct mbpf_scalar r = mbpf_scalar_urange(a->r64.umin >> most_count(b),
						  a->r64.umax >> least_count(b));

	if (!mbpf_scalar_is_const(b))
		return r;
	r.bits = mbpf_tnum_rsh(a->bits, least_count(b));
	return mbpf_scalar_settle(r);
}

struct mbpf_scalar mbpf_scalar_arsh(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	/* A longer shift moves both signs towards 0 (or -1). */
	u32 least = least_count(b), most = most_count(b);
	s64 smin = a->r64.smin, smax = a->r64.smax;
	struct mbpf_scalar r = mbpf_scalar_srange(smin >> (smin < 0 ? least : most),
						  smax >> (smax < 0 ? most : least));

	if (!mbpf_scalar_is_const(b))
		return r;
	r.bits = mbpf_tnum_arsh(a->bits, least);
	return mbpf_scalar_settle(r);
}
