// SPDX-License-Identifier: GPL-2.0
/*
 * link show, link detach: the connections between programs and hooks, by id.
 *
 * net.c shows and removes the same links by what they are attached to.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "device.h"
#include "hook.h"
#include "select.h"
#include "verbs.h"

static const char *type_name(const struct mbpf_hooked *hooked)
{
	return hooked->info.type == MBPF_LINK_TYPE_XDP ? "xdp" : "netfilter";
}

static void show_json(const struct mbpf_hooked *hooked)
{
	mbpf_json_open_object(mbpf_out, NULL);
	mbpf_json_u64(mbpf_out, "id", hooked->info.id);
	mbpf_json_string(mbpf_out, "type", type_name(hooked));
	mbpf_json_u64(mbpf_out, "prog_id", hooked->info.prog_id);
	mbpf_hooked_json(hooked);
	mbpf_hooked_json_stats(hooked);
	mbpf_json_close_object(mbpf_out);
}

static int show(int fd, __u32 id, void *arg)
{
	char text[MBPF_HOOK_TEXT_SIZE];
	struct mbpf_hooked hooked;
	int status;

	(void)id;
	(void)arg;
	status = mbpf_hooked_get(fd, &hooked);
	if (status)
		return status;
	if (mbpf_out) {
		show_json(&hooked);
		return MBPF_EXIT_OK;
	}
	mbpf_hooked_text(&hooked, text);
	printf("%u: %s  prog %u\n\t%s  %s\n", hooked.info.id, type_name(&hooked),
	       hooked.info.prog_id, text, hooked.stats.kept ? "kept" :
	       "until the last file descriptor is closed");
	return MBPF_EXIT_OK;
}

/**
 * mbpf_do_link_show() - all links in the order of their ids, or one
 */
int mbpf_do_link_show(struct mbpf_args *args)
{
	return mbpf_select_show(args, MBPF_KIND_LINK, show);
}

/**
 * mbpf_do_link_detach() - take one link off its hook
 */
int mbpf_do_link_detach(struct mbpf_args *args)
{
	int fd, status, err;

	status = mbpf_select_one(args, MBPF_KIND_LINK, &fd);
	if (status)
		return status;
	status = mbpf_args_end(args);
	if (!status) {
		err = mbpf_dev_link_detach(fd);
		if (err)
			status = mbpf_fail_errno(-err, "the link cannot be detached");
	}
	close(fd);
	return status;
}
