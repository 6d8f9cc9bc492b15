// SPDX-License-Identifier: GPL-2.0
/*
 * The control-flow pass: every jump leads to an instruction, every instruction
 * can be reached, and states are kept where ways join.
 */
#include "pass_helper.h"

#define EXIT_	I(EXIT, 0, 0, 0, 0)
#define NOP_	I(MOV64_IMM, 0, 0, 0, 0)
#define JA_(by)	I(JA, 0, 0, by, 0)
#define IF_(by)	I(JEQ64_IMM, 1, 0, by, 0)

static struct mbpf_flow *flow;

/* Subprograms must have been found before. */
static int pass(struct mbpf_prog *prog)
{
	int err = mbpf_pass_subprogs(prog, log_start());

	if (err)
		bail_out("a test program has no good functions (%d): %s", err, log_end());
	kvfree(flow);
	flow = flow_alloc(prog);
	return mbpf_pass_cfg(prog, flow, log_start());
}

#define REFUSED(text, name, ...) do {					\
	struct mbpf_prog *refused_ = SHAPED(__VA_ARGS__);		\
	int err_ = pass(refused_);					\
									\
	ok(err_ == -EINVAL && log_says(text), "%s", name);		\
	mbpf_prog_free(refused_);					\
} while (0)

#define ACCEPTED(joins, name, ...) do {					\
	struct mbpf_prog *accepted_ = SHAPED(__VA_ARGS__);		\
	int err_ = pass(accepted_);					\
									\
	ok(!err_ && has_joins(accepted_, joins), "%s", name);		\
	mbpf_prog_free(accepted_);					\
} while (0)

/* @joins: a bit for each slot where states are worth keeping */
static bool has_joins(const struct mbpf_prog *prog, u64 joins)
{
	u64 got = 0;
	u32 pc;

	for (pc = 0; pc < prog->len; pc++)
		got |= (u64)flow[pc].is_join << pc;
	if (got != joins)
		diag("  joins are %#llx instead of %#llx", (unsigned long long)got,
		     (unsigned long long)joins);
	return got == joins;
}

static void test_joins(void)
{
	ACCEPTED(0x1, "straight code has one join, its start", NOP_, EXIT_);
	ACCEPTED(0x9, "a jump's target is a join", NOP_, IF_(1), NOP_, EXIT_);
	ACCEPTED(0x3, "the head of a loop is a join", NOP_, NOP_, IF_(-2), EXIT_);
	ACCEPTED(0x5, "the slot behind a helper's call is a join",
		 NOP_, I(CALL_HELPER, 0, 0, 0, 5), EXIT_);
	ACCEPTED(0x7, "so is the slot behind a local call, and the callee's start",
		 I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, EXIT_);
	ACCEPTED(0x5, "a jump of no distance joins itself", NOP_, JA_(0), EXIT_);
	ACCEPTED(0xd, "a long jump is a jump", NOP_, I(JA32, 0, 0, 0, 1), EXIT_,
		 I(JEQ64_IMM, 0, 0, -2, 0), EXIT_);
}

static void test_range(void)
{
	REFUSED("jump out of range from insn 0 to 2", "one slot behind the end is refused",
		IF_(1), EXIT_);
	REFUSED("jump out of range from insn 0 to -1", "one slot in front of the start is refused",
		IF_(-2), EXIT_);
	REFUSED("jump out of range from insn 0 to 99", "the target is named", IF_(98), EXIT_);
	REFUSED("jump out of range from insn 0 to 32768", "the farthest jump does not wrap around",
		IF_(32767), EXIT_);
	REFUSED("jump out of range from insn 0 to -32767", "nor does the farthest one back",
		IF_(-32768), EXIT_);
	REFUSED("jump out of range from insn 0 to 2147483648", "nor does the farthest long one",
		I(JA32, 0, 0, 0, 0x7fffffff), EXIT_);
	REFUSED("jump out of range from insn 0 to -2147483647", "nor the farthest long one back",
		I(JA32, 0, 0, 0, -0x7fffffff - 1), EXIT_);
	ACCEPTED(0x3, "the last slot is in range", IF_(0), EXIT_);
}

static void test_middle(void)
{
	REFUSED("instruction 0: jump into the middle of the 64-bit constant at insn 1",
		"a jump into a 64-bit constant is refused",
		IF_(1), I(LD_IMM64, 0, 0, 0, 0), WIDE(0), EXIT_);
	REFUSED("jump into the middle", "a jump back into one is refused",
		I(LD_IMM64, 0, 0, 0, 0), WIDE(0), IF_(-2), EXIT_);
	ACCEPTED(0x3, "a jump to its first slot is accepted, past it too", IF_(0),
		 I(LD_IMM64, 0, 0, 0, 0), WIDE(0), EXIT_);
}

static void test_reach(void)
{
	REFUSED("E-unreachable: instruction 1: unreachable insn 1",
		"code behind an exit is refused",
		EXIT_, EXIT_);
	REFUSED("unreachable insn 1", "code behind a jump is refused", JA_(1), NOP_, EXIT_);
	REFUSED("unreachable insn 3", "a loop that only leads to itself is refused",
		NOP_, IF_(0), EXIT_, NOP_, JA_(-2));
	REFUSED("unreachable insn 4", "unreachable code in a function is refused",
		I(CALL_LOCAL, 0, 0, 0, 1), EXIT_, NOP_, EXIT_, NOP_, EXIT_);
	REFUSED("unreachable insn 1", "an unreachable 64-bit constant is refused by its first slot",
		EXIT_, I(LD_IMM64, 0, 0, 0, 0), WIDE(0), EXIT_);
	ACCEPTED(0x7, "code that only a jump back reaches is reached",
		 JA_(1), EXIT_, JA_(-2));
}

static void test_long(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(long_progs); i++) {
		struct mbpf_prog *prog = long_prog(long_progs[i].make);
		u64 start = now_ms();

		is_int(pass(prog), 0, "%s pass", long_progs[i].name);
		diag("  %llu ms", (unsigned long long)(now_ms() - start));
		mbpf_prog_free(prog);
	}
}

static int pass_again(void *arg)
{
	return mbpf_pass_cfg(arg, flow, NULL);
}

static void test_memory(void)
{
	struct mbpf_prog *prog = SHAPED(IF_(0), EXIT_);

	pass(prog);
	is_int(fail_each_alloc(pass_again, prog), 2,
	       "without memory it says -ENOMEM and keeps nothing");
	mbpf_prog_free(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_joins();
	test_range();
	test_middle();
	test_reach();
	test_long();
	test_memory();
	kvfree(flow);
	return done_testing();
}
