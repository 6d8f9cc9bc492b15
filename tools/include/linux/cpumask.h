/* SPDX-License-Identifier: GPL-2.0 */
/* Four CPUs, all of them possible. */
#ifndef MBPF_TOOLS_LINUX_CPUMASK_H
#define MBPF_TOOLS_LINUX_CPUMASK_H

#include <linux/test_hooks.h>

#define nr_cpu_ids		4U
#define num_possible_cpus()	4U
#define num_online_cpus()	4U

#define for_each_possible_cpu(cpu)	for ((cpu) = 0; (cpu) < nr_cpu_ids; (cpu)++)
#define for_each_online_cpu(cpu)	for_each_possible_cpu(cpu)

static inline bool cpu_possible(unsigned int cpu)
{
	return cpu < nr_cpu_ids;
}

#endif /* MBPF_TOOLS_LINUX_CPUMASK_H */
