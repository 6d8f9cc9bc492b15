// SPDX-License-Identifier: GPL-2.0
/*
 * bpf_trace_printk(): a program prints a line for whoever debugs it.
 *
 * Lines go to a ring that holds the last MBPF_TRACE_LINES of them; readers
 * (read(2) on the device) take them from its other end, each line once.
 *
 *	         tail            head
 *	  | old | line | line | ... | next |		head - tail lines wait
 *
 * When the ring is full the oldest line makes room, and the next reader is
 * told how many went that way.
 *
 * The format is the program's: trace_format.c checks and expands it, and knows
 * no conversion that follows a pointer or prints one.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "core/limits.h"
#include "helper/helper.h"
#include "helper/trace_format.h"
#include "mbpf.h"

/*
 * @lock: guards all of it; raw and with interrupts off, since a program may
 *        print in any context up to softirq
 * @head: number of the next line to be written; its place is the remainder
 * @tail: number of the oldest line
 * @lost: lines overwritten since a reader was last told
 * @line: text with a newline and a final 0
 */
static struct {
	raw_spinlock_t lock;
	u64 head;
	u64 tail;
	u64 lost;
	char line[MBPF_TRACE_LINES][MBPF_TRACE_LINE];
} ring = {
	.lock = __RAW_SPIN_LOCK_UNLOCKED(ring.lock),
};

static mbpf_trace_wake_fn wake_readers;

static char *line_at(u64 number)
{
	return ring.line[number % MBPF_TRACE_LINES];
}

static void ring_put(const char *line)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&ring.lock, flags);
	if (ring.head - ring.tail == MBPF_TRACE_LINES) {
		ring.tail++;
		ring.lost++;
	}
	strscpy(line_at(ring.head++), line, MBPF_TRACE_LINE);
	raw_spin_unlock_irqrestore(&ring.lock, flags);
}

/* The next thing to tell a reader, and forget it if it fits: its length. */
static int ring_take(char *buf, size_t size)
{
	char note[48];
	const char *text = note;
	int len;

	if (ring.lost)
		scnprintf(note, sizeof(note), "[%llu lines lost]\n", ring.lost);
	else if (ring.tail != ring.head)
		text = line_at(ring.tail);
	else
		return 0;
	len = strlen(text);
	if (len > size)
		return -EINVAL;
	memcpy(buf, text, len);
	if (ring.lost)
		ring.lost = 0;
	else
		ring.tail++;
	return len;
}

ssize_t mbpf_trace_read(char *buf, size_t size)
{
	unsigned long flags;
	ssize_t done = 0;
	int len;

	/* The lock is let go between lines, so that programs never wait long. */
	for (;;) {
		raw_spin_lock_irqsave(&ring.lock, flags);
		len = ring_take(buf, size);
		raw_spin_unlock_irqrestore(&ring.lock, flags);
		if (len <= 0)
			return done ?: len;
		buf += len;
		size -= len;
		done += len;
	}
}

void mbpf_trace_set_wake(mbpf_trace_wake_fn wake)
{
	WRITE_ONCE(wake_readers, wake);
}

static u64 print_line(u64 fmt, u64 size, u64 a, u64 b, u64 c)
{
	const u64 args[MBPF_TRACE_ARGS] = { a, b, c };
	mbpf_trace_wake_fn wake = READ_ONCE(wake_readers);
	char line[MBPF_TRACE_LINE];
	int len = mbpf_trace_format(line, sizeof(line), (char *)(unsigned long)fmt, size, args);

	if (len < 0)
		return (s64)len;
	ring_put(line);
	if (wake)
		wake();
	return len;
}

static u64 print_line_0(u64 fmt, u64 size, u64 a, u64 b, u64 c)
{
	return print_line(fmt, size, 0, 0, 0);
}

static u64 print_line_1(u64 fmt, u64 size, u64 a, u64 b, u64 c)
{
	return print_line(fmt, size, a, 0, 0);
}

static u64 print_line_2(u64 fmt, u64 size, u64 a, u64 b, u64 c)
{
	return print_line(fmt, size, a, b, 0);
}

/* By how many arguments are there, format and size included. */
static const mbpf_helper_fn fewer_args[] = {
	[2] = print_line_0, [3] = print_line_1, [4] = print_line_2,
};

const struct mbpf_helper mbpf_helper_trace_printk = {
	.id = BPF_FUNC_trace_printk,
	.name = "trace_printk",
	.fn = print_line,
	.ret = MBPF_RET_SCALAR,
	.arg = {
		MBPF_ARG_MEM, MBPF_ARG_SIZE,
		MBPF_ARG_OPTIONAL, MBPF_ARG_OPTIONAL, MBPF_ARG_OPTIONAL,
	},
	.flags = MBPF_HELPER_GPL,
	.fewer = fewer_args,
};
