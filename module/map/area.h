/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory of maps: one place that multiplies sizes, and that asks for memory
 * without a word in the kernel log when there is none.
 */
#ifndef MBPF_MAP_AREA_H
#define MBPF_MAP_AREA_H

#include <linux/gfp.h>
#include <linux/types.h>

struct mbpf_map_def;

/* A user may ask for more than there is: no warning, and nobody is killed. */
#define MBPF_MAP_GFP	(GFP_KERNEL_ACCOUNT | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/**
 * mbpf_map_area_size() - bytes of @count things of @bytes each
 *
 * Every size that depends on a map's definition is computed here.
 *
 * Return: 0, or -E2BIG when that is more than one allocation can be.
 */
int mbpf_map_area_size(u64 count, u64 bytes, size_t *size);

/**
 * mbpf_map_area_is_there() - has the machine that much memory left?
 * @bytes: of all that a map is going to allocate
 *
 * Only a look: it keeps a map that cannot be from having others killed for it.
 */
bool mbpf_map_area_is_there(u64 bytes);

/**
 * mbpf_map_area_alloc() - zeroed memory on the node that @def asks for
 * @size: from mbpf_map_area_size()
 *
 * May sleep.  Return: memory for kvfree(), or NULL.
 */
void *mbpf_map_area_alloc(const struct mbpf_map_def *def, size_t size);

/**
 * mbpf_map_area_alloc_user() - zeroed memory that user space may map
 * @size: bytes, whole pages
 *
 * May sleep.  Return: memory for vfree(), or NULL.
 */
void *mbpf_map_area_alloc_user(size_t size);

#endif /* MBPF_MAP_AREA_H */
