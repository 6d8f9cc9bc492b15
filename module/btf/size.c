// SPDX-License-Identifier: GPL-2.0
/*
 * How many bytes a value of a type takes, and whether a map's definition and
 * its types agree.
 *
 * Only for blobs that mbpf_btf_parse() has accepted: then every chain of types
 * ends soon, and no product overflows.
 */
#include <linux/errno.h>
#include "btf/check.h"

bool mbpf_btf_is_modifier(const struct btf_type *t)
{
	switch (mbpf_btf_kind(t)) {
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_TYPE_TAG:
		return true;
	default:
		return false;
	}
}

s64 mbpf_btf_size(const struct mbpf_btf *btf, u32 id)
{
	const struct btf_type *t;
	/* Wraps only where the elements have no bytes, and then it is no matter. */
	u64 times = 1;

	while ((t = mbpf_btf_type(btf, id))) {
		const struct btf_array *array = mbpf_btf_extra(t);

		switch (mbpf_btf_kind(t)) {
		case BTF_KIND_INT:
		case BTF_KIND_STRUCT:
		case BTF_KIND_UNION:
		case BTF_KIND_ENUM:
		case BTF_KIND_ENUM64:
		case BTF_KIND_FLOAT:
		case BTF_KIND_DATASEC:
			return times * t->size;
		case BTF_KIND_PTR:
			return times * sizeof(u64);
		case BTF_KIND_ARRAY:
			times *= array->nelems;
			id = array->type;
			break;
		case BTF_KIND_VAR:
			id = t->type;
			break;
		default:
			if (!mbpf_btf_is_modifier(t))
				return -EINVAL;
			id = t->type;
			break;
		}
	}
	return -EINVAL;
}

int mbpf_btf_check_map(const struct mbpf_btf *btf, u32 key_id, u32 key_size,
		       u32 value_id, u32 value_size)
{
	if (key_id && mbpf_btf_size(btf, key_id) != key_size)
		return -EINVAL;
	if (value_id && mbpf_btf_size(btf, value_id) != value_size)
		return -EINVAL;
	return 0;
}
