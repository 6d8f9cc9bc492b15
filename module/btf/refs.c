// SPDX-License-Identifier: GPL-2.0
/*
 * Do the types that a type refers to exist, and are they of a fitting kind?
 *
 * A member is of a type of C that can be stored, a function has a function
 * type, a section holds variables.  After this every id may be followed; where
 * that leads (in circles, perhaps) is type_check.c's business.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include "btf/check.h"

/* Sets of kinds, one bit each; void is kind 0. */
enum {
	KINDS_OF_C = BIT(0) | BIT(BTF_KIND_INT) | BIT(BTF_KIND_PTR) | BIT(BTF_KIND_ARRAY) |
		     BIT(BTF_KIND_STRUCT) | BIT(BTF_KIND_UNION) | BIT(BTF_KIND_ENUM) |
		     BIT(BTF_KIND_FWD) | BIT(BTF_KIND_TYPEDEF) | BIT(BTF_KIND_VOLATILE) |
		     BIT(BTF_KIND_CONST) | BIT(BTF_KIND_RESTRICT) | BIT(BTF_KIND_FUNC_PROTO) |
		     BIT(BTF_KIND_FLOAT) | BIT(BTF_KIND_TYPE_TAG) | BIT(BTF_KIND_ENUM64),
	KINDS_STORED = KINDS_OF_C & ~(BIT(0) | BIT(BTF_KIND_FWD) | BIT(BTF_KIND_FUNC_PROTO)),
	KINDS_TAGGED = BIT(BTF_KIND_STRUCT) | BIT(BTF_KIND_UNION) | BIT(BTF_KIND_VAR) |
		       BIT(BTF_KIND_FUNC) | BIT(BTF_KIND_TYPEDEF),
};

static int check_ref(const struct mbpf_btf_place *p, u32 id, u32 kinds)
{
	u32 kind = 0;

	if (id > p->btf->nr_types)
		return mbpf_btf_fault(p, "refers to type %u of %u", id, p->btf->nr_types);
	if (id != MBPF_BTF_VOID)
		kind = mbpf_btf_kind(mbpf_btf_type(p->btf, id));
	if (!(kinds & BIT(kind)))
		return mbpf_btf_fault(p, "refers to type %u, a %s, which does not fit", id,
				      kind ? mbpf_btf_kind_name(kind) : "void");
	return 0;
}

static int check_member_refs(const struct mbpf_btf_place *p)
{
	const struct btf_member *m = mbpf_btf_extra(p->t);
	u32 i;
	int err = 0;

	for (i = 0; i < mbpf_btf_vlen(p->t) && !err; i++)
		err = check_ref(p, m[i].type, KINDS_STORED);
	return err;
}

static int check_proto_refs(const struct mbpf_btf_place *p)
{
	const struct btf_param *param = mbpf_btf_extra(p->t);
	int err = check_ref(p, p->t->type, KINDS_STORED | BIT(0));
	u32 i;

	for (i = 0; i < mbpf_btf_vlen(p->t) && !err; i++)
		if (param[i].type)
			err = check_ref(p, param[i].type, KINDS_STORED);
	return err;
}

static int check_datasec_refs(const struct mbpf_btf_place *p)
{
	const struct btf_var_secinfo *v = mbpf_btf_extra(p->t);
	u32 i;
	int err = 0;

	for (i = 0; i < mbpf_btf_vlen(p->t) && !err; i++)
		err = check_ref(p, v[i].type, BIT(BTF_KIND_VAR));
	return err;
}

static int check_refs(const struct mbpf_btf_place *p)
{
	const struct btf_array *array = mbpf_btf_extra(p->t);

	switch (mbpf_btf_kind(p->t)) {
	case BTF_KIND_PTR:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_TYPE_TAG:
		return check_ref(p, p->t->type, KINDS_OF_C);
	case BTF_KIND_ARRAY:
		return check_ref(p, array->type, KINDS_STORED) ?:
		       check_ref(p, array->index_type, KINDS_STORED);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return check_member_refs(p);
	case BTF_KIND_FUNC:
		return check_ref(p, p->t->type, BIT(BTF_KIND_FUNC_PROTO));
	case BTF_KIND_FUNC_PROTO:
		return check_proto_refs(p);
	case BTF_KIND_VAR:
		return check_ref(p, p->t->type, KINDS_STORED);
	case BTF_KIND_DATASEC:
		return check_datasec_refs(p);
	case BTF_KIND_DECL_TAG:
		return check_ref(p, p->t->type, KINDS_TAGGED);
	default:
		return 0;
	}
}

int mbpf_btf_check_refs(const struct mbpf_btf *btf, struct mbpf_log *log)
{
	struct mbpf_btf_place p = { .btf = btf, .log = log };
	u32 id;
	int err = 0;

	for (id = 1; id <= btf->nr_types && !err; id++) {
		mbpf_btf_go_to(&p, id);
		err = mbpf_btf_pause(id) ?: check_refs(&p);
	}
	return err;
}
