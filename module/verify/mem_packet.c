// SPDX-License-Identifier: GPL-2.0
/*
 * The packet.
 *
 * Nobody knows at load time how long a packet is; a program finds out by
 * comparing a pointer with data_end.  With p = data + var + off,
 *
 *     data ........ data + var ................. p ........... data_end
 *                   |<----------- off -------->|
 *
 * "p <= data_end" teaches that @off bytes behind data + var are there.  All
 * pointers with the same @var (the same id) learn it, as their range.  It is
 * true if var >= 0 and the sum did not wrap around; the latter cannot be, since
 * packets lie tens of terabytes below the end of the address space and
 * MBPF_MAX_PTR_OFF is half a gigabyte.  Metadata in front of the packet works
 * the same way, with data in the place of data_end.
 *
 * So the number in a packet pointer decides little: whether it may be negative.
 * As long as no pointer was moved backwards by a variable or, by whatever,
 * further than FAR_MOVE from the start, states that differ in it alone are one
 * to equal.c.  (Then each step from one state to another that covers it adds
 * less than twice FAR_MOVE to what the pointer really is, and there are fewer
 * than half a million such steps: 16 TiB, still far from the end of the address
 * space.)
 */
#include <linux/errno.h>
#include "verify/env.h"

enum packet_limits { FAR_MOVE = 1 << 24 };

static const char *end_name(const struct mbpf_reg *reg)
{
	return reg->kind == MBPF_REG_PACKET ? "data_end" : "data";
}

int mbpf_check_packet(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	const struct mbpf_reg *reg = mem->reg;
	s64 first = (s64)reg->off + mem->off;
	s64 end = first + mem->size;

	if (reg->var.r64.smin < 0)
		return mbpf_refuse(env, PACKET_BOUNDS, "r%u may point before the packet: %lld "
				   "was added to it at the least; hint: make sure that the "
				   "number is not negative", mem->regno,
				   (long long)reg->var.r64.smin);
	if (first < 0)
		return mbpf_refuse(env, PACKET_BOUNDS, "r%u leads to byte %lld of the packet: "
				   "invalid access to packet, off=%lld size=%u", mem->regno,
				   (long long)first, (long long)first, mem->size);
	if (end > reg->range)
		return mbpf_refuse(env, PACKET_BOUNDS, "r%u%+d reads or writes %u bytes up to "
				   "offset %lld of the packet, but the program has only compared "
				   "%u bytes with %s: invalid access to packet, off=%lld "
				   "size=%u, R%u; hint: return before this if pointer + %lld > %s",
				   mem->regno, mem->off, mem->size, (long long)end, reg->range,
				   end_name(reg), (long long)first, mem->size, mem->regno,
				   (long long)end, end_name(reg));
	return 0;
}

struct lesson {
	u8 kind;
	u32 id;
	u16 range;
};

static void learn(struct mbpf_reg *reg, void *arg)
{
	const struct lesson *lesson = arg;

	if (reg->kind == lesson->kind && reg->id == lesson->id && reg->range < lesson->range)
		reg->range = lesson->range;
}

void mbpf_learn_packet_range(struct mbpf_state *state, const struct mbpf_reg *p, bool strict)
{
	struct lesson lesson = { .kind = p->kind, .id = p->id };
	s64 range = (s64)p->off + strict;

	if (p->var.r64.smin < 0 || range <= 0)
		return;
	lesson.range = min_t(s64, range, U16_MAX);
	mbpf_state_visit_regs(state, learn, &lesson);
}

void mbpf_note_packet_move(struct mbpf_env *env, const struct mbpf_reg *ptr, bool backwards)
{
	if (backwards || mbpf_reg_max_off(ptr) >= FAR_MOVE || ptr->off <= -FAR_MOVE)
		env->distance_decides = true;
}

static void stale(struct mbpf_reg *reg, void *arg)
{
	/* A spilled one stays a spill of nothing: loading it gives a register
	 * that may not be read.
	 */
	if (mbpf_reg_is_packet(reg) || reg->kind == MBPF_REG_PACKET_END)
		mbpf_reg_set_uninit(reg);
}

void mbpf_mark_packet_stale(struct mbpf_env *env)
{
	mbpf_state_visit_regs(&env->walk.state, stale, NULL);
}
