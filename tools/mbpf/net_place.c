// SPDX-License-Identifier: GPL-2.0
/*
 * A place where programs can be attached, from words to numbers and back.
 */
#include <errno.h>
#include <net/if.h>
#include <string.h>

#include "cli.h"
#include "hook.h"
#include "names.h"
#include "net.h"

int mbpf_place_parse_kind(struct mbpf_args *args, struct mbpf_place *place)
{
	memset(place, 0, sizeof(*place));
	if (mbpf_args_take(args, "netfilter"))
		place->netfilter = true;
	else if (!mbpf_args_take(args, "xdp"))
		return mbpf_fail_usage("which hook? say 'xdp' or 'netfilter'");
	return MBPF_EXIT_OK;
}

static int parse_device(struct mbpf_args *args, struct mbpf_place *place)
{
	int status;

	status = mbpf_args_want(args, &place->device, "the name of a network device");
	if (status)
		return status;
	place->ifindex = if_nametoindex(place->device);
	if (!place->ifindex)
		return mbpf_fail("there is no network device '%s' in this network namespace",
				 place->device);
	return MBPF_EXIT_OK;
}

static int parse_pf(struct mbpf_args *args, struct mbpf_place *place)
{
	const char *word;
	int status;

	status = mbpf_args_want(args, &word, "a protocol family");
	if (!status && !mbpf_name_to_pf(word, &place->pf))
		status = mbpf_fail_usage("'%s' is no protocol family: say 'ipv4' or 'ipv6'", word);
	place->has_pf = !status;
	return status;
}

static int parse_hook(struct mbpf_args *args, struct mbpf_place *place)
{
	const char *word;
	int status;

	status = mbpf_args_want(args, &word, "a hook");
	if (!status && !mbpf_name_to_hook(word, &place->hook))
		status = mbpf_fail_usage("'%s' is no hook: there are prerouting, input, forward, "
					 "output, postrouting", word);
	place->has_hook = !status;
	return status;
}

int mbpf_place_option(struct mbpf_args *args, struct mbpf_place *place, bool *taken)
{
	*taken = true;
	if (!place->netfilter && mbpf_args_take(args, "dev"))
		return parse_device(args, place);
	if (place->netfilter && mbpf_args_take(args, "pf"))
		return parse_pf(args, place);
	if (place->netfilter && mbpf_args_take(args, "hook"))
		return parse_hook(args, place);
	if (place->netfilter && mbpf_args_take(args, "priority")) {
		place->has_priority = true;
		return mbpf_args_s32(args, &place->priority, "priority");
	}
	*taken = false;
	return MBPF_EXIT_OK;
}

int mbpf_place_check(const struct mbpf_place *place)
{
	if (!place->netfilter && !place->device)
		return mbpf_fail_usage("a device is missing: dev DEVICE");
	if (place->netfilter && !place->has_pf)
		return mbpf_fail_usage("a protocol family is missing: pf ipv4 or pf ipv6");
	if (place->netfilter && !place->has_hook)
		return mbpf_fail_usage("a hook is missing: hook prerouting, or another");
	return MBPF_EXIT_OK;
}

bool mbpf_place_has(const struct mbpf_place *place, const struct mbpf_hooked *hooked)
{
	const struct mbpf_link_info *info = &hooked->info;

	if (!hooked->is_ours)
		return false;
	if (!place->netfilter)
		return info->type == MBPF_LINK_TYPE_XDP &&
		       info->xdp.ifindex == place->ifindex;
	return info->type == MBPF_LINK_TYPE_NETFILTER && info->netfilter.pf == place->pf &&
	       info->netfilter.hooknum == place->hook &&
	       (!place->has_priority || info->netfilter.priority == place->priority);
}

void mbpf_place_attr(const struct mbpf_place *place, union mbpf_attr *attr)
{
	if (!place->netfilter) {
		attr->link_create.target_ifindex = place->ifindex;
		attr->link_create.attach_type = BPF_XDP;
		return;
	}
	attr->link_create.attach_type = MBPF_ATTACH_NETFILTER;
	attr->link_create.netfilter.pf = place->pf;
	attr->link_create.netfilter.hooknum = place->hook;
	attr->link_create.netfilter.priority = place->priority;
}
