// SPDX-License-Identifier: GPL-2.0
/*
 * Saying that something went wrong: a sentence on what could not be done, why,
 * and where possible what to do next.
 *
 * In text mode it goes to stderr at once.  In JSON mode the first error is
 * kept, and main.c prints it in the place of the result.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static char *kept;

const char *mbpf_fail_text(void)
{
	return kept ? kept : "";
}

static void say(const char *text)
{
	if (!mbpf_options.json)
		fprintf(stderr, "mbpf: %s\n", text);
	if (!kept)
		kept = strdup(text);
}

/* For an errno of the device: what it means to the person at the keyboard. */
static const char *advice(int err)
{
	switch (err) {
	case EPERM:
	case EACCES:
		return "run mbpf as root (CAP_SYS_ADMIN, or CAP_BPF and CAP_NET_ADMIN)";
	case E2BIG:
		return "it is larger than mbpf allows";
	case EFAULT:
	case ENOTTY:
		return "module and command line do not fit together: compare 'mbpf version'";
	case ENOMEM:
		return "the kernel has no memory for it";
	case ENOLINK:
		return "the link has lost its hook already";
	case EOPNOTSUPP:
		return "this kernel or object cannot do that";
	}
	return NULL;
}

int mbpf_fail(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	say(text ? text : "no memory");
	free(text);
	return MBPF_EXIT_ERROR;
}

int mbpf_fail_errno(int err, const char *fmt, ...)
{
	const char *hint = advice(err);
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return mbpf_fail("%s: %s%s%s", text, strerror(err), hint ? "; " : "", hint ? hint : "");
}

int mbpf_fail_usage(const char *fmt, ...)
{
	const struct mbpf_verb *verb = mbpf_verb_current;
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	say(text);
	if (mbpf_options.json)
		return MBPF_EXIT_USAGE;
	if (verb)
		fprintf(stderr, "usage: mbpf %s%s%s %s\n", verb->noun, verb->verb ? " " : "",
			verb->verb ? verb->verb : "", verb->usage);
	else
		fprintf(stderr, "usage: mbpf [OPTION...] NOUN VERB [ARGUMENT...]; see mbpf help\n");
	return MBPF_EXIT_USAGE;
}

void mbpf_note(const char *fmt, ...)
{
	va_list ap;

	fputs("note: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}
