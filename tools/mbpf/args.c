// SPDX-License-Identifier: GPL-2.0
/*
 * The cursor over the command line's words, and numbers among them.
 *
 * A number is decimal, or 0x and hexadecimal; nothing may follow it.  Leading
 * zeros do not make it octal: people write addresses and ports with them.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "parse.h"

const char *mbpf_args_peek(const struct mbpf_args *args)
{
	return args->left ? args->at[0] : NULL;
}

const char *mbpf_args_next(struct mbpf_args *args)
{
	if (!args->left)
		return NULL;
	args->left--;
	return *args->at++;
}

bool mbpf_args_take(struct mbpf_args *args, const char *word)
{
	if (!args->left || strcmp(args->at[0], word))
		return false;
	mbpf_args_next(args);
	return true;
}

int mbpf_args_want(struct mbpf_args *args, const char **word, const char *what)
{
	*word = mbpf_args_next(args);
	if (!*word)
		return mbpf_fail_usage("%s is missing", what);
	return MBPF_EXIT_OK;
}

int mbpf_args_u32(struct mbpf_args *args, __u32 *value, const char *what)
{
	const char *word;
	__u64 number;
	int status;

	status = mbpf_args_want(args, &word, what);
	if (status)
		return status;
	if (!mbpf_parse_u64(word, UINT32_MAX, &number))
		return mbpf_fail_usage("'%s' is no %s: a number from 0 to %u is wanted",
				       word, what, UINT32_MAX);
	*value = number;
	return MBPF_EXIT_OK;
}

int mbpf_args_s32(struct mbpf_args *args, __s32 *value, const char *what)
{
	const char *word;
	__s64 number;
	int status;

	status = mbpf_args_want(args, &word, what);
	if (status)
		return status;
	if (!mbpf_parse_s64(word, INT32_MIN, INT32_MAX, &number))
		return mbpf_fail_usage("'%s' is no %s: a number from %d to %d is wanted",
				       word, what, INT32_MIN, INT32_MAX);
	*value = number;
	return MBPF_EXIT_OK;
}

int mbpf_args_end(const struct mbpf_args *args)
{
	if (args->left)
		return mbpf_fail_usage("'%s' is not understood here", args->at[0]);
	return MBPF_EXIT_OK;
}
