/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A log that goes to a buffer in user space.  Private to load/.
 *
 * The rules are those of bpf(2): the text is cut to the buffer, always
 * terminated, and a load whose log was cut fails with ENOSPC, so that a
 * loader asks again with a larger one.  A level without a buffer measures the
 * log only.
 */
#ifndef MBPF_LOAD_USER_LOG_H
#define MBPF_LOAD_USER_LOG_H

#include "core/log.h"

/**
 * struct mbpf_user_log - one log and where it goes
 * @log: what is printed to
 * @buf: the user's buffer or NULL
 * @size: its bytes
 */
struct mbpf_user_log {
	struct mbpf_log log;
	char __user *buf;
	u32 size;
};

/**
 * mbpf_user_log_open() - check what the user asks for, and start
 * @level: enum mbpf_log_level bits; 0: no log, then @buf and @size must be 0
 * @buf: address, 0 together with @size 0 only
 * @size: MBPF_MIN_LOG_SIZE to MBPF_MAX_LOG_SIZE bytes
 *
 * Return: the log, or an ERR_PTR: -EINVAL, -ENOMEM.
 */
struct mbpf_user_log *mbpf_user_log_open(u32 level, u64 buf, u32 size);

/**
 * mbpf_user_log_close() - terminate the text and free the log
 * @err: what became of the load: 0 or a negative errno
 * @true_size: gets the bytes the whole log needs with its final 0; 0 when
 *             nothing was printed
 *
 * Return: @err, unless the log has met -EFAULT or -ENOSPC.
 */
int mbpf_user_log_close(struct mbpf_user_log *ulog, int err, u32 *true_size);

#endif /* MBPF_LOAD_USER_LOG_H */
