// SPDX-License-Identifier: GPL-2.0
/*
 * What all maps have in common: the table of types, and the conditions that
 * every definition must meet before a type's own code sees it.
 *
 * A type's alloc() may rely on: sizes and number of elements are not 0 and
 * within core/limits.h, no unknown flag, no two flags that contradict, a memory
 * node that exists, a per-CPU value that one allocation can hold.  How big the
 * whole map becomes is the type's business (map/area.h).
 *
 * Counting references and handing out ids is not done here but in load/.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/nodemask.h>
#include <linux/nospec.h>
#include <linux/percpu.h>
#include "map/map.h"

#define X(type, ops) [type] = &(ops),
static const struct mbpf_map_ops *const types[] = { MBPF_MAP_TYPES(X) };
#undef X

const struct mbpf_map_ops *mbpf_map_ops_find(u32 type)
{
	if (type >= ARRAY_SIZE(types))
		return NULL;
	return types[array_index_nospec(type, ARRAY_SIZE(types))];
}

static int check_flags(const struct mbpf_map_ops *ops, const struct mbpf_map_def *def)
{
	const u32 user = BPF_F_RDONLY | BPF_F_WRONLY;
	const u32 prog = BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG;

	if (def->flags & ~ops->allowed_flags)
		return -EINVAL;
	if ((def->flags & user) == user || (def->flags & prog) == prog)
		return -EINVAL;
	if ((def->flags & BPF_F_NUMA_NODE) &&
	    (def->numa_node >= nr_node_ids || !node_online(def->numa_node)))
		return -EINVAL;
	return def->map_extra ? -EINVAL : 0;
}

static int check_sizes(const struct mbpf_map_ops *ops, const struct mbpf_map_def *def)
{
	if (!def->key_size || !def->value_size || !def->max_entries)
		return -EINVAL;
	if (def->key_size > MBPF_MAX_KEY_SIZE || def->value_size > MBPF_MAX_VALUE_SIZE)
		return -E2BIG;
	if (ops->percpu && round_up(def->value_size, 8) > PCPU_MIN_UNIT_SIZE)
		return -E2BIG;
	return 0;
}

static int check_def(const struct mbpf_map_ops *ops, const struct mbpf_map_def *def)
{
	int err;

	if (!ops)
		return -EINVAL;
	err = check_flags(ops, def);
	if (!err)
		err = check_sizes(ops, def);
	if (!err && ops->check)
		err = ops->check(def);
	return err;
}

struct mbpf_map *mbpf_map_create(const struct mbpf_map_def *def)
{
	const struct mbpf_map_ops *ops = mbpf_map_ops_find(def->type);
	struct mbpf_map *map;
	int err = check_def(ops, def);

	if (err)
		return ERR_PTR(err);
	map = ops->alloc(def);
	if (IS_ERR(map))
		return map;
	map->ops = ops;
	map->def = *def;
	refcount_set(&map->ref, 1);
	mutex_init(&map->lock);
	return map;
}

void mbpf_map_destroy(struct mbpf_map *map)
{
	mutex_destroy(&map->lock);
	map->ops->free(map);
}

u32 mbpf_map_user_size(const struct mbpf_map *map)
{
	if (!map->ops->percpu)
		return map->def.value_size;
	return round_up(map->def.value_size, 8) * num_possible_cpus();
}

bool mbpf_map_is_constant(const struct mbpf_map *map)
{
	return (map->def.flags & BPF_F_RDONLY_PROG) && READ_ONCE(map->frozen) &&
	       !READ_ONCE(map->writers);
}
