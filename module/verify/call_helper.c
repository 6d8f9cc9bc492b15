// SPDX-License-Identifier: GPL-2.0
/*
 * Calling a helper: may this program, are the arguments right, and what is
 * known afterwards.  The phrases in parentheses are those that feature probes
 * look for.
 */
#include <linux/errno.h>
#include "verify/env.h"

static int find_helper(struct mbpf_env *env, const struct mbpf_helper **out)
{
	u32 id = mbpf_env_insn(env)->imm;
	const struct mbpf_helper *helper = mbpf_helper_find(id);
	const char *name = mbpf_helper_name(id);

	*out = helper;
	if (!name && !helper)
		return mbpf_refuse(env, HELPER, "there is no helper %u (invalid func unknown#%u)",
				   id, id);
	if (!helper)
		return mbpf_refuse(env, HELPER, "mbpf has no helper bpf_%s (unknown func "
				   "bpf_%s#%u)", name, name, id);
	if (!env->prog->ptype->has_helper(id))
		return mbpf_refuse(env, HELPER, "a %s program has no use for it (program of this "
				   "type cannot use helper bpf_%s#%u)", env->prog->ptype->name,
				   helper->name, id);
	if ((helper->flags & MBPF_HELPER_GPL) && !env->prog->gpl)
		return mbpf_refuse(env, HELPER, "bpf_%s is for GPL-compatible programs: cannot "
				   "call GPL-restricted function from non-GPL compatible "
				   "program; hint: declare char LICENSE[] SEC(\"license\") = "
				   "\"GPL\"", helper->name);
	return 0;
}

/* Registers behind the last argument are dead here: pruning forgets them, and
 * so nothing that holds on every path can be said of them.
 */
static u32 count_args(struct mbpf_env *env, const struct mbpf_helper *helper)
{
	u32 regno = MBPF_R1;

	while (regno <= MBPF_R5 && helper->arg[regno - 1] != MBPF_ARG_NONE &&
	       mbpf_env_reg(env, regno)->kind != MBPF_REG_UNINIT)
		regno++;
	return regno - MBPF_R1;
}

/*
 * The map is a fact only while every path brings the same one, and an optional
 * argument is there only when every path brings it.  Pruning keeps to that: a
 * state in which the argument is not there covers one in which it is anything,
 * but then the fact already says that it is not there.
 */
static void note_call(struct mbpf_env *env, const struct mbpf_helper *helper,
		      struct mbpf_map *map)
{
	struct mbpf_insn_aux *aux = mbpf_env_aux(env);
	u8 *seen = &env->walk.seen[env->walk.pc];
	u8 nr_args = count_args(env, helper);
	bool first = !(*seen & MBPF_SEEN_CALL);

	aux->helper = helper;
	aux->map = first || aux->map == map ? map : NULL;
	aux->nr_args = first ? nr_args : min(aux->nr_args, nr_args);
	*seen |= MBPF_SEEN_CALL;
}

static void set_result(struct mbpf_env *env, const struct mbpf_helper *helper,
		       struct mbpf_map *map)
{
	struct mbpf_reg *r0 = mbpf_env_reg(env, MBPF_R0);
	u32 regno;

	for (regno = MBPF_R1; regno <= MBPF_R5; regno++)
		mbpf_reg_set_uninit(mbpf_env_reg(env, regno));
	if (helper->ret != MBPF_RET_MAP_VALUE_OR_NULL) {
		mbpf_reg_set_unknown(r0);
		return;
	}
	mbpf_reg_set_pointer(r0, MBPF_REG_MAP_VALUE_OR_NULL);
	r0->map = map;
	r0->id = mbpf_env_new_id(env);
}

int mbpf_step_call_helper(struct mbpf_env *env)
{
	const struct mbpf_helper *helper;
	struct mbpf_call_args args = { .map = NULL };
	int err = find_helper(env, &helper);

	if (!err)
		err = mbpf_check_helper_args(env, helper, &args);
	if (!err && helper->ret == MBPF_RET_MAP_VALUE_OR_NULL && !args.map)
		err = mbpf_refuse(env, HELPER, "bpf_%s returns a map's value but takes no map",
				  helper->name);
	if (!err && args.has_filled)
		err = mbpf_set_mem_arg(env, &args.filled);
	if (err)
		return err;
	note_call(env, helper, args.map);
	if (helper->flags & MBPF_HELPER_MOVES_PACKET)
		mbpf_mark_packet_stale(env);
	set_result(env, helper, args.map);
	return 0;
}
