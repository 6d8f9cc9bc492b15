/* SPDX-License-Identifier: GPL-2.0 */
/* One memory. */
#ifndef MBPF_TOOLS_LINUX_NUMA_H
#define MBPF_TOOLS_LINUX_NUMA_H

#define NUMA_NO_NODE	(-1)
#define MAX_NUMNODES	1
#define nr_node_ids	1
#define node_online(n)	((n) == 0)

#endif /* MBPF_TOOLS_LINUX_NUMA_H */
