// SPDX-License-Identifier: GPL-2.0
/*
 * prog run: one program, one packet of yours, and what the program said.
 *
 * The packet is a file or hexadecimal digits, from the Ethernet header on.
 * The program runs in the kernel as it would on a hook, but the packet came
 * from nowhere and goes nowhere: only "data_out" shows what became of it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "names.h"
#include "parse.h"
#include "source.h"
#include "verbs.h"

enum { MAX_PACKET = 1 << 18 };	/* more than the device takes: it says so itself */

/**
 * struct test - one test run
 * @source: the program
 * @in: the packet
 * @in_len: its bytes
 * @out_path: where the packet goes afterwards, or NULL
 * @out: MAX_PACKET bytes for it
 * @repeat: how often to run
 */
struct test {
	struct mbpf_source source;
	unsigned char *in;
	size_t in_len;
	const char *out_path;
	unsigned char *out;
	__u32 repeat;
};

static int read_hex(struct test *test, const char *digits)
{
	long len = mbpf_parse_hex(digits, test->in, MAX_PACKET);

	if (len < 0)
		return mbpf_fail_usage("'%s' are no bytes: pairs of hexadecimal digits are wanted",
				       digits);
	test->in_len = len;
	return MBPF_EXIT_OK;
}

static int read_file(struct test *test, const char *path)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "re") : stdin;
	bool failed;

	if (!file)
		return mbpf_fail("%s cannot be read: %s", path, strerror(errno));
	test->in_len = fread(test->in, 1, MAX_PACKET, file);
	failed = ferror(file);
	if (file != stdin)
		fclose(file);
	return failed ? mbpf_fail("%s cannot be read", path) : MBPF_EXIT_OK;
}

static int read_packet(struct test *test, struct mbpf_args *args)
{
	const char *word;
	int status;

	status = mbpf_args_want(args, &word, "the packet (a file, - or hex:BYTES)");
	if (status)
		return status;
	return strncmp(word, "hex:", 4) ? read_file(test, word) : read_hex(test, word + 4);
}

static int write_packet(const struct test *test, size_t len)
{
	FILE *file = fopen(test->out_path, "we");
	bool good;

	if (!file)
		return mbpf_fail("%s cannot be written: %s", test->out_path, strerror(errno));
	good = fwrite(test->out, 1, len, file) == len;
	good = !fclose(file) && good;
	return good ? MBPF_EXIT_OK : mbpf_fail("%s cannot be written", test->out_path);
}

static int parse(struct mbpf_args *args, struct test *test)
{
	bool taken, packet = false;
	int status;

	status = mbpf_source_parse(args, &test->source);
	while (!status && mbpf_args_peek(args)) {
		status = mbpf_source_option(args, &test->source, &taken);
		if (status || taken)
			continue;
		if (mbpf_args_take(args, "data_in")) {
			status = read_packet(test, args);
			packet = true;
		} else if (mbpf_args_take(args, "data_out")) {
			status = mbpf_args_want(args, &test->out_path, "a file to write");
		} else if (mbpf_args_take(args, "repeat")) {
			status = mbpf_args_u32(args, &test->repeat, "number of runs");
		} else {
			status = mbpf_args_end(args);
		}
	}
	if (!status && !packet)
		status = mbpf_fail_usage("a packet is missing: data_in FILE or data_in hex:BYTES");
	return status;
}

static void show(const struct bpf_test_run_opts *opts)
{
	if (!mbpf_out) {
		printf("Return value: %u (%s), duration (average): %uns\n", opts->retval,
		       mbpf_name_verdict(opts->retval), opts->duration);
		return;
	}
	mbpf_json_open_object(mbpf_out, NULL);
	mbpf_json_u64(mbpf_out, "retval", opts->retval);
	mbpf_json_string(mbpf_out, "verdict", mbpf_name_verdict(opts->retval));
	mbpf_json_u64(mbpf_out, "data_size_out", opts->data_size_out);
	mbpf_json_u64(mbpf_out, "duration", opts->duration);
	mbpf_json_close_object(mbpf_out);
}

static int run(struct test *test)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = test->in, .data_size_in = test->in_len,
		    .data_out = test->out, .data_size_out = MAX_PACKET, .repeat = test->repeat);
	int err = bpf_prog_test_run_opts(test->source.fd, &opts);

	if (err == -EINVAL && test->in_len < 14)
		return mbpf_fail("the packet has %zu bytes: it must begin with an Ethernet header, "
				 "14 bytes", test->in_len);
	if (err)
		return mbpf_fail_errno(-err, "the program cannot be run on these %zu bytes",
				       test->in_len);
	show(&opts);
	return test->out_path ? write_packet(test, opts.data_size_out) : MBPF_EXIT_OK;
}

/**
 * mbpf_do_prog_run() - run a program that is loaded, or one from a file
 */
int mbpf_do_prog_run(struct mbpf_args *args)
{
	struct test test = { .repeat = 1 };
	int status;

	mbpf_source_init(&test.source);
	test.in = malloc(MAX_PACKET);
	test.out = malloc(MAX_PACKET);
	if (!test.in || !test.out)
		status = mbpf_fail("no memory for the packet");
	else
		status = parse(args, &test);
	if (!status)
		status = mbpf_source_open(&test.source);
	if (!status)
		status = run(&test);
	mbpf_source_close(&test.source);
	free(test.in);
	free(test.out);
	return status;
}
