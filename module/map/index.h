/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the array types share: a key is an index of four bytes, and every
 * element is always there.
 */
#ifndef MBPF_MAP_INDEX_H
#define MBPF_MAP_INDEX_H

#include <linux/types.h>
#include <asm/unaligned.h>

struct mbpf_map;
struct mbpf_map_def;

/** mbpf_index_of() - the index in a key, which may stand at any address */
static inline u32 mbpf_index_of(const void *key)
{
	return get_unaligned((const u32 *)key);
}

/** mbpf_index_check() - is this a definition that an array can have? */
int mbpf_index_check(const struct mbpf_map_def *def);

/**
 * mbpf_index_check_update() - may the element be updated with these flags?
 *
 * Return: 0, -EINVAL (flags), -E2BIG (no such index) or -EEXIST (BPF_NOEXIST,
 * and every element exists), in this order.
 */
int mbpf_index_check_update(const struct mbpf_map *map, u32 index, u64 flags);

/** mbpf_index_delete() - no element can be deleted: -EINVAL */
int mbpf_index_delete(struct mbpf_map *map, const void *key);

/** mbpf_index_next_key() - counts upwards from 0; as @next_key of map.h */
int mbpf_index_next_key(struct mbpf_map *map, const void *key, void *next);

#endif /* MBPF_MAP_INDEX_H */
