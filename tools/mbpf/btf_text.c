// SPDX-License-Identifier: GPL-2.0
/*
 * A value in memory as C text, with its type in front, and the sum of values.
 *
 * Numbers are written as the JSON walk has them; only the words differ.
 * (libbpf can print values, too, but after a string that is shorter than its
 * array its 1.1 leaves out what follows.)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "btf_value.h"
#include "json.h"

enum { SHORT_LINE = 72 };	/* characters that still go on one line */

static void write_text(void *file, const char *fmt, va_list ap)
{
	vfprintf(file, fmt, ap);
}

/* "struct rule", or "struct rule name" as a declaration. */
static void write_type(FILE *file, const struct btf *btf, __u32 id, const char *name)
{
	LIBBPF_OPTS(btf_dump_emit_type_decl_opts, opts, .field_name = name);
	struct btf_dump *dumper = btf_dump__new(btf, write_text, file, NULL);

	if (dumper)
		btf_dump__emit_type_decl(dumper, id, &opts);
	btf_dump__free(dumper);
}

static size_t write_value(FILE *file, const struct btf *btf, __u32 id, const void *data,
			  size_t size, bool pretty)
{
	struct mbpf_json out = { .out = file, .c = true, .pretty = pretty };
	long start = ftell(file);

	mbpf_btf_json(&out, NULL, btf, id, data, size);
	return ftell(file) - start;
}

/* On one line, or again on several: the stream is in memory. */
static void write_fitting(FILE *file, const struct btf *btf, __u32 id, const void *data,
			  size_t size)
{
	long start = ftell(file);

	if (write_value(file, btf, id, data, size, false) <= SHORT_LINE)
		return;
	fseek(file, start, SEEK_SET);
	write_value(file, btf, id, data, size, true);
}

static void write_section(FILE *file, const struct btf *btf, const struct btf_type *section,
			  const void *data)
{
	const struct btf_var_secinfo *info = btf_var_secinfos(section);
	const struct btf_type *var;
	__u32 i;

	for (i = 0; i < btf_vlen(section); i++) {
		var = btf__type_by_id(btf, info[i].type);
		if (!var || !btf_is_var(var) || info[i].offset > section->size)
			continue;
		fputs(i ? "\n\t" : "", file);
		write_type(file, btf, var->type, btf__name_by_offset(btf, var->name_off));
		fputs(" = ", file);
		write_fitting(file, btf, var->type, (const char *)data + info[i].offset,
			      section->size - info[i].offset);
		fputc(';', file);
	}
}

char *mbpf_btf_type_text(const struct btf *btf, __u32 id)
{
	const struct btf_type *type = btf__type_by_id(btf, id);
	char *text = NULL;
	size_t len;
	FILE *file;

	if (!type || btf_is_datasec(type))
		return NULL;
	file = open_memstream(&text, &len);
	if (!file)
		return NULL;
	write_type(file, btf, id, "");
	if (!fclose(file))
		return text;
	free(text);
	return NULL;
}

char *mbpf_btf_text(const struct btf *btf, __u32 id, const char *type, const void *data,
		    size_t size)
{
	const struct btf_type *section = btf__type_by_id(btf, id);
	char *text = NULL;
	size_t len;
	FILE *file;

	file = open_memstream(&text, &len);
	if (!file)
		return NULL;
	if (section && btf_is_datasec(section) && section->size <= size) {
		write_section(file, btf, section, data);
	} else {
		fprintf(file, "(%s)", type ? type : "?");
		write_fitting(file, btf, id, data, size);
	}
	if (!fclose(file))
		return text;
	free(text);
	return NULL;
}

static bool sum_unsigned(void *sum, const void *data, unsigned int bytes)
{
	__u64 a = 0, b = 0;

	memcpy(&a, sum, bytes);
	memcpy(&b, data, bytes);
	if (__builtin_add_overflow(a, b, &a) || (bytes < 8 && a >> 8 * bytes))
		return false;
	memcpy(sum, &a, bytes);
	return true;
}

static bool sum_signed(void *sum, const void *data, unsigned int bytes)
{
	unsigned int shift = 64 - 8 * bytes;
	__u64 a = 0, b = 0;
	__s64 total;

	memcpy(&a, sum, bytes);
	memcpy(&b, data, bytes);
	if (__builtin_add_overflow((__s64)(a << shift) >> shift, (__s64)(b << shift) >> shift,
				   &total) || (__s64)((__u64)total << shift) >> shift != total)
		return false;
	memcpy(sum, &total, bytes);
	return true;
}

static bool sum_int(const struct btf_type *type, void *sum, const void *data)
{
	if (type->size > 8 || btf_int_bits(type) != 8 * type->size)
		return false;
	switch (btf_int_encoding(type)) {
	case 0:
		return sum_unsigned(sum, data, type->size);
	case BTF_INT_SIGNED:
		return sum_signed(sum, data, type->size);
	}
	return false;
}

static bool sum_array(const struct btf *btf, const struct btf_type *type, void *sum,
		      const void *data)
{
	const struct btf_array *array = btf_array(type);
	__s64 size = btf__resolve_size(btf, array->type);
	__u32 i;

	if (size < 0)
		return false;
	for (i = 0; i < array->nelems; i++)
		if (!mbpf_btf_sum(btf, array->type, (char *)sum + i * size,
				  (const char *)data + i * size, size))
			return false;
	return true;
}

static bool sum_struct(const struct btf *btf, const struct btf_type *type, void *sum,
		       const void *data)
{
	const struct btf_member *member = btf_members(type);
	__u32 i, from;

	for (i = 0; i < btf_vlen(type); i++) {
		from = btf_member_bit_offset(type, i);
		if (btf_member_bitfield_size(type, i) || from % 8 || from / 8 > type->size)
			return false;
		from /= 8;
		if (!mbpf_btf_sum(btf, member[i].type, (char *)sum + from,
				  (const char *)data + from, type->size - from))
			return false;
	}
	return true;
}

bool mbpf_btf_sum(const struct btf *btf, __u32 id, void *sum, const void *data, size_t size)
{
	int real = btf__resolve_type(btf, id);
	__s64 needed = real < 0 ? real : btf__resolve_size(btf, real);
	const struct btf_type *type;

	if (real <= 0 || needed < 0 || (size_t)needed > size)
		return false;
	type = btf__type_by_id(btf, real);
	switch (btf_kind(type)) {
	case BTF_KIND_INT:
		return sum_int(type, sum, data);
	case BTF_KIND_ARRAY:
		return sum_array(btf, type, sum, data);
	case BTF_KIND_STRUCT:
		return sum_struct(btf, type, sum, data);
	}
	return false;
}
