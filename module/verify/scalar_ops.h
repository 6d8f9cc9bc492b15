/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files that make up scalars share; others use verify/scalar.h.
 *
 * Operators here work on 64 bits: scalar_alu.c makes the 32-bit ones of them.
 */
#ifndef MBPF_VERIFY_SCALAR_OPS_H
#define MBPF_VERIFY_SCALAR_OPS_H

#include "verify/scalar.h"

/**
 * mbpf_scalar_sync() - let the five descriptions of a set narrow each other
 *
 * Values are only removed that one of them rules out.
 *
 * Return: false when nothing is left; then @s is unspecified.
 */
bool mbpf_scalar_sync(struct mbpf_scalar *s);

/** mbpf_scalar_from_bits() - all numbers of a tnum */
struct mbpf_scalar mbpf_scalar_from_bits(struct mbpf_tnum bits);

/**
 * mbpf_scalar_settle() - sync the result of an operator
 *
 * That cannot be empty, unless an operand was without it having been noticed:
 * then nothing computes this, every answer is right, and it is "unknown".
 */
struct mbpf_scalar mbpf_scalar_settle(struct mbpf_scalar s);

/** mbpf_scalar_narrowed() - the set in both, each of which is known to hold the result */
struct mbpf_scalar mbpf_scalar_narrowed(const struct mbpf_scalar *a,
					const struct mbpf_scalar *b);

/** mbpf_scalar_keep_low() - the low @width bits (1 to 64) of each number */
struct mbpf_scalar mbpf_scalar_keep_low(const struct mbpf_scalar *s, u32 width);

#define MBPF_SCALAR_OPERATOR(name)					\
	struct mbpf_scalar mbpf_scalar_##name(const struct mbpf_scalar *a, \
					      const struct mbpf_scalar *b)

MBPF_SCALAR_OPERATOR(add);
MBPF_SCALAR_OPERATOR(sub);
MBPF_SCALAR_OPERATOR(mul);
MBPF_SCALAR_OPERATOR(and);
MBPF_SCALAR_OPERATOR(or);
MBPF_SCALAR_OPERATOR(xor);

/* Division by zero gives 0; modulo zero leaves the dividend. */
MBPF_SCALAR_OPERATOR(div);
MBPF_SCALAR_OPERATOR(mod);
MBPF_SCALAR_OPERATOR(sdiv);
MBPF_SCALAR_OPERATOR(smod);

/* Counts must lie in [0, 63]. */
MBPF_SCALAR_OPERATOR(lsh);
MBPF_SCALAR_OPERATOR(rsh);
MBPF_SCALAR_OPERATOR(arsh);

#endif /* MBPF_VERIFY_SCALAR_OPS_H */
