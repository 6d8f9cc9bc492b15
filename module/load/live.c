// SPDX-License-Identifier: GPL-2.0
/*
 * Counts of what is alive, to show that nothing leaks.
 *
 * An object counts from when it is made until its memory is given back, which
 * is a grace period after its last reference has gone.  MBPF_IOC_VERSION gives
 * the sum; /sys/kernel/debug/mbpf/live one line for each kind:
 *
 *	map 4
 *	prog 1
 *	...
 *
 * Nothing is decided by these numbers.
 */
#include <linux/atomic.h>
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include "load/live.h"

static atomic_t live[MBPF_NR_KINDS];
static struct dentry *debug_dir;

static const char * const kind_names[MBPF_NR_KINDS] = {
#define X(upper, lower) [MBPF_KIND_##upper] = #lower,
	MBPF_KINDS(X)
#undef X
};

void mbpf_live_add(enum mbpf_kind kind)
{
	atomic_inc(&live[kind]);
}

void mbpf_live_sub(enum mbpf_kind kind)
{
	atomic_dec(&live[kind]);
}

u32 mbpf_live_total(void)
{
	u32 total = 0;
	int kind;

	for (kind = 0; kind < MBPF_NR_KINDS; kind++)
		total += atomic_read(&live[kind]);
	return total;
}

static int live_show(struct seq_file *m, void *unused)
{
	int kind;

	for (kind = 0; kind < MBPF_NR_KINDS; kind++)
		seq_printf(m, "%s %d\n", kind_names[kind], atomic_read(&live[kind]));
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(live);

void mbpf_live_init(void)
{
	debug_dir = debugfs_create_dir("mbpf", NULL);
	debugfs_create_file("live", 0400, debug_dir, NULL, &live_fops);
}

void mbpf_live_exit(void)
{
	debugfs_remove_recursive(debug_dir);
}
