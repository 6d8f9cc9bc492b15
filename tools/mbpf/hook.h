/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Links and the hooks they are on, gathered for listing and finding.
 */
#ifndef MBPF_CLI_HOOK_H
#define MBPF_CLI_HOOK_H

#include <stdbool.h>
#include <stddef.h>
#include "mbpf.h"

/* A hook in words: "xdp eth0(3)", "ip prerouting prio -100". */
#define MBPF_HOOK_TEXT_SIZE 64

/**
 * struct mbpf_hooked - one link
 * @info: as told
 * @stats: its counters
 * @is_on: it is on its hook
 * @is_ours: that hook is in our network namespace
 * @device: name of the device, "" where there is none that we can name
 */
struct mbpf_hooked {
	struct mbpf_link_info info;
	struct mbpf_link_stats stats;
	bool is_on;
	bool is_ours;
	char device[16];
};

/**
 * struct mbpf_hooked_list - many of them
 * @links: @nr rows
 */
struct mbpf_hooked_list {
	struct mbpf_hooked *links;
	size_t nr;
};

/** mbpf_hooked_get() - ask about one link; exit status */
int mbpf_hooked_get(int fd, struct mbpf_hooked *hooked);

/** mbpf_hooked_list_get() - all links, in the order in which packets meet them */
int mbpf_hooked_list_get(struct mbpf_hooked_list *list);
void mbpf_hooked_list_put(struct mbpf_hooked_list *list);

/** mbpf_hooked_text() - the hook in words */
void mbpf_hooked_text(const struct mbpf_hooked *hooked, char *text);

/** mbpf_hooked_json() - members of an object: the hook */
void mbpf_hooked_json(const struct mbpf_hooked *hooked);

/** mbpf_hooked_json_stats() - members of an object: the counters */
void mbpf_hooked_json_stats(const struct mbpf_hooked *hooked);

#endif /* MBPF_CLI_HOOK_H */
