/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Running small programs in the unit tests, without the verifier.
 *
 * Instructions are written by the name of their row, I(ADD64_REG, dst, src, 0,
 * 0), which sets code and selector.  prog_of() makes a program of them with
 * the plainest facts (everything reached, nothing rewritten), run_prog() runs
 * it on a stack full of garbage.
 *
 * A machine is for tests of one instruction: all registers r0..r9 are set from
 * it before, and stored to it after, so that a test sees what changed and what
 * did not.
 */
#ifndef MBPF_TEST_RUN_HELPER_H
#define MBPF_TEST_RUN_HELPER_H

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/core.h"
#include "core/insn.h"
#include "helper/helper.h"
#include "map/map.h"
#include "rewrite/rewrite.h"
#include "run/run.h"
#include "tap.h"

/* Helpers that CALL_HELPER finds by id, and the map of LD_MAP*. */
static const struct mbpf_helper *test_helpers;
static u32 test_nr_helpers;
static struct mbpf_map *test_map;

/* Rows that a test has run: see check_coverage(). */
static bool test_covered[MBPF_NR_OPCODES];

/* An instruction of a row: its code, its selector, and the given operands. */
static inline struct bpf_insn insn_of(enum mbpf_op op, u8 dst, u8 src, s16 off, s32 imm)
{
	const struct mbpf_opcode *row = mbpf_op_row(op);
	struct bpf_insn insn = {
		.code = row->code, .dst_reg = dst, .src_reg = src, .off = off, .imm = imm,
	};

	switch (row->select) {
	case MBPF_SELECT_OFF:
		insn.off = row->value;
		break;
	case MBPF_SELECT_SRC:
		insn.src_reg = row->value;
		break;
	case MBPF_SELECT_IMM:
		insn.imm = row->value;
		break;
	default:
		break;
	}
	return insn;
}

#define I(name, dst, src, off, imm) insn_of(MBPF_OP_##name, dst, src, off, imm)

/* The second slot of a wide instruction. */
#define WIDE(imm_) ((struct bpf_insn) { .imm = (imm_) })

static inline void test_facts(const struct bpf_insn *insn, struct mbpf_insn_aux *aux)
{
	u32 i;

	aux->op = mbpf_opcode_decode(insn);
	aux->reached = 1;
	aux->map = test_map;
	if (aux->op == MBPF_OP_LD_MAP_VALUE)
		aux->map_off = insn[1].imm;
	for (i = 0; aux->op == MBPF_OP_CALL_HELPER && i < test_nr_helpers; i++)
		if (test_helpers[i].id == insn->imm)
			aux->helper = &test_helpers[i];
}

/* A program with facts, not yet rewritten. */
static inline struct mbpf_prog *prog_with_facts(const struct bpf_insn *insns, u32 len)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(len);
	u32 pc;

	if (IS_ERR(prog))
		bail_out("no program of %u slots", len);
	prog->aux = kvcalloc(len, sizeof(*prog->aux), GFP_KERNEL);
	if (!prog->aux)
		bail_out("no facts of %u slots", len);
	memcpy(prog->insns, insns, len * sizeof(*insns));
	for (pc = 0; pc < len; pc++) {
		test_facts(&prog->insns[pc], &prog->aux[pc]);
		if (mbpf_op_is_wide(prog->aux[pc].op))
			pc++;
	}
	return prog;
}

/* A program that can run. */
static inline struct mbpf_prog *prog_of(const struct bpf_insn *insns, u32 len)
{
	struct mbpf_prog *prog = prog_with_facts(insns, len);
	int err = mbpf_rewrite(prog);

	if (err)
		bail_out("rewriting a test program gives %d", err);
	return prog;
}

/* Run it; every byte of the stack is garbage beforehand. */
static inline u64 run_prog(const struct mbpf_prog *prog, void *ctx)
{
	static u64 stack[MBPF_MAX_FRAMES * MBPF_FRAME_SIZE / sizeof(u64)];

	memset(stack, 0xa5, sizeof(stack));
	return mbpf_interpret(prog, ctx, (u8 *)stack);
}

static inline u64 run_insns(const struct bpf_insn *insns, u32 len, void *ctx)
{
	struct mbpf_prog *prog = prog_of(insns, len);
	u64 r0 = run_prog(prog, ctx);

	mbpf_prog_free(prog);
	return r0;
}

#define RUN(ctx, ...) ({						\
	const struct bpf_insn run_insns_[] = { __VA_ARGS__ };		\
	run_insns(run_insns_, ARRAY_SIZE(run_insns_), ctx); })

/**
 * struct machine - registers and memory around a few instructions
 * @r: r0..r9, before and after
 * @mem: some memory for them, if they like
 */
struct machine {
	u64 r[10];
	u8 mem[32] __aligned(8);
};

enum {
	MACHINE_CTX = -8,	/* frame slots that the machine keeps for itself */
	MACHINE_R0 = -16,
	MACHINE_MAX = 16,	/* instructions between */
};

static inline u32 machine_enter(struct bpf_insn *insns)
{
	u32 n = 0, i;

	insns[n++] = I(STX_DW, MBPF_FP, MBPF_R1, MACHINE_CTX, 0);
	for (i = 2; i < 10; i++)
		insns[n++] = I(LDX_DW, i, MBPF_R1, 8 * i, 0);
	insns[n++] = I(LDX_DW, MBPF_R0, MBPF_R1, 0, 0);
	insns[n++] = I(LDX_DW, MBPF_R1, MBPF_R1, 8, 0);
	return n;
}

static inline u32 machine_leave(struct bpf_insn *insns)
{
	u32 n = 0, i;

	insns[n++] = I(STX_DW, MBPF_FP, MBPF_R0, MACHINE_R0, 0);
	insns[n++] = I(LDX_DW, MBPF_R0, MBPF_FP, MACHINE_CTX, 0);
	for (i = 1; i < 10; i++)
		insns[n++] = I(STX_DW, MBPF_R0, i, 8 * i, 0);
	insns[n++] = I(LDX_DW, MBPF_R1, MBPF_FP, MACHINE_R0, 0);
	insns[n++] = I(STX_DW, MBPF_R0, MBPF_R1, 0, 0);
	insns[n++] = I(EXIT, 0, 0, 0, 0);
	return n;
}

/* Run instructions between the two, and mark their rows as covered. */
static inline void machine_run(struct machine *m, const struct bpf_insn *insns, u32 len)
{
	struct bpf_insn all[MACHINE_MAX + 32];
	u32 n = machine_enter(all), i;

	if (len > MACHINE_MAX)
		bail_out("%u instructions are too many for a machine", len);
	for (i = 0; i < len; i++) {
		test_covered[mbpf_opcode_decode(&insns[i])] = true;
		all[n++] = insns[i];
	}
	n += machine_leave(all + n);
	run_insns(all, n, m);
}

/* One instruction of one slot. */
static inline void machine_step(struct machine *m, struct bpf_insn insn)
{
	machine_run(m, &insn, 1);
}

/* Distinct values that no instruction yields by chance. */
static inline void machine_fill(struct machine *m)
{
	u32 i;

	for (i = 0; i < 10; i++)
		m->r[i] = 0x1111111100000000ULL * (i + 1) / 16 + 0xabc0 + i;
	for (i = 0; i < sizeof(m->mem); i++)
		m->mem[i] = 0x80 + i;
}

/* Bit mask of registers that differ. */
static inline u32 machine_changed(const struct machine *a, const struct machine *b)
{
	u32 mask = 0, i;

	for (i = 0; i < 10; i++)
		if (a->r[i] != b->r[i])
			mask |= 1 << i;
	return mask;
}

/**
 * check_coverage() - has every row of some classes been run?
 * @classes: bit mask over BPF_CLASS()
 */
static inline void check_coverage(u32 classes, const char *what)
{
	u32 op, missing = 0;

	for (op = 1; op < MBPF_NR_OPCODES; op++) {
		if (!(classes & 1 << BPF_CLASS(mbpf_opcodes[op].code)) || test_covered[op])
			continue;
		diag("%s has not been run", mbpf_opcodes[op].name);
		missing++;
	}
	is_u64(missing, 0, "every row of the table that is %s has been run", what);
}

/* Each test program begins with this. */
static inline void test_begin(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
}

#endif /* MBPF_TEST_RUN_HELPER_H */
