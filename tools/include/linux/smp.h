/* SPDX-License-Identifier: GPL-2.0 */
/* On which CPU a test pretends to run: see mbpf_test_set_cpu(). */
#ifndef MBPF_TOOLS_LINUX_SMP_H
#define MBPF_TOOLS_LINUX_SMP_H

#include <linux/cpumask.h>
#include <linux/preempt.h>

unsigned int mbpf_shim_cpu(void);

#define smp_processor_id()	mbpf_shim_cpu()
#define raw_smp_processor_id()	mbpf_shim_cpu()
#define get_cpu()		mbpf_shim_cpu()
#define put_cpu()		do { } while (0)

#endif /* MBPF_TOOLS_LINUX_SMP_H */
