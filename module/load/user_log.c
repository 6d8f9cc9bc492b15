// SPDX-License-Identifier: GPL-2.0
/*
 * The sink of a log in the kernel: copies each piece of text to its place in
 * the user's buffer as it comes, so that a log of megabytes needs no memory
 * here.  What lies behind the buffer's end is counted, not kept; the first
 * address that cannot be written ends the copying.
 */
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "core/limits.h"
#include "load/user_log.h"

static int log_sink(void *arg, u64 pos, const char *text, u32 len)
{
	struct mbpf_user_log *ulog = arg;
	u32 room;

	/* The last byte is for the final 0. */
	if (!ulog->buf || pos >= ulog->size - 1)
		return 0;
	room = ulog->size - 1 - pos;
	return copy_to_user(ulog->buf + pos, text, min(len, room)) ? -EFAULT : 0;
}

static int check(u32 level, u64 buf, u32 size)
{
	if (level & ~MBPF_LOG_ALL)
		return -EINVAL;
	if (!buf != !size)
		return -EINVAL;
	if (!buf)
		return 0;
	if (!level || size < MBPF_MIN_LOG_SIZE || size > MBPF_MAX_LOG_SIZE)
		return -EINVAL;
	return 0;
}

struct mbpf_user_log *mbpf_user_log_open(u32 level, u64 buf, u32 size)
{
	struct mbpf_user_log *ulog;

	if (check(level, buf, size))
		return ERR_PTR(-EINVAL);
	ulog = kzalloc(sizeof(*ulog), GFP_KERNEL);
	if (!ulog)
		return ERR_PTR(-ENOMEM);
	ulog->buf = u64_to_user_ptr(buf);
	ulog->size = size;
	mbpf_log_init(&ulog->log, level, log_sink, ulog);
	return ulog;
}

static int terminate(const struct mbpf_user_log *ulog)
{
	u64 end = min_t(u64, ulog->log.pos, ulog->size - 1);

	if (put_user(0, ulog->buf + end))
		return -EFAULT;
	return end < ulog->log.pos ? -ENOSPC : 0;
}

int mbpf_user_log_close(struct mbpf_user_log *ulog, int err, u32 *true_size)
{
	int log_err = mbpf_log_finish(&ulog->log);
	u64 pos = ulog->log.pos;

	if (!log_err && ulog->buf)
		log_err = terminate(ulog);
	*true_size = pos ? min_t(u64, pos + 1, U32_MAX) : 0;
	kfree(ulog);
	return log_err ?: err;
}
