// SPDX-License-Identifier: GPL-2.0
/*
 * What types contain.
 *
 * Two rounds, so that the second may trust the first:
 *
 *   containment  no type contains itself, and none is nested too deeply; on
 *                the way back up, the size of each is known
 *   contents     members lie inside their struct, parameters have a size,
 *                variables fit their place in the section
 *
 * A pointer contains nothing, so it is where circles are allowed:
 *
 *	struct list { struct list *next; };	fine
 *	struct list { struct list next; };	refused
 *
 * The first round goes depth first, but with a stack of its own, which the
 * limit of nesting keeps small.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include "btf/check.h"
#include "core/limits.h"

/* void, functions: nothing that is stored. */
static const u32 no_size = ~0U;

/* A depth: contains what is being looked at. */
enum { IN_PROGRESS = 0xff };

/**
 * struct types - the check in progress
 * @place: the type at hand
 * @size: bytes of each type, or no_size; of those done
 * @depth: types inside each, itself counted; 0 for not yet done
 */
struct types {
	struct mbpf_btf_place place;
	u32 *size;
	u8 *depth;
};

/* --- containment --- */

/* The @i-th type that @t has inside it; void behind the last. */
static u32 inner_type(const struct btf_type *t, u32 i)
{
	const struct btf_member *members = mbpf_btf_extra(t);
	const struct btf_var_secinfo *vars = mbpf_btf_extra(t);
	const struct btf_array *array = mbpf_btf_extra(t);

	switch (mbpf_btf_kind(t)) {
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return i < mbpf_btf_vlen(t) ? members[i].type : MBPF_BTF_VOID;
	case BTF_KIND_DATASEC:
		return i < mbpf_btf_vlen(t) ? vars[i].type : MBPF_BTF_VOID;
	case BTF_KIND_ARRAY:
		return i ? MBPF_BTF_VOID : array->type;
	case BTF_KIND_VAR:
		return i ? MBPF_BTF_VOID : t->type;
	default:
		return mbpf_btf_is_modifier(t) && !i ? t->type : MBPF_BTF_VOID;
	}
}

static int set_array_size(const struct mbpf_btf_place *p, const u32 *sizes, u32 *size)
{
	const struct btf_array *array = mbpf_btf_extra(p->t);
	u32 each = sizes[array->type];

	if (each == no_size)
		return mbpf_btf_fault(p, "its elements (type %u) have no size", array->type);
	if (check_mul_overflow(each, array->nelems, size) || *size == no_size)
		return mbpf_btf_fault(p, "%u elements of %u bytes are too many", array->nelems,
				      each);
	return 0;
}

/* All that is inside is done, so the size can be told. */
static int set_size(struct types *types, const struct mbpf_btf_place *p)
{
	u32 *size = &types->size[p->id];

	switch (mbpf_btf_kind(p->t)) {
	case BTF_KIND_INT:
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
	case BTF_KIND_FLOAT:
	case BTF_KIND_DATASEC:
		*size = p->t->size;
		return *size == no_size ? mbpf_btf_fault(p, "%u bytes are too many", *size) : 0;
	case BTF_KIND_PTR:
		*size = sizeof(u64);
		return 0;
	case BTF_KIND_ARRAY:
		return set_array_size(p, types->size, size);
	case BTF_KIND_FWD:
	case BTF_KIND_FUNC:
	case BTF_KIND_FUNC_PROTO:
	case BTF_KIND_DECL_TAG:
		*size = no_size;
		return 0;
	default:
		*size = types->size[p->t->type];
		return 0;
	}
}

/* One type on the way down: which, and the next one inside it to look at. */
struct level {
	u32 id;
	u32 next;
	u8 depth;
};

/* Look into @id, which is not done, unless that is too deep or goes in circles. */
static int enter(struct types *types, struct level *stack, u32 *nr, u32 id)
{
	if (types->depth[id] == IN_PROGRESS)
		return mbpf_btf_fault(&types->place, "contains itself, by type %u", id);
	if (*nr == MBPF_MAX_BTF_DEPTH)
		return mbpf_btf_fault(&types->place, "more than %u types inside one another",
				      MBPF_MAX_BTF_DEPTH);
	types->depth[id] = IN_PROGRESS;
	stack[(*nr)++] = (struct level){ .id = id, .depth = 1 };
	return 0;
}

/* The innermost type is done. */
static int leave(struct types *types, struct level *stack, u32 *nr)
{
	struct level *level = &stack[--*nr];
	struct mbpf_btf_place p = types->place;

	mbpf_btf_go_to(&p, level->id);
	if (level->depth > MBPF_MAX_BTF_DEPTH)
		return mbpf_btf_fault(&p, "more than %u types inside one another",
				      MBPF_MAX_BTF_DEPTH);
	types->depth[p.id] = level->depth;
	return set_size(types, &p);
}

/* Everything inside one type, innermost first. */
static int resolve(struct types *types, u32 id)
{
	struct level stack[MBPF_MAX_BTF_DEPTH];
	u32 nr = 0;
	int err = enter(types, stack, &nr, id);

	while (nr && !err) {
		struct level *top = &stack[nr - 1];
		u32 inner = inner_type(mbpf_btf_type(types->place.btf, top->id), top->next);

		if (!inner) {
			err = leave(types, stack, &nr);
		} else if (!types->depth[inner] || types->depth[inner] == IN_PROGRESS) {
			err = enter(types, stack, &nr, inner);
		} else {
			top->depth = max_t(u8, top->depth, types->depth[inner] + 1);
			top->next++;
		}
	}
	return err;
}

/* --- contents --- */

static const struct btf_type *skip_modifiers(const struct mbpf_btf *btf, u32 id)
{
	const struct btf_type *t = mbpf_btf_type(btf, id);

	while (t && mbpf_btf_is_modifier(t))
		t = mbpf_btf_type(btf, t->type);
	return t;
}

static bool is_enum(const struct btf_type *t)
{
	return mbpf_btf_kind(t) == BTF_KIND_ENUM || mbpf_btf_kind(t) == BTF_KIND_ENUM64;
}

/**
 * struct bits - where a member lies in its struct
 * @off: first bit
 * @len: bits
 * @field: it is a bit field
 */
struct bits {
	u64 off;
	u64 len;
	bool field;
};

/*
 * Bit fields are told in two ways: by the member's offset when the struct has
 * the kind flag, else by an integer type that has fewer bits than its bytes.
 */
static struct bits bits_of(const struct types *types, const struct btf_member *m)
{
	const struct btf_type *base = skip_modifiers(types->place.btf, m->type);
	struct bits bits = { .off = m->offset, .len = (u64)types->size[m->type] * 8 };
	u32 data;

	if (mbpf_btf_kflag(types->place.t)) {
		bits.off = BTF_MEMBER_BIT_OFFSET(m->offset);
		if (BTF_MEMBER_BITFIELD_SIZE(m->offset)) {
			bits.len = BTF_MEMBER_BITFIELD_SIZE(m->offset);
			bits.field = true;
		}
	} else if (mbpf_btf_kind(base) == BTF_KIND_INT) {
		data = *(const u32 *)mbpf_btf_extra(base);
		bits.field = BTF_INT_BITS(data) != bits.len || bits.off % 8;
		bits.off += BTF_INT_OFFSET(data);
		bits.len = BTF_INT_BITS(data);
	}
	return bits;
}

static int check_member(const struct types *types, const struct btf_member *m, u32 i)
{
	const struct btf_type *base = skip_modifiers(types->place.btf, m->type);
	const struct mbpf_btf_place *p = &types->place;
	struct bits bits;

	if (types->size[m->type] == no_size)
		return mbpf_btf_fault(p, "member %u (type %u) has no size", i, m->type);
	bits = bits_of(types, m);
	if (bits.field && mbpf_btf_kind(base) != BTF_KIND_INT && !is_enum(base))
		return mbpf_btf_fault(p, "member %u is a bit field of a %s", i,
				      mbpf_btf_kind_name(mbpf_btf_kind(base)));
	if (bits.field && bits.len > (u64)types->size[m->type] * 8)
		return mbpf_btf_fault(p, "member %u has more bits than its type", i);
	if (!bits.field && bits.off % 8)
		return mbpf_btf_fault(p, "member %u starts inside a byte", i);
	if (bits.off + bits.len > (u64)p->t->size * 8)
		return mbpf_btf_fault(p, "member %u (%llu bits at %llu) is not inside %u bytes", i,
				      bits.len, bits.off, p->t->size);
	return 0;
}

static u32 member_start(const struct btf_type *t, const struct btf_member *m)
{
	return mbpf_btf_kflag(t) ? BTF_MEMBER_BIT_OFFSET(m->offset) : m->offset;
}

static int check_members(const struct types *types)
{
	const struct mbpf_btf_place *p = &types->place;
	const struct btf_member *m = mbpf_btf_extra(p->t);
	bool is_union = mbpf_btf_kind(p->t) == BTF_KIND_UNION;
	u32 i, start, last = 0;
	int err;

	for (i = 0; i < mbpf_btf_vlen(p->t); i++, last = start) {
		start = member_start(p->t, &m[i]);
		if (is_union && start)
			return mbpf_btf_fault(p, "member %u of a union is not at its start", i);
		if (start < last)
			return mbpf_btf_fault(p, "member %u starts before the one in front of it",
					      i);
		err = check_member(types, &m[i], i);
		if (err)
			return err;
	}
	return 0;
}

static int check_array(const struct types *types)
{
	const struct btf_array *array = mbpf_btf_extra(types->place.t);
	const struct btf_type *index = skip_modifiers(types->place.btf, array->index_type);

	if (index && mbpf_btf_kind(index) == BTF_KIND_INT)
		return 0;
	return mbpf_btf_fault(&types->place, "its index (type %u) is not an integer",
			      array->index_type);
}

static int check_proto(const struct types *types)
{
	const struct mbpf_btf_place *p = &types->place;
	const struct btf_param *param = mbpf_btf_extra(p->t);
	u32 i;

	if (p->t->type && types->size[p->t->type] == no_size &&
	    skip_modifiers(p->btf, p->t->type))
		return mbpf_btf_fault(p, "what it returns (type %u) has no size", p->t->type);
	for (i = 0; i < mbpf_btf_vlen(p->t); i++)
		if (param[i].type && types->size[param[i].type] == no_size)
			return mbpf_btf_fault(p, "parameter %u (type %u) has no size", i,
					      param[i].type);
	return 0;
}

static int check_vars(const struct types *types)
{
	const struct mbpf_btf_place *p = &types->place;
	const struct btf_var_secinfo *v = mbpf_btf_extra(p->t);
	u32 i;

	for (i = 0; i < mbpf_btf_vlen(p->t); i++)
		if (types->size[v[i].type] > v[i].size)
			return mbpf_btf_fault(p, "variable %u takes %u bytes and has %u", i,
					      types->size[v[i].type], v[i].size);
	return 0;
}

/* How many parts of a type a declaration tag can be about. */
static u32 nr_parts(const struct mbpf_btf *btf, const struct btf_type *t)
{
	switch (mbpf_btf_kind(t)) {
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return mbpf_btf_vlen(t);
	case BTF_KIND_FUNC:
		return mbpf_btf_vlen(mbpf_btf_type(btf, t->type));
	default:
		return 0;
	}
}

static int check_decl_tag(const struct mbpf_btf_place *p)
{
	const struct btf_decl_tag *tag = mbpf_btf_extra(p->t);
	u32 nr = nr_parts(p->btf, mbpf_btf_type(p->btf, p->t->type));

	if (tag->component_idx < 0 || (u32)tag->component_idx < nr)
		return 0;
	return mbpf_btf_fault(p, "is about part %d of %u", tag->component_idx, nr);
}

static int check_contents(const struct types *types)
{
	const struct mbpf_btf_place *p = &types->place;

	switch (mbpf_btf_kind(p->t)) {
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return check_members(types);
	case BTF_KIND_ARRAY:
		return check_array(types);
	case BTF_KIND_FUNC_PROTO:
		return check_proto(types);
	case BTF_KIND_VAR:
		if (types->size[p->t->type] == no_size)
			return mbpf_btf_fault(p, "its type %u has no size", p->t->type);
		return 0;
	case BTF_KIND_DATASEC:
		return check_vars(types);
	case BTF_KIND_DECL_TAG:
		return check_decl_tag(p);
	default:
		return 0;
	}
}

/* --- the rounds --- */

static int resolve_all(struct types *types)
{
	u32 id;
	int err = 0;

	types->size[MBPF_BTF_VOID] = no_size;
	types->depth[MBPF_BTF_VOID] = 1;
	for (id = 1; id <= types->place.btf->nr_types && !err; id++) {
		mbpf_btf_go_to(&types->place, id);
		err = mbpf_btf_pause(id);
		if (!err && !types->depth[id])
			err = resolve(types, id);
	}
	return err;
}

static int check_all_contents(struct types *types)
{
	u32 id;
	int err = 0;

	for (id = 1; id <= types->place.btf->nr_types && !err; id++) {
		mbpf_btf_go_to(&types->place, id);
		err = mbpf_btf_pause(id) ?: check_contents(types);
	}
	return err;
}

int mbpf_btf_check_types(const struct mbpf_btf *btf, struct mbpf_log *log)
{
	struct types types = { .place = { .btf = btf, .log = log } };
	int err = -ENOMEM;

	types.size = kvcalloc(btf->nr_types + 1, sizeof(*types.size), GFP_KERNEL_ACCOUNT);
	types.depth = kvcalloc(btf->nr_types + 1, sizeof(*types.depth), GFP_KERNEL_ACCOUNT);
	if (types.size && types.depth)
		err = resolve_all(&types);
	if (!err)
		err = check_all_contents(&types);
	kvfree(types.depth);
	kvfree(types.size);
	return err;
}
