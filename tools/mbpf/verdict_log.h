/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The verifier's log, and the part of it that a person should read first.
 */
#ifndef MBPF_CLI_VERDICT_LOG_H
#define MBPF_CLI_VERDICT_LOG_H

#include <stddef.h>

/**
 * struct mbpf_log_part - a run of whole lines inside a log
 * @start: first character
 * @len: characters, without the newline of the last line
 */
struct mbpf_log_part {
	const char *start;
	size_t len;
};

/**
 * mbpf_log_rejection() - the lines that say why
 * @log: a whole log, terminated
 *
 * The rejection is the last line that is none of the figures at the end; lines
 * that belong to it (hint, instruction and C source before it) are included.
 * Return: its lines, none when the log is empty.
 */
struct mbpf_log_part mbpf_log_rejection(const char *log);

#endif /* MBPF_CLI_VERDICT_LOG_H */
