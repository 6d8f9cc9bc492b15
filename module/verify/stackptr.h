/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which registers may point into the stack, and where, as far as that can be
 * known without walking paths.
 */
#ifndef MBPF_VERIFY_STACKPTR_H
#define MBPF_VERIFY_STACKPTR_H

#include <linux/types.h>
#include "core/insn.h"

struct mbpf_prog;

/*
 * One register is one s16: a distance from this function's r10, in bytes, when
 * it is r10 plus that constant on every path; else one of these.
 *
 *	        ANY			own frame, unknown where, or anything else
 *	      /  |  \
 *	  -8   -16   OTHER		a frame of a caller, never the own one
 *	      \  |  /
 *	        NOT			no stack address
 */
enum mbpf_stackptr_kind {
	MBPF_STACKPTR_LIMIT = 0x1000,	/* distances are smaller than this */
	MBPF_STACKPTR_NOT,
	MBPF_STACKPTR_OTHER,
	MBPF_STACKPTR_ANY,
};

/** struct mbpf_stackptr_regs - r0..r9 in front of one slot */
struct mbpf_stackptr_regs {
	s16 reg[MBPF_FP];
};

/**
 * struct mbpf_stackptr - the result
 * @regs: one for each slot of the program
 * @spilled: some instruction may store a stack address in memory, so that any
 *           8 bytes loaded may be one
 */
struct mbpf_stackptr {
	struct mbpf_stackptr_regs *regs;
	bool spilled;
};

/**
 * mbpf_stackptr_run() - analyse a program that mbpf_pass_cfg() has accepted
 *
 * May sleep.  Return: 0 (the result goes to mbpf_stackptr_free()), -ENOMEM,
 * -EINTR when a fatal signal came.
 */
int mbpf_stackptr_run(struct mbpf_stackptr *sp, const struct mbpf_prog *prog);

/** mbpf_stackptr_free() - the memory of a result */
void mbpf_stackptr_free(struct mbpf_stackptr *sp);

/** mbpf_stackptr_at() - what register @reg is in front of slot @pc */
static inline s16 mbpf_stackptr_at(const struct mbpf_stackptr *sp, u32 pc, u32 reg)
{
	return reg == MBPF_FP ? 0 : sp->regs[pc].reg[reg];
}

/** mbpf_stackptr_is_known() - the own r10 plus a constant? */
static inline bool mbpf_stackptr_is_known(s16 what)
{
	return what < MBPF_STACKPTR_LIMIT;
}

/** mbpf_stackptr_may_be_own() - may it point into the function's own frame? */
static inline bool mbpf_stackptr_may_be_own(s16 what)
{
	return mbpf_stackptr_is_known(what) || what == MBPF_STACKPTR_ANY;
}

#endif /* MBPF_VERIFY_STACKPTR_H */
