// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_MAP_TYPE_PERCPU_ARRAY: each element has a value on every CPU.
 *
 *	values ->  | 0 | 1 | 2 | ...	each a per-CPU allocation
 *
 * A program sees its own CPU's value only, so it counts without atomic
 * instructions; user space reads and writes all of them at once. Only programs
 * on that CPU and user space write a value, in place: see map/value.h.
 *
 * Cannot be mapped, and has no value that a program could address directly.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/nospec.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "map/area.h"
#include "map/index.h"
#include "map/map.h"
#include "map/value.h"

/**
 * struct percpu_array - one array
 * @map: what all maps share
 * @values: max_entries per-CPU allocations of value_size rounded up to 8
 */
struct percpu_array {
	struct mbpf_map map;
	void __percpu **values;
};

static struct percpu_array *to_array(const struct mbpf_map *map)
{
	return container_of(map, struct percpu_array, map);
}

static void free_values(struct percpu_array *array, u32 count)
{
	while (count--) {
		free_percpu(array->values[count]);
		cond_resched();
	}
	kvfree(array->values);
}

static int alloc_values(struct percpu_array *array, const struct mbpf_map_def *def)
{
	u32 size = round_up(def->value_size, 8);
	size_t bytes;
	u32 i;
	int err = mbpf_map_area_size(def->max_entries, sizeof(*array->values), &bytes);

	if (err)
		return err;
	if (!mbpf_map_area_is_there((u64)def->max_entries * size * num_possible_cpus()))
		return -ENOMEM;
	array->values = mbpf_map_area_alloc(def, bytes);
	if (!array->values)
		return -ENOMEM;
	for (i = 0; i < def->max_entries && !err; i++)
		err = mbpf_percpu_value_alloc(&array->values[i], size);
	if (err)
		free_values(array, i);
	return err;
}

static struct mbpf_map *array_alloc(const struct mbpf_map_def *def)
{
	struct percpu_array *array = kzalloc(sizeof(*array), MBPF_MAP_GFP);
	int err;

	if (!array)
		return ERR_PTR(-ENOMEM);
	err = alloc_values(array, def);
	if (err) {
		kfree(array);
		return ERR_PTR(err);
	}
	return &array->map;
}

static void array_free(struct mbpf_map *map)
{
	struct percpu_array *array = to_array(map);

	free_values(array, map->def.max_entries);
	kfree(array);
}

static void __percpu *find(struct mbpf_map *map, const void *key)
{
	u32 index = mbpf_index_of(key);

	if (unlikely(index >= map->def.max_entries))
		return NULL;
	index = array_index_nospec(index, map->def.max_entries);
	return to_array(map)->values[index];
}

static void *array_lookup(struct mbpf_map *map, const void *key)
{
	void __percpu *value = find(map, key);

	return likely(value) ? this_cpu_ptr(value) : NULL;
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
	void __percpu *from = find(map, key);

	if (!from)
		return -ENOENT;
	mbpf_percpu_value_read(value, from, map->def.value_size);
	return 0;
}

static int array_write(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	int err = mbpf_index_check_update(map, mbpf_index_of(key), flags);

	if (!err)
		mbpf_percpu_value_write(find(map, key), value, map->def.value_size);
	return err;
}

static u64 array_mem_usage(const struct mbpf_map *map)
{
	u64 element = sizeof(void *) + mbpf_map_user_size(map);

	return sizeof(struct percpu_array) + map->def.max_entries * element;
}

const struct mbpf_map_ops mbpf_percpu_array_ops = {
	.type = BPF_MAP_TYPE_PERCPU_ARRAY,
	.name = "percpu_array",
	.allowed_flags = MBPF_MAP_ACCESS_FLAGS,
	.percpu = true,
	.check = mbpf_index_check,
	.alloc = array_alloc,
	.free = array_free,
	.lookup = array_lookup,
	.update = array_update,
	.delete = mbpf_index_delete,
	.next_key = mbpf_index_next_key,
	.read = array_read,
	.write = array_write,
	.mem_usage = array_mem_usage,
};
