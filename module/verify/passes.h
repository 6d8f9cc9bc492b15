/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The static passes: what can be known about each instruction before any path
 * is walked.  Each runs once, in the order of this file, and leaves its result
 * in struct mbpf_flow or in the program.
 */
#ifndef MBPF_VERIFY_PASSES_H
#define MBPF_VERIFY_PASSES_H

#include <linux/types.h>

struct mbpf_prog;
struct mbpf_log;

/**
 * struct mbpf_flow - what holds whenever control stands before one slot
 * @live: registers whose value may still be read (bit mask r0..r10)
 * @precise: registers whose *number* may still decide whether something is
 *           safe: it may reach a branch, an address, a size, a divisor, a
 *           helper's argument, or memory of the stack.  A subset of @live.
 * @slots: 8-byte stack slots of this frame that may still be read; bit i is
 *         the slot at r10 - 8 * (i + 1)
 * @is_join: several ways lead here, or one leads back, or a call or function
 *           starts anew: worth keeping a state
 *
 * All three sets may be too big, never too small.  What they mean to whoever
 * compares two states:
 *
 *   - a register not in @live, a slot not in @slots: do not compare;
 *   - in @live, not in @precise: compare the kind, and all of a pointer, but
 *     not the number of a scalar;
 *   - slots: compare numbers too, there is no precision for them;
 *   - a frame that waits in a call: registers as behind the call, slots as in
 *     front of it (the callee may have an address in the frame).
 */
struct mbpf_flow {
	u16 live;
	u16 precise;
	bool is_join;
	u64 slots;
};

/**
 * mbpf_pass_subprogs() - find the functions: fills prog->subprogs (start, end,
 * worst_frames) and aux[].subprog
 *
 * Refuses calls out of the program, jumps from one function into another,
 * a function that can run off its end, recursion, and too many functions.
 * Return: 0, -EINVAL, -E2BIG, -ENOMEM.
 */
int mbpf_pass_subprogs(struct mbpf_prog *prog, struct mbpf_log *log);

/**
 * mbpf_pass_cfg() - check the control-flow graph, fill flow[].is_join
 * @flow: one for each slot, all zero
 *
 * Refuses jumps out of range or into the middle of a wide instruction, and
 * instructions that no path from their function's start reaches.
 * Return: 0, -EINVAL, -ENOMEM.
 */
int mbpf_pass_cfg(struct mbpf_prog *prog, struct mbpf_flow *flow, struct mbpf_log *log);

/**
 * mbpf_pass_liveness() - fill flow[].live and flow[].slots
 *
 * May sleep.  Return: 0, -ENOMEM, -EINTR when a fatal signal came.
 */
int mbpf_pass_liveness(struct mbpf_prog *prog, struct mbpf_flow *flow);

/** mbpf_pass_precision() - fill flow[].precise; as mbpf_pass_liveness() */
int mbpf_pass_precision(struct mbpf_prog *prog, struct mbpf_flow *flow);

#endif /* MBPF_VERIFY_PASSES_H */
