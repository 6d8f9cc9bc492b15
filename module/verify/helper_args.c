// SPDX-License-Identifier: GPL-2.0
/*
 * The arguments of a helper, one by one against its contract.
 *
 * Arguments are checked in order, because one may say what the next must be: a
 * map says how long its key is, and a size belongs to the memory before it.
 * No argument kind changes what is known; mem.c does that once all are fine.
 */
#include <linux/errno.h>
#include "verify/env.h"

static int refuse_arg(struct mbpf_env *env, const struct mbpf_helper *helper, u32 regno,
		      const char *wanted)
{
	return mbpf_refuse(env, ARG, "%s() wants %s in r%u, and it is a %s: R%u type=%s "
			   "expected=%s", helper->name, wanted, regno,
			   mbpf_kind_name(mbpf_env_reg(env, regno)->kind), regno,
			   mbpf_kind_name(mbpf_env_reg(env, regno)->kind), wanted);
}

static int check_ctx_arg(struct mbpf_env *env, const struct mbpf_helper *helper, u32 regno)
{
	const struct mbpf_reg *reg = mbpf_env_reg(env, regno);

	if (reg->kind == MBPF_REG_CTX && !reg->off)
		return 0;
	return refuse_arg(env, helper, regno, "the context, unmoved");
}

static int check_map_arg(struct mbpf_env *env, const struct mbpf_helper *helper, u32 regno,
			 struct mbpf_call_args *args)
{
	const struct mbpf_reg *reg = mbpf_env_reg(env, regno);

	if (reg->kind != MBPF_REG_MAP)
		return refuse_arg(env, helper, regno, "map_ptr");
	if ((helper->flags & MBPF_HELPER_WRITES_MAP) &&
	    (reg->map->def.flags & BPF_F_RDONLY_PROG))
		return mbpf_refuse(env, READ_ONLY, "%s() would change map '%s', which is "
				   "read-only for programs: write into map forbidden",
				   helper->name, reg->map->def.name);
	args->map = reg->map;
	return 0;
}

static int check_map_memory(struct mbpf_env *env, u32 regno, u32 size)
{
	struct mbpf_mem mem = {
		.regno = regno, .reg = mbpf_env_reg(env, regno), .size = size,
		.access = MBPF_READ, .by_helper = true,
	};

	return mbpf_check_mem_arg(env, &mem);
}

static int check_size_range(struct mbpf_env *env, const struct mbpf_helper *helper, u32 regno,
			    bool may_be_zero)
{
	const struct mbpf_reg *size = mbpf_env_reg(env, regno);

	if (!mbpf_reg_is_scalar(size))
		return refuse_arg(env, helper, regno, "a number of bytes");
	if (size->var.r64.smin < 0)
		return mbpf_refuse(env, ARG, "%s() takes r%u as a number of bytes, and it may be "
				   "negative (%lld): R%u min value is negative; hint: make it "
				   "unsigned or bound it with a mask", helper->name, regno,
				   (long long)size->var.r64.smin, regno);
	if (size->var.r64.umax >= MBPF_MAX_PTR_OFF)
		return mbpf_refuse(env, ARG, "%s() takes r%u as a number of bytes, and nothing "
				   "bounds it: R%u unbounded memory access; hint: compare it "
				   "with the size of the buffer first", helper->name, regno,
				   regno);
	if (!may_be_zero && !size->var.r64.umin)
		return mbpf_refuse(env, ARG, "%s() takes r%u as a number of bytes, and it may be "
				   "0: R%u invalid zero-sized read", helper->name, regno, regno);
	return 0;
}

/*
 * A pair of pointer and size.  What the helper fills may be uninitialised
 * before only if it fills all of it, that is, if the size is one number.
 */
static int check_sized_memory(struct mbpf_env *env, const struct mbpf_helper *helper, u32 i,
			      struct mbpf_call_args *args)
{
	const struct mbpf_reg *size = mbpf_env_reg(env, i + 1);
	struct mbpf_mem mem = {
		.regno = i, .reg = mbpf_env_reg(env, i), .by_helper = true,
	};
	u8 kind = helper->arg[i - 1];
	int err = check_size_range(env, helper, i + 1, helper->arg[i] == MBPF_ARG_SIZE_OR_ZERO);

	if (err)
		return err;
	mem.size = size->var.r64.umax;
	if (kind == MBPF_ARG_MEM_OR_NULL && mbpf_reg_is_zero(mem.reg) && !mem.size)
		return 0;
	mem.access = MBPF_READ;
	if (kind == MBPF_ARG_MEM_UNINIT) {
		mem.access = MBPF_WRITE;
		if (!mbpf_scalar_is_const(&size->var))
			mem.access |= MBPF_READ;
		args->filled = mem;
		args->has_filled = true;
	}
	return mbpf_check_mem_arg(env, &mem);
}

static int check_map_part(struct mbpf_env *env, const struct mbpf_helper *helper, u32 regno,
			  const struct mbpf_call_args *args)
{
	if (!args->map)
		return mbpf_refuse(env, HELPER, "%s() has a key or value before its map",
				   helper->name);
	if (helper->arg[regno - 1] == MBPF_ARG_MAP_KEY)
		return check_map_memory(env, regno, args->map->def.key_size);
	return check_map_memory(env, regno, args->map->def.value_size);
}

static int check_arg(struct mbpf_env *env, const struct mbpf_helper *helper, u32 regno,
		     struct mbpf_call_args *args)
{
	switch (helper->arg[regno - 1]) {
	case MBPF_ARG_ANY:
	case MBPF_ARG_OPTIONAL:
		if (mbpf_reg_is_pointer(mbpf_env_reg(env, regno)))
			return refuse_arg(env, helper, regno, "a number");
		return 0;
	case MBPF_ARG_CTX:
		return check_ctx_arg(env, helper, regno);
	case MBPF_ARG_MAP:
		return check_map_arg(env, helper, regno, args);
	case MBPF_ARG_MAP_KEY:
	case MBPF_ARG_MAP_VALUE:
		return check_map_part(env, helper, regno, args);
	case MBPF_ARG_MEM:
	case MBPF_ARG_MEM_OR_NULL:
	case MBPF_ARG_MEM_UNINIT:
		return mbpf_check_init(env, regno + 1) ?:
		       check_sized_memory(env, helper, regno, args);
	case MBPF_ARG_SIZE:
	case MBPF_ARG_SIZE_OR_ZERO:
		return 0;	/* checked with the memory before it */
	default:
		return mbpf_refuse(env, HELPER, "argument %u of %s() is of a kind that is not "
				   "known", regno, helper->name);
	}
}

int mbpf_check_helper_args(struct mbpf_env *env, const struct mbpf_helper *helper,
			   struct mbpf_call_args *args)
{
	u32 regno;
	int err;

	for (regno = MBPF_R1; regno <= MBPF_R5; regno++) {
		if (helper->arg[regno - 1] == MBPF_ARG_NONE)
			continue;
		if (helper->arg[regno - 1] == MBPF_ARG_OPTIONAL &&
		    mbpf_env_reg(env, regno)->kind == MBPF_REG_UNINIT)
			continue;
		err = mbpf_check_init(env, regno);
		if (!err)
			err = check_arg(env, helper, regno, args);
		if (err)
			return err;
	}
	return 0;
}
