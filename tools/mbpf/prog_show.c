// SPDX-License-Identifier: GPL-2.0
/*
 * prog show: which programs are loaded, and what is known of each.
 *
 * Fields and their names are bpftool's; "verified_insns" is the number of
 * instructions that the verifier walked to prove the program.
 */
#include <stdio.h>
#include <time.h>

#include "cli.h"
#include "device.h"
#include "names.h"
#include "prog_info.h"
#include "select.h"
#include "show.h"
#include "verbs.h"

/* The device counts from boot; the clocks tell how long ago that was. */
__u64 mbpf_prog_loaded_at(__u64 load_time)
{
	struct timespec boot, now;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec - boot.tv_sec + load_time / 1000000000;
}

static void format_tag(char *text, const __u8 *tag)
{
	int i;

	for (i = 0; i < MBPF_TAG_SIZE; i++)
		sprintf(text + 2 * i, "%02x", tag[i]);
}

void mbpf_prog_json(const char *key, int fd, const struct mbpf_prog_details *details)
{
	const struct mbpf_prog_info *info = &details->info;
	struct mbpf_json *out = mbpf_out;
	char tag[2 * MBPF_TAG_SIZE + 1];
	__u64 memlock;
	__u32 i;

	mbpf_json_open_object(out, key);
	mbpf_json_u64(out, "id", info->id);
	mbpf_json_string(out, "type", mbpf_name_prog_type(info->type));
	mbpf_json_string(out, "name", details->name);
	format_tag(tag, info->tag);
	mbpf_json_string(out, "tag", tag);
	mbpf_json_bool(out, "gpl_compatible", info->gpl_compatible & 1);
	if (info->run_cnt) {
		mbpf_json_u64(out, "run_time_ns", info->run_time_ns);
		mbpf_json_u64(out, "run_cnt", info->run_cnt);
	}
	mbpf_json_u64(out, "loaded_at", mbpf_prog_loaded_at(info->load_time));
	mbpf_json_u64(out, "uid", info->created_by_uid);
	mbpf_json_u64(out, "bytes_xlated", info->xlated_prog_len);
	mbpf_json_bool(out, "jited", info->jited_prog_len);
	if (mbpf_dev_fdinfo(fd, "memlock", &memlock))
		mbpf_json_u64(out, "bytes_memlock", memlock);
	mbpf_json_open_array(out, "map_ids");
	for (i = 0; i < info->nr_map_ids; i++)
		mbpf_json_u64(out, NULL, details->map_ids[i]);
	mbpf_json_close_array(out);
	if (info->btf_id)
		mbpf_json_u64(out, "btf_id", info->btf_id);
	mbpf_json_u64(out, "verified_insns", info->verified_insns);
	mbpf_json_close_object(out);
}

static void print_when(__u64 load_time)
{
	time_t when = mbpf_prog_loaded_at(load_time);
	char text[64];

	strftime(text, sizeof(text), "%FT%T%z", localtime(&when));
	printf("\tloaded_at %s", text);
}

static void print_prog(int fd, const struct mbpf_prog_details *details)
{
	const struct mbpf_prog_info *info = &details->info;
	char tag[2 * MBPF_TAG_SIZE + 1];
	__u64 memlock;
	__u32 i;

	format_tag(tag, info->tag);
	printf("%u: %s", info->id, mbpf_name_prog_type(info->type));
	if (*details->name)
		printf("  name %s", details->name);
	printf("  tag %s%s", tag, info->gpl_compatible & 1 ? "  gpl" : "");
	if (info->run_cnt)
		printf("  run_time_ns %llu  run_cnt %llu", info->run_time_ns, info->run_cnt);
	printf("\n");
	print_when(info->load_time);
	printf("  uid %u\n\txlated %uB  ", info->created_by_uid, info->xlated_prog_len);
	if (info->jited_prog_len)
		printf("jited %uB", info->jited_prog_len);
	else
		printf("not jited");
	if (mbpf_dev_fdinfo(fd, "memlock", &memlock))
		printf("  memlock %lluB", memlock);
	for (i = 0; i < info->nr_map_ids; i++)
		printf("%s%u", i ? "," : "  map_ids ", details->map_ids[i]);
	printf("\n\tverified %u instructions", info->verified_insns);
	if (info->btf_id)
		printf("  btf_id %u", info->btf_id);
	printf("\n");
}

static int show(int fd, __u32 id, void *arg)
{
	struct mbpf_prog_details details;
	int status;

	(void)id;
	(void)arg;
	status = mbpf_prog_details_get(fd, &details);
	if (!status && mbpf_out)
		mbpf_prog_json(NULL, fd, &details);
	else if (!status)
		print_prog(fd, &details);
	mbpf_prog_details_put(&details);
	return status;
}

/**
 * mbpf_do_prog_show() - all programs, or those that are meant
 */
int mbpf_do_prog_show(struct mbpf_args *args)
{
	return mbpf_select_show(args, MBPF_KIND_PROG, show);
}
