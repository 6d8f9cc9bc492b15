// SPDX-License-Identifier: GPL-2.0
/*
 * Known bits: arithmetic on numbers of which some bits are unknown.
 *
 * Why: "offset & 0x3c" or "4 * x" say something about bits that no range can:
 * alignment, and which bits a mask left.
 *
 * How each operation is argued: it computes the result of the smallest
 * members, and marks as unknown every bit that another choice of the unknown
 * input bits may change.  For sums that is found by comparing the smallest
 * result with the largest: a carry into bit i grows with the inputs, so where
 * both extremes agree on the carry, all choices between them do.
 *
 * What it does not do: order.  Ranges are range.c's, and scalar_sync.c lets
 * the two learn from each other.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include "verify/tnum.h"

/* The set of results: @value where no bit of @unknown says otherwise. */
static struct mbpf_tnum tnum(u64 value, u64 unknown)
{
	return (struct mbpf_tnum){ .value = value & ~unknown, .mask = unknown };
}

/* All ones up to the highest bit that is set in @x. */
static u64 ones_below_top(u64 x)
{
	return x ? ~0ULL >> (64 - fls64(x)) : 0;
}

/*
 * mbpf_tnum_is_subset() - is every number of @a in @b?
 *
 * Exact.
 */
bool mbpf_tnum_is_subset(struct mbpf_tnum a, struct mbpf_tnum b)
{
	return !(a.mask & ~b.mask) && (a.value & ~b.mask) == b.value;
}

/*
 * mbpf_tnum_intersect() - the numbers in both
 *
 * Exact.  Return: false, with @out unchanged, when there is none.
 */
bool mbpf_tnum_intersect(struct mbpf_tnum *out, struct mbpf_tnum a, struct mbpf_tnum b)
{
	if ((a.value ^ b.value) & ~(a.mask | b.mask))
		return false;
	*out = tnum(a.value | b.value, a.mask & b.mask);
	return true;
}

/* mbpf_tnum_join() - the smallest tnum that holds all numbers of both */
struct mbpf_tnum mbpf_tnum_join(struct mbpf_tnum a, struct mbpf_tnum b)
{
	return tnum(a.value, a.mask | b.mask | (a.value ^ b.value));
}

/*
 * mbpf_tnum_range() - the smallest tnum that holds all x with @min <= x <= @max
 *
 * The leading bits that @min and @max share are shared by all between them.
 */
struct mbpf_tnum mbpf_tnum_range(u64 min, u64 max)
{
	return tnum(min, ones_below_top(min ^ max));
}

/*
 * mbpf_tnum_first_from() - the smallest number of @t that is at least @from
 *
 * When @from is not itself in @t, look at the highest known bit on which they
 * differ.  If @t has a 1 there, keeping @from's bits above it is already
 * larger, so all unknown bits below it may be 0.  If @t has a 0 there, some
 * unknown bit above it must become 1 where @from has 0: the lowest such bit
 * costs least.
 *
 * Return: false when all numbers of @t are smaller.
 */
bool mbpf_tnum_first_from(struct mbpf_tnum t, u64 from, u64 *first)
{
	u64 differ = (from ^ t.value) & ~t.mask;
	u64 below = ones_below_top(differ), raise;

	if (!differ) {
		*first = from;
		return true;
	}
	if (from & (below ^ below >> 1)) {
		raise = t.mask & ~from & ~below;
		if (!raise)
			return false;
		raise &= -raise;
		*first = (from & ~(raise | (raise - 1))) | raise | (t.value & (raise - 1));
		return true;
	}
	*first = (from & ~below) | (t.value & below);
	return true;
}

/*
 * mbpf_tnum_last_to() - the largest number of @t that is at most @to
 *
 * Complementing all bits turns the order around.
 *
 * Return: false when all numbers of @t are larger.
 */
bool mbpf_tnum_last_to(struct mbpf_tnum t, u64 to, u64 *last)
{
	if (!mbpf_tnum_first_from(tnum(~t.value, t.mask), ~to, last))
		return false;
	*last = ~*last;
	return true;
}

/* mbpf_tnum_add() - all x + y, modulo 2^64 */
struct mbpf_tnum mbpf_tnum_add(struct mbpf_tnum a, struct mbpf_tnum b)
{
	u64 least = a.value + b.value;
	u64 most = least + a.mask + b.mask;

	return tnum(least, (least ^ most) | a.mask | b.mask);
}

/* mbpf_tnum_sub() - all x - y, modulo 2^64 */
struct mbpf_tnum mbpf_tnum_sub(struct mbpf_tnum a, struct mbpf_tnum b)
{
	u64 middle = a.value - b.value;
	u64 least = middle - b.mask;
	u64 most = middle + a.mask;

	return tnum(middle, (least ^ most) | a.mask | b.mask);
}

/*
 * x * y, x = a.value + p and y = b.value + q where p, q are choices of unknown
 * bits, is a.value * b.value, which is known, plus for each bit i of x:
 *
 *	x's bit is 1		q << i
 *	x's bit is unknown	nothing, or y << i
 *
 * Each of these is a number whose bits lie in a mask; adding such masks up as
 * tnums covers every choice.
 */
/* mbpf_tnum_mul() - all x * y, modulo 2^64 */
struct mbpf_tnum mbpf_tnum_mul(struct mbpf_tnum a, struct mbpf_tnum b)
{
	struct mbpf_tnum sum = mbpf_tnum_const(0);
	u64 product = a.value * b.value;

	/* Fewer unknown bits in x make fewer and smaller terms. */
	if (a.mask > b.mask)
		swap(a, b);
	for (; a.value | a.mask; a.value >>= 1, a.mask >>= 1) {
		if (a.mask & 1)
			sum = mbpf_tnum_add(sum, tnum(0, b.value | b.mask));
		else if (a.value & 1)
			sum = mbpf_tnum_add(sum, tnum(0, b.mask));
		b.value <<= 1;
		b.mask <<= 1;
	}
	return mbpf_tnum_add(mbpf_tnum_const(product), sum);
}

/* mbpf_tnum_and() - all x & y; exact: a bit is 0 if either is */
struct mbpf_tnum mbpf_tnum_and(struct mbpf_tnum a, struct mbpf_tnum b)
{
	u64 ones = a.value & b.value;
	u64 maybe = mbpf_tnum_max(a) & mbpf_tnum_max(b);

	return tnum(ones, maybe & ~ones);
}

/* mbpf_tnum_or() - all x | y; exact: a bit is 1 if either is */
struct mbpf_tnum mbpf_tnum_or(struct mbpf_tnum a, struct mbpf_tnum b)
{
	u64 ones = a.value | b.value;

	return tnum(ones, (a.mask | b.mask) & ~ones);
}

/* mbpf_tnum_xor() - all x ^ y; exact */
struct mbpf_tnum mbpf_tnum_xor(struct mbpf_tnum a, struct mbpf_tnum b)
{
	return tnum(a.value ^ b.value, a.mask | b.mask);
}

/* mbpf_tnum_lsh() - all x << @count, @count 0 to 63; exact, as are the next two */
struct mbpf_tnum mbpf_tnum_lsh(struct mbpf_tnum a, u32 count)
{
	return tnum(a.value << count, a.mask << count);
}

/* mbpf_tnum_rsh() - all x >> @count, @count 0 to 63, zeros come in */
struct mbpf_tnum mbpf_tnum_rsh(struct mbpf_tnum a, u32 count)
{
	return tnum(a.value >> count, a.mask >> count);
}

/* mbpf_tnum_arsh() - all x >> @count, @count 0 to 63, copies of the sign come in */
struct mbpf_tnum mbpf_tnum_arsh(struct mbpf_tnum a, u32 count)
{
	/* An unknown sign is copied as unknown: it is a 1 in the mask. */
	return tnum((s64)a.value >> count, (s64)a.mask >> count);
}

/* mbpf_tnum_sext() - low @width bits (1 to 64) of each number, sign-extended */
struct mbpf_tnum mbpf_tnum_sext(struct mbpf_tnum a, u32 width)
{
	return mbpf_tnum_arsh(mbpf_tnum_lsh(a, 64 - width), 64 - width);
}
