// SPDX-License-Identifier: GPL-2.0
/*
 * The shape pass: every row of the table just inside and just outside of what
 * is legal, every code byte that has no row, and what is refused by name.
 */
#include "pass_helper.h"

/* Values that a field must not have when it must be 0. */
static const u8 bad_regs[] = { 1, 2, 8, 10, 11, 15 };
static const s16 bad_offs[] = { 1, 2, -1, 0x100, 0x4000, -32768 };
static const s32 bad_imms[] = { 1, 2, -1, 0x100, 0x10000, 0x7fffffff, -0x7fffffff - 1 };

/* A program of one instruction, ended properly. */
static struct mbpf_prog *prog_around(const struct bpf_insn *insn, struct bpf_insn second)
{
	bool wide = insn->code == (BPF_LD | BPF_IMM | BPF_DW);
	struct bpf_insn insns[3] = { *insn, I(EXIT, 0, 0, 0, 0) };

	if (wide) {
		insns[1] = second;
		insns[2] = I(EXIT, 0, 0, 0, 0);
	}
	return raw_prog(insns, wide ? 3 : 2);
}

/* Its verdict; in @op what it was decoded as. */
static int shape_of(const struct bpf_insn *insn, enum mbpf_op *op)
{
	struct mbpf_prog *prog = prog_around(insn, WIDE(0));
	int err = mbpf_verify_shape(prog, log_start());

	if (op)
		*op = prog->aux ? prog->aux[0].op : MBPF_OP_INVALID;
	mbpf_prog_free(prog);
	return err;
}

static bool is_accepted(const struct bpf_insn *insn, enum mbpf_op op)
{
	enum mbpf_op decoded;

	if (!shape_of(insn, &decoded) && decoded == op)
		return true;
	diag("  dst %u src %u off %d imm %d is refused: %s", insn->dst_reg, insn->src_reg,
	     insn->off, insn->imm, log_end());
	return false;
}

static bool is_refused(const struct bpf_insn *insn, const char *code)
{
	char start[64];

	if (shape_of(insn, NULL) == -EINVAL) {
		snprintf(start, sizeof(start), "%s: instruction 0: ", code);
		return log_says(start);
	}
	diag("  dst %u src %u off %d imm %d is not refused", insn->dst_reg, insn->src_reg,
	     insn->off, insn->imm);
	return false;
}

static u8 fields_of(enum mbpf_op op)
{
	static const u8 selector[] = {
		[MBPF_SELECT_OFF] = MBPF_F_OFF,
		[MBPF_SELECT_SRC] = MBPF_F_SRC,
		[MBPF_SELECT_IMM] = MBPF_F_IMM,
	};

	return mbpf_forms[mbpf_op_form(op)].fields | selector[mbpf_op_row(op)->select];
}

/* A legal instruction of a row, with something in each field it uses. */
static struct bpf_insn legal_insn(enum mbpf_op op)
{
	u8 fields = mbpf_forms[mbpf_op_form(op)].fields;

	return insn_of(op, fields & MBPF_F_DST ? 1 : 0, fields & MBPF_F_SRC ? 2 : 0,
		       fields & MBPF_F_OFF ? -8 : 0, fields & MBPF_F_IMM ? 3 : 0);
}

static bool refuses_reserved(enum mbpf_op op)
{
	u8 fields = fields_of(op);
	bool good = true;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bad_regs); i++) {
		struct bpf_insn dst = legal_insn(op), src = legal_insn(op);

		dst.dst_reg = bad_regs[i];
		src.src_reg = bad_regs[i];
		good &= (fields & MBPF_F_DST) || is_refused(&dst, "E-reserved-field");
		good &= (fields & MBPF_F_SRC) || is_refused(&src, "E-reserved-field");
	}
	for (i = 0; i < ARRAY_SIZE(bad_offs); i++) {
		struct bpf_insn insn = legal_insn(op);

		insn.off = bad_offs[i];
		good &= (fields & MBPF_F_OFF) || is_refused(&insn, "E-reserved-field");
	}
	for (i = 0; i < ARRAY_SIZE(bad_imms); i++) {
		struct bpf_insn insn = legal_insn(op);

		insn.imm = bad_imms[i];
		good &= (fields & MBPF_F_IMM) || is_refused(&insn, "E-reserved-field");
	}
	return good;
}

/* Each register field: r0..r9 always, r10 unless written, nothing above. */
static bool checks_registers(enum mbpf_op op, u8 field)
{
	const struct mbpf_form_info *form = &mbpf_forms[mbpf_op_form(op)];
	bool good = true;
	u8 reg;

	if (!(form->fields & field))
		return true;
	for (reg = 0; reg < 16; reg++) {
		struct bpf_insn insn = legal_insn(op);
		bool legal = reg < MBPF_FP || (reg == MBPF_FP && !(form->writes & field));

		if (field == MBPF_F_DST)
			insn.dst_reg = reg;
		else
			insn.src_reg = reg;
		good &= legal ? is_accepted(&insn, op) : is_refused(&insn, "E-shape");
	}
	return good;
}

static void test_rows(void)
{
	enum mbpf_op op;

	for (op = MBPF_OP_INVALID + 1; op < MBPF_NR_OPCODES; op++) {
		struct bpf_insn insn = legal_insn(op);
		const char *name = mbpf_op_row(op)->name;

		ok(is_accepted(&insn, op), "%s is accepted, and its number is left", name);
		ok(refuses_reserved(op), "%s is refused when a field it does not use is not 0",
		   name);
		ok(checks_registers(op, MBPF_F_DST) && checks_registers(op, MBPF_F_SRC),
		   "%s takes no register above r10 and does not write r10", name);
	}
}

static bool has_op_bits(enum mbpf_op op, u8 a, u8 b, u8 c)
{
	u8 bits = BPF_OP(mbpf_op_row(op)->code);

	return mbpf_op_form(op) == MBPF_FORM_ALU_IMM && (bits == a || bits == b || bits == c);
}

static bool takes_imm(enum mbpf_op op, s32 imm, bool legal, const char *text)
{
	struct bpf_insn insn = legal_insn(op);

	insn.imm = imm;
	if (legal)
		return is_accepted(&insn, op);
	return is_refused(&insn, "E-shape") && log_says(text);
}

static void test_constants(void)
{
	enum mbpf_op op;

	for (op = MBPF_OP_INVALID + 1; op < MBPF_NR_OPCODES; op++) {
		const char *name = mbpf_op_row(op)->name;
		s32 width = mbpf_op_is_alu32(op) ? 32 : 64;

		if (has_op_bits(op, BPF_LSH, BPF_RSH, BPF_ARSH)) {
			ok(takes_imm(op, 0, true, "") && takes_imm(op, width - 1, true, ""),
			   "%s shifts by 0 to %d", name, width - 1);
			ok(takes_imm(op, width, false, "invalid shift") &&
			   takes_imm(op, -1, false, "invalid shift -1") &&
			   takes_imm(op, -0x7fffffff - 1, false, "invalid shift"),
			   "%s by a constant of its width or more, or below 0, is refused", name);
		}
		if (has_op_bits(op, BPF_DIV, BPF_MOD, BPF_MOD)) {
			ok(takes_imm(op, 1, true, "") && takes_imm(op, -1, true, ""),
			   "%s divides by 1 and by -1", name);
			ok(takes_imm(op, 0, false, "div by zero"),
			   "%s by the constant 0 is refused", name);
		}
	}
}

static void test_unknown_codes(void)
{
	u32 code, unknown = 0, refused = 0;

	for (code = 0; code < 256; code++) {
		struct bpf_insn insn = { .code = code };

		if (mbpf_opcode_is_known_code(code))
			continue;
		unknown++;
		refused += is_refused(&insn, "E-shape");
	}
	is_u64(refused, unknown, "each of the %u code bytes without a row is refused", unknown);
}

static void test_names(void)
{
	static const struct {
		struct bpf_insn insn;
		const char *text;
		const char *name;
	} cases[] = {
		{ { .code = 0 }, "unknown opcode 00: perhaps the second half",
		  "code 0 is refused, with a guess" },
		{ { .code = 0xff }, "unknown opcode ff", "an unknown code is shown" },
		{ { .code = BPF_LD | BPF_ABS | BPF_W }, "LD_ABS", "LD_ABS is refused by name" },
		{ { .code = BPF_LD | BPF_IND | BPF_H }, "LD_IND", "LD_IND is refused by name" },
		{ { .code = BPF_JMP | BPF_CALL | BPF_X }, "calling through a register",
		  "an indirect call is refused by name" },
		{ { .code = BPF_JMP | BPF_CALL, .src_reg = BPF_PSEUDO_KFUNC_CALL, .imm = 1 },
		  "kfunc", "a kernel function call is refused by name" },
		{ { .code = BPF_JMP | BPF_CALL, .src_reg = 3 }, "no kind of call",
		  "a call with an unknown src_reg is refused" },
		{ { .code = BPF_LD | BPF_IMM | BPF_DW, .src_reg = BPF_PSEUDO_BTF_ID },
		  "kernel variable", "a kernel variable's address is refused by name" },
		{ { .code = BPF_LD | BPF_IMM | BPF_DW, .src_reg = BPF_PSEUDO_FUNC },
		  "address of a function", "a function's address is refused by name" },
		{ { .code = BPF_LD | BPF_IMM | BPF_DW, .src_reg = BPF_PSEUDO_MAP_IDX },
		  "fd_array", "a map by index is refused by name" },
		{ { .code = BPF_LD | BPF_IMM | BPF_DW, .src_reg = 7 }, "src_reg 7",
		  "a 64-bit constant with an unknown src_reg is refused" },
		{ { .code = BPF_LD | BPF_IMM | BPF_DW, .src_reg = 15 }, "src_reg 15",
		  "a 64-bit constant with the highest src_reg is refused" },
		{ { .code = BPF_ALU | BPF_END | BPF_TO_BE, .imm = 8 }, "byte swap of 8 bits",
		  "a byte swap of 8 bits is refused" },
		{ { .code = BPF_ALU64 | BPF_END | BPF_TO_LE, .imm = 0 }, "byte swap of 0 bits",
		  "a byte swap of no bits is refused" },
		{ { .code = BPF_ALU64 | BPF_MOV | BPF_X, .off = 1 }, "no move has off 1",
		  "a move with sign extension of 1 bit is refused" },
		{ { .code = BPF_ALU | BPF_MOV | BPF_X, .off = 32 }, "no move has off 32",
		  "a 32-bit move cannot extend 32 bits" },
		{ { .code = BPF_ALU64 | BPF_DIV | BPF_X, .off = 2 }, "no division has off 2",
		  "a division with off 2 is refused" },
		{ { .code = BPF_STX | BPF_ATOMIC | BPF_W, .imm = 0x10 }, "numbered 0x10",
		  "an atomic operation without a number is refused" },
		{ { .code = BPF_STX | BPF_ATOMIC | BPF_DW, .imm = BPF_FETCH }, "",
		  "atomic fetch-and-add of 8 bytes is accepted" },
		{ { .code = BPF_STX | BPF_ATOMIC | BPF_B, .imm = BPF_ADD }, "1 or 2 bytes",
		  "an atomic addition of 1 byte is refused" },
		{ { .code = BPF_STX | BPF_ATOMIC | BPF_H, .imm = BPF_CMPXCHG }, "1 or 2 bytes",
		  "an atomic exchange of 2 bytes is refused" },
		{ { .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 10 },
		  "frame pointer is read only",
		  "a write to r10 is refused with its reason" },
		{ { .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 11 }, "r11 is invalid",
		  "r11 is refused by name" },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		bool good = !cases[i].text[0];
		int want = good ? 0 : -EINVAL;

		ok(shape_of(&cases[i].insn, NULL) == want && log_says(cases[i].text),
		   "%s", cases[i].name);
	}
}

static int shape_wide(struct bpf_insn first, struct bpf_insn second)
{
	struct mbpf_prog *prog = prog_around(&first, second);
	int err = mbpf_verify_shape(prog, log_start());

	if (!err && prog->aux[1].op != MBPF_OP_INVALID)
		err = 1;
	mbpf_prog_free(prog);
	return err;
}

static void test_wide(void)
{
	struct bpf_insn imm = I(LD_IMM64, 1, 0, 0, 5), map = I(LD_MAP, 1, 0, 0, 5);
	struct bpf_insn value = I(LD_MAP_VALUE, 1, 0, 0, 5);
	struct mbpf_prog *prog;

	is_int(shape_wide(imm, WIDE(-1)), 0, "the high half of a constant is in the second slot");
	is_int(shape_wide(value, WIDE(16)), 0,
	       "the second slot of a map value's address has its offset");
	is_int(shape_wide(map, WIDE(1)), -EINVAL, "the second slot of a map has nothing");
	ok(log_says("E-reserved-field: instruction 0"), "... and is a reserved field");
	is_int(shape_wide(imm, (struct bpf_insn){ .code = BPF_JMP | BPF_EXIT }), -EINVAL,
	       "a second slot with a code is refused");
	is_int(shape_wide(imm, (struct bpf_insn){ .dst_reg = 1 }), -EINVAL,
	       "a second slot with a dst_reg is refused");
	is_int(shape_wide(imm, (struct bpf_insn){ .src_reg = 1 }), -EINVAL,
	       "a second slot with a src_reg is refused");
	is_int(shape_wide(imm, (struct bpf_insn){ .off = 1 }), -EINVAL,
	       "a second slot with an off is refused");

	prog = RAW(I(EXIT, 0, 0, 0, 0), imm);
	is_int(mbpf_verify_shape(prog, log_start()), -EINVAL,
	       "a 64-bit constant cut by the program's end is refused");
	ok(log_says("E-shape: instruction 1: a 64-bit constant takes two slots"),
	   "... and says so");
	mbpf_prog_free(prog);
}

static int shape_again(void *arg)
{
	struct mbpf_prog *prog = arg;
	int err = mbpf_verify_shape(prog, NULL);

	mbpf_prog_drop_aux(prog);
	return err;
}

static void test_length(void)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(MBPF_MAX_INSNS);
	struct bpf_insn nop = I(MOV64_IMM, 0, 0, 0, 0);
	u32 pc;

	for (pc = 0; pc < MBPF_MAX_INSNS; pc++)
		prog->insns[pc] = nop;
	is_int(mbpf_verify_shape(prog, log_start()), 0, "the longest program is accepted");
	mbpf_prog_drop_aux(prog);
	prog->len++;
	is_int(mbpf_verify_shape(prog, log_start()), -E2BIG, "one instruction more is refused");
	ok(log_says("E-too-complex: the program has 1000001 instructions"), "... and says so");
	prog->len = 0;
	is_int(mbpf_verify_shape(prog, log_start()), -EINVAL, "no instructions are refused");
	ok(log_says("E-shape: the program has no instructions"), "... and says so");
	mbpf_prog_free(prog);

	prog = RAW(I(EXIT, 0, 0, 0, 0));
	is_int(fail_each_alloc(shape_again, prog), 1, "without memory it says -ENOMEM");
	mbpf_prog_free(prog);
}

static void test_place(void)
{
	struct mbpf_prog *prog = RAW(I(LD_IMM64, 1, 0, 0, 0), WIDE(0), I(EXIT, 0, 0, 0, 0),
				     I(JA, 0, 1, 0, 0));

	is_int(mbpf_verify_shape(prog, NULL), -EINVAL, "a log is not needed");
	mbpf_prog_drop_aux(prog);
	mbpf_verify_shape(prog, log_start());
	ok(log_says("3: (05) goto pc+0\nE-reserved-field: instruction 3: uses reserved fields: "
		    "src_reg is 1 and must be 0\n"),
	   "a refusal shows instruction, place, rule and value");
	mbpf_prog_free(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_rows();
	test_constants();
	test_unknown_codes();
	test_names();
	test_wide();
	test_length();
	test_place();
	return done_testing();
}
