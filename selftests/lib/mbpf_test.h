/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What all tests on /dev/mbpf share: calls through the door, instructions to
 * write programs with, and the check that nothing stays alive.
 *
 * Every function returns what bpf(2) would have returned, but with the errno
 * as a negative number: a file descriptor or 0 on success, -EINVAL and the
 * like otherwise.  None of them judges: that is for the tests.
 *
 * A test program includes this header instead of kselftest_harness.h and ends
 * with MBPF_TEST_MAIN.  Each test runs in a process of its own, so that what
 * it leaves open is closed when it ends.
 */
#ifndef MBPF_TEST_H
#define MBPF_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/btf.h>
#include "mbpf.h"
#include "insn.h"

/* The harness defines functions: it belongs to the test program alone. */
#ifndef MBPF_TEST_LIBRARY
#include "kselftest_harness.h"
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

/* Where the field ends that is the last one of a short attribute. */
#define ATTR_END(member) \
	(offsetof(union mbpf_attr, member) + sizeof(((union mbpf_attr *)0)->member))

/** mbpf_device() - one open file of /dev/mbpf; ends the program without one */
int mbpf_device(void);

/** mbpf_call() - MBPF_IOC_CALL with @size bytes at @attr */
int mbpf_call(__u32 cmd, void *attr, __u32 size);

/** mbpf_do() - the same with a whole attribute */
int mbpf_do(__u32 cmd, union mbpf_attr *attr);

/** mbpf_map_new() - MAP_CREATE */
int mbpf_map_new(__u32 type, __u32 key_size, __u32 value_size, __u32 max_entries, __u32 flags);
int mbpf_map_lookup(int fd, const void *key, void *value);
int mbpf_map_update(int fd, const void *key, const void *value, __u64 flags);
int mbpf_map_delete(int fd, const void *key);
/** mbpf_map_next() - the key behind @key, or the first when it is NULL */
int mbpf_map_next(int fd, const void *key, void *next);
int mbpf_map_freeze(int fd);

/** mbpf_prog_attr() - a GPL program of type XDP, to be changed before the call */
void mbpf_prog_attr(union mbpf_attr *attr, const struct bpf_insn *insns, __u32 cnt);
/** mbpf_prog_new() - PROG_LOAD of that */
int mbpf_prog_new(const struct bpf_insn *insns, __u32 cnt);
/** mbpf_prog_log() - PROG_LOAD with the log in @log, level 1 */
int mbpf_prog_log(const struct bpf_insn *insns, __u32 cnt, char *log, __u32 size);
/** mbpf_prog_pass() - load "return XDP_PASS" */
int mbpf_prog_pass(void);
/**
 * mbpf_prog_run() - PROG_TEST_RUN once, on @len bytes of packet
 * @retval: gets r0; may be NULL
 */
int mbpf_prog_run(int fd, const void *packet, __u32 len, __u32 *retval);

/** mbpf_btf_load() - BTF_LOAD without a log */
int mbpf_btf_load(const void *data, __u32 size);
/** struct mbpf_btf_blob - BTF of one type */
struct mbpf_btf_blob {
	struct btf_header header;
	struct btf_type type;
	__u32 encoding;
	char strings[8];
};

/** mbpf_good_btf - its type 1 is "int", 32 bits, signed */
extern const struct mbpf_btf_blob mbpf_good_btf;

/** mbpf_btf_int() - load that */
int mbpf_btf_int(void);

/** mbpf_xdp_link() - LINK_CREATE on the ingress hook of a device */
int mbpf_xdp_link(int prog_fd, __u32 ifindex);

/** mbpf_info() - OBJ_GET_INFO_BY_FD; *@len is what there is, then what was written */
int mbpf_info(int fd, void *info, __u32 *len);

/** mbpf_next_id() - GET_NEXT_ID, @cmd says of what */
int mbpf_next_id(__u32 cmd, __u32 start, __u32 *next);
/** mbpf_fd_by_id() - GET_FD_BY_ID, @cmd says of what */
int mbpf_fd_by_id(__u32 cmd, __u32 id);

/** mbpf_caps_keep() - give up all capabilities but this set of bits, for good */
int mbpf_caps_keep(__u64 caps);

/** mbpf_live() - objects alive in the module */
int mbpf_live(void);
/**
 * mbpf_live_settled() - wait until no more than @want are alive
 *
 * Objects are freed a grace period after their last reference has gone.
 * Return: how many are alive; after five seconds also when that is more.
 */
int mbpf_live_settled(int want);
/** mbpf_live_at_start() - how many were alive when the test program started */
int mbpf_live_at_start(void);

/* The last test of each program, and its main(). */
#define MBPF_TEST_MAIN						\
	TEST(nothing_that_the_tests_made_is_still_alive)	\
	{							\
		EXPECT_EQ(mbpf_live_at_start(),			\
			  mbpf_live_settled(mbpf_live_at_start()));	\
	}							\
	TEST_HARNESS_MAIN

#endif /* MBPF_TEST_H */
