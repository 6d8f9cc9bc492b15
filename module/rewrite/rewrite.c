// SPDX-License-Identifier: GPL-2.0
/*
 * From the verified program to the runnable one: the list of passes.
 *
 *	insns + facts --plain--> code --decided, context, addresses--> code
 *
 * Slots stay one to one, so that pc, line numbers and profiles mean the same
 * before and after.  One more slot, a trap, stands behind the last.
 *
 * Rewriting trusts the verifier about safety, but refuses what makes no sense:
 * a fact that is missing here is a bug of ours, and must not run.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "core/core.h"
#include "rewrite/passes.h"
#include "rewrite/rewrite.h"

static int (*const passes[])(struct mbpf_prog *prog) = {
	mbpf_rewrite_plain,
	mbpf_rewrite_decided,
	mbpf_rewrite_context,
	mbpf_rewrite_addresses,
};

int mbpf_rewrite(struct mbpf_prog *prog)
{
	u32 i;
	int err;

	if (!prog->aux)
		return -EINVAL;
	prog->code = kvcalloc(prog->len + 1, sizeof(*prog->code), GFP_KERNEL_ACCOUNT);
	if (!prog->code)
		return -ENOMEM;
	prog->code[prog->len].op = MBPF_OP_TRAP;

	for (i = 0; i < ARRAY_SIZE(passes); i++) {
		err = passes[i](prog);
		if (err)
			goto free_code;
	}
	return 0;

free_code:
	kvfree(prog->code);
	prog->code = NULL;
	return err;
}
