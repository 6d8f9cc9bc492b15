/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What tests of scalars share: what instructions really do (RFC 9669), written
 * on its own and with plain numbers, so that no mistake of the verifier's can
 * be in both; and sets to try them on.
 */
#ifndef MBPF_TEST_SCALAR_H
#define MBPF_TEST_SCALAR_H

#include <linux/types.h>
#include <linux/kernel.h>
#include "core/insn.h"
#include "verify/scalar.h"
#include "tap.h"

static inline bool is_alu_row(enum mbpf_op op)
{
	switch (mbpf_op_form(op)) {
	case MBPF_FORM_ALU_REG:
	case MBPF_FORM_ALU_IMM:
	case MBPF_FORM_MOV_REG:
	case MBPF_FORM_MOV_IMM:
	case MBPF_FORM_MOVSX:
	case MBPF_FORM_NEG:
	case MBPF_FORM_END:
		return true;
	default:
		return false;
	}
}

static inline bool is_jmp_row(enum mbpf_op op)
{
	return mbpf_op_form(op) == MBPF_FORM_JMP_REG || mbpf_op_form(op) == MBPF_FORM_JMP_IMM;
}

/* The low @bits of @x as a signed number. */
static inline s64 signed_of(u64 x, u32 bits)
{
	u64 sign = 1ULL << (bits - 1);

	if (bits < 64)
		x &= (1ULL << bits) - 1;
	return (s64)((x ^ sign) - sign);
}

static inline u64 swapped(u64 x, u32 bits)
{
	u64 r = 0;
	u32 i;

	for (i = 0; i < bits; i += 8)
		r |= ((x >> i) & 255) << (bits - 8 - i);
	return r;
}

static inline s64 true_sdiv(s64 x, s64 y, u32 bits)
{
	if (!y)
		return 0;
	return y == -1 ? signed_of(-(u64)x, bits) : x / y;
}

static inline s64 true_smod(s64 x, s64 y)
{
	if (!y)
		return x;
	return y == -1 ? 0 : x % y;
}

/* ALU forms on @bits, not yet cut to them. */
static inline u64 true_binary(const struct mbpf_opcode *row, u64 x, u64 y, u32 bits)
{
	bool is_signed = row->select == MBPF_SELECT_OFF && row->value == 1;
	u32 count = y & (bits - 1);

	switch (BPF_OP(row->code)) {
	case BPF_ADD:
		return x + y;
	case BPF_SUB:
		return x - y;
	case BPF_MUL:
		return x * y;
	case BPF_DIV:
		if (is_signed)
			return true_sdiv(signed_of(x, bits), signed_of(y, bits), bits);
		return y ? x / y : 0;
	case BPF_MOD:
		if (is_signed)
			return true_smod(signed_of(x, bits), signed_of(y, bits));
		return y ? x % y : x;
	case BPF_OR:
		return x | y;
	case BPF_AND:
		return x & y;
	case BPF_XOR:
		return x ^ y;
	case BPF_LSH:
		return x << count;
	case BPF_RSH:
		return x >> count;
	case BPF_ARSH:
		return signed_of(x, bits) >> count;
	default:
		bail_out("no reference for %s", row->name);
	}
}

/* The number that an ALU row makes of @x (dst) and @y (src or imm). */
static inline u64 true_alu(enum mbpf_op op, u64 x, u64 y)
{
	const struct mbpf_opcode *row = &mbpf_opcodes[op];
	bool is_32 = (row->code & 7) == BPF_ALU;
	u64 cut = is_32 ? 0xffffffffULL : ~0ULL;

	switch (row->form) {
	case MBPF_FORM_MOV_REG:
	case MBPF_FORM_MOV_IMM:
		return y & cut;
	case MBPF_FORM_MOVSX:
		return signed_of(y, row->value) & cut;
	case MBPF_FORM_NEG:
		return -x & cut;
	case MBPF_FORM_END:
		/* These tests run on little-endian machines. */
		cut = ~0ULL >> (64 - row->value);
		return is_32 && BPF_SRC(row->code) == BPF_TO_LE ? x & cut :
								   swapped(x & cut, row->value);
	default:
		return true_binary(row, x & cut, y & cut, is_32 ? 32 : 64) & cut;
	}
}

/* Does a conditional jump row jump? */
static inline bool true_jump(enum mbpf_op op, u64 x, u64 y)
{
	const struct mbpf_opcode *row = &mbpf_opcodes[op];
	u32 bits = (row->code & 7) == BPF_JMP32 ? 32 : 64;
	s64 sx = signed_of(x, bits), sy = signed_of(y, bits);

	if (bits == 32) {
		x &= 0xffffffff;
		y &= 0xffffffff;
	}
	switch (BPF_OP(row->code)) {
	case BPF_JEQ:
		return x == y;
	case BPF_JNE:
		return x != y;
	case BPF_JGT:
		return x > y;
	case BPF_JGE:
		return x >= y;
	case BPF_JLT:
		return x < y;
	case BPF_JLE:
		return x <= y;
	case BPF_JSGT:
		return sx > sy;
	case BPF_JSGE:
		return sx >= sy;
	case BPF_JSLT:
		return sx < sy;
	case BPF_JSLE:
		return sx <= sy;
	case BPF_JSET:
		return x & y;
	default:
		bail_out("no reference for %s", row->name);
	}
}

/* Is it one that may be handed out: nothing upside down, one number or more? */
static inline bool is_well_formed(const struct mbpf_scalar *s)
{
	return !(s->bits.value & s->bits.mask) &&
	       s->r64.umin <= s->r64.umax && s->r64.smin <= s->r64.smax &&
	       s->r32.umin <= s->r32.umax && s->r32.smin <= s->r32.smax &&
	       mbpf_scalar_is_const(s) == (s->r64.umin == s->r64.umax) &&
	       mbpf_scalar_is_const(s) == (s->r64.smin == s->r64.smax);
}

/* xorshift: the same numbers in every run. */
static u64 random_state = 0x9e3779b97f4a7c15ULL;

static inline u64 random64(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static inline u32 random_below(u32 n)
{
	return (random64() >> 33) % n;
}

/* All magnitudes are equally likely. */
static inline u64 random_size(void)
{
	u32 bits = random_below(65);

	return bits ? random64() >> (64 - bits) : 0;
}

/* Numbers near those where something happens. */
static inline u64 random_number(void)
{
	static const u64 edges[] = {
		0, 32, 64, 255, 65535, 1ULL << 31, 1ULL << 32, 1ULL << 63,
		-(1ULL << 31), -(1ULL << 32), 0x7fffffff00000000, 0xffffffff,
	};

	switch (random_below(3)) {
	case 0:
		return edges[random_below(ARRAY_SIZE(edges))] + random_below(9) - 4;
	case 1:
		return random_below(2) ? random_size() : -random_size();
	default:
		return random64();
	}
}

/* A random set that holds @member: constraints around it, some of them. */
static inline struct mbpf_scalar random_set(u64 member)
{
	struct mbpf_scalar s = mbpf_scalar_unknown(), with;
	u32 which = random_below(64), low = member;
	u64 size, mask;

	if (which == 0)
		return mbpf_scalar_const(member);
	if (which & 1) {
		mask = random64() & random64();
		mask = random_below(2) ? mask : ~mask;
		s.bits = (struct mbpf_tnum){ .value = member & ~mask, .mask = mask };
	}
	if (which & 2) {
		size = random_size();
		s.r64.umin = member > size ? member - size : 0;
		size = random_size();
		s.r64.umax = member + size > member ? member + size : ~0ULL;
	}
	if (which & 4) {
		size = random_size();
		with = mbpf_scalar_unknown();
		s.r64.smin = (s64)(member - size) < (s64)member ? member - size : S64_MIN;
		size = random_size();
		s.r64.smax = (s64)(member + size) > (s64)member ? member + size : S64_MAX;
	}
	if (which & 8) {
		size = random_size() >> 32;
		s.r32.umin = low > size ? low - size : 0;
		size = random_size() >> 32;
		s.r32.umax = low + size < U32_MAX ? low + size : U32_MAX;
	}
	if (which & 16) {
		size = random_size() >> 32;
		s.r32.smin = max_t(s64, (s64)(s32)low - (s64)size, S32_MIN);
		size = random_size() >> 32;
		s.r32.smax = min_t(s64, (s64)(s32)low + (s64)size, S32_MAX);
	}
	with = mbpf_scalar_unknown();
	if (!mbpf_scalar_intersect(&s, &s, &with))
		bail_out("a set that holds 0x%llx was found empty", member);
	return s;
}

/* The words in which tests tell short stories in BPF. */

static inline struct mbpf_scalar unknown(void)
{
	return mbpf_scalar_unknown();
}

static inline struct mbpf_scalar num(u64 x)
{
	return mbpf_scalar_const(x);
}

static inline struct mbpf_scalar upto(u64 max)
{
	return mbpf_scalar_urange(0, max);
}

/* dst = dst op src */
static inline struct mbpf_scalar alu(enum mbpf_op op, struct mbpf_scalar a, struct mbpf_scalar b)
{
	return mbpf_scalar_alu(op, &a, &b);
}

/* dst = dst op imm */
static inline struct mbpf_scalar imm(enum mbpf_op op, struct mbpf_scalar a, s32 value)
{
	return alu(op, a, num((s64)value));
}

/* if dst op imm: what is known of dst; an impossible way fails the test. */
static inline struct mbpf_scalar when(struct mbpf_scalar a, enum mbpf_op op, s64 value, bool taken)
{
	struct mbpf_scalar b = num(value);

	if (!mbpf_scalar_branch(op, taken, &a, &b))
		ok(false, "%s can go this way", mbpf_opcodes[op].name);
	return a;
}

static inline bool is_possible(struct mbpf_scalar a, enum mbpf_op op, struct mbpf_scalar b,
			       bool taken)
{
	return mbpf_scalar_branch(op, taken, &a, &b);
}

static inline void is_urange(struct mbpf_scalar s, u64 min, u64 max, const char *name)
{
	if (!ok(s.r64.umin == min && s.r64.umax == max, "%s", name))
		diag("  expected 0x%llx..0x%llx, got 0x%llx..0x%llx", min, max,
		     s.r64.umin, s.r64.umax);
}

static inline void is_srange(struct mbpf_scalar s, s64 min, s64 max, const char *name)
{
	if (!ok(s.r64.smin == min && s.r64.smax == max, "%s", name))
		diag("  expected %lld..%lld, got %lld..%lld", min, max, s.r64.smin, s.r64.smax);
}

static inline void is_number(struct mbpf_scalar s, u64 value, const char *name)
{
	if (!ok(mbpf_scalar_is_const(&s) && s.bits.value == value, "%s", name))
		diag("  expected 0x%llx, got 0x%llx..0x%llx", value, s.r64.umin, s.r64.umax);
}

/* A set that only knows its low half's range. */
static inline struct mbpf_scalar low_half(u32 min, u32 max)
{
	struct mbpf_scalar s = unknown(), all = unknown();

	s.r32.umin = min;
	s.r32.umax = max;
	if (!mbpf_scalar_intersect(&s, &s, &all))
		bail_out("a range of the low half is empty");
	return s;
}

#endif /* MBPF_TEST_SCALAR_H */
