// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers of the uapi and the words people use for them.  Program and map
 * types have the names that libbpf (and so bpftool) gives them.
 */
#include <string.h>
#include <linux/netfilter.h>
#include <bpf/libbpf.h>

#include "mbpf.h"
#include "names.h"

#define NR(array) (sizeof(array) / sizeof(*(array)))

static const char unknown[] = "unknown";

const char *mbpf_name_prog_type(__u32 type)
{
	const char *name = libbpf_bpf_prog_type_str(type);

	return name ? name : unknown;
}

const char *mbpf_name_map_type(__u32 type)
{
	const char *name = libbpf_bpf_map_type_str(type);

	return name ? name : unknown;
}

bool mbpf_name_to_map_type(const char *word, __u32 *type)
{
	const char *name;
	__u32 i;

	for (i = 1; (name = libbpf_bpf_map_type_str(i)); i++) {
		if (strcmp(name, word))
			continue;
		*type = i;
		return true;
	}
	return false;
}

bool mbpf_map_type_is_percpu(__u32 type)
{
	return type == BPF_MAP_TYPE_PERCPU_HASH || type == BPF_MAP_TYPE_PERCPU_ARRAY ||
	       type == BPF_MAP_TYPE_LRU_PERCPU_HASH;
}

const char *mbpf_name_verdict(__u32 verdict)
{
	static const char *const names[] = {
		"XDP_ABORTED", "XDP_DROP", "XDP_PASS", "XDP_TX", "XDP_REDIRECT",
	};

	return verdict < NR(names) ? names[verdict] : unknown;
}

const char *mbpf_name_verdict_brief(__u32 verdict)
{
	static const char *const names[] = { "aborted", "drop", "pass", "tx", "redirect" };

	return verdict < NR(names) ? names[verdict] : unknown;
}

static const struct {
	__u32 pf;
	const char *name;
	const char *alias;
} families[] = {
	{ NFPROTO_IPV4, "ip", "ipv4" },
	{ NFPROTO_IPV6, "ip6", "ipv6" },
};

const char *mbpf_name_pf(__u32 pf)
{
	size_t i;

	for (i = 0; i < NR(families); i++)
		if (families[i].pf == pf)
			return families[i].name;
	return unknown;
}

bool mbpf_name_to_pf(const char *word, __u32 *pf)
{
	size_t i;

	for (i = 0; i < NR(families); i++) {
		if (strcmp(word, families[i].name) && strcmp(word, families[i].alias))
			continue;
		*pf = families[i].pf;
		return true;
	}
	return false;
}

static const char *const hooks[] = {
	[NF_INET_PRE_ROUTING] = "prerouting",
	[NF_INET_LOCAL_IN] = "input",
	[NF_INET_FORWARD] = "forward",
	[NF_INET_LOCAL_OUT] = "output",
	[NF_INET_POST_ROUTING] = "postrouting",
};

const char *mbpf_name_hook(__u32 hook)
{
	return hook < NR(hooks) ? hooks[hook] : unknown;
}

bool mbpf_name_to_hook(const char *word, __u32 *hook)
{
	__u32 i;

	for (i = 0; i < NR(hooks); i++) {
		if (strcmp(word, hooks[i]))
			continue;
		*hook = i;
		return true;
	}
	return false;
}
