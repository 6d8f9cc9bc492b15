// SPDX-License-Identifier: GPL-2.0
/*
 * Instructions as text.
 *
 * One printer per form, the operator from the instruction's row: a new row of
 * a known form needs nothing here.  Registers print as r0..r10, or w0..w10
 * where an instruction works on the low halves.  Register numbers and fields
 * are printed as they are, legal or not.
 *
 * Jump targets are distances from the next instruction, as in the kernel's
 * log; resolving them to labels is up to who prints a whole program.
 */
#include <linux/kernel.h>
#include "core/disasm.h"
#include "core/insn.h"

/* What a printer gets: the place to print to, the instruction, its row. */
struct line {
	char *buf;
	size_t size;
	const struct bpf_insn *insn;
	const struct mbpf_opcode *row;
	enum mbpf_op op;
	const struct mbpf_disasm_names *names;
};

/* The letter of a register in arithmetic and in comparisons. */
static char letter(const struct line *l)
{
	return mbpf_op_is_alu32(l->op) || mbpf_op_is_jmp32(l->op) ? 'w' : 'r';
}

static const char *const mem_type[9] = {
	[1] = "u8", [2] = "u16", [4] = "u32", [8] = "u64",
};

static const char *mem_type_of(const struct line *l)
{
	return mem_type[mbpf_op_size(l->op)];
}

/* Atomics of 8 bytes say so in their name. */
static const char *atomic_width(const struct line *l)
{
	return mbpf_op_size(l->op) == 8 ? "64" : "";
}

static int print_alu_reg(const struct line *l)
{
	char c = letter(l);

	return snprintf(l->buf, l->size, "%c%d %s %c%d", c, l->insn->dst_reg, l->row->text,
			c, l->insn->src_reg);
}

static int print_alu_imm(const struct line *l)
{
	return snprintf(l->buf, l->size, "%c%d %s %d", letter(l), l->insn->dst_reg,
			l->row->text, l->insn->imm);
}

static int print_movsx(const struct line *l)
{
	char c = letter(l);

	return snprintf(l->buf, l->size, "%c%d = (%s)%c%d", c, l->insn->dst_reg, l->row->text,
			c, l->insn->src_reg);
}

static int print_neg(const struct line *l)
{
	char c = letter(l);

	return snprintf(l->buf, l->size, "%c%d = %s%c%d", c, l->insn->dst_reg, l->row->text,
			c, l->insn->dst_reg);
}

/* Byte swaps name the whole register, although le and be are 32-bit codes. */
static int print_end(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = %s r%d", l->insn->dst_reg, l->row->text,
			l->insn->dst_reg);
}

static int print_ldx(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = *(%s *)(r%d %+d)", l->insn->dst_reg,
			l->row->text, l->insn->src_reg, l->insn->off);
}

static int print_st(const struct line *l)
{
	return snprintf(l->buf, l->size, "*(%s *)(r%d %+d) = %d", l->row->text,
			l->insn->dst_reg, l->insn->off, l->insn->imm);
}

static int print_stx(const struct line *l)
{
	return snprintf(l->buf, l->size, "*(%s *)(r%d %+d) = r%d", l->row->text,
			l->insn->dst_reg, l->insn->off, l->insn->src_reg);
}

static int print_atomic(const struct line *l)
{
	return snprintf(l->buf, l->size, "lock *(%s *)(r%d %+d) %s r%d", mem_type_of(l),
			l->insn->dst_reg, l->insn->off, l->row->text, l->insn->src_reg);
}

static int print_fetch(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = atomic%s_%s((%s *)(r%d %+d), r%d)",
			l->insn->src_reg, atomic_width(l), l->row->text, mem_type_of(l),
			l->insn->dst_reg, l->insn->off, l->insn->src_reg);
}

static int print_cmpxchg(const struct line *l)
{
	return snprintf(l->buf, l->size, "r0 = atomic%s_%s((%s *)(r%d %+d), r0, r%d)",
			atomic_width(l), l->row->text, mem_type_of(l), l->insn->dst_reg,
			l->insn->off, l->insn->src_reg);
}

static int print_load_acq(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = %s((%s *)(r%d %+d))", l->insn->dst_reg,
			l->row->text, mem_type_of(l), l->insn->src_reg, l->insn->off);
}

static int print_store_rel(const struct line *l)
{
	return snprintf(l->buf, l->size, "%s((%s *)(r%d %+d), r%d)", l->row->text,
			mem_type_of(l), l->insn->dst_reg, l->insn->off, l->insn->src_reg);
}

/* goto by off, gotol and local calls by imm. */
static int print_goto(const struct line *l)
{
	return snprintf(l->buf, l->size, "%s pc%+d", l->row->text,
			l->row->form == MBPF_FORM_JA ? l->insn->off : l->insn->imm);
}

static int print_jmp_reg(const struct line *l)
{
	char c = letter(l);

	return snprintf(l->buf, l->size, "if %c%d %s %c%d goto pc%+d", c, l->insn->dst_reg,
			l->row->text, c, l->insn->src_reg, l->insn->off);
}

static int print_jmp_imm(const struct line *l)
{
	return snprintf(l->buf, l->size, "if %c%d %s 0x%x goto pc%+d", letter(l),
			l->insn->dst_reg, l->row->text, l->insn->imm, l->insn->off);
}

static int print_call_helper(const struct line *l)
{
	const char *name = NULL;
	u32 id = l->insn->imm;

	if (!l->names)
		return snprintf(l->buf, l->size, "%s %d", l->row->text, id);
	name = l->names->helper(l->names->arg, id);
	if (!name)
		return snprintf(l->buf, l->size, "%s unknown#%d", l->row->text, id);
	return snprintf(l->buf, l->size, "%s bpf_%s#%d", l->row->text, name, id);
}

static int print_exit(const struct line *l)
{
	return snprintf(l->buf, l->size, "%s", l->row->text);
}

static int print_ld_imm64(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = 0x%llx %s", l->insn->dst_reg,
			(unsigned long long)mbpf_insn_imm64(l->insn), l->row->text);
}

static int print_ld_map(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = map[id:%u]", l->insn->dst_reg,
			(u32)l->insn->imm);
}

static int print_ld_map_value(const struct line *l)
{
	return snprintf(l->buf, l->size, "r%d = map[id:%u][0]+%u", l->insn->dst_reg,
			(u32)l->insn[0].imm, (u32)l->insn[1].imm);
}

static int (*const printers[MBPF_NR_FORMS])(const struct line *l) = {
	[MBPF_FORM_ALU_REG]	= print_alu_reg,
	[MBPF_FORM_ALU_IMM]	= print_alu_imm,
	[MBPF_FORM_MOV_REG]	= print_alu_reg,
	[MBPF_FORM_MOV_IMM]	= print_alu_imm,
	[MBPF_FORM_MOVSX]	= print_movsx,
	[MBPF_FORM_NEG]		= print_neg,
	[MBPF_FORM_END]		= print_end,
	[MBPF_FORM_LDX]		= print_ldx,
	[MBPF_FORM_ST]		= print_st,
	[MBPF_FORM_STX]		= print_stx,
	[MBPF_FORM_ATOMIC]	= print_atomic,
	[MBPF_FORM_FETCH]	= print_fetch,
	[MBPF_FORM_CMPXCHG]	= print_cmpxchg,
	[MBPF_FORM_LOAD_ACQ]	= print_load_acq,
	[MBPF_FORM_STORE_REL]	= print_store_rel,
	[MBPF_FORM_JA]		= print_goto,
	[MBPF_FORM_JA32]	= print_goto,
	[MBPF_FORM_JMP_REG]	= print_jmp_reg,
	[MBPF_FORM_JMP_IMM]	= print_jmp_imm,
	[MBPF_FORM_CALL_HELPER]	= print_call_helper,
	[MBPF_FORM_CALL_LOCAL]	= print_goto,
	[MBPF_FORM_EXIT]	= print_exit,
	[MBPF_FORM_LD_IMM64]	= print_ld_imm64,
	[MBPF_FORM_LD_MAP]	= print_ld_map,
	[MBPF_FORM_LD_MAP_VALUE] = print_ld_map_value,
};

int mbpf_disasm(char *buf, size_t size, const struct bpf_insn *insn, u32 pc,
		const struct mbpf_disasm_names *names)
{
	enum mbpf_op op = mbpf_opcode_decode(insn);
	struct line l = {
		.buf = buf,
		.size = size,
		.insn = insn,
		.row = mbpf_op_row(op),
		.op = op,
		.names = names,
	};

	if (op == MBPF_OP_INVALID)
		return snprintf(buf, size, "invalid (code 0x%02x)", insn->code);
	return printers[l.row->form](&l);
}
