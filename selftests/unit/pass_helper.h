/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the tests of the verifier's static passes share: programs with nothing
 * done to them yet, and a log that is a string.
 *
 *	struct mbpf_prog *prog = RAW(I(MOV64_IMM, 0, 0, 0, 0), I(EXIT, 0, 0, 0, 0));
 *
 *	is_int(mbpf_verify_shape(prog, log_start()), 0, "...");
 *	ok(log_says("E-shape"), "...");
 *	mbpf_prog_free(prog);
 */
#ifndef MBPF_TEST_PASS_HELPER_H
#define MBPF_TEST_PASS_HELPER_H

#include <linux/test_hooks.h>
#include <linux/timekeeping.h>
#include "run_helper.h"
#include "verify/passes.h"
#include "verify/verify.h"

static char log_text[8192];
static struct mbpf_log test_log;

static inline int log_append(void *arg, u64 pos, const char *text, u32 len)
{
	if (pos + len >= sizeof(log_text))
		return -ENOSPC;
	memcpy(log_text + pos, text, len);
	log_text[pos + len] = '\0';
	return 0;
}

/* An empty log. */
static inline struct mbpf_log *log_start(void)
{
	log_text[0] = '\0';
	mbpf_log_init(&test_log, MBPF_LOG_LEVEL1, log_append, NULL);
	return &test_log;
}

/* Everything logged since then. */
static inline const char *log_end(void)
{
	mbpf_log_finish(&test_log);
	return log_text;
}

static inline bool log_says(const char *text)
{
	if (strstr(log_end(), text))
		return true;
	diag("  the log is \"%s\", without \"%s\"", log_text, text);
	return false;
}

/* A program as load/ hands it to the verifier. */
static inline struct mbpf_prog *raw_prog(const struct bpf_insn *insns, u32 len)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(len);

	if (IS_ERR(prog))
		bail_out("no program of %u slots", len);
	memcpy(prog->insns, insns, len * sizeof(*insns));
	return prog;
}

#define RAW(...) ({							\
	const struct bpf_insn raw_[] = { __VA_ARGS__ };			\
	raw_prog(raw_, ARRAY_SIZE(raw_)); })

/* A program that has passed the shape pass. */
static inline struct mbpf_prog *shaped_prog(const struct bpf_insn *insns, u32 len)
{
	struct mbpf_prog *prog = raw_prog(insns, len);
	int err = mbpf_verify_shape(prog, log_start());

	if (err)
		bail_out("a test program has no good shape (%d): %s", err, log_end());
	return prog;
}

#define SHAPED(...) ({							\
	const struct bpf_insn shaped_[] = { __VA_ARGS__ };		\
	shaped_prog(shaped_, ARRAY_SIZE(shaped_)); })

static inline struct mbpf_flow *flow_alloc(const struct mbpf_prog *prog)
{
	struct mbpf_flow *flow = kvcalloc(prog->len, sizeof(*flow), GFP_KERNEL);

	if (!flow)
		bail_out("no memory for the flow of %u slots", prog->len);
	return flow;
}

/* All static passes over a shaped program; what they leave, or NULL. */
static inline struct mbpf_flow *run_passes(struct mbpf_prog *prog)
{
	struct mbpf_flow *flow = flow_alloc(prog);
	int err = mbpf_pass_subprogs(prog, log_start());

	if (!err)
		err = mbpf_pass_cfg(prog, flow, &test_log);
	if (!err)
		err = mbpf_pass_liveness(prog, flow);
	if (!err)
		err = mbpf_pass_precision(prog, flow);
	if (!err)
		return flow;
	diag("  the passes give %d: %s", err, log_end());
	kvfree(flow);
	return NULL;
}

/*
 * Let each allocation of @run fail in its turn: it must say -ENOMEM every time,
 * and must not keep what it got before.  Returns how many there are, or -1.
 */
static inline int fail_each_alloc(int (*run)(void *arg), void *arg)
{
	unsigned long live = mbpf_test_live_allocs();
	int nr, err;

	for (nr = 0;; nr++) {
		mbpf_test_fail_nth_alloc(nr + 1);
		err = run(arg);
		if (!mbpf_test_alloc_failed())
			break;
		if (err != -ENOMEM || mbpf_test_live_allocs() != live) {
			diag("  allocation %d fails: %d, %lu allocations are left", nr + 1, err,
			     mbpf_test_live_allocs() - live);
			nr = -1;
			break;
		}
	}
	mbpf_test_fail_nth_alloc(0);
	return nr;
}

/* --- long programs: what the passes do with them must stay near to linear --- */

static inline u64 now_ms(void)
{
	return ktime_get_ns() / 1000000;
}

/* MBPF_MAX_INSNS instructions from @make, the last one an exit. */
static inline struct mbpf_prog *long_prog(struct bpf_insn (*make)(u32 pc, u32 len))
{
	struct mbpf_prog *prog = mbpf_prog_alloc(MBPF_MAX_INSNS);
	u32 pc;

	if (IS_ERR(prog))
		bail_out("no program of %u slots", MBPF_MAX_INSNS);
	for (pc = 0; pc + 1 < prog->len; pc++)
		prog->insns[pc] = make(pc, prog->len);
	prog->insns[pc] = I(EXIT, 0, 0, 0, 0);
	if (mbpf_verify_shape(prog, log_start()))
		bail_out("no long program: %s", log_end());
	return prog;
}

static inline struct bpf_insn long_straight(u32 pc, u32 len)
{
	return I(ADD64_REG, pc % 10, (pc + 1) % 10, 0, 0);
}

/* Every second instruction is a condition that jumps over a few. */
static inline struct bpf_insn long_branchy(u32 pc, u32 len)
{
	if (pc % 2 && pc + 9 < len)
		return I(JEQ64_IMM, pc % 10, 0, 7, 0);
	return I(LDX_DW, (pc / 2) % 10, MBPF_FP, -8 * (s16)(1 + pc / 2 % 64), 0);
}

/* Blocks that are linked from the last to the first: the worst order to sweep. */
static inline struct bpf_insn long_backwards(u32 pc, u32 len)
{
	u32 blocks = (len - 2) / 2;

	if (!pc)
		return I(JA32, 0, 0, 0, 2 * (blocks - 1));
	if (pc % 2)
		return I(STX_DW, MBPF_FP, pc / 2 % 10, -8 * (s16)(1 + pc / 2 % 64), 0);
	/* The end of a block: to the one in front; of the first, to the end. */
	return pc == 2 ? I(JA32, 0, 0, 0, len - 1 - pc - 1) : I(JA, 0, 0, -4, 0);
}

/* Loops around everything before them: each back edge to the very start. */
static inline struct bpf_insn long_loops(u32 pc, u32 len)
{
	if (pc % 64 == 63)
		return I(JEQ64_IMM, pc / 64 % 10, 0, pc < 32000 ? -(s16)pc : -32000, 0);
	return I(STX_DW, MBPF_FP, pc % 10, -8 * (s16)(1 + pc / 7 % 64), 0);
}

static const struct {
	struct bpf_insn (*make)(u32 pc, u32 len);
	const char *name;
} long_progs[] __maybe_unused = {
	{ long_straight, "a million straight instructions" },
	{ long_branchy, "half a million branches" },
	{ long_backwards, "half a million blocks in reverse order" },
	{ long_loops, "fifteen thousand long loops" },
};

#endif /* MBPF_TEST_PASS_HELPER_H */
