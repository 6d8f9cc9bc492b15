/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bytes in memory as the values that their BTF type says they are.
 */
#ifndef MBPF_CLI_BTF_VALUE_H
#define MBPF_CLI_BTF_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/types.h>

struct btf;
struct mbpf_json;

/**
 * mbpf_btf_json() - one value as JSON
 * @out: a document, in JSON or C
 * @key: as in json.h
 * @id: type of @data
 * @data: @size bytes
 *
 * Structs are objects, enums their names, char arrays that hold a string
 * strings; a data section is {".data": [{"variable": value}, ...]}.  What does
 * not fit into @size is null.
 */
void mbpf_btf_json(struct mbpf_json *out, const char *key, const struct btf *btf, __u32 id,
		   const void *data, size_t size);

/** mbpf_btf_type_text() - "struct rule", allocated; NULL for a data section */
char *mbpf_btf_type_text(const struct btf *btf, __u32 id);

/**
 * mbpf_btf_text() - one value as C: "(struct rule){ .hits = 3 }"
 * @type: what mbpf_btf_type_text() said, which takes longer than the rest
 *
 * On one line if it is short.  Of a data section, each variable is a line.
 * Return: allocated text, or NULL when there is no memory.
 */
char *mbpf_btf_text(const struct btf *btf, __u32 id, const char *type, const void *data,
		    size_t size);

/**
 * mbpf_btf_sum() - add one value to another, number by number
 * @sum: @size bytes, changed
 *
 * Return: false when the type has something that is no integer, or when a sum
 * does not fit its type; @sum is then useless.
 */
bool mbpf_btf_sum(const struct btf *btf, __u32 id, void *sum, const void *data, size_t size);

#endif /* MBPF_CLI_BTF_VALUE_H */
