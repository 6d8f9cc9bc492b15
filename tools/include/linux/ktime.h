/* SPDX-License-Identifier: GPL-2.0 */
/* Time in nanoseconds. */
#ifndef MBPF_TOOLS_LINUX_KTIME_H
#define MBPF_TOOLS_LINUX_KTIME_H

#include <linux/types.h>

typedef s64 ktime_t;

#define NSEC_PER_SEC	1000000000L
#define NSEC_PER_MSEC	1000000L
#define NSEC_PER_USEC	1000L

u64 ktime_get_ns(void);

static inline ktime_t ktime_get(void)
{
	return ktime_get_ns();
}

#define ktime_get_mono_fast_ns()	ktime_get_ns()
#define ktime_get_boottime_ns()		ktime_get_ns()

#endif /* MBPF_TOOLS_LINUX_KTIME_H */
