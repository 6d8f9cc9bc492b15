/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The control-flow graph as the static passes walk it: from slot to slot, and
 * against the flow.
 *
 * There is no graph in memory beyond a list of who jumps where: everything
 * else is read from the instructions.  All functions here want a program that
 * mbpf_pass_cfg() has accepted (the two inline ones: the shape pass).
 */
#ifndef MBPF_VERIFY_FLOW_H
#define MBPF_VERIFY_FLOW_H

#include <linux/bits.h>
#include <linux/types.h>
#include "core/insn.h"
#include "core/prog.h"

/** mbpf_flow_next() - the slot behind an instruction; may be the program's end */
static inline u32 mbpf_flow_next(const struct mbpf_prog *prog, u32 pc)
{
	return pc + (mbpf_op_is_wide(prog->aux[pc].op) ? 2 : 1);
}

/** mbpf_op_falls_through() - may control go on behind it (calls return)? */
static inline bool mbpf_op_falls_through(enum mbpf_op op)
{
	return op != MBPF_OP_JA && op != MBPF_OP_JA32 && op != MBPF_OP_EXIT;
}

/** enum mbpf_flow_regs - sets of registers, as bit masks over r0..r10 */
enum mbpf_flow_regs {
	MBPF_FLOW_ALL = BIT(MBPF_NR_REGS) - 1,
	MBPF_FLOW_ARGS = BIT(MBPF_R6) - BIT(MBPF_R1),		/* r1..r5 */
	MBPF_FLOW_CLOBBERED = BIT(MBPF_R6) - BIT(MBPF_R0),	/* by any call */
};

/** mbpf_flow_helper_args() - of r1..r5, those that a helper's contract has */
u16 mbpf_flow_helper_args(u32 id);

/** mbpf_flow_subprog() - number of the function that slot @pc belongs to */
u32 mbpf_flow_subprog(const struct mbpf_prog *prog, u32 pc);

/**
 * struct mbpf_backward - a data-flow analysis that runs against the flow
 * @prog: the program
 * @update: compute the fact in front of slot @pc anew from the facts behind
 *          it; true when it has changed.  Facts must only ever grow.
 * @arg: for @update
 * @first: first[pc]..first[pc + 1]: the jumps and local calls to slot @pc,
 *         as positions in @from; private
 * @from: private
 * @todo: slots to update, a stack; private
 * @queued: one bit for each slot in @todo; private
 * @nr_todo: private
 */
struct mbpf_backward {
	const struct mbpf_prog *prog;
	bool (*update)(struct mbpf_backward *back, u32 pc);
	void *arg;

	u32 *first;
	u32 *from;
	u32 *todo;
	unsigned long *queued;
	u32 nr_todo;
};

/**
 * mbpf_backward_run() - update until nothing changes any more
 *
 * Starts with all slots.  When the fact of a slot changes, everyone whose
 * instruction leads there is updated again, for a function's first slot also
 * the calls to it.  What depends on a fact in another way says so itself with
 * mbpf_backward_push().
 *
 * May sleep.  Return: 0, -ENOMEM, -EINTR when a fatal signal came.
 */
int mbpf_backward_run(struct mbpf_backward *back);

/** mbpf_backward_push() - from within update(): let this slot be updated too */
void mbpf_backward_push(struct mbpf_backward *back, u32 pc);

#endif /* MBPF_VERIFY_FLOW_H */
