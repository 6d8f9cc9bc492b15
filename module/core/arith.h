/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the arithmetic instructions compute (RFC 9669, section 4.1), for every
 * pair of operands: shift counts are masked, division by zero gives 0, modulo
 * by zero keeps the dividend, and the one overflowing signed division wraps.
 *
 * mbpf_<operator>64() and mbpf_<operator>32() from one template.  Pure, and
 * defined in C for all operands: arithmetic is on unsigned numbers.
 */
#ifndef MBPF_CORE_ARITH_H
#define MBPF_CORE_ARITH_H

#include <linux/types.h>

#define MBPF_ARITH(bits)							\
static inline u##bits mbpf_add##bits(u##bits a, u##bits b) { return a + b; }	\
static inline u##bits mbpf_sub##bits(u##bits a, u##bits b) { return a - b; }	\
static inline u##bits mbpf_mul##bits(u##bits a, u##bits b) { return a * b; }	\
static inline u##bits mbpf_or##bits(u##bits a, u##bits b) { return a | b; }	\
static inline u##bits mbpf_and##bits(u##bits a, u##bits b) { return a & b; }	\
static inline u##bits mbpf_xor##bits(u##bits a, u##bits b) { return a ^ b; }	\
static inline u##bits mbpf_neg##bits(u##bits a) { return 0 - a; }		\
										\
static inline u##bits mbpf_lsh##bits(u##bits a, u##bits b)			\
{										\
	return a << (b & ((bits) - 1));						\
}										\
										\
static inline u##bits mbpf_rsh##bits(u##bits a, u##bits b)			\
{										\
	return a >> (b & ((bits) - 1));						\
}										\
										\
static inline u##bits mbpf_arsh##bits(u##bits a, u##bits b)			\
{										\
	return (s##bits)a >> (b & ((bits) - 1));				\
}										\
										\
static inline u##bits mbpf_div##bits(u##bits a, u##bits b)			\
{										\
	return b ? a / b : 0;							\
}										\
										\
static inline u##bits mbpf_mod##bits(u##bits a, u##bits b)			\
{										\
	return b ? a % b : a;							\
}										\
										\
/* -1 apart: the CPU traps when the smallest number is divided by it. */	\
static inline u##bits mbpf_sdiv##bits(u##bits a, u##bits b)			\
{										\
	if (!b)									\
		return 0;							\
	return (s##bits)b == -1 ? 0 - a : (u##bits)((s##bits)a / (s##bits)b);	\
}										\
										\
static inline u##bits mbpf_smod##bits(u##bits a, u##bits b)			\
{										\
	if (!b)									\
		return a;							\
	return (s##bits)b == -1 ? 0 : (u##bits)((s##bits)a % (s##bits)b);	\
}

MBPF_ARITH(32)
MBPF_ARITH(64)
#undef MBPF_ARITH

#endif /* MBPF_CORE_ARITH_H */
