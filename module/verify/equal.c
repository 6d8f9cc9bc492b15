// SPDX-License-Identifier: GPL-2.0
/*
 * Comparing states: when is one walk enough for both?
 *
 * A kept state from which every path has been proved safe covers a new one at
 * the same place if every concrete situation that the new one allows is also
 * allowed by the old one, as far as it is still looked at:
 *
 *   - registers and slots that nobody reads any more do not count (liveness);
 *   - a number that cannot reach a branch, an address, a size or the stack may
 *     be any number (precision), since then it decides nothing;
 *   - ids relate registers: what the old state knows to be related must be
 *     related in the new one.
 *
 * Every field of struct mbpf_reg, mbpf_slot and mbpf_frame is compared here or
 * does not matter; the size checks below are there to be tripped over by whoever
 * adds one.
 */
#include <linux/build_bug.h>
#include <linux/string.h>
#include "verify/env.h"

static_assert(sizeof(struct mbpf_reg) == 24 + sizeof(struct mbpf_scalar));
static_assert(sizeof(struct mbpf_slot) == 8 + sizeof(struct mbpf_reg));

enum equal_limits { MAX_ID_PAIRS = 64 };

/**
 * struct match - one comparison in progress
 * @exact: numbers must be the same, whatever decides or not
 * @any_distance: packet pointers: how far behind the start they are has decided
 *                nothing so far, as long as they are not before it
 * @nr: pairs of ids seen so far
 * @pair: id @old of the old state is @new in the new one, and what has it is
 *        @shift bytes further on (packet pointers)
 */
struct match {
	bool exact;
	bool any_distance;
	u32 nr;
	struct {
		u32 old;
		u32 new;
		s32 shift;
	} pair[MAX_ID_PAIRS];
};

/* Is this pair of ids in line with those before?  When there is no room, no. */
static bool ids_match(struct match *match, u32 old, u32 new, s32 shift)
{
	u32 i;

	for (i = 0; i < match->nr; i++)
		if (match->pair[i].old == old)
			return match->pair[i].new == new && match->pair[i].shift == shift;
	if (match->nr == MAX_ID_PAIRS)
		return false;
	match->pair[i].old = old;
	match->pair[i].new = new;
	match->pair[i].shift = shift;
	match->nr++;
	return true;
}

static bool covers_number(struct match *match, const struct mbpf_reg *old,
			  const struct mbpf_reg *new, bool precise)
{
	if (!precise)
		return true;
	if (!mbpf_scalar_is_subset(&new->var, &old->var))
		return false;
	if (!old->id)
		return true;
	return new->id && ids_match(match, old->id, new->id, 0);
}

/*
 * A packet pointer is data + v + off, with a v that all pointers of one id
 * share.  Say the new one's off is @shift larger than the old one's; then with
 * v = v' + shift it can be written with the old one's off, and only three
 * things remain to be asked: does the old state allow that v, are at least the
 * bytes from data + v on there that the old state promises, and do all
 * pointers of the id shift alike?
 *
 *     old   data .. v ............[off] p
 *                   |<-- range -->|
 *     new   data .. v' ..|shift|..[off] p
 */
static bool covers_distance(const struct match *match, const struct mbpf_scalar *old,
			    const struct mbpf_scalar *new, s32 shift)
{
	struct mbpf_scalar by = mbpf_scalar_const((s64)shift), v;

	v = mbpf_scalar_alu(MBPF_OP_ADD64_REG, new, &by);
	if (!match->any_distance || old->r64.smin < 0)
		return mbpf_scalar_is_subset(&v, old);
	return v.r64.smin >= 0;
}

static bool covers_packet(struct match *match, const struct mbpf_reg *old,
			  const struct mbpf_reg *new)
{
	s32 shift = new->off - old->off;

	if (!old->id && (shift || new->id))
		return false;
	if (old->range && (!new->range || new->range < old->range + shift))
		return false;
	if (!covers_distance(match, &old->var, &new->var, shift))
		return false;
	return !old->id || ids_match(match, old->id, new->id, shift);
}

static bool covers_pointer(struct match *match, const struct mbpf_reg *old,
			   const struct mbpf_reg *new)
{
	if (mbpf_reg_is_packet(old) && !match->exact)
		return covers_packet(match, old, new);
	if (old->off != new->off || old->frame != new->frame || old->map != new->map)
		return false;
	if (old->range != new->range)
		return false;
	if (!mbpf_scalar_is_subset(&new->var, &old->var))
		return false;
	return !old->id || ids_match(match, old->id, new->id, 0);
}

static bool covers_reg(struct match *match, const struct mbpf_reg *old,
		       const struct mbpf_reg *new, bool precise)
{
	if (old->kind == MBPF_REG_UNINIT)
		return !match->exact || new->kind == MBPF_REG_UNINIT;
	if (old->kind != new->kind)
		return false;
	if (mbpf_reg_is_scalar(old))
		return covers_number(match, old, new, precise || match->exact);
	return covers_pointer(match, old, new);
}

static bool is_number_byte(const struct mbpf_slot *slot, u32 i)
{
	switch (slot->bytes[i]) {
	case MBPF_BYTE_MISC:
	case MBPF_BYTE_ZERO:
		return true;
	case MBPF_BYTE_SPILL:
		return mbpf_reg_is_scalar(&slot->reg);
	default:
		return false;
	}
}

static bool is_zero_byte(const struct mbpf_slot *slot, u32 i)
{
	if (slot->bytes[i] == MBPF_BYTE_SPILL)
		return mbpf_reg_is_zero(&slot->reg);
	return slot->bytes[i] == MBPF_BYTE_ZERO;
}

static bool covers_byte(const struct mbpf_slot *old, const struct mbpf_slot *new, u32 i)
{
	switch (old->bytes[i]) {
	case MBPF_BYTE_INVALID:
		return true;
	case MBPF_BYTE_MISC:
		return is_number_byte(new, i);
	case MBPF_BYTE_ZERO:
		return is_zero_byte(new, i);
	default:
		return false;
	}
}

static const struct mbpf_slot empty_slot;

static bool covers_slot(struct match *match, const struct mbpf_slot *old,
			const struct mbpf_slot *new)
{
	u32 i;

	if (mbpf_slot_is_spill(old))
		return mbpf_slot_is_spill(new) && covers_reg(match, &old->reg, &new->reg, true);
	if (match->exact)
		return !memcmp(old->bytes, new->bytes, sizeof(old->bytes));
	for (i = 0; i < MBPF_SLOT_BYTES; i++)
		if (!covers_byte(old, new, i))
			return false;
	return true;
}

static const struct mbpf_slot *slot_at(const struct mbpf_frame *frame, u32 i)
{
	return i < frame->nr_slots ? &frame->slots[i] : &empty_slot;
}

static bool covers_slots(struct match *match, const struct mbpf_frame *old,
			 const struct mbpf_frame *new, u64 live)
{
	u32 nr = max(old->nr_slots, new->nr_slots);
	u32 i;

	for (i = 0; i < nr; i++)
		if ((live & BIT_ULL(i)) &&
		    !covers_slot(match, slot_at(old, i), slot_at(new, i)))
			return false;
	return true;
}

static bool covers_regs(struct match *match, const struct mbpf_frame *old,
			const struct mbpf_frame *new, u16 live, u16 precise)
{
	u32 i;

	for (i = 0; i < MBPF_NR_REGS; i++)
		if ((live & BIT(i)) &&
		    !covers_reg(match, &old->regs[i], &new->regs[i], precise & BIT(i)))
			return false;
	return true;
}

/*
 * An older frame waits at its call: its registers matter as behind the call,
 * its slots as before it, since the callee may hold a pointer to them.
 */
static bool covers_frame(const struct mbpf_env *env, struct match *match,
			 const struct mbpf_state *old, const struct mbpf_state *new, u32 nr,
			 u32 pc)
{
	const struct mbpf_frame *a = old->frames[nr];
	const struct mbpf_frame *b = new->frames[nr];
	bool running = nr == old->nr - 1;
	u32 regs_at = running ? pc : old->frames[nr + 1]->return_pc;
	u32 slots_at = running ? pc : regs_at - 1;

	if (a->subprog != b->subprog || a->return_pc != b->return_pc)
		return false;
	return covers_regs(match, a, b, env->flow[regs_at].live, env->flow[regs_at].precise) &&
	       covers_slots(match, a, b, env->flow[slots_at].slots);
}

static bool covers(const struct mbpf_env *env, const struct mbpf_state *old,
		   const struct mbpf_state *new, u32 pc, bool exact)
{
	struct match match = { .exact = exact, .any_distance = !env->distance_decides };
	u32 i;

	if (old->nr != new->nr)
		return false;
	/* The running frame first: it differs most often. */
	for (i = old->nr; i-- > 0;)
		if (!covers_frame(env, &match, old, new, i, pc))
			return false;
	return true;
}

bool mbpf_state_covers(const struct mbpf_env *env, const struct mbpf_state *old,
		       const struct mbpf_state *new, u32 pc)
{
	return covers(env, old, new, pc, false);
}

bool mbpf_state_same(const struct mbpf_env *env, const struct mbpf_state *a,
		     const struct mbpf_state *b, u32 pc)
{
	return covers(env, a, b, pc, true) && covers(env, b, a, pc, true);
}
