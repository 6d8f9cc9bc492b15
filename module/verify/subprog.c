// SPDX-License-Identifier: GPL-2.0
/*
 * The subprogram pass: which functions does the program consist of?
 *
 * A function starts at slot 0 or where a local call leads, and ends where the
 * next one starts:
 *
 *	 0  main:  call f   ---.	slots [0, 3)
 *	 2         exit        |
 *	 3  f:     r0 = 1   <--'	slots [3, 5)
 *	 4         exit
 *
 * What makes this division true is checked with it: no jump crosses a border,
 * no function runs over its end, and none calls itself, not even through
 * others.  So the call graph is a tree with shared branches, and whoever comes
 * later may visit callees before callers.
 *
 * A jump out of the program is left to cfg.c, how deep calls may go to the
 * walk, which knows the bytes of each frame.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "core/insn.h"
#include "core/prog.h"
#include "verify/explain.h"
#include "verify/flow.h"
#include "verify/passes.h"

static bool is_call(const struct mbpf_prog *prog, u32 pc)
{
	return prog->aux[pc].op == MBPF_OP_CALL_LOCAL;
}

static s64 target_of(const struct mbpf_prog *prog, u32 pc)
{
	return mbpf_insn_target(&prog->insns[pc], prog->aux[pc].op, pc);
}

/* --- where functions start --- */

static int check_call_target(struct mbpf_prog *prog, u32 pc, struct mbpf_log *log)
{
	s64 target = target_of(prog, pc);

	if (target < 0 || target >= prog->len)
		return mbpf_reject(log, prog, pc, MBPF_REJECT_CFG,
				   "call out of range from insn %u to %lld", pc, target);
	if (prog->aux[target].op == MBPF_OP_INVALID)
		return mbpf_reject(log, prog, pc, MBPF_REJECT_CFG,
				   "call into the middle of the 64-bit constant at insn %lld",
				   target - 1);
	return 0;
}

/* Mark the first slot of each function in @starts and count them. */
static int find_starts(struct mbpf_prog *prog, unsigned long *starts, struct mbpf_log *log)
{
	u32 pc, nr = 1;
	int err;

	__set_bit(0, starts);
	for (pc = 0; pc < prog->len; pc++) {
		if (!is_call(prog, pc))
			continue;
		err = check_call_target(prog, pc, log);
		if (err)
			return err;
		if (__test_and_set_bit(target_of(prog, pc), starts))
			continue;
		if (++nr > MBPF_MAX_SUBPROGS)
			return mbpf_reject(log, prog, pc, MBPF_REJECT_COMPLEX,
					   "too many functions: more than %u",
					   MBPF_MAX_SUBPROGS);
	}
	prog->nr_subprogs = nr;
	return 0;
}

static int make_subprogs(struct mbpf_prog *prog, const unsigned long *starts)
{
	u32 pc, i = 0;

	prog->subprogs = kvcalloc(prog->nr_subprogs, sizeof(*prog->subprogs),
				  GFP_KERNEL_ACCOUNT);
	if (!prog->subprogs)
		return -ENOMEM;
	for (pc = 0; pc < prog->len; pc++)
		if (test_bit(pc, starts))
			prog->subprogs[i++].start = pc;
	for (i = 0; i + 1 < prog->nr_subprogs; i++)
		prog->subprogs[i].end = prog->subprogs[i + 1].start;
	prog->subprogs[i].end = prog->len;
	return 0;
}

static void name_callees(struct mbpf_prog *prog)
{
	u32 pc;

	for (pc = 0; pc < prog->len; pc++)
		if (is_call(prog, pc))
			prog->aux[pc].subprog = mbpf_flow_subprog(prog, target_of(prog, pc));
}

static int find_subprogs(struct mbpf_prog *prog, struct mbpf_log *log)
{
	unsigned long *starts;
	int err;

	starts = kvcalloc(BITS_TO_LONGS(prog->len), sizeof(long), GFP_KERNEL_ACCOUNT);
	if (!starts)
		return -ENOMEM;
	err = find_starts(prog, starts, log);
	if (!err)
		err = make_subprogs(prog, starts);
	if (!err)
		name_callees(prog);
	kvfree(starts);
	return err;
}

/* --- what stays inside a function --- */

static int check_jumps(struct mbpf_prog *prog, const struct mbpf_subprog *sub,
		       struct mbpf_log *log)
{
	u32 pc;

	for (pc = sub->start; pc < sub->end; pc++) {
		s64 target;

		if (!mbpf_op_is_jump(prog->aux[pc].op))
			continue;
		target = target_of(prog, pc);
		if (target >= sub->start && target < sub->end)
			continue;
		if (target < 0 || target >= prog->len)
			continue;	/* cfg.c says so */
		return mbpf_reject(log, prog, pc, MBPF_REJECT_CFG,
				   "jump out of range from insn %u to %lld: its function is insns %u to %u",
				   pc, target, sub->start, sub->end - 1);
	}
	return 0;
}

/* Control must not run from the last instruction into what comes behind. */
static int check_end(struct mbpf_prog *prog, const struct mbpf_subprog *sub,
		     struct mbpf_log *log)
{
	u32 pc = sub->end - 1;

	switch (prog->aux[pc].op) {
	case MBPF_OP_EXIT:
	case MBPF_OP_JA:
	case MBPF_OP_JA32:
		return 0;
	case MBPF_OP_INVALID:
		pc--;
		break;
	default:
		break;
	}
	return mbpf_reject(log, prog, pc, MBPF_REJECT_CFG,
			   "last insn is not an exit or jmp: the function that starts at insn %u runs over its end",
			   sub->start);
}

static int check_borders(struct mbpf_prog *prog, struct mbpf_log *log)
{
	u32 i;
	int err = 0;

	for (i = 0; i < prog->nr_subprogs && !err; i++) {
		err = check_end(prog, &prog->subprogs[i], log);
		if (!err)
			err = check_jumps(prog, &prog->subprogs[i], log);
	}
	return err;
}

/* --- recursion --- */

enum visit { NOT_SEEN, ON_PATH, DONE };

/* Depth first from one function: @path holds where to go on in each. */
struct call_walk {
	u8 seen[MBPF_MAX_SUBPROGS];
	u32 next_pc[MBPF_MAX_SUBPROGS];
	u8 path[MBPF_MAX_SUBPROGS];
	u32 depth;
};

static void enter(struct mbpf_prog *prog, struct call_walk *walk, u32 sub)
{
	walk->seen[sub] = ON_PATH;
	walk->next_pc[sub] = prog->subprogs[sub].start;
	walk->path[walk->depth++] = sub;
	prog->subprogs[sub].worst_frames = 1;
}

/* All callees are done: what this function needs is known, its caller's grows. */
static void leave(struct mbpf_prog *prog, struct call_walk *walk)
{
	u32 sub = walk->path[--walk->depth];

	walk->seen[sub] = DONE;
}

static void count_frames(struct mbpf_prog *prog, u32 caller, u32 callee)
{
	u16 frames = 1 + prog->subprogs[callee].worst_frames;

	prog->subprogs[caller].worst_frames = max(prog->subprogs[caller].worst_frames, frames);
}

/* One more call of the function on top of the path. */
static int follow_call(struct mbpf_prog *prog, struct call_walk *walk, u32 pc,
		       struct mbpf_log *log)
{
	u32 caller = walk->path[walk->depth - 1], callee = prog->aux[pc].subprog;

	switch (walk->seen[callee]) {
	case ON_PATH:
		return mbpf_reject(log, prog, pc, MBPF_REJECT_RECURSION,
				   "recursive call: the function that starts at insn %u is already running here; hint: write a bounded loop",
				   prog->subprogs[callee].start);
	case DONE:
		count_frames(prog, caller, callee);
		walk->next_pc[caller] = pc + 1;
		break;
	default:
		/* Comes back to this call when the callee is done. */
		walk->next_pc[caller] = pc;
		enter(prog, walk, callee);
		break;
	}
	return 0;
}

static u32 next_call(const struct mbpf_prog *prog, u32 pc, u32 end)
{
	while (pc < end && !is_call(prog, pc))
		pc++;
	return pc;
}

static int walk_calls(struct mbpf_prog *prog, struct call_walk *walk, struct mbpf_log *log)
{
	while (walk->depth) {
		u32 sub = walk->path[walk->depth - 1];
		u32 end = prog->subprogs[sub].end;
		u32 pc = next_call(prog, walk->next_pc[sub], end);
		int err;

		if (pc == end) {
			leave(prog, walk);
			continue;
		}
		err = follow_call(prog, walk, pc, log);
		if (err)
			return err;
	}
	return 0;
}

static int check_recursion(struct mbpf_prog *prog, struct mbpf_log *log)
{
	struct call_walk *walk;
	int err = 0;
	u32 i;

	walk = kvcalloc(1, sizeof(*walk), GFP_KERNEL_ACCOUNT);
	if (!walk)
		return -ENOMEM;
	/* From each: a circle need not be called from the main program. */
	for (i = 0; i < prog->nr_subprogs && !err; i++) {
		if (walk->seen[i] != NOT_SEEN)
			continue;
		enter(prog, walk, i);
		err = walk_calls(prog, walk, log);
	}
	kvfree(walk);
	return err;
}

int mbpf_pass_subprogs(struct mbpf_prog *prog, struct mbpf_log *log)
{
	int err;

	err = find_subprogs(prog, log);
	if (!err)
		err = check_borders(prog, log);
	if (!err)
		err = check_recursion(prog, log);
	return err;
}
