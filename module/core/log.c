// SPDX-License-Identifier: GPL-2.0
/*
 * The log: a small buffer in front of a sink.
 *
 *	printf --> buf[0 .. fill) --when full, or at the end--> sink(pos, ...)
 *
 * Text that does not fit behind what waits in the buffer is printed again
 * into the emptied one, so a print is never split unless it is longer than the
 * whole buffer; then it is cut.  @pos counts on when the sink has failed: it
 * tells how long the whole text would have been.
 *
 * The log knows nothing about instructions or rules: see verify/explain.h.
 */
#include <linux/kernel.h>
#include "core/log.h"

void mbpf_log_init(struct mbpf_log *log, u32 level,
		   int (*sink)(void *arg, u64 pos, const char *text, u32 len), void *arg)
{
	log->level = level;
	log->sink = sink;
	log->sink_arg = arg;
	log->error = 0;
	log->pos = 0;
	log->fill = 0;
}

static void flush(struct mbpf_log *log)
{
	if (log->sink && !log->error && log->fill)
		log->error = log->sink(log->sink_arg, log->pos, log->buf, log->fill);
	log->pos += log->fill;
	log->fill = 0;
}

/* Print behind what waits; false when it did not fit and nothing was added. */
static __printf(2, 0) bool append(struct mbpf_log *log, const char *fmt, va_list args)
{
	u32 room = sizeof(log->buf) - log->fill;
	int len = vsnprintf(log->buf + log->fill, room, fmt, args);

	if (len >= (int)room)
		return false;
	if (len > 0)
		log->fill += len;
	return true;
}

void mbpf_log_vprintf(struct mbpf_log *log, const char *fmt, va_list args)
{
	va_list again;

	if (!log || !log->level)
		return;

	va_copy(again, args);
	if (!append(log, fmt, args)) {
		flush(log);
		if (!append(log, fmt, again))
			log->fill = sizeof(log->buf) - 1;
	}
	va_end(again);
}

void mbpf_log_printf(struct mbpf_log *log, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	mbpf_log_vprintf(log, fmt, args);
	va_end(args);
}

int mbpf_log_finish(struct mbpf_log *log)
{
	flush(log);
	return log->error;
}
