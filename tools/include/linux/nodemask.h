/* SPDX-License-Identifier: GPL-2.0 */
/* One memory: see numa.h. */
#ifndef MBPF_TOOLS_LINUX_NODEMASK_H
#define MBPF_TOOLS_LINUX_NODEMASK_H

#include <linux/numa.h>

#endif /* MBPF_TOOLS_LINUX_NODEMASK_H */
