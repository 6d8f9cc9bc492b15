// SPDX-License-Identifier: GPL-2.0
/*
 * What libbpf has to say: nothing, unless --debug was given.
 *
 * Its warnings are kept, because when loading fails they are the only
 * explanation there is ("map 'x': failed to create"): the error that a verb
 * prints quotes the first of them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "messages.h"

static char first[512];

static void keep(const char *fmt, va_list ap)
{
	static const char prefix[] = "libbpf: ";
	char text[sizeof(first)];
	const char *start = text;
	va_list copy;

	va_copy(copy, ap);
	vsnprintf(text, sizeof(text), fmt, copy);
	va_end(copy);
	if (!strncmp(text, prefix, strlen(prefix)))
		start += strlen(prefix);
	text[strcspn(text, "\n")] = 0;
	snprintf(first, sizeof(first), "%s", start);
}

static int print(enum libbpf_print_level level, const char *fmt, va_list ap)
{
	if (level == LIBBPF_WARN && !*first)
		keep(fmt, ap);
	return mbpf_options.debug ? vfprintf(stderr, fmt, ap) : 0;
}

void mbpf_messages_init(void)
{
	libbpf_set_print(print);
}

const char *mbpf_messages_first(void)
{
	return first;
}

void mbpf_messages_reset(void)
{
	*first = 0;
}
