/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Questions about one instruction that its row in core/opcodes.h answers.
 * All pure; @op is always the decoded number of @insn.
 */
#ifndef MBPF_CORE_INSN_H
#define MBPF_CORE_INSN_H

#include <linux/types.h>
#include "core/opcodes.h"

enum mbpf_regs {
	MBPF_R0, MBPF_R1, MBPF_R2, MBPF_R3, MBPF_R4, MBPF_R5,
	MBPF_R6, MBPF_R7, MBPF_R8, MBPF_R9, MBPF_R10,
	MBPF_NR_REGS,
	MBPF_FP = MBPF_R10,
};

static inline const struct mbpf_opcode *mbpf_op_row(enum mbpf_op op)
{
	return &mbpf_opcodes[op];
}

static inline enum mbpf_form mbpf_op_form(enum mbpf_op op)
{
	return mbpf_opcodes[op].form;
}

/** mbpf_op_is_wide() - does it take two slots? */
static inline bool mbpf_op_is_wide(enum mbpf_op op)
{
	return mbpf_opcodes[op].code == (BPF_LD | BPF_IMM | BPF_DW);
}

/** mbpf_op_is_alu32() - does it work on the low half and clear the high one? */
static inline bool mbpf_op_is_alu32(enum mbpf_op op)
{
	return BPF_CLASS(mbpf_opcodes[op].code) == BPF_ALU;
}

/** mbpf_op_is_jmp32() - does it compare the low halves? */
static inline bool mbpf_op_is_jmp32(enum mbpf_op op)
{
	return BPF_CLASS(mbpf_opcodes[op].code) == BPF_JMP32;
}

/** mbpf_op_size() - bytes a memory instruction touches */
static inline u32 mbpf_op_size(enum mbpf_op op)
{
	switch (BPF_SIZE(mbpf_opcodes[op].code)) {
	case BPF_B:
		return 1;
	case BPF_H:
		return 2;
	case BPF_W:
		return 4;
	default:
		return 8;
	}
}

/** mbpf_op_is_sext_load() - does the load extend the sign? */
static inline bool mbpf_op_is_sext_load(enum mbpf_op op)
{
	u8 code = mbpf_opcodes[op].code;

	return BPF_CLASS(code) == BPF_LDX && BPF_MODE(code) == BPF_MEMSX;
}

/** mbpf_op_is_cond_jump() - may it fall through or jump? */
static inline bool mbpf_op_is_cond_jump(enum mbpf_op op)
{
	enum mbpf_form form = mbpf_op_form(op);

	return form == MBPF_FORM_JMP_REG || form == MBPF_FORM_JMP_IMM;
}

/** mbpf_op_is_jump() - does it carry a jump target (calls do not count)? */
static inline bool mbpf_op_is_jump(enum mbpf_op op)
{
	enum mbpf_form form = mbpf_op_form(op);

	return form == MBPF_FORM_JA || form == MBPF_FORM_JA32 ||
	       mbpf_op_is_cond_jump(op);
}

/**
 * mbpf_insn_target() - slot that a jump or local call leads to
 * @pc: slot of @insn
 *
 * Return: the target, which may lie outside the program: s64, unchecked.
 */
static inline s64 mbpf_insn_target(const struct bpf_insn *insn, enum mbpf_op op, u32 pc)
{
	enum mbpf_form form = mbpf_op_form(op);
	bool in_imm = form == MBPF_FORM_JA32 || form == MBPF_FORM_CALL_LOCAL;

	return (s64)pc + 1 + (in_imm ? insn->imm : insn->off);
}

/** mbpf_insn_imm64() - the constant of a two-slot instruction */
static inline u64 mbpf_insn_imm64(const struct bpf_insn *insn)
{
	return (u64)(u32)insn[0].imm | (u64)(u32)insn[1].imm << 32;
}

/**
 * mbpf_insn_regs() - registers an instruction reads and writes
 * @reads: bit mask over r0..r10
 * @writes: bit mask over r0..r10
 *
 * A helper call is said to read r1..r5, as if it took all arguments (its
 * contract may know better), and to write r0..r5.  A local call too.
 */
void mbpf_insn_regs(const struct bpf_insn *insn, enum mbpf_op op, u16 *reads, u16 *writes);

#endif /* MBPF_CORE_INSN_H */
