// SPDX-License-Identifier: GPL-2.0
/*
 * bpf_trace_printk(): each conversion, each refusal, and the ring when it
 * overflows.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "core/limits.h"
#include "helper/helper.h"
#include "tap.h"

static char text[1 << 18];

static s64 print3(const char *fmt, u32 size, u64 a, u64 b, u64 c)
{
	return mbpf_helper_trace_printk.fn((unsigned long)fmt, size, a, b, c);
}

static s64 print(const char *fmt, u64 a)
{
	return print3(fmt, strlen(fmt) + 1, a, 0, 0);
}

/* All lines that wait, as one string. */
static const char *drain(void)
{
	ssize_t len = mbpf_trace_read(text, sizeof(text) - 1);

	text[len > 0 ? len : 0] = 0;
	return text;
}

static void test_conversions(void)
{
	static const struct {
		const char *fmt;
		u64 arg;
		const char *line;
	} cases[] = {
		{ "plain", 0, "plain\n" },
		{ "", 0, "\n" },
		{ "with a newline\n", 0, "with a newline\n" },
		{ "two\nlines", 0, "two\nlines\n" },
		{ "tab\there", 0, "tab\there\n" },
		{ "100%%", 0, "100%\n" },
		{ "%d", -5, "-5\n" },
		{ "%i", -5, "-5\n" },
		{ "%d", 0x1ffffffffULL, "-1\n" },
		{ "%d", 0x80000000, "-2147483648\n" },
		{ "%u", 0x1ffffffffULL, "4294967295\n" },
		{ "%u", -1, "4294967295\n" },
		{ "%x", 0xdeadbeefcafeULL, "beefcafe\n" },
		{ "%X", 0xbeef, "BEEF\n" },
		{ "%o", 8, "10\n" },
		{ "%ld", -5, "-5\n" },
		{ "%lu", U64_MAX, "18446744073709551615\n" },
		{ "%lx", 0xdeadbeefcafeULL, "deadbeefcafe\n" },
		{ "%lld", S64_MIN, "-9223372036854775808\n" },
		{ "%lli", 7, "7\n" },
		{ "%llu", U64_MAX, "18446744073709551615\n" },
		{ "%llx", U64_MAX, "ffffffffffffffff\n" },
		{ "%llX", 0xabcULL << 32, "ABC00000000\n" },
		{ "%llo", 1ULL << 33, "100000000000\n" },
		{ "%8d|", 42, "      42|\n" },
		{ "%-8d|", 42, "42      |\n" },
		{ "%08x|", 0x2a, "0000002a|\n" },
		{ "%#x", 0x2a, "0x2a\n" },
		{ "%+d", 42, "+42\n" },
		{ "% d", 42, " 42\n" },
		{ "%99d|", 1, NULL },
		{ "%c", 'A', "A\n" },
		{ "%3c|", 'A', "  A|\n" },
		{ "%-3c|", 'A', "A  |\n" },
		{ "%c", 0, "?\n" },
		{ "%c", 27, "?\n" },
		{ "%c", 0xc3, "?\n" },
		{ "%c", '\n', "?\n" },
		{ "%c", 0x100 + 'B', "B\n" },
	};
	const char *line;
	u32 i;
	s64 len;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		len = print(cases[i].fmt, cases[i].arg);
		line = drain();
		if (cases[i].line)
			is_str(line, cases[i].line, "'%s' prints what it says", cases[i].fmt);
		is_int(len, strlen(line), "'%s' returns the length of its line", cases[i].fmt);
	}
	print3("%d %u %llx", 11, -1, 2, 3);
	is_str(drain(), "-1 2 3\n", "three conversions take three values in order");
	print3("%%%d%%%d%%%d%%", 15, 1, 2, 3);
	is_str(drain(), "%1%2%3%\n", "percent signs take none");
}

static void test_refusals(void)
{
	static const char *const refused[] = {
		"%s", "%p", "%pK", "%pI4", "%px", "%n", "%f", "%e", "%a", "%hd", "%hhd", "%zd",
		"%jd", "%Lf", "%llld", "%lc", "%ls", "%lp", "%.3d", "%*d", "%100d", "%1000000d",
		"%", "%l", "%5", "%-", "%d %d %d %d", "%d%d%d%c", "\x01", "\x7f", "\x1b[2J",
		"caf\xc3\xa9", "ok %d\x80", "%\x64\xff",
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(refused); i++)
		is_int(print(refused[i], 1), -EINVAL, "format %u, '%s', is refused", i,
		       isprint(refused[i][0]) && i < 28 ? refused[i] : "not ASCII");
	is_int(print3("abc", 3, 0, 0, 0), -EINVAL, "a format without its 0 is refused");
	is_int(print3("abc\0def", 8, 0, 0, 0), 4, "the 0 may come before the end");
	is_str(drain(), "abc\n", "which is all that is printed; refused formats print nothing");
	is_int(print3("%d", 2, 0, 0, 0), -EINVAL, "a conversion that the size cuts is refused");
}

/* Formats of all bytes, on the heap: the sanitizer sees each byte that is read. */
static void test_any_bytes(void)
{
	u64 state = 1, printed = 0, wrong = 0;
	char *fmt = malloc(16);
	s64 len;
	int i, j;

	for (i = 0; i < 200000; i++) {
		for (j = 0; j < 16; j++) {
			state = state * 6364136223846793005ULL + 1;
			fmt[j] = "%%%dxlc0-+ #uX9s\0\n\xff"[(state >> 33) % 20];
		}
		len = print3(fmt, 16, state, state * 3, state * 5);
		printed += len > 0;
		wrong += len == 0 || len > MBPF_TRACE_LINE;
	}
	free(fmt);
	ok(printed > 1000, "of formats made at random, some print (%llu)",
	   (unsigned long long)printed);
	is_u64(wrong, 0, "and the others are refused");
	drain();
	drain();
}

static void test_long_lines(void)
{
	char fmt[MBPF_TRACE_LINE + 40];
	u32 len;

	for (len = MBPF_TRACE_LINE - 4; len < MBPF_TRACE_LINE + 4; len++) {
		memset(fmt, 'x', len);
		fmt[len] = 0;
		is_int(print(fmt, 0), min_t(u32, len + 1, MBPF_TRACE_LINE - 1),
		       "a text of %u characters is cut to what fits", len);
		drain();
		ok(strspn(text, "x") == strlen(text) - 1 && strchr(text, '\n'),
		   "and still ends with its newline");
	}
	memset(fmt, 'x', MBPF_TRACE_LINE - 6);
	strcpy(fmt + MBPF_TRACE_LINE - 6, "%lld");
	print(fmt, 1234567890123LL);
	drain();
	is_str(strpbrk(text, "0123456789"), "1234\n", "a number is cut in the same way");
}

static void test_reading(void)
{
	char small[4];

	is_int(mbpf_trace_read(text, sizeof(text)), 0, "nothing waits");
	is_int(mbpf_trace_read(NULL, 0), 0, "not even for a reader without room");
	print("abc", 0);
	print("d", 0);
	is_int(mbpf_trace_read(NULL, 0), -EINVAL, "a reader without room is told of lines");
	is_int(mbpf_trace_read(small, 3), -EINVAL, "one byte too few for the first line");
	is_int(mbpf_trace_read(small, 4), 4, "exactly enough for the first line");
	ok(!memcmp(small, "abc\n", 4), "which comes whole");
	is_str(drain(), "d\n", "the second one stays for the next reader");
	print("1", 0);
	print("2", 0);
	is_int(mbpf_trace_read(small, 3), 2, "lines are not split to fill the buffer");
	is_str(drain(), "2\n", "what did not fit comes next");
	is_str(drain(), "", "each line comes once");
}

static void test_overflow(void)
{
	int i;

	for (i = 0; i < MBPF_TRACE_LINES; i++)
		print("%d", i);
	drain();
	ok(!strncmp(text, "0\n1\n2\n", 6), "a full ring has lost nothing");
	for (i = 0; i < MBPF_TRACE_LINES + 3; i++)
		print("%d", i);
	is_int(mbpf_trace_read(text, 5), -EINVAL, "the note wants room as a line does");
	drain();
	ok(!strncmp(text, "[3 lines lost]\n3\n4\n", 19), "an overfull one says how many it lost");
	ok(strstr(text, "\n1026\n"), "and keeps the newest");
	is_str(drain(), "", "and is empty afterwards");
	for (i = 0; i < 3 * MBPF_TRACE_LINES; i++)
		print("%d", i);
	drain();
	ok(!strncmp(text, "[2048 lines lost]\n2048\n", 23), "it may overflow more than once");
}

static int woken;

static void wake(void)
{
	woken++;
}

static void test_wake(void)
{
	mbpf_trace_set_wake(wake);
	print("a", 0);
	print("b", 0);
	is_int(woken, 2, "each line wakes the readers");
	print("%s", 0);
	is_int(woken, 2, "a refused one does not");
	mbpf_trace_set_wake(NULL);
	print("c", 0);
	is_int(woken, 2, "nobody is woken any more");
	is_str(drain(), "a\nb\nc\n", "the lines are there in any case");
}

int main(void)
{
	test_conversions();
	test_refusals();
	test_any_bytes();
	test_long_lines();
	test_reading();
	test_overflow();
	test_wake();
	return done_testing();
}
