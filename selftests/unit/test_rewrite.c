// SPDX-License-Identifier: GPL-2.0
/*
 * Rewrite: what becomes of each kind of instruction and fact, and that a
 * program with missing or contradicting facts does not come to run.
 */
#include <linux/test_hooks.h>
#include "progtype/progtype.h"
#include "run_helper.h"

static u64 helper_fn(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	return r1;
}

static const struct mbpf_helper helper = { .id = 1, .name = "test", .fn = helper_fn };

static u8 value[64];

static void *direct(struct mbpf_map *map, u32 off)
{
	return off < sizeof(value) ? value + off : ERR_PTR(-EINVAL);
}

static const struct mbpf_map_ops direct_ops = { .direct = direct };
static const struct mbpf_map_ops plain_ops = { .direct = NULL };

/* A context with a pointer, a number of the same size, and a smaller one. */
static const struct mbpf_ctx_field fields[] = {
	{ "data", 0, 4, MBPF_CTX_DATA, 16, 8 },
	{ "data_end", 4, 4, MBPF_CTX_DATA_END, 24, 8 },
	{ "number", 8, 4, MBPF_CTX_SCALAR, 40, 4 },
	{ "long_number", 16, 8, MBPF_CTX_SCALAR, 48, 8 },
	{ "short_number", 24, 4, MBPF_CTX_SCALAR, 60, 2 },
	{ "low_half", 28, 4, MBPF_CTX_SCALAR, 64, 8 },
};

static const struct mbpf_progtype ptype = {
	.name = "test", .fields = fields, .nr_fields = ARRAY_SIZE(fields), .ctx_size = 32,
};

/* A program of the given instructions, with plain facts. */
#define PROG(...) ({							\
	const struct bpf_insn prog_insns_[] = { __VA_ARGS__ };		\
	prog_with_facts(prog_insns_, ARRAY_SIZE(prog_insns_)); })

/* A run instruction as text, so that a test compares all its fields. */
static const char *text_of(const struct mbpf_run_insn *run)
{
	static char texts[4][80];
	static u32 next;
	char *text = texts[next++ % 4];

	snprintf(text, 80, "%s dst %u src %u off %d imm 0x%llx",
		 run->op < MBPF_NR_OPCODES ? mbpf_opcodes[run->op].name : "TRAP", run->dst,
		 run->src, run->off, (unsigned long long)run->imm);
	return text;
}

static void test_plain(void)
{
	struct mbpf_prog *prog = PROG(I(ADD64_IMM, 3, 0, 0, -2), I(STX_W, 10, 4, -8, 0),
				      I(LD_IMM64, 5, 0, 0, -1), WIDE(1), I(EXIT, 0, 0, 0, 0));

	is_int(mbpf_rewrite(prog), 0, "a plain program is rewritten");
	is_str(text_of(&prog->code[0]), "ADD64_IMM dst 3 src 0 off 0 imm 0xfffffffffffffffe",
	       "a constant is sign-extended");
	is_str(text_of(&prog->code[1]), "STX_W dst 10 src 4 off -8 imm 0x0",
	       "registers and offset are kept");
	is_str(text_of(&prog->code[2]), "LD_IMM64 dst 5 src 0 off 0 imm 0x1ffffffff",
	       "a constant of two slots is whole in the first");
	is_u64(prog->code[3].op, MBPF_OP_TRAP, "the second is a trap");
	is_u64(prog->code[5].op, MBPF_OP_TRAP, "and so is the slot behind the last");
	mbpf_prog_free(prog);
}

static void test_targets(void)
{
	struct mbpf_prog *prog = PROG(I(JA, 0, 0, 2, 0), I(JA32, 0, 0, 0, 1),
				      I(CALL_LOCAL, 0, 0, 0, -3), I(EXIT, 0, 0, 0, 0));

	is_int(mbpf_rewrite(prog), 0, "jumps inside the program are fine");
	is_int(prog->code[0].off, 2, "JA keeps its distance");
	is_int(prog->code[1].off, 1, "JA32 gets its distance from imm");
	is_int(prog->code[2].off, -3, "a local call too");
	mbpf_prog_free(prog);

	prog = PROG(I(JA, 0, 0, 1, 0), I(EXIT, 0, 0, 0, 0));
	is_int(mbpf_rewrite(prog), -EINVAL, "a jump to the slot behind the last is refused");
	ok(!prog->code, "and leaves no code");
	mbpf_prog_free(prog);

	prog = PROG(I(JEQ64_IMM, 0, 0, -2, 0), I(EXIT, 0, 0, 0, 0));
	is_int(mbpf_rewrite(prog), -EINVAL, "a jump in front of the first slot is refused");
	mbpf_prog_free(prog);
}

/* A program with two functions whose frames are given. */
static struct mbpf_prog *two_functions(u16 main_depth, u16 depth)
{
	struct mbpf_prog *prog = PROG(I(CALL_LOCAL, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0),
				      I(LDX_DW, 0, 10, -8, 0), I(EXIT, 0, 0, 0, 0));

	prog->subprogs = kvcalloc(2, sizeof(*prog->subprogs), GFP_KERNEL);
	prog->nr_subprogs = 2;
	prog->subprogs[0] = (struct mbpf_subprog) { .end = 2, .stack_depth = main_depth };
	prog->subprogs[1] = (struct mbpf_subprog) { .start = 2, .end = 4, .stack_depth = depth };
	prog->aux[0].subprog = 1;
	return prog;
}

static void test_frames(void)
{
	static const u16 depths[] = { 0, 8, 16, 120, 128, 136, 504, 512 };
	static u64 stack[MBPF_MAX_FRAMES * 64], want[MBPF_MAX_FRAMES * 64];
	struct mbpf_prog *prog = PROG(I(CALL_LOCAL, 0, 0, 0, 0), I(EXIT, 0, 0, 0, 0));
	u32 i, depth, main_depth;
	bool exact = true;

	is_int(mbpf_rewrite(prog), 0, "a program whose functions nobody has counted is rewritten");
	is_u64(prog->code[0].imm, MBPF_FRAME_SIZE, "a call then zeroes the whole frame");
	mbpf_prog_free(prog);

	for (i = 0; i < ARRAY_SIZE(depths); i++) {
		depth = depths[i];
		main_depth = depths[ARRAY_SIZE(depths) - 1 - i];
		prog = two_functions(main_depth, depth);
		is_int(mbpf_rewrite(prog), 0, "a function may use %u bytes of stack", depth);
		is_u64(prog->code[0].imm, depth, "a call knows these %u bytes", depth);
		memset(stack, 0xa5, sizeof(stack));
		memset(want, 0xa5, sizeof(want));
		memset((u8 *)want + 512 - main_depth, 0, main_depth);
		memset((u8 *)want + 1024 - depth, 0, depth);
		mbpf_interpret(prog, NULL, (u8 *)stack);
		exact &= !memcmp(stack, want, sizeof(stack));
		mbpf_prog_free(prog);
	}
	ok(exact, "running zeroes just the bytes that the functions use");

	prog = two_functions(512, 520);
	is_int(mbpf_rewrite(prog), -EINVAL, "a frame over the limit is refused");
	mbpf_prog_free(prog);
	prog = two_functions(12, 8);
	is_int(mbpf_rewrite(prog), -EINVAL, "a frame of no whole words is refused");
	mbpf_prog_free(prog);
}

static void test_unreached(void)
{
	struct mbpf_prog *prog = PROG(I(MOV64_IMM, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0),
				      I(CALL_HELPER, 0, 0, 0, 1), I(LD_MAP, 1, 0, 0, 1), WIDE(0),
				      I(JA, 0, 0, 100, 0));
	u32 pc;

	for (pc = 2; pc < prog->len; pc++)
		prog->aux[pc].reached = 0;
	is_int(mbpf_rewrite(prog), 0, "facts about unreached instructions may be missing");
	is_u64(prog->code[1].op, MBPF_OP_EXIT, "what is reached stays");
	for (pc = 2; pc < prog->len; pc++)
		is_str(text_of(&prog->code[pc]), "TRAP dst 0 src 0 off 0 imm 0x0",
		       "unreached slot %u is a trap", pc);
	mbpf_prog_free(prog);
}

static void test_decided_jumps(void)
{
	struct mbpf_prog *prog = PROG(I(JEQ64_IMM, 1, 0, 2, 5), I(JGT64_REG, 1, 2, 1, 0),
				      I(JLT32_IMM, 1, 0, 0, 5), I(EXIT, 0, 0, 0, 0));

	prog->aux[0].always_taken = 1;
	prog->aux[1].never_taken = 1;
	is_int(mbpf_rewrite(prog), 0, "decided jumps are rewritten");
	is_str(text_of(&prog->code[0]), "JA dst 0 src 0 off 2 imm 0x0",
	       "a jump that is always taken is a goto");
	is_str(text_of(&prog->code[1]), "JA dst 0 src 0 off 0 imm 0x0",
	       "one that is never taken goes to the next slot");
	is_str(text_of(&prog->code[2]), "JLT32_IMM dst 1 src 0 off 0 imm 0x5",
	       "one that may be either is left");
	mbpf_prog_free(prog);

	prog = PROG(I(JEQ64_IMM, 1, 0, 0, 5), I(EXIT, 0, 0, 0, 0));
	prog->aux[0].always_taken = 1;
	prog->aux[0].never_taken = 1;
	is_int(mbpf_rewrite(prog), 0, "a jump that is said to go neither way is no error");
	is_u64(prog->code[0].op, MBPF_OP_JEQ64_IMM, "it keeps asking");
	mbpf_prog_free(prog);
}

struct ctx_case {
	enum mbpf_op op;
	s16 off;
	u16 field;
	const char *want;	/* NULL: refused */
	const char *why;
};

#define C(NAME, off, field, want, why) { MBPF_OP_##NAME, off, field, want, why }

static const struct ctx_case ctx_cases[] = {
	C(LDX_W, 0, 0, "LDX_DW dst 2 src 1 off 16 imm 0x0", "a pointer is loaded in 8 bytes"),
	C(LDX_W, 4, 1, "LDX_DW dst 2 src 1 off 24 imm 0x0", "another pointer lies elsewhere"),
	C(LDX_W, 8, 2, "LDX_W dst 2 src 1 off 40 imm 0x0", "a number keeps its size"),
	C(LDX_B, 8, 2, "LDX_B dst 2 src 1 off 40 imm 0x0", "its lowest byte is its first"),
	C(LDX_B, 11, 2, "LDX_B dst 2 src 1 off 43 imm 0x0", "its highest byte is its last"),
	C(LDX_H, 10, 2, "LDX_H dst 2 src 1 off 42 imm 0x0", "its upper half"),
	C(LDXS_H, 8, 2, "LDXS_H dst 2 src 1 off 40 imm 0x0", "a part with its sign"),
	C(LDXS_W, 8, 2, "LDXS_W dst 2 src 1 off 40 imm 0x0", "the whole with its sign"),
	C(LDX_DW, 16, 3, "LDX_DW dst 2 src 1 off 48 imm 0x0", "a number of 8 bytes"),
	C(LDX_W, 20, 3, "LDX_W dst 2 src 1 off 52 imm 0x0", "its upper half, of 4 bytes"),
	C(LDX_H, 24, 4, "LDX_H dst 2 src 1 off 60 imm 0x0", "what a shorter field has"),
	C(LDX_W, 24, 4, NULL, "more than a shorter field has"),
	C(LDX_H, 26, 4, NULL, "behind the end of a shorter field"),
	C(LDX_H, 0, 0, NULL, "a part of a pointer"),
	C(LDX_B, 3, 0, NULL, "the last byte of a pointer"),
	C(LDXS_W, 0, 0, NULL, "a pointer with a sign"),
	C(LDX_DW, 0, 0, NULL, "more than a pointer"),
	C(LDX_W, 6, 2, NULL, "in front of the field"),
	C(LDX_W, 10, 2, NULL, "across the end of the field"),
	C(LDX_W, 12, 2, NULL, "behind the field"),
	C(LDX_H, 30, 5, "LDX_H dst 2 src 1 off 66 imm 0x0", "a part of a longer field"),
	C(LDX_DW, 28, 5, NULL, "what a longer field has and the program does not see"),
	C(LDX_W, 8, 6, NULL, "a field that does not exist"),
	C(STX_W, 8, 2, NULL, "a store"),
	C(ATOMIC_ADD_W, 8, 2, NULL, "an atomic"),
	C(LOAD_ACQ_W, 8, 2, NULL, "an ordered load"),
};

static void test_context(void)
{
	const struct ctx_case *c;
	struct mbpf_prog *prog;
	u32 i;
	int err;

	for (i = 0; i < ARRAY_SIZE(ctx_cases); i++) {
		c = &ctx_cases[i];
		prog = PROG(insn_of(c->op, 2, 1, c->off, 0), I(EXIT, 0, 0, 0, 0));
		prog->ptype = &ptype;
		prog->aux[0].access = MBPF_ACCESS_CTX;
		prog->aux[0].ctx_field = c->field;
		err = mbpf_rewrite(prog);
		if (c->want)
			is_str(err ? NULL : text_of(&prog->code[0]), c->want,
			       "a context access is rewritten: %s", c->why);
		else
			is_int(err, -EINVAL, "a context access is refused: %s", c->why);
		mbpf_prog_free(prog);
	}
}

static void test_other_accesses(void)
{
	struct mbpf_prog *prog = PROG(I(LDX_W, 2, 1, 8, 0), I(EXIT, 0, 0, 0, 0));

	prog->ptype = &ptype;
	prog->aux[0].access = MBPF_ACCESS_PACKET;
	is_int(mbpf_rewrite(prog), 0, "a packet access is no matter of rewriting");
	is_str(text_of(&prog->code[0]), "LDX_W dst 2 src 1 off 8 imm 0x0", "it stays as it is");
	mbpf_prog_free(prog);

	prog = PROG(I(LDX_W, 2, 1, 8, 0), I(EXIT, 0, 0, 0, 0));
	prog->aux[0].access = MBPF_ACCESS_CTX;
	is_int(mbpf_rewrite(prog), -EINVAL, "a context access without program type is refused");
	mbpf_prog_free(prog);
}

/* Rewrites its one program and returns the first slot's imm, or 1 on error. */
static u64 imm_of(struct mbpf_prog *prog)
{
	u64 imm = mbpf_rewrite(prog) ? 1 : prog->code[0].imm;

	mbpf_prog_free(prog);
	return imm;
}

static void test_addresses(void)
{
	struct mbpf_map map = { .ops = &direct_ops };
	struct mbpf_map plain = { .ops = &plain_ops };
	struct mbpf_prog *prog;

	test_helpers = &helper;
	test_nr_helpers = 1;
	is_u64(imm_of(PROG(I(CALL_HELPER, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0))), (uintptr_t)helper_fn,
	       "a helper's number becomes its address");
	is_u64(imm_of(PROG(I(CALL_HELPER, 0, 0, 0, 2), I(EXIT, 0, 0, 0, 0))), 1,
	       "a call without a helper is refused");

	test_map = &map;
	is_u64(imm_of(PROG(I(LD_MAP, 1, 0, 0, 5), WIDE(0), I(EXIT, 0, 0, 0, 0))), (uintptr_t)&map,
	       "a map's number becomes its address");
	is_u64(imm_of(PROG(I(LD_MAP_VALUE, 1, 0, 0, 5), WIDE(63), I(EXIT, 0, 0, 0, 0))),
	       (uintptr_t)(value + 63), "a map's value becomes the address of the byte");
	is_u64(imm_of(PROG(I(LD_MAP_VALUE, 1, 0, 0, 5), WIDE(64), I(EXIT, 0, 0, 0, 0))), 1,
	       "an offset behind the value is refused");
	test_map = &plain;
	is_u64(imm_of(PROG(I(LD_MAP_VALUE, 1, 0, 0, 5), WIDE(0), I(EXIT, 0, 0, 0, 0))), 1,
	       "a map without a fixed value is refused");
	test_map = NULL;
	is_u64(imm_of(PROG(I(LD_MAP, 1, 0, 0, 5), WIDE(0), I(EXIT, 0, 0, 0, 0))), 1,
	       "a load without a map is refused");
	is_u64(imm_of(PROG(I(LD_MAP_VALUE, 1, 0, 0, 5), WIDE(0), I(EXIT, 0, 0, 0, 0))), 1,
	       "a value's load without a map is refused");

	prog = PROG(I(LD_IMM64, 1, 0, 0, 5), WIDE(0), I(EXIT, 0, 0, 0, 0));
	is_u64(imm_of(prog), 5, "a plain constant stays one");
}

static void test_missing_facts(void)
{
	struct mbpf_prog *prog = PROG(I(MOV64_IMM, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0));

	mbpf_prog_drop_aux(prog);
	is_int(mbpf_rewrite(prog), -EINVAL, "a program without facts is refused");
	mbpf_prog_free(prog);

	prog = PROG(I(MOV64_IMM, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0));
	prog->aux[1].op = MBPF_OP_INVALID;
	is_int(mbpf_rewrite(prog), -EINVAL, "a reached instruction without a number is refused");
	mbpf_prog_free(prog);

	prog = PROG(I(MOV64_IMM, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0));
	prog->aux[1].op = MBPF_NR_OPCODES;
	is_int(mbpf_rewrite(prog), -EINVAL, "a number out of the table is refused");
	mbpf_prog_free(prog);

	prog = PROG(I(MOV64_IMM, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0));
	prog->aux[1].op = MBPF_OP_LD_IMM64;
	is_int(mbpf_rewrite(prog), -EINVAL, "a wide instruction in the last slot is refused");
	mbpf_prog_free(prog);
}

static void test_memory(void)
{
	unsigned long live = mbpf_test_live_allocs();
	struct mbpf_prog *prog = PROG(I(MOV64_IMM, 0, 0, 0, 1), I(EXIT, 0, 0, 0, 0));

	mbpf_test_fail_nth_alloc(1);
	is_int(mbpf_rewrite(prog), -ENOMEM, "without memory there is no code");
	mbpf_test_fail_nth_alloc(0);
	is_int(mbpf_rewrite(prog), 0, "with memory the same program has some");
	mbpf_prog_free(prog);
	is_u64(mbpf_test_live_allocs(), live, "nothing is left behind");
}

int main(void)
{
	test_begin();
	test_plain();
	test_targets();
	test_frames();
	test_unreached();
	test_decided_jumps();
	test_context();
	test_other_accesses();
	test_addresses();
	test_missing_facts();
	test_memory();
	return done_testing();
}
