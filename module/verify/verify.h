/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The verifier's front door: proves that a program is safe to run, or says
 * why not.
 *
 * In order: mbpf_verify_shape(), mbpf_verify_resolve(), mbpf_verify().  Each
 * fills the facts (prog->aux) further; the last also the figures.
 */
#ifndef MBPF_VERIFY_VERIFY_H
#define MBPF_VERIFY_VERIFY_H

#include <linux/types.h>

struct mbpf_prog;
struct mbpf_log;
struct mbpf_map;

/**
 * mbpf_verify_shape() - is every instruction one we know, with legal fields?
 *
 * Fills aux[].op.  Allocates prog->aux.  Return: 0, -EINVAL with a sentence in
 * the log, -ENOMEM.
 */
int mbpf_verify_shape(struct mbpf_prog *prog, struct mbpf_log *log);

/**
 * mbpf_verify_resolve() - turn map fds into maps
 * @find: a counted map for an fd, or an ERR_PTR (-EBADF, -EINVAL)
 * @put: gives one back
 *
 * Each map is entered once in prog->maps (which owns the reference), its id
 * replaces the fd in prog->insns and aux[].map names it.
 *
 * Return: 0, or -EBADF, -EINVAL, -E2BIG (too many maps) with a sentence.
 */
int mbpf_verify_resolve(struct mbpf_prog *prog, struct mbpf_map *(*find)(int fd),
			void (*put)(struct mbpf_map *map), struct mbpf_log *log);

enum mbpf_verify_flags {
	MBPF_VERIFY_NO_PRUNE = 1,	/* walk every path: for tests of pruning */
	MBPF_VERIFY_STRICT_ALIGN = 2,	/* BPF_F_STRICT_ALIGNMENT */
};

/**
 * mbpf_verify() - prove the program safe
 *
 * May sleep; ends early on a fatal signal.  Return: 0; -EACCES or -EINVAL
 * (refused; the log's last sentence says why), -E2BIG (too complex), -ENOMEM,
 * -EINTR.
 */
int mbpf_verify(struct mbpf_prog *prog, u32 flags, struct mbpf_log *log);

#endif /* MBPF_VERIFY_VERIFY_H */
