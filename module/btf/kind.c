// SPDX-License-Identifier: GPL-2.0
/*
 * Each type by itself: its length, its fields, its names, its numbers.
 *
 * A kind is one row: how long it is, what it may carry, which names it may
 * have, and a function for what only this kind has.  Nothing here looks at
 * another type; that the types which are referred to exist and fit is
 * refs.c's business.
 */
#include <linux/kernel.h>
#include "btf/check.h"
#include "core/limits.h"

/* What a name must be. */
enum name_rule {
	NAME_ANY,		/* "unsigned int", or nothing */
	NAME_NONE,
	NAME_IDENTIFIER,
	NAME_OPTIONAL,		/* an identifier or nothing */
	NAME_DOTTED,		/* an identifier with dots: "main.count" */
	NAME_PRINTABLE,		/* a section: ".rodata.str1.1" */
	NAME_TEXT,		/* something */
};

/* What the field that is either a size or a type holds. */
enum holds { HOLDS_ZERO, HOLDS_SIZE, HOLDS_TYPE };

/* What the 16 bits of vlen hold. */
enum vlen { VLEN_ZERO, VLEN_COUNT, VLEN_OTHER };

/**
 * struct kind - what all types of one kind have in common
 * @name: for messages
 * @name_rule: enum name_rule
 * @holds: enum holds
 * @vlen: enum vlen
 * @kflag: may the kind flag be set?
 * @fixed: bytes behind struct btf_type, once
 * @each: bytes behind that, for each of vlen
 * @check: what else must hold; may be NULL
 */
struct kind {
	const char *name;
	u8 name_rule;
	u8 holds;
	u8 vlen;
	bool kflag;
	u8 fixed;
	u8 each;
	int (*check)(const struct mbpf_btf_place *p);
};

/* --- names --- */

/* The kernel's isalpha() knows Latin-1; identifiers are ASCII. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_identifier(const char *name, bool dots)
{
	u32 i;

	if (!*name || is_digit(*name))
		return false;
	for (i = 0; name[i]; i++) {
		if (i == MBPF_MAX_BTF_NAME)
			return false;
		if (!is_letter(name[i]) && !is_digit(name[i]) && !(dots && name[i] == '.'))
			return false;
	}
	return true;
}

static bool is_printable(const char *name)
{
	u32 i;

	for (i = 0; name[i]; i++)
		if (i == MBPF_MAX_BTF_NAME || name[i] < ' ' || name[i] > '~')
			return false;
	return i;
}

static bool is_name_ok(const struct mbpf_btf *btf, u32 off, enum name_rule rule)
{
	const char *name = mbpf_btf_name(btf, off);

	if (off >= btf->strings_len)
		return false;
	switch (rule) {
	case NAME_NONE:
		return !*name;
	case NAME_IDENTIFIER:
		return is_identifier(name, false);
	case NAME_OPTIONAL:
		return !*name || is_identifier(name, false);
	case NAME_DOTTED:
		return is_identifier(name, true);
	case NAME_PRINTABLE:
		return is_printable(name);
	case NAME_TEXT:
		return *name;
	default:
		return true;
	}
}

static int check_part_name(const struct mbpf_btf_place *p, u32 off, u32 i, enum name_rule rule)
{
	if (is_name_ok(p->btf, off, rule))
		return 0;
	return mbpf_btf_fault(p, "part %u has no good name (string at %u)", i, off);
}

/* --- one function for each kind that needs it --- */

static int check_int(const struct mbpf_btf_place *p)
{
	u32 data = *(const u32 *)mbpf_btf_extra(p->t);
	u32 bits = BTF_INT_BITS(data), off = BTF_INT_OFFSET(data);

	if (data & ~0x0fff00ff)
		return mbpf_btf_fault(p, "reserved bits are set in 0x%08x", data);
	if (!p->t->size || p->t->size > 16 || p->t->size & (p->t->size - 1))
		return mbpf_btf_fault(p, "an integer of %u bytes", p->t->size);
	if (!bits || off + bits > p->t->size * 8)
		return mbpf_btf_fault(p,
				      "%u bits at %u are not inside %u bytes", bits, off,
				      p->t->size);
	switch (BTF_INT_ENCODING(data)) {
	case 0:
	case BTF_INT_SIGNED:
	case BTF_INT_CHAR:
	case BTF_INT_BOOL:
		return 0;
	default:
		return mbpf_btf_fault(p, "unknown encoding 0x%x", BTF_INT_ENCODING(data));
	}
}

static int check_struct(const struct mbpf_btf_place *p)
{
	const struct btf_member *m = mbpf_btf_extra(p->t);
	u32 i;
	int err = 0;

	for (i = 0; i < mbpf_btf_vlen(p->t) && !err; i++)
		err = check_part_name(p, m[i].name_off, i, NAME_OPTIONAL);
	return err;
}

static int check_enum_size(const struct mbpf_btf_place *p)
{
	u32 size = p->t->size;

	if (size == 1 || size == 2 || size == 4 || size == 8)
		return 0;
	return mbpf_btf_fault(p, "an enumeration of %u bytes", size);
}

static int check_enum(const struct mbpf_btf_place *p)
{
	const struct btf_enum *e = mbpf_btf_extra(p->t);
	int err = check_enum_size(p);
	u32 i;

	for (i = 0; i < mbpf_btf_vlen(p->t) && !err; i++)
		err = check_part_name(p, e[i].name_off, i, NAME_IDENTIFIER);
	return err;
}

static int check_enum64(const struct mbpf_btf_place *p)
{
	const struct btf_enum64 *e = mbpf_btf_extra(p->t);
	int err = check_enum_size(p);
	u32 i;

	for (i = 0; i < mbpf_btf_vlen(p->t) && !err; i++)
		err = check_part_name(p, e[i].name_off, i, NAME_IDENTIFIER);
	return err;
}

static int check_func(const struct mbpf_btf_place *p)
{
	if (mbpf_btf_vlen(p->t) <= BTF_FUNC_GLOBAL)
		return 0;
	return mbpf_btf_fault(p, "unsupported linkage %u", mbpf_btf_vlen(p->t));
}

static int check_func_proto(const struct mbpf_btf_place *p)
{
	const struct btf_param *param = mbpf_btf_extra(p->t);
	u32 i, nr = mbpf_btf_vlen(p->t);
	int err = 0;

	for (i = 0; i < nr && !err; i++) {
		/* Only the last may be void and nameless: "...". */
		if (!param[i].type && (i + 1 < nr || param[i].name_off))
			return mbpf_btf_fault(p, "parameter %u is void", i);
		err = check_part_name(p, param[i].name_off, i, NAME_OPTIONAL);
	}
	return err;
}

static int check_var(const struct mbpf_btf_place *p)
{
	const struct btf_var *var = mbpf_btf_extra(p->t);

	if (var->linkage == BTF_VAR_STATIC || var->linkage == BTF_VAR_GLOBAL_ALLOCATED)
		return 0;
	return mbpf_btf_fault(p, "unsupported linkage %u", var->linkage);
}

/* Variables lie one behind the other. */
static int check_datasec(const struct mbpf_btf_place *p)
{
	const struct btf_var_secinfo *v = mbpf_btf_extra(p->t);
	u64 end = 0;
	u32 i;

	if (!p->t->size)
		return mbpf_btf_fault(p, "a section of no bytes");
	for (i = 0; i < mbpf_btf_vlen(p->t); i++) {
		if (!v[i].size || v[i].offset < end)
			return mbpf_btf_fault(p,
					      "variable %u (%u bytes at %u) overlaps the one before or is empty",
					      i, v[i].size, v[i].offset);
		end = (u64)v[i].offset + v[i].size;
		if (end > p->t->size)
			return mbpf_btf_fault(p,
					      "variable %u (%u bytes at %u) is not inside %u bytes",
					      i, v[i].size, v[i].offset, p->t->size);
	}
	return 0;
}

static int check_float(const struct mbpf_btf_place *p)
{
	switch (p->t->size) {
	case 2:
	case 4:
	case 8:
	case 12:
	case 16:
		return 0;
	default:
		return mbpf_btf_fault(p, "a floating-point number of %u bytes", p->t->size);
	}
}

static int check_decl_tag(const struct mbpf_btf_place *p)
{
	const struct btf_decl_tag *tag = mbpf_btf_extra(p->t);

	if (tag->component_idx >= -1)
		return 0;
	return mbpf_btf_fault(p, "part number %d", tag->component_idx);
}

/* A tag's kind flag says that it is an attribute of another name: no matter here. */
static const struct kind kinds[MBPF_NR_BTF_KINDS] = {
	[BTF_KIND_INT] = { "int", NAME_ANY, HOLDS_SIZE, .fixed = sizeof(u32),
			   .check = check_int },
	[BTF_KIND_PTR] = { "pointer", NAME_NONE, HOLDS_TYPE },
	[BTF_KIND_ARRAY] = { "array", NAME_NONE, HOLDS_ZERO, .fixed = sizeof(struct btf_array) },
	[BTF_KIND_STRUCT] = { "struct", NAME_OPTIONAL, HOLDS_SIZE, VLEN_COUNT, .kflag = true,
			      .each = sizeof(struct btf_member), .check = check_struct },
	[BTF_KIND_UNION] = { "union", NAME_OPTIONAL, HOLDS_SIZE, VLEN_COUNT, .kflag = true,
			     .each = sizeof(struct btf_member), .check = check_struct },
	[BTF_KIND_ENUM] = { "enum", NAME_OPTIONAL, HOLDS_SIZE, VLEN_COUNT, .kflag = true,
			    .each = sizeof(struct btf_enum), .check = check_enum },
	[BTF_KIND_FWD] = { "forward declaration", NAME_IDENTIFIER, HOLDS_ZERO, .kflag = true },
	[BTF_KIND_TYPEDEF] = { "typedef", NAME_IDENTIFIER, HOLDS_TYPE },
	[BTF_KIND_VOLATILE] = { "volatile", NAME_NONE, HOLDS_TYPE },
	[BTF_KIND_CONST] = { "const", NAME_NONE, HOLDS_TYPE },
	[BTF_KIND_RESTRICT] = { "restrict", NAME_NONE, HOLDS_TYPE },
	[BTF_KIND_FUNC] = { "function", NAME_IDENTIFIER, HOLDS_TYPE, VLEN_OTHER,
			    .check = check_func },
	[BTF_KIND_FUNC_PROTO] = { "function type", NAME_NONE, HOLDS_TYPE, VLEN_COUNT,
				  .each = sizeof(struct btf_param), .check = check_func_proto },
	[BTF_KIND_VAR] = { "variable", NAME_DOTTED, HOLDS_TYPE,
			   .fixed = sizeof(struct btf_var), .check = check_var },
	[BTF_KIND_DATASEC] = { "section", NAME_PRINTABLE, HOLDS_SIZE, VLEN_COUNT,
			       .each = sizeof(struct btf_var_secinfo), .check = check_datasec },
	[BTF_KIND_FLOAT] = { "float", NAME_ANY, HOLDS_SIZE, .check = check_float },
	[BTF_KIND_DECL_TAG] = { "declaration tag", NAME_TEXT, HOLDS_TYPE, .kflag = true,
				.fixed = sizeof(struct btf_decl_tag), .check = check_decl_tag },
	[BTF_KIND_TYPE_TAG] = { "type tag", NAME_TEXT, HOLDS_TYPE, .kflag = true },
	[BTF_KIND_ENUM64] = { "enum64", NAME_OPTIONAL, HOLDS_SIZE, VLEN_COUNT, .kflag = true,
			      .each = sizeof(struct btf_enum64), .check = check_enum64 },
};

/* --- all kinds --- */

/* Kind flag, kind and vlen of struct btf_type's info. */
static const u32 known_info = 0x9f00ffff;

s64 mbpf_btf_kind_length(const struct btf_type *t)
{
	u32 nr = mbpf_btf_kind(t);
	const struct kind *kind;

	if ((t->info & ~known_info) || nr >= MBPF_NR_BTF_KINDS || !kinds[nr].name)
		return -EINVAL;
	kind = &kinds[nr];
	return sizeof(*t) + kind->fixed + (u64)kind->each * mbpf_btf_vlen(t);
}

const char *mbpf_btf_kind_name(u32 kind)
{
	return kind < MBPF_NR_BTF_KINDS && kinds[kind].name ? kinds[kind].name : "unknown";
}

static int check_kind(const struct mbpf_btf_place *p)
{
	const struct kind *kind = &kinds[mbpf_btf_kind(p->t)];

	if (mbpf_btf_kflag(p->t) && !kind->kflag)
		return mbpf_btf_fault(p, "the kind flag must not be set");
	if (mbpf_btf_vlen(p->t) && kind->vlen == VLEN_ZERO)
		return mbpf_btf_fault(p, "vlen is %u and must be 0", mbpf_btf_vlen(p->t));
	if (p->t->size && kind->holds == HOLDS_ZERO)
		return mbpf_btf_fault(p, "size is %u and must be 0", p->t->size);
	if (!is_name_ok(p->btf, p->t->name_off, kind->name_rule))
		return mbpf_btf_fault(p, "no good name (string at %u)", p->t->name_off);
	return kind->check ? kind->check(p) : 0;
}

int mbpf_btf_check_kinds(const struct mbpf_btf *btf, struct mbpf_log *log)
{
	struct mbpf_btf_place p = { .btf = btf, .log = log };
	int err = 0;

	for (p.id = 1; p.id <= btf->nr_types && !err; p.id++) {
		mbpf_btf_go_to(&p, p.id);
		err = mbpf_btf_pause(p.id) ?: check_kind(&p);
	}
	return err;
}

int mbpf_btf_fault(const struct mbpf_btf_place *p, const char *fmt, ...)
{
	va_list args;

	mbpf_log_printf(p->log, "btf: type %u (%s %.64s): ", p->id,
			mbpf_btf_kind_name(mbpf_btf_kind(p->t)),
			mbpf_btf_name(p->btf, p->t->name_off));
	va_start(args, fmt);
	mbpf_log_vprintf(p->log, fmt, args);
	va_end(args);
	mbpf_log_printf(p->log, "\n");
	return -EINVAL;
}
