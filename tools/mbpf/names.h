/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Numbers of the uapi and the words people use for them.
 *
 * A function that takes a number never returns NULL: for what it does not know
 * it returns "unknown".  One that takes a word returns false for those.
 */
#ifndef MBPF_CLI_NAMES_H
#define MBPF_CLI_NAMES_H

#include <stdbool.h>
#include <linux/types.h>

const char *mbpf_name_prog_type(__u32 type);
const char *mbpf_name_map_type(__u32 type);
bool mbpf_name_to_map_type(const char *word, __u32 *type);
bool mbpf_map_type_is_percpu(__u32 type);

/** mbpf_name_verdict() - of an XDP program: "XDP_DROP" */
const char *mbpf_name_verdict(__u32 verdict);
/** mbpf_name_verdict_brief() - "drop", as heading or JSON key */
const char *mbpf_name_verdict_brief(__u32 verdict);

/** mbpf_name_pf() - protocol family: "ip" or "ip6", as bpftool */
const char *mbpf_name_pf(__u32 pf);
/** mbpf_name_to_pf() - takes ip, ipv4, ip6, ipv6 */
bool mbpf_name_to_pf(const char *word, __u32 *pf);
/** mbpf_name_hook() - netfilter hook number of IP: "prerouting" ... */
const char *mbpf_name_hook(__u32 hook);
bool mbpf_name_to_hook(const char *word, __u32 *hook);

#endif /* MBPF_CLI_NAMES_H */
