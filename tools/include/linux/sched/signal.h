/* SPDX-License-Identifier: GPL-2.0 */
/* Signals come when a test says so: mbpf_test_set_signal(). */
#ifndef MBPF_TOOLS_LINUX_SCHED_SIGNAL_H
#define MBPF_TOOLS_LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>
#include <linux/types.h>

bool mbpf_shim_signal(void);

#define fatal_signal_pending(task)	((void)(task), mbpf_shim_signal())
#define signal_pending(task)		((void)(task), mbpf_shim_signal())

#endif /* MBPF_TOOLS_LINUX_SCHED_SIGNAL_H */
