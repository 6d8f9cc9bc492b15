/* SPDX-License-Identifier: GPL-2.0 */
/* Memory by malloc(), through one door at which tests make allocations fail. */
#ifndef MBPF_TOOLS_LINUX_SLAB_H
#define MBPF_TOOLS_LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/test_hooks.h>
#include <linux/types.h>

/* The one door (shim.c): @align 0 for the kernel's own, NULL when told to fail. */
void *mbpf_shim_alloc(size_t size, size_t align, bool zero);
void mbpf_shim_free(const void *ptr);

#define KMALLOC_MAX_SIZE	(1UL << 22)

static inline void *kvmalloc(size_t size, gfp_t flags)
{
	return mbpf_shim_alloc(size, 0, flags & __GFP_ZERO);
}

/* What the kernel never grants is refused here too. */
static inline void *kmalloc(size_t size, gfp_t flags)
{
	return size > KMALLOC_MAX_SIZE ? NULL : kvmalloc(size, flags);
}

static inline void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

static inline void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	return kmalloc(array_size(n, size), flags);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kzalloc(array_size(n, size), flags);
}

static inline void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc(size, flags | __GFP_ZERO);
}

static inline void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc(array_size(n, size), flags);
}

static inline void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvzalloc(array_size(n, size), flags);
}

/* One memory: the node changes nothing. */
static inline void *kvmalloc_node(size_t size, gfp_t flags, int node)
{
	return kvmalloc(size, flags);
}

static inline void *kvzalloc_node(size_t size, gfp_t flags, int node)
{
	return kvzalloc(size, flags);
}

static inline void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc(size, flags);
}

static inline void *kzalloc_node(size_t size, gfp_t flags, int node)
{
	return kzalloc(size, flags);
}

void *krealloc(const void *ptr, size_t size, gfp_t flags);
void *kmemdup(const void *src, size_t len, gfp_t flags);
char *kstrdup(const char *src, gfp_t flags);

static inline void kfree(const void *ptr)
{
	mbpf_shim_free(ptr);
}

static inline void kvfree(const void *ptr)
{
	mbpf_shim_free(ptr);
}

#define kfree_sensitive(ptr)	kfree(ptr)

#endif /* MBPF_TOOLS_LINUX_SLAB_H */
