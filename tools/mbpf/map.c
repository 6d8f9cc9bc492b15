// SPDX-License-Identifier: GPL-2.0
/*
 * One map, open: its figures, its types, and room for one element.
 *
 * A per-CPU element is read and written as one block: the value of each
 * possible CPU, at steps of the value's size rounded up to 8.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "btf_value.h"
#include "cli.h"
#include "device.h"
#include "map.h"
#include "names.h"
#include "select.h"

bool mbpf_map_is_percpu(const struct mbpf_map *map)
{
	return mbpf_map_type_is_percpu(map->info.type);
}

bool mbpf_map_is_frozen(const struct mbpf_map *map)
{
	__u64 frozen;

	return mbpf_dev_fdinfo(map->fd, "frozen", &frozen) && frozen;
}

static int measure(struct mbpf_map *map)
{
	int cpus = 1;

	map->stride = map->info.value_size;
	if (mbpf_map_is_percpu(map)) {
		cpus = libbpf_num_possible_cpus();
		if (cpus < 1)
			return mbpf_fail_errno(-cpus, "the possible CPUs cannot be counted");
		map->stride = (map->stride + 7) / 8 * 8;
	}
	map->cpus = cpus;
	map->key = calloc(1, map->info.key_size + 1);
	map->next = calloc(1, map->info.key_size + 1);
	map->value = calloc(cpus, map->stride + 1);
	if (!map->key || !map->next || !map->value)
		return mbpf_fail("no memory for an element");
	return MBPF_EXIT_OK;
}

/* Types that do not describe the bytes are worse than none. */
static void take_types(struct mbpf_map *map)
{
	struct mbpf_map_info *info = &map->info;

	if (info->btf_key_type_id &&
	    btf__resolve_size(map->btf, info->btf_key_type_id) != info->key_size)
		info->btf_key_type_id = 0;
	if (info->btf_value_type_id &&
	    btf__resolve_size(map->btf, info->btf_value_type_id) != info->value_size)
		info->btf_value_type_id = 0;
	if (info->btf_key_type_id)
		map->key_type = mbpf_btf_type_text(map->btf, info->btf_key_type_id);
	if (info->btf_value_type_id)
		map->value_type = mbpf_btf_type_text(map->btf, info->btf_value_type_id);
}

int mbpf_map_open(struct mbpf_args *args, struct mbpf_map *map)
{
	int status, err;

	memset(map, 0, sizeof(*map));
	status = mbpf_select_one(args, MBPF_KIND_MAP, &map->fd);
	if (status) {
		map->fd = -1;
		return status;
	}
	err = mbpf_dev_info(map->fd, &map->info, sizeof(map->info));
	if (err)
		return mbpf_fail_errno(-err, "the map cannot be asked about itself");
	if (map->info.btf_id)
		map->btf = btf__load_from_kernel_by_id(map->info.btf_id);
	if (map->btf) {
		take_types(map);
	} else {
		map->info.btf_key_type_id = 0;
		map->info.btf_value_type_id = 0;
	}
	return measure(map);
}

void mbpf_map_close(struct mbpf_map *map)
{
	btf__free(map->btf);
	free(map->key_type);
	free(map->value_type);
	free(map->key);
	free(map->next);
	free(map->value);
	if (map->fd >= 0)
		close(map->fd);
}
