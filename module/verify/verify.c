// SPDX-License-Identifier: GPL-2.0
/*
 * mbpf_verify(): the list of passes.
 *
 * Static passes look at each instruction once and know no values; the walk
 * knows values and looks at paths.  What remains of both is facts (insn_aux)
 * and figures: no room after this one sees a state.
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include "verify/env.h"

static int alloc_tables(struct mbpf_env *env)
{
	u32 len = env->prog->len;

	env->flow = kvcalloc(len, sizeof(*env->flow), GFP_KERNEL_ACCOUNT);
	env->walk.seen = kvcalloc(len, sizeof(*env->walk.seen), GFP_KERNEL_ACCOUNT);
	env->keep.at = kvcalloc(len, sizeof(*env->keep.at), GFP_KERNEL_ACCOUNT);
	return env->flow && env->walk.seen && env->keep.at ? 0 : -ENOMEM;
}

static void free_tables(struct mbpf_env *env)
{
	mbpf_keep_free(env);
	kvfree(env->walk.seen);
	kvfree(env->flow);
}

static bool is_division_by_reg(enum mbpf_op op)
{
	u8 bits = BPF_OP(mbpf_op_row(op)->code);

	return mbpf_op_form(op) == MBPF_FORM_ALU_REG && (bits == BPF_DIV || bits == BPF_MOD);
}

static void leave_facts(const struct mbpf_env *env)
{
	u32 pc;

	for (pc = 0; pc < env->prog->len; pc++) {
		struct mbpf_insn_aux *aux = &env->prog->aux[pc];
		u8 seen = env->walk.seen[pc];

		aux->reached = !!(seen & MBPF_SEEN_REACHED);
		if (!aux->reached)
			continue;
		if (mbpf_op_is_cond_jump(aux->op)) {
			aux->never_taken = !(seen & MBPF_SEEN_TAKEN);
			aux->always_taken = !(seen & MBPF_SEEN_FALL);
		}
		if (is_division_by_reg(aux->op))
			aux->divisor_nonzero = !(seen & MBPF_SEEN_ZERO_DIVISOR);
	}
}

/*
 * Deepest sum of frames over all call chains.  The call graph has no cycles
 * and at most MBPF_MAX_FRAMES functions deep was walked, so that many rounds
 * settle every sum.
 */
static u32 deepest_chain(const struct mbpf_env *env)
{
	const struct mbpf_prog *prog = env->prog;
	u32 sum[MBPF_MAX_SUBPROGS];
	u32 round, s, pc;

	for (s = 0; s < prog->nr_subprogs; s++)
		sum[s] = prog->subprogs[s].stack_depth;
	for (round = 1; round < MBPF_MAX_FRAMES; round++) {
		for (s = prog->nr_subprogs; s-- > 0;) {
			u32 deepest = 0;

			for (pc = prog->subprogs[s].start; pc < prog->subprogs[s].end; pc++)
				if (prog->aux[pc].op == MBPF_OP_CALL_LOCAL && prog->aux[pc].reached)
					deepest = max(deepest, sum[prog->aux[pc].subprog]);
			sum[s] = prog->subprogs[s].stack_depth + deepest;
		}
	}
	return sum[0];
}

static void leave_depths(const struct mbpf_env *env)
{
	struct mbpf_prog *prog = env->prog;
	u32 s;

	for (s = 0; s < prog->nr_subprogs; s++)
		prog->subprogs[s].stack_depth = env->depth.bytes[s];
	prog->figures.stack_depth = deepest_chain(env);
}

static void leave_figures(const struct mbpf_env *env, u64 start_ns)
{
	struct mbpf_prog *prog = env->prog;

	prog->figures.processed = env->walk.processed;
	prog->figures.total_states = env->keep.total;
	prog->figures.peak_states = env->keep.peak;
	prog->figures.max_states_per_insn = env->keep.max_per_insn;
	prog->figures.verify_ns = ktime_get_ns() - start_ns;
}

static int run_passes(struct mbpf_env *env)
{
	int err = mbpf_pass_subprogs(env->prog, env->log);

	if (!err)
		err = mbpf_pass_cfg(env->prog, env->flow, env->log);
	if (!err)
		err = mbpf_pass_liveness(env->prog, env->flow);
	if (!err)
		err = mbpf_pass_precision(env->prog, env->flow);
	if (!err)
		err = mbpf_walk(env);
	return err;
}

int mbpf_verify_watched(struct mbpf_prog *prog, u32 flags, struct mbpf_log *log,
			const struct mbpf_watch *watch)
{
	u64 start_ns = ktime_get_ns();
	struct mbpf_env *env = kzalloc(sizeof(*env), GFP_KERNEL_ACCOUNT);
	int err;

	if (!env)
		return -ENOMEM;
	env->prog = prog;
	env->log = log;
	env->flags = flags;
	env->watch = watch;
	env->distance_decides = flags & MBPF_VERIFY_STRICT_ALIGN;
	err = alloc_tables(env);
	if (!err)
		err = run_passes(env);
	if (!err) {
		leave_facts(env);
		leave_depths(env);
	}
	leave_figures(env, start_ns);
	mbpf_dump_figures(env);
	free_tables(env);
	kfree(env);
	return err;
}

int mbpf_verify(struct mbpf_prog *prog, u32 flags, struct mbpf_log *log)
{
	return mbpf_verify_watched(prog, flags, log, NULL);
}
