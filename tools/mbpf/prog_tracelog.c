// SPDX-License-Identifier: GPL-2.0
/*
 * prog tracelog: what programs say with bpf_printk(), line by line.
 *
 * Each line goes to one reader and is gone then.  JSON is one object for each
 * line, not an array: there is no end to wait for.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "device.h"
#include "verbs.h"

static void print_json(char *lines)
{
	char *line;

	while ((line = strsep(&lines, "\n"))) {
		if (!*line)
			continue;
		mbpf_json_open_object(mbpf_out, NULL);
		mbpf_json_string(mbpf_out, "line", line);
		mbpf_json_close_object(mbpf_out);
		mbpf_out_flush();
	}
}

static int copy(int device)
{
	char lines[4096];
	ssize_t len;

	/* No lines are no output, not even null. */
	mbpf_out_flush();
	while ((len = read(device, lines, sizeof(lines) - 1)) > 0) {
		lines[len] = 0;
		if (mbpf_out)
			print_json(lines);
		else
			fputs(lines, stdout);
		if (fflush(stdout))
			return MBPF_EXIT_ERROR;
	}
	if (len < 0 && errno != EAGAIN)
		return mbpf_fail_errno(errno, "the lines cannot be read");
	return MBPF_EXIT_OK;
}

/**
 * mbpf_do_prog_tracelog() - print lines until a signal ends it, or ("once")
 * those that are there
 */
int mbpf_do_prog_tracelog(struct mbpf_args *args)
{
	int flags = O_RDONLY | O_CLOEXEC, device, status;

	if (mbpf_args_take(args, "once"))
		flags |= O_NONBLOCK;
	status = mbpf_args_end(args);
	if (status)
		return status;
	/* Of its own, so that not waiting stays its own affair. */
	device = open("/dev/" MBPF_DEVICE_NAME, flags);
	if (device < 0)
		return mbpf_fail_errno(errno, "/dev/" MBPF_DEVICE_NAME " cannot be opened");
	status = copy(device);
	close(device);
	return status;
}
