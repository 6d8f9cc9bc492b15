/* SPDX-License-Identifier: GPL-2.0 */
/* Memory of its own for each CPU; only as alloc_percpu() returned it, not inside it. */
#ifndef MBPF_TOOLS_LINUX_PERCPU_H
#define MBPF_TOOLS_LINUX_PERCPU_H

#include <linux/gfp.h>
#include <linux/smp.h>
#include <linux/types.h>

#define PCPU_MIN_UNIT_SIZE	32768	/* no allocation is larger */

/* As in the kernel, the pointer returned must not be followed directly. */
void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp);
void free_percpu(void __percpu *ptr);
void *mbpf_shim_per_cpu_ptr(const void *ptr, unsigned int cpu);

#define __alloc_percpu(size, align)	__alloc_percpu_gfp(size, align, GFP_KERNEL)
#define alloc_percpu_gfp(type, gfp) \
	((type __percpu *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), gfp))
#define alloc_percpu(type)		alloc_percpu_gfp(type, GFP_KERNEL)

#define per_cpu_ptr(ptr, cpu)	((__typeof__(ptr))mbpf_shim_per_cpu_ptr(ptr, cpu))
#define this_cpu_ptr(ptr)	per_cpu_ptr(ptr, smp_processor_id())
#define raw_cpu_ptr(ptr)	this_cpu_ptr(ptr)

#define this_cpu_read(pcp)		(*this_cpu_ptr(&(pcp)))
#define this_cpu_write(pcp, val)	(*this_cpu_ptr(&(pcp)) = (val))
#define this_cpu_add(pcp, val)		(*this_cpu_ptr(&(pcp)) += (val))
#define this_cpu_inc(pcp)		this_cpu_add(pcp, 1)
#define this_cpu_dec(pcp)		this_cpu_add(pcp, -1)
#define this_cpu_add_return(pcp, val)	this_cpu_add(pcp, val)
#define this_cpu_inc_return(pcp)	this_cpu_add(pcp, 1)
#define __this_cpu_read(pcp)		this_cpu_read(pcp)
#define __this_cpu_inc(pcp)		this_cpu_inc(pcp)
#define __this_cpu_dec(pcp)		this_cpu_dec(pcp)
#define __this_cpu_add(pcp, val)	this_cpu_add(pcp, val)
#define __this_cpu_inc_return(pcp)	this_cpu_inc_return(pcp)

#endif /* MBPF_TOOLS_LINUX_PERCPU_H */
