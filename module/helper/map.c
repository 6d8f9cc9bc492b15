// SPDX-License-Identifier: GPL-2.0
/*
 * Helpers on maps: one call into the map's type each.
 *
 * The verifier has seen to it that the map, key and value are what they must
 * be, and that a map which is read-only for programs does not come here to be
 * changed. Flags are a number of the program's: the type checks them.
 */
#include <linux/types.h>
#include "helper/helper.h"
#include "map/map.h"

/* Registers carry addresses as numbers. */
static void *ptr(u64 reg)
{
	return (void *)(unsigned long)reg;
}

static u64 map_lookup_elem(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	struct mbpf_map *map = ptr(r1);

	return (unsigned long)map->ops->lookup(map, ptr(r2));
}

static u64 map_update_elem(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	struct mbpf_map *map = ptr(r1);

	return (s64)map->ops->update(map, ptr(r2), ptr(r3), r4);
}

static u64 map_delete_elem(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	struct mbpf_map *map = ptr(r1);

	return (s64)map->ops->delete(map, ptr(r2));
}

const struct mbpf_helper mbpf_helper_map_lookup_elem = {
	.id = BPF_FUNC_map_lookup_elem,
	.name = "map_lookup_elem",
	.fn = map_lookup_elem,
	.ret = MBPF_RET_MAP_VALUE_OR_NULL,
	.arg = { MBPF_ARG_MAP, MBPF_ARG_MAP_KEY },
};

const struct mbpf_helper mbpf_helper_map_update_elem = {
	.id = BPF_FUNC_map_update_elem,
	.name = "map_update_elem",
	.fn = map_update_elem,
	.ret = MBPF_RET_SCALAR,
	.arg = { MBPF_ARG_MAP, MBPF_ARG_MAP_KEY, MBPF_ARG_MAP_VALUE, MBPF_ARG_ANY },
	.flags = MBPF_HELPER_WRITES_MAP,
};

const struct mbpf_helper mbpf_helper_map_delete_elem = {
	.id = BPF_FUNC_map_delete_elem,
	.name = "map_delete_elem",
	.fn = map_delete_elem,
	.ret = MBPF_RET_SCALAR,
	.arg = { MBPF_ARG_MAP, MBPF_ARG_MAP_KEY },
	.flags = MBPF_HELPER_WRITES_MAP,
};
