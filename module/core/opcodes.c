// SPDX-License-Identifier: GPL-2.0
/*
 * The table of instructions made from core/opcodes.h's rows, and the decoder.
 *
 * Several rows may share a code byte (the atomics of one size, the three kinds
 * of two-slot load); they stand together, so that finding a row is one step
 * by code and a short walk by selector:
 *
 *	first[code] --> | row | row | row | next code's rows ...
 *	                 imm=ADD imm=OR imm=AND
 *
 * The decoder says which row an instruction belongs to, not whether the rest
 * of it is legal: that is the verifier's shape pass.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include "core/opcodes.h"

const struct mbpf_opcode mbpf_opcodes[MBPF_NR_OPCODES] = {
	[MBPF_OP_INVALID] = { .name = "INVALID", .text = "invalid" },
#define X(opname, opcode, sel, val, opform, optext)	\
	[MBPF_OP_##opname] = {				\
		.name = #opname,			\
		.text = optext,				\
		.code = opcode,				\
		.select = MBPF_SELECT_##sel,		\
		.form = MBPF_FORM_##opform,		\
		.value = val,				\
	},
	MBPF_OPCODES(X)
#undef X
};

#define D	MBPF_F_DST
#define S	MBPF_F_SRC
#define O	MBPF_F_OFF
#define I	MBPF_F_IMM

const struct mbpf_form_info mbpf_forms[MBPF_NR_FORMS] = {
				/*  fields     reads  writes */
	[MBPF_FORM_ALU_REG]	= { D | S,     D | S, D },
	[MBPF_FORM_ALU_IMM]	= { D | I,     D,     D },
	[MBPF_FORM_MOV_REG]	= { D | S,     S,     D },
	[MBPF_FORM_MOV_IMM]	= { D | I,     0,     D },
	[MBPF_FORM_MOVSX]	= { D | S,     S,     D },
	[MBPF_FORM_NEG]		= { D,         D,     D },
	[MBPF_FORM_END]		= { D,         D,     D },
	[MBPF_FORM_LDX]		= { D | S | O, S,     D },
	[MBPF_FORM_ST]		= { D | O | I, D,     0 },
	[MBPF_FORM_STX]		= { D | S | O, D | S, 0 },
	[MBPF_FORM_ATOMIC]	= { D | S | O, D | S, 0 },
	[MBPF_FORM_FETCH]	= { D | S | O, D | S, S },
	[MBPF_FORM_CMPXCHG]	= { D | S | O, D | S, 0, .r0 = true },
	[MBPF_FORM_LOAD_ACQ]	= { D | S | O, S,     D },
	[MBPF_FORM_STORE_REL]	= { D | S | O, D | S, 0 },
	[MBPF_FORM_JA]		= { O,         0,     0 },
	[MBPF_FORM_JA32]	= { I,         0,     0 },
	[MBPF_FORM_JMP_REG]	= { D | S | O, D | S, 0 },
	[MBPF_FORM_JMP_IMM]	= { D | O | I, D,     0 },
	[MBPF_FORM_CALL_HELPER]	= { I,         0,     0 },
	[MBPF_FORM_CALL_LOCAL]	= { I,         0,     0 },
	[MBPF_FORM_EXIT]	= { 0,         0,     0 },
	[MBPF_FORM_LD_IMM64]	= { D | I,     0,     D },
	[MBPF_FORM_LD_MAP]	= { D | I,     0,     D },
	[MBPF_FORM_LD_MAP_VALUE] = { D | I,    0,     D },
};

#undef D
#undef S
#undef O
#undef I

/* First row of each code byte; MBPF_OP_INVALID where there is none. */
static u16 first[256];

/* Can two rows with one code be told apart, whatever the instruction? */
static bool is_distinct(const struct mbpf_opcode *a, const struct mbpf_opcode *b)
{
	return a->select == b->select && a->select != MBPF_SELECT_NONE &&
	       a->value != b->value;
}

/* Row @at against the rows in front of it. */
static bool is_row_ok(const struct mbpf_opcode *rows, u32 at)
{
	bool together = true;
	u32 i;

	for (i = at - 1; i > 0; i--) {
		if (rows[i].code != rows[at].code)
			together = false;
		else if (!together || !is_distinct(&rows[i], &rows[at]))
			return false;
	}
	return rows[at].form < MBPF_NR_FORMS;
}

bool mbpf_opcodes_are_sound(const struct mbpf_opcode *rows, u32 nr)
{
	u32 i;

	for (i = 1; i < nr; i++)
		if (!is_row_ok(rows, i))
			return false;
	return true;
}

int mbpf_opcodes_init(void)
{
	u32 op;

	if (!mbpf_opcodes_are_sound(mbpf_opcodes, MBPF_NR_OPCODES))
		return -EINVAL;
	for (op = MBPF_NR_OPCODES - 1; op > MBPF_OP_INVALID; op--)
		first[mbpf_opcodes[op].code] = op;
	return 0;
}

static bool selects(const struct mbpf_opcode *row, const struct bpf_insn *insn)
{
	switch (row->select) {
	case MBPF_SELECT_OFF:
		return insn->off == row->value;
	case MBPF_SELECT_SRC:
		return insn->src_reg == row->value;
	case MBPF_SELECT_IMM:
		return insn->imm == row->value;
	default:
		return true;
	}
}

enum mbpf_op mbpf_opcode_decode(const struct bpf_insn *insn)
{
	u32 op = first[insn->code];

	if (op == MBPF_OP_INVALID)
		return MBPF_OP_INVALID;
	for (; op < MBPF_NR_OPCODES && mbpf_opcodes[op].code == insn->code; op++)
		if (selects(&mbpf_opcodes[op], insn))
			return op;
	return MBPF_OP_INVALID;
}

bool mbpf_opcode_is_known_code(u8 code)
{
	return first[code] != MBPF_OP_INVALID;
}
