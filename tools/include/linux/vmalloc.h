/* SPDX-License-Identifier: GPL-2.0 */
/* Pages that user space may map: here just memory on a page boundary. */
#ifndef MBPF_TOOLS_LINUX_VMALLOC_H
#define MBPF_TOOLS_LINUX_VMALLOC_H

#include <linux/slab.h>

static inline void *vmalloc(unsigned long size)
{
	return mbpf_shim_alloc(size, 4096, false);
}

static inline void *vzalloc(unsigned long size)
{
	return mbpf_shim_alloc(size, 4096, true);
}

static inline void *vmalloc_user(unsigned long size)
{
	return vzalloc(size);
}

static inline void vfree(const void *ptr)
{
	mbpf_shim_free(ptr);
}

#endif /* MBPF_TOOLS_LINUX_VMALLOC_H */
