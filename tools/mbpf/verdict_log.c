// SPDX-License-Identifier: GPL-2.0
/*
 * The verifier's log, and the part of it that a person should read first.
 *
 * A log may have a million lines: each instruction that was walked.  Why the
 * program was refused stands at its end:
 *
 *	12: (71) r3 = *(u8 *)(r1 +14)			context, maybe
 *	; unsigned char proto = ip->protocol;		context, maybe
 *	E-packet-bounds: instruction 12: ...		the rejection
 *	hint: ...					maybe
 *	processed 77 insns (limit 1000000) ...		figures, maybe
 *
 * The rejection is found by its code, "E-"; in a log that has none (of BTF,
 * say) it is the last line that is no figure.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "verdict_log.h"

static bool starts(const char *line, const char *word)
{
	return !strncmp(line, word, strlen(word));
}

static bool is_figure(const char *line)
{
	return starts(line, "processed ") || starts(line, "verification time ") ||
	       starts(line, "stack depth ") || *line == '\n' || !*line;
}

/* "; C source" or "12: (71) ..." */
static bool is_context(const char *line)
{
	if (*line == ';')
		return true;
	if (!isdigit((unsigned char)*line))
		return false;
	return starts(line + strspn(line, "0123456789"), ": (");
}

static const char *line_end(const char *line)
{
	const char *newline = strchr(line, '\n');

	return newline ? newline + 1 : line + strlen(line);
}

static const char *line_before(const char *log, const char *line)
{
	if (line == log)
		return NULL;
	line--;
	while (line > log && line[-1] != '\n')
		line--;
	return line;
}

static const char *find_rejection(const char *log)
{
	const char *line, *coded = NULL, *last = NULL;

	for (line = log; *line; line = line_end(line)) {
		if (starts(line, "E-"))
			coded = line;
		if (!is_figure(line))
			last = line;
	}
	return coded ? coded : last;
}

struct mbpf_log_part mbpf_log_rejection(const char *log)
{
	struct mbpf_log_part part = { log, 0 };
	const char *why = find_rejection(log), *before, *end;
	int i;

	if (!why)
		return part;
	end = line_end(why);
	while (*end && !is_figure(end))
		end = line_end(end);
	/* The instruction and its C line, not the whole path to it. */
	part.start = why;
	for (i = 0; i < 2; i++) {
		before = line_before(log, part.start);
		if (!before || !is_context(before))
			break;
		part.start = before;
	}
	part.len = end - part.start;
	if (part.len && part.start[part.len - 1] == '\n')
		part.len--;
	return part;
}
