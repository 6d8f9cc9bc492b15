// SPDX-License-Identifier: GPL-2.0
/*
 * Memory of maps: the checked size and the allocations behind it.
 *
 * What a map takes follows from three numbers that user space chose.  They are
 * multiplied in mbpf_map_area_size() and nowhere else, so that no product
 * wraps and gives a small area for a big map.
 *
 * Does not know what lies in an area, and does not free: that is kvfree() and
 * vfree().
 */
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/numa.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "map/area.h"
#include "map/map.h"

int mbpf_map_area_size(u64 count, u64 bytes, size_t *size)
{
	u64 total;

	/* kvmalloc() grants no more than INT_MAX on any kernel. */
	if (check_mul_overflow(count, bytes, &total) || total > INT_MAX)
		return -E2BIG;
	*size = total;
	return 0;
}

bool mbpf_map_area_is_there(u64 bytes)
{
	return (bytes >> PAGE_SHIFT) < (u64)max(si_mem_available(), 1L);
}

void *mbpf_map_area_alloc(const struct mbpf_map_def *def, size_t size)
{
	int node = def->flags & BPF_F_NUMA_NODE ? def->numa_node : NUMA_NO_NODE;

	if (!mbpf_map_area_is_there(size))
		return NULL;
	return kvzalloc_node(size, MBPF_MAP_GFP, node);
}

/* vmalloc_user() takes no flags: it would complain in the log. */
void *mbpf_map_area_alloc_user(size_t size)
{
	return mbpf_map_area_is_there(size) ? vmalloc_user(size) : NULL;
}
