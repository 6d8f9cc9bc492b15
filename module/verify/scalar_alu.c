// SPDX-License-Identifier: GPL-2.0
/*
 * Arithmetic on sets: from a row of the instruction table to its operator.
 *
 * Why 64-bit operators are enough: a 32-bit instruction works on the low
 * halves and clears the high one.  Extend the operands to 64 bits as the
 * operation sees them, use the 64-bit operator, and keep the low half:
 *
 *	+ - * & | ^ <<		low half depends on low halves only: as they are
 *	/ % >>			zero-extended
 *	s/ s% s>>		sign-extended
 *
 * So whether a divisor can be zero is asked of its low half, and no bound of
 * 64 bits leaks into 32 or back.  (INT_MIN s/ -1 is 2^31, whose low half is
 * INT_MIN again, as the machine has it.)
 *
 * The operators for which bits and both ranges each have one of their own are
 * here; shifts are in scalar_shift.c and division in scalar_div.c.
 *
 * What it does not do: pointers; what arithmetic is allowed.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/swab.h>
#include "core/insn.h"
#include "verify/scalar_ops.h"

struct mbpf_scalar mbpf_scalar_add(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_add(a->bits, b->bits),
		.r64 = mbpf_range64_add(&a->r64, &b->r64),
		.r32 = mbpf_range32_add(&a->r32, &b->r32),
	});
}

struct mbpf_scalar mbpf_scalar_sub(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_sub(a->bits, b->bits),
		.r64 = mbpf_range64_sub(&a->r64, &b->r64),
		.r32 = mbpf_range32_sub(&a->r32, &b->r32),
	});
}

struct mbpf_scalar mbpf_scalar_mul(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_mul(a->bits, b->bits),
		.r64 = mbpf_range64_mul(&a->r64, &b->r64),
		.r32 = mbpf_range32_mul(&a->r32, &b->r32),
	});
}

/* Is @s the one number 2^n - 1, and which n (0 if not)? */
static u32 mask_width(const struct mbpf_scalar *s)
{
	u64 mask = s->bits.value;

	if (!mbpf_scalar_is_const(s) || !mask || mask & (mask + 1))
		return 0;
	return fls64(mask);
}

struct mbpf_scalar mbpf_scalar_and(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	struct mbpf_scalar r, kept;
	u32 width = mask_width(b);

	r = mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_and(a->bits, b->bits),
		.r64 = mbpf_range64_and(&a->r64, &b->r64),
		.r32 = mbpf_range32_and(&a->r32, &b->r32),
	});
	/* Keeping the low bits may keep a range that lies above them. */
	if (!width)
		return r;
	kept = mbpf_scalar_keep_low(a, width);
	return mbpf_scalar_narrowed(&r, &kept);
}

struct mbpf_scalar mbpf_scalar_or(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_or(a->bits, b->bits),
		.r64 = mbpf_range64_or(&a->r64, &b->r64),
		.r32 = mbpf_range32_or(&a->r32, &b->r32),
	});
}

struct mbpf_scalar mbpf_scalar_xor(const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	return mbpf_scalar_settle((struct mbpf_scalar){
		.bits = mbpf_tnum_xor(a->bits, b->bits),
		.r64 = mbpf_range64_xor(&a->r64, &b->r64),
		.r32 = mbpf_range32_xor(&a->r32, &b->r32),
	});
}

/* How a 32-bit instruction's operands become 64-bit ones. */
enum extension { EXTEND_NOT, EXTEND_ZERO, EXTEND_SIGN };

/**
 * struct operator - one arithmetic operator
 * @apply: on 64 bits; NULL if this is none
 * @extend: see the top of this file
 * @is_shift: the second operand is a count: only its low bits are used
 */
struct operator {
	struct mbpf_scalar (*apply)(const struct mbpf_scalar *a, const struct mbpf_scalar *b);
	enum extension extend;
	bool is_shift;
};

#define OPERATOR(code) ((code) >> 4)

static const struct operator operators[16] = {
	[OPERATOR(BPF_ADD)]	= { mbpf_scalar_add },
	[OPERATOR(BPF_SUB)]	= { mbpf_scalar_sub },
	[OPERATOR(BPF_MUL)]	= { mbpf_scalar_mul },
	[OPERATOR(BPF_DIV)]	= { mbpf_scalar_div, EXTEND_ZERO },
	[OPERATOR(BPF_OR)]	= { mbpf_scalar_or },
	[OPERATOR(BPF_AND)]	= { mbpf_scalar_and },
	[OPERATOR(BPF_LSH)]	= { mbpf_scalar_lsh, EXTEND_NOT, true },
	[OPERATOR(BPF_RSH)]	= { mbpf_scalar_rsh, EXTEND_ZERO, true },
	[OPERATOR(BPF_MOD)]	= { mbpf_scalar_mod, EXTEND_ZERO },
	[OPERATOR(BPF_XOR)]	= { mbpf_scalar_xor },
	[OPERATOR(BPF_ARSH)]	= { mbpf_scalar_arsh, EXTEND_SIGN, true },
};

static const struct operator signed_div = { mbpf_scalar_sdiv, EXTEND_SIGN };
static const struct operator signed_mod = { mbpf_scalar_smod, EXTEND_SIGN };

/* Rows of division and modulo say by their selector that they are signed. */
static const struct operator *row_operator(const struct mbpf_opcode *row)
{
	u8 code = BPF_OP(row->code);

	if (row->select == MBPF_SELECT_OFF && row->value == 1)
		return code == BPF_DIV ? &signed_div : &signed_mod;
	return &operators[OPERATOR(code)];
}

static struct mbpf_scalar extend(const struct mbpf_scalar *s, enum extension how)
{
	switch (how) {
	case EXTEND_ZERO:
		return mbpf_scalar_zext(s, 4);
	case EXTEND_SIGN:
		return mbpf_scalar_sext(s, 4);
	default:
		return *s;
	}
}

static struct mbpf_scalar binary(enum mbpf_op op, const struct mbpf_scalar *a,
				 const struct mbpf_scalar *b)
{
	const struct operator *o = row_operator(mbpf_op_row(op));
	enum extension how = mbpf_op_is_alu32(op) ? o->extend : EXTEND_NOT;
	struct mbpf_scalar x = extend(a, how), y;

	if (!o->apply)
		return mbpf_scalar_unknown();
	if (o->is_shift)
		y = mbpf_scalar_keep_low(b, mbpf_op_is_alu32(op) ? 5 : 6);
	else
		y = extend(b, how);
	return o->apply(&x, &y);
}

/* The low @width bits with their bytes in the opposite order. */
static struct mbpf_scalar swap_bytes(const struct mbpf_scalar *s, u32 width)
{
	return mbpf_scalar_from_bits((struct mbpf_tnum){
		.value = swab64(s->bits.value) >> (64 - width),
		.mask = swab64(s->bits.mask) >> (64 - width),
	});
}

/* To the order that this machine has, nothing is swapped; the cut remains. */
static struct mbpf_scalar byte_order(const struct mbpf_opcode *row, const struct mbpf_scalar *s)
{
	bool big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
	bool to_big = BPF_SRC(row->code) == BPF_TO_BE;

	if (BPF_CLASS(row->code) == BPF_ALU && big == to_big)
		return mbpf_scalar_keep_low(s, row->value);
	return swap_bytes(s, row->value);
}

struct mbpf_scalar mbpf_scalar_alu(enum mbpf_op op, const struct mbpf_scalar *a,
				   const struct mbpf_scalar *b)
{
	const struct mbpf_opcode *row = mbpf_op_row(op);
	struct mbpf_scalar zero = mbpf_scalar_const(0);
	struct mbpf_scalar r;

	switch (row->form) {
	case MBPF_FORM_ALU_REG:
	case MBPF_FORM_ALU_IMM:
		r = binary(op, a, b);
		break;
	case MBPF_FORM_MOV_REG:
	case MBPF_FORM_MOV_IMM:
		r = *b;
		break;
	case MBPF_FORM_MOVSX:
		r = mbpf_scalar_sext(b, row->value / 8);
		break;
	case MBPF_FORM_NEG:
		r = mbpf_scalar_sub(&zero, a);
		break;
	case MBPF_FORM_END:
		/* Its class does not tell the width, as it does elsewhere. */
		return byte_order(row, a);
	default:
		return mbpf_scalar_unknown();
	}
	return mbpf_op_is_alu32(op) ? mbpf_scalar_low32(&r) : r;
}
