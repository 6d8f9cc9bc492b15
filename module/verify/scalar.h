/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the verifier knows about one number.
 *
 * A scalar is a set of 64-bit values, described five ways at once: known bits
 * (tnum), an unsigned and a signed 64-bit range, and both ranges of its low
 * half.  A value is in the set when it satisfies all of them.  Everything here
 * takes and returns values: no environment, no log, no allocation, so that it
 * can be tested exhaustively and proved.
 *
 *   tnum.c           known bits
 *   range.c          ranges, one template for both widths
 *   scalar.c         building, asking, set algebra
 *   scalar_sync.c    how the five descriptions learn from each other
 *   scalar_extend.c  keeping low bytes
 *   scalar_alu.c     arithmetic on sets; scalar_shift.c, scalar_div.c
 *   scalar_branch.c  what a comparison teaches
 *   scalar_print.c   a set as text
 */
#ifndef MBPF_VERIFY_SCALAR_H
#define MBPF_VERIFY_SCALAR_H

#include <linux/types.h>
#include "core/opcodes.h"
#include "verify/range.h"
#include "verify/tnum.h"

/**
 * struct mbpf_scalar - a set of numbers
 *
 * The empty set (a branch that cannot be taken) is never stored: functions
 * that may produce it say so by their return value.
 */
struct mbpf_scalar {
	struct mbpf_tnum bits;
	struct mbpf_range64 r64;
	struct mbpf_range32 r32;
};

/** mbpf_scalar_unknown() - all numbers */
struct mbpf_scalar mbpf_scalar_unknown(void);
/** mbpf_scalar_const() - the set of one number */
struct mbpf_scalar mbpf_scalar_const(u64 value);
/** mbpf_scalar_urange() - all x with @min <= x <= @max, unsigned; @min must be the smaller */
struct mbpf_scalar mbpf_scalar_urange(u64 min, u64 max);
/** mbpf_scalar_srange() - all x with @min <= x <= @max, signed; @min must be the smaller */
struct mbpf_scalar mbpf_scalar_srange(s64 min, s64 max);

/** mbpf_scalar_is_const() - is there only one number?  It is @s->bits.value */
bool mbpf_scalar_is_const(const struct mbpf_scalar *s);
/** mbpf_scalar_is_unknown() - is no number ruled out? */
bool mbpf_scalar_is_unknown(const struct mbpf_scalar *s);
/** mbpf_scalar_has() - is this value in the set? */
bool mbpf_scalar_has(const struct mbpf_scalar *s, u64 value);
/** mbpf_scalar_is_subset() - is every value of @a in @b?  May say no wrongly. */
bool mbpf_scalar_is_subset(const struct mbpf_scalar *a, const struct mbpf_scalar *b);
/** mbpf_scalar_is_equal() - are both described alike, and thus the same set? */
bool mbpf_scalar_is_equal(const struct mbpf_scalar *a, const struct mbpf_scalar *b);
/** mbpf_scalar_intersect() - values in both; @out may be @a or @b.  False when there is none */
bool mbpf_scalar_intersect(struct mbpf_scalar *out, const struct mbpf_scalar *a,
			   const struct mbpf_scalar *b);
/** mbpf_scalar_join() - a set that holds all values of both */
struct mbpf_scalar mbpf_scalar_join(const struct mbpf_scalar *a, const struct mbpf_scalar *b);

/** mbpf_scalar_low32() - the set of (u32)x: what a 32-bit write leaves */
struct mbpf_scalar mbpf_scalar_low32(const struct mbpf_scalar *s);
/** mbpf_scalar_zext() - the set of x & (2^(8*bytes) - 1), bytes 1, 2, 4 or 8 */
struct mbpf_scalar mbpf_scalar_zext(const struct mbpf_scalar *s, u32 bytes);
/** mbpf_scalar_sext() - the set of x's low @bytes sign-extended to 64 bits */
struct mbpf_scalar mbpf_scalar_sext(const struct mbpf_scalar *s, u32 bytes);

/**
 * mbpf_scalar_alu() - arithmetic on sets
 * @op: any row of form ALU_REG or ALU_IMM (the immediate comes as @b, already
 *      sign-extended), MOV_*, MOVSX (operand @b), NEG or END (operand @a)
 *
 * Return: a set that holds op(x, y) for all x in @a and y in @b.  32-bit rows
 * give zero-extended results, as the machine does.
 */
struct mbpf_scalar mbpf_scalar_alu(enum mbpf_op op, const struct mbpf_scalar *a,
				   const struct mbpf_scalar *b);

/**
 * mbpf_scalar_branch() - what is known when a comparison went one way
 * @op: any row of form JMP_REG or JMP_IMM
 * @taken: did it jump?
 * @a: first operand, narrowed in place
 * @b: second operand, narrowed in place
 *
 * The two must not alias: for "if r1 op r1" the caller passes copies.
 *
 * Return: false when it cannot go that way (then @a and @b are unspecified).
 */
bool mbpf_scalar_branch(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
			struct mbpf_scalar *b);

/**
 * mbpf_scalar_print() - compact text, as "=5", "(umax=255,var_off=(0x0; 0xff))"
 *
 * Return: length as snprintf().  An unknown scalar prints nothing.
 */
int mbpf_scalar_print(char *buf, size_t size, const struct mbpf_scalar *s);

#endif /* MBPF_VERIFY_SCALAR_H */
