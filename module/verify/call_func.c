// SPDX-License-Identifier: GPL-2.0
/*
 * Functions of the program itself: entering one, leaving one, leaving the
 * program.
 *
 * A function is walked anew from each call, with what is known of its
 * arguments.  It gets r1..r5 and a fresh frame; its caller keeps r6..r9 and
 * gets r0 back.
 */
#include <linux/errno.h>
#include "verify/env.h"

static void set_caller_saved_uninit(struct mbpf_frame *frame)
{
	u32 regno;

	for (regno = MBPF_R1; regno <= MBPF_R5; regno++)
		mbpf_reg_set_uninit(&frame->regs[regno]);
}

int mbpf_step_call_local(struct mbpf_env *env, u32 *next)
{
	struct mbpf_state *state = &env->walk.state;
	u32 callee = mbpf_env_aux(env)->subprog;
	struct mbpf_frame *caller = mbpf_env_frame(env);
	u32 regno;
	int err;

	if (state->nr == MBPF_MAX_FRAMES)
		return mbpf_refuse(env, DEPTH, "the call stack of %d frames is too deep: at most "
				   "%d functions may be in progress at once",
				   MBPF_MAX_FRAMES + 1, MBPF_MAX_FRAMES);
	err = mbpf_state_push_frame(state, callee, env->walk.pc + 1);
	if (err)
		return err;
	for (regno = MBPF_R1; regno <= MBPF_R5; regno++)
		*mbpf_env_reg(env, regno) = caller->regs[regno];
	mbpf_reg_set_uninit(&caller->regs[MBPF_R0]);
	set_caller_saved_uninit(caller);
	*next = env->prog->subprogs[callee].start;
	return 0;
}

static int leave_function(struct mbpf_env *env, u32 *next)
{
	struct mbpf_state *state = &env->walk.state;
	struct mbpf_reg r0 = *mbpf_env_reg(env, MBPF_R0);

	if (r0.kind == MBPF_REG_STACK && r0.frame == state->nr - 1)
		return mbpf_refuse(env, PTR_LEAK, "cannot return stack pointer to the caller: "
				   "the frame that r0 points into ends here");
	*next = mbpf_env_frame(env)->return_pc;
	mbpf_state_pop_frame(state);
	*mbpf_env_reg(env, MBPF_R0) = r0;
	return 0;
}

/* A function that returns nothing leaves r0 unread; that is the caller's to
 * find out.  The main program's r0 is the verdict.
 */
int mbpf_step_exit(struct mbpf_env *env, u32 *next, bool *done)
{
	const struct mbpf_reg *r0 = mbpf_env_reg(env, MBPF_R0);
	int err;

	if (env->walk.state.nr > 1)
		return leave_function(env, next);
	err = mbpf_check_init(env, MBPF_R0);
	if (err)
		return err;
	if (!mbpf_reg_is_scalar(r0))
		return mbpf_refuse(env, PTR_LEAK, "the program returns r0, which is a pointer "
				   "(%s): R0 leaks addr as return value",
				   mbpf_kind_name(r0->kind));
	*done = true;
	return 0;
}
