// SPDX-License-Identifier: GPL-2.0
/*
 * The first pass: each instruction in the run form, meaning what it meant.
 *
 * The run form has room for what the loaded one packs: the dense number
 * instead of the code byte, one field for every jump's distance, one for a
 * whole 64-bit constant.  A trap stands where the verifier proved that nobody
 * comes, and in the second slot of a wide instruction, which the first skips.
 */
#include <linux/errno.h>
#include "core/core.h"
#include "rewrite/passes.h"

/* Second slots have no number of their own; they belong to the slot before. */
static bool is_second_slot(const struct mbpf_prog *prog, u32 pc)
{
	return pc > 0 && prog->aux[pc].op == MBPF_OP_INVALID &&
	       mbpf_op_is_wide(prog->aux[pc - 1].op);
}

static bool has_target(const struct bpf_insn *insn, enum mbpf_op op)
{
	return mbpf_op_is_jump(op) || mbpf_op_form(op) == MBPF_FORM_CALL_LOCAL;
}

/* Bytes of its frame that the function called at @pc uses. */
static u32 frame_size(const struct mbpf_prog *prog, u32 pc)
{
	u32 callee = prog->aux[pc].subprog;

	if (!prog->subprogs || callee >= prog->nr_subprogs)
		return MBPF_FRAME_SIZE;
	return prog->subprogs[callee].stack_depth;
}

/* Translate one instruction at @pc; false when it leads out of the program. */
static bool translate(const struct mbpf_prog *prog, u32 pc)
{
	const struct bpf_insn *insn = &prog->insns[pc];
	enum mbpf_op op = prog->aux[pc].op;
	struct mbpf_run_insn *run = &prog->code[pc];
	s64 target;

	*run = (struct mbpf_run_insn) {
		.op = op,
		.dst = insn->dst_reg,
		.src = insn->src_reg,
		.off = insn->off,
		.imm = (s64)insn->imm,
	};
	if (has_target(insn, op)) {
		target = mbpf_insn_target(insn, op, pc);
		if (target < 0 || target >= prog->len)
			return false;
		run->off = target - pc - 1;
	}
	if (mbpf_op_is_wide(op))
		run->imm = mbpf_insn_imm64(insn);
	if (mbpf_op_form(op) == MBPF_FORM_CALL_LOCAL)
		run->imm = frame_size(prog, pc);
	return true;
}

/* The interpreter zeroes frames by these figures: whole words inside a frame. */
static bool are_frames_sane(const struct mbpf_prog *prog)
{
	u32 s;

	for (s = 0; s < prog->nr_subprogs; s++)
		if (prog->subprogs[s].stack_depth > MBPF_FRAME_SIZE ||
		    prog->subprogs[s].stack_depth % sizeof(u64))
			return false;
	return true;
}

int mbpf_rewrite_plain(struct mbpf_prog *prog)
{
	u32 pc;

	if (!are_frames_sane(prog))
		return -EINVAL;
	for (pc = 0; pc < prog->len; pc++) {
		prog->code[pc].op = MBPF_OP_TRAP;
		if (is_second_slot(prog, pc) || !prog->aux[pc].reached)
			continue;
		if (prog->aux[pc].op == MBPF_OP_INVALID || prog->aux[pc].op >= MBPF_NR_OPCODES)
			return -EINVAL;
		if (mbpf_op_is_wide(prog->aux[pc].op) && pc + 1 == prog->len)
			return -EINVAL;
		if (!translate(prog, pc))
			return -EINVAL;
	}
	return 0;
}
