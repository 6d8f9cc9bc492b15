/* SPDX-License-Identifier: GPL-2.0 */
/*
 * BTF: type information that came with a program or map.
 *
 * The structure is checked once when it is loaded (every offset, name and
 * type reference stays inside the blob, no type contains itself); after that
 * the accessors need no checks.  The bytes are kept as given and can be read
 * back by user space.
 */
#ifndef MBPF_BTF_BTF_H
#define MBPF_BTF_BTF_H

#include <linux/types.h>
#include <linux/refcount.h>
#include <linux/rcupdate.h>
#include "core/log.h"

/**
 * struct mbpf_btf - one checked blob
 * @data: @size bytes as loaded, owned
 * @strings: inside @data, @strings_len bytes, first and last are 0
 * @types: @nr_types + 1 offsets into @data, one for each type id; 0 is void
 * @nr_types: highest type id
 * @ref: fds, maps, programs
 * @id: number among BTFs
 */
struct mbpf_btf {
	u8 *data;
	u32 size;
	const char *strings;
	u32 strings_len;
	u32 *types;
	u32 nr_types;
	refcount_t ref;
	u32 id;
	struct rcu_head rcu;
};

struct btf_type;

/**
 * mbpf_btf_parse() - check a blob and make the object
 * @data: @size bytes from kvmalloc(); taken over on success only
 * @log: gets one sentence about the first fault; may be NULL
 *
 * May sleep.  Return: BTF with one reference, or an ERR_PTR: -EINVAL (broken),
 * -E2BIG (over a limit), -ENOMEM, -EINTR (a signal came).
 */
struct mbpf_btf *mbpf_btf_parse(u8 *data, u32 size, struct mbpf_log *log);

/** mbpf_btf_free() - free at once what nobody can see */
void mbpf_btf_free(struct mbpf_btf *btf);

/** mbpf_btf_type() - a type by id; NULL for void and ids out of range */
const struct btf_type *mbpf_btf_type(const struct mbpf_btf *btf, u32 id);

/** mbpf_btf_name() - the string at @off; "" when that is 0 or out of range */
const char *mbpf_btf_name(const struct mbpf_btf *btf, u32 off);

/**
 * mbpf_btf_size() - bytes a value of this type takes
 *
 * Return: bytes, or -EINVAL for types without a size (void, functions).
 */
s64 mbpf_btf_size(const struct mbpf_btf *btf, u32 id);

/**
 * mbpf_btf_check_map() - do these ids describe keys and values of these sizes?
 *
 * An id of 0 describes nothing and fits.  Return: 0 or -EINVAL.
 */
int mbpf_btf_check_map(const struct mbpf_btf *btf, u32 key_id, u32 key_size,
		       u32 value_id, u32 value_size);

/**
 * mbpf_btf_check_func_info() - are these records in order and of functions?
 * @info: @cnt struct bpf_func_info; the first starts at slot 0, ascending
 * @len: slots of the program
 */
struct bpf_func_info;
struct bpf_line_info;
int mbpf_btf_check_func_info(const struct mbpf_btf *btf, const struct bpf_func_info *info,
			     u32 cnt, u32 len, struct mbpf_log *log);

/** mbpf_btf_check_line_info() - are these records in order, with good strings? */
int mbpf_btf_check_line_info(const struct mbpf_btf *btf, const struct bpf_line_info *info,
			     u32 cnt, u32 len, struct mbpf_log *log);

#endif /* MBPF_BTF_BTF_H */
