/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The passes of rewrite, each over the whole program, in the order of the list
 * in rewrite/rewrite.c.
 *
 * A pass reads prog->insns and prog->aux and changes prog->code.  Each looks
 * at reached instructions only.  Return: 0, or -EINVAL when a fact is missing
 * or contradicts the instruction.
 */
#ifndef MBPF_REWRITE_PASSES_H
#define MBPF_REWRITE_PASSES_H

struct mbpf_prog;

/**
 * mbpf_rewrite_plain() - each instruction as it stands, in the run form; traps
 * where nobody comes
 */
int mbpf_rewrite_plain(struct mbpf_prog *prog);

/** mbpf_rewrite_decided() - jumps whose way is known beforehand */
int mbpf_rewrite_decided(struct mbpf_prog *prog);

/** mbpf_rewrite_context() - loads from the context go to struct mbpf_ctx */
int mbpf_rewrite_context(struct mbpf_prog *prog);

/** mbpf_rewrite_addresses() - addresses of helpers, maps and their values */
int mbpf_rewrite_addresses(struct mbpf_prog *prog);

#endif /* MBPF_REWRITE_PASSES_H */
