// SPDX-License-Identifier: GPL-2.0
/*
 * Conditional jumps: which ways can it go, and what does each way teach.
 *
 * The way that falls through is walked at once, the other one waits in
 * env->walk.pending with its own copy of the state.  A way that the numbers
 * rule out is not walked at all.
 *
 * What is learnt:
 *   number ? number     both are narrowed, and with them all that share an id
 *   value ? 0           a map value that might be null is one or the other
 *   packet ? its end    how many bytes are there (mem_packet.c)
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include "verify/env.h"

/**
 * struct fork - the two ways of one conditional jump
 * @can_take: may it jump?
 * @can_fall: may it fall through?
 * @dst: first operand as it was before
 * @src: second operand as it was before
 * @dst_if: numbers: the first operand when it falls through, when it jumps
 * @src_if: numbers: the second operand likewise
 * @learn: what the way that is @taken teaches, put into @state; NULL: nothing
 */
struct fork {
	bool can_take;
	bool can_fall;
	struct mbpf_reg dst;
	struct mbpf_reg src;
	struct mbpf_scalar dst_if[2];
	struct mbpf_scalar src_if[2];
	void (*learn)(const struct mbpf_env *env, const struct fork *fork,
		      struct mbpf_state *state, bool taken);
};

int mbpf_push_path(struct mbpf_env *env, struct mbpf_state *state, u32 pc)
{
	u32 bytes = mbpf_state_bytes(state);
	struct mbpf_path *path;

	if (env->walk.pending_bytes + bytes > MBPF_MAX_STATE_BYTES)
		return mbpf_refuse(env, COMPLEX, "so many ways lead off the path to here and "
				   "wait to be walked that their states fill %d MiB; hint: split "
				   "the work into shorter programs", MBPF_MAX_STATE_BYTES >> 20);
	path = kzalloc(sizeof(*path), GFP_KERNEL_ACCOUNT);
	if (!path)
		return -ENOMEM;
	env->walk.pending_bytes += bytes;
	path->state = *state;
	memset(state, 0, sizeof(*state));
	path->pc = pc;
	path->parent = env->walk.parent;
	mbpf_path_added(path->parent);
	path->next = env->walk.pending;
	env->walk.pending = path;
	return 0;
}

/* --- numbers --- */

struct number_lesson {
	u32 id;
	struct mbpf_scalar value;
};

static void learn_linked(struct mbpf_reg *reg, void *arg)
{
	const struct number_lesson *lesson = arg;

	if (mbpf_reg_is_scalar(reg) && reg->id == lesson->id)
		reg->var = lesson->value;
}

static void learn_number(struct mbpf_state *state, u32 regno, struct mbpf_scalar value)
{
	struct mbpf_reg *reg = &mbpf_state_top(state)->regs[regno];
	struct number_lesson lesson = { .id = reg->id, .value = value };

	reg->var = value;
	if (reg->id)
		mbpf_state_visit_regs(state, learn_linked, &lesson);
}

/* Both operands are the same number: what does the comparison say? */
static void decide_same(enum mbpf_op op, struct fork *fork)
{
	switch (BPF_OP(mbpf_op_row(op)->code)) {
	case BPF_JEQ:
	case BPF_JGE:
	case BPF_JLE:
	case BPF_JSGE:
	case BPF_JSLE:
		fork->can_fall = false;
		break;
	case BPF_JSET:
		break;
	default:
		fork->can_take = false;
	}
}

static bool is_same_number(const struct bpf_insn *insn, enum mbpf_op op,
			   const struct fork *fork)
{
	if (mbpf_op_form(op) != MBPF_FORM_JMP_REG)
		return false;
	return insn->dst_reg == insn->src_reg ||
	       (fork->dst.id && fork->dst.id == fork->src.id);
}

/* Try one way; when it is impossible say so. */
static bool try_way(enum mbpf_op op, struct fork *fork, bool taken)
{
	fork->dst_if[taken] = fork->dst.var;
	fork->src_if[taken] = fork->src.var;
	return mbpf_scalar_branch(op, taken, &fork->dst_if[taken], &fork->src_if[taken]);
}

static void learn_numbers(const struct mbpf_env *env, const struct fork *fork,
			  struct mbpf_state *state, bool taken)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);

	learn_number(state, insn->dst_reg, fork->dst_if[taken]);
	if (mbpf_op_form(mbpf_env_op(env)) == MBPF_FORM_JMP_REG)
		learn_number(state, insn->src_reg, fork->src_if[taken]);
}

static void branch_numbers(struct mbpf_env *env, struct fork *fork)
{
	enum mbpf_op op = mbpf_env_op(env);

	if (is_same_number(mbpf_env_insn(env), op, fork)) {
		decide_same(op, fork);
		return;
	}
	fork->can_take = try_way(op, fork, true);
	fork->can_fall = try_way(op, fork, false);
	fork->learn = learn_numbers;
	/* Neither way: the state was empty already.  Nothing is learnt from
	 * that; walking both is always right.
	 */
	if (!fork->can_take && !fork->can_fall) {
		fork->can_take = true;
		fork->can_fall = true;
		fork->learn = NULL;
	}
}

/* --- null --- */

struct null_lesson {
	u32 id;
	bool is_null;
};

static void learn_linked_null(struct mbpf_reg *reg, void *arg)
{
	const struct null_lesson *lesson = arg;

	if (reg->kind != MBPF_REG_MAP_VALUE_OR_NULL || reg->id != lesson->id)
		return;
	if (lesson->is_null) {
		mbpf_reg_set_scalar(reg, mbpf_scalar_const(0));
		return;
	}
	reg->kind = MBPF_REG_MAP_VALUE;
	reg->id = 0;
}

/* "value == 0" or "value != 0", either way round: which register is it? */
static const struct mbpf_reg *null_tested(enum mbpf_op op, const struct fork *fork)
{
	u8 bits = BPF_OP(mbpf_op_row(op)->code);

	if (bits != BPF_JEQ && bits != BPF_JNE)
		return NULL;
	if (fork->dst.kind == MBPF_REG_MAP_VALUE_OR_NULL && mbpf_reg_is_zero(&fork->src))
		return &fork->dst;
	if (fork->src.kind == MBPF_REG_MAP_VALUE_OR_NULL && mbpf_reg_is_zero(&fork->dst))
		return &fork->src;
	return NULL;
}

static void learn_null(const struct mbpf_env *env, const struct fork *fork,
		       struct mbpf_state *state, bool taken)
{
	enum mbpf_op op = mbpf_env_op(env);
	struct null_lesson lesson = {
		.id = null_tested(op, fork)->id,
		.is_null = taken == (BPF_OP(mbpf_op_row(op)->code) == BPF_JEQ),
	};

	mbpf_state_visit_regs(state, learn_linked_null, &lesson);
}

/* --- the packet's end --- */

/* The comparison with its operands exchanged: a > b is b < a. */
static u8 exchanged(u8 bits)
{
	switch (bits) {
	case BPF_JGT:
		return BPF_JLT;
	case BPF_JGE:
		return BPF_JLE;
	case BPF_JLT:
		return BPF_JGT;
	case BPF_JLE:
		return BPF_JGE;
	default:
		return bits;
	}
}

static bool bounds(const struct mbpf_reg *end, const struct mbpf_reg *p)
{
	if (p->kind == MBPF_REG_PACKET)
		return end->kind == MBPF_REG_PACKET_END;
	if (p->kind != MBPF_REG_PACKET_META || end->kind != MBPF_REG_PACKET)
		return false;
	return !end->off && !mbpf_reg_has_var(end);
}

/*
 * "p > end" falls through when p <= end, "p >= end" when p < end; "p < end" and
 * "p <= end" say so when they jump.  The other ways teach nothing.
 */
static void learn_end(const struct mbpf_env *env, const struct fork *fork,
		      struct mbpf_state *state, bool taken)
{
	u8 bits = BPF_OP(mbpf_op_row(mbpf_env_op(env))->code);
	const struct mbpf_reg *p = &fork->dst;
	bool teaches;

	if (!bounds(&fork->src, p)) {
		p = &fork->src;
		bits = exchanged(bits);
	}
	teaches = taken ? bits == BPF_JLT || bits == BPF_JLE : bits == BPF_JGT || bits == BPF_JGE;
	if (teaches)
		mbpf_learn_packet_range(state, p, bits == BPF_JLT || bits == BPF_JGE);
}

/* --- pointers --- */

static bool is_packet_kind(const struct mbpf_reg *reg)
{
	return mbpf_reg_is_packet(reg) || reg->kind == MBPF_REG_PACKET_END;
}

/* What may be compared at all: order only inside one packet, equality with 0
 * and among pointers.  Anything else would find out an address bit by bit.
 */
static int check_comparable(struct mbpf_env *env, const struct fork *fork)
{
	enum mbpf_op op = mbpf_env_op(env);
	u8 bits = BPF_OP(mbpf_op_row(op)->code);
	bool both = mbpf_reg_is_pointer(&fork->dst) && mbpf_reg_is_pointer(&fork->src);
	bool zero = mbpf_reg_is_zero(&fork->dst) || mbpf_reg_is_zero(&fork->src);

	if (mbpf_op_is_jmp32(op))
		return mbpf_refuse(env, PTR_LEAK, "a 32-bit comparison of a pointer looks at "
				   "half of an address: pointer comparison prohibited");
	if ((bits == BPF_JEQ || bits == BPF_JNE) && (both || zero))
		return 0;
	if (is_packet_kind(&fork->dst) && is_packet_kind(&fork->src))
		return 0;
	return mbpf_refuse(env, PTR_LEAK, "comparing %s with %s this way would tell an address: "
			   "pointer comparison prohibited", mbpf_kind_name(fork->dst.kind),
			   mbpf_kind_name(fork->src.kind));
}

static int branch_pointers(struct mbpf_env *env, struct fork *fork)
{
	int err = check_comparable(env, fork);

	if (err)
		return err;
	if (null_tested(mbpf_env_op(env), fork))
		fork->learn = learn_null;
	else if (bounds(&fork->src, &fork->dst) || bounds(&fork->dst, &fork->src))
		fork->learn = learn_end;
	return 0;
}

/* --- the jump --- */

static int read_operands(struct mbpf_env *env, struct fork *fork)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	int err = mbpf_check_init(env, insn->dst_reg);

	if (err)
		return err;
	fork->dst = *mbpf_env_reg(env, insn->dst_reg);
	if (mbpf_op_form(mbpf_env_op(env)) == MBPF_FORM_JMP_IMM) {
		mbpf_reg_set_scalar(&fork->src, mbpf_scalar_const((s64)insn->imm));
		return 0;
	}
	err = mbpf_check_init(env, insn->src_reg);
	if (!err)
		fork->src = *mbpf_env_reg(env, insn->src_reg);
	return err;
}

static void note_ways(struct mbpf_env *env, const struct fork *fork)
{
	u8 *seen = &env->walk.seen[env->walk.pc];

	if (fork->can_take)
		*seen |= MBPF_SEEN_TAKEN;
	if (fork->can_fall)
		*seen |= MBPF_SEEN_FALL;
}

static void learn(struct mbpf_env *env, const struct fork *fork, struct mbpf_state *state,
		  bool taken)
{
	if (fork->learn)
		fork->learn(env, fork, state, taken);
}

/* Both ways are possible: the one that jumps gets a state of its own, and waits. */
static int split(struct mbpf_env *env, const struct fork *fork, u32 target)
{
	struct mbpf_state taken;
	int err = mbpf_state_copy(&taken, &env->walk.state);

	if (err)
		return err;
	learn(env, fork, &taken, true);
	err = mbpf_push_path(env, &taken, target);
	mbpf_state_clear(&taken);
	return err;
}

static int step_conditional(struct mbpf_env *env, u32 target, u32 *next)
{
	struct fork fork = { .can_take = true, .can_fall = true };
	int err = read_operands(env, &fork);

	if (err)
		return err;
	if (mbpf_reg_is_scalar(&fork.dst) && mbpf_reg_is_scalar(&fork.src))
		branch_numbers(env, &fork);
	else
		err = branch_pointers(env, &fork);
	if (!err && fork.can_take && fork.can_fall)
		err = split(env, &fork, target);
	if (err)
		return err;
	note_ways(env, &fork);
	learn(env, &fork, &env->walk.state, !fork.can_fall);
	*next = fork.can_fall ? env->walk.pc + 1 : target;
	return 0;
}

int mbpf_step_branch(struct mbpf_env *env, u32 *next)
{
	enum mbpf_op op = mbpf_env_op(env);
	u32 target = mbpf_insn_target(mbpf_env_insn(env), op, env->walk.pc);

	if (mbpf_op_is_cond_jump(op))
		return step_conditional(env, target, next);
	*next = target;
	return 0;
}
