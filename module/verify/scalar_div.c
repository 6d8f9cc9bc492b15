// SPDX-License-Identifier: GPL-2.0
/*
 * Division and modulo of sets of numbers.
 *
 * Why apart: a divisor of zero has a meaning of its own (x / 0 is 0, x % 0 is
 * x), so has INT_MIN / -1 (INT_MIN, remainder 0), and C's operators may meet
 * neither.  Whether a divisor may be zero must be read off the operand that
 * the instruction uses: a 32-bit one comes here already cut.
 *
 * How: a quotient is monotonic in both operands as long as neither changes its
 * sign, so its bounds are found at the bounds of the operands; where zero is
 * among the divisors, its result is joined to the others'.  Bits are learnt
 * from ranges alone.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include "verify/scalar_ops.h"

/* May the divisor be zero? */
static bool may_be_zero(const struct mbpf_scalar *s)
{
	return mbpf_scalar_has(s, 0);
}

static bool is_zero(const struct mbpf_scalar *s)
{
	return mbpf_scalar_is_const(s) && !s->bits.value;
}

/* Neither has negative numbers: signed and unsigned are the same. */
static bool are_nonnegative(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return a->r64.smin >= 0 && b->r64.smin >= 0;
}

/*
 * The largest divisor; at least 1, whatever the operand's bounds: no operand,
 * not even one that is empty unnoticed, may make the verifier divide by 0.
 */
static u64 largest_divisor(const struct mbpf_scalar *b)
{
	return max_t(u64, b->r64.umax, 1);
}

struct mbpf_scalar mbpf_scalar_div(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	u64 least = max_t(u64, b->r64.umin, 1);
	u64 lo;

	if (is_zero(b))
		return mbpf_scalar_const(0);
	lo = may_be_zero(b) ? 0 : div64_u64(a->r64.umin, largest_divisor(b));
	return mbpf_scalar_urange(lo, div64_u64(a->r64.umax, least));
}

/* x % y where y is at least 1: it is below y, and not above x. */
static struct mbpf_scalar mod_nonzero(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	u64 by = largest_divisor(b), turns;

	/* When all x lie between the same two multiples, their order remains. */
	if (mbpf_scalar_is_const(b)) {
		turns = div64_u64(a->r64.umin, by) * by;
		if (a->r64.umax - turns < by)
			return mbpf_scalar_urange(a->r64.umin - turns, a->r64.umax - turns);
	}
	return mbpf_scalar_urange(0, min(a->r64.umax, by - 1));
}

struct mbpf_scalar mbpf_scalar_mod(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	struct mbpf_scalar power, r;

	if (is_zero(b) || a->r64.umax < b->r64.umin)
		return *a;
	if (mbpf_scalar_is_const(b) && !(b->bits.value & (b->bits.value - 1))) {
		power = mbpf_scalar_const(b->bits.value - 1);
		return mbpf_scalar_and(a, &power);
	}
	r = mod_nonzero(a, b);
	return may_be_zero(b) ? mbpf_scalar_join(&r, a) : r;
}

/* x / y in C's way, rounding towards 0; INT_MIN / -1 as the machine has it. */
static s64 quotient(s64 x, s64 y)
{
	return y == -1 ? (s64)-(u64)x : div64_s64(x, y);
}

/*
 * All x / y for divisors in @lo..@hi, which are all of one sign.  For one y it
 * rises (or falls) with x throughout; for one x, with y: so the extremes are at
 * the corners.  Only INT_MIN / -1 breaks that.
 */
static struct mbpf_scalar sdiv_by(const struct mbpf_scalar *a, s64 lo, s64 hi)
{
	s64 smin = a->r64.smin, smax = a->r64.smax;
	s64 corner[4];

	if (smin == S64_MIN && hi == -1 && (smax != smin || lo != hi))
		return mbpf_scalar_unknown();
	corner[0] = quotient(smin, lo);
	corner[1] = quotient(smin, hi);
	corner[2] = quotient(smax, lo);
	corner[3] = quotient(smax, hi);
	return mbpf_scalar_srange(min(min(corner[0], corner[1]), min(corner[2], corner[3])),
				  max(max(corner[0], corner[1]), max(corner[2], corner[3])));
}

struct mbpf_scalar mbpf_scalar_sdiv(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	struct mbpf_scalar part[3], r;
	int i, nr = 0;

	if (are_nonnegative(a, b))
		return mbpf_scalar_div(a, b);
	if (may_be_zero(b))
		part[nr++] = mbpf_scalar_const(0);
	if (b->r64.smin < 0)
		part[nr++] = sdiv_by(a, b->r64.smin, min_t(s64, b->r64.smax, -1));
	if (b->r64.smax > 0)
		part[nr++] = sdiv_by(a, max_t(s64, b->r64.smin, 1), b->r64.smax);
	if (!nr)
		return mbpf_scalar_unknown();
	r = part[0];
	for (i = 1; i < nr; i++)
		r = mbpf_scalar_join(&r, &part[i]);
	return r;
}

/* |x|, also of INT_MIN. */
static u64 magnitude(s64 x)
{
	return x < 0 ? -(u64)x : x;
}

static u64 largest_magnitude(const struct mbpf_scalar *s)
{
	return max(magnitude(s->r64.smin), magnitude(s->r64.smax));
}

static u64 least_magnitude(const struct mbpf_scalar *s)
{
	if (s->r64.smin <= 0 && s->r64.smax >= 0)
		return 0;
	return min(magnitude(s->r64.smin), magnitude(s->r64.smax));
}

/* The remainder has the sign of x; it is not larger than x, and smaller than y. */
struct mbpf_scalar mbpf_scalar_smod(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	s64 x = a->r64.smin, y = b->r64.smin;
	struct mbpf_scalar r;
	s64 limit;

	if (is_zero(b) || largest_magnitude(a) < least_magnitude(b))
		return *a;
	if (are_nonnegative(a, b))
		return mbpf_scalar_mod(a, b);
	if (mbpf_scalar_is_const(a) && mbpf_scalar_is_const(b))
		return mbpf_scalar_const(x - (u64)quotient(x, y) * y);
	limit = max_t(u64, largest_magnitude(b), 1) - 1;
	r = mbpf_scalar_srange(x < 0 ? max(x, -limit) : 0,
			       a->r64.smax > 0 ? min(a->r64.smax, limit) : 0);
	return may_be_zero(b) ? mbpf_scalar_join(&r, a) : r;
}
