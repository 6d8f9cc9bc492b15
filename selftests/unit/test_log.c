// SPDX-License-Identifier: GPL-2.0
/*
 * The log: what reaches the sink, in which order, and what happens when a
 * print is long, the sink fails, or nobody listens.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include "core/log.h"
#include "tap.h"

/* A sink that keeps everything and checks that it comes in order. */
struct keeper {
	char text[8192];
	u64 len;
	u32 calls;
	bool gap;
	int fail_at;	/* fail in this call, with -EFAULT */
};

static int keep(void *arg, u64 pos, const char *text, u32 len)
{
	struct keeper *k = arg;

	if (++k->calls == k->fail_at)
		return -EFAULT;
	k->gap |= pos != k->len || len == 0;
	memcpy(k->text + k->len, text, len);
	k->len += len;
	return 0;
}

static void test_order(void)
{
	static struct keeper k;
	struct mbpf_log log;
	char want[8192];
	u32 i, n = 0;

	mbpf_log_init(&log, MBPF_LOG_LEVEL1, keep, &k);
	for (i = 0; i < 300; i++) {
		mbpf_log_printf(&log, "%u: line %s\n", i, i % 3 ? "odd" : "a third");
		n += sprintf(want + n, "%u: line %s\n", i, i % 3 ? "odd" : "a third");
	}
	ok(k.calls > 1, "a full buffer is handed on before the end");
	is_int(mbpf_log_finish(&log), 0, "finishing succeeds");
	is_str(k.text, want, "the sink gets all text in order");
	ok(!k.gap, "without gaps, and never nothing");
	is_u64(log.pos, n, "the position is the length of the text");
	i = k.calls;
	is_int(mbpf_log_finish(&log), 0, "finishing again succeeds");
	is_u64(k.calls, i, "and has nothing more to say");
}

static void test_long_prints(void)
{
	static struct keeper k;
	struct mbpf_log log;
	char text[3001];

	memset(text, 'x', 3000);
	text[3000] = 0;
	mbpf_log_init(&log, MBPF_LOG_LEVEL1, keep, &k);
	mbpf_log_printf(&log, "%.1023s", text);
	mbpf_log_finish(&log);
	is_u64(k.len, 1023, "a print as long as the buffer is whole");

	memset(&k, 0, sizeof(k));
	mbpf_log_init(&log, MBPF_LOG_LEVEL1, keep, &k);
	mbpf_log_printf(&log, "before ");
	mbpf_log_printf(&log, "%s", text);
	mbpf_log_printf(&log, " after");
	mbpf_log_finish(&log);
	is_u64(k.len, 7 + 1023 + 6, "a longer one is cut");
	ok(!memcmp(k.text, "before xxx", 10) && !memcmp(k.text + 1028, "xx after", 8),
	   "and what is printed before and after it stays");
}

static void test_exact_fit(void)
{
	static struct keeper k;
	struct mbpf_log log;

	mbpf_log_init(&log, MBPF_LOG_LEVEL1, keep, &k);
	mbpf_log_printf(&log, "%1000d", 1);
	mbpf_log_printf(&log, "%23d", 2);
	is_u64(k.calls, 0, "a print that just fits waits in the buffer");
	mbpf_log_printf(&log, "3");
	is_u64(k.calls, 1, "one byte more empties it first");
	is_u64(k.len, 1023, "of what was waiting");
	mbpf_log_finish(&log);
	is_u64(k.len, 1024, "and nothing is lost");
}

static void test_failing_sink(void)
{
	static struct keeper k = { .fail_at = 2 };
	struct mbpf_log log;
	u32 i;

	mbpf_log_init(&log, MBPF_LOG_LEVEL1, keep, &k);
	for (i = 0; i < 10; i++)
		mbpf_log_printf(&log, "%1000u", i);
	is_int(mbpf_log_finish(&log), -EFAULT, "finishing tells the sink's error");
	is_u64(k.calls, 2, "a sink that has failed is not called again");
	is_u64(k.len, 1000, "it keeps what came before");
	is_u64(log.pos, 10000, "the position tells how long the whole text was");
}

static void test_silence(void)
{
	static struct keeper k;
	struct mbpf_log log;

	mbpf_log_init(&log, 0, keep, &k);
	mbpf_log_printf(&log, "unheard");
	is_int(mbpf_log_finish(&log), 0, "a log of level 0 can be finished");
	is_u64(k.calls, 0, "and prints nothing");
	mbpf_log_init(&log, MBPF_LOG_STATS, keep, &k);
	mbpf_log_printf(&log, "heard");
	mbpf_log_finish(&log);
	is_str(k.text, "heard", "any level bit opens the log");

	mbpf_log_init(&log, MBPF_LOG_LEVEL1, NULL, NULL);
	mbpf_log_printf(&log, "%2000u", 1);
	is_int(mbpf_log_finish(&log), 0, "a log without a sink drops its text");
	mbpf_log_printf(NULL, "nobody");
	ok(true, "no log at all can be printed to");
}

static void test_levels(void)
{
	struct mbpf_log log;

	mbpf_log_init(&log, MBPF_LOG_LEVEL2, NULL, NULL);
	ok(mbpf_log_has(&log, MBPF_LOG_LEVEL2), "a level that is set is there");
	ok(mbpf_log_has(&log, MBPF_LOG_ALL), "also among others");
	ok(!mbpf_log_has(&log, MBPF_LOG_LEVEL1), "one that is not set is not");
	ok(!mbpf_log_has(NULL, MBPF_LOG_ALL), "no log has no level");
}

int main(void)
{
	test_order();
	test_long_prints();
	test_exact_fit();
	test_failing_sink();
	test_silence();
	test_levels();
	return done_testing();
}
