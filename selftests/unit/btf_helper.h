/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Making BTF blobs by hand, type by type.
 *
 *	blob_start();
 *	id = TYPE(BTF_KIND_INT, 0, 0, "int", 4, INT_DATA(BTF_INT_SIGNED, 0, 32));
 *	TYPE(BTF_KIND_PTR, 0, 0, "", id);
 *	is_int(blob_parse(), 0, "...");
 */
#ifndef MBPF_TEST_BTF_HELPER_H
#define MBPF_TEST_BTF_HELPER_H

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/test_hooks.h>
#include <linux/timekeeping.h>
#include <uapi/linux/btf.h>
#include "btf/btf.h"
#include "core/limits.h"
#include "tap.h"

static struct {
	u32 *types;		/* words */
	u32 nr_words, room_words;
	char strings[8192];
	u32 strings_len;
	u32 nr_types;
} blob;

static char btf_text[4096];
static struct mbpf_log btf_log;

/* The last that parsed. */
static struct mbpf_btf *btf;

static inline int btf_sink(void *arg, u64 pos, const char *text, u32 len)
{
	if (pos + len >= sizeof(btf_text))
		return -ENOSPC;
	memcpy(btf_text + pos, text, len);
	btf_text[pos + len] = '\0';
	return 0;
}

static inline bool btf_says(const char *text)
{
	mbpf_log_finish(&btf_log);
	if (strstr(btf_text, text))
		return true;
	diag("  the log is \"%s\", without \"%s\"", btf_text, text);
	return false;
}

static inline void blob_start(void)
{
	blob.nr_words = 0;
	blob.nr_types = 0;
	blob.strings_len = 1;
	blob.strings[0] = '\0';
}

/* Offset of a string, added when it is new. */
static inline u32 blob_string(const char *text)
{
	u32 off, len = strlen(text) + 1;

	for (off = 0; off < blob.strings_len; off += strlen(blob.strings + off) + 1)
		if (!strcmp(blob.strings + off, text))
			return off;
	if (blob.strings_len + len > sizeof(blob.strings))
		bail_out("too many strings in a test's blob");
	memcpy(blob.strings + blob.strings_len, text, len);
	blob.strings_len += len;
	return off;
}

static inline void blob_word(u32 word)
{
	if (blob.nr_words == blob.room_words) {
		blob.room_words = 2 * blob.room_words + 64;
		blob.types = realloc(blob.types, blob.room_words * sizeof(u32));
		if (!blob.types)
			bail_out("no memory for a test's blob");
	}
	blob.types[blob.nr_words++] = word;
}

/* One type and its extra words; its id. */
static inline u32 blob_type(u32 info, u32 name_off, u32 size, const u32 *extra, u32 nr)
{
	blob_word(name_off);
	blob_word(info);
	blob_word(size);
	while (nr--)
		blob_word(*extra++);
	return ++blob.nr_types;
}

#define INFO(kind, kflag, vlen) ((u32)(kflag) << 31 | (u32)(kind) << 24 | (u32)(vlen))
#define INT_DATA(encoding, off, bits) ((u32)(encoding) << 24 | (u32)(off) << 16 | (u32)(bits))
#define FIELD(bits, off) ((u32)(bits) << 24 | (u32)(off))

/* TYPE(kind, kflag, vlen, name, size or type, words...) */
#define TYPE(kind, kflag, vlen, name, size, ...) ({			\
	const u32 words_[] = { 0, ##__VA_ARGS__ };			\
	blob_type(INFO(kind, kflag, vlen), blob_string(name), size,	\
		  words_ + 1, sizeof(words_) / 4 - 1); })

#define NAME(text) blob_string(text)

static inline u32 add_int(void)
{
	return TYPE(BTF_KIND_INT, 0, 0, "int", 4, INT_DATA(BTF_INT_SIGNED, 0, 32));
}

/* The blob's bytes, from kvmalloc(). */
static inline u8 *blob_bytes(u32 *size)
{
	struct btf_header hdr = {
		.magic = BTF_MAGIC, .version = BTF_VERSION, .hdr_len = sizeof(hdr),
		.type_len = blob.nr_words * 4, .str_off = blob.nr_words * 4,
		.str_len = blob.strings_len,
	};
	u8 *data;

	*size = sizeof(hdr) + hdr.type_len + hdr.str_len;
	data = kvmalloc(*size, GFP_KERNEL);
	if (!data)
		bail_out("no memory for a blob of %u bytes", *size);
	memcpy(data, &hdr, sizeof(hdr));
	if (hdr.type_len)
		memcpy(data + sizeof(hdr), blob.types, hdr.type_len);
	memcpy(data + sizeof(hdr) + hdr.type_len, blob.strings, hdr.str_len);
	return data;
}

/* Parse bytes, which are consumed; the result stays in @btf until the next. */
static inline int bytes_parse(u8 *data, u32 size)
{
	struct mbpf_btf *parsed;

	btf_text[0] = '\0';
	mbpf_log_init(&btf_log, MBPF_LOG_LEVEL1, btf_sink, NULL);
	if (btf)
		mbpf_btf_free(btf);
	btf = NULL;
	parsed = mbpf_btf_parse(data, size, &btf_log);
	if (IS_ERR(parsed)) {
		kvfree(data);
		return PTR_ERR(parsed);
	}
	btf = parsed;
	return 0;
}

static inline int blob_parse(void)
{
	u32 size;
	u8 *data = blob_bytes(&size);

	return bytes_parse(data, size);
}

static inline void blob_end(void)
{
	if (btf)
		mbpf_btf_free(btf);
	btf = NULL;
	free(blob.types);
}

/* GOOD("name") and BAD("what the log says", "name"): the verdict on the blob. */
#define GOOD(name) do {							\
	int good_ = blob_parse();					\
									\
	if (!ok(!good_, "%s", name))					\
		btf_says("(accepted)");					\
} while (0)

#define BAD(text, name) do {						\
	int bad_ = blob_parse();					\
									\
	ok(bad_ == -EINVAL && btf_says(text), "%s", name);		\
} while (0)

#endif /* MBPF_TEST_BTF_HELPER_H */
