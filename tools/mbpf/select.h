/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which object is meant: "id 7", "name xdp_firewall", "tag 0123456789abcdef".
 */
#ifndef MBPF_CLI_SELECT_H
#define MBPF_CLI_SELECT_H

#include <stdbool.h>
#include "device.h"

struct mbpf_args;

/** enum mbpf_by - what a selector looks at */
enum mbpf_by { MBPF_BY_ALL, MBPF_BY_ID, MBPF_BY_NAME, MBPF_BY_TAG };

/**
 * struct mbpf_selector - which objects are meant
 * @kind: programs, maps, ...
 * @by: what to compare
 * @id: with MBPF_BY_ID
 * @name: with MBPF_BY_NAME; from the command line
 * @tag: with MBPF_BY_TAG
 */
struct mbpf_selector {
	enum mbpf_kind kind;
	enum mbpf_by by;
	__u32 id;
	const char *name;
	__u8 tag[MBPF_TAG_SIZE];
};

/** mbpf_select_is_next() - does a selector for this kind follow? */
bool mbpf_select_is_next(const struct mbpf_args *args, enum mbpf_kind kind);

/** mbpf_select_parse() - take a selector that must be there */
int mbpf_select_parse(struct mbpf_args *args, enum mbpf_kind kind, struct mbpf_selector *sel);

/** mbpf_select_parse_all() - take a selector if there is one, else all are meant */
int mbpf_select_parse_all(struct mbpf_args *args, enum mbpf_kind kind, struct mbpf_selector *sel);

/**
 * mbpf_select_each() - visit what is meant
 * @visit: gets an fd, closed afterwards; returns an exit status
 *
 * It is an error when nothing matches, unless all were meant.
 */
int mbpf_select_each(const struct mbpf_selector *sel,
		     int (*visit)(int fd, __u32 id, void *arg), void *arg);

/**
 * mbpf_select_show() - the body of every "show": all objects, or those meant
 * @show: as for mbpf_select_each(), its arg is NULL
 *
 * As with bpftool, JSON is an array, but one object when an id was given.
 */
int mbpf_select_show(struct mbpf_args *args, enum mbpf_kind kind,
		     int (*show)(int fd, __u32 id, void *arg));

/**
 * mbpf_select_one() - take a selector that means exactly one object
 * @fd: an fd for it, for the caller to close
 */
int mbpf_select_one(struct mbpf_args *args, enum mbpf_kind kind, int *fd);

#endif /* MBPF_CLI_SELECT_H */
