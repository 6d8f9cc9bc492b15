/* SPDX-License-Identifier: GPL-2.0 */
/* Clocks: all in ktime.h. */
#ifndef MBPF_TOOLS_LINUX_TIMEKEEPING_H
#define MBPF_TOOLS_LINUX_TIMEKEEPING_H

#include <linux/ktime.h>

#endif /* MBPF_TOOLS_LINUX_TIMEKEEPING_H */
