// SPDX-License-Identifier: GPL-2.0
/*
 * How the five descriptions of one set of numbers learn from each other.
 *
 * Why: "r1 &= 15" is said in bits, "r1 < 10" in a range, and the next
 * instruction may ask either.  Each operation teaches those descriptions that
 * it can say something about; this brings the others up to it.
 *
 * A round:
 *
 *	64-bit arcs ----> low half's range        an arc shorter than 2^32 keeps
 *	                       |                  its order when cut to 32 bits
 *	            low bits --+--> halves        bounds move inwards to numbers
 *	                             |            that have such bits
 *	     all bits, low half -----+--> halves of the 64-bit range
 *	                                    |
 *	     bits <-------------------------+     leading bits that all numbers
 *	                                          of an interval share
 *
 * Every arrow only drops numbers that the description at its tail excludes, so
 * a round is sound whatever it starts from, and one may stop after any.  Bounds
 * only move inwards; a few rounds reach the end in practice, and MAX_ROUNDS
 * keeps the cost small.
 *
 * What it does not do: repair.  When an interval runs out of numbers the set
 * is empty, which the caller is told.
 */
#include <linux/kernel.h>
#include "verify/scalar_ops.h"

#define MAX_ROUNDS 4

#define HIGH_HALF (~0ULL << 32)

/* Move both bounds inwards to numbers with these bits. */
static void interval_learn_bits(struct mbpf_interval *i, struct mbpf_tnum bits)
{
	if (mbpf_interval_is_empty(i))
		return;
	if (!mbpf_tnum_first_from(bits, i->lo, &i->lo) ||
	    !mbpf_tnum_last_to(bits, i->hi, &i->hi))
		mbpf_interval_clear(i);
}

static void halves_learn_bits(struct mbpf_halves *h, struct mbpf_tnum bits)
{
	interval_learn_bits(&h->half[0], bits);
	interval_learn_bits(&h->half[1], bits);
}

/* The smallest number from @from whose low 32 bits are in @low. */
static bool low_first_from(const struct mbpf_halves *low, u64 from, u64 *first)
{
	bool no_plain = mbpf_interval_is_empty(&low->half[0]);
	u64 high = from & HIGH_HALF;
	int i;

	for (i = 0; i < 2; i++) {
		const struct mbpf_interval *in = &low->half[i];

		if (mbpf_interval_is_empty(in) || (u32)from > in->hi)
			continue;
		*first = high | max((u64)(u32)from, in->lo);
		return true;
	}
	if (high == HIGH_HALF)
		return false;
	*first = (high + (1ULL << 32)) | low->half[no_plain ? 1 : 0].lo;
	return true;
}

/* The largest number up to @to whose low 32 bits are in @low. */
static bool low_last_to(const struct mbpf_halves *low, u64 to, u64 *last)
{
	bool no_sign = mbpf_interval_is_empty(&low->half[1]);
	u64 high = to & HIGH_HALF;
	int i;

	for (i = 1; i >= 0; i--) {
		const struct mbpf_interval *in = &low->half[i];

		if (mbpf_interval_is_empty(in) || (u32)to < in->lo)
			continue;
		*last = high | min((u64)(u32)to, in->hi);
		return true;
	}
	if (!high)
		return false;
	*last = (high - (1ULL << 32)) | low->half[no_sign ? 0 : 1].hi;
	return true;
}

/* Move bounds inwards to numbers whose low half is in @low, which is not empty. */
static void halves_learn_low(struct mbpf_halves *h, const struct mbpf_halves *low)
{
	int i;

	for (i = 0; i < 2; i++) {
		struct mbpf_interval *in = &h->half[i];

		if (mbpf_interval_is_empty(in))
			continue;
		if (!low_first_from(low, in->lo, &in->lo) ||
		    !low_last_to(low, in->hi, &in->hi))
			mbpf_interval_clear(in);
	}
}

/* Bits that all numbers of both halves have; not both are empty. */
static struct mbpf_tnum halves_bits(const struct mbpf_halves *h)
{
	struct mbpf_tnum bits[2];
	int i;

	for (i = 0; i < 2; i++)
		bits[i] = mbpf_tnum_range(h->half[i].lo, h->half[i].hi);
	if (mbpf_interval_is_empty(&h->half[0]))
		return bits[1];
	if (mbpf_interval_is_empty(&h->half[1]))
		return bits[0];
	return mbpf_tnum_join(bits[0], bits[1]);
}

/* What both 64-bit arcs say of the low half. */
static void learn_low_arcs(struct mbpf_scalar *s)
{
	if (s->r64.umax - s->r64.umin <= U32_MAX)
		mbpf_range32_learn_arc(&s->r32, s->r64.umin, s->r64.umax);
	if ((u64)s->r64.smax - (u64)s->r64.smin <= U32_MAX)
		mbpf_range32_learn_arc(&s->r32, s->r64.smin, s->r64.smax);
}

static bool sync_round(struct mbpf_scalar *s)
{
	struct mbpf_halves low, all;
	struct mbpf_tnum low_bits;

	learn_low_arcs(s);
	low = mbpf_range32_cut(&s->r32);
	halves_learn_bits(&low, mbpf_tnum_low(s->bits, 32));
	if (!mbpf_range32_unite(&s->r32, &low))
		return false;

	all = mbpf_range64_cut(&s->r64);
	halves_learn_bits(&all, s->bits);
	halves_learn_low(&all, &low);
	if (!mbpf_range64_unite(&s->r64, &all))
		return false;

	low_bits = halves_bits(&low);
	low_bits.mask |= HIGH_HALF;
	return mbpf_tnum_intersect(&s->bits, s->bits, low_bits) &&
	       mbpf_tnum_intersect(&s->bits, s->bits, halves_bits(&all));
}

bool mbpf_scalar_sync(struct mbpf_scalar *s)
{
	struct mbpf_scalar before;
	int round;

	if (mbpf_scalar_is_unknown(s))
		return true;
	for (round = 0; round < MAX_ROUNDS && !mbpf_tnum_is_const(s->bits); round++) {
		before = *s;
		if (!sync_round(s))
			return false;
		if (mbpf_scalar_is_equal(s, &before))
			return true;
	}
	if (!mbpf_tnum_is_const(s->bits))
		return true;
	if (!mbpf_scalar_has(s, s->bits.value))
		return false;
	*s = mbpf_scalar_const(s->bits.value);
	return true;
}

struct mbpf_scalar mbpf_scalar_settle(struct mbpf_scalar s)
{
	return mbpf_scalar_sync(&s) ? s : mbpf_scalar_unknown();
}
