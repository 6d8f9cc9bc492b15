// SPDX-License-Identifier: GPL-2.0
/*
 * Keeping states, and not walking twice what was proved once.
 *
 * Where ways join, the state of the path is kept.  The kept states form a tree
 * (each knows the one before it on its path) and count the paths that still
 * depend on them:
 *
 *   branches > 0   an ancestor of the current path: nothing is proved yet.
 *                  Meeting it again unchanged means that the program can go
 *                  round for ever: refused.
 *   branches == 0  every path from here ended safely: a new state that it
 *                  covers needs no walk.
 *
 * A finished state that is asked often and never covers anything is freed
 * again, so that the lists stay short.
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include "verify/env.h"

/**
 * struct mbpf_kept - one kept state
 * @next: others at the same slot
 * @parent: the one before it on its path; not looked at once branches is 0
 * @branches: paths that began here or behind it and have not ended
 * @hits: states it covered
 * @misses: states it was compared with in vain
 * @bytes: memory that @state takes
 * @state: what was known
 */
struct mbpf_kept {
	struct mbpf_kept *next;
	struct mbpf_kept *parent;
	u32 branches;
	u32 hits;
	u32 misses;
	u32 bytes;
	struct mbpf_state state;
};

enum prune_limits {
	/* Instructions between two kept states on a path, at the least. */
	KEEP_DISTANCE = 8,
	/* The more states a slot has, the fewer are added: the distance
	 * doubles with each @KEEP_CROWD of them.
	 */
	KEEP_CROWD = 8,
	KEEP_MAX_DOUBLINGS = 12,
	/* Ancestors that are looked at, the youngest: to find a loop that
	 * changes nothing.  One that comes round more slowly runs into the
	 * budget.
	 */
	KEEP_ANCESTORS = 16,
	/* In vain so much more often than not: free it. */
	KEEP_PATIENCE = 12,
};

void mbpf_path_added(struct mbpf_kept *parent)
{
	if (parent)
		parent->branches++;
}

void mbpf_path_done(struct mbpf_kept *parent)
{
	while (parent && !--parent->branches)
		parent = parent->parent;
}

/* Paths that begin in the middle of a tree of branches are many and short: if
 * none kept a state, each would be walked to the end of the program.
 */
void mbpf_keep_soon(struct mbpf_env *env)
{
	env->keep.since = KEEP_DISTANCE;
}

static void kept_free(struct mbpf_env *env, struct mbpf_kept *kept)
{
	env->keep.bytes -= kept->bytes;
	env->keep.nr--;
	mbpf_state_clear(&kept->state);
	kfree(kept);
}

void mbpf_keep_free(struct mbpf_env *env)
{
	struct mbpf_kept *kept;
	u32 pc;

	if (!env->keep.at)
		return;
	for (pc = 0; pc < env->prog->len; pc++) {
		while ((kept = env->keep.at[pc])) {
			env->keep.at[pc] = kept->next;
			kept_free(env, kept);
		}
	}
	kvfree(env->keep.at);
	env->keep.at = NULL;
}

static int keep_current(struct mbpf_env *env, u32 pc)
{
	struct mbpf_kept *kept = kzalloc(sizeof(*kept), GFP_KERNEL_ACCOUNT);
	int err;

	if (!kept)
		return -ENOMEM;
	err = mbpf_state_copy(&kept->state, &env->walk.state);
	if (err) {
		kfree(kept);
		return err;
	}
	mbpf_state_drop_single_ids(&kept->state);
	/* The current path, which depended on its parent, depends on it through
	 * this one from here on.
	 */
	kept->parent = env->walk.parent;
	kept->branches = 1;
	env->walk.parent = kept;
	kept->next = env->keep.at[pc];
	env->keep.at[pc] = kept;
	kept->bytes = mbpf_state_bytes(&kept->state);
	env->keep.bytes += kept->bytes;
	env->keep.since = 0;
	env->keep.total++;
	env->keep.nr++;
	env->keep.peak = max(env->keep.peak, env->keep.nr);
	return 0;
}

static bool is_worth_keeping(const struct mbpf_env *env, u32 nr_here)
{
	u32 doublings = min_t(u32, nr_here / KEEP_CROWD, KEEP_MAX_DOUBLINGS);

	return env->keep.since >= (u32)KEEP_DISTANCE << doublings &&
	       env->keep.bytes < MBPF_MAX_STATE_BYTES;
}

static bool is_useless(const struct mbpf_kept *kept)
{
	return !kept->branches && kept->misses > KEEP_PATIENCE + 4 * kept->hits;
}

static int refuse_loop(struct mbpf_env *env)
{
	return mbpf_refuse(env, LOOP, "infinite loop detected: the program can come back to this "
			   "instruction with nothing changed, and so never end; hint: every turn "
			   "must change a value that the loop's condition reads");
}

int mbpf_visit(struct mbpf_env *env)
{
	u32 pc = env->walk.pc;
	struct mbpf_kept **at = &env->keep.at[pc];
	struct mbpf_kept *kept;
	u32 nr_here = 0, ancestors = 0;

	if (!env->flow[pc].is_join)
		return MBPF_VISIT_GO_ON;
	while ((kept = *at)) {
		if (kept->branches) {
			if (ancestors++ < KEEP_ANCESTORS &&
			    mbpf_state_same(env, &kept->state, &env->walk.state, pc))
				return refuse_loop(env);
		} else if (!(env->flags & MBPF_VERIFY_NO_PRUNE) &&
			   mbpf_state_covers(env, &kept->state, &env->walk.state, pc)) {
			kept->hits++;
			return MBPF_VISIT_PRUNED;
		}
		kept->misses++;
		if (is_useless(kept)) {
			*at = kept->next;
			kept_free(env, kept);
			continue;
		}
		nr_here++;
		at = &kept->next;
	}
	env->keep.max_per_insn = max(env->keep.max_per_insn, nr_here);
	if (!is_worth_keeping(env, nr_here))
		return MBPF_VISIT_GO_ON;
	return keep_current(env, pc) ?: MBPF_VISIT_GO_ON;
}
