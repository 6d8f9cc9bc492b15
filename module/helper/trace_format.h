/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The formats of bpf_trace_printk().
 */
#ifndef MBPF_HELPER_TRACE_FORMAT_H
#define MBPF_HELPER_TRACE_FORMAT_H

#include <linux/types.h>

/* Registers that a call has left for values. */
#define MBPF_TRACE_ARGS	3

/**
 * mbpf_trace_format() - expand a format to a line
 * @line: gets the text, one newline and a 0; text that does not fit is cut
 * @room: bytes at @line, at least 2
 * @fmt: @size bytes, with a 0 among them
 * @args: MBPF_TRACE_ARGS values, of which the first are used
 *
 * Accepted: %d %i %u %x %X %o with l or ll, %c, %%, flags of "-+ #0" and a
 * width of two digits.  Any context.
 *
 * Return: bytes of the line with its newline, or -EINVAL: no terminating 0, a
 * conversion that is not accepted, more of them than @args, or a character
 * that is neither printable ASCII nor white space.
 */
int mbpf_trace_format(char *line, size_t room, const char *fmt, u32 size, const u64 *args);

#endif /* MBPF_HELPER_TRACE_FORMAT_H */
