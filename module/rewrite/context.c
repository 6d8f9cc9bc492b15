// SPDX-License-Identifier: GPL-2.0
/*
 * Loads from the context: a program believes that it reads a struct of the
 * kernel's API (struct xdp_md), what it reads is struct mbpf_ctx.
 *
 * A number may be read in part.  Its bytes lie in the same order on both
 * sides, so the distance from the field's start stays:
 *
 *	program:  | field at off, size        |     byte off + 2
 *	runs on:  | field at run_off, run_size |    byte run_off + 2
 *
 * A pointer is 4 bytes to the program and 8 in truth; it is read whole.
 */
#include <linux/errno.h>
#include "core/core.h"
#include "progtype/progtype.h"
#include "rewrite/passes.h"

/* A pointer field: the load becomes one of 8 bytes. */
static int load_pointer(struct mbpf_run_insn *run, const struct mbpf_ctx_field *field,
			u32 part, u32 size)
{
	if (part || size != field->size || field->run_size != sizeof(u64) ||
	    mbpf_op_is_sext_load(run->op))
		return -EINVAL;
	run->op = MBPF_OP_LDX_DW;
	run->off = field->run_off;
	return 0;
}

/* A number: the same load elsewhere. */
static int load_number(struct mbpf_run_insn *run, const struct mbpf_ctx_field *field,
		       u32 part, u32 size)
{
	if (part + size > field->run_size)
		return -EINVAL;
	run->off = field->run_off + part;
	return 0;
}

static int rewrite_load(const struct mbpf_progtype *ptype, u32 row, struct mbpf_run_insn *run)
{
	const struct mbpf_ctx_field *field;
	u32 size = mbpf_op_size(run->op);
	s32 part;

	if (!ptype || row >= ptype->nr_fields || mbpf_op_form(run->op) != MBPF_FORM_LDX)
		return -EINVAL;
	field = &ptype->fields[row];
	part = run->off - field->off;
	if (part < 0 || part + size > field->size)
		return -EINVAL;
	if (field->kind == MBPF_CTX_SCALAR)
		return load_number(run, field, part, size);
	return load_pointer(run, field, part, size);
}

int mbpf_rewrite_context(struct mbpf_prog *prog)
{
	const struct mbpf_insn_aux *aux;
	u32 pc;
	int err;

	for (pc = 0; pc < prog->len; pc++) {
		aux = &prog->aux[pc];
		if (!aux->reached || aux->access != MBPF_ACCESS_CTX)
			continue;
		err = rewrite_load(prog->ptype, aux->ctx_field, &prog->code[pc]);
		if (err)
			return err;
	}
	return 0;
}
