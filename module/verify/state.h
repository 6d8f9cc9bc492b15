/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One abstract state: what is known when control stands before an instruction.
 *
 *   state
 *     frames[0]            the main program
 *       regs[0..10]
 *       slots[0..nr)       8 bytes each; slot i is at r10 - 8 * (i + 1)
 *     frames[1]            the function it called
 *     ...
 *
 * States allocate and never reject.  A path owns its state; prune.c owns those
 * it keeps.
 */
#ifndef MBPF_VERIFY_STATE_H
#define MBPF_VERIFY_STATE_H

#include <linux/types.h>
#include "core/insn.h"
#include "core/limits.h"
#include "verify/reg.h"

enum mbpf_slot_const {
	MBPF_SLOT_BYTES = 8,
	MBPF_NR_SLOTS = MBPF_FRAME_SIZE / MBPF_SLOT_BYTES,
};

/** enum mbpf_byte - what one byte of the stack holds */
enum mbpf_byte {
	MBPF_BYTE_INVALID,	/* nothing that the program may read */
	MBPF_BYTE_MISC,		/* some number */
	MBPF_BYTE_ZERO,		/* 0 */
	MBPF_BYTE_SPILL,	/* its part of the register kept in the slot */
};

/**
 * struct mbpf_slot - eight bytes of stack
 * @bytes: enum mbpf_byte; either all SPILL or none
 * @reg: the register, when SPILL; else all zero
 */
struct mbpf_slot {
	u8 bytes[MBPF_SLOT_BYTES];
	struct mbpf_reg reg;
};

static inline bool mbpf_slot_is_spill(const struct mbpf_slot *slot)
{
	return slot->bytes[0] == MBPF_BYTE_SPILL;
}

/**
 * struct mbpf_frame - one function in progress
 * @subprog: which
 * @return_pc: slot behind the call, in the caller; 0 in frame 0
 * @nr_slots: slots in use; those behind were never written
 * @cap_slots: slots allocated
 */
struct mbpf_frame {
	u32 subprog;
	u32 return_pc;
	u32 nr_slots;
	u32 cap_slots;
	struct mbpf_reg regs[MBPF_NR_REGS];
	struct mbpf_slot *slots;
};

/**
 * struct mbpf_state - frames of one path
 * @nr: frames, 1..MBPF_MAX_FRAMES; the last one is running
 */
struct mbpf_state {
	u32 nr;
	struct mbpf_frame *frames[MBPF_MAX_FRAMES];
};

static inline struct mbpf_frame *mbpf_state_top(const struct mbpf_state *state)
{
	return state->frames[state->nr - 1];
}

/** mbpf_state_init() - one frame, all registers uninitialised; -ENOMEM */
int mbpf_state_init(struct mbpf_state *state);
/** mbpf_state_copy() - @to need not be initialised; -ENOMEM leaves it empty */
int mbpf_state_copy(struct mbpf_state *to, const struct mbpf_state *from);
/** mbpf_state_bytes() - memory that its frames take */
u32 mbpf_state_bytes(const struct mbpf_state *state);
/** mbpf_state_clear() - free its frames; an all-zero state is fine */
void mbpf_state_clear(struct mbpf_state *state);
/** mbpf_state_push_frame() - enter a function; -ENOMEM.  There is room. */
int mbpf_state_push_frame(struct mbpf_state *state, u32 subprog, u32 return_pc);
/** mbpf_state_pop_frame() - leave the running function */
void mbpf_state_pop_frame(struct mbpf_state *state);

/** mbpf_state_visit_regs() - call @fn for every register and spilled register */
void mbpf_state_visit_regs(struct mbpf_state *state,
			   void (*fn)(struct mbpf_reg *reg, void *arg), void *arg);

/**
 * mbpf_state_drop_single_ids() - forget ids that only one register has
 *
 * They relate it to nothing, and would keep this state from covering others.
 */
void mbpf_state_drop_single_ids(struct mbpf_state *state);

/* --- stack.c: the slots of one frame; offsets count from r10: -512..-1 --- */

/** mbpf_stack_reserve() - make sure slots down to @off exist; -ENOMEM */
int mbpf_stack_reserve(struct mbpf_frame *frame, s32 off);
/** mbpf_stack_slot() - the slot that holds @off; NULL when never written */
struct mbpf_slot *mbpf_stack_slot(const struct mbpf_frame *frame, s32 off);
/** mbpf_stack_byte() - enum mbpf_byte at @off */
u8 mbpf_stack_byte(const struct mbpf_frame *frame, s32 off);
/** mbpf_stack_set_spill() - keep a register at an aligned @off (reserved) */
void mbpf_stack_set_spill(struct mbpf_frame *frame, s32 off, const struct mbpf_reg *reg);
/**
 * mbpf_stack_set_bytes() - write @size bytes of a kind at @off (reserved)
 *
 * What is left of a spilled pointer that is written over in part becomes
 * INVALID (its bytes are nobody's business), of a number MISC.
 */
void mbpf_stack_set_bytes(struct mbpf_frame *frame, s32 off, u32 size, u8 kind);
/**
 * mbpf_stack_blur() - some of these bytes may have been overwritten by numbers
 *
 * INVALID ones stay so, all others become MISC.
 */
void mbpf_stack_blur(struct mbpf_frame *frame, s32 off, u32 size);
/** mbpf_stack_find_bad() - first byte in the range that is not readable as a
 * number: INVALID, or part of a spilled pointer; 0 when there is none
 */
s32 mbpf_stack_find_bad(const struct mbpf_frame *frame, s32 off, u32 size);

#endif /* MBPF_VERIFY_STATE_H */
