// SPDX-License-Identifier: GPL-2.0
/*
 * map show: which maps there are, and what is known of each.  Fields and their
 * names are bpftool's.
 */
#include <stdio.h>

#include "cli.h"
#include "device.h"
#include "names.h"
#include "select.h"
#include "show.h"
#include "verbs.h"

static bool is_frozen(int fd)
{
	__u64 frozen;

	return mbpf_dev_fdinfo(fd, "frozen", &frozen) && frozen;
}

void mbpf_map_json(const char *key, int fd, const struct mbpf_map_info *info)
{
	struct mbpf_json *out = mbpf_out;
	__u64 memlock;

	mbpf_json_open_object(out, key);
	mbpf_json_u64(out, "id", info->id);
	mbpf_json_string(out, "type", mbpf_name_map_type(info->type));
	if (*info->name)
		mbpf_json_string(out, "name", info->name);
	mbpf_json_u64(out, "flags", info->map_flags);
	mbpf_json_u64(out, "bytes_key", info->key_size);
	mbpf_json_u64(out, "bytes_value", info->value_size);
	mbpf_json_u64(out, "max_entries", info->max_entries);
	if (mbpf_dev_fdinfo(fd, "memlock", &memlock))
		mbpf_json_u64(out, "bytes_memlock", memlock);
	/* A number, as bpftool has it. */
	mbpf_json_u64(out, "frozen", is_frozen(fd));
	if (info->btf_id)
		mbpf_json_u64(out, "btf_id", info->btf_id);
	mbpf_json_close_object(out);
}

static void print_map(int fd, const struct mbpf_map_info *info)
{
	__u64 memlock;

	printf("%u: %s", info->id, mbpf_name_map_type(info->type));
	if (*info->name)
		printf("  name %s", info->name);
	printf("  flags 0x%x\n\tkey %uB  value %uB  max_entries %u", info->map_flags,
	       info->key_size, info->value_size, info->max_entries);
	if (mbpf_dev_fdinfo(fd, "memlock", &memlock))
		printf("  memlock %lluB", memlock);
	printf("\n");
	if (!info->btf_id && !is_frozen(fd))
		return;
	if (info->btf_id)
		printf("\tbtf_id %u", info->btf_id);
	printf("%s\n", !is_frozen(fd) ? "" : info->btf_id ? "  frozen" : "\tfrozen");
}

static int show(int fd, __u32 id, void *arg)
{
	struct mbpf_map_info info = { 0 };
	int err;

	(void)arg;
	err = mbpf_dev_info(fd, &info, sizeof(info));
	if (err)
		return mbpf_fail_errno(-err, "map %u cannot be asked about itself", id);
	if (mbpf_out)
		mbpf_map_json(NULL, fd, &info);
	else
		print_map(fd, &info);
	return MBPF_EXIT_OK;
}

/**
 * mbpf_do_map_show() - all maps, or those that are meant
 */
int mbpf_do_map_show(struct mbpf_args *args)
{
	return mbpf_select_show(args, MBPF_KIND_MAP, show);
}
