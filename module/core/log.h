/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The log of one load: text for the person who wrote the program.
 *
 * Text is gathered in a small kernel buffer and handed to @sink whenever that
 * is full, so that a log of megabytes needs no memory of ours.  In the kernel
 * the sink copies to user space (load/user_log.c); in user space it appends to
 * a string.
 */
#ifndef MBPF_CORE_LOG_H
#define MBPF_CORE_LOG_H

#include <linux/types.h>
#include <linux/stdarg.h>

/**
 * enum mbpf_log_level - bits of log_level, as bpf(2) has them
 * @MBPF_LOG_LEVEL1: the rejection and how much was walked
 * @MBPF_LOG_LEVEL2: every instruction that is walked, with the state before it
 * @MBPF_LOG_STATS: the figures at the end
 */
enum mbpf_log_level {
	MBPF_LOG_LEVEL1 = 1, MBPF_LOG_LEVEL2 = 2, MBPF_LOG_STATS = 4,
	MBPF_LOG_ALL = 7,
};

/**
 * struct mbpf_log - one log
 * @level: enum mbpf_log_level bits; 0: nothing is printed
 * @sink: takes @len bytes that go to offset @pos of the whole text; returns 0
 *        or a negative errno, after which it is not called again
 * @sink_arg: for @sink
 * @error: first error of @sink
 * @pos: bytes that have left @buf so far, for the sink or, after its error, for
 *       nobody
 * @fill: bytes waiting in @buf
 *
 * One owner, one thread.
 */
struct mbpf_log {
	u32 level;
	int (*sink)(void *arg, u64 pos, const char *text, u32 len);
	void *sink_arg;
	int error;
	u64 pos;
	u32 fill;
	char buf[1024];
};

/** mbpf_log_init() - an empty log; a NULL @sink drops all text */
void mbpf_log_init(struct mbpf_log *log, u32 level,
		   int (*sink)(void *arg, u64 pos, const char *text, u32 len), void *arg);

/** mbpf_log_printf() - print when any level is set; @log may be NULL */
__printf(2, 3) void mbpf_log_printf(struct mbpf_log *log, const char *fmt, ...);

/** mbpf_log_vprintf() - the same with a va_list */
__printf(2, 0) void mbpf_log_vprintf(struct mbpf_log *log, const char *fmt, va_list args);

/** mbpf_log_has() - is one of these level bits set? */
static inline bool mbpf_log_has(const struct mbpf_log *log, u32 bits)
{
	return log && (log->level & bits);
}

/**
 * mbpf_log_finish() - hand the rest to the sink
 *
 * Return: 0 or the first error of the sink.  Idempotent.
 */
int mbpf_log_finish(struct mbpf_log *log);

#endif /* MBPF_CORE_LOG_H */
