// SPDX-License-Identifier: GPL-2.0
/*
 * A BTF blob: taking it apart, looking things up in it, freeing it.
 *
 *	+--------+------------------------------------+--------------------+
 *	| header | types: struct btf_type + extra, .. | strings: \0int\0...|
 *	+--------+------------------------------------+--------------------+
 *	  hdr_len  ^      ^         ^                   ^
 *	           types[1] [2]     [3] ...             strings
 *
 * Types have numbers, counted from 1 as they come, and refer to each other by
 * them; 0 is void.  They differ in length, so their places are noted once.
 * The blob comes from user space: nothing in it is believed before it has been
 * checked, from the header inwards.  What comes out of mbpf_btf_parse() needs
 * no check any more.
 *
 * Relocations (CO-RE) and BTF of the kernel are not handled: libbpf does that
 * in user space.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/swab.h>
#include "btf/check.h"
#include "core/limits.h"

static __printf(2, 3) int refuse(struct mbpf_log *log, const char *fmt, ...)
{
	va_list args;

	mbpf_log_printf(log, "btf: ");
	va_start(args, fmt);
	mbpf_log_vprintf(log, fmt, args);
	va_end(args);
	mbpf_log_printf(log, "\n");
	return -EINVAL;
}

/* --- header and sections --- */

/* A longer header is a newer one: fine, as long as it says nothing new. */
static int check_header_tail(const struct mbpf_btf *btf, u32 hdr_len, struct mbpf_log *log)
{
	u32 i;

	for (i = sizeof(struct btf_header); i < hdr_len; i++) {
		if (!btf->data[i])
			continue;
		refuse(log, "the header has unknown fields that are not zero");
		return -E2BIG;
	}
	return 0;
}

static int check_header(const struct mbpf_btf *btf, struct mbpf_log *log)
{
	const struct btf_header *hdr = (const void *)btf->data;

	if (btf->size < sizeof(*hdr))
		return refuse(log, "%u bytes are too short for a header", btf->size);
	if (hdr->magic != BTF_MAGIC)
		return refuse(log, "no magic number: 0x%04x instead of 0x%04x%s", hdr->magic,
			      BTF_MAGIC, hdr->magic == swab16(BTF_MAGIC) ?
			      " (made for the other byte order)" : "");
	if (hdr->version != BTF_VERSION)
		return refuse(log, "version %u is not supported", hdr->version);
	if (hdr->flags)
		return refuse(log, "unknown flags 0x%x", hdr->flags);
	if (hdr->hdr_len < sizeof(*hdr) || hdr->hdr_len > btf->size)
		return refuse(log, "a header of %u bytes does not fit", hdr->hdr_len);
	return check_header_tail(btf, hdr->hdr_len, log);
}

/* The two sections must fill what is behind the header, without a gap. */
static int check_sections(const struct mbpf_btf *btf, struct mbpf_log *log)
{
	const struct btf_header *hdr = (const void *)btf->data;
	bool types_first = !hdr->type_off && hdr->str_off == hdr->type_len;
	bool strings_first = !hdr->str_off && hdr->type_off == hdr->str_len;

	if ((u64)hdr->type_len + hdr->str_len != btf->size - hdr->hdr_len ||
	    !(types_first || strings_first))
		return refuse(log,
			      "types (%u bytes at %u) and strings (%u bytes at %u) do not fill the %u bytes behind the header",
			      hdr->type_len, hdr->type_off, hdr->str_len, hdr->str_off,
			      btf->size - hdr->hdr_len);
	if ((hdr->hdr_len + hdr->type_off) % sizeof(u32))
		return refuse(log, "the types are not aligned to 4 bytes");
	if (!hdr->type_len)
		return refuse(log, "there are no types");
	return 0;
}

static int take_strings(struct mbpf_btf *btf, struct mbpf_log *log)
{
	const struct btf_header *hdr = (const void *)btf->data;

	btf->strings = (const char *)btf->data + hdr->hdr_len + hdr->str_off;
	btf->strings_len = hdr->str_len;
	if (!btf->strings_len || btf->strings[0] || btf->strings[btf->strings_len - 1])
		return refuse(log, "the strings do not start and end with a zero byte");
	return 0;
}

/* --- types --- */

/* Bytes of the type that starts @room bytes before the end of all types. */
static s64 type_length(const struct btf_type *t, u32 room, u32 id, struct mbpf_log *log)
{
	s64 len;

	if (room < sizeof(*t))
		return refuse(log, "type %u is cut by the end of the types", id);
	len = mbpf_btf_kind_length(t);
	if (len < 0)
		return refuse(log, "type %u has an unknown kind or reserved bits (info 0x%08x)",
			      id, t->info);
	if (len > room)
		return refuse(log, "type %u is cut by the end of the types", id);
	return len;
}

/*
 * Go from type to type: count them, and note where each starts when there is
 * room for that already.
 */
static int walk_types(struct mbpf_btf *btf, struct mbpf_log *log)
{
	const struct btf_header *hdr = (const void *)btf->data;
	u32 at = hdr->hdr_len + hdr->type_off, end = at + hdr->type_len;
	u32 nr = 0;
	s64 len;

	for (; at < end; at += len) {
		if (nr == MBPF_MAX_BTF_TYPES) {
			refuse(log, "more than %u types", MBPF_MAX_BTF_TYPES);
			return -E2BIG;
		}
		nr++;
		len = type_length((const void *)(btf->data + at), end - at, nr, log);
		if (len < 0)
			return len;
		if (btf->types)
			btf->types[nr] = at;
	}
	btf->nr_types = nr;
	return 0;
}

static int index_types(struct mbpf_btf *btf, struct mbpf_log *log)
{
	int err = walk_types(btf, log);

	if (err)
		return err;
	btf->types = kvcalloc(btf->nr_types + 1, sizeof(*btf->types), GFP_KERNEL_ACCOUNT);
	if (!btf->types)
		return -ENOMEM;
	return walk_types(btf, log);
}

static int check(struct mbpf_btf *btf, struct mbpf_log *log)
{
	int err = check_header(btf, log);

	if (!err)
		err = check_sections(btf, log);
	if (!err)
		err = take_strings(btf, log);
	if (!err)
		err = index_types(btf, log);
	if (!err)
		err = mbpf_btf_check_kinds(btf, log);
	if (!err)
		err = mbpf_btf_check_refs(btf, log);
	if (!err)
		err = mbpf_btf_check_types(btf, log);
	return err;
}

struct mbpf_btf *mbpf_btf_parse(u8 *data, u32 size, struct mbpf_log *log)
{
	struct mbpf_btf *btf;
	int err;

	if (size > MBPF_MAX_BTF_SIZE) {
		refuse(log, "%u bytes are more than %u", size, MBPF_MAX_BTF_SIZE);
		return ERR_PTR(-E2BIG);
	}
	btf = kzalloc(sizeof(*btf), GFP_KERNEL_ACCOUNT);
	if (!btf)
		return ERR_PTR(-ENOMEM);
	btf->data = data;
	btf->size = size;
	refcount_set(&btf->ref, 1);

	err = check(btf, log);
	if (!err)
		return btf;
	btf->data = NULL;	/* stays the caller's */
	mbpf_btf_free(btf);
	return ERR_PTR(err);
}

void mbpf_btf_free(struct mbpf_btf *btf)
{
	kvfree(btf->types);
	kvfree(btf->data);
	kfree(btf);
}

/* --- looking up --- */

const struct btf_type *mbpf_btf_type(const struct mbpf_btf *btf, u32 id)
{
	if (id == MBPF_BTF_VOID || id > btf->nr_types)
		return NULL;
	return (const void *)(btf->data + btf->types[id]);
}

const char *mbpf_btf_name(const struct mbpf_btf *btf, u32 off)
{
	return off < btf->strings_len ? btf->strings + off : "";
}
