// SPDX-License-Identifier: GPL-2.0
/*
 * States: making, copying and freeing them.
 *
 * Frames are allocated one by one and slots only as deep as the program has
 * written, because pruning keeps many states and most programs use few slots.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "verify/state.h"

static struct mbpf_frame *frame_alloc(u32 cap_slots)
{
	struct mbpf_frame *frame = kzalloc(sizeof(*frame), GFP_KERNEL_ACCOUNT);

	if (!frame || !cap_slots)
		return frame;
	frame->slots = kcalloc(cap_slots, sizeof(*frame->slots), GFP_KERNEL_ACCOUNT);
	if (!frame->slots) {
		kfree(frame);
		return NULL;
	}
	frame->cap_slots = cap_slots;
	return frame;
}

static void frame_free(struct mbpf_frame *frame)
{
	if (!frame)
		return;
	kfree(frame->slots);
	kfree(frame);
}

static struct mbpf_frame *frame_copy(const struct mbpf_frame *from)
{
	struct mbpf_frame *to = frame_alloc(from->nr_slots);

	if (!to)
		return NULL;
	to->subprog = from->subprog;
	to->return_pc = from->return_pc;
	to->nr_slots = from->nr_slots;
	memcpy(to->regs, from->regs, sizeof(to->regs));
	if (from->nr_slots)
		memcpy(to->slots, from->slots, from->nr_slots * sizeof(*to->slots));
	return to;
}

int mbpf_state_init(struct mbpf_state *state)
{
	memset(state, 0, sizeof(*state));
	return mbpf_state_push_frame(state, 0, 0);
}

void mbpf_state_clear(struct mbpf_state *state)
{
	u32 i;

	for (i = 0; i < state->nr; i++)
		frame_free(state->frames[i]);
	memset(state, 0, sizeof(*state));
}

u32 mbpf_state_bytes(const struct mbpf_state *state)
{
	u32 bytes = 0, i;

	for (i = 0; i < state->nr; i++)
		bytes += sizeof(struct mbpf_frame) +
			 state->frames[i]->cap_slots * sizeof(struct mbpf_slot);
	return bytes;
}

int mbpf_state_copy(struct mbpf_state *to, const struct mbpf_state *from)
{
	memset(to, 0, sizeof(*to));
	for (; to->nr < from->nr; to->nr++) {
		to->frames[to->nr] = frame_copy(from->frames[to->nr]);
		if (!to->frames[to->nr]) {
			mbpf_state_clear(to);
			return -ENOMEM;
		}
	}
	return 0;
}

int mbpf_state_push_frame(struct mbpf_state *state, u32 subprog, u32 return_pc)
{
	struct mbpf_frame *frame = frame_alloc(0);

	if (!frame)
		return -ENOMEM;
	frame->subprog = subprog;
	frame->return_pc = return_pc;
	mbpf_reg_set_pointer(&frame->regs[MBPF_FP], MBPF_REG_STACK);
	frame->regs[MBPF_FP].frame = state->nr;
	state->frames[state->nr++] = frame;
	return 0;
}

void mbpf_state_pop_frame(struct mbpf_state *state)
{
	frame_free(state->frames[--state->nr]);
	state->frames[state->nr] = NULL;
}

static void frame_visit_regs(struct mbpf_frame *frame,
			     void (*fn)(struct mbpf_reg *reg, void *arg), void *arg)
{
	u32 i;

	for (i = 0; i < MBPF_NR_REGS; i++)
		fn(&frame->regs[i], arg);
	for (i = 0; i < frame->nr_slots; i++)
		if (mbpf_slot_is_spill(&frame->slots[i]))
			fn(&frame->slots[i].reg, arg);
}

void mbpf_state_visit_regs(struct mbpf_state *state,
			   void (*fn)(struct mbpf_reg *reg, void *arg), void *arg)
{
	u32 i;

	for (i = 0; i < state->nr; i++)
		frame_visit_regs(state->frames[i], fn, arg);
}

/*
 * Ids seen once and ids seen twice, as far as the table goes: an id that does
 * not fit is kept, which is always safe.
 */
struct id_census {
	u32 nr;
	struct {
		u32 id;
		bool shared;
	} seen[128];
};

static void census_count(struct mbpf_reg *reg, void *arg)
{
	struct id_census *census = arg;
	u32 i;

	if (!reg->id)
		return;
	for (i = 0; i < census->nr; i++) {
		if (census->seen[i].id == reg->id) {
			census->seen[i].shared = true;
			return;
		}
	}
	if (census->nr == ARRAY_SIZE(census->seen))
		return;
	census->seen[census->nr].id = reg->id;
	census->seen[census->nr++].shared = false;
}

static void census_drop(struct mbpf_reg *reg, void *arg)
{
	const struct id_census *census = arg;
	u32 i;

	/* A packet pointer's id says that its distance has a name; alone it
	 * would still be learnt about, so it stays.
	 */
	if (!mbpf_reg_is_scalar(reg))
		return;
	for (i = 0; i < census->nr; i++)
		if (census->seen[i].id == reg->id && !census->seen[i].shared)
			reg->id = 0;
}

void mbpf_state_drop_single_ids(struct mbpf_state *state)
{
	struct id_census census = { .nr = 0 };

	mbpf_state_visit_regs(state, census_count, &census);
	mbpf_state_visit_regs(state, census_drop, &census);
}
