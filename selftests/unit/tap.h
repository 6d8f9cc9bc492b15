/* SPDX-License-Identifier: GPL-2.0 */
/*
 * TAP for the user-space unit tests: each check is one line, and each line's
 * name is a sentence about what must hold.
 *
 *	int main(void)
 *	{
 *		ok(tree_is_empty(&t), "a new tree is empty");
 *		is_u64(tree_sum(&t), 0, "the sum of an empty tree is %d", 0);
 *		return done_testing();
 *	}
 *
 * A failed check prints what was expected, what came and where, and the test
 * goes on; done_testing() prints the plan and gives the exit status.
 */
#ifndef MBPF_TEST_TAP_H
#define MBPF_TEST_TAP_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned int tap_run;
static unsigned int tap_failed;

/* One result line; a '#' in a name would start a TAP directive. */
__attribute__((format(printf, 2, 0)))
static inline bool tap_result(bool good, const char *fmt, va_list args)
{
	char name[512];
	char *p;

	vsnprintf(name, sizeof(name), fmt, args);
	for (p = name; *p; p++)
		if (*p == '#' || *p == '\n')
			*p = ' ';
	tap_run++;
	tap_failed += !good;
	printf("%s %u - %s\n", good ? "ok" : "not ok", tap_run, name);
	fflush(stdout);
	return good;
}

/* A line of explanation, which harnesses show but do not count. */
__attribute__((format(printf, 1, 2)))
static inline void diag(const char *fmt, ...)
{
	va_list args;

	printf("# ");
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf("\n");
}

__attribute__((format(printf, 4, 5)))
static inline bool tap_ok(const char *file, int line, bool good, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tap_result(good, fmt, args);
	va_end(args);
	if (!good)
		diag("  at %s:%d", file, line);
	return good;
}

__attribute__((format(printf, 5, 6)))
static inline bool tap_is_u64(const char *file, int line, uint64_t got, uint64_t want,
			      const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tap_result(got == want, fmt, args);
	va_end(args);
	if (got != want) {
		diag("  expected 0x%" PRIx64 " (%" PRId64 ")", want, (int64_t)want);
		diag("       got 0x%" PRIx64 " (%" PRId64 ")", got, (int64_t)got);
		diag("  at %s:%d", file, line);
	}
	return got == want;
}

__attribute__((format(printf, 5, 6)))
static inline bool tap_is_str(const char *file, int line, const char *got, const char *want,
			      const char *fmt, ...)
{
	bool good = got == want || (got && want && !strcmp(got, want));
	va_list args;

	va_start(args, fmt);
	tap_result(good, fmt, args);
	va_end(args);
	if (!good) {
		diag("  expected \"%s\"", want ? want : "(null)");
		diag("       got \"%s\"", got ? got : "(null)");
		diag("  at %s:%d", file, line);
	}
	return good;
}

/* ok(condition, name...): it must hold */
#define ok(good, ...) tap_ok(__FILE__, __LINE__, (good), __VA_ARGS__)

/* is_u64(got, want, name...): two numbers must be equal */
#define is_u64(got, want, ...) \
	tap_is_u64(__FILE__, __LINE__, (uint64_t)(got), (uint64_t)(want), __VA_ARGS__)

/* is_int(got, want, name...): the same; says errnos and other signed numbers */
#define is_int(got, want, ...) \
	tap_is_u64(__FILE__, __LINE__, (uint64_t)(int64_t)(got), (uint64_t)(int64_t)(want), \
		   __VA_ARGS__)

/* is_str(got, want, name...): two strings, or two NULLs, must be equal */
#define is_str(got, want, ...) tap_is_str(__FILE__, __LINE__, (got), (want), __VA_ARGS__)

/* A check that cannot be made here, and why. */
__attribute__((format(printf, 1, 2)))
static inline void skip(const char *fmt, ...)
{
	va_list args;

	tap_run++;
	printf("ok %u # SKIP ", tap_run);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf("\n");
}

/* Give up: what follows makes no sense any more. */
__attribute__((format(printf, 1, 2), noreturn))
static inline void bail_out(const char *fmt, ...)
{
	va_list args;

	printf("Bail out! ");
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf("\n");
	exit(255);
}

/* The plan and the exit status: 0 when all went well, and there was something. */
static inline int done_testing(void)
{
	printf("1..%u\n", tap_run);
	if (tap_failed)
		diag("%u of %u failed", tap_failed, tap_run);
	return tap_failed || !tap_run;
}

#endif /* MBPF_TEST_TAP_H */
