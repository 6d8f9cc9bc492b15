// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_MAP_TYPE_ARRAY: values in a row.
 *
 *	values ->  | value 0 |pad| value 1 |pad| ...		stride: value_size
 *								rounded up to 8
 *
 * A key is an index, all elements exist from the start and hold zeros. This is
 * what compilers put global variables in: a map of one element (.bss, .data,
 * .rodata), whose bytes programs address directly and which user space maps
 * into its memory (BPF_F_MMAPABLE; then the row takes whole pages).
 *
 * Values are updated in place: see map/value.h for what readers may see.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/nospec.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "map/area.h"
#include "map/index.h"
#include "map/map.h"
#include "map/value.h"

/**
 * struct array - one array
 * @map: what all maps share
 * @stride: bytes from one value to the next
 * @size: bytes at @values
 * @values: zeroed memory, for vfree() when the map is mmap-able
 */
struct array {
	struct mbpf_map map;
	u32 stride;
	size_t size;
	u8 *values;
};

static struct array *to_array(const struct mbpf_map *map)
{
	return container_of(map, struct array, map);
}

static bool is_mmapable(const struct mbpf_map_def *def)
{
	return def->flags & BPF_F_MMAPABLE;
}

static void *alloc_values(const struct mbpf_map_def *def, size_t size)
{
	if (is_mmapable(def))
		return mbpf_map_area_alloc_user(size);
	return mbpf_map_area_alloc(def, size);
}

static struct mbpf_map *array_alloc(const struct mbpf_map_def *def)
{
	u32 stride = round_up(def->value_size, 8);
	struct array *array;
	size_t size;
	int err = mbpf_map_area_size(def->max_entries, stride, &size);

	if (err)
		return ERR_PTR(err);
	if (is_mmapable(def))
		size = PAGE_ALIGN(size);
	array = kzalloc(sizeof(*array), MBPF_MAP_GFP);
	if (!array)
		return ERR_PTR(-ENOMEM);
	array->stride = stride;
	array->size = size;
	array->values = alloc_values(def, size);
	if (!array->values) {
		kfree(array);
		return ERR_PTR(-ENOMEM);
	}
	return &array->map;
}

static void array_free(struct mbpf_map *map)
{
	struct array *array = to_array(map);

	kvfree(array->values);
	kfree(array);
}

/* A handful of instructions: compare, mask, multiply. */
static void *array_lookup(struct mbpf_map *map, const void *key)
{
	struct array *array = to_array(map);
	u32 index = mbpf_index_of(key);

	if (unlikely(index >= map->def.max_entries))
		return NULL;
	index = array_index_nospec(index, map->def.max_entries);
	return array->values + (size_t)array->stride * index;
}

static int array_update(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	int err = mbpf_index_check_update(map, mbpf_index_of(key), flags);

	if (!err)
		mbpf_value_copy(array_lookup(map, key), value, map->def.value_size);
	return err;
}

static int array_read(struct mbpf_map *map, const void *key, void *value)
{
	void *from = array_lookup(map, key);

	if (!from)
		return -ENOENT;
	memcpy(value, from, map->def.value_size);
	return 0;
}

static void *array_direct(struct mbpf_map *map, u32 off)
{
	if (map->def.max_entries != 1 || off >= map->def.value_size)
		return ERR_PTR(-EINVAL);
	return to_array(map)->values + off;
}

static void *array_mmap_area(struct mbpf_map *map, size_t *size)
{
	struct array *array = to_array(map);

	*size = array->size;
	return is_mmapable(&map->def) ? array->values : NULL;
}

static u64 array_mem_usage(const struct mbpf_map *map)
{
	return sizeof(struct array) + to_array(map)->size;
}

const struct mbpf_map_ops mbpf_array_ops = {
	.type = BPF_MAP_TYPE_ARRAY,
	.name = "array",
	.allowed_flags = BPF_F_NUMA_NODE | BPF_F_MMAPABLE | MBPF_MAP_ACCESS_FLAGS,
	.check = mbpf_index_check,
	.alloc = array_alloc,
	.free = array_free,
	.lookup = array_lookup,
	.update = array_update,
	.delete = mbpf_index_delete,
	.next_key = mbpf_index_next_key,
	.read = array_read,
	.direct = array_direct,
	.mmap_area = array_mmap_area,
	.mem_usage = array_mem_usage,
};
