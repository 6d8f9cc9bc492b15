/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The calls to /dev/mbpf.  Each returns 0 or more, or a negative errno, and
 * prints nothing.
 */
#ifndef MBPF_CLI_DEVICE_H
#define MBPF_CLI_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include "mbpf.h"

/** enum mbpf_kind - kinds of objects behind the device */
enum mbpf_kind { MBPF_KIND_PROG, MBPF_KIND_MAP, MBPF_KIND_LINK, MBPF_KIND_BTF };

/** mbpf_dev_open() - the device's fd; opened by the first call, close-on-exec */
int mbpf_dev_open(void);

/** mbpf_dev_call() - bpf(2); the raw form that wrap.c and libbpf use as well */
int mbpf_dev_call(unsigned int cmd, void *attr, unsigned int size);

/** mbpf_dev_next_id() - smallest id above @id; -ENOENT at the end */
int mbpf_dev_next_id(enum mbpf_kind kind, __u32 id, __u32 *next);

/** mbpf_dev_fd() - an fd for an id */
int mbpf_dev_fd(enum mbpf_kind kind, __u32 id);

/** mbpf_dev_info() - fill @info, a struct mbpf_*_info of @size bytes */
int mbpf_dev_info(int fd, void *info, __u32 size);

/**
 * mbpf_dev_each() - visit all objects of a kind, in the order of their ids
 * @visit: gets an fd, which is closed afterwards; not 0 ends the walk
 *
 * Return: 0, what @visit returned, or a negative errno.  Objects that die
 * during the walk are skipped.
 */
int mbpf_dev_each(enum mbpf_kind kind, int (*visit)(int fd, __u32 id, void *arg), void *arg);

/** mbpf_dev_fdinfo() - the number behind "@key:" in an fd's fdinfo; false if not there */
bool mbpf_dev_fdinfo(int fd, const char *key, __u64 *value);

int mbpf_dev_link_create(union mbpf_attr *attr);
int mbpf_dev_link_detach(int fd);
int mbpf_dev_link_keep(int fd);
int mbpf_dev_link_stats(int fd, struct mbpf_link_stats *stats);
int mbpf_dev_version(struct mbpf_version *version);

#endif /* MBPF_CLI_DEVICE_H */
