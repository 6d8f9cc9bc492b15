// SPDX-License-Identifier: GPL-2.0
/*
 * What the static passes have in common: a few questions about the program,
 * and the engine of the analyses that run against the flow (liveness,
 * precision).
 *
 * The engine is a worklist of slots, as a stack: at the start all of them, the last one on
 * top, so that straight code is done in one sweep from the end.  A slot is put
 * back when something it leads to has changed.  Facts only grow, and there are
 * few bits in each, so the number of updates is bounded by bits times edges;
 * in real programs each slot is updated one to three times.
 *
 * Ways to a slot are of two kinds: the slot in front, which is found by
 * looking there, and jumps and calls, which are sorted by target once:
 *
 *	first[] |  0 |  0 |  2 | ...		slots 7 and 9 jump to slot 1
 *	from[]  |  7 |  9 |  ...
 *
 * What the facts mean is none of its business.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include "helper/helper.h"
#include "verify/flow.h"

enum { STEPS_BETWEEN_LOOKS = 65536 };

u16 mbpf_flow_helper_args(u32 id)
{
	const struct mbpf_helper *helper = mbpf_helper_find(id);
	u16 args = 0;
	u32 i;

	if (!helper)
		return MBPF_FLOW_ARGS;
	for (i = 0; i < ARRAY_SIZE(helper->arg); i++)
		if (helper->arg[i] != MBPF_ARG_NONE)
			args |= BIT(MBPF_R1 + i);
	return args;
}

u32 mbpf_flow_subprog(const struct mbpf_prog *prog, u32 pc)
{
	u32 low = 0, high = prog->nr_subprogs - 1;

	while (low < high) {
		u32 mid = low + (high - low + 1) / 2;

		if (prog->subprogs[mid].start <= pc)
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

/* --- the engine --- */

static bool has_target(enum mbpf_op op)
{
	return mbpf_op_is_jump(op) || op == MBPF_OP_CALL_LOCAL;
}

static u32 target_of(const struct mbpf_prog *prog, u32 pc)
{
	return mbpf_insn_target(&prog->insns[pc], prog->aux[pc].op, pc);
}

/*
 * Sort jumps by target: count, sum up, then fill each list from its end, which
 * leaves @first pointing at the beginnings.
 */
static void sort_jumps(struct mbpf_backward *back)
{
	const struct mbpf_prog *prog = back->prog;
	u32 pc;

	for (pc = 0; pc < prog->len; pc++)
		if (has_target(prog->aux[pc].op))
			back->first[target_of(prog, pc)]++;
	for (pc = 0; pc < prog->len; pc++)
		back->first[pc + 1] += back->first[pc];
	for (pc = 0; pc < prog->len; pc++)
		if (has_target(prog->aux[pc].op))
			back->from[--back->first[target_of(prog, pc)]] = pc;
}

static u32 count_jumps(const struct mbpf_prog *prog)
{
	u32 pc, nr = 0;

	for (pc = 0; pc < prog->len; pc++)
		nr += has_target(prog->aux[pc].op);
	return nr;
}

void mbpf_backward_push(struct mbpf_backward *back, u32 pc)
{
	if (!__test_and_set_bit(pc, back->queued))
		back->todo[back->nr_todo++] = pc;
}

/* The instruction in front of @pc, when control may go from there to here. */
static void push_previous(struct mbpf_backward *back, u32 pc)
{
	const struct mbpf_insn_aux *aux = back->prog->aux;

	if (!pc--)
		return;
	if (aux[pc].op == MBPF_OP_INVALID)
		pc--;
	if (mbpf_op_falls_through(aux[pc].op))
		mbpf_backward_push(back, pc);
}

static void push_ways_to(struct mbpf_backward *back, u32 pc)
{
	u32 i;

	push_previous(back, pc);
	for (i = back->first[pc]; i < back->first[pc + 1]; i++)
		mbpf_backward_push(back, back->from[i]);
}

static int run(struct mbpf_backward *back)
{
	u32 pc, steps = 0;

	for (pc = 0; pc < back->prog->len; pc = mbpf_flow_next(back->prog, pc))
		mbpf_backward_push(back, pc);

	while (back->nr_todo) {
		if (++steps % STEPS_BETWEEN_LOOKS == 0) {
			cond_resched();
			if (fatal_signal_pending(current))
				return -EINTR;
		}
		pc = back->todo[--back->nr_todo];
		__clear_bit(pc, back->queued);
		if (back->update(back, pc))
			push_ways_to(back, pc);
	}
	return 0;
}

int mbpf_backward_run(struct mbpf_backward *back)
{
	u32 len = back->prog->len;
	int err = -ENOMEM;

	back->nr_todo = 0;
	back->first = kvcalloc(len + 1, sizeof(*back->first), GFP_KERNEL_ACCOUNT);
	/* One more than needed: no jumps, no bytes is no list, not no memory. */
	back->from = kvmalloc_array(count_jumps(back->prog) + 1, sizeof(*back->from),
				    GFP_KERNEL_ACCOUNT);
	back->todo = kvmalloc_array(len, sizeof(*back->todo), GFP_KERNEL_ACCOUNT);
	back->queued = kvcalloc(BITS_TO_LONGS(len), sizeof(long), GFP_KERNEL_ACCOUNT);
	if (back->first && back->from && back->todo && back->queued) {
		sort_jumps(back);
		err = run(back);
	}
	kvfree(back->queued);
	kvfree(back->todo);
	kvfree(back->from);
	kvfree(back->first);
	return err;
}
