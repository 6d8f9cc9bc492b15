// SPDX-License-Identifier: GPL-2.0
/*
 * All that the device tells about one program.
 *
 * The device is asked twice: first how much there is, then for the arrays.  A
 * program does not change, so the answers belong together.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/btf.h>

#include "cli.h"
#include "device.h"
#include "prog_info.h"

static const char *func_name(const struct btf *btf, __u32 type_id)
{
	const struct btf_type *type = btf__type_by_id(btf, type_id);

	return type && btf_is_func(type) ? btf__name_by_offset(btf, type->name_off) : "";
}

/* Only a name that begins with the short one can be its whole. */
static void choose_name(char *name, const char *brief, const char *whole)
{
	size_t len = strnlen(brief, MBPF_NAME_LEN);

	if (len == MBPF_NAME_LEN - 1 && !strncmp(whole, brief, len))
		snprintf(name, MBPF_PROG_NAME_SIZE, "%s", whole);
	else
		snprintf(name, MBPF_PROG_NAME_SIZE, "%.*s", (int)len, brief);
}

void mbpf_prog_full_name(int fd, const struct mbpf_prog_info *info, char *name)
{
	struct mbpf_prog_info again = { 0 };
	struct bpf_func_info func = { 0 };
	struct btf *btf = NULL;

	if (info->btf_id && info->nr_func_info) {
		again.func_info = (__u64)(unsigned long)&func;
		again.func_info_rec_size = sizeof(func);
		again.nr_func_info = 1;
		if (!mbpf_dev_info(fd, &again, sizeof(again)))
			btf = btf__load_from_kernel_by_id(info->btf_id);
	}
	choose_name(name, info->name, btf ? func_name(btf, func.type_id) : "");
	btf__free(btf);
}

static bool alloc_arrays(struct mbpf_prog_details *d)
{
	d->nr_insns = d->info.xlated_prog_len / sizeof(*d->insns);
	/* One more of each: calloc(0) may return NULL. */
	d->map_ids = calloc(d->info.nr_map_ids + 1, sizeof(*d->map_ids));
	d->insns = calloc(d->nr_insns + 1, sizeof(*d->insns));
	d->funcs = calloc(d->info.nr_func_info + 1, sizeof(*d->funcs));
	d->lines = calloc(d->info.nr_line_info + 1, sizeof(*d->lines));
	return d->map_ids && d->insns && d->funcs && d->lines;
}

static int get_arrays(int fd, struct mbpf_prog_details *d)
{
	struct mbpf_prog_info again = {
		.nr_map_ids = d->info.nr_map_ids,
		.map_ids = (__u64)(unsigned long)d->map_ids,
		.xlated_prog_len = d->info.xlated_prog_len,
		.xlated_prog_insns = (__u64)(unsigned long)d->insns,
		.nr_func_info = d->info.nr_func_info,
		.func_info_rec_size = sizeof(*d->funcs),
		.func_info = (__u64)(unsigned long)d->funcs,
		.nr_line_info = d->info.nr_line_info,
		.line_info_rec_size = sizeof(*d->lines),
		.line_info = (__u64)(unsigned long)d->lines,
	};
	int err = mbpf_dev_info(fd, &again, sizeof(again));

	if (!err)
		d->info = again;
	return err;
}

int mbpf_prog_details_get(int fd, struct mbpf_prog_details *details)
{
	struct mbpf_prog_details *d = details;
	int err;

	memset(d, 0, sizeof(*d));
	err = mbpf_dev_info(fd, &d->info, sizeof(d->info));
	if (!err && !alloc_arrays(d))
		err = -ENOMEM;
	if (!err)
		err = get_arrays(fd, d);
	if (err)
		return mbpf_fail_errno(-err, "the program cannot be asked about itself");
	/* Without BTF there is less to show, which is no error. */
	if (d->info.btf_id)
		d->btf = btf__load_from_kernel_by_id(d->info.btf_id);
	choose_name(d->name, d->info.name, d->btf && d->info.nr_func_info ?
		    func_name(d->btf, d->funcs[0].type_id) : "");
	return MBPF_EXIT_OK;
}

void mbpf_prog_details_put(struct mbpf_prog_details *details)
{
	btf__free(details->btf);
	free(details->map_ids);
	free(details->insns);
	free(details->funcs);
	free(details->lines);
	memset(details, 0, sizeof(*details));
}
