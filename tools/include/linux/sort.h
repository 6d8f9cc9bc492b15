/* SPDX-License-Identifier: GPL-2.0 */
/* Sorting, by the same interface; libc's is not in place, which nobody notices. */
#ifndef MBPF_TOOLS_LINUX_SORT_H
#define MBPF_TOOLS_LINUX_SORT_H

#include <linux/types.h>

/* @swap_func may be NULL and is not needed. */
void sort(void *base, size_t num, size_t size, int (*cmp)(const void *, const void *),
	  void (*swap_func)(void *, void *, int size));

#endif /* MBPF_TOOLS_LINUX_SORT_H */
