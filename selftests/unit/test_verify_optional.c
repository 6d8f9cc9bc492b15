// SPDX-License-Identifier: GPL-2.0
/*
 * Optional arguments of a helper: what a program did not set must not be
 * printed, whatever happens to lie in the register.
 *
 * Each program is verified, rewritten and run; what it printed is read back.
 */
#include "rewrite/rewrite.h"
#include "run/run.h"
#include "helper/helper.h"
#include "verify_helper.h"

/* "%lx\0" on the stack; r1 and r2 point to it. */
#define FORMAT								\
	ST_MEM(BPF_W, 10, -8, 0x00786c25),				\
	MOV64_REG(1, 10), ALU64_IMM(BPF_ADD, 1, -8), MOV64_IMM(2, 4)

/* They run with ingress_ifindex 1, so that "if r6 != 0" is taken; the verifier
 * walks both ways.
 */
static const struct verify_case cases[] = {
	{ "the number that was set", NULL, "2a", {
		FORMAT, MOV64_IMM(3, 42), CALL(6), RETURN(2) } },
	{ "0 for a register that was never set", NULL, "0", { FORMAT, CALL(6), RETURN(2) } },
	{ "0 for a number that only the other path sets", NULL, "0", {
		LDX_MEM(BPF_W, 6, 1, 12), FORMAT, JMP_IMM(BPF_JNE, 6, 0, 1),
		MOV64_IMM(3, 42), CALL(6), RETURN(2) } },
	{ "0 where the other path set it and this one left an old address", NULL, "0", {
		LDX_MEM(BPF_W, 6, 1, 12), MOV64_REG(3, 10), CALL(7), FORMAT,
		JMP_IMM(BPF_JNE, 6, 0, 1), MOV64_IMM(3, 42), CALL(6), RETURN(2) } },
};

static const struct verify_case refused = {
	"a pointer as an optional argument", "E-helper-argument", NULL, {
		FORMAT, MOV64_REG(3, 10), CALL(6), RETURN(2) } };

static const char *print_of(const struct verify_case *c)
{
	static char line[MBPF_TRACE_LINE];
	struct mbpf_prog *prog = test_prog(c->insns, case_len(c), BPF_PROG_TYPE_XDP);
	struct mbpf_ctx ctx = { .ingress_ifindex = 1 };
	static u8 stack[MBPF_FRAME_SIZE] __aligned(8);
	ssize_t len = 0;

	if (!test_verify_prog(prog, 0) && !mbpf_rewrite(prog)) {
		mbpf_interpret(prog, &ctx, stack);
		len = mbpf_trace_read(line, sizeof(line) - 1);
	}
	mbpf_prog_free(prog);
	line[len > 0 ? len : 0] = 0;
	line[strcspn(line, "\n")] = 0;
	return line;
}

int main(void)
{
	u32 i;

	test_maps_make();
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		is_str(print_of(&cases[i]), cases[i].phrase, "printed: %s", cases[i].says);
	run_verify_case(&refused);
	test_maps_free();
	return done_testing();
}
