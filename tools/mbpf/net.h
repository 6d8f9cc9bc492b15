/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A place where programs can be attached, as the command line names it.
 */
#ifndef MBPF_CLI_NET_H
#define MBPF_CLI_NET_H

#include <stdbool.h>
#include "mbpf.h"

struct mbpf_args;
struct mbpf_hooked;

/**
 * struct mbpf_place - one hook
 * @netfilter: an IP hook; else the ingress of a device
 * @device: name of the device, NULL before it was given
 * @ifindex: its number
 * @has_pf: @pf was given
 * @has_hook: @hook was given
 * @has_priority: @priority was given
 * @pf: NFPROTO_*
 * @hook: NF_INET_*
 * @priority: smaller ones run first
 */
struct mbpf_place {
	bool netfilter;
	const char *device;
	__u32 ifindex;
	bool has_pf;
	bool has_hook;
	bool has_priority;
	__u32 pf;
	__u32 hook;
	__s32 priority;
};

/** mbpf_place_parse_kind() - take "xdp" or "netfilter" */
int mbpf_place_parse_kind(struct mbpf_args *args, struct mbpf_place *place);

/** mbpf_place_option() - take dev, pf, hook or priority, if one is next */
int mbpf_place_option(struct mbpf_args *args, struct mbpf_place *place, bool *taken);

/** mbpf_place_check() - has all been said that is needed? */
int mbpf_place_check(const struct mbpf_place *place);

/** mbpf_place_has() - is a link on this hook? */
bool mbpf_place_has(const struct mbpf_place *place, const struct mbpf_hooked *hooked);

/** mbpf_place_attr() - describe it to LINK_CREATE */
void mbpf_place_attr(const struct mbpf_place *place, union mbpf_attr *attr);

#endif /* MBPF_CLI_NET_H */
