// SPDX-License-Identifier: GPL-2.0
/*
 * btf show, btf dump: the type information that is loaded.
 *
 * Which programs and maps use it is found by asking all of them: the device
 * keeps no such list.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "device.h"
#include "select.h"
#include "verbs.h"

/**
 * struct users - who uses one BTF
 * @btf: its id
 * @kind: programs or maps
 * @nr: how many were found
 */
struct users {
	__u32 btf;
	enum mbpf_kind kind;
	unsigned int nr;
};

static __u32 btf_of(enum mbpf_kind kind, int fd)
{
	struct mbpf_prog_info prog = { 0 };
	struct mbpf_map_info map = { 0 };

	if (kind == MBPF_KIND_PROG)
		return mbpf_dev_info(fd, &prog, sizeof(prog)) ? 0 : prog.btf_id;
	return mbpf_dev_info(fd, &map, sizeof(map)) ? 0 : map.btf_id;
}

static int visit_user(int fd, __u32 id, void *arg)
{
	struct users *users = arg;

	if (btf_of(users->kind, fd) != users->btf)
		return 0;
	if (mbpf_out)
		mbpf_json_u64(mbpf_out, NULL, id);
	else
		printf("%s%u", users->nr ? "," :
		       users->kind == MBPF_KIND_PROG ? "  prog_ids " : "  map_ids ", id);
	users->nr++;
	return 0;
}

static int show_users(__u32 btf, enum mbpf_kind kind)
{
	struct users users = { .btf = btf, .kind = kind };
	int err;

	if (mbpf_out)
		mbpf_json_open_array(mbpf_out, kind == MBPF_KIND_PROG ? "prog_ids" : "map_ids");
	err = mbpf_dev_each(kind, visit_user, &users);
	if (mbpf_out)
		mbpf_json_close_array(mbpf_out);
	if (err)
		return mbpf_fail_errno(-err, "programs and maps cannot be listed");
	return MBPF_EXIT_OK;
}

static int show(int fd, __u32 id, void *arg)
{
	struct mbpf_btf_info info = { 0 };
	int err, status;

	(void)arg;
	err = mbpf_dev_info(fd, &info, sizeof(info));
	if (err)
		return mbpf_fail_errno(-err, "BTF %u cannot be asked about itself", id);
	if (mbpf_out) {
		mbpf_json_open_object(mbpf_out, NULL);
		mbpf_json_u64(mbpf_out, "id", info.id);
		mbpf_json_u64(mbpf_out, "size", info.btf_size);
	} else {
		printf("%u: size %uB", info.id, info.btf_size);
	}
	status = show_users(info.id, MBPF_KIND_PROG);
	if (!status)
		status = show_users(info.id, MBPF_KIND_MAP);
	if (mbpf_out)
		mbpf_json_close_object(mbpf_out);
	else
		printf("\n");
	return status;
}

/**
 * mbpf_do_btf_show() - all BTFs, or one
 */
int mbpf_do_btf_show(struct mbpf_args *args)
{
	return mbpf_select_show(args, MBPF_KIND_BTF, show);
}

static void write_c(void *file, const char *fmt, va_list ap)
{
	vfprintf(file, fmt, ap);
}

static int dump_types(const struct btf *btf, FILE *file)
{
	struct btf_dump *dumper = btf_dump__new(btf, write_c, file, NULL);
	__u32 id, nr = btf__type_cnt(btf);
	int err = 0;

	if (!dumper)
		return -errno;
	for (id = 1; id < nr && !err; id++)
		err = btf_dump__dump_type(dumper, id);
	btf_dump__free(dumper);
	return err;
}

static int dump(__u32 id)
{
	struct btf *btf = btf__load_from_kernel_by_id(id);
	char *text = NULL;
	size_t size;
	FILE *file;
	int err;

	if (!btf)
		return mbpf_fail_errno(errno, "BTF %u cannot be read", id);
	file = open_memstream(&text, &size);
	err = file ? dump_types(btf, file) : -ENOMEM;
	btf__free(btf);
	if (file && fclose(file))
		err = -ENOMEM;
	if (!err && mbpf_out) {
		mbpf_json_open_object(mbpf_out, NULL);
		mbpf_json_u64(mbpf_out, "id", id);
		mbpf_json_string(mbpf_out, "c", text);
		mbpf_json_close_object(mbpf_out);
	} else if (!err) {
		fputs(text, stdout);
	}
	free(text);
	return err ? mbpf_fail_errno(-err, "BTF %u cannot be printed", id) : MBPF_EXIT_OK;
}

/**
 * mbpf_do_btf_dump() - the types of one BTF, as C
 */
int mbpf_do_btf_dump(struct mbpf_args *args)
{
	struct mbpf_btf_info info = { 0 };
	int fd, err, status;

	status = mbpf_select_one(args, MBPF_KIND_BTF, &fd);
	if (status)
		return status;
	status = mbpf_args_end(args);
	err = mbpf_dev_info(fd, &info, sizeof(info));
	if (!status && err)
		status = mbpf_fail_errno(-err, "the BTF cannot be asked about itself");
	close(fd);
	return status ? status : dump(info.id);
}
