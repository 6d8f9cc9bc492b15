// SPDX-License-Identifier: GPL-2.0
/*
 * The table of instructions: what the decoder makes of every code byte, and
 * what the forms say about fields and registers.
 */
#include "run_helper.h"

/* Of RFC 9669's groups: how many rows there must be. */
static void test_counts(void)
{
	u32 of_class[8] = { 0 }, op;

	for (op = 1; op < MBPF_NR_OPCODES; op++)
		of_class[BPF_CLASS(mbpf_opcodes[op].code)]++;
	is_u64(of_class[BPF_LD], 3, "there are 3 two-slot loads");
	is_u64(of_class[BPF_LDX], 7, "there are 7 loads: 4 sizes, 3 with the sign");
	is_u64(of_class[BPF_ST], 4, "there are 4 stores of constants");
	is_u64(of_class[BPF_STX], 4 + 2 * 10 + 4 * 2,
	       "there are 4 stores, 10 atomics in 2 sizes, 2 ordered accesses in 4");
	is_u64(of_class[BPF_ALU64] + of_class[BPF_ALU], 9 * 4 + 2 * 8 + 2 + 9 + 9,
	       "there are 72 arithmetic instructions");
	is_u64(of_class[BPF_JMP], 11 * 2 + 4, "there are 26 jumps in 64 bits");
	is_u64(of_class[BPF_JMP32], 11 * 2 + 1, "there are 23 jumps in 32 bits");
}

/* Every row's own instruction is decoded to that row, others' fields set. */
static void test_round_trip(void)
{
	u32 op, wrong = 0;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		struct bpf_insn insn = insn_of(op, 3, 0, 0, 0);

		if (mbpf_opcode_decode(&insn) != op) {
			diag("%s is decoded as %s", mbpf_opcodes[op].name,
			     mbpf_opcodes[mbpf_opcode_decode(&insn)].name);
			wrong++;
		}
	}
	is_u64(wrong, 0, "every row's instruction is decoded to that row");
}

/* A selector with a value that no row of its code has. */
static void test_unknown_selectors(void)
{
	struct bpf_insn insn;
	u32 op, wrong = 0;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		insn = insn_of(op, 3, 0, 0, 0);
		switch (mbpf_opcodes[op].select) {
		case MBPF_SELECT_OFF:
			insn.off = 77;
			break;
		case MBPF_SELECT_SRC:
			insn.src_reg = 15;
			break;
		case MBPF_SELECT_IMM:
			insn.imm = 0x7777;
			break;
		default:
			continue;
		}
		wrong += mbpf_opcode_decode(&insn) != MBPF_OP_INVALID;
	}
	is_u64(wrong, 0, "a selector that no row has makes an instruction invalid");
}

static void test_codes(void)
{
	struct bpf_insn insn = { 0 };
	u32 code, known = 0, wrong = 0;
	enum mbpf_op op;

	for (code = 0; code < 256; code++) {
		insn.code = code;
		op = mbpf_opcode_decode(&insn);
		known += mbpf_opcode_is_known_code(code);
		wrong += op != MBPF_OP_INVALID && !mbpf_opcode_is_known_code(code);
		wrong += op != MBPF_OP_INVALID && mbpf_opcodes[op].code != code;
	}
	is_u64(wrong, 0, "a decoded instruction has a known code, and its row's");
	is_u64(known, 121, "there are 121 code bytes");
}

struct invalid {
	struct bpf_insn insn;
	const char *what;
};

#define RAW(c, s, o, i) { .code = c, .src_reg = s, .off = o, .imm = i }

static const struct invalid invalids[] = {
	{ RAW(0, 0, 0, 0), "eight zero bytes" },
	{ RAW(0xff, 0, 0, 0), "a code of all ones" },
	{ RAW(BPF_LD | BPF_ABS | BPF_W, 0, 0, 0), "a legacy packet load" },
	{ RAW(BPF_LD | BPF_IND | BPF_W, 1, 0, 0), "a legacy indirect packet load" },
	{ RAW(BPF_LD | BPF_IMM | BPF_W, 0, 0, 0), "a constant load of 4 bytes" },
	{ RAW(BPF_LDX | BPF_MEMSX | BPF_DW, 0, 0, 0), "a sign-extending load of 8 bytes" },
	{ RAW(BPF_ALU64 | BPF_NEG | BPF_X, 0, 0, 0), "a negation of a source register" },
	{ RAW(BPF_ALU64 | BPF_END | BPF_TO_BE, 0, 0, 16), "an unconditional swap with the BE bit" },
	{ RAW(BPF_ALU | BPF_END | BPF_TO_BE, 0, 0, 8), "a swap of 8 bits" },
	{ RAW(BPF_ALU | BPF_END | BPF_TO_LE, 0, 0, 0), "a swap of 0 bits" },
	{ RAW(BPF_ALU | BPF_MOV | BPF_X, 0, 32, 0), "a 32-bit move extending 32 bits" },
	{ RAW(BPF_ALU64 | BPF_MOV | BPF_X, 0, 1, 0), "a move extending 1 bit" },
	{ RAW(BPF_ALU64 | BPF_DIV | BPF_X, 0, 2, 0), "a division of kind 2" },
	{ RAW(BPF_ALU64 | 0xe0, 0, 0, 0), "arithmetic with an unused operator" },
	{ RAW(BPF_JMP | BPF_JA | BPF_X, 0, 0, 0), "a goto by register" },
	{ RAW(BPF_JMP | BPF_CALL | BPF_X, 0, 0, 0), "a call by register" },
	{ RAW(BPF_JMP | BPF_CALL, 2, 0, 0), "a call of a kernel function" },
	{ RAW(BPF_JMP | BPF_EXIT | BPF_X, 0, 0, 0), "an exit with a source" },
	{ RAW(BPF_JMP32 | BPF_CALL, 0, 0, 0), "a call in the 32-bit class" },
	{ RAW(BPF_JMP32 | BPF_EXIT, 0, 0, 0), "an exit in the 32-bit class" },
	{ RAW(BPF_JMP | 0xe0, 0, 0, 0), "a jump with an unused condition" },
	{ RAW(BPF_STX | BPF_ATOMIC | BPF_B, 0, 0, BPF_ADD), "an atomic addition of 1 byte" },
	{ RAW(BPF_STX | BPF_ATOMIC | BPF_H, 0, 0, BPF_XCHG), "an atomic exchange of 2 bytes" },
	{ RAW(BPF_STX | BPF_ATOMIC | BPF_DW, 0, 0, BPF_SUB), "an atomic subtraction" },
	{ RAW(BPF_STX | BPF_ATOMIC | BPF_DW, 0, 0, BPF_XCHG & ~BPF_FETCH),
	  "an exchange without fetch" },
	{ RAW(BPF_STX | BPF_MEMSX | BPF_W, 0, 0, 0), "a store with sign extension" },
	{ RAW(BPF_ST | BPF_ATOMIC | BPF_W, 0, 0, 0), "an atomic store of a constant" },
	{ RAW(BPF_LD | BPF_IMM | BPF_DW, 3, 0, 0), "a two-slot load of kind 3" },
};

static void test_invalid(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(invalids); i++)
		is_u64(mbpf_opcode_decode(&invalids[i].insn), MBPF_OP_INVALID,
		       "%s is no instruction", invalids[i].what);
}

/* Tables that mbpf_opcodes_init() would have to refuse. */
static void test_soundness(void)
{
	struct mbpf_opcode rows[] = {
		{ .code = 0 },
		{ .code = 7, .select = MBPF_SELECT_IMM, .value = 1 },
		{ .code = 7, .select = MBPF_SELECT_IMM, .value = 2 },
		{ .code = 15, .select = MBPF_SELECT_NONE },
	};

	ok(mbpf_opcodes_are_sound(mbpf_opcodes, MBPF_NR_OPCODES), "the table is sound");
	ok(mbpf_opcodes_are_sound(rows, 4), "rows with one code may differ by their selector");
	rows[2].value = 1;
	ok(!mbpf_opcodes_are_sound(rows, 4), "two rows with the same selector value are refused");
	rows[2].value = 2;
	rows[2].select = MBPF_SELECT_OFF;
	ok(!mbpf_opcodes_are_sound(rows, 4), "rows of one code select by the same field");
	rows[1].select = MBPF_SELECT_NONE;
	rows[2].select = MBPF_SELECT_NONE;
	ok(!mbpf_opcodes_are_sound(rows, 4), "two rows of one code without selector are refused");
	rows[1].select = MBPF_SELECT_IMM;
	rows[2].select = MBPF_SELECT_IMM;
	rows[3] = rows[1];
	rows[3].value = 3;
	rows[2].code = 15;
	ok(!mbpf_opcodes_are_sound(rows, 4), "rows of one code that stand apart are refused");
	rows[2].code = 7;
	rows[3].form = MBPF_NR_FORMS;
	ok(!mbpf_opcodes_are_sound(rows, 4), "a row without a form is refused");
}

struct regs_case {
	enum mbpf_op op;
	u16 reads, writes;
};

#define R(n) (1 << (n))
#define ARGS (R(1) | R(2) | R(3) | R(4) | R(5))

/* With dst = r6 and src = r7. */
static const struct regs_case regs_cases[] = {
	{ MBPF_OP_ADD64_REG, R(6) | R(7), R(6) },
	{ MBPF_OP_ADD32_IMM, R(6), R(6) },
	{ MBPF_OP_MOV64_REG, R(7), R(6) },
	{ MBPF_OP_MOV32_IMM, 0, R(6) },
	{ MBPF_OP_MOVSX64_8, R(7), R(6) },
	{ MBPF_OP_NEG64, R(6), R(6) },
	{ MBPF_OP_BE16, R(6), R(6) },
	{ MBPF_OP_LDX_W, R(7), R(6) },
	{ MBPF_OP_LDXS_B, R(7), R(6) },
	{ MBPF_OP_ST_B, R(6), 0 },
	{ MBPF_OP_STX_DW, R(6) | R(7), 0 },
	{ MBPF_OP_ATOMIC_ADD_W, R(6) | R(7), 0 },
	{ MBPF_OP_FETCH_XOR_DW, R(6) | R(7), R(7) },
	{ MBPF_OP_XCHG_W, R(6) | R(7), R(7) },
	{ MBPF_OP_CMPXCHG_DW, R(0) | R(6) | R(7), R(0) },
	{ MBPF_OP_LOAD_ACQ_H, R(7), R(6) },
	{ MBPF_OP_STORE_REL_B, R(6) | R(7), 0 },
	{ MBPF_OP_JA, 0, 0 },
	{ MBPF_OP_JA32, 0, 0 },
	{ MBPF_OP_JGT64_REG, R(6) | R(7), 0 },
	{ MBPF_OP_JSET32_IMM, R(6), 0 },
	{ MBPF_OP_EXIT, R(0), 0 },
	{ MBPF_OP_CALL_HELPER, ARGS, ARGS | R(0) },
	{ MBPF_OP_CALL_LOCAL, ARGS, ARGS | R(0) },
	{ MBPF_OP_LD_IMM64, 0, R(6) },
	{ MBPF_OP_LD_MAP, 0, R(6) },
	{ MBPF_OP_LD_MAP_VALUE, 0, R(6) },
};

static void test_registers(void)
{
	struct bpf_insn insn;
	u16 reads, writes;
	bool forms[MBPF_NR_FORMS] = { false };
	u32 i, missing = 0;

	for (i = 0; i < ARRAY_SIZE(regs_cases); i++) {
		insn = insn_of(regs_cases[i].op, 6, 7, 0, 0);
		mbpf_insn_regs(&insn, regs_cases[i].op, &reads, &writes);
		is_u64((u32)reads << 16 | writes,
		       (u32)regs_cases[i].reads << 16 | regs_cases[i].writes,
		       "%s says which registers it reads and writes",
		       mbpf_opcodes[regs_cases[i].op].name);
		forms[mbpf_op_form(regs_cases[i].op)] = true;
	}
	for (i = 0; i < MBPF_NR_FORMS; i++)
		missing += !forms[i];
	is_u64(missing, 0, "every form has been asked for its registers");
}

/* A selector is no operand as well, and a form names each field it uses. */
static void test_fields(void)
{
	static const u8 field_of[] = {
		[MBPF_SELECT_OFF] = MBPF_F_OFF,
		[MBPF_SELECT_SRC] = MBPF_F_SRC,
		[MBPF_SELECT_IMM] = MBPF_F_IMM,
	};
	const struct mbpf_form_info *form;
	u32 op, wrong = 0;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		form = &mbpf_forms[mbpf_op_form(op)];
		wrong += !!(form->fields & field_of[mbpf_opcodes[op].select]);
		wrong += !!((form->reads | form->writes) & ~form->fields);
	}
	is_u64(wrong, 0, "no selector is an operand, no register goes without its field");
}

static void test_questions(void)
{
	struct bpf_insn insn = I(JA, 0, 0, -32768, 0);
	struct bpf_insn wide[2] = { I(LD_IMM64, 0, 0, 0, -1), WIDE(-2) };

	is_int(mbpf_insn_target(&insn, MBPF_OP_JA, 10), 10 + 1 - 32768,
	       "a jump may lead in front of the program");
	insn = I(JA32, 0, 0, 0, 0x7fffffff);
	is_int(mbpf_insn_target(&insn, MBPF_OP_JA32, 10), 10 + 1 + 0x7fffffffLL,
	       "the farthest jump does not overflow");
	insn = I(CALL_LOCAL, 0, 0, 0, -5);
	is_int(mbpf_insn_target(&insn, MBPF_OP_CALL_LOCAL, 10), 6, "a local call leads by its imm");
	is_u64(mbpf_insn_imm64(wide), 0xfffffffeffffffffULL,
	       "two halves of a constant are joined");
	is_u64(mbpf_op_size(MBPF_OP_LDX_B), 1, "LDX_B has a size of 1");
	is_u64(mbpf_op_size(MBPF_OP_STX_H), 2, "STX_H has a size of 2");
	is_u64(mbpf_op_size(MBPF_OP_FETCH_ADD_W), 4, "FETCH_ADD_W has a size of 4");
	is_u64(mbpf_op_size(MBPF_OP_CMPXCHG_DW), 8, "CMPXCHG_DW has a size of 8");
	ok(mbpf_op_is_wide(MBPF_OP_LD_MAP) && !mbpf_op_is_wide(MBPF_OP_LDX_DW),
	   "only two-slot loads are wide");
	ok(mbpf_op_is_sext_load(MBPF_OP_LDXS_W) && !mbpf_op_is_sext_load(MBPF_OP_LDX_W),
	   "only LDXS extends the sign");
	ok(mbpf_op_is_jump(MBPF_OP_JA32) && mbpf_op_is_jump(MBPF_OP_JEQ32_REG) &&
	   !mbpf_op_is_jump(MBPF_OP_CALL_LOCAL) && !mbpf_op_is_jump(MBPF_OP_EXIT),
	   "jumps are jumps, calls and exit are not");
	ok(!mbpf_op_is_cond_jump(MBPF_OP_JA) && mbpf_op_is_cond_jump(MBPF_OP_JSLE64_IMM),
	   "only conditional jumps are conditional");
}

int main(void)
{
	test_begin();
	test_counts();
	test_round_trip();
	test_unknown_selectors();
	test_codes();
	test_invalid();
	test_soundness();
	test_registers();
	test_fields();
	test_questions();
	return done_testing();
}
