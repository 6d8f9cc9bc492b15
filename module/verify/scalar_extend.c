// SPDX-License-Identifier: GPL-2.0
/*
 * Keeping the low bytes of a number, and filling the rest with zeros or signs.
 *
 * Why: every narrow load, every 32-bit result and every cast in C does it.
 *
 * Bits are simple.  A range survives when the numbers that it holds lie closer
 * together than the kept bits can count: cutting off high bits then turns an
 * arc into an arc, which may or may not pass the cut of the narrower order.
 * The range of the low half has already been through that for 32 bits.
 *
 * What it does not do: swap bytes (scalar_alu.c).
 */
#include <linux/kernel.h>
#include "verify/scalar_ops.h"

/* The low @width bits of @x, with zeros or copies of their sign above. */
static u64 kept(u64 x, u32 width, bool sign)
{
	x <<= 64 - width;
	return sign ? (u64)((s64)x >> (64 - width)) : x >> (64 - width);
}

/* All numbers are on the arc @lo..@hi: what that says of what is kept of them. */
static void learn_kept_arc(struct mbpf_scalar *r, u64 lo, u64 hi, u32 width, bool sign)
{
	if (hi - lo > ~0ULL >> (64 - width))
		return;
	lo = kept(lo, width, sign);
	hi = kept(hi, width, sign);
	if (sign ? (s64)lo <= (s64)hi : lo <= hi)
		mbpf_range64_learn_arc(&r->r64, lo, hi);
}

static struct mbpf_scalar keep(const struct mbpf_scalar *s, u32 width, bool sign)
{
	struct mbpf_scalar r = mbpf_scalar_unknown();

	if (width >= 64)
		return *s;
	if (sign) {
		r.bits = mbpf_tnum_sext(s->bits, width);
		mbpf_range64_learn_arc(&r.r64, -(1ULL << (width - 1)), (1ULL << (width - 1)) - 1);
	} else {
		r.bits = mbpf_tnum_low(s->bits, width);
	}
	if (width >= 32) {
		r.r32 = s->r32;
		learn_kept_arc(&r, s->r64.umin, s->r64.umax, width, sign);
		learn_kept_arc(&r, s->r64.smin, s->r64.smax, width, sign);
	}
	if (width <= 32) {
		learn_kept_arc(&r, s->r32.umin, s->r32.umax, width, sign);
		learn_kept_arc(&r, (s64)s->r32.smin, (s64)s->r32.smax, width, sign);
	}
	return mbpf_scalar_settle(r);
}

struct mbpf_scalar mbpf_scalar_keep_low(const struct mbpf_scalar *s, u32 width)
{
	return keep(s, width, false);
}

struct mbpf_scalar mbpf_scalar_low32(const struct mbpf_scalar *s)
{
	return keep(s, 32, false);
}

struct mbpf_scalar mbpf_scalar_zext(const struct mbpf_scalar *s, u32 bytes)
{
	return keep(s, bytes * 8, false);
}

struct mbpf_scalar mbpf_scalar_sext(const struct mbpf_scalar *s, u32 bytes)
{
	return keep(s, bytes * 8, true);
}
