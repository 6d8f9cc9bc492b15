/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What every file of the command line shares: the options, the table of verbs,
 * the cursor over the arguments, and how to say that something went wrong.
 *
 * A function that can fail returns an exit status (enum mbpf_exit): it has
 * already said why when that is not MBPF_EXIT_OK, so the caller only hands it
 * on.  Functions in device.h are below that: they return negative errnos.
 */
#ifndef MBPF_CLI_CLI_H
#define MBPF_CLI_CLI_H

#include <stdbool.h>
#include <linux/types.h>

#include "json.h"

/** enum mbpf_exit - exit statuses; also documented in mbpf(8) */
enum mbpf_exit {
	MBPF_EXIT_OK = 0,
	MBPF_EXIT_ERROR = 1,	/* it could not be done */
	MBPF_EXIT_USAGE = 2,	/* it was not understood */
};

/**
 * struct mbpf_args - what is left of the command line
 * @left: number of words
 * @at: the first of them
 */
struct mbpf_args {
	int left;
	char **at;
};

/**
 * struct mbpf_verb - one row of the verb table
 * @noun: first word of the command
 * @verb: second word, NULL for commands of one word
 * @alias: other second word, or NULL
 * @usage: what follows, for help and man page
 * @help: one line that says what it does
 * @run: does it
 * @needs_device: /dev/mbpf must be there
 */
struct mbpf_verb {
	const char *noun;
	const char *verb;
	const char *alias;
	const char *usage;
	const char *help;
	int (*run)(struct mbpf_args *args);
	bool needs_device;
};

/** mbpf_verbs - all rows; the last has no noun */
extern const struct mbpf_verb mbpf_verbs[];

/** mbpf_verb_find() - the row for two words, either may be cut short */
int mbpf_verb_find(struct mbpf_args *args, const struct mbpf_verb **found);

/** mbpf_verb_current - the row that runs, for usage errors; or NULL */
extern const struct mbpf_verb *mbpf_verb_current;

/**
 * struct mbpf_options - what the global options said
 * @json: output is JSON
 * @pretty: the same, indented
 * @debug: libbpf's messages go to stderr, and as @log
 * @log: the verifier's whole log is shown
 */
struct mbpf_options {
	bool json;
	bool pretty;
	bool debug;
	bool log;
};

extern struct mbpf_options mbpf_options;

/**
 * mbpf_out - the JSON document of this command, NULL when output is text
 *
 * It is kept in memory until the command has succeeded, so that what is
 * printed is one whole document: the result or {"error": ...}.
 */
extern struct mbpf_json *mbpf_out;

/** mbpf_out_flush() - print what there is now, for commands that go on running */
void mbpf_out_flush(void);

/* Saying that it did not work.  Sentences without final newline. */

/** mbpf_fail() - print an error; returns MBPF_EXIT_ERROR */
__attribute__((format(printf, 1, 2))) int mbpf_fail(const char *fmt, ...);

/** mbpf_fail_errno() - the same, followed by what @err means and what to do */
__attribute__((format(printf, 2, 3))) int mbpf_fail_errno(int err, const char *fmt, ...);

/** mbpf_fail_usage() - a command not understood; returns MBPF_EXIT_USAGE */
__attribute__((format(printf, 1, 2))) int mbpf_fail_usage(const char *fmt, ...);

/** mbpf_note() - a line to stderr that is no error */
__attribute__((format(printf, 1, 2))) void mbpf_note(const char *fmt, ...);

/** mbpf_fail_text() - the error said so far, "" when none */
const char *mbpf_fail_text(void);

/* The arguments. */

/** mbpf_args_peek() - the next word, NULL at the end */
const char *mbpf_args_peek(const struct mbpf_args *args);
/** mbpf_args_next() - take the next word, NULL at the end */
const char *mbpf_args_next(struct mbpf_args *args);
/** mbpf_args_take() - take the next word if it is @word */
bool mbpf_args_take(struct mbpf_args *args, const char *word);
/** mbpf_args_want() - take a word that must be there; @what names it */
int mbpf_args_want(struct mbpf_args *args, const char **word, const char *what);
/** mbpf_args_u32() - take a number up to 2^32 - 1 */
int mbpf_args_u32(struct mbpf_args *args, __u32 *value, const char *what);
/** mbpf_args_s32() - take a number that may be negative */
int mbpf_args_s32(struct mbpf_args *args, __s32 *value, const char *what);
/** mbpf_args_end() - nothing may be left */
int mbpf_args_end(const struct mbpf_args *args);

/* Waiting. */

/** mbpf_wait_for_signal() - return when SIGINT, SIGTERM or SIGHUP came */
void mbpf_wait_for_signal(void);

#endif /* MBPF_CLI_CLI_H */
