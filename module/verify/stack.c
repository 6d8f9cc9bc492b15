// SPDX-License-Identifier: GPL-2.0
/*
 * The slots of one frame.  Offsets count from r10 and are negative; byte
 * r10 - 1 is the last byte of slot 0:
 *
 *     off   -16 ... -9 | -8 ... -1 | r10
 *     slot       1     |     0     |
 *     byte   0 ...  7  | 0 ...  7  |
 *
 * Callers have checked that offsets lie in the frame.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "verify/state.h"

static u32 slot_of(s32 off)
{
	return (u32)(-off - 1) / MBPF_SLOT_BYTES;
}

static u32 byte_of(s32 off)
{
	return (u32)(off + MBPF_FRAME_SIZE) % MBPF_SLOT_BYTES;
}

int mbpf_stack_reserve(struct mbpf_frame *frame, s32 off)
{
	u32 need = slot_of(off) + 1;
	struct mbpf_slot *slots;

	if (need <= frame->nr_slots)
		return 0;
	if (need > frame->cap_slots) {
		u32 cap = min_t(u32, MBPF_NR_SLOTS, max_t(u32, need, frame->cap_slots * 2));

		slots = kcalloc(cap, sizeof(*slots), GFP_KERNEL_ACCOUNT);
		if (!slots)
			return -ENOMEM;
		if (frame->nr_slots)
			memcpy(slots, frame->slots, frame->nr_slots * sizeof(*slots));
		kfree(frame->slots);
		frame->slots = slots;
		frame->cap_slots = cap;
	}
	frame->nr_slots = need;
	return 0;
}

struct mbpf_slot *mbpf_stack_slot(const struct mbpf_frame *frame, s32 off)
{
	u32 i = slot_of(off);

	return i < frame->nr_slots ? &frame->slots[i] : NULL;
}

u8 mbpf_stack_byte(const struct mbpf_frame *frame, s32 off)
{
	const struct mbpf_slot *slot = mbpf_stack_slot(frame, off);

	return slot ? slot->bytes[byte_of(off)] : MBPF_BYTE_INVALID;
}

void mbpf_stack_set_spill(struct mbpf_frame *frame, s32 off, const struct mbpf_reg *reg)
{
	struct mbpf_slot *slot = mbpf_stack_slot(frame, off);

	memset(slot->bytes, MBPF_BYTE_SPILL, sizeof(slot->bytes));
	slot->reg = *reg;
}

/* Before single bytes of a slot change, it stops being a spilled register. */
static void unspill(struct mbpf_slot *slot)
{
	u8 left = MBPF_BYTE_MISC;

	if (!mbpf_slot_is_spill(slot))
		return;
	if (!mbpf_reg_is_scalar(&slot->reg))
		left = MBPF_BYTE_INVALID;
	else if (mbpf_reg_is_zero(&slot->reg))
		left = MBPF_BYTE_ZERO;
	memset(slot->bytes, left, sizeof(slot->bytes));
	mbpf_reg_set_uninit(&slot->reg);
}

void mbpf_stack_set_bytes(struct mbpf_frame *frame, s32 off, u32 size, u8 kind)
{
	for (; size; size--, off++) {
		struct mbpf_slot *slot = mbpf_stack_slot(frame, off);

		unspill(slot);
		slot->bytes[byte_of(off)] = kind;
	}
}

void mbpf_stack_blur(struct mbpf_frame *frame, s32 off, u32 size)
{
	for (; size; size--, off++) {
		struct mbpf_slot *slot = mbpf_stack_slot(frame, off);

		if (!slot)
			continue;
		unspill(slot);
		if (slot->bytes[byte_of(off)] != MBPF_BYTE_INVALID)
			slot->bytes[byte_of(off)] = MBPF_BYTE_MISC;
	}
}

s32 mbpf_stack_find_bad(const struct mbpf_frame *frame, s32 off, u32 size)
{
	for (; size; size--, off++) {
		const struct mbpf_slot *slot = mbpf_stack_slot(frame, off);

		if (!slot || slot->bytes[byte_of(off)] == MBPF_BYTE_INVALID)
			return off;
		if (mbpf_slot_is_spill(slot) && !mbpf_reg_is_scalar(&slot->reg))
			return off;
	}
	return 0;
}
