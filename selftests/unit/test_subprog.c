// SPDX-License-Identifier: GPL-2.0
/*
 * The subprogram pass: where functions start and end, that nothing crosses
 * their borders, and that none calls itself.
 */
#include "pass_helper.h"

#define EXIT_	I(EXIT, 0, 0, 0, 0)
#define NOP_	I(MOV64_IMM, 0, 0, 0, 0)
#define CALL_(by) I(CALL_LOCAL, 0, 0, 0, by)

static int pass(struct mbpf_prog *prog)
{
	return mbpf_pass_subprogs(prog, log_start());
}

#define REFUSED(text, want, name, ...) do {				\
	struct mbpf_prog *refused_ = SHAPED(__VA_ARGS__);		\
	int err_ = pass(refused_);					\
									\
	ok(err_ == (want) && log_says(text), "%s", name);		\
	mbpf_prog_free(refused_);					\
} while (0)

static void test_one(void)
{
	struct mbpf_prog *prog = SHAPED(NOP_, EXIT_);

	is_int(pass(prog), 0, "a program without calls is one function");
	is_u64(prog->nr_subprogs, 1, "... the main one");
	ok(prog->subprogs[0].start == 0 && prog->subprogs[0].end == 2, "... from end to end");
	is_u64(prog->subprogs[0].worst_frames, 1, "... and needs one frame");
	mbpf_prog_free(prog);
}

static void test_several(void)
{
	struct mbpf_prog *prog = SHAPED(CALL_(5),	/*  0 main: calls c at 6 */
					CALL_(2),	/*  1 calls b at 4 */
					CALL_(4),	/*  2 calls c again */
					EXIT_,
					CALL_(2),	/*  4 b: calls c at 7 */
					EXIT_,
					EXIT_,		/*  6 c */
					EXIT_);		/*  7 d */

	is_int(pass(prog), 0, "functions are where calls lead");
	is_u64(prog->nr_subprogs, 4, "... each once");
	ok(prog->subprogs[0].end == 4 && prog->subprogs[1].start == 4 &&
	   prog->subprogs[1].end == 6 && prog->subprogs[2].start == 6 &&
	   prog->subprogs[3].start == 7 && prog->subprogs[3].end == 8,
	   "... sorted, and each ends where the next starts");
	ok(prog->aux[0].subprog == 2 && prog->aux[1].subprog == 1 && prog->aux[2].subprog == 3 &&
	   prog->aux[4].subprog == 3, "each call knows whom it calls");
	ok(prog->subprogs[0].worst_frames == 3 && prog->subprogs[1].worst_frames == 2 &&
	   prog->subprogs[2].worst_frames == 1, "the deepest chain of calls is counted");
	mbpf_prog_free(prog);
}

static void test_backward_call(void)
{
	/* main jumps over f to its own end, and calls back. */
	struct mbpf_prog *prog = SHAPED(NOP_, EXIT_, CALL_(1), EXIT_, NOP_, EXIT_);

	is_int(pass(prog), 0, "a call forward is accepted");
	mbpf_prog_free(prog);
	prog = SHAPED(CALL_(3), EXIT_, NOP_, EXIT_, CALL_(-3), EXIT_);
	is_int(pass(prog), 0, "a call backward is accepted");
	is_u64(prog->nr_subprogs, 3, "... and starts a function");
	ok(prog->aux[4].subprog == 1, "... that it knows");
	mbpf_prog_free(prog);
}

static void test_targets(void)
{
	REFUSED("call out of range from insn 0 to 2", -EINVAL, "a call behind the end is refused",
		CALL_(1), EXIT_);
	REFUSED("call out of range from insn 0 to -1", -EINVAL,
		"a call in front of the start is refused", CALL_(-2), EXIT_);
	REFUSED("call out of range from insn 0 to 2147483648", -EINVAL,
		"the farthest call does not wrap around", CALL_(0x7fffffff), EXIT_);
	REFUSED("call out of range from insn 0 to -2147483647", -EINVAL,
		"nor does the farthest one back", CALL_(-0x7fffffff - 1), EXIT_);
	REFUSED("instruction 0: call into the middle of the 64-bit constant at insn 2",
		-EINVAL, "a call into a 64-bit constant is refused",
		CALL_(2), EXIT_, I(LD_IMM64, 0, 0, 0, 0), WIDE(0), EXIT_);
}

static void test_borders(void)
{
	struct mbpf_prog *prog;

	REFUSED("jump out of range from insn 0 to 3", -EINVAL,
		"a jump forward into another function is refused",
		I(JA, 0, 0, 2, 0), CALL_(1), EXIT_, NOP_, EXIT_);
	REFUSED("jump out of range from insn 2 to 1", -EINVAL,
		"a jump back into another function is refused",
		CALL_(1), EXIT_, I(JEQ64_IMM, 1, 0, -2, 0), EXIT_);
	REFUSED("jump out of range from insn 2 to 0", -EINVAL,
		"a long jump into another function is refused",
		CALL_(1), EXIT_, I(JA32, 0, 0, 0, -3));
	prog = SHAPED(CALL_(1), EXIT_, NOP_, I(JEQ64_IMM, 1, 0, -2, 0), EXIT_);
	is_int(pass(prog), 0, "a jump to the function's own start is accepted");
	mbpf_prog_free(prog);
	prog = SHAPED(I(JA, 0, 0, 99, 0));
	is_int(pass(prog), 0, "a jump out of the program is left to the control-flow pass");
	mbpf_prog_free(prog);
}

static void test_ends(void)
{
	struct mbpf_prog *prog;

	REFUSED("last insn is not an exit or jmp", -EINVAL, "running over the end is refused",
		NOP_);
	REFUSED("instruction 1: last insn is not", -EINVAL,
		"... and the last instruction is named", NOP_, NOP_);
	REFUSED("last insn is not an exit or jmp", -EINVAL,
		"a condition at the end may fall through and is refused",
		NOP_, I(JEQ64_IMM, 0, 0, -2, 0));
	REFUSED("last insn is not an exit or jmp", -EINVAL,
		"a call at the end comes back and is refused", NOP_, I(CALL_HELPER, 0, 0, 0, 5));
	REFUSED("instruction 0: last insn is not an exit or jmp", -EINVAL,
		"a 64-bit constant at the end is refused", I(LD_IMM64, 0, 0, 0, 0), WIDE(0));
	REFUSED("the function that starts at insn 0 runs over its end", -EINVAL,
		"the main program running into a function is refused",
		CALL_(1), NOP_, EXIT_);
	REFUSED("the function that starts at insn 2 runs over its end", -EINVAL,
		"a function running into the next is refused",
		CALL_(1), EXIT_, CALL_(1), NOP_, EXIT_);
	prog = SHAPED(EXIT_, I(JA, 0, 0, -2, 0));
	is_int(pass(prog), 0, "a jump may be the last instruction");
	mbpf_prog_free(prog);
	prog = SHAPED(EXIT_, I(JA32, 0, 0, 0, -2));
	is_int(pass(prog), 0, "so may a long jump");
	mbpf_prog_free(prog);
}

static void test_recursion(void)
{
	REFUSED("E-recursion: instruction 0", -EINVAL,
		"a main program that calls itself is refused",
		CALL_(-1), EXIT_);
	REFUSED("E-recursion: instruction 3: recursive call: the function that starts at insn 2",
		-EINVAL, "a function that calls itself is refused",
		CALL_(1), EXIT_, NOP_, CALL_(-2), EXIT_);
	REFUSED("E-recursion: instruction 4", -EINVAL,
		"two functions that call each other are refused",
		CALL_(1), EXIT_, CALL_(1), EXIT_, CALL_(-3), EXIT_);
	REFUSED("E-recursion", -EINVAL, "a circle that the main program does not call is refused",
		EXIT_, CALL_(1), EXIT_, CALL_(-3), EXIT_);
}

/* main calls f1, f1 calls f2, ...: @nr functions of two instructions. */
static struct mbpf_prog *chain(u32 nr)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(2 * nr);
	u32 i;

	for (i = 0; i < nr; i++) {
		prog->insns[2 * i] = i + 1 < nr ? CALL_(1) : NOP_;
		prog->insns[2 * i + 1] = EXIT_;
	}
	if (mbpf_verify_shape(prog, log_start()))
		bail_out("no chain of %u functions: %s", nr, log_end());
	return prog;
}

static void test_limits(void)
{
	struct mbpf_prog *prog = chain(MBPF_MAX_SUBPROGS);

	is_int(pass(prog), 0, "%d functions are accepted", MBPF_MAX_SUBPROGS);
	is_u64(prog->subprogs[0].worst_frames, MBPF_MAX_SUBPROGS, "... however deep they call");
	is_u64(prog->subprogs[MBPF_MAX_SUBPROGS - 1].worst_frames, 1, "... the last one nobody");
	mbpf_prog_free(prog);

	prog = chain(MBPF_MAX_SUBPROGS + 1);
	is_int(pass(prog), -E2BIG, "one function more is refused");
	ok(log_says("too many functions: more than 256"), "... and says so");
	mbpf_prog_free(prog);
}

static int pass_again(void *arg)
{
	struct mbpf_prog *prog = arg;
	int err = mbpf_pass_subprogs(prog, NULL);

	kvfree(prog->subprogs);
	prog->subprogs = NULL;
	return err;
}

static void test_memory(void)
{
	struct mbpf_prog *prog = chain(3);

	ok(fail_each_alloc(pass_again, prog) > 0,
	   "without memory it says -ENOMEM and keeps nothing");
	mbpf_prog_free(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_one();
	test_several();
	test_backward_call();
	test_targets();
	test_borders();
	test_ends();
	test_recursion();
	test_limits();
	test_memory();
	return done_testing();
}
