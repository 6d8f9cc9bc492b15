/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a link counts, on each CPU by itself; private to attach/.
 */
#ifndef MBPF_ATTACH_COUNTERS_H
#define MBPF_ATTACH_COUNTERS_H

#include <linux/types.h>
#include <linux/u64_stats_sync.h>
#include "mbpf.h"

/**
 * struct mbpf_link_counters - one CPU's part
 * @verdict: packets by the verdict they got
 * @invalid: packets that got something that is no verdict
 * @errors: packets that could not be shown
 * @bytes: sum of what the program saw
 * @sync: guards against torn reads on 32-bit machines
 */
struct mbpf_link_counters {
	u64_stats_t verdict[MBPF_NR_VERDICTS];
	u64_stats_t invalid;
	u64_stats_t errors;
	u64_stats_t bytes;
	struct u64_stats_sync sync;
};

/** mbpf_counters_alloc() - all zero; NULL for want of memory.  May sleep. */
struct mbpf_link_counters __percpu *mbpf_counters_alloc(void);

/** mbpf_counters_run() - one packet; bottom halves off */
void mbpf_counters_run(struct mbpf_link_counters __percpu *counters, u32 verdict, u32 len);

/** mbpf_counters_error() - one packet that was not shown; bottom halves off */
void mbpf_counters_error(struct mbpf_link_counters __percpu *counters);

/** mbpf_counters_sum() - fill in @stats, all but link_fd and kept */
void mbpf_counters_sum(const struct mbpf_link_counters __percpu *counters,
		       struct mbpf_link_stats *stats);

#endif /* MBPF_ATTACH_COUNTERS_H */
