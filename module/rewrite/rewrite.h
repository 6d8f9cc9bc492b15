/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From the verified program to the runnable one: reads facts, writes
 * prog->code.
 */
#ifndef MBPF_REWRITE_REWRITE_H
#define MBPF_REWRITE_REWRITE_H

struct mbpf_prog;

/**
 * mbpf_rewrite() - make prog->code
 *
 * Unreached slots become MBPF_OP_TRAP, context accesses go to struct mbpf_ctx,
 * helpers and map addresses become addresses.
 *
 * May sleep.  Return: 0, -ENOMEM, or -EINVAL when a fact is missing that the
 * verifier must have left (our own bug).
 */
int mbpf_rewrite(struct mbpf_prog *prog);

#endif /* MBPF_REWRITE_REWRITE_H */
