/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Saying no: every rejection of the verifier goes through mbpf_reject().
 *
 * A rejection has a stable code, a place, a sentence, and where people usually
 * go wrong a hint:
 *
 *   12: (71) r3 = *(u8 *)(r1 +14)
 *   ; unsigned char proto = ip->protocol;          (when line info is there)
 *   E-packet-bounds: instruction 12: r1 points to ... : <sentence>
 *   hint: compare r1 + 15 with data_end first
 */
#ifndef MBPF_VERIFY_EXPLAIN_H
#define MBPF_VERIFY_EXPLAIN_H

#include <linux/types.h>
#include <linux/stdarg.h>

struct mbpf_prog;
struct mbpf_log;

/* The categories of rejection: X(name, code, errno) */
#define MBPF_REJECTIONS(X)					\
	X(SHAPE, "E-shape", EINVAL)				\
	X(FIELD, "E-reserved-field", EINVAL)			\
	X(RESOLVE, "E-map-fd", EINVAL)				\
	X(CFG, "E-control-flow", EINVAL)			\
	X(UNREACHABLE, "E-unreachable", EINVAL)			\
	X(RECURSION, "E-recursion", EINVAL)			\
	X(UNINIT, "E-uninitialised", EACCES)			\
	X(PTR_ARITH, "E-pointer-arithmetic", EACCES)		\
	X(PTR_LEAK, "E-pointer-leak", EACCES)			\
	X(NOT_A_POINTER, "E-not-a-pointer", EACCES)		\
	X(MAYBE_NULL, "E-maybe-null", EACCES)			\
	X(CTX, "E-context", EACCES)				\
	X(STACK_BOUNDS, "E-stack-bounds", EACCES)		\
	X(STACK_UNINIT, "E-stack-uninitialised", EACCES)	\
	X(PACKET_BOUNDS, "E-packet-bounds", EACCES)		\
	X(MAP_BOUNDS, "E-map-value-bounds", EACCES)		\
	X(READ_ONLY, "E-read-only", EACCES)			\
	X(ALIGN, "E-alignment", EACCES)				\
	X(HELPER, "E-helper", EINVAL)				\
	X(ARG, "E-helper-argument", EACCES)			\
	X(RETURN, "E-return-value", EACCES)			\
	X(DEPTH, "E-stack-depth", EACCES)			\
	X(LOOP, "E-endless-loop", EINVAL)			\
	X(COMPLEX, "E-too-complex", E2BIG)

enum mbpf_rejection {
#define X(name, code, err) MBPF_REJECT_##name,
	MBPF_REJECTIONS(X)
#undef X
};

/**
 * mbpf_reject() - print one rejection
 * @pc: slot at fault
 * @fmt: the sentence: lower case, names register and rule, no final dot or
 *       newline; "; hint: ..." may follow the cause
 *
 * Return: the category's negative errno, for "return mbpf_reject(...)".
 */
__printf(5, 6)
int mbpf_reject(struct mbpf_log *log, const struct mbpf_prog *prog, u32 pc,
		enum mbpf_rejection why, const char *fmt, ...);

/** mbpf_vreject() - the same with a va_list */
__printf(5, 0)
int mbpf_vreject(struct mbpf_log *log, const struct mbpf_prog *prog, u32 pc,
		 enum mbpf_rejection why, const char *fmt, va_list args);

#endif /* MBPF_VERIFY_EXPLAIN_H */
