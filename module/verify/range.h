/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ranges: the least and largest of a set of numbers, unsigned and signed.
 *
 * A number of n bits is a point on a circle of 2^n points; unsigned and signed
 * order cut that circle at different places.  So a range holds two arcs, and a
 * value is in it when it is on both:
 *
 *	             0
 *	       .-----+-----.            umin..umax   clockwise, not through 0
 *	   -1 /  1...       \           smin..smax   clockwise, not through "sign"
 *	     |               |
 *	      \       .-> max/          arithmetic works on arcs: adding moves
 *	       `-----+-----'            them, and where they may not pass a cut
 *	            sign                they are forgotten in that order
 *
 * Also halves: the same set cut at both places, which makes it two plain
 * unsigned intervals.  In that form known bits and ranges narrow one another
 * exactly (scalar_sync.c).
 *
 * All functions exist in a 64-bit and a 32-bit form, made from one template
 * (range_template.h); MBPF_RANGE_API() declares what is documented there.
 */
#ifndef MBPF_VERIFY_RANGE_H
#define MBPF_VERIFY_RANGE_H

#include <linux/types.h>

/** struct mbpf_range64 - x with umin <= x <= umax and smin <= (s64)x <= smax */
struct mbpf_range64 {
	u64 umin, umax;
	s64 smin, smax;
};

/** struct mbpf_range32 - x with umin <= x <= umax and smin <= (s32)x <= smax */
struct mbpf_range32 {
	u32 umin, umax;
	s32 smin, smax;
};

/** struct mbpf_interval - lo <= x <= hi; none when lo > hi */
struct mbpf_interval {
	u64 lo, hi;
};

static inline bool mbpf_interval_is_empty(const struct mbpf_interval *i)
{
	return i->lo > i->hi;
}

/** mbpf_interval_clear() - let it hold nothing */
static inline void mbpf_interval_clear(struct mbpf_interval *i)
{
	i->lo = 1;
	i->hi = 0;
}

/**
 * struct mbpf_halves - a range cut in two
 * @half: numbers with the sign bit clear, and with it set
 *
 * 32-bit numbers are held zero-extended.
 */
struct mbpf_halves {
	struct mbpf_interval half[2];
};

/**
 * enum mbpf_order - an order that one number has to another
 *
 * Strict or not is another argument: "less" and "less or equal".
 */
enum mbpf_order { MBPF_ORDER_UNSIGNED, MBPF_ORDER_SIGNED };

#define MBPF_RANGE_API(range, uint)					\
	struct range range##_unknown(void);				\
	struct range range##_const(uint value);				\
	bool range##_has(const struct range *r, uint value);		\
	bool range##_is_equal(const struct range *a, const struct range *b); \
	bool range##_is_subset(const struct range *a, const struct range *b); \
	struct range range##_join(const struct range *a, const struct range *b); \
	void range##_intersect(struct range *r, const struct range *with); \
	void range##_learn_arc(struct range *r, uint lo, uint hi);	\
	bool range##_learn_less(struct range *a, struct range *b,	\
				enum mbpf_order order, bool strict);	\
	bool range##_exclude(struct range *r, uint value);		\
	struct mbpf_halves range##_cut(const struct range *r);		\
	bool range##_unite(struct range *r, const struct mbpf_halves *h); \
	struct range range##_add(const struct range *a, const struct range *b); \
	struct range range##_sub(const struct range *a, const struct range *b); \
	struct range range##_mul(const struct range *a, const struct range *b); \
	struct range range##_and(const struct range *a, const struct range *b); \
	struct range range##_or(const struct range *a, const struct range *b); \
	struct range range##_xor(const struct range *a, const struct range *b);

MBPF_RANGE_API(mbpf_range64, u64)
MBPF_RANGE_API(mbpf_range32, u32)

#endif /* MBPF_VERIFY_RANGE_H */
