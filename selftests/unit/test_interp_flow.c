// SPDX-License-Identifier: GPL-2.0
/*
 * The interpreter's jumps, calls and frames: classes JMP and JMP32.
 *
 * Conditions are run on pairs chosen so that signed and unsigned, 32 and 64
 * bit differ, and then on all pairs of edges against 128-bit comparisons.
 */
#include "run_helper.h"

#define S64_MIN_	0x8000000000000000ULL
#define S64_MAX_	0x7fffffffffffffffULL
#define M1		0xffffffffffffffffULL

#define HIGH_A		0xdeadbeef00000000ULL
#define HIGH_B		0xfeedface00000000ULL

#define W64(NAME)	MBPF_OP_##NAME##64_REG, MBPF_OP_##NAME##64_IMM
#define W32(NAME)	MBPF_OP_##NAME##32_REG, MBPF_OP_##NAME##32_IMM

struct condition {
	enum mbpf_op reg, imm;
	u64 a, b;
	bool taken;
	const char *why;
};

static const struct condition conditions[] = {
	{ W64(JEQ), 5, 5, true, "equal numbers are equal" },
	{ W64(JEQ), 5, 6, false, "others are not" },
	{ W64(JEQ), M1, -1, true, "a constant is sign-extended" },
	{ W64(JEQ), 0x100000005ULL, 5, false, "the high half counts" },
	{ W32(JEQ), 5, 5, true, "equal halves are equal, whatever is above" },
	{ W32(JEQ), 5, 6, false, "others are not" },
	{ W32(JEQ), 0xffffffff, -1, true, "minus one has 32 bits" },
	{ W64(JNE), 5, 6, true, "unequal numbers" },
	{ W64(JNE), 5, 5, false, "equal numbers" },
	{ W32(JNE), 5, 6, true, "unequal halves" },
	{ W32(JNE), 5, 5, false, "equal halves, whatever is above" },
	{ W64(JGT), 6, 5, true, "one above" },
	{ W64(JGT), 5, 5, false, "equal is not above" },
	{ W64(JGT), M1, 5, true, "unsigned, -1 is large" },
	{ W64(JGT), 5, -1, false, "also as a constant" },
	{ W32(JGT), 6, 5, true, "one above" },
	{ W32(JGT), 5, 5, false, "equal is not above, whatever is above it" },
	{ W32(JGT), 0xffffffff, 5, true, "unsigned, -1 is large" },
	{ W64(JGE), 5, 5, true, "equal is enough" },
	{ W64(JGE), 4, 5, false, "one below is not" },
	{ W64(JGE), S64_MIN_, 5, true, "unsigned, the sign bit is large" },
	{ W32(JGE), 5, 5, true, "equal is enough" },
	{ W32(JGE), 4, 5, false, "one below is not" },
	{ W64(JLT), 4, 5, true, "one below" },
	{ W64(JLT), 5, 5, false, "equal is not below" },
	{ W64(JLT), 5, -1, true, "unsigned, -1 is large" },
	{ W32(JLT), 4, 5, true, "one below" },
	{ W32(JLT), 5, 5, false, "equal is not below" },
	{ W64(JLE), 5, 5, true, "equal is enough" },
	{ W64(JLE), 6, 5, false, "one above is not" },
	{ W64(JLE), M1, 5, false, "unsigned, -1 is large" },
	{ W32(JLE), 5, 5, true, "equal is enough" },
	{ W32(JLE), 6, 5, false, "one above is not" },
	{ W64(JSET), 6, 2, true, "a common bit" },
	{ W64(JSET), 6, 1, false, "no common bit" },
	{ W64(JSET), S64_MIN_, -0x80000000LL, true, "a constant is sign-extended" },
	{ W64(JSET), 0x100000000ULL, 0x7fffffff, false, "bits of the other half are others" },
	{ W32(JSET), 6, 2, true, "a common bit" },
	{ W32(JSET), 6, 1, false, "common bits above 32 do not count" },
	{ W64(JSGT), 5, -1, true, "signed, -1 is small" },
	{ W64(JSGT), M1, 0, false, "minus one is not above 0" },
	{ W64(JSGT), 5, 5, false, "equal is not above" },
	{ W64(JSGT), S64_MAX_, S64_MIN_, true, "the largest is above the smallest" },
	{ W32(JSGT), 5, -1, true, "signed, -1 is small" },
	{ W32(JSGT), 0x80000000, 5, false, "the low half's sign counts, not the high one's" },
	{ W64(JSGE), -1, -1, true, "equal is enough" },
	{ W64(JSGE), -2, -1, false, "one below is not" },
	{ W32(JSGE), -1, -1, true, "equal is enough" },
	{ W32(JSGE), -2, -1, false, "one below is not" },
	{ W64(JSLT), -1, 0, true, "minus one is below 0" },
	{ W64(JSLT), 0, 0, false, "equal is not below" },
	{ W64(JSLT), S64_MIN_, S64_MAX_, true, "the smallest is below the largest" },
	{ W32(JSLT), 0x80000000, 0, true, "the low half's sign counts" },
	{ W32(JSLT), 0, 0, false, "equal is not below" },
	{ W64(JSLE), -1, -1, true, "equal is enough" },
	{ W64(JSLE), 0, -1, false, "one above is not" },
	{ W32(JSLE), -1, -1, true, "equal is enough" },
	{ W32(JSLE), 0, -1, false, "one above is not" },
};

static bool is_32(enum mbpf_op op)
{
	return mbpf_op_is_jmp32(op);
}

/* Does "if r2 op r3" jump?  r5 tells; no other register may change. */
static bool jumps(struct bpf_insn insn, u64 a, u64 b, u32 *stray)
{
	struct machine before, after;

	machine_fill(&before);
	before.r[2] = a;
	before.r[3] = b;
	before.r[5] = 1;
	after = before;
	insn.off = 1;
	machine_run(&after, (struct bpf_insn[]) { insn, I(MOV64_IMM, 5, 0, 0, 0) }, 2);
	*stray |= machine_changed(&before, &after) & ~(1 << 5);
	return after.r[5];
}

static bool jumps_reg(enum mbpf_op op, u64 a, u64 b, u32 *stray)
{
	if (is_32(op)) {
		a = HIGH_A | (u32)a;
		b = HIGH_B | (u32)b;
	}
	return jumps(insn_of(op, 2, 3, 0, 0), a, b, stray);
}

static bool jumps_imm(enum mbpf_op op, u64 a, s32 imm, u32 *stray)
{
	return jumps(insn_of(op, 2, 0, 0, imm), is_32(op) ? HIGH_A | (u32)a : a, 0, stray);
}

static bool fits_imm(enum mbpf_op op, u64 b)
{
	return is_32(op) || (u64)(s64)(s32)b == b;
}

static void test_conditions(void)
{
	const struct condition *c;
	u32 stray = 0, i;

	for (i = 0; i < ARRAY_SIZE(conditions); i++) {
		c = &conditions[i];
		is_u64(jumps_reg(c->reg, c->a, c->b, &stray), c->taken, "%s: %s",
		       mbpf_opcodes[c->reg].name, c->why);
		if (fits_imm(c->imm, c->b))
			is_u64(jumps_imm(c->imm, c->a, c->b, &stray), c->taken, "%s: %s",
			       mbpf_opcodes[c->imm].name, c->why);
	}
	is_u64(stray, 0, "jumps change no register");
}

static __int128_t sign(u64 v, u32 bits)
{
	return bits == 32 ? (__int128_t)(s32)v : (__int128_t)(s64)v;
}

/* The condition in 128 bits, where signed and unsigned numbers are one. */
static bool reference(enum mbpf_op op, u64 a_, u64 b_)
{
	u32 bits = is_32(op) ? 32 : 64;
	const char *t = mbpf_opcodes[op].text;
	__int128_t a = bits == 32 ? (u32)a_ : a_, b = bits == 32 ? (u32)b_ : b_;

	if (*t == 's') {
		a = sign(a_, bits);
		b = sign(b_, bits);
		t++;
	}
	if (!strcmp(t, "=="))
		return a - b == 0;
	if (!strcmp(t, "!="))
		return a - b != 0;
	if (!strcmp(t, ">"))
		return a - b > 0;
	if (!strcmp(t, ">="))
		return a - b >= 0;
	if (!strcmp(t, "<"))
		return a - b < 0;
	if (!strcmp(t, "<="))
		return a - b <= 0;
	if (!strcmp(t, "&"))
		return (a & b) != 0;
	bail_out("no reference for %s", mbpf_opcodes[op].name);
}

static const u64 edges[] = {
	0, 1, 2, 0x7fffffff, 0x80000000, 0x80000001, 0xffffffff, 0xfffffffe, 0x100000000ULL,
	0xffffffff00000000ULL, 0xffffffff80000000ULL, 0xffffffff7fffffffULL, S64_MAX_,
	S64_MAX_ - 1, S64_MIN_, S64_MIN_ + 1, M1, M1 - 1,
};

static bool agrees(enum mbpf_op op, u64 a, u64 b)
{
	bool imm = BPF_SRC(mbpf_opcodes[op].code) == BPF_K;
	u32 stray = 0;
	bool got;

	if (imm && !fits_imm(op, b))
		return true;
	got = imm ? jumps_imm(op, a, b, &stray) : jumps_reg(op, a, b, &stray);
	if (got == reference(op, a, b) && !stray)
		return true;
	diag("%s of 0x%llx and 0x%llx is %d", mbpf_opcodes[op].name, (unsigned long long)a,
	     (unsigned long long)b, got);
	return false;
}

static void test_against_reference(void)
{
	u32 op, i, j;
	bool good;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		if (!mbpf_op_is_cond_jump(op))
			continue;
		good = true;
		for (i = 0; i < ARRAY_SIZE(edges); i++)
			for (j = 0; j < ARRAY_SIZE(edges); j++)
				good &= agrees(op, edges[i], edges[j]);
		ok(good, "%s agrees with 128-bit comparison on all pairs of edges",
		   mbpf_opcodes[op].name);
	}
}

static void test_jumps(void)
{
	struct machine m;

	machine_fill(&m);
	m.r[2] = 1;
	machine_run(&m, (struct bpf_insn[]) {
		I(JA, 0, 0, 2, 0),
		I(MOV64_IMM, 2, 0, 0, 0),
		I(MOV64_IMM, 2, 0, 0, 0),
		I(ADD64_IMM, 2, 0, 0, 4) }, 4);
	is_u64(m.r[2], 5, "JA goes as many slots forward as off says");
	m.r[2] = 1;
	machine_run(&m, (struct bpf_insn[]) {
		I(JA32, 0, 0, 0, 2),
		I(MOV64_IMM, 2, 0, 0, 0),
		I(MOV64_IMM, 2, 0, 0, 0),
		I(ADD64_IMM, 2, 0, 0, 4) }, 4);
	is_u64(m.r[2], 5, "JA32 goes as many slots forward as imm says");
	m.r[2] = 0;
	m.r[3] = 10;
	machine_run(&m, (struct bpf_insn[]) {
		I(ADD64_REG, 2, 3, 0, 0),
		I(ADD64_IMM, 3, 0, 0, -1),
		I(JNE64_IMM, 3, 0, -3, 0) }, 3);
	is_u64(m.r[2], 55, "a loop by a jump backwards adds 10 to 1");
	m.r[2] = 0;
	machine_run(&m, (struct bpf_insn[]) {
		I(JA, 0, 0, 2, 0),
		I(MOV64_IMM, 2, 0, 0, 7),
		I(JA32, 0, 0, 0, 1),
		I(JA32, 0, 0, 0, -3),
		I(ADD64_IMM, 2, 0, 0, 1) }, 5);
	is_u64(m.r[2], 8, "JA32 goes backwards too");
}

/* A jump farther than off can say, over slots that would spoil the result. */
static void test_long_jump(void)
{
	enum { FAR = 100000 };
	struct bpf_insn *insns = calloc(FAR + 3, sizeof(*insns));
	u32 i;

	insns[0] = I(MOV64_IMM, 0, 0, 0, 42);
	insns[1] = I(JA32, 0, 0, 0, FAR);
	for (i = 2; i < FAR + 2; i++)
		insns[i] = I(MOV64_IMM, 0, 0, 0, 0);
	insns[FAR + 2] = I(EXIT, 0, 0, 0, 0);
	is_u64(run_insns(insns, FAR + 3, NULL), 42, "JA32 jumps over 100000 slots");
	free(insns);
}

static u64 seen[5];

static u64 note_args(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	seen[0] = r1;
	seen[1] = r2;
	seen[2] = r3;
	seen[3] = r4;
	seen[4] = r5;
	return 0x8877665544332211ULL;
}

static u64 double_it(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	return 2 * r1;
}

static const struct mbpf_helper helpers[] = {
	{ .id = 1, .name = "note_args", .fn = note_args },
	{ .id = 2, .name = "double_it", .fn = double_it },
};

static void test_helper_calls(void)
{
	struct machine before, after;
	u32 i;

	test_helpers = helpers;
	test_nr_helpers = ARRAY_SIZE(helpers);
	machine_fill(&before);
	after = before;
	machine_step(&after, I(CALL_HELPER, 0, 0, 0, 1));
	for (i = 0; i < 5; i++)
		is_u64(seen[i], before.r[i + 1], "a helper gets r%u as argument %u", i + 1, i + 1);
	is_u64(after.r[0], 0x8877665544332211ULL, "r0 is what the helper returns, all 64 bits");
	is_u64(machine_changed(&before, &after) & 0x3c0, 0, "r6 to r9 survive a helper");
	is_u64(RUN(NULL, I(MOV64_IMM, 1, 0, 0, 21), I(CALL_HELPER, 0, 0, 0, 2),
		   I(EXIT, 0, 0, 0, 0)), 42, "a helper is chosen by its number");
}

static void test_local_calls(void)
{
	struct machine m;

	is_u64(RUN(NULL,
		   I(MOV64_IMM, 1, 0, 0, 30), I(MOV64_IMM, 5, 0, 0, 12),
		   I(CALL_LOCAL, 0, 0, 0, 1),
		   I(EXIT, 0, 0, 0, 0),
		   I(MOV64_REG, 0, 1, 0, 0), I(ADD64_REG, 0, 5, 0, 0),
		   I(EXIT, 0, 0, 0, 0)),
	       42, "a function gets its arguments and returns r0");

	test_covered[MBPF_OP_CALL_LOCAL] = true;
	test_covered[MBPF_OP_EXIT] = true;
	machine_fill(&m);
	is_u64(RUN(NULL,
		   I(MOV64_IMM, 6, 0, 0, 1), I(MOV64_IMM, 7, 0, 0, 20),
		   I(MOV64_IMM, 8, 0, 0, 300), I(MOV64_IMM, 9, 0, 0, 4000),
		   I(CALL_LOCAL, 0, 0, 0, 5),
		   I(ADD64_REG, 6, 7, 0, 0), I(ADD64_REG, 6, 8, 0, 0), I(ADD64_REG, 6, 9, 0, 0),
		   I(MOV64_REG, 0, 6, 0, 0), I(EXIT, 0, 0, 0, 0),
		   I(MOV64_IMM, 6, 0, 0, 0), I(MOV64_IMM, 7, 0, 0, 0),
		   I(MOV64_IMM, 8, 0, 0, 0), I(MOV64_IMM, 9, 0, 0, 0),
		   I(EXIT, 0, 0, 0, 0)),
	       4321, "r6 to r9 are the caller's again after a function has used them");

	is_u64(RUN(NULL,
		   I(JA, 0, 0, 2, 0),
		   I(MOV64_IMM, 0, 0, 0, 42), I(EXIT, 0, 0, 0, 0),
		   I(CALL_LOCAL, 0, 0, 0, -3), I(EXIT, 0, 0, 0, 0)),
	       42, "a function may stand before its caller");
}

static void test_frames(void)
{
	is_u64(RUN(NULL, I(LDX_DW, 0, 10, -512, 0), I(LDX_DW, 1, 10, -8, 0),
		   I(OR64_REG, 0, 1, 0, 0), I(EXIT, 0, 0, 0, 0)),
	       0, "the first frame is zeroed from end to end");

	is_u64(RUN(NULL,
		   I(ST_DW, 10, 0, -8, 5),
		   I(CALL_LOCAL, 0, 0, 0, 3),
		   I(LDX_DW, 1, 10, -8, 0), I(ADD64_REG, 0, 1, 0, 0), I(EXIT, 0, 0, 0, 0),
		   I(ST_DW, 10, 0, -8, 70), I(MOV64_IMM, 0, 0, 0, 0), I(EXIT, 0, 0, 0, 0)),
	       5, "a function has a frame of its own, and r10 is the caller's again");

	is_u64(RUN(NULL,
		   I(CALL_LOCAL, 0, 0, 0, 4),
		   I(MOV64_REG, 6, 0, 0, 0),
		   I(CALL_LOCAL, 0, 0, 0, 2),
		   I(ADD64_REG, 0, 6, 0, 0),
		   I(EXIT, 0, 0, 0, 0),
		   I(LDX_DW, 0, 10, -512, 0), I(LDX_DW, 1, 10, -8, 0), I(ADD64_REG, 0, 1, 0, 0),
		   I(ST_DW, 10, 0, -512, 7), I(ST_DW, 10, 0, -8, 7), I(EXIT, 0, 0, 0, 0)),
	       0, "a function finds its frame zeroed at each call");

	is_u64(RUN(NULL,
		   I(MOV64_REG, 1, 10, 0, 0), I(ADD64_IMM, 1, 0, 0, -16),
		   I(CALL_LOCAL, 0, 0, 0, 2),
		   I(LDX_DW, 0, 10, -16, 0), I(EXIT, 0, 0, 0, 0),
		   I(ST_DW, 1, 0, 0, 42), I(MOV64_IMM, 0, 0, 0, 0), I(EXIT, 0, 0, 0, 0)),
	       42, "a function may write to its caller's frame through a pointer");
}

/* f(n) = n ? f(n - 1) + 1 : 0, so that f(n) takes n + 2 frames with main. */
static u64 recurse(s32 n)
{
	return RUN(NULL,
		   I(MOV64_IMM, 1, 0, 0, n),
		   I(CALL_LOCAL, 0, 0, 0, 2),
		   I(ADD64_IMM, 0, 0, 0, 100),
		   I(EXIT, 0, 0, 0, 0),
		   I(MOV64_IMM, 0, 0, 0, 0),
		   I(JEQ64_IMM, 1, 0, 3, 0),
		   I(ADD64_IMM, 1, 0, 0, -1),
		   I(CALL_LOCAL, 0, 0, 0, -4),
		   I(ADD64_IMM, 0, 0, 0, 1),
		   I(EXIT, 0, 0, 0, 0));
}

static void test_depth(void)
{
	is_u64(recurse(MBPF_MAX_FRAMES - 2), 100 + MBPF_MAX_FRAMES - 2,
	       "8 frames can be entered and left again");
	is_u64(recurse(MBPF_MAX_FRAMES - 1), 0, "the 9th ends the program with 0");
	is_u64(recurse(1000000), 0, "endless recursion ends the program with 0");
}

static void test_entry_and_exit(void)
{
	u64 number = 77;
	struct mbpf_run_insn code[] = {
		{ .op = MBPF_OP_MOV64_IMM, .imm = 5 },
		{ .op = MBPF_OP_TRAP },
	};
	struct mbpf_prog prog = { .len = 2, .code = code };
	u32 r;
	u64 sum = 0;

	is_u64(RUN(&number, I(LDX_DW, 0, 1, 0, 0), I(EXIT, 0, 0, 0, 0)), 77,
	       "r1 is the context at entry");
	for (r = 2; r < 10; r++)
		sum |= RUN(&number, I(MOV64_REG, 0, r, 0, 0), I(EXIT, 0, 0, 0, 0));
	is_u64(sum, 0, "r2 to r9 are 0 at entry");
	is_u64(RUN(NULL, I(LD_IMM64, 0, 0, 0, 0x55667788), WIDE(0x11223344), I(EXIT, 0, 0, 0, 0)),
	       0x1122334455667788ULL, "all 64 bits of r0 are returned");
	is_u64(run_prog(&prog, NULL), 0, "a trap ends the program with 0");
	code[1].op = MBPF_OP_INVALID;
	is_u64(run_prog(&prog, NULL), 0, "an instruction that is none is a trap");
	is_u64(RUN(NULL, I(MOV64_IMM, 0, 0, 0, 1)), 0, "running off the end is a trap");
}

int main(void)
{
	test_begin();
	test_conditions();
	test_against_reference();
	test_jumps();
	test_long_jump();
	test_helper_calls();
	test_local_calls();
	test_frames();
	test_depth();
	test_entry_and_exit();
	check_coverage(1 << BPF_JMP | 1 << BPF_JMP32, "about control flow");
	return done_testing();
}
