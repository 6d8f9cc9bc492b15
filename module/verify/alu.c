// SPDX-License-Identifier: GPL-2.0
/*
 * Arithmetic on registers.
 *
 * What happens to numbers is scalar_alu.c's business, what happens to pointers
 * ptr_alu.c's.  This room reads the operands, decides which of the two it is
 * and writes the result.  A 32-bit operation on a pointer is refused: its
 * result would be half an address.
 */
#include <linux/errno.h>
#include "verify/env.h"

int mbpf_check_init(struct mbpf_env *env, u32 regno)
{
	if (mbpf_env_reg(env, regno)->kind != MBPF_REG_UNINIT)
		return 0;
	return mbpf_refuse(env, UNINIT, "r%u is read but was never written on this path; hint: "
			   "give it a value on every way to this instruction (R%u !read_ok)",
			   regno, regno);
}

static int check_scalar(struct mbpf_env *env, u32 regno)
{
	const struct mbpf_reg *reg = mbpf_env_reg(env, regno);
	int err = mbpf_check_init(env, regno);

	if (err || mbpf_reg_is_scalar(reg))
		return err;
	return mbpf_refuse(env, PTR_ARITH, "r%u is a pointer (%s), and this operation is for "
			   "numbers only; R%u pointer arithmetic prohibited", regno,
			   mbpf_kind_name(reg->kind), regno);
}

/* The second operand: a register or the sign-extended immediate. */
static int read_operand(struct mbpf_env *env, struct mbpf_reg *out)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	enum mbpf_form form = mbpf_op_form(mbpf_env_op(env));
	int err;

	if (form != MBPF_FORM_ALU_REG && form != MBPF_FORM_MOV_REG &&
	    form != MBPF_FORM_MOVSX) {
		mbpf_reg_set_scalar(out, mbpf_scalar_const((s64)insn->imm));
		return 0;
	}
	err = mbpf_check_init(env, insn->src_reg);
	if (!err)
		*out = *mbpf_env_reg(env, insn->src_reg);
	return err;
}

/* A copy of a number gets the same id, so that what a branch teaches about one
 * is known of the other.  Constants need none.
 */
static void link_copy(struct mbpf_env *env, struct mbpf_reg *dst, struct mbpf_reg *src)
{
	if (mbpf_scalar_is_const(&src->var))
		return;
	if (!src->id)
		src->id = mbpf_env_new_id(env);
	dst->id = src->id;
}

static int step_mov_reg(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	struct mbpf_reg *dst = mbpf_env_reg(env, insn->dst_reg);
	struct mbpf_reg *src = mbpf_env_reg(env, insn->src_reg);
	enum mbpf_op op = mbpf_env_op(env);
	struct mbpf_reg new;
	int err = mbpf_check_init(env, insn->src_reg);

	if (err)
		return err;
	if (mbpf_op_is_alu32(op) && mbpf_reg_is_pointer(src))
		return mbpf_refuse(env, PTR_LEAK, "r%u is a pointer (%s), and a 32-bit move "
				   "would make a number of half of it; partial copy of pointer",
				   insn->src_reg, mbpf_kind_name(src->kind));
	new = *src;
	if (mbpf_reg_is_scalar(src)) {
		bool whole = !mbpf_op_is_alu32(op) || src->var.r64.umax <= U32_MAX;

		mbpf_reg_set_scalar(&new, mbpf_scalar_alu(op, &dst->var, &src->var));
		if (whole)
			link_copy(env, &new, src);
	}
	*dst = new;
	return 0;
}

/* MOVSX, MOV_IMM, NEG and END: one operand, a number. */
static int step_unary(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	struct mbpf_reg *dst = mbpf_env_reg(env, insn->dst_reg);
	enum mbpf_op op = mbpf_env_op(env);
	enum mbpf_form form = mbpf_op_form(op);
	struct mbpf_reg operand;
	int err = 0;

	if (form == MBPF_FORM_MOVSX)
		err = check_scalar(env, insn->src_reg);
	else if (form != MBPF_FORM_MOV_IMM)
		err = check_scalar(env, insn->dst_reg);
	if (!err)
		err = read_operand(env, &operand);
	if (!err)
		mbpf_reg_set_scalar(dst, mbpf_scalar_alu(op, &dst->var, &operand.var));
	return err;
}

static bool op_divides(enum mbpf_op op)
{
	u8 bits = BPF_OP(mbpf_op_row(op)->code);

	return bits == BPF_DIV || bits == BPF_MOD;
}

/* Remember when a divisor may be 0 in the width that the machine looks at. */
static void note_divisor(struct mbpf_env *env, const struct mbpf_scalar *divisor)
{
	struct mbpf_scalar low;
	enum mbpf_op op = mbpf_env_op(env);

	if (!op_divides(op))
		return;
	low = mbpf_op_is_alu32(op) ? mbpf_scalar_low32(divisor) : *divisor;
	if (mbpf_scalar_has(&low, 0))
		env->walk.seen[env->walk.pc] |= MBPF_SEEN_ZERO_DIVISOR;
}

/* r -= r and r ^= r are 0 whatever r is. */
static bool is_self_zeroing(const struct bpf_insn *insn, enum mbpf_op op)
{
	u8 bits = BPF_OP(mbpf_op_row(op)->code);

	return mbpf_op_form(op) == MBPF_FORM_ALU_REG && insn->dst_reg == insn->src_reg &&
	       (bits == BPF_SUB || bits == BPF_XOR);
}

static int step_binary(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	struct mbpf_reg *dst = mbpf_env_reg(env, insn->dst_reg);
	enum mbpf_op op = mbpf_env_op(env);
	struct mbpf_reg src, out;
	int err = mbpf_check_init(env, insn->dst_reg);

	if (!err)
		err = read_operand(env, &src);
	if (err)
		return err;
	if (mbpf_reg_is_pointer(dst) || mbpf_reg_is_pointer(&src)) {
		err = mbpf_step_ptr_alu(env, dst, &src, &out);
		if (!err)
			*dst = out;
		return err;
	}
	note_divisor(env, &src.var);
	if (is_self_zeroing(insn, op))
		mbpf_reg_set_scalar(dst, mbpf_scalar_const(0));
	else
		mbpf_reg_set_scalar(dst, mbpf_scalar_alu(op, &dst->var, &src.var));
	return 0;
}

int mbpf_step_alu(struct mbpf_env *env)
{
	switch (mbpf_op_form(mbpf_env_op(env))) {
	case MBPF_FORM_MOV_REG:
		return step_mov_reg(env);
	case MBPF_FORM_ALU_REG:
	case MBPF_FORM_ALU_IMM:
		return step_binary(env);
	default:
		return step_unary(env);
	}
}

int mbpf_step_ld_imm64(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	const struct mbpf_insn_aux *aux = mbpf_env_aux(env);
	struct mbpf_reg *dst = mbpf_env_reg(env, insn->dst_reg);

	switch (mbpf_op_form(aux->op)) {
	case MBPF_FORM_LD_MAP:
		mbpf_reg_set_pointer(dst, MBPF_REG_MAP);
		dst->map = aux->map;
		return 0;
	case MBPF_FORM_LD_MAP_VALUE:
		mbpf_reg_set_pointer(dst, MBPF_REG_MAP_VALUE);
		dst->map = aux->map;
		dst->off = aux->map_off;
		return 0;
	default:
		mbpf_reg_set_scalar(dst, mbpf_scalar_const(mbpf_insn_imm64(insn)));
		return 0;
	}
}
