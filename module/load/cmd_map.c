// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_MAP_CREATE and BPF_MAP_FREEZE: commands on maps as a whole.
 *
 * What a definition must be to make a map of its type is decided in map/; here
 * is what a map gets from its surroundings: a name, type information, an id
 * and a descriptor with a direction.
 */
#include <linux/err.h>
#include "btf/btf.h"
#include "load/door.h"
#include "load/ids.h"
#include "load/object.h"
#include "map/map.h"

/* These say what the new descriptor may be used for, not what the map is. */
#define ACCESS_FLAGS	(BPF_F_RDONLY | BPF_F_WRONLY)

static int fill_def(struct mbpf_map_def *def, const union mbpf_attr *attr)
{
	/* Maps in maps, devices with BPF, and types of the kernel's own BTF. */
	if (attr->map_create.inner_map_fd || attr->map_create.map_ifindex ||
	    attr->map_create.btf_vmlinux_value_type_id)
		return -EINVAL;
	if (attr->map_create.numa_node && !(attr->map_create.map_flags & BPF_F_NUMA_NODE))
		return -EINVAL;

	*def = (struct mbpf_map_def){
		.type = attr->map_create.map_type,
		.key_size = attr->map_create.key_size,
		.value_size = attr->map_create.value_size,
		.max_entries = attr->map_create.max_entries,
		.flags = attr->map_create.map_flags & ~ACCESS_FLAGS,
		.numa_node = attr->map_create.numa_node,
		.map_extra = attr->map_create.map_extra,
	};
	return mbpf_copy_name(def->name, attr->map_create.map_name);
}

/* A BTF without ids is kept: libbpf passes it for maps whose types it has not. */
static int add_btf(struct mbpf_map *map, const union mbpf_attr *attr)
{
	u32 key_id = attr->map_create.btf_key_type_id;
	u32 value_id = attr->map_create.btf_value_type_id;
	struct mbpf_btf *btf;

	if (!attr->map_create.btf_fd && !key_id && !value_id)
		return 0;
	btf = mbpf_btf_from_fd(attr->map_create.btf_fd);
	if (IS_ERR(btf))
		return PTR_ERR(btf);
	map->btf = btf;
	map->btf_key_id = key_id;
	map->btf_value_id = value_id;
	return mbpf_btf_check_map(btf, key_id, map->def.key_size, value_id, map->def.value_size);
}

int mbpf_cmd_map_create(struct mbpf_door *door)
{
	const union mbpf_attr *attr = &door->attr;
	int access = mbpf_copy_access(attr->map_create.map_flags & ACCESS_FLAGS);
	struct mbpf_map_def def;
	struct mbpf_map *map;
	int err;

	if (access < 0)
		return access;
	err = fill_def(&def, attr);
	if (err)
		return err;
	err = mbpf_fd_prepare(&door->new, MBPF_KIND_MAP, access);
	if (err)
		return err;
	map = mbpf_map_create(&def);
	if (IS_ERR(map))
		return PTR_ERR(map);
	mbpf_live_add(MBPF_KIND_MAP);
	err = add_btf(map, attr);
	if (!err)
		err = mbpf_id_reserve(MBPF_KIND_MAP, &map->id);
	if (err) {
		mbpf_map_put(map);
		return err;
	}
	mbpf_fd_bind(&door->new, map, map->id);
	return 0;
}

static int freeze(struct mbpf_map *map)
{
	int err = 0;

	mutex_lock(&map->lock);
	if (map->frozen)
		err = -EPERM;
	else if (map->writers)
		err = -EBUSY;
	else
		WRITE_ONCE(map->frozen, true);
	mutex_unlock(&map->lock);
	return err;
}

int mbpf_cmd_map_freeze(struct mbpf_door *door)
{
	struct mbpf_map *map = mbpf_map_from_fd(door->attr.map_freeze.map_fd, FMODE_WRITE);
	int err;

	if (IS_ERR(map))
		return PTR_ERR(map);
	err = freeze(map);
	mbpf_map_put(map);
	return err;
}
