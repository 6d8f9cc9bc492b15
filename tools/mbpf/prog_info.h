/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All that the device tells about one program.
 */
#ifndef MBPF_CLI_PROG_INFO_H
#define MBPF_CLI_PROG_INFO_H

#include "mbpf.h"

struct btf;

/* A C identifier may be longer; what is shown of it is cut. */
#define MBPF_PROG_NAME_SIZE 128

/**
 * struct mbpf_prog_details - one program, with its arrays
 * @info: as told; its pointers are those below
 * @map_ids: nr_map_ids ids
 * @insns: nr_insns slots
 * @funcs: nr_func_info records, ascending
 * @lines: nr_line_info records, ascending
 * @btf: NULL when it has none
 * @name: the whole name where BTF has it
 */
struct mbpf_prog_details {
	struct mbpf_prog_info info;
	__u32 nr_insns;
	__u32 *map_ids;
	struct bpf_insn *insns;
	struct bpf_func_info *funcs;
	struct bpf_line_info *lines;
	struct btf *btf;
	char name[MBPF_PROG_NAME_SIZE];
};

/** mbpf_prog_details_get() - ask for everything; exit status */
int mbpf_prog_details_get(int fd, struct mbpf_prog_details *details);

/** mbpf_prog_details_put() - free it; also after a get that failed */
void mbpf_prog_details_put(struct mbpf_prog_details *details);

/**
 * mbpf_prog_full_name() - a program's name, which the device cuts to 15 bytes
 * @fd: the program
 * @info: as told
 * @name: MBPF_PROG_NAME_SIZE bytes; the short name where there is no BTF
 */
void mbpf_prog_full_name(int fd, const struct mbpf_prog_info *info, char *name);

#endif /* MBPF_CLI_PROG_INFO_H */
