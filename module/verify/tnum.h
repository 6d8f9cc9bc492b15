/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Known bits.
 *
 * A tnum is the set of all x with (x & ~mask) == value: bits of the mask are
 * unknown, the others are as in the value, whose unknown bits are 0 (so that
 * equal sets are equal structs).  It cannot be empty.
 *
 * Example: value 0b0100, mask 0b0011 is { 4, 5, 6, 7 }.
 */
#ifndef MBPF_VERIFY_TNUM_H
#define MBPF_VERIFY_TNUM_H

#include <linux/types.h>

/** struct mbpf_tnum - bits of @mask are unknown, the others are as in @value */
struct mbpf_tnum {
	u64 value;
	u64 mask;
};

/** mbpf_tnum_const() - the set of one number */
static inline struct mbpf_tnum mbpf_tnum_const(u64 value)
{
	return (struct mbpf_tnum){ .value = value, .mask = 0 };
}

/** mbpf_tnum_unknown() - all numbers */
static inline struct mbpf_tnum mbpf_tnum_unknown(void)
{
	return (struct mbpf_tnum){ .value = 0, .mask = ~0ULL };
}

/** mbpf_tnum_is_const() - is there only one number? */
static inline bool mbpf_tnum_is_const(struct mbpf_tnum t)
{
	return !t.mask;
}

/** mbpf_tnum_is_equal() - the same set? */
static inline bool mbpf_tnum_is_equal(struct mbpf_tnum a, struct mbpf_tnum b)
{
	return a.value == b.value && a.mask == b.mask;
}

/** mbpf_tnum_has() - is @x in the set? */
static inline bool mbpf_tnum_has(struct mbpf_tnum t, u64 x)
{
	return (x & ~t.mask) == t.value;
}

/** mbpf_tnum_max() - the largest number, unsigned; the smallest is @t.value */
static inline u64 mbpf_tnum_max(struct mbpf_tnum t)
{
	return t.value | t.mask;
}

/** mbpf_tnum_low() - low @width bits (1 to 64) of each number */
static inline struct mbpf_tnum mbpf_tnum_low(struct mbpf_tnum t, u32 width)
{
	u64 keep = ~0ULL >> (64 - width);

	return (struct mbpf_tnum){ .value = t.value & keep, .mask = t.mask & keep };
}

bool mbpf_tnum_is_subset(struct mbpf_tnum a, struct mbpf_tnum b);
bool mbpf_tnum_intersect(struct mbpf_tnum *out, struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_join(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_range(u64 min, u64 max);
bool mbpf_tnum_first_from(struct mbpf_tnum t, u64 from, u64 *first);
bool mbpf_tnum_last_to(struct mbpf_tnum t, u64 to, u64 *last);

struct mbpf_tnum mbpf_tnum_add(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_sub(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_mul(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_and(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_or(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_xor(struct mbpf_tnum a, struct mbpf_tnum b);
struct mbpf_tnum mbpf_tnum_lsh(struct mbpf_tnum a, u32 count);
struct mbpf_tnum mbpf_tnum_rsh(struct mbpf_tnum a, u32 count);
struct mbpf_tnum mbpf_tnum_arsh(struct mbpf_tnum a, u32 count);
struct mbpf_tnum mbpf_tnum_sext(struct mbpf_tnum a, u32 width);

#endif /* MBPF_VERIFY_TNUM_H */
