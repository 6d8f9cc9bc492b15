/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One object of each kind, for tests that do the same to all of them.
 */
#ifndef MBPF_OBJECTS_H
#define MBPF_OBJECTS_H

#include <linux/types.h>

enum mbpf_kind { MAP, PROG, BTF, LINK, NR_KINDS };

/** struct mbpf_kind_row - how a kind is named and asked for */
struct mbpf_kind_row {
	char name[8];
	__u32 next_cmd;
	__u32 fd_cmd;
	__u32 info_size;
};

extern const struct mbpf_kind_row mbpf_kinds[NR_KINDS];

/* The loopback device's ifindex, in every namespace. */
enum { MBPF_LOOPBACK = 1 };

/**
 * mbpf_object_new() - a small object of this kind
 *
 * A link goes onto the loopback device of a namespace of its own, into which
 * the caller is moved: there it has no other.  Return: fd or negative errno.
 */
int mbpf_object_new(enum mbpf_kind kind);

/** mbpf_object_id() - its id, 0 when it has no info */
__u32 mbpf_object_id(enum mbpf_kind kind, int fd);

/** mbpf_prog_using() - a program that names this map and passes every packet */
int mbpf_prog_using(int map);

#endif /* MBPF_OBJECTS_H */
