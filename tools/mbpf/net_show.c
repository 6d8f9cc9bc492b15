// SPDX-License-Identifier: GPL-2.0
/*
 * net show: the hooks that carry programs, in the order in which packets meet
 * them, and what the programs there decided.
 *
 * JSON has bpftool's shape: one object in an array, with a list for each kind
 * of hook; "id" is the program's there, as with bpftool.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "device.h"
#include "hook.h"
#include "names.h"
#include "prog_info.h"
#include "verbs.h"

static void program_name(__u32 id, char *name)
{
	struct mbpf_prog_info info = { 0 };
	int fd = mbpf_dev_fd(MBPF_KIND_PROG, id);

	*name = 0;
	if (fd < 0)
		return;
	if (!mbpf_dev_info(fd, &info, sizeof(info)))
		mbpf_prog_full_name(fd, &info, name);
	close(fd);
}

static void json_row(const struct mbpf_hooked *hooked)
{
	char name[MBPF_PROG_NAME_SIZE];

	program_name(hooked->info.prog_id, name);
	mbpf_json_open_object(mbpf_out, NULL);
	mbpf_hooked_json(hooked);
	mbpf_json_u64(mbpf_out, "id", hooked->info.prog_id);
	mbpf_json_string(mbpf_out, "name", name);
	mbpf_json_u64(mbpf_out, "link_id", hooked->info.id);
	mbpf_hooked_json_stats(hooked);
	mbpf_json_close_object(mbpf_out);
}

static void json_kind(const struct mbpf_hooked_list *list, const char *key, __u32 type)
{
	size_t i;

	mbpf_json_open_array(mbpf_out, key);
	for (i = 0; i < list->nr; i++)
		if (list->links[i].is_on && list->links[i].info.type == type)
			json_row(&list->links[i]);
	mbpf_json_close_array(mbpf_out);
}

static void json_all(const struct mbpf_hooked_list *list)
{
	mbpf_json_open_array(mbpf_out, NULL);
	mbpf_json_open_object(mbpf_out, NULL);
	json_kind(list, "xdp", MBPF_LINK_TYPE_XDP);
	mbpf_json_open_array(mbpf_out, "tc");
	mbpf_json_close_array(mbpf_out);
	mbpf_json_open_array(mbpf_out, "flow_dissector");
	mbpf_json_close_array(mbpf_out);
	json_kind(list, "netfilter", MBPF_LINK_TYPE_NETFILTER);
	mbpf_json_close_object(mbpf_out);
	mbpf_json_close_array(mbpf_out);
}

static void print_row(const struct mbpf_hooked *hooked)
{
	const struct mbpf_link_stats *stats = &hooked->stats;
	char hook[MBPF_HOOK_TEXT_SIZE], name[MBPF_PROG_NAME_SIZE];
	unsigned int i;

	mbpf_hooked_text(hooked, hook);
	program_name(hooked->info.prog_id, name);
	printf("%-28s %5u %5u  %-16s %9llu", hook, hooked->info.id, hooked->info.prog_id, name,
	       stats->runs);
	for (i = 0; i < MBPF_NR_VERDICTS; i++)
		printf(" %8llu", stats->verdict[i]);
	printf("\n");
	if (stats->invalid || stats->errors)
		printf("    %llu returns were no verdict, %llu packets found no memory\n",
		       stats->invalid, stats->errors);
}

static void print_all(const struct mbpf_hooked_list *list)
{
	bool none = true;
	unsigned int i;
	size_t row;

	for (row = 0; row < list->nr; row++)
		none = none && !list->links[row].is_on;
	if (none) {
		printf("no program is attached to a network hook\n");
		return;
	}
	printf("%-28s %5s %5s  %-16s %9s", "HOOK", "LINK", "PROG", "NAME", "packets");
	for (i = 0; i < MBPF_NR_VERDICTS; i++)
		printf(" %8s", mbpf_name_verdict_brief(i));
	printf("\n");
	for (row = 0; row < list->nr; row++)
		if (list->links[row].is_on)
			print_row(&list->links[row]);
}

/**
 * mbpf_do_net_show() - all hooks with programs, of every network namespace
 */
int mbpf_do_net_show(struct mbpf_args *args)
{
	struct mbpf_hooked_list list;
	int status;

	status = mbpf_args_end(args);
	if (status)
		return status;
	status = mbpf_hooked_list_get(&list);
	if (!status && mbpf_out)
		json_all(&list);
	else if (!status)
		print_all(&list);
	mbpf_hooked_list_put(&list);
	return status;
}
