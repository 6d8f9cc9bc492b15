// SPDX-License-Identifier: GPL-2.0
/*
 * The precision pass: by hand, which kind of instruction lets a number decide;
 * and at random, that another number in a register that decides nothing leads
 * the program along the same path, to the same addresses (pass_machine.h).
 */
#include "pass_machine.h"

#define EXIT_	I(EXIT, 0, 0, 0, 0)
#define R(n)	BIT(n)
#define FP_	BIT(10)

/* What must be precise in front of one slot of a program, r10 aside. */
static void check(struct mbpf_prog *prog, u32 pc, u16 precise, const char *name)
{
	struct mbpf_flow *flow = run_passes(prog);

	is_u64(flow ? flow[pc].precise & ~FP_ : 0xffff, precise, "%s", name);
	kvfree(flow);
	mbpf_prog_free(prog);
}

static void test_what_decides(void)
{
	check(SHAPED(EXIT_), 0, 0, "what the main program returns decides nothing");
	check(SHAPED(I(JEQ64_REG, 6, 7, 0, 0), EXIT_), 0, R(6) | R(7),
	      "both operands of a condition decide");
	check(SHAPED(I(JEQ32_IMM, 6, 0, 0, 0), EXIT_), 0, R(6),
	      "so does the one that is compared with a constant");
	check(SHAPED(I(LDX_W, 0, 4, 0, 0), EXIT_), 0, R(4), "an address that is read decides");
	check(SHAPED(I(LOAD_ACQ_W, 0, 4, 0, 0), EXIT_), 0, R(4), "... by a load-acquire too");
	check(SHAPED(I(ST_W, 4, 0, 0, 1), EXIT_), 0, R(4), "an address that is written decides");
	check(SHAPED(I(STX_W, 4, 5, 0, 0), EXIT_), 0, R(4),
	      "a number written to memory that is not the stack decides nothing");
	check(SHAPED(I(STORE_REL_W, 4, 5, 0, 0), EXIT_), 0, R(4), "... by a store-release neither");
	check(SHAPED(I(STX_W, 10, 5, -8, 0), EXIT_), 0, R(5), "one written to the stack does");
	check(SHAPED(I(STORE_REL_W, 10, 5, -8, 0), EXIT_), 0, R(5), "... by a store-release too");
	check(SHAPED(I(ATOMIC_ADD_W, 4, 5, 0, 0), EXIT_), 0, R(4) | R(5),
	      "both operands of an atomic operation decide");
	check(SHAPED(I(XCHG_W, 4, 5, 0, 0), EXIT_), 0, R(4) | R(5), "... of an exchange");
	check(SHAPED(I(CMPXCHG_W, 4, 5, 0, 0), EXIT_), 0, R(0) | R(4) | R(5),
	      "... and of a compare-and-exchange r0");
	check(SHAPED(I(DIV64_REG, 4, 5, 0, 0), EXIT_), 0, R(5),
	      "a divisor decides: it may be 0");
	check(SHAPED(I(SMOD32_REG, 4, 5, 0, 0), EXIT_), 0, R(5), "... of every kind");
	check(SHAPED(I(ADD64_REG, 4, 5, 0, 0), EXIT_), 0, 0, "a sum that nobody uses does not");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, R(1) | R(2),
	      "the arguments of a helper decide");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_ktime_get_ns), EXIT_), 0, 0,
	      "what is no argument does not");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, 9999), EXIT_), 0, R(1) | R(2) | R(3) | R(4) | R(5),
	      "all arguments of an unknown helper decide");
}

/* @insn between what may decide before, and a condition on r3 behind. */
static void check_step(struct bpf_insn insn, u16 precise, const char *name)
{
	check(SHAPED(insn, I(JEQ64_IMM, 3, 0, 0, 0), EXIT_), 0, precise, name);
}

static void test_steps(void)
{
	check_step(I(MOV64_REG, 3, 5, 0, 0), R(5), "through a move, its source decides instead");
	check_step(I(MOV32_REG, 3, 5, 0, 0), R(5), "... through a 32-bit move");
	check_step(I(MOVSX64_16, 3, 5, 0, 0), R(5), "... through one with sign extension");
	check_step(I(MOV64_REG, 3, 3, 0, 0), R(3), "a move to itself changes nothing");
	check_step(I(MOV64_REG, 4, 5, 0, 0), R(3), "a move to another register neither");
	check_step(I(ADD64_REG, 3, 5, 0, 0), R(3) | R(5), "through a sum, both parts decide");
	check_step(I(XOR32_REG, 3, 5, 0, 0), R(3) | R(5), "... through any arithmetic");
	check_step(I(DIV64_REG, 3, 5, 0, 0), R(3) | R(5), "... through a division");
	check_step(I(ADD64_REG, 4, 5, 0, 0), R(3), "... not through another register's");
	check_step(I(ADD64_IMM, 3, 0, 0, 1), R(3), "a constant added leaves the register deciding");
	check_step(I(NEG64, 3, 0, 0, 0), R(3), "so does a negation");
	check_step(I(BE16, 3, 0, 0, 0), R(3), "so does a byte swap");
	check_step(I(BSWAP64, 3, 0, 0, 0), R(3), "... of any kind");
	check_step(I(MOV64_IMM, 3, 0, 0, 1), 0, "a constant ends it");
	check_step(I(LDX_W, 3, 4, 0, 0), R(4), "a load ends it, but for the address");
	check_step(I(LDX_W, 3, 3, 0, 0), R(3), "... which may be in the same register");
	check_step(I(CMPXCHG_W, 4, 5, 0, 0), R(0) | R(3) | R(4) | R(5),
		   "an atomic operation leaves others deciding");
	check_step(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_ktime_get_ns), 0,
		   "a call ends it for r0 to r5");
	check(SHAPED(I(LD_IMM64, 3, 0, 0, 1), WIDE(0), I(JEQ64_REG, 3, 6, 0, 0), EXIT_), 0, R(6),
	      "a 64-bit constant ends it");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_ktime_get_ns), I(JEQ64_REG, 0, 6, 0, 0),
		     EXIT_), 0, R(6), "a call leaves r6 deciding");
}

static void test_paths(void)
{
	check(SHAPED(I(ADD64_REG, 7, 8, 0, 0), I(ADD64_IMM, 6, 0, 0, 1),
		     I(JLT64_IMM, 6, 0, -3, 9), I(MOV64_REG, 0, 7, 0, 0), EXIT_), 0, R(6),
	      "a loop's counter decides, what it sums up does not");
	check(SHAPED(I(ADD64_REG, 7, 8, 0, 0), I(MOV64_REG, 8, 9, 0, 0),
		     I(JLT64_IMM, 7, 0, -3, 9), EXIT_), 0, R(7) | R(8) | R(9),
	      "what decides only in the next turn decides");
	check(SHAPED(I(JA, 0, 0, 1, 0), EXIT_, I(JEQ64_REG, 4, 5, -2, 0), EXIT_), 0, R(4) | R(5),
	      "jumps are followed");
}

static void test_calls(void)
{
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, I(JEQ64_IMM, 2, 0, 0, 0), EXIT_), 0, R(2),
	      "what a function decides by among its arguments decides at its call");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 3), EXIT_, I(JEQ64_IMM, 2, 0, 0, 0), EXIT_,
		     I(CALL_LOCAL, 0, 0, 0, -3), EXIT_), 0, R(2),
	      "... through two calls, whatever stands in front");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, I(JEQ64_IMM, 6, 0, 0, 0), EXIT_), 0, 0,
	      "its r6 is its own");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 2), I(JEQ64_REG, 6, 3, 0, 0), EXIT_, EXIT_), 0, R(6),
	      "behind a call, r6 is still the caller's, and r3 is gone");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, I(MOV64_REG, 0, 2, 0, 0), EXIT_), 2, 0,
	      "a function's return value that nobody uses decides nothing");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 2), I(JEQ64_IMM, 0, 0, 0, 0), EXIT_,
		     I(MOV64_REG, 0, 2, 0, 0), EXIT_), 3, R(2),
	      "one that decides behind a call decides inside");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 2), I(JEQ64_IMM, 0, 0, 0, 0), EXIT_,
		     I(MOV64_REG, 0, 2, 0, 0), EXIT_), 0, R(2),
	      "... and so through the argument it comes from");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 3), I(CALL_LOCAL, 0, 0, 0, 2),
		     I(JEQ64_IMM, 0, 0, 0, 0), EXIT_, I(MOV64_REG, 0, 2, 0, 0), EXIT_), 0, R(2),
	      "one call that needs it is enough for all calls");
	check(SHAPED(I(MOV64_REG, 1, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
		     I(STX_DW, 1, 2, -8, 0), EXIT_), 3, R(1) | R(2),
	      "what a function stores in its caller's frame decides");
	check(SHAPED(I(MOV64_IMM, 1, 0, 0, 0), I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
		     I(STX_DW, 1, 2, -8, 0), EXIT_), 3, R(1),
	      "... but not what it stores where no caller's frame can be");
}

/* Another number where one decides nothing. */
static bool spoil_undecided(struct machine_run *run, const struct mbpf_flow *flow)
{
	u32 nr = random_below(run->depth), reg = random_below(MBPF_FP);
	struct machine_frame *frame = &run->frames[nr];
	u32 at = nr == run->depth - 1 ? run->pc : run->frames[nr + 1].return_pc;

	if (flow[at].precise & BIT(reg) || frame->kinds[reg] != KIND_NUMBER)
		return false;
	frame->regs[reg] = random_u64();
	return true;
}

/* Not a run at all: every set must lie in what is live. */
static bool is_subset_of_live(const struct mbpf_prog *prog, const struct mbpf_flow *flow)
{
	u32 pc;

	for (pc = 0; pc < prog->len; pc++)
		if (flow[pc].precise & ~flow[pc].live)
			return false;
	return true;
}

static void test_subset(void)
{
	u32 i, nr = 0, good = 0;

	for (i = 0; i < RUN_PROGRAMS; i++) {
		struct mbpf_prog *prog = any_prog();
		struct mbpf_flow *flow;

		if (!prog)
			continue;
		flow = flow_alloc(prog);
		if (!mbpf_pass_cfg(prog, flow, NULL) && !mbpf_pass_liveness(prog, flow) &&
		    !mbpf_pass_precision(prog, flow)) {
			nr++;
			good += is_subset_of_live(prog, flow);
		}
		kvfree(flow);
		mbpf_prog_free(prog);
	}
	ok(nr && good == nr, "at random: what decides is live");
}

static void test_long(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(long_progs); i++) {
		struct mbpf_prog *prog = long_prog(long_progs[i].make);
		struct mbpf_flow *flow = flow_alloc(prog);
		int err = mbpf_pass_subprogs(prog, log_start());
		u64 start = now_ms();

		if (!err)
			err = mbpf_pass_precision(prog, flow);
		is_int(err, 0, "%s are analysed", long_progs[i].name);
		ok(now_ms() - start < 5000, "... in less than five seconds");
		diag("  %llu ms", (unsigned long long)(now_ms() - start));
		kvfree(flow);
		mbpf_prog_free(prog);
	}
}

static void test_failures(void)
{
	struct mbpf_prog *prog = SHAPED(I(JEQ64_IMM, 1, 0, 0, 0), EXIT_);
	struct pass_args args = {
		.pass = mbpf_pass_precision, .prog = prog, .flow = run_passes(prog),
	};

	ok(fail_each_alloc(pass_again, &args) > 0,
	   "without memory it says -ENOMEM and keeps nothing");
	kvfree(args.flow);
	mbpf_prog_free(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_what_decides();
	test_steps();
	test_paths();
	test_calls();
	test_subset();
	test_long();
	test_failures();
	check_random("at random: what is not precise can be any number", spoil_undecided, false);
	return done_testing();
}
