// SPDX-License-Identifier: GPL-2.0
/*
 * A value in memory as JSON, walked along its BTF type.
 *
 * Every step checks that the type's size fits into what is left of the bytes,
 * so a type that lies leads to null and not beyond them.  Members of unnamed
 * structs and unions are shown as their parent's, as C names them.
 */
#include <string.h>
#include <bpf/btf.h>

#include "btf_value.h"
#include "json.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "bits of bit fields and bytes of numbers are counted from the low end");

/**
 * struct value - one value
 * @out: where it goes
 * @btf: its types
 * @type: its type, no typedef or qualifier
 * @id: of @type
 * @data: its bytes, at least as many as the type has
 */
struct value {
	struct mbpf_json *out;
	const struct btf *btf;
	const struct btf_type *type;
	__u32 id;
	const unsigned char *data;
};

static void json_value(const char *key, const struct value *value);

static bool resolve(struct value *value, const struct btf *btf, __u32 id,
		    const unsigned char *data, size_t size)
{
	int real = btf__resolve_type(btf, id);
	__s64 needed = real < 0 ? real : btf__resolve_size(btf, real);

	if (real <= 0 || needed < 0 || (size_t)needed > size)
		return false;
	value->btf = btf;
	value->type = btf__type_by_id(btf, real);
	value->id = real;
	value->data = data;
	return value->type;
}

void mbpf_btf_json(struct mbpf_json *out, const char *key, const struct btf *btf, __u32 id,
		   const void *data, size_t size)
{
	struct value value = { .out = out };

	if (resolve(&value, btf, id, data, size))
		json_value(key, &value);
	else
		mbpf_json_null(out, key);
}

/* Up to 64 bits that start at bit @from. */
static __u64 take_bits(const unsigned char *data, unsigned int from, unsigned int bits)
{
	__u64 number = 0;
	unsigned int i;

	for (i = 0; i < bits; i++)
		number |= (__u64)(data[(from + i) / 8] >> (from + i) % 8 & 1) << i;
	return number;
}

static __s64 extend(__u64 number, unsigned int bits)
{
	return (__s64)(number << (64 - bits)) >> (64 - bits);
}

static void json_wide(const char *key, const struct value *value)
{
	unsigned int bytes = value->type->size;
	char text[2 + 2 * 16 + 1] = "0x";
	unsigned int i;

	for (i = 0; i < bytes && i < 16; i++)
		sprintf(text + 2 + 2 * i, "%02x", value->data[bytes - 1 - i]);
	mbpf_json_word(value->out, key, text);
}

static void json_number(struct mbpf_json *out, const char *key, __u64 number,
			unsigned int bits, __u8 encoding)
{
	if (encoding & BTF_INT_BOOL)
		mbpf_json_bool(out, key, number);
	else if (encoding & BTF_INT_SIGNED)
		mbpf_json_s64(out, key, extend(number, bits));
	else
		mbpf_json_u64(out, key, number);
}

static void json_int(const char *key, const struct value *value)
{
	unsigned int bits = btf_int_bits(value->type);

	if (!bits || bits > 64 || btf_int_offset(value->type))
		json_wide(key, value);
	else
		json_number(value->out, key, take_bits(value->data, 0, bits), bits,
			    btf_int_encoding(value->type));
}

static void json_enum(const char *key, const struct value *value)
{
	unsigned int size = value->type->size, i;
	__u64 number = size <= 8 ? take_bits(value->data, 0, 8 * size) : 0;
	const struct btf_enum64 *wide = btf_enum64(value->type);
	const struct btf_enum *narrow = btf_enum(value->type);
	bool is_wide = btf_is_enum64(value->type);
	__u64 mask = size >= 8 ? ~0ULL : (1ULL << 8 * size) - 1;
	__u32 name;

	for (i = 0; i < btf_vlen(value->type); i++) {
		name = is_wide ? wide[i].name_off : narrow[i].name_off;
		if (number != ((is_wide ? btf_enum64_value(&wide[i]) :
					  (__u64)(__s64)narrow[i].val) & mask))
			continue;
		mbpf_json_word(value->out, key, btf__name_by_offset(value->btf, name));
		return;
	}
	if (btf_kflag(value->type) && size)
		mbpf_json_s64(value->out, key, extend(number, 8 * size));
	else
		mbpf_json_u64(value->out, key, number);
}

static void json_float(const char *key, const struct value *value)
{
	double number;
	float single;

	if (value->type->size == sizeof(single)) {
		memcpy(&single, value->data, sizeof(single));
		mbpf_json_double(value->out, key, single);
	} else if (value->type->size == sizeof(number)) {
		memcpy(&number, value->data, sizeof(number));
		mbpf_json_double(value->out, key, number);
	} else {
		mbpf_json_null(value->out, key);
	}
}

/* Characters, a 0, and nothing but zeros behind it. */
static bool is_string(const struct btf *btf, __u32 id, const unsigned char *data, size_t nr)
{
	const struct btf_type *type = btf__type_by_id(btf, btf__resolve_type(btf, id));
	size_t i, len = strnlen((const char *)data, nr);

	if (!type || !btf_is_int(type) || strcmp(btf__name_by_offset(btf, type->name_off), "char"))
		return false;
	if (!len || len == nr)
		return false;
	for (i = 0; i < nr; i++)
		if (i < len ? data[i] < 0x20 || data[i] > 0x7e : data[i])
			return false;
	return true;
}

static void json_array(const char *key, const struct value *value)
{
	const struct btf_array *array = btf_array(value->type);
	__s64 size = btf__resolve_size(value->btf, array->type);
	__u32 i;

	if (size < 0) {
		mbpf_json_null(value->out, key);
		return;
	}
	if (is_string(value->btf, array->type, value->data, array->nelems)) {
		mbpf_json_string(value->out, key, (const char *)value->data);
		return;
	}
	mbpf_json_open_array(value->out, key);
	for (i = 0; i < array->nelems; i++)
		mbpf_btf_json(value->out, NULL, value->btf, array->type, value->data + i * size,
			      size);
	mbpf_json_close_array(value->out);
}

static void json_bitfield(const char *key, const struct value *value, unsigned int from,
			  unsigned int bits, __u32 id)
{
	int real = btf__resolve_type(value->btf, id);
	const struct btf_type *type = real < 0 ? NULL : btf__type_by_id(value->btf, real);
	__u8 encoding = type && btf_is_int(type) ? btf_int_encoding(type) : 0;

	if (!type || bits > 64 || (from + bits + 7) / 8 > value->type->size)
		mbpf_json_null(value->out, key);
	else
		json_number(value->out, key, take_bits(value->data, from, bits), bits, encoding);
}

static void json_members(const struct value *value)
{
	const struct btf_member *member = btf_members(value->type);
	__u32 i, from, bits;
	struct value inner = { .out = value->out };
	const char *name;

	for (i = 0; i < btf_vlen(value->type); i++) {
		name = btf__name_by_offset(value->btf, member[i].name_off);
		from = btf_member_bit_offset(value->type, i);
		bits = btf_member_bitfield_size(value->type, i);
		if (bits || from % 8) {
			if (*name)
				json_bitfield(name, value, from, bits, member[i].type);
		} else if (from / 8 > value->type->size ||
			   !resolve(&inner, value->btf, member[i].type, value->data + from / 8,
				    value->type->size - from / 8)) {
			mbpf_json_null(value->out, *name ? name : "?");
		} else if (!*name && btf_is_composite(inner.type)) {
			json_members(&inner);
		} else {
			json_value(name, &inner);
		}
	}
}

static void json_section(const char *key, const struct value *value)
{
	const struct btf_var_secinfo *info = btf_var_secinfos(value->type);
	const struct btf_type *var;
	__u32 i;

	mbpf_json_open_object(value->out, key);
	mbpf_json_open_array(value->out, btf__name_by_offset(value->btf, value->type->name_off));
	for (i = 0; i < btf_vlen(value->type); i++) {
		var = btf__type_by_id(value->btf, info[i].type);
		if (!var || !btf_is_var(var) || info[i].offset > value->type->size)
			continue;
		mbpf_json_open_object(value->out, NULL);
		mbpf_btf_json(value->out, btf__name_by_offset(value->btf, var->name_off),
			      value->btf, var->type, value->data + info[i].offset,
			      value->type->size - info[i].offset);
		mbpf_json_close_object(value->out);
	}
	mbpf_json_close_array(value->out);
	mbpf_json_close_object(value->out);
}

static void json_value(const char *key, const struct value *value)
{
	switch (btf_kind(value->type)) {
	case BTF_KIND_INT:
		json_int(key, value);
		break;
	case BTF_KIND_PTR:
		mbpf_json_u64(value->out, key, take_bits(value->data, 0, 64));
		break;
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		json_enum(key, value);
		break;
	case BTF_KIND_FLOAT:
		json_float(key, value);
		break;
	case BTF_KIND_ARRAY:
		json_array(key, value);
		break;
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		mbpf_json_open_object(value->out, key);
		json_members(value);
		mbpf_json_close_object(value->out);
		break;
	case BTF_KIND_DATASEC:
		json_section(key, value);
		break;
	default:
		mbpf_json_null(value->out, key);
	}
}
