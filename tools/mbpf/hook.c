// SPDX-License-Identifier: GPL-2.0
/*
 * Links and the hooks they are on.
 *
 * A device is known by its number, which means something in one network
 * namespace only: it is named when the link is known to be in ours.
 */
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "device.h"
#include "hook.h"
#include "names.h"

/* The device tells the namespace by its inode, as /proc/self/ns/net does. */
static bool is_our_netns(int fd)
{
	struct stat ours;
	__u64 inode;

	return mbpf_dev_fdinfo(fd, "netns_ino", &inode) &&
	       !stat("/proc/self/ns/net", &ours) && ours.st_ino == inode;
}

int mbpf_hooked_get(int fd, struct mbpf_hooked *hooked)
{
	struct mbpf_link_info *info = &hooked->info;
	__u64 attached;
	int err;

	memset(hooked, 0, sizeof(*hooked));
	err = mbpf_dev_info(fd, info, sizeof(*info));
	if (!err)
		err = mbpf_dev_link_stats(fd, &hooked->stats);
	if (err)
		return mbpf_fail_errno(-err, "a link cannot be asked about itself");
	hooked->is_on = mbpf_dev_fdinfo(fd, "attached", &attached) && attached;
	hooked->is_ours = hooked->is_on && is_our_netns(fd);
	if (hooked->is_ours && info->type == MBPF_LINK_TYPE_XDP &&
	    !if_indextoname(info->xdp.ifindex, hooked->device))
		*hooked->device = 0;
	return MBPF_EXIT_OK;
}

static int add(int fd, __u32 id, void *arg)
{
	struct mbpf_hooked_list *list = arg;
	struct mbpf_hooked *links;
	int status;

	(void)id;
	links = realloc(list->links, (list->nr + 1) * sizeof(*links));
	if (!links)
		return mbpf_fail("no memory for the list of links");
	list->links = links;
	status = mbpf_hooked_get(fd, &links[list->nr]);
	if (!status)
		list->nr++;
	return status;
}

static int compare_numbers(__s64 a, __s64 b)
{
	return a < b ? -1 : a > b;
}

/* Devices come first, then the IP hooks in their order on a packet's way. */
static int compare(const void *left, const void *right)
{
	const struct mbpf_link_info *a = &((const struct mbpf_hooked *)left)->info;
	const struct mbpf_link_info *b = &((const struct mbpf_hooked *)right)->info;
	int order = compare_numbers(a->type, b->type);

	if (!order && a->type == MBPF_LINK_TYPE_XDP)
		order = compare_numbers(a->xdp.ifindex, b->xdp.ifindex);
	if (!order && a->type == MBPF_LINK_TYPE_NETFILTER) {
		order = compare_numbers(a->netfilter.pf, b->netfilter.pf);
		if (!order)
			order = compare_numbers(a->netfilter.hooknum, b->netfilter.hooknum);
		if (!order)
			order = compare_numbers(a->netfilter.priority, b->netfilter.priority);
	}
	return order ? order : compare_numbers(a->id, b->id);
}

int mbpf_hooked_list_get(struct mbpf_hooked_list *list)
{
	int ret;

	memset(list, 0, sizeof(*list));
	ret = mbpf_dev_each(MBPF_KIND_LINK, add, list);
	if (ret < 0)
		return mbpf_fail_errno(-ret, "the links cannot be listed");
	if (list->nr)
		qsort(list->links, list->nr, sizeof(*list->links), compare);
	return ret;
}

void mbpf_hooked_list_put(struct mbpf_hooked_list *list)
{
	free(list->links);
	memset(list, 0, sizeof(*list));
}

void mbpf_hooked_text(const struct mbpf_hooked *hooked, char *text)
{
	const struct mbpf_link_info *info = &hooked->info;
	const char *where = hooked->is_ours ? "" : " in another netns";

	if (!hooked->is_on)
		snprintf(text, MBPF_HOOK_TEXT_SIZE, "off its hook");
	else if (info->type == MBPF_LINK_TYPE_XDP)
		snprintf(text, MBPF_HOOK_TEXT_SIZE, "xdp %s(%u)%s",
			 *hooked->device ? hooked->device : "device", info->xdp.ifindex, where);
	else
		snprintf(text, MBPF_HOOK_TEXT_SIZE, "%s %s prio %d%s",
			 mbpf_name_pf(info->netfilter.pf), mbpf_name_hook(info->netfilter.hooknum),
			 info->netfilter.priority, where);
}

void mbpf_hooked_json(const struct mbpf_hooked *hooked)
{
	const struct mbpf_link_info *info = &hooked->info;

	if (info->type == MBPF_LINK_TYPE_XDP) {
		if (*hooked->device)
			mbpf_json_string(mbpf_out, "devname", hooked->device);
		mbpf_json_u64(mbpf_out, "ifindex", info->xdp.ifindex);
		return;
	}
	mbpf_json_u64(mbpf_out, "pf", info->netfilter.pf);
	mbpf_json_u64(mbpf_out, "hook", info->netfilter.hooknum);
	mbpf_json_s64(mbpf_out, "prio", info->netfilter.priority);
	mbpf_json_u64(mbpf_out, "flags", info->netfilter.flags);
	mbpf_json_string(mbpf_out, "pf_name", mbpf_name_pf(info->netfilter.pf));
	mbpf_json_string(mbpf_out, "hook_name", mbpf_name_hook(info->netfilter.hooknum));
}

void mbpf_hooked_json_stats(const struct mbpf_hooked *hooked)
{
	const struct mbpf_link_stats *stats = &hooked->stats;
	unsigned int i;

	mbpf_json_bool(mbpf_out, "kept", stats->kept);
	mbpf_json_u64(mbpf_out, "runs", stats->runs);
	mbpf_json_u64(mbpf_out, "bytes", stats->bytes);
	mbpf_json_open_object(mbpf_out, "verdicts");
	for (i = 0; i < MBPF_NR_VERDICTS; i++)
		mbpf_json_u64(mbpf_out, mbpf_name_verdict_brief(i), stats->verdict[i]);
	mbpf_json_close_object(mbpf_out);
	mbpf_json_u64(mbpf_out, "invalid", stats->invalid);
	mbpf_json_u64(mbpf_out, "errors", stats->errors);
}
