// SPDX-License-Identifier: GPL-2.0
/*
 * Memory: loads, stores and atomic operations.
 *
 * This room reads the operands and asks the region that the address points
 * into, by one row for each pointer kind; a kind without a row cannot be
 * touched.  Bounds are the regions' business (mem_stack.c, mem_packet.c,
 * mem_map.c, mem_ctx.c), as is what a load gives.
 */
#include <linux/errno.h>
#include "verify/env.h"

/**
 * struct region - what may be done through one kind of pointer
 * @access: enum mbpf_access, the fact that is left
 * @check: bounds, alignment, permission
 * @load: value that a checked read gives; NULL: any number
 * @store: remember a checked write; NULL: nothing is remembered
 * @atomics: atomic and ordered operations are allowed
 */
struct region {
	u8 access;
	bool atomics;
	int (*check)(struct mbpf_env *env, const struct mbpf_mem *mem);
	int (*load)(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out);
	int (*store)(struct mbpf_env *env, const struct mbpf_mem *mem,
		     const struct mbpf_reg *value);
};

static const struct region regions[MBPF_NR_REG_KINDS] = {
	[MBPF_REG_STACK] = {
		.access = MBPF_ACCESS_STACK, .atomics = true, .check = mbpf_check_stack,
		.load = mbpf_load_stack, .store = mbpf_store_stack,
	},
	[MBPF_REG_PACKET] = {
		.access = MBPF_ACCESS_PACKET, .check = mbpf_check_packet,
	},
	[MBPF_REG_PACKET_META] = {
		.access = MBPF_ACCESS_PACKET, .check = mbpf_check_packet,
	},
	[MBPF_REG_MAP_VALUE] = {
		.access = MBPF_ACCESS_MAP_VALUE, .atomics = true,
		.check = mbpf_check_map_value, .load = mbpf_load_map_value,
	},
	[MBPF_REG_CTX] = {
		.access = MBPF_ACCESS_CTX, .check = mbpf_check_ctx, .load = mbpf_load_ctx,
	},
};

static int refuse_kind(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	u8 kind = mem->reg->kind;

	if (mbpf_kind_flags(kind) & MBPF_KIND_MAYBE_NULL)
		return mbpf_refuse(env, MAYBE_NULL, "r%u may be null (R%u invalid mem access "
				   "'%s'); hint: compare it with 0 first", mem->regno,
				   mem->regno, mbpf_kind_name(kind));
	return mbpf_refuse(env, NOT_A_POINTER, "r%u is no pointer to memory that a program may "
			   "touch: R%u invalid mem access '%s'", mem->regno, mem->regno,
			   mbpf_kind_name(kind));
}

static int check_region(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	const struct region *region = &regions[mem->reg->kind];

	return region->check ? region->check(env, mem) : refuse_kind(env, mem);
}

/*
 * Leave the fact.  One instruction may touch several regions on several
 * paths, but a context access is rewritten and so must always be one.
 */
static int note_access(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	struct mbpf_insn_aux *aux = mbpf_env_aux(env);
	u8 now = regions[mem->reg->kind].access;

	if (aux->access == MBPF_ACCESS_NONE || aux->access == now) {
		aux->access = now;
		return 0;
	}
	if (aux->access == MBPF_ACCESS_CTX || now == MBPF_ACCESS_CTX)
		return mbpf_refuse(env, CTX, "same insn cannot be used with different pointers: "
				   "r%u is the context on one path and %s on another",
				   mem->regno, mbpf_kind_name(mem->reg->kind));
	aux->access = MBPF_ACCESS_MIXED;
	return 0;
}

/*
 * BPF_F_STRICT_ALIGNMENT: packets start two bytes off a multiple of four, so
 * that the IP header behind Ethernet's 14 bytes is aligned.
 */
static int check_strict(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	s64 at = (s64)mem->reg->off + mem->off;
	u64 low = mem->reg->var.bits.value | mem->reg->var.bits.mask;

	if (!(env->flags & MBPF_VERIFY_STRICT_ALIGN))
		return 0;
	if (mbpf_reg_is_packet(mem->reg))
		at += 2;
	if (!((low | (u64)at) & (mem->size - 1)))
		return 0;
	return mbpf_refuse(env, ALIGN, "misaligned access: %u bytes through r%u (%s) at offset "
			   "%lld, and the program asked for strict alignment", mem->size,
			   mem->regno, mbpf_kind_name(mem->reg->kind), (long long)at);
}

static int check_access(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	int err = mbpf_check_init(env, mem->regno);

	if (!err)
		err = check_region(env, mem);
	if (!err)
		err = check_strict(env, mem);
	if (!err)
		err = note_access(env, mem);
	if (!err && mbpf_reg_is_packet(mem->reg) && (mem->access & MBPF_WRITE))
		env->prog->writes_packet = true;
	return err;
}

static int load_value(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out)
{
	const struct region *region = &regions[mem->reg->kind];
	struct mbpf_scalar any = mbpf_scalar_unknown();

	if (region->load)
		return region->load(env, mem, out);
	mbpf_reg_set_scalar(out, mbpf_scalar_zext(&any, mem->size));
	return 0;
}

static int store_value(struct mbpf_env *env, const struct mbpf_mem *mem,
		       const struct mbpf_reg *value)
{
	const struct region *region = &regions[mem->reg->kind];

	return region->store ? region->store(env, mem, value) : 0;
}

static struct mbpf_mem mem_of(struct mbpf_env *env, u32 regno, u8 access)
{
	return (struct mbpf_mem){
		.regno = regno,
		.reg = mbpf_env_reg(env, regno),
		.off = mbpf_env_insn(env)->off,
		.size = mbpf_op_size(mbpf_env_op(env)),
		.access = access,
	};
}

static int load_into_dst(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	struct mbpf_reg value;
	int err = load_value(env, mem, &value);

	if (err)
		return err;
	if (mbpf_op_is_sext_load(mbpf_env_op(env)))
		mbpf_reg_set_scalar(&value, mbpf_scalar_sext(&value.var, mem->size));
	*mbpf_env_reg(env, mbpf_env_insn(env)->dst_reg) = value;
	return 0;
}

int mbpf_step_ldx(struct mbpf_env *env)
{
	struct mbpf_mem mem = mem_of(env, mbpf_env_insn(env)->src_reg, MBPF_READ);
	int err = check_access(env, &mem);

	return err ?: load_into_dst(env, &mem);
}

/* Pointers are kept on the stack only: anywhere else others could read them. */
static int check_no_leak(struct mbpf_env *env, const struct mbpf_mem *mem, u32 regno)
{
	const struct mbpf_reg *value = mbpf_env_reg(env, regno);

	if (!mbpf_reg_is_pointer(value))
		return 0;
	if (mem->reg->kind == MBPF_REG_STACK && mem->size == MBPF_SLOT_BYTES)
		return 0;
	return mbpf_refuse(env, PTR_LEAK, "r%u is a pointer (%s), and storing %u bytes of it to "
			   "%s would leak an address; hint: pointers may only be spilled whole "
			   "to the stack", regno, mbpf_kind_name(value->kind), mem->size,
			   mbpf_kind_name(mem->reg->kind));
}

int mbpf_step_store(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	struct mbpf_mem mem = mem_of(env, insn->dst_reg, MBPF_WRITE);
	struct mbpf_reg value;
	int err;

	if (mbpf_op_form(mbpf_env_op(env)) == MBPF_FORM_ST) {
		mbpf_reg_set_scalar(&value, mbpf_scalar_const((s64)insn->imm));
		err = check_access(env, &mem);
		return err ?: store_value(env, &mem, &value);
	}
	err = mbpf_check_init(env, insn->src_reg);
	if (!err)
		err = check_access(env, &mem);
	if (!err)
		err = check_no_leak(env, &mem, insn->src_reg);
	return err ?: store_value(env, &mem, mbpf_env_reg(env, insn->src_reg));
}

/* Atomic operations want memory that is aligned and not rewritten. */
static int check_atomic(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	s64 at = (s64)mem->reg->off + mem->off;
	u64 low = mem->reg->var.bits.value | mem->reg->var.bits.mask | (u64)at;

	if (!regions[mem->reg->kind].check)
		return refuse_kind(env, mem);
	if (!regions[mem->reg->kind].atomics)
		return mbpf_refuse(env, NOT_A_POINTER, "atomic operations work on the stack and "
				   "on map values only: r%u atomic access to %s prohibited",
				   mem->regno, mbpf_kind_name(mem->reg->kind));
	if (low & (mem->size - 1))
		return mbpf_refuse(env, ALIGN, "misaligned access: an atomic operation of %u "
				   "bytes through r%u at offset %lld", mem->size, mem->regno,
				   (long long)at);
	return 0;
}

/* An operand of an atomic operation: a number. */
static int check_number(struct mbpf_env *env, u32 regno)
{
	int err = mbpf_check_init(env, regno);

	if (err || mbpf_reg_is_scalar(mbpf_env_reg(env, regno)))
		return err;
	return mbpf_refuse(env, PTR_LEAK, "r%u is a pointer (%s), and an atomic operation would "
			   "leak it", regno, mbpf_kind_name(mbpf_env_reg(env, regno)->kind));
}

/* What was in memory: any number, and from the stack never a pointer. */
static int set_fetched(struct mbpf_env *env, u32 regno, const struct mbpf_mem *mem)
{
	struct mbpf_scalar any = mbpf_scalar_unknown();

	mbpf_reg_set_scalar(mbpf_env_reg(env, regno), mbpf_scalar_zext(&any, mem->size));
	return 0;
}

int mbpf_step_atomic(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	struct mbpf_mem mem = mem_of(env, insn->dst_reg, MBPF_READ | MBPF_WRITE);
	enum mbpf_form form = mbpf_op_form(mbpf_env_op(env));
	struct mbpf_reg any;
	int err = check_number(env, insn->src_reg);

	if (!err && form == MBPF_FORM_CMPXCHG)
		err = check_number(env, MBPF_R0);
	if (!err)
		err = mbpf_check_init(env, insn->dst_reg);
	if (!err)
		err = check_atomic(env, &mem);
	if (!err)
		err = check_access(env, &mem);
	if (!err && mem.reg->kind == MBPF_REG_STACK)
		err = mbpf_check_stack_readable(env, &mem);
	if (err)
		return err;
	mbpf_reg_set_unknown(&any);
	err = store_value(env, &mem, &any);
	if (err || form == MBPF_FORM_ATOMIC)
		return err;
	return set_fetched(env, form == MBPF_FORM_CMPXCHG ? MBPF_R0 : insn->src_reg, &mem);
}

int mbpf_step_ordered(struct mbpf_env *env)
{
	const struct bpf_insn *insn = mbpf_env_insn(env);
	bool load = mbpf_op_form(mbpf_env_op(env)) == MBPF_FORM_LOAD_ACQ;
	struct mbpf_mem mem = mem_of(env, load ? insn->src_reg : insn->dst_reg,
				     load ? MBPF_READ : MBPF_WRITE);
	int err = mbpf_check_init(env, mem.regno);

	if (!err)
		err = check_atomic(env, &mem);
	if (err)
		return err;
	return load ? mbpf_step_ldx(env) : mbpf_step_store(env);
}

int mbpf_check_mem_arg(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	int err;

	if (mem->reg->kind == MBPF_REG_CTX || !regions[mem->reg->kind].check)
		return refuse_kind(env, mem);
	if (!mem->size)
		return 0;
	err = check_region(env, mem);
	if (!err && mem->reg->kind == MBPF_REG_STACK && (mem->access & MBPF_READ))
		err = mbpf_check_stack_readable(env, mem);
	return err;
}

int mbpf_set_mem_arg(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	if (mbpf_reg_is_packet(mem->reg))
		env->prog->writes_packet = true;
	if (mem->reg->kind != MBPF_REG_STACK || !mem->size)
		return 0;
	return mbpf_set_stack_misc(env, mem);
}
