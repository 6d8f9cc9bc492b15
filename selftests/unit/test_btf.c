// SPDX-License-Identifier: GPL-2.0
/*
 * BTF blobs: what libbpf asks for is there, header and sections are checked,
 * types do not go in circles, limits hold, and no blob, however broken, does
 * harm.  The rules of each kind are in test_btf_kinds.c.
 */
#include "btf_helper.h"

/* --- what libbpf asks whether we know --- */

static void test_probes(void)
{
	u32 id;

	blob_start();
	add_int();
	GOOD("libbpf's probe for integers loads");

	blob_start();
	id = add_int();
	id = TYPE(BTF_KIND_FUNC_PROTO, 0, 1, "", 0, NAME("a"), id);
	TYPE(BTF_KIND_FUNC, 0, 0, "x", id);
	GOOD("libbpf's probe for functions loads");

	blob_start();
	id = add_int();
	id = TYPE(BTF_KIND_FUNC_PROTO, 0, 1, "", 0, NAME("a"), id);
	TYPE(BTF_KIND_FUNC, 0, BTF_FUNC_GLOBAL, "x", id);
	GOOD("libbpf's probe for global functions loads");

	blob_start();
	id = add_int();
	id = TYPE(BTF_KIND_VAR, 0, 0, "x", id, BTF_VAR_STATIC);
	TYPE(BTF_KIND_DATASEC, 0, 1, ".data", 4, id, 0, 4);
	GOOD("libbpf's probe for sections loads");

	blob_start();
	id = add_int();
	id = TYPE(BTF_KIND_VAR, 0, 0, "x", id, BTF_VAR_STATIC);
	TYPE(BTF_KIND_DATASEC, 0, 1, "?.data", 4, id, 0, 4);
	GOOD("libbpf's probe for sections with odd names loads");

	blob_start();
	TYPE(BTF_KIND_FLOAT, 0, 0, "float", 4);
	GOOD("libbpf's probe for floats loads");

	blob_start();
	id = add_int();
	id = TYPE(BTF_KIND_VAR, 0, 0, "x", id, BTF_VAR_STATIC);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "foo", id, -1);
	GOOD("libbpf's probe for declaration tags loads");

	blob_start();
	id = add_int();
	id = TYPE(BTF_KIND_TYPE_TAG, 0, 0, "tag", id);
	TYPE(BTF_KIND_PTR, 0, 0, "", id);
	GOOD("libbpf's probe for type tags loads");

	blob_start();
	TYPE(BTF_KIND_ENUM64, 0, 1, "e", 8, NAME("big"), 1, 2);
	GOOD("libbpf's probe for 64-bit enumerations loads");
}

/* --- header and sections --- */

/* A good blob with a change in its header. */
#define HEADER(change, want, text, name) do {					\
	u32 size_;								\
	u8 *data_ = blob_bytes(&size_);						\
	struct btf_header *hdr __maybe_unused = (void *)data_;			\
	int err_;								\
										\
	change;									\
	err_ = bytes_parse(data_, size_);					\
	ok(err_ == (want) && btf_says(text), "%s", name);			\
} while (0)

static void test_header(void)
{
	blob_start();
	add_int();
	HEADER(hdr->magic++, -EINVAL, "no magic number", "another magic number is refused");
	HEADER(hdr->magic = 0x9feb, -EINVAL, "other byte order", "the other byte order is refused");
	HEADER(hdr->version = 2, -EINVAL, "version 2", "another version is refused");
	HEADER(hdr->flags = 1, -EINVAL, "unknown flags 0x1", "flags are refused");
	HEADER(hdr->hdr_len = 23, -EINVAL, "does not fit", "a header too short is refused");
	HEADER(hdr->hdr_len = ~0U, -EINVAL, "does not fit", "a header too long is refused");
	HEADER(hdr->type_len += 4, -EINVAL, "do not fill",
	       "types longer than the blob are refused");
	HEADER(hdr->type_len = ~0U, -EINVAL, "do not fill", "a length that wraps is refused");
	HEADER(hdr->str_len--, -EINVAL, "do not fill", "bytes behind the strings are refused");
	HEADER(hdr->str_off = ~0U, -EINVAL, "do not fill", "an offset that wraps is refused");
	HEADER(hdr->type_off = 4, -EINVAL, "do not fill", "sections that overlap are refused");
	HEADER(hdr->type_off = ~3U, -EINVAL, "do not fill",
	       "types in front of the header are refused");
	HEADER(data_[sizeof(*hdr) + hdr->type_len] = 'x', -EINVAL, "start and end",
	       "strings that do not start empty are refused");
	HEADER(data_[size_ - 1] = 'x', -EINVAL, "start and end",
	       "strings that do not end are refused");
	ok(bytes_parse(kvzalloc(1, GFP_KERNEL), 0) == -EINVAL && btf_says("too short"),
	   "no bytes are refused");
	ok(bytes_parse(kvzalloc(23, GFP_KERNEL), 23) == -EINVAL && btf_says("too short"),
	   "less than a header is refused");

	blob_start();
	BAD("there are no types", "no types are refused");
}

/* The same types with a header of 8 bytes more, and strings in front. */
static void test_layouts(void)
{
	struct btf_header hdr = { .magic = BTF_MAGIC, .version = BTF_VERSION };
	u32 size, longer = sizeof(hdr) + 8;
	u8 *data;

	blob_start();
	add_int();
	hdr.hdr_len = longer;
	hdr.str_len = 8;
	hdr.type_off = 8;
	hdr.type_len = 16;
	size = longer + 24;
	data = kvzalloc(size, GFP_KERNEL);
	memcpy(data, &hdr, sizeof(hdr));
	memcpy(data + longer, "\0int\0\0\0", 8);
	memcpy(data + longer + 8, blob.types, 16);
	is_int(bytes_parse(data, size), 0,
	       "strings in front, and a longer header of zeros, are accepted");
	is_str(mbpf_btf_name(btf, mbpf_btf_type(btf, 1)->name_off), "int", "... and found");

	data = kvzalloc(size, GFP_KERNEL);
	memcpy(data, btf->data, size);
	data[sizeof(hdr) + 7] = 1;
	is_int(bytes_parse(data, size), -E2BIG, "a longer header that says something is too new");

	data = kvzalloc(size, GFP_KERNEL);
	hdr.hdr_len = sizeof(hdr) + 2;
	memcpy(data, &hdr, sizeof(hdr));
	memcpy(data + hdr.hdr_len, "\0int\0\0\0", 8);
	memcpy(data + hdr.hdr_len + 8, blob.types, 16);
	is_int(bytes_parse(data, hdr.hdr_len + 24), -EINVAL,
	       "types that are not aligned are refused");
}

static void test_types_section(void)
{
	u32 kind;

	blob_start();
	add_int();
	blob.nr_words--;
	BAD("type 1 is cut", "a type cut by the end is refused");
	blob_start();
	add_int();
	blob_word(0);
	blob_word(0);
	BAD("type 2 is cut", "the start of a type is refused");
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 2, "s", 4, NAME("a"), 1, 0);
	BAD("type 1 is cut", "a struct with fewer members than it says is refused");
	for (kind = 0; kind < 32; kind++) {
		if (kind >= BTF_KIND_INT && kind <= BTF_KIND_ENUM64)
			continue;
		blob_start();
		TYPE(kind, 0, 0, "", 0, 0, 0, 0);
		BAD("unknown kind", "a kind that nobody knows is refused");
	}
	blob_start();
	blob_type(INFO(BTF_KIND_PTR, 0, 0) | 1 << 16, 0, 0, NULL, 0);
	BAD("reserved bits", "bits behind vlen are refused");
	blob_start();
	blob_type(INFO(BTF_KIND_PTR, 0, 0) | 1 << 29, 0, 0, NULL, 0);
	BAD("reserved bits", "bits behind the kind are refused");
}

/* --- circles and depth --- */

static void test_circles(void)
{
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 8, NAME("next"), 2, 0);
	TYPE(BTF_KIND_PTR, 0, 0, "", 1);
	GOOD("a struct with a pointer to itself is accepted");
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 8, NAME("next"), 1, 0);
	BAD("contains itself", "a struct with itself is refused");
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 8, NAME("t"), 2, 0);
	TYPE(BTF_KIND_UNION, 0, 1, "u", 8, NAME("t"), 3, 0);
	TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", 1);
	BAD("contains itself", "... also through others");
	blob_start();
	TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", 1);
	BAD("contains itself", "a typedef of itself is refused");
	blob_start();
	TYPE(BTF_KIND_CONST, 0, 0, "", 2);
	TYPE(BTF_KIND_VOLATILE, 0, 0, "", 1);
	BAD("contains itself", "modifiers in a circle are refused");
	blob_start();
	add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 2, 1, 4);
	BAD("contains itself", "an array of itself is refused");
	blob_start();
	TYPE(BTF_KIND_PTR, 0, 0, "", 1);
	GOOD("a pointer to itself is accepted");
	blob_start();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 1, "", 2, NAME("f"), 2);
	TYPE(BTF_KIND_PTR, 0, 0, "", 1);
	GOOD("a function that takes and returns pointers to itself is accepted");
}

/* A typedef of a typedef of ... void, @nr of them; forward or backward. */
static void chain(u32 nr, bool forward)
{
	u32 i;

	blob_start();
	for (i = 1; i <= nr; i++)
		TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", forward ? i % nr ? i + 1 : 0 : i - 1);
}

static void test_depth(void)
{
	chain(MBPF_MAX_BTF_DEPTH - 1, true);
	GOOD("types as deep as allowed are accepted");
	chain(MBPF_MAX_BTF_DEPTH + 1, true);
	BAD("inside one another", "one more is refused");
	chain(MBPF_MAX_BTF_DEPTH - 1, false);
	GOOD("... innermost first too");
	chain(MBPF_MAX_BTF_DEPTH + 1, false);
	BAD("inside one another", "... and one more refused");
}

static void test_sizes(void)
{
	u32 i;

	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 12, NAME("a"), i, 0);
	TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", 2);
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 3, i, 3);
	TYPE(BTF_KIND_CONST, 0, 0, "", 4);
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 5, i, 2);
	TYPE(BTF_KIND_VAR, 0, 0, "v", 6, 0);
	TYPE(BTF_KIND_PTR, 0, 0, "", 6);
	TYPE(BTF_KIND_FUNC_PROTO, 0, 0, "", 0);
	TYPE(BTF_KIND_VOLATILE, 0, 0, "", 0);
	GOOD("types of types are accepted");
	is_int(mbpf_btf_size(btf, 7), 72, "a variable's size is followed to the end");
	is_int(mbpf_btf_size(btf, 8), 8, "a pointer has eight bytes");
	is_int(mbpf_btf_size(btf, 9), -EINVAL, "a function type has no size");
	is_int(mbpf_btf_size(btf, 10), -EINVAL, "volatile void has no size");
	is_int(mbpf_btf_size(btf, 0), -EINVAL, "void has no size");
	is_int(mbpf_btf_size(btf, 11), -EINVAL, "what is not there has no size");
	ok(!mbpf_btf_type(btf, 0) && !mbpf_btf_type(btf, 11) && !mbpf_btf_type(btf, ~0U),
	   "there is no type 0, and none behind the last");
	is_str(mbpf_btf_name(btf, ~0U), "", "there is no name outside");
	is_str(mbpf_btf_name(btf, mbpf_btf_type(btf, 3)->name_off), "t", "a type has its name");
	is_int(mbpf_btf_check_map(btf, 1, 4, 3, 12), 0, "a map's sizes agree with its types");
	is_int(mbpf_btf_check_map(btf, 1, 8, 3, 12), -EINVAL, "... or its key does not");
	is_int(mbpf_btf_check_map(btf, 1, 4, 3, 16), -EINVAL, "... or its value does not");
	is_int(mbpf_btf_check_map(btf, 0, 99, 0, 99), 0, "a map without types agrees");
	is_int(mbpf_btf_check_map(btf, 0, 4, 9, 12), -EINVAL, "a function is no value");
}

/* --- limits and failures --- */

static void test_many(void)
{
	u32 i;
	u64 start;

	blob_start();
	for (i = 0; i < MBPF_MAX_BTF_TYPES; i++)
		TYPE(BTF_KIND_PTR, 0, 0, "", i);
	start = ktime_get_ns();
	is_int(blob_parse(), 0, "%u types are accepted", MBPF_MAX_BTF_TYPES);
	diag("  %llu ms", (unsigned long long)((ktime_get_ns() - start) / 1000000));
	TYPE(BTF_KIND_PTR, 0, 0, "", 0);
	is_int(blob_parse(), -E2BIG, "one more is too many");
	is_int(bytes_parse(kvzalloc(1, GFP_KERNEL), MBPF_MAX_BTF_SIZE + 1), -E2BIG,
	       "a blob of more than %u bytes is too big", MBPF_MAX_BTF_SIZE);
}

static int parse_again(void)
{
	u32 size;
	u8 *data = blob_bytes(&size);
	struct mbpf_btf *parsed;
	unsigned long live = mbpf_test_live_allocs();
	int nr;

	for (nr = 0; ; nr++) {
		mbpf_test_fail_nth_alloc(nr + 1);
		parsed = mbpf_btf_parse(data, size, NULL);
		if (!IS_ERR(parsed))
			break;
		if (PTR_ERR(parsed) != -ENOMEM || mbpf_test_live_allocs() != live)
			return -1;
	}
	mbpf_test_fail_nth_alloc(0);
	mbpf_btf_free(parsed);
	return nr;
}

static void test_failures(void)
{
	u32 i;

	blob_start();
	add_int();
	ok(parse_again() == 4, "without memory it says -ENOMEM and keeps nothing");
	for (i = 0; i < 5000; i++)
		TYPE(BTF_KIND_PTR, 0, 0, "", 0);
	mbpf_test_set_signal(true);
	is_int(blob_parse(), -EINTR, "a fatal signal ends a long check");
	mbpf_test_set_signal(false);
}

/* --- chance --- */

static u64 random_state = 88172645463325252ULL;

static u32 random_below(u32 n)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (random_state >> 20) % n;
}

/* Something of every kind. */
static void rich_blob(void)
{
	u32 i, v;

	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 3, "s", 24, NAME("a"), i, 0, NAME("p"), 3, 64, NAME("u"), 4, 128);
	TYPE(BTF_KIND_PTR, 0, 0, "", 2);
	TYPE(BTF_KIND_UNION, 1, 2, "", 8, NAME("x"), i, FIELD(7, 0), NAME("e"), 5, 0);
	TYPE(BTF_KIND_ENUM, 0, 2, "e", 4, NAME("A"), 0, NAME("B"), 1);
	TYPE(BTF_KIND_ENUM64, 1, 1, "e64", 8, NAME("C"), 1, 1);
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 2, i, 5);
	TYPE(BTF_KIND_TYPEDEF, 0, 0, "arr_t", 7);
	TYPE(BTF_KIND_CONST, 0, 0, "", 8);
	TYPE(BTF_KIND_VOLATILE, 0, 0, "", 9);
	TYPE(BTF_KIND_TYPE_TAG, 0, 0, "kptr", i);
	TYPE(BTF_KIND_RESTRICT, 0, 0, "", 3);
	TYPE(BTF_KIND_FWD, 0, 0, "fwd", 0);
	TYPE(BTF_KIND_FUNC_PROTO, 0, 3, "", i, NAME("a"), 12, NAME("b"), 3, 0, 0);
	TYPE(BTF_KIND_FUNC, 0, 1, "func", 14);
	TYPE(BTF_KIND_FLOAT, 0, 0, "double", 8);
	v = TYPE(BTF_KIND_VAR, 0, 0, "count", 10, 0);
	TYPE(BTF_KIND_VAR, 0, 0, "f.x", 16, 1);
	TYPE(BTF_KIND_DATASEC, 0, 2, ".data", 128, v, 0, 120, v + 1, 120, 8);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", 2, 1);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", 15, 0);
}

/* Interesting numbers: ends, ids, kinds. */
static u32 any_word(void)
{
	static const u32 words[] = { 0, 1, ~0U, 0x80000000, 0x7fffffff, 0xffff, 0x10000 };

	switch (random_below(4)) {
	case 0:
		return words[random_below(ARRAY_SIZE(words))];
	case 1:
		return random_below(24);
	case 2:
		return INFO(random_below(22), random_below(2), random_below(4));
	default:
		return random_below(~0U);
	}
}

static void spoil(u8 *data, u32 size)
{
	u32 i, nr = 1 + random_below(3);

	for (i = 0; i < nr; i++) {
		u32 word = any_word();

		if (random_below(3))
			memcpy(data + 4 * random_below(size / 4), &word, 4);
		else
			data[random_below(size)] = word;
	}
}

/* Look at all that an accepted blob has: nothing may be out of bounds. */
static u64 use_all(const struct mbpf_btf *b)
{
	u64 sum = 0;
	u32 id;

	for (id = 0; id <= b->nr_types; id++) {
		const struct btf_type *t = mbpf_btf_type(b, id);

		sum += mbpf_btf_size(b, id);
		if (t)
			sum += strlen(mbpf_btf_name(b, t->name_off));
	}
	return sum;
}

static void test_chance(void)
{
	enum { ROUNDS = 200000 };
	u32 size, i, accepted = 0;
	u64 sum = 0;
	u8 *good;

	rich_blob();
	GOOD("a blob with every kind is accepted");
	good = blob_bytes(&size);
	for (i = 0; i < ROUNDS; i++) {
		u8 *data = kvmalloc(size, GFP_KERNEL);

		memcpy(data, good, size);
		spoil(data, size);
		if (bytes_parse(data, size - (random_below(50) ? 0 : random_below(size))))
			continue;
		accepted++;
		sum += use_all(btf);
	}
	kvfree(good);
	diag("  %u of %u accepted, sum %llu", accepted, ROUNDS, (unsigned long long)sum);
	ok(accepted && accepted < ROUNDS / 2, "%u spoiled blobs do no harm", ROUNDS);
}

int main(void)
{
	test_probes();
	test_header();
	test_layouts();
	test_types_section();
	test_circles();
	test_depth();
	test_sizes();
	test_many();
	test_failures();
	test_chance();
	blob_end();
	return done_testing();
}
