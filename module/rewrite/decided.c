// SPDX-License-Identifier: GPL-2.0
/*
 * Jumps whose way is known beforehand: the verifier proved that a conditional
 * jump always goes one way, so it is no question any more.
 *
 * A jump that is said to go neither way is left as it is: then no path comes
 * through, and asking is always right.
 */
#include "core/core.h"
#include "rewrite/passes.h"

static void decide(struct mbpf_run_insn *run, const struct mbpf_insn_aux *aux)
{
	if (aux->never_taken == aux->always_taken)
		return;
	*run = (struct mbpf_run_insn) {
		.op = MBPF_OP_JA,
		.off = aux->always_taken ? run->off : 0,
	};
}

int mbpf_rewrite_decided(struct mbpf_prog *prog)
{
	u32 pc;

	for (pc = 0; pc < prog->len; pc++)
		if (prog->aux[pc].reached && mbpf_op_is_cond_jump(prog->aux[pc].op))
			decide(&prog->code[pc], &prog->aux[pc]);
	return 0;
}
