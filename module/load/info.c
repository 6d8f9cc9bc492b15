// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_OBJ_GET_INFO_BY_FD: what an object says about itself.
 *
 * Each kind has its struct.  It is read first, since some fields ask for arrays
 * (addresses and how much fits), then filled anew: what mbpf does not have is
 * 0 and not what the caller left there.  Programs have the most to tell and
 * their own file, info_prog.c.
 */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/uaccess.h>
#include "attach/attach.h"
#include "btf/btf.h"
#include "core/prog.h"
#include "load/door.h"
#include "load/info.h"
#include "load/object.h"
#include "map/map.h"

/* Callers of bpf(2) have these sizes compiled in. */
static_assert(sizeof(struct mbpf_map_info) == 88);
static_assert(sizeof(struct mbpf_prog_info) == 232);
static_assert(sizeof(struct mbpf_btf_info) == 32);
static_assert(sizeof(struct mbpf_link_info) == 64);

int mbpf_info_in(void *info, size_t size, u64 user, u32 *len)
{
	int err;

	if (*len > PAGE_SIZE)
		return -E2BIG;
	err = copy_struct_from_user(info, size, u64_to_user_ptr(user), *len);
	if (!err)
		*len = min_t(size_t, *len, size);
	return err;
}

int mbpf_info_out(u64 user, const void *info, u32 len)
{
	return copy_to_user(u64_to_user_ptr(user), info, len) ? -EFAULT : 0;
}

int mbpf_map_info_fill(const void *obj, u64 user, u32 *len)
{
	const struct mbpf_map *map = obj;
	struct mbpf_map_info info;
	int err = mbpf_info_in(&info, sizeof(info), user, len);

	if (err)
		return err;
	info = (struct mbpf_map_info){
		.type = map->def.type,
		.id = map->id,
		.key_size = map->def.key_size,
		.value_size = map->def.value_size,
		.max_entries = map->def.max_entries,
		.map_flags = map->def.flags,
		.btf_id = map->btf ? map->btf->id : 0,
		.btf_key_type_id = map->btf_key_id,
		.btf_value_type_id = map->btf_value_id,
		.map_extra = map->def.map_extra,
	};
	memcpy(info.name, map->def.name, sizeof(info.name));
	return mbpf_info_out(user, &info, *len);
}

/* A BTF's name is that of a kernel module: ours have none. */
static int copy_no_name(const struct mbpf_btf_info *wanted)
{
	if (!wanted->name != !wanted->name_len)
		return -EINVAL;
	if (wanted->name && put_user(0, (char __user *)u64_to_user_ptr(wanted->name)))
		return -EFAULT;
	return 0;
}

int mbpf_btf_info_fill(const void *obj, u64 user, u32 *len)
{
	const struct mbpf_btf *btf = obj;
	struct mbpf_btf_info wanted, info;
	int err = mbpf_info_in(&wanted, sizeof(wanted), user, len);

	if (!err)
		err = copy_no_name(&wanted);
	if (err)
		return err;
	if (copy_to_user(u64_to_user_ptr(wanted.btf), btf->data, min(wanted.btf_size, btf->size)))
		return -EFAULT;
	info = (struct mbpf_btf_info){
		.btf = wanted.btf,
		.btf_size = btf->size,
		.id = btf->id,
		.name = wanted.name,
	};
	return mbpf_info_out(user, &info, *len);
}

int mbpf_link_info_fill(const void *obj, u64 user, u32 *len)
{
	struct mbpf_link_info info;
	int err = mbpf_info_in(&info, sizeof(info), user, len);

	if (err)
		return err;
	memset(&info, 0, sizeof(info));
	mbpf_link_fill_info(obj, &info);
	return mbpf_info_out(user, &info, *len);
}

static int (*const fills[MBPF_NR_KINDS])(const void *obj, u64 user, u32 *len) = {
#define X(upper, lower) [MBPF_KIND_##upper] = mbpf_##lower##_info_fill,
	MBPF_KINDS(X)
#undef X
};

int mbpf_cmd_info(struct mbpf_door *door)
{
	enum mbpf_kind kind;
	void *obj = mbpf_object_from_fd(door->attr.info.bpf_fd, &kind);
	int err;

	if (IS_ERR(obj))
		return PTR_ERR(obj);
	err = fills[kind](obj, door->attr.info.info, &door->attr.info.info_len);
	mbpf_object_put(kind, obj);
	return err;
}
