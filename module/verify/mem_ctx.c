// SPDX-License-Identifier: GPL-2.0
/*
 * The context: exactly the fields that the program type lists.
 *
 * What the program reads is not what lies there (see core/ctx.h), so an
 * instruction that touches the context must touch one and the same field on
 * every path: it is rewritten once.
 */
#include <linux/errno.h>
#include "verify/env.h"

int mbpf_check_ctx(struct mbpf_env *env, const struct mbpf_mem *mem)
{
	const struct mbpf_progtype *ptype = env->prog->ptype;
	struct mbpf_insn_aux *aux = mbpf_env_aux(env);
	s64 at = (s64)mem->reg->off + mem->off;
	int field;

	if (mem->access & MBPF_WRITE)
		return mbpf_refuse(env, CTX, "r%u is the context of a %s program, which programs "
				   "may only read: invalid bpf_context access off=%lld size=%u",
				   mem->regno, ptype->name, (long long)at, mem->size);
	if (mem->reg->off)
		return mbpf_refuse(env, CTX, "r%u is the context moved by %d bytes; dereference "
				   "of modified ctx ptr R%u off=%d disallowed; hint: use the "
				   "offset of the load instead", mem->regno, mem->reg->off,
				   mem->regno, mem->reg->off);
	field = mbpf_progtype_field(ptype, at, mem->size);
	if (field < 0)
		return mbpf_refuse(env, CTX, "r%u is the context of a %s program, and no field "
				   "can be read there with that size: invalid bpf_context access "
				   "off=%lld size=%u", mem->regno, ptype->name, (long long)at,
				   mem->size);
	if (aux->access == MBPF_ACCESS_CTX && aux->ctx_field != field)
		return mbpf_refuse(env, CTX, "one instruction reads context field '%s' on one "
				   "path and '%s' on another",
				   ptype->fields[aux->ctx_field].name, ptype->fields[field].name);
	aux->ctx_field = field;
	return 0;
}

int mbpf_load_ctx(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out)
{
	const struct mbpf_ctx_field *field =
		&env->prog->ptype->fields[mbpf_env_aux(env)->ctx_field];
	static const u8 kinds[] = {
		[MBPF_CTX_DATA] = MBPF_REG_PACKET,
		[MBPF_CTX_DATA_END] = MBPF_REG_PACKET_END,
		[MBPF_CTX_DATA_META] = MBPF_REG_PACKET_META,
	};
	struct mbpf_scalar any = mbpf_scalar_unknown();

	if (field->kind == MBPF_CTX_SCALAR) {
		mbpf_reg_set_scalar(out, mbpf_scalar_zext(&any, mem->size));
		return 0;
	}
	if (mbpf_op_is_sext_load(mbpf_env_op(env)))
		return mbpf_refuse(env, CTX, "context field '%s' is a pointer and has no sign to "
				   "extend", field->name);
	mbpf_reg_set_pointer(out, kinds[field->kind]);
	return 0;
}
