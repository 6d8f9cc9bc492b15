// SPDX-License-Identifier: GPL-2.0
/*
 * The table of program types, and what holds for their contexts: which field
 * an access falls into.
 *
 * Each row of a context is an (offset, size) that may be read, and nothing
 * between or around them may. A pointer is read whole; a number also in part,
 * where the part is aligned to its own size.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/nospec.h>
#include "mbpf.h"
#include "progtype/base.h"
#include "progtype/progtype.h"

#define X(type, symbol) [type] = &(symbol),
static const struct mbpf_progtype *const types[] = { MBPF_PROGTYPES(X) };
#undef X

const struct mbpf_progtype *mbpf_progtype_find(u32 type)
{
	if (type >= ARRAY_SIZE(types))
		return NULL;
	return types[array_index_nospec(type, ARRAY_SIZE(types))];
}

static bool fits(const struct mbpf_ctx_field *field, s64 off, u32 size)
{
	if (off < field->off || off + size > field->off + field->size)
		return false;
	return field->kind == MBPF_CTX_SCALAR || size == field->size;
}

int mbpf_progtype_field(const struct mbpf_progtype *ptype, s64 off, u32 size)
{
	int row;

	if (off < 0 || off >= ptype->ctx_size)
		return -EACCES;
	if (size > 8 || !is_power_of_2(size) || off % size)
		return -EACCES;
	for (row = 0; row < ptype->nr_fields; row++)
		if (fits(&ptype->fields[row], off, size))
			return row;
	return -EACCES;
}

bool mbpf_progtype_has_base_helper(u32 id)
{
	switch (id) {
	case BPF_FUNC_map_lookup_elem:
	case BPF_FUNC_map_update_elem:
	case BPF_FUNC_map_delete_elem:
	case BPF_FUNC_ktime_get_ns:
	case BPF_FUNC_trace_printk:
	case BPF_FUNC_get_prandom_u32:
	case BPF_FUNC_get_smp_processor_id:
		return true;
	default:
		return false;
	}
}
