// SPDX-License-Identifier: GPL-2.0
/*
 * The walk: the only loop over paths.
 *
 *     take a path -> before each instruction: seen this before? (prune.c)
 *                 -> step it: check, then change the state
 *                 -> until the program ends or the rest is proved already
 *     -> take the next path that waits, until there is none
 *
 * Depth first, so that the states of one path are the ancestors of all that
 * waits.  Ends by itself: each step counts against MBPF_MAX_PROCESSED.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include "verify/env.h"

static int check_budget(struct mbpf_env *env)
{
	if (++env->walk.processed > MBPF_MAX_PROCESSED)
		return mbpf_refuse(env, COMPLEX, "BPF program is too large: after %u "
				   "instructions walked it is still not proved; hint: shorten "
				   "loops, or split the work into functions with fewer different "
				   "states. Processed %u insn", MBPF_MAX_PROCESSED,
				   env->walk.processed - 1);
	if (env->walk.processed % 1024)
		return 0;
	cond_resched();
	return fatal_signal_pending(current) ? -EINTR : 0;
}

/* Step everything that goes on at the next slot. */
static int step_straight(struct mbpf_env *env, u32 *next)
{
	enum mbpf_op op = mbpf_env_op(env);

	*next = env->walk.pc + (mbpf_op_is_wide(op) ? 2 : 1);
	switch (mbpf_op_form(op)) {
	case MBPF_FORM_ALU_REG:
	case MBPF_FORM_ALU_IMM:
	case MBPF_FORM_MOV_REG:
	case MBPF_FORM_MOV_IMM:
	case MBPF_FORM_MOVSX:
	case MBPF_FORM_NEG:
	case MBPF_FORM_END:
		return mbpf_step_alu(env);
	case MBPF_FORM_LDX:
		return mbpf_step_ldx(env);
	case MBPF_FORM_ST:
	case MBPF_FORM_STX:
		return mbpf_step_store(env);
	case MBPF_FORM_ATOMIC:
	case MBPF_FORM_FETCH:
	case MBPF_FORM_CMPXCHG:
		return mbpf_step_atomic(env);
	case MBPF_FORM_LOAD_ACQ:
	case MBPF_FORM_STORE_REL:
		return mbpf_step_ordered(env);
	case MBPF_FORM_CALL_HELPER:
		return mbpf_step_call_helper(env);
	case MBPF_FORM_LD_IMM64:
	case MBPF_FORM_LD_MAP:
	case MBPF_FORM_LD_MAP_VALUE:
		return mbpf_step_ld_imm64(env);
	default:
		return mbpf_refuse(env, SHAPE, "the verifier does not know this instruction");
	}
}

static int step(struct mbpf_env *env, u32 *next, bool *done)
{
	switch (mbpf_op_form(mbpf_env_op(env))) {
	case MBPF_FORM_JA:
	case MBPF_FORM_JA32:
	case MBPF_FORM_JMP_REG:
	case MBPF_FORM_JMP_IMM:
		env->keep.since += 4;
		return mbpf_step_branch(env, next);
	case MBPF_FORM_CALL_LOCAL:
		return mbpf_step_call_local(env, next);
	case MBPF_FORM_EXIT:
		return mbpf_step_exit(env, next, done);
	default:
		return step_straight(env, next);
	}
}

/* One path to its end. */
static int walk_path(struct mbpf_env *env)
{
	bool done = false;
	u32 next;
	int err;

	while (!done) {
		err = check_budget(env);
		if (!err)
			err = mbpf_visit(env);
		if (err)
			return err == MBPF_VISIT_PRUNED ? 0 : err;
		mbpf_dump_insn(env);
		if (env->watch)
			env->watch->step(env->watch->arg, env);
		env->walk.seen[env->walk.pc] |= MBPF_SEEN_REACHED;
		env->keep.since++;
		err = step(env, &next, &done);
		if (err)
			return err;
		env->walk.pc = next;
	}
	return 0;
}

/* Go on with the path that was left last; false when none waits. */
static bool pop_path(struct mbpf_env *env)
{
	struct mbpf_path *path = env->walk.pending;

	mbpf_path_done(env->walk.parent);
	mbpf_state_clear(&env->walk.state);
	if (!path)
		return false;
	env->walk.pending = path->next;
	env->walk.pending_bytes -= mbpf_state_bytes(&path->state);
	env->walk.state = path->state;
	env->walk.pc = path->pc;
	env->walk.parent = path->parent;
	mbpf_keep_soon(env);
	kfree(path);
	return true;
}

static void drop_pending(struct mbpf_env *env)
{
	struct mbpf_path *path;

	mbpf_state_clear(&env->walk.state);
	while ((path = env->walk.pending)) {
		env->walk.pending = path->next;
		mbpf_state_clear(&path->state);
		kfree(path);
	}
}

int mbpf_walk(struct mbpf_env *env)
{
	int err = mbpf_state_init(&env->walk.state);

	if (err)
		return err;
	mbpf_reg_set_pointer(mbpf_env_reg(env, MBPF_R1), MBPF_REG_CTX);
	do {
		err = walk_path(env);
	} while (!err && pop_path(env));
	if (err)
		drop_pending(env);
	return err;
}
