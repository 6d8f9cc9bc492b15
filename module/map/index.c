// SPDX-License-Identifier: GPL-2.0
/*
 * What the array types share besides the storage of values: their errnos, in
 * the order in which bpf(2) gives them, and the walk over their keys.
 */
#include <linux/errno.h>
#include <linux/string.h>
#include "map/index.h"
#include "map/map.h"

int mbpf_index_check(const struct mbpf_map_def *def)
{
	return def->key_size == sizeof(u32) ? 0 : -EINVAL;
}

int mbpf_index_check_update(const struct mbpf_map *map, u32 index, u64 flags)
{
	if (!mbpf_map_update_flags_ok(flags))
		return -EINVAL;
	if (index >= map->def.max_entries)
		return -E2BIG;
	return flags == BPF_NOEXIST ? -EEXIST : 0;
}

int mbpf_index_delete(struct mbpf_map *map, const void *key)
{
	return -EINVAL;
}

int mbpf_index_next_key(struct mbpf_map *map, const void *key, void *next)
{
	u32 last = map->def.max_entries - 1;
	u32 index = key ? mbpf_index_of(key) : U32_MAX;

	if (index == last)
		return -ENOENT;
	index = index < last ? index + 1 : 0;
	memcpy(next, &index, sizeof(index));
	return 0;
}
