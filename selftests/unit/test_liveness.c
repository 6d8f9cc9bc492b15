// SPDX-License-Identifier: GPL-2.0
/*
 * The liveness pass: by hand, what each kind of instruction reads and
 * overwrites; and at random, that changing what is not live changes nothing
 * that a program does (pass_machine.h).
 */
#include "pass_machine.h"

#define EXIT_	I(EXIT, 0, 0, 0, 0)
#define R(n)	BIT(n)
#define FP_	BIT(10)
#define ALL_SLOTS 0xffffffffffffffffULL

/* What must be live in front of one slot of a program, r10 aside. */
static void check(struct mbpf_prog *prog, u32 pc, u16 live, u64 slots, const char *name)
{
	struct mbpf_flow *flow = run_passes(prog);
	u16 got = flow ? flow[pc].live & ~FP_ : 0;

	ok(flow && got == live && flow[pc].slots == slots, "%s", name);
	if (flow && (got != live || flow[pc].slots != slots))
		diag("  live %#x, not %#x; slots %#llx, not %#llx", got, live,
		     (unsigned long long)flow[pc].slots, (unsigned long long)slots);
	kvfree(flow);
	mbpf_prog_free(prog);
}

static void test_registers(void)
{
	check(SHAPED(EXIT_), 0, R(0), 0, "an exit reads r0");
	check(SHAPED(I(MOV64_IMM, 0, 0, 0, 1), EXIT_), 0, 0, 0, "a constant reads nothing");
	check(SHAPED(I(MOV64_REG, 0, 3, 0, 0), EXIT_), 0, R(3), 0, "a move reads its source");
	check(SHAPED(I(MOVSX64_8, 0, 3, 0, 0), EXIT_), 0, R(3), 0,
	      "so does one with sign extension");
	check(SHAPED(I(ADD64_REG, 0, 3, 0, 0), EXIT_), 0, R(0) | R(3), 0,
	      "arithmetic reads both operands");
	check(SHAPED(I(ADD64_IMM, 0, 0, 0, 1), EXIT_), 0, R(0), 0,
	      "arithmetic with a constant reads one");
	check(SHAPED(I(BE16, 0, 0, 0, 0), EXIT_), 0, R(0), 0, "a byte swap reads its register");
	check(SHAPED(I(NEG64, 0, 0, 0, 0), EXIT_), 0, R(0), 0, "a negation reads its register");
	check(SHAPED(I(LDX_W, 0, 4, 0, 0), EXIT_), 0, R(4), 0, "a load reads its address");
	check(SHAPED(I(STX_W, 4, 5, 0, 0), EXIT_), 0, R(0) | R(4) | R(5), 0,
	      "a store reads address and value");
	check(SHAPED(I(ST_W, 4, 0, 0, 7), EXIT_), 0, R(0) | R(4), 0,
	      "a store of a constant reads its address");
	check(SHAPED(I(ATOMIC_ADD_W, 4, 5, 0, 0), EXIT_), 0, R(0) | R(4) | R(5), 0,
	      "an atomic addition reads address and value");
	check(SHAPED(I(XCHG_DW, 4, 5, 0, 0), EXIT_), 0, R(0) | R(4) | R(5), 0,
	      "an exchange reads its value before it writes it");
	check(SHAPED(I(CMPXCHG_DW, 4, 5, 0, 0), EXIT_), 0, R(0) | R(4) | R(5), 0,
	      "a compare-and-exchange reads r0");
	check(SHAPED(I(LOAD_ACQ_W, 0, 4, 0, 0), EXIT_), 0, R(4), 0,
	      "a load-acquire reads its address");
	check(SHAPED(I(STORE_REL_W, 4, 5, 0, 0), EXIT_), 0, R(0) | R(4) | R(5), 0,
	      "a store-release reads address and value");
	check(SHAPED(I(LD_IMM64, 0, 0, 0, 1), WIDE(0), EXIT_), 0, 0, 0,
	      "a 64-bit constant reads nothing");
	check(SHAPED(I(LD_IMM64, 3, 0, 0, 1), WIDE(0), EXIT_), 0, R(0), 0,
	      "what is read behind a 64-bit constant is live in front of it");
}

static void test_paths(void)
{
	check(SHAPED(I(JEQ64_REG, 6, 7, 1, 0), I(MOV64_REG, 0, 8, 0, 0), EXIT_), 0,
	      R(0) | R(6) | R(7) | R(8), 0, "a condition reads both, and each way counts");
	check(SHAPED(I(JEQ64_IMM, 6, 0, 1, 0), I(MOV64_IMM, 0, 0, 0, 0), EXIT_), 0,
	      R(0) | R(6), 0, "what one way overwrites the other may read");
	check(SHAPED(I(JA, 0, 0, 1, 0), EXIT_, I(MOV64_REG, 0, 8, 0, 0), I(JA, 0, 0, -3, 0)), 0,
	      R(8), 0, "jumps are followed, back too");
	check(SHAPED(I(ADD64_REG, 7, 6, 0, 0), I(JNE64_IMM, 7, 0, -2, 9), EXIT_), 1,
	      R(0) | R(6) | R(7), 0, "a loop's next turn counts");
}

static void test_helper_args(void)
{
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_ktime_get_ns), EXIT_), 0, 0, 0,
	      "a helper without arguments reads no register");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, R(1) | R(2), 0,
	      "a helper reads the arguments of its contract");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, 9999), EXIT_), 0, R(1) | R(2) | R(3) | R(4) | R(5), 0,
	      "an unknown helper reads all arguments");
	check(SHAPED(I(CALL_HELPER, 0, 0, 0, BPF_FUNC_ktime_get_ns), I(ADD64_REG, 0, 6, 0, 0),
		     I(ADD64_REG, 0, 3, 0, 0), EXIT_), 0, R(6), 0,
	      "a call overwrites r0 to r5, and keeps r6");
}

static void test_calls(void)
{
	/* f(r1, r2): return r2; called with r1..r5 set. */
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 2), I(ADD64_REG, 0, 6, 0, 0), EXIT_,
		     I(MOV64_REG, 0, 2, 0, 0), EXIT_), 0, R(2) | R(6), 0,
	      "a call reads the arguments that the function reads, and keeps r6");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, I(MOV64_REG, 0, 6, 0, 0), EXIT_), 0, 0, 0,
	      "the callee's r6 is not the caller's");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
		     I(MOV64_REG, 0, 5, 0, 0), EXIT_), 0, R(5), 0,
	      "arguments are followed through two calls");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 3), EXIT_, I(MOV64_REG, 0, 5, 0, 0), EXIT_,
		     I(CALL_LOCAL, 0, 0, 0, -3), EXIT_), 0, R(5), 0,
	      "... also when the innermost one stands in front of its caller");
	check(SHAPED(I(CALL_LOCAL, 0, 0, 0, 2), I(MOV64_IMM, 0, 0, 0, 0), EXIT_, EXIT_), 3,
	      R(0), 0, "r0 is read at every exit");
}

static void test_slots(void)
{
	check(SHAPED(I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, 0, 1, "the first slot is bit 0");
	check(SHAPED(I(LDX_DW, 0, 10, -512, 0), EXIT_), 0, 0, 1ULL << 63,
	      "the last slot is bit 63");
	check(SHAPED(I(LDX_B, 0, 10, -9, 0), EXIT_), 0, 0, 2, "a byte makes its slot live");
	check(SHAPED(I(LDX_B, 0, 10, -1, 0), EXIT_), 0, 0, 1, "the last byte is in the first slot");
	check(SHAPED(I(LDX_DW, 0, 10, -12, 0), EXIT_), 0, 0, 3, "a read over two slots reads both");
	check(SHAPED(I(LDX_DW, 0, 10, 8, 0), EXIT_), 0, 0, 0, "above the frame is no slot");
	check(SHAPED(I(LDX_DW, 0, 10, -520, 0), EXIT_), 0, 0, 0, "below the frame is no slot");
	check(SHAPED(I(LDX_DW, 0, 10, -516, 0), EXIT_), 0, 0, 1ULL << 63,
	      "half below the frame is half a slot");
	check(SHAPED(I(STX_DW, 10, 0, -8, 0), I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, R(0), 0,
	      "a store of eight bytes overwrites its slot");
	check(SHAPED(I(ST_DW, 10, 0, -8, 7), I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, 0, 0,
	      "so does one of a constant");
	check(SHAPED(I(STORE_REL_DW, 10, 0, -8, 0), I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, R(0), 0,
	      "so does a store-release");
	check(SHAPED(I(STX_W, 10, 0, -8, 0), I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, R(0), 1,
	      "half a slot stored leaves the other half live");
	check(SHAPED(I(STX_W, 10, 0, -4, 0), I(LDX_W, 0, 10, -4, 0), EXIT_), 0, R(0), 0,
	      "a u32 stored and read needs nothing before");
	check(SHAPED(I(STX_W, 10, 0, -4, 0), I(STX_W, 10, 0, -8, 0),
		     I(LDX_DW, 0, 10, -8, 0), EXIT_),
	      0, R(0), 0, "two halves stored overwrite a slot");
	check(SHAPED(I(STX_H, 10, 0, -4, 0), I(LDX_H, 0, 10, -4, 0), EXIT_), 0, R(0), 1,
	      "less than half a slot stored overwrites nothing");
	check(SHAPED(I(STX_DW, 10, 0, -12, 0), I(LDX_DW, 0, 10, -16, 0), EXIT_), 0, R(0), 2,
	      "a store over two slots leaves the outer half live");
	check(SHAPED(I(XCHG_DW, 10, 3, -8, 0), EXIT_), 0, R(0) | R(3), 1,
	      "an atomic operation reads its slot");
	check(SHAPED(I(LOAD_ACQ_DW, 0, 10, -8, 0), EXIT_), 0, 0, 1, "so does a load-acquire");
}

static void test_pointers(void)
{
	check(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_IMM, 2, 0, 0, -16),
		     I(LDX_DW, 0, 2, 0, 0), EXIT_), 0, 0, 2, "a moved frame pointer is followed");
	check(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(SUB64_IMM, 2, 0, 0, 16),
		     I(STX_DW, 2, 0, 8, 0), I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, R(0), 0,
	      "a store through it overwrites");
	check(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_REG, 2, 3, 0, 0),
		     I(LDX_DW, 0, 2, -64, 0), EXIT_), 0, R(3), ALL_SLOTS,
	      "a read at an unknown distance reads all slots");
	check(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_REG, 2, 3, 0, 0),
		     I(STX_DW, 2, 0, -64, 0), EXIT_), 0, R(0) | R(3), ALL_SLOTS,
	      "a store at an unknown distance does too: it may hit any of them");
}

/* The same, where what matters is the slots only. */
static void check_slots(struct mbpf_prog *prog, u32 pc, u64 slots, const char *name)
{
	struct mbpf_flow *flow = run_passes(prog);

	is_u64(flow ? flow[pc].slots : ~slots, slots, "%s", name);
	kvfree(flow);
	mbpf_prog_free(prog);
}

static void test_unknown_places(void)
{
	check_slots(SHAPED(I(JEQ64_IMM, 1, 0, 2, 0), I(MOV64_REG, 2, 10, 0, 0), I(JA, 0, 0, 1, 0),
			   I(MOV64_REG, 2, 1, 0, 0), I(STX_DW, 2, 0, -8, 0),
			   I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, ALL_SLOTS,
		    "a store that only perhaps hits the stack overwrites nothing");
	check_slots(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(MOV32_REG, 2, 2, 0, 0),
			   I(LDX_DW, 0, 2, -8, 0), EXIT_), 0, ALL_SLOTS,
		    "half an address is anywhere");
	check_slots(SHAPED(I(STX_DW, 10, 10, -8, 0), I(LDX_DW, 2, 10, -8, 0),
			   I(LDX_DW, 0, 2, -64, 0), EXIT_), 0, ALL_SLOTS - 1,
		    "an address that was stored comes back as anywhere");
	check_slots(SHAPED(I(LDX_DW, 2, 1, 0, 0), I(LDX_DW, 0, 2, -64, 0),
			   I(STX_DW, 10, 10, -8, 0), EXIT_), 0, ALL_SLOTS,
		    "... wherever the store is");
	check_slots(SHAPED(I(STX_DW, 10, 10, -8, 0), I(LDX_W, 2, 1, 0, 0), I(LDX_DW, 0, 2, 0, 0),
			   EXIT_), 0, 0, "four bytes are never an address");
	check_slots(SHAPED(I(LDX_DW, 2, 1, 0, 0), I(LDX_DW, 0, 2, 0, 0), EXIT_), 0, 0,
		    "the packet is not the stack");
	check_slots(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_IMM, 2, 0, 0, 0x7fff),
			   I(ADD64_IMM, 2, 0, 0, -0x7fff), I(LDX_DW, 0, 2, -8, 0), EXIT_), 0,
		    ALL_SLOTS, "an address that went too far is anywhere");
}

static void test_helper_slots(void)
{
	check_slots(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_IMM, 2, 0, 0, -4),
			   I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, 1,
		    "a helper reads from the address it gets to the top");
	check_slots(SHAPED(I(ST_W, 10, 0, -4, 1), I(MOV64_REG, 2, 10, 0, 0),
			   I(ADD64_IMM, 2, 0, 0, -4),
			   I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, 0,
		    "a key of four bytes that is stored before needs nothing");
	check_slots(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_IMM, 2, 0, 0, -24),
			   I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, 7,
		    "... all slots between");
	check_slots(SHAPED(I(MOV64_REG, 3, 10, 0, 0), I(ADD64_IMM, 3, 0, 0, -24),
			   I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, 0,
		    "an address in a register that is no argument is not read");
	check_slots(SHAPED(I(MOV64_REG, 2, 10, 0, 0), I(ADD64_REG, 2, 3, 0, 0),
			   I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem), EXIT_), 0, ALL_SLOTS,
		    "an address somewhere in the frame lets it read all");
	check_slots(SHAPED(I(MOV64_REG, 2, 10, 0, 0),
			   I(CALL_HELPER, 0, 0, 0, BPF_FUNC_map_lookup_elem),
			   I(LDX_DW, 3, 2, -8, 0), EXIT_), 0, 0,
		    "behind a helper its arguments are no addresses any more");
}

static void test_call_slots(void)
{
	check_slots(SHAPED(I(MOV64_REG, 1, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
			   I(LDX_DW, 0, 1, -8, 0), EXIT_), 1, ALL_SLOTS,
		    "a function with an address in the frame may read all of it");
	check_slots(SHAPED(I(MOV64_REG, 1, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
			   I(LDX_DW, 0, 1, -8, 0), EXIT_), 3, 0,
		    "... but not of its own");
	check_slots(SHAPED(I(MOV64_REG, 1, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
			   I(MOV64_IMM, 0, 0, 0, 0), EXIT_), 1, 0,
		    "a function that does not look at the address reads nothing");
	check_slots(SHAPED(I(CALL_LOCAL, 0, 0, 0, 2), I(LDX_DW, 0, 10, -16, 0), EXIT_,
			   I(LDX_DW, 0, 10, -8, 0), EXIT_), 0, 2,
		    "a function's frame is not its caller's");
	check_slots(SHAPED(I(STX_DW, 1, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 1), EXIT_,
			   I(MOV64_IMM, 0, 0, 0, 0), EXIT_), 1, ALL_SLOTS,
		    "once an address was stored every function may find it");
	check_slots(SHAPED(I(MOV64_REG, 1, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 2),
			   I(LDX_DW, 0, 0, -8, 0), EXIT_, I(MOV64_REG, 0, 1, 0, 0), EXIT_), 2,
		    ALL_SLOTS, "a function may give an address back");
	check_slots(SHAPED(I(MOV64_REG, 6, 10, 0, 0), I(CALL_LOCAL, 0, 0, 0, 2),
			   I(LDX_DW, 0, 6, -8, 0), EXIT_, I(MOV64_IMM, 0, 0, 0, 0), EXIT_), 1, 1,
		    "an address in r6 survives a call");
}

/* Overwrite one thing that nobody reads any more. */
static bool spoil_dead(struct machine_run *run, const struct mbpf_flow *flow)
{
	u32 nr = random_below(run->depth), reg = random_below(MBPF_FP);
	bool running = nr == run->depth - 1;
	struct machine_frame *frame = &run->frames[nr];
	u32 regs_at = running ? run->pc : run->frames[nr + 1].return_pc;
	u32 slots_at = running ? run->pc : regs_at - 1;
	u32 slot = random_below(MBPF_FRAME_SIZE / 8);

	if (random_below(2)) {
		if (flow[regs_at].live & BIT(reg))
			return false;
		frame->regs[reg] = random_u64();
		return true;
	}
	if (flow[slots_at].slots & BIT_ULL(slot))
		return false;
	frame->stack[MBPF_FRAME_SIZE / 8 - 1 - slot] = random_u64();
	return true;
}

static void test_long(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(long_progs); i++) {
		struct mbpf_prog *prog = long_prog(long_progs[i].make);
		struct mbpf_flow *flow = flow_alloc(prog);
		int err = mbpf_pass_subprogs(prog, log_start());
		u64 start;

		if (!err)
			err = mbpf_pass_cfg(prog, flow, &test_log);
		start = now_ms();
		if (!err)
			err = mbpf_pass_liveness(prog, flow);
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
		.pass = mbpf_pass_liveness, .prog = prog, .flow = run_passes(prog),
	};

	ok(fail_each_alloc(pass_again, &args) > 0,
	   "without memory it says -ENOMEM and keeps nothing");
	kvfree(args.flow);
	mbpf_prog_free(prog);

	prog = long_prog(long_straight);
	args.prog = prog;
	args.flow = run_passes(prog);
	mbpf_test_set_signal(true);
	is_int(pass_again(&args), -EINTR, "a fatal signal ends a long analysis");
	mbpf_test_set_signal(false);
	kvfree(args.flow);
	mbpf_prog_free(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_registers();
	test_paths();
	test_helper_args();
	test_calls();
	test_slots();
	test_pointers();
	test_unknown_places();
	test_helper_slots();
	test_call_slots();
	test_long();
	test_failures();
	check_random("at random: what is not live can have any value", spoil_dead, true);
	return done_testing();
}
