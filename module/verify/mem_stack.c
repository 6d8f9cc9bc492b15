// SPDX-License-Identifier: GPL-2.0
/*
 * The stack, slot by slot.
 *
 * At a known offset everything is remembered: whole registers that are spilled
 * come back as they were, zeros stay zeros.  At a variable offset only what
 * holds for every possible place is known: all of them must be inside the
 * frame, to be read all must be initialised, and what is written may be any of
 * them.  Pointers are only ever kept whole, in their own frame's or an older
 * frame's life: a pointer into a frame must not outlive it.
 */
#include <linux/errno.h>
#include "verify/env.h"

static struct mbpf_frame *frame_of(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	return env->walk.state.frames[mem->reg->frame];
}

static s64 first_byte(const struct mbpf_mem *mem)
{
	return mbpf_reg_min_off(mem->reg) + mem->off;
}

/* Bytes that the access might touch, over all places it might be at. */
static u32 span(const struct mbpf_mem *mem)
{
	return mbpf_reg_max_off(mem->reg) - mbpf_reg_min_off(mem->reg) + mem->size;
}

static bool is_fixed(const struct mbpf_mem *mem)
{
	return mbpf_scalar_is_const(&mem->reg->var);
}

static bool is_aligned(const struct mbpf_mem *mem)
{
	u64 low = mem->reg->var.bits.value | mem->reg->var.bits.mask;

	return mem->by_helper ||
	       !((low | (u64)((s64)mem->reg->off + mem->off)) & (mem->size - 1));
}

static void note_depth(struct mbpf_env *env, const struct mbpf_frame *frame, s64 first)
{
	u16 depth = round_up((u32)-first, MBPF_SLOT_BYTES);

	if (depth > env->depth.bytes[frame->subprog])
		env->depth.bytes[frame->subprog] = depth;
}

int mbpf_check_stack(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	s64 first = first_byte(mem);
	s64 end = mbpf_reg_max_off(mem->reg) + mem->off + mem->size;

	if (first < -(s64)MBPF_FRAME_SIZE || end > 0)
		return mbpf_refuse(env, STACK_BOUNDS, "r%u points to the stack, and bytes %lld "
				   "to %lld of its frame are not all inside [-%d, 0): invalid "
				   "stack access off=%lld size=%u", mem->regno, (long long)first,
				   (long long)end - 1, MBPF_FRAME_SIZE, (long long)first,
				   mem->size);
	if (!is_aligned(mem))
		return mbpf_refuse(env, ALIGN, "misaligned stack access: %u bytes through r%u at "
				   "offset %lld", mem->size, mem->regno, (long long)first);
	note_depth(env, frame_of(env, mem), first);
	return mbpf_stack_reserve(frame_of(env, mem), first);
}

int mbpf_check_stack_readable(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	struct mbpf_frame *frame = frame_of(env, mem);
	s64 first = first_byte(mem);
	s32 bad = mbpf_stack_find_bad(frame, first, span(mem));

	if (!bad)
		return 0;
	if (mbpf_stack_byte(frame, bad) == MBPF_BYTE_SPILL)
		return mbpf_refuse(env, PTR_LEAK, "r%u leads to bytes %lld to %lld of the stack, "
				   "and at %d a pointer is kept: reading it as a number would "
				   "leak an address", mem->regno, (long long)first,
				   (long long)first + span(mem) - 1, bad);
	return mbpf_refuse(env, STACK_UNINIT, "byte %d of the stack is read through r%u but was "
			   "never written on this path: invalid read from stack off %lld size "
			   "%u; hint: initialise the whole variable, its padding too", bad,
			   mem->regno, (long long)first, mem->size);
}

/* Part of a spilled number: its low bytes are known, others are any. */
static void load_part(const struct mbpf_slot *slot, s32 off, const struct mbpf_mem *mem,
		      struct mbpf_reg *out)
{
	struct mbpf_scalar any = mbpf_scalar_unknown();
	bool low = !((u32)(off + MBPF_FRAME_SIZE) % MBPF_SLOT_BYTES);

	mbpf_reg_set_scalar(out, mbpf_scalar_zext(low ? &slot->reg.var : &any, mem->size));
}

static bool all_zero(const struct mbpf_frame *frame, s32 off, u32 size)
{
	for (; size; size--, off++)
		if (mbpf_stack_byte(frame, off) != MBPF_BYTE_ZERO)
			return false;
	return true;
}

static int load_fixed(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out)
{
	struct mbpf_frame *frame = frame_of(env, mem);
	struct mbpf_scalar any = mbpf_scalar_unknown();
	s32 off = first_byte(mem);
	struct mbpf_slot *slot = mbpf_stack_slot(frame, off);
	bool whole = slot && mbpf_slot_is_spill(slot) && mem->size == MBPF_SLOT_BYTES;
	int err;

	if (whole) {
		if (mbpf_reg_is_scalar(&slot->reg) && !slot->reg.id &&
		    !mbpf_scalar_is_const(&slot->reg.var))
			slot->reg.id = mbpf_env_new_id(env);
		*out = slot->reg;
		return 0;
	}
	err = mbpf_check_stack_readable(env, mem);
	if (err)
		return err;
	if (mbpf_slot_is_spill(slot))
		load_part(slot, off, mem, out);
	else if (all_zero(frame, off, mem->size))
		mbpf_reg_set_scalar(out, mbpf_scalar_const(0));
	else
		mbpf_reg_set_scalar(out, mbpf_scalar_zext(&any, mem->size));
	return 0;
}

int mbpf_load_stack(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out)
{
	struct mbpf_scalar any = mbpf_scalar_unknown();
	int err;

	if (is_fixed(mem))
		return load_fixed(env, mem, out);
	err = mbpf_check_stack_readable(env, mem);
	if (!err)
		mbpf_reg_set_scalar(out, mbpf_scalar_zext(&any, mem->size));
	return err;
}

/* A frame must not be left with a pointer to it in an older one. */
static int check_outlives(struct mbpf_env *env, const struct mbpf_mem *mem,
			  const struct mbpf_reg *value)
{
	if (value->kind != MBPF_REG_STACK || value->frame <= mem->reg->frame)
		return 0;
	return mbpf_refuse(env, PTR_LEAK, "a pointer to the running function's stack must not be "
			   "kept in its caller's: it would outlive its frame");
}

static int store_fixed(struct mbpf_env *env, const struct mbpf_mem *mem,
		       const struct mbpf_reg *value)
{
	struct mbpf_frame *frame = frame_of(env, mem);
	s32 off = first_byte(mem);

	if (mem->size == MBPF_SLOT_BYTES) {
		mbpf_stack_set_spill(frame, off, value);
		return 0;
	}
	mbpf_stack_set_bytes(frame, off, mem->size,
			     mbpf_reg_is_zero(value) ? MBPF_BYTE_ZERO : MBPF_BYTE_MISC);
	return 0;
}

static int store_anywhere(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	struct mbpf_frame *frame = frame_of(env, mem);
	s32 first = first_byte(mem);
	s32 off = first;
	u32 left = span(mem);

	for (; left; left--, off++) {
		const struct mbpf_slot *slot = mbpf_stack_slot(frame, off);

		if (slot && mbpf_slot_is_spill(slot) && mbpf_reg_is_pointer(&slot->reg))
			return mbpf_refuse(env, STACK_BOUNDS, "a write through r%u at a variable "
					   "offset might hit the pointer kept at %d of the stack",
					   mem->regno, off);
	}
	mbpf_stack_blur(frame, first, span(mem));
	return 0;
}

int mbpf_store_stack(struct mbpf_env *env, const struct mbpf_mem *mem,
		     const struct mbpf_reg *value)
{
	int err = check_outlives(env, mem, value);

	if (err)
		return err;
	if (is_fixed(mem))
		return store_fixed(env, mem, value);
	if (mbpf_reg_is_pointer(value))
		return mbpf_refuse(env, PTR_LEAK, "a pointer (%s) can be kept on the stack only "
				   "at an offset that is known: r%u has a variable one",
				   mbpf_kind_name(value->kind), mem->regno);
	return store_anywhere(env, mem);
}

int mbpf_set_stack_misc(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	if (!is_fixed(mem))
		return store_anywhere(env, mem);
	mbpf_stack_set_bytes(frame_of(env, mem), first_byte(mem), mem->size, MBPF_BYTE_MISC);
	return 0;
}
