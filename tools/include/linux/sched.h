/* SPDX-License-Identifier: GPL-2.0 */
/* Nobody else waits for the CPU. */
#ifndef MBPF_TOOLS_LINUX_SCHED_H
#define MBPF_TOOLS_LINUX_SCHED_H

#include_next <linux/sched.h>

#define cond_resched()	((void)0)
#define need_resched()	0

struct task_struct;
#define current		((struct task_struct *)0)

#endif /* MBPF_TOOLS_LINUX_SCHED_H */
