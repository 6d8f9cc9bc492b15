// SPDX-License-Identifier: GPL-2.0
/*
 * Map values: bytes [0, value_size) of one element.
 *
 * Reading gives a number that others may change at any time, so nothing is
 * remembered, except of a map whose content can never change again (frozen
 * and read-only for programs, as .rodata is): its bytes are constants.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/string.h>
#include "verify/env.h"

static int check_permission(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	const struct mbpf_map_def *def = &mem->reg->map->def;

	if ((mem->access & MBPF_WRITE) && (def->flags & BPF_F_RDONLY_PROG))
		return mbpf_refuse(env, READ_ONLY, "r%u points into map '%s', which is read-only "
				   "for programs: write into map forbidden", mem->regno,
				   def->name);
	if ((mem->access & MBPF_READ) && (def->flags & BPF_F_WRONLY_PROG))
		return mbpf_refuse(env, READ_ONLY, "r%u points into map '%s', which is "
				   "write-only for programs: read from map forbidden",
				   mem->regno, def->name);
	return 0;
}

int mbpf_check_map_value(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	const struct mbpf_map_def *def = &mem->reg->map->def;
	s64 first = mbpf_reg_min_off(mem->reg) + mem->off;
	s64 end = mbpf_reg_max_off(mem->reg) + mem->off + mem->size;
	int err = check_permission(env, mem);

	if (err)
		return err;
	if (first < 0)
		return mbpf_refuse(env, MAP_BOUNDS, "r%u may lead to byte %lld of a value of map "
				   "'%s': R%u min value is negative", mem->regno,
				   (long long)first, def->name, mem->regno);
	if (end > def->value_size)
		return mbpf_refuse(env, MAP_BOUNDS, "r%u may lead to byte %lld of a value of map "
				   "'%s', which has %u bytes: invalid access to map value, "
				   "value_size=%u off=%lld size=%u; hint: bound the index before "
				   "it is added", mem->regno, (long long)end - 1, def->name,
				   def->value_size, def->value_size,
				   (long long)(end - mem->size), mem->size);
	return 0;
}

static bool read_constant(const struct mbpf_mem *mem, u64 *value)
{
	struct mbpf_map *map = mem->reg->map;
	void *at;

	if (!mbpf_map_is_constant(map) || !map->ops->direct)
		return false;
	if (!mbpf_scalar_is_const(&mem->reg->var))
		return false;
	at = map->ops->direct(map, mbpf_reg_min_off(mem->reg) + mem->off);
	if (IS_ERR(at))
		return false;
	*value = 0;
	memcpy(value, at, mem->size);
	return true;
}

int mbpf_load_map_value(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out)
{
	struct mbpf_scalar any = mbpf_scalar_unknown();
	u64 value;

	if (read_constant(mem, &value))
		mbpf_reg_set_scalar(out, mbpf_scalar_const(value));
	else
		mbpf_reg_set_scalar(out, mbpf_scalar_zext(&any, mem->size));
	return 0;
}
