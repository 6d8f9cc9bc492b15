// SPDX-License-Identifier: GPL-2.0
/*
 * The control-flow pass: where can control go, and does it come everywhere?
 *
 * Every edge of the graph is followed once, from each function's first slot,
 * with a worklist and without looking at values:
 *
 *	straight   pc -> the slot behind (two on, behind a wide instruction)
 *	jump       pc -> pc + 1 + off
 *	call       pc -> the slot behind; the callee has its own start
 *	exit       nowhere
 *
 * Code that no edge reaches is a mistake of whoever made the program, and is
 * refused.  Whether a loop ends is not asked here: that is the walk's business.
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

/**
 * struct cfg - the walk over the graph
 * @prog: the program
 * @flow: one for each slot, is_join is filled in
 * @seen: one bit for each slot that was ever put on @todo
 * @todo: slots that are reached and not yet followed; room for all
 * @nr_todo: how many
 */
struct cfg {
	struct mbpf_prog *prog;
	struct mbpf_flow *flow;
	unsigned long *seen;
	u32 *todo;
	u32 nr_todo;
};

static void push_slot(struct cfg *cfg, u32 pc)
{
	if (!__test_and_set_bit(pc, cfg->seen))
		cfg->todo[cfg->nr_todo++] = pc;
}

static int check_target(const struct mbpf_prog *prog, u32 pc, s64 target,
			struct mbpf_log *log)
{
	if (target < 0 || target >= prog->len)
		return mbpf_reject(log, prog, pc, MBPF_REJECT_CFG,
				   "jump out of range from insn %u to %lld", pc, target);
	if (prog->aux[target].op == MBPF_OP_INVALID)
		return mbpf_reject(log, prog, pc, MBPF_REJECT_CFG,
				   "jump into the middle of the 64-bit constant at insn %lld",
				   target - 1);
	return 0;
}

/* All edges that leave one slot. */
static int follow(struct cfg *cfg, u32 pc, struct mbpf_log *log)
{
	enum mbpf_op op = cfg->prog->aux[pc].op;
	u32 next = mbpf_flow_next(cfg->prog, pc);

	if (mbpf_op_is_jump(op)) {
		s64 target = mbpf_insn_target(&cfg->prog->insns[pc], op, pc);
		int err = check_target(cfg->prog, pc, target, log);

		if (err)
			return err;
		cfg->flow[target].is_join = true;
		push_slot(cfg, target);
	}
	if (op == MBPF_OP_CALL_LOCAL || op == MBPF_OP_CALL_HELPER)
		cfg->flow[next].is_join = true;
	if (mbpf_op_falls_through(op))
		push_slot(cfg, next);
	return 0;
}

static int follow_all(struct cfg *cfg, struct mbpf_log *log)
{
	int err;
	u32 i;

	for (i = 0; i < cfg->prog->nr_subprogs; i++) {
		u32 start = cfg->prog->subprogs[i].start;

		cfg->flow[start].is_join = true;
		push_slot(cfg, start);
	}
	while (cfg->nr_todo) {
		err = follow(cfg, cfg->todo[--cfg->nr_todo], log);
		if (err)
			return err;
	}
	return 0;
}

static int check_reached(const struct cfg *cfg, struct mbpf_log *log)
{
	u32 pc;

	for (pc = 0; pc < cfg->prog->len; pc = mbpf_flow_next(cfg->prog, pc))
		if (!test_bit(pc, cfg->seen))
			return mbpf_reject(log, cfg->prog, pc, MBPF_REJECT_UNREACHABLE,
					   "unreachable insn %u: no way leads here", pc);
	return 0;
}

int mbpf_pass_cfg(struct mbpf_prog *prog, struct mbpf_flow *flow, struct mbpf_log *log)
{
	struct cfg cfg = { .prog = prog, .flow = flow };
	int err = -ENOMEM;

	cfg.seen = kvcalloc(BITS_TO_LONGS(prog->len), sizeof(long), GFP_KERNEL_ACCOUNT);
	cfg.todo = kvmalloc_array(prog->len, sizeof(*cfg.todo), GFP_KERNEL_ACCOUNT);
	if (cfg.seen && cfg.todo)
		err = follow_all(&cfg, log);
	if (!err)
		err = check_reached(&cfg, log);
	kvfree(cfg.todo);
	kvfree(cfg.seen);
	return err;
}
