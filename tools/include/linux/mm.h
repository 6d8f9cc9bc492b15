/* SPDX-License-Identifier: GPL-2.0 */
/* Pages. */
#ifndef MBPF_TOOLS_LINUX_MM_H
#define MBPF_TOOLS_LINUX_MM_H

#include <linux/align.h>
#include <linux/slab.h>

#ifndef PAGE_SIZE
#define PAGE_SIZE	4096UL
#define PAGE_SHIFT	12
#endif
#define PAGE_ALIGN(x)	ALIGN(x, PAGE_SIZE)

/* Pages that could be had: a fixed 4 GiB of them. */
static inline long si_mem_available(void)
{
	return 1L << 20;
}

#endif /* MBPF_TOOLS_LINUX_MM_H */
