// SPDX-License-Identifier: GPL-2.0
/*
 * What the verifier believes, against what programs do.
 *
 * Random programs are verified and each state that was walked is recorded.
 * Those that are accepted run on a machine of the test's own, step by step:
 * before each step, what all registers and the stack hold must be among what
 * some recorded state says, all at once.  So a wrong bound, a wrong relation
 * or a wrong pruning shows even where nothing was touched because of it.  Facts
 * that are left for rewrite are checked at each step too.
 *
 * Each program is verified twice, with pruning and without (then nothing may
 * be left out of the comparison).
 *
 *	test_verify_states [SEED [PROGRAMS]]
 */
#include "core/disasm.h"
#include "states_gen.h"
#include "states_machine.h"
#include "states_match.h"

enum { RUNS = 6 };

static struct record record;
static struct machine machine;
static u32 nr_accepted, nr_steps, nr_whole, nr_runs, nr_ended, nr_differ, nr_bad;

static int verify_recorded(struct mbpf_prog *prog, u32 flags)
{
	const struct mbpf_watch watch = { .step = record_step, .arg = &record };
	struct mbpf_log log;
	int err;

	record_clear(&record);
	test_log[0] = 0;
	mbpf_log_init(&log, MBPF_LOG_LEVEL1, test_sink, NULL);
	err = mbpf_verify_shape(prog, &log);
	if (!err)
		err = mbpf_verify_resolve(prog, test_find, test_put, &log);
	if (!err)
		err = mbpf_verify_watched(prog, flags, &log, &watch);
	mbpf_log_finish(&log);
	return err;
}

static void show_bad(const struct mbpf_prog *prog, const struct machine *m, const char *why)
{
	const struct recorded *r;
	char text[256];
	u32 pc, i;

	diag("  at slot %u, step %u: %s", m->pc, m->steps, why);
	for (pc = 0; pc < prog->len; pc++) {
		if (prog->aux[pc].op == MBPF_OP_INVALID)
			continue;
		mbpf_disasm(text, sizeof(text), &prog->insns[pc], pc, NULL);
		diag("  %3u: %-40s live %03x precise %03x", pc, text, record.flow[pc].live,
		     record.flow[pc].precise);
	}
	for (i = 0; i < MBPF_NR_REGS; i++)
		diag("  r%u = %llx (%u)", i, (unsigned long long)m->acts[m->nr - 1].regs[i],
		     m->acts[m->nr - 1].taint[i]);
	for (r = record.at[m->pc]; r; r = r->next)
		for (i = 0; i < MBPF_NR_REGS; i++) {
			const struct mbpf_reg *reg = &mbpf_state_top(&r->state)->regs[i];

			mbpf_reg_print(text, sizeof(text), reg);
			diag("  %s r%u %s id %u", i ? "     " : "state", i, text, reg->id);
		}
}

/* Facts about the instruction at @pc, now that it has run. */
static const char *broken_fact(const struct mbpf_prog *prog, const struct machine *m, u32 pc,
			       const struct act *before)
{
	const struct mbpf_insn_aux *aux = &prog->aux[pc];
	u64 divisor = before->regs[prog->insns[pc].src_reg];
	u32 i;

	if (!aux->reached)
		return "never reached, it was said";
	if (mbpf_op_is_cond_jump(aux->op) && (m->jumped ? aux->never_taken : aux->always_taken))
		return "the jump goes the other way than was said";
	if (aux->divisor_nonzero && !(mbpf_op_is_alu32(aux->op) ? (u32)divisor : divisor))
		return "the divisor is zero, never, it was said";
	for (i = 0; aux->op == MBPF_OP_CALL_HELPER && i < aux->nr_args; i++)
		if (before->taint[MBPF_R1 + i] == GARBAGE)
			return "an argument is not there, which was not said";
	if (m->touched >= PACKET_BASE && m->touched < PACKET_BASE + 0x1000 &&
	    BPF_CLASS(prog->insns[pc].code) != BPF_JMP && aux->access != MBPF_ACCESS_PACKET &&
	    aux->access != MBPF_ACCESS_MIXED)
		return "the packet is touched, which was not said";
	return NULL;
}

static const char *broken_depth(const struct mbpf_prog *prog, const struct machine *m)
{
	u32 i, low, sub = 0;

	for (i = 0; i < m->nr; i++) {
		u32 at = i == m->nr - 1 ? m->pc : m->acts[i + 1].return_pc - 1;

		for (sub = 0; sub + 1 < prog->nr_subprogs && prog->subprogs[sub + 1].start <= at;)
			sub++;
		low = prog->subprogs[sub].stack_depth;
		if (m->touched >= frame_end(i) - MBPF_FRAME_SIZE && m->touched < frame_end(i) - low)
			return "the stack is touched deeper than was said";
	}
	return NULL;
}

/* One run, compared step by step; false when something was wrong. */
static bool run_compared(const struct mbpf_prog *prog, bool whole)
{
	struct machine *m = &machine;
	const char *why = NULL;

	machine_start(m, prog);
	nr_runs++;
	while (!m->done && !why) {
		struct act before = m->acts[m->nr - 1];
		u32 pc = m->pc;

		/* Each run starts with a number that the last one did not reach. */
		nr_steps++;
		if (!is_allowed(&record, m, nr_steps + nr_runs, whole)) {
			why = "no state of the verifier allows this";
			break;
		}
		machine_step(m);
		why = m->complaint ?: broken_fact(prog, m, pc, &before);
		if (!why)
			why = broken_depth(prog, m);
	}
	nr_ended += !why;
	if (why)
		show_bad(prog, m, why);
	return !why;
}

static bool try_flags(u32 flags, int *err)
{
	struct mbpf_prog *prog = test_prog(gen_code, gen_len, BPF_PROG_TYPE_XDP);
	bool good = true;
	u32 i;

	*err = verify_recorded(prog, flags);
	if (!*err && !record.full) {
		nr_whole += !!flags;
		for (i = 0; i < RUNS && good; i++)
			good = run_compared(prog, flags);
	}
	mbpf_prog_free(prog);
	return good;
}

static void try_program(u64 number)
{
	int err, err_whole;

	seed = number * 0x9e3779b97f4a7c15ULL | 1;
	generate();
	if (!try_flags(0, &err) || !try_flags(MBPF_VERIFY_NO_PRUNE, &err_whole)) {
		diag("  program %llu", (unsigned long long)number);
		nr_bad++;
		return;
	}
	nr_accepted += !err;
	/* Walking everything may cost too much; that is no verdict. */
	if (!err != !err_whole && err_whole != -E2BIG) {
		diag("  program %llu: pruned %d, walked whole %d", (unsigned long long)number, err,
		     err_whole);
		nr_differ++;
	}
}

int main(int argc, char **argv)
{
	u64 first = argc > 1 ? strtoull(argv[1], NULL, 0) : 20240607;
	u32 programs = argc > 2 ? strtoul(argv[2], NULL, 0) : 8000;
	u32 i;

	test_maps_make();
	for (i = 0; i < programs && nr_bad < 3; i++)
		try_program(first + i);
	record_clear(&record);
	diag("seed %llu: %u programs, %u accepted (%u walked whole), %u runs ended, %u steps",
	     (unsigned long long)first, programs, nr_accepted, nr_whole, nr_ended, nr_steps);
	ok(nr_accepted > programs / 20, "enough random programs are accepted to mean something");
	ok(nr_whole > nr_accepted / 2, "most of those are compared without pruning too");
	ok(nr_steps > 20 * nr_accepted, "they take enough steps to mean something");
	is_u64(nr_bad, 0, "what programs hold is what some state allows, and all facts hold");
	is_u64(nr_differ, 0, "pruning changed no verdict");
	test_maps_free();
	return done_testing();
}
