// SPDX-License-Identifier: GPL-2.0
/*
 * Counting what a link's program decides.
 *
 * Each CPU counts for itself; who asks gets the sum.  A run is counted once,
 * by its verdict, so the number of runs is the sum of all verdicts and needs
 * no counter of its own.  The sum is exact when no packet is on its way, and
 * otherwise lies between what it was when the call began and when it ended.
 */
#include <linux/nospec.h>
#include <linux/percpu.h>
#include "attach/counters.h"

struct mbpf_link_counters __percpu *mbpf_counters_alloc(void)
{
	struct mbpf_link_counters __percpu *counters;
	int cpu;

	counters = alloc_percpu(struct mbpf_link_counters);
	if (!counters)
		return NULL;
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(counters, cpu)->sync);
	return counters;
}

void mbpf_counters_run(struct mbpf_link_counters __percpu *counters, u32 verdict, u32 len)
{
	struct mbpf_link_counters *c = this_cpu_ptr(counters);

	u64_stats_update_begin(&c->sync);
	if (likely(verdict < MBPF_NR_VERDICTS))
		u64_stats_inc(&c->verdict[array_index_nospec(verdict, MBPF_NR_VERDICTS)]);
	else
		u64_stats_inc(&c->invalid);
	u64_stats_add(&c->bytes, len);
	u64_stats_update_end(&c->sync);
}

void mbpf_counters_error(struct mbpf_link_counters __percpu *counters)
{
	struct mbpf_link_counters *c = this_cpu_ptr(counters);

	u64_stats_update_begin(&c->sync);
	u64_stats_inc(&c->errors);
	u64_stats_update_end(&c->sync);
}

/* One CPU's counters at one moment. */
struct snapshot {
	u64 verdict[MBPF_NR_VERDICTS];
	u64 invalid;
	u64 errors;
	u64 bytes;
};

static void take_snapshot(struct snapshot *s, const struct mbpf_link_counters *c)
{
	unsigned int start;
	u32 i;

	do {
		start = u64_stats_fetch_begin(&c->sync);
		for (i = 0; i < MBPF_NR_VERDICTS; i++)
			s->verdict[i] = u64_stats_read(&c->verdict[i]);
		s->invalid = u64_stats_read(&c->invalid);
		s->errors = u64_stats_read(&c->errors);
		s->bytes = u64_stats_read(&c->bytes);
	} while (u64_stats_fetch_retry(&c->sync, start));
}

static void add_snapshot(struct mbpf_link_stats *stats, const struct snapshot *s)
{
	u32 i;

	for (i = 0; i < MBPF_NR_VERDICTS; i++) {
		stats->verdict[i] += s->verdict[i];
		stats->runs += s->verdict[i];
	}
	stats->runs += s->invalid;
	stats->invalid += s->invalid;
	stats->errors += s->errors;
	stats->bytes += s->bytes;
}

void mbpf_counters_sum(const struct mbpf_link_counters __percpu *counters,
		       struct mbpf_link_stats *stats)
{
	struct snapshot s;
	int cpu;

	stats->runs = 0;
	stats->bytes = 0;
	memset(stats->verdict, 0, sizeof(stats->verdict));
	stats->invalid = 0;
	stats->errors = 0;
	for_each_possible_cpu(cpu) {
		take_snapshot(&s, per_cpu_ptr(counters, cpu));
		add_snapshot(stats, &s);
	}
}
