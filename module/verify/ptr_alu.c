// SPDX-License-Identifier: GPL-2.0
/*
 * Moving pointers: pointer plus or minus a number, and the distance between
 * two packet pointers.  Everything else is refused, by an allow-list of kinds
 * (the flags in MBPF_REG_KINDS): what is not listed cannot be moved.
 *
 * The sum of all distances stays within MBPF_MAX_PTR_OFF in both directions,
 * so that no later addition can overflow.
 */
#include <linux/errno.h>
#include "verify/env.h"

static bool is_known(const struct mbpf_reg *number)
{
	return mbpf_scalar_is_const(&number->var);
}

static bool in_reach(s64 min, s64 max)
{
	return min > -(s64)MBPF_MAX_PTR_OFF && max < (s64)MBPF_MAX_PTR_OFF;
}

static int check_may_move(struct mbpf_env *env, const struct mbpf_reg *ptr,
			  const struct mbpf_reg *number)
{
	u8 flags = mbpf_kind_flags(ptr->kind);

	if (flags & MBPF_KIND_MAYBE_NULL)
		return mbpf_refuse(env, MAYBE_NULL, "pointer arithmetic on %s prohibited; hint: "
				   "null-check it first", mbpf_kind_name(ptr->kind));
	if (!(flags & MBPF_KIND_MOVES))
		return mbpf_refuse(env, PTR_ARITH, "pointer arithmetic on %s prohibited",
				   mbpf_kind_name(ptr->kind));
	if (!is_known(number) && !(flags & MBPF_KIND_VARIES))
		return mbpf_refuse(env, PTR_ARITH, "a pointer to %s can only be moved by a "
				   "number known at load time; variable offset prohibited",
				   mbpf_kind_name(ptr->kind));
	return 0;
}

/* Bounds are checked before and after the addition: a number inside the reach
 * plus a distance inside the reach cannot overflow.
 */
static int check_reach(struct mbpf_env *env, const struct mbpf_scalar *by)
{
	if (in_reach(by->r64.smin, by->r64.smax))
		return 0;
	return mbpf_refuse(env, PTR_ARITH, "the number added to the pointer is unbounded "
			   "(between %lld and %lld), so that it might point anywhere; hint: "
			   "bound it with a comparison or a mask first", (long long)by->r64.smin,
			   (long long)by->r64.smax);
}

static int move_known(struct mbpf_env *env, struct mbpf_reg *out, s64 by)
{
	if (!in_reach(out->off + by, out->off + by))
		return mbpf_refuse(env, PTR_ARITH, "pointer offset %lld is out of reach",
				   (long long)(out->off + by));
	out->off += by;
	if (mbpf_reg_is_packet(out))
		mbpf_note_packet_move(env, out, false);
	return 0;
}

static int move_variable(struct mbpf_env *env, struct mbpf_reg *out,
			 const struct mbpf_scalar *number, bool subtract)
{
	struct mbpf_scalar by = *number, zero = mbpf_scalar_const(0);
	int err;

	if (subtract)
		by = mbpf_scalar_alu(MBPF_OP_SUB64_REG, &zero, number);
	out->var = mbpf_scalar_alu(MBPF_OP_ADD64_REG, &out->var, &by);
	err = check_reach(env, &out->var);
	if (err)
		return err;
	/* A new distance: nothing is known of where the packet ends from here. */
	if (mbpf_reg_is_packet(out)) {
		out->id = mbpf_env_new_id(env);
		out->range = 0;
		mbpf_note_packet_move(env, out, by.r64.smin < 0);
	}
	return 0;
}

static int move(struct mbpf_env *env, const struct mbpf_reg *ptr,
		const struct mbpf_reg *number, bool subtract, struct mbpf_reg *out)
{
	int err = check_may_move(env, ptr, number);
	s64 by;

	if (!err)
		err = check_reach(env, &number->var);
	if (err)
		return err;
	*out = *ptr;
	if (!is_known(number))
		return move_variable(env, out, &number->var, subtract);
	by = number->var.bits.value;
	return move_known(env, out, subtract ? -by : by);
}

/* The distance between two places in the packet is a number like any other. */
static int distance(struct mbpf_env *env, const struct mbpf_reg *dst,
		    const struct mbpf_reg *src, struct mbpf_reg *out)
{
	bool dst_ok = mbpf_reg_is_packet(dst) || dst->kind == MBPF_REG_PACKET_END;
	bool src_ok = mbpf_reg_is_packet(src) || src->kind == MBPF_REG_PACKET_END;

	if (!dst_ok || !src_ok)
		return mbpf_refuse(env, PTR_ARITH, "the distance between %s and %s would tell an "
				   "address; only packet pointers can be subtracted",
				   mbpf_kind_name(dst->kind), mbpf_kind_name(src->kind));
	mbpf_reg_set_unknown(out);
	return 0;
}

int mbpf_step_ptr_alu(struct mbpf_env *env, const struct mbpf_reg *dst,
		      const struct mbpf_reg *src, struct mbpf_reg *out)
{
	enum mbpf_op op = mbpf_env_op(env);
	u8 bits = BPF_OP(mbpf_op_row(op)->code);
	const struct mbpf_reg *ptr = mbpf_reg_is_pointer(dst) ? dst : src;

	if (mbpf_op_is_alu32(op))
		return mbpf_refuse(env, PTR_ARITH, "32-bit pointer arithmetic prohibited: %s is "
				   "a 64-bit address", mbpf_kind_name(ptr->kind));
	if (bits != BPF_ADD && bits != BPF_SUB)
		return mbpf_refuse(env, PTR_ARITH, "pointer arithmetic with %s operator "
				   "prohibited on %s", mbpf_op_row(op)->text,
				   mbpf_kind_name(ptr->kind));
	if (mbpf_reg_is_pointer(dst) && mbpf_reg_is_pointer(src)) {
		if (bits == BPF_SUB)
			return distance(env, dst, src, out);
		return mbpf_refuse(env, PTR_ARITH, "pointer += pointer prohibited: the sum of "
				   "two addresses means nothing");
	}
	if (bits == BPF_SUB && !mbpf_reg_is_pointer(dst))
		return mbpf_refuse(env, PTR_ARITH, "cannot subtract a pointer (%s) from a number",
				   mbpf_kind_name(src->kind));
	return move(env, ptr, ptr == dst ? src : dst, bits == BPF_SUB, out);
}
