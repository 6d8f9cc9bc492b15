// SPDX-License-Identifier: GPL-2.0
/*
 * Which registers an instruction reads and writes, from the row of its form.
 *
 * Liveness is computed from these masks alone, so they must never leave out a
 * register that the instruction, or whoever it calls, may read.
 */
#include <linux/bits.h>
#include "core/insn.h"

enum {
	ARG_REGS = BIT(MBPF_R1) | BIT(MBPF_R2) | BIT(MBPF_R3) | BIT(MBPF_R4) | BIT(MBPF_R5),
};

static u16 regs_of(const struct bpf_insn *insn, u8 fields)
{
	u16 mask = 0;

	if (fields & MBPF_F_DST)
		mask |= BIT(insn->dst_reg);
	if (fields & MBPF_F_SRC)
		mask |= BIT(insn->src_reg);
	return mask;
}

void mbpf_insn_regs(const struct bpf_insn *insn, enum mbpf_op op, u16 *reads, u16 *writes)
{
	const struct mbpf_form_info *form = &mbpf_forms[mbpf_op_form(op)];

	*reads = regs_of(insn, form->reads);
	*writes = regs_of(insn, form->writes);
	if (form->r0) {
		*reads |= BIT(MBPF_R0);
		*writes |= BIT(MBPF_R0);
	}

	switch (mbpf_op_form(op)) {
	case MBPF_FORM_CALL_HELPER:
	case MBPF_FORM_CALL_LOCAL:
		*reads = ARG_REGS;
		*writes = ARG_REGS | BIT(MBPF_R0);
		break;
	case MBPF_FORM_EXIT:
		*reads = BIT(MBPF_R0);
		break;
	default:
		break;
	}
}
