// SPDX-License-Identifier: GPL-2.0
/*
 * The shape pass: is every slot an instruction that we know, with legal fields?
 *
 * It looks at one instruction at a time and at nothing else: code byte and
 * selector against the table (core/opcodes.h), register numbers, the fields
 * that the instruction's form does not use (which must be zero, so that they
 * can get a meaning later), and the few constants that make no sense whatever
 * the registers hold.
 *
 * It leaves the decoded number of each slot in prog->aux, so that nobody after
 * it decodes again.  Where jumps and calls lead is not looked at here: that is
 * subprog.c and cfg.c.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include "core/insn.h"
#include "core/log.h"
#include "core/prog.h"
#include "verify/explain.h"
#include "verify/verify.h"

/* One instruction in the making of its verdict. */
struct shape {
	struct mbpf_prog *prog;
	struct mbpf_log *log;
	u32 pc;
	const struct bpf_insn *insn;
	const struct mbpf_opcode *row;
};

static __printf(3, 4)
int reject(const struct shape *s, enum mbpf_rejection why, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = mbpf_vreject(s->log, s->prog, s->pc, why, fmt, args);
	va_end(args);
	return err;
}

/* --- instructions that have no row --- */

static int refuse_ld_imm64(const struct shape *s)
{
	static const char *const names[] = {
		[BPF_PSEUDO_BTF_ID] = "the address of a kernel variable",
		[BPF_PSEUDO_FUNC] = "the address of a function",
		[BPF_PSEUDO_MAP_IDX] = "a map by its index in fd_array",
		[BPF_PSEUDO_MAP_IDX_VALUE] = "a map value by its index in fd_array",
	};
	u8 src = s->insn->src_reg;

	if (src < ARRAY_SIZE(names) && names[src])
		return reject(s, MBPF_REJECT_SHAPE, "loading %s (src_reg %u) is not supported",
			      names[src], src);
	return reject(s, MBPF_REJECT_SHAPE, "no 64-bit constant has src_reg %u", src);
}

static int refuse_call(const struct shape *s)
{
	if (s->insn->src_reg == BPF_PSEUDO_KFUNC_CALL)
		return reject(s, MBPF_REJECT_SHAPE,
			      "calling a kernel function (kfunc, src_reg %u) is not supported",
			      BPF_PSEUDO_KFUNC_CALL);
	return reject(s, MBPF_REJECT_SHAPE, "no kind of call has src_reg %u", s->insn->src_reg);
}

static int refuse_atomic(const struct shape *s)
{
	if (BPF_SIZE(s->insn->code) == BPF_B || BPF_SIZE(s->insn->code) == BPF_H)
		return reject(s, MBPF_REJECT_SHAPE,
			      "no atomic operation 0x%x works on 1 or 2 bytes; hint: use 4 or 8 bytes",
			      s->insn->imm);
	return reject(s, MBPF_REJECT_SHAPE, "no atomic operation is numbered 0x%x", s->insn->imm);
}

/* The code is known, the field that tells its rows apart is not. */
static int refuse_selector(const struct shape *s)
{
	u8 code = s->insn->code;

	if (code == (BPF_LD | BPF_IMM | BPF_DW))
		return refuse_ld_imm64(s);
	if (code == (BPF_JMP | BPF_CALL))
		return refuse_call(s);
	if (BPF_CLASS(code) == BPF_STX)
		return refuse_atomic(s);
	if (BPF_OP(code) == BPF_END)
		return reject(s, MBPF_REJECT_SHAPE,
			      "a byte swap of %d bits: it must be 16, 32 or 64",
			      s->insn->imm);
	if (BPF_OP(code) == BPF_MOV)
		return reject(s, MBPF_REJECT_SHAPE,
			      "no move has off %d: it must be 0 or the width of a sign extension",
			      s->insn->off);
	return reject(s, MBPF_REJECT_SHAPE, "no division has off %d: it must be 0 or 1 (signed)",
		      s->insn->off);
}

static int refuse_code(const struct shape *s)
{
	u8 code = s->insn->code;

	if (BPF_CLASS(code) == BPF_LD && (BPF_MODE(code) == BPF_ABS || BPF_MODE(code) == BPF_IND))
		return reject(s, MBPF_REJECT_SHAPE,
			      "legacy packet access (%s, code 0x%02x) is not supported; hint: read the packet between data and data_end",
			      BPF_MODE(code) == BPF_ABS ? "LD_ABS" : "LD_IND", code);
	if (code == (BPF_JMP | BPF_CALL | BPF_X))
		return reject(s, MBPF_REJECT_SHAPE,
			      "calling through a register (code 0x%02x) is not supported",
			      code);
	if (!code)
		return reject(s, MBPF_REJECT_SHAPE,
			      "unknown opcode 00: perhaps the second half of a 64-bit constant");
	return reject(s, MBPF_REJECT_SHAPE, "unknown opcode %02x", code);
}

/* --- fields --- */

static u8 selector_field(const struct mbpf_opcode *row)
{
	switch (row->select) {
	case MBPF_SELECT_OFF:
		return MBPF_F_OFF;
	case MBPF_SELECT_SRC:
		return MBPF_F_SRC;
	case MBPF_SELECT_IMM:
		return MBPF_F_IMM;
	default:
		return 0;
	}
}

static int check_reserved(const struct shape *s)
{
	u8 used = mbpf_forms[s->row->form].fields | selector_field(s->row);

	if (!(used & MBPF_F_DST) && s->insn->dst_reg)
		return reject(s, MBPF_REJECT_FIELD,
			      "uses reserved fields: dst_reg is %u and must be 0",
			      s->insn->dst_reg);
	if (!(used & MBPF_F_SRC) && s->insn->src_reg)
		return reject(s, MBPF_REJECT_FIELD,
			      "uses reserved fields: src_reg is %u and must be 0",
			      s->insn->src_reg);
	if (!(used & MBPF_F_OFF) && s->insn->off)
		return reject(s, MBPF_REJECT_FIELD, "uses reserved fields: off is %d and must be 0",
			      s->insn->off);
	if (!(used & MBPF_F_IMM) && s->insn->imm)
		return reject(s, MBPF_REJECT_FIELD, "uses reserved fields: imm is %d and must be 0",
			      s->insn->imm);
	return 0;
}

static int check_registers(const struct shape *s)
{
	const struct mbpf_form_info *form = &mbpf_forms[s->row->form];
	u8 dst = s->insn->dst_reg, src = s->insn->src_reg;

	if ((form->fields & MBPF_F_DST) && dst >= MBPF_NR_REGS)
		return reject(s, MBPF_REJECT_SHAPE, "r%u is invalid: registers are r0 to r10", dst);
	if ((form->fields & MBPF_F_SRC) && src >= MBPF_NR_REGS)
		return reject(s, MBPF_REJECT_SHAPE, "r%u is invalid: registers are r0 to r10", src);
	if (((form->writes & MBPF_F_DST) && dst == MBPF_FP) ||
	    ((form->writes & MBPF_F_SRC) && src == MBPF_FP))
		return reject(s, MBPF_REJECT_SHAPE,
			      "writes to r10: the frame pointer is read only");
	return 0;
}

/* Constants that are wrong whatever the register holds. */
static int check_constant(const struct shape *s)
{
	s32 width = BPF_CLASS(s->row->code) == BPF_ALU64 ? 64 : 32;

	if (s->row->form != MBPF_FORM_ALU_IMM)
		return 0;

	switch (BPF_OP(s->row->code)) {
	case BPF_LSH:
	case BPF_RSH:
	case BPF_ARSH:
		if (s->insn->imm >= 0 && s->insn->imm < width)
			return 0;
		return reject(s, MBPF_REJECT_SHAPE, "invalid shift %d: it must be 0 to %d",
			      s->insn->imm, width - 1);
	case BPF_DIV:
	case BPF_MOD:
		if (s->insn->imm)
			return 0;
		return reject(s, MBPF_REJECT_SHAPE, "div by zero: the divisor is the constant 0");
	default:
		return 0;
	}
}

static int check_wide(const struct shape *s)
{
	const struct bpf_insn *second = s->insn + 1;

	if (s->pc + 1 >= s->prog->len)
		return reject(s, MBPF_REJECT_SHAPE,
			      "a 64-bit constant takes two slots, and the program ends after the first");
	if (second->code || second->dst_reg || second->src_reg || second->off)
		return reject(s, MBPF_REJECT_FIELD,
			      "the second slot of a 64-bit constant holds more than imm");
	if (s->row->form == MBPF_FORM_LD_MAP && second->imm)
		return reject(s, MBPF_REJECT_FIELD,
			      "uses reserved fields: the second slot of a map load has imm %d and must have 0",
			      second->imm);
	return 0;
}

/* All rules, for one instruction; leaves its number in @op. */
static int check_insn(struct shape *s, enum mbpf_op *op)
{
	int err;

	*op = mbpf_opcode_decode(s->insn);
	if (*op == MBPF_OP_INVALID)
		return mbpf_opcode_is_known_code(s->insn->code) ? refuse_selector(s)
								: refuse_code(s);
	s->row = mbpf_op_row(*op);
	err = check_reserved(s);
	if (!err)
		err = check_registers(s);
	if (!err)
		err = check_constant(s);
	if (!err && mbpf_op_is_wide(*op))
		err = check_wide(s);
	return err;
}

static int check_length(struct mbpf_prog *prog, struct mbpf_log *log)
{
	if (!prog->len)
		return mbpf_reject(log, prog, 0, MBPF_REJECT_SHAPE,
				   "the program has no instructions");
	if (prog->len > MBPF_MAX_INSNS)
		return mbpf_reject(log, prog, prog->len, MBPF_REJECT_COMPLEX,
				   "the program has %u instructions, more than %u",
				   prog->len, MBPF_MAX_INSNS);
	return 0;
}

int mbpf_verify_shape(struct mbpf_prog *prog, struct mbpf_log *log)
{
	struct shape s = { .prog = prog, .log = log };
	enum mbpf_op op;
	int err;

	err = check_length(prog, log);
	if (err)
		return err;
	prog->aux = kvcalloc(prog->len, sizeof(*prog->aux), GFP_KERNEL_ACCOUNT);
	if (!prog->aux)
		return -ENOMEM;

	for (s.pc = 0; s.pc < prog->len; s.pc += mbpf_op_is_wide(op) ? 2 : 1) {
		s.insn = &prog->insns[s.pc];
		err = check_insn(&s, &op);
		if (err)
			return err;
		prog->aux[s.pc].op = op;
	}
	return 0;
}
