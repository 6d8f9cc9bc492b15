// SPDX-License-Identifier: GPL-2.0
/*
 * BTF, kind by kind: every rule holds just inside, and is missed just outside.
 */
#include "btf_helper.h"

static void test_int(void)
{
	static const struct {
		u32 size, data;
		const char *text;
		const char *name;
	} cases[] = {
		{ 1, INT_DATA(0, 0, 8), NULL, "an integer of a byte is accepted" },
		{ 16, INT_DATA(BTF_INT_SIGNED, 0, 128), NULL, "one of 16 bytes is" },
		{ 4, INT_DATA(BTF_INT_BOOL, 0, 1), NULL, "one of one bit is" },
		{ 4, INT_DATA(BTF_INT_CHAR, 31, 1), NULL, "so is its last bit" },
		{ 0, INT_DATA(0, 0, 8), "integer of 0 bytes", "one of no bytes is refused" },
		{ 3, INT_DATA(0, 0, 8), "integer of 3 bytes", "one of three bytes is" },
		{ 32, INT_DATA(0, 0, 8), "integer of 32 bytes", "one of 32 bytes is" },
		{ 4, INT_DATA(0, 0, 0), "0 bits at 0", "one of no bits is" },
		{ 4, INT_DATA(0, 0, 33), "33 bits", "one of more bits than bytes is" },
		{ 4, INT_DATA(0, 1, 32), "32 bits at 1", "bits behind its end are" },
		{ 4, INT_DATA(3, 0, 32), "encoding 0x3", "two encodings are" },
		{ 4, INT_DATA(8, 0, 32), "encoding 0x8", "an unknown encoding is" },
		{ 4, INT_DATA(0, 0, 32) | 1 << 8, "reserved bits", "bits behind bits are" },
		{ 4, INT_DATA(0x10, 0, 32), "reserved bits", "bits behind the encoding are" },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		blob_start();
		TYPE(BTF_KIND_INT, 0, 0, "unsigned int", cases[i].size, cases[i].data);
		if (cases[i].text)
			BAD(cases[i].text, cases[i].name);
		else
			GOOD(cases[i].name);
	}
}

/* What every kind shares, by what it may have. */
static void test_common(void)
{
	static const u32 refs[] = {
		BTF_KIND_PTR, BTF_KIND_TYPEDEF, BTF_KIND_VOLATILE, BTF_KIND_CONST,
		BTF_KIND_RESTRICT, BTF_KIND_TYPE_TAG,
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(refs); i++) {
		bool named = refs[i] == BTF_KIND_TYPEDEF || refs[i] == BTF_KIND_TYPE_TAG;
		const char *name = named ? "name" : "";

		blob_start();
		TYPE(refs[i], 0, 0, name, 0);
		GOOD("a reference to void is accepted");
		blob_start();
		TYPE(refs[i], 0, 0, name, 2);
		add_int();
		GOOD("a reference forward is accepted");
		blob_start();
		TYPE(refs[i], 0, 0, name, 2);
		BAD("refers to type 2 of 1", "a reference to a type that is not there is refused");
		blob_start();
		TYPE(refs[i], 0, 0, name, ~0U);
		BAD("refers to type 4294967295 of 1", "... however large");
		blob_start();
		TYPE(refs[i], 0, 1, name, 0);
		BAD("vlen is 1", "a count where there is nothing to count is refused");
		blob_start();
		TYPE(refs[i], 0, 0, named ? "" : "name", 0);
		BAD("no good name", "a name that must not be, or must be, is refused");
		blob_start();
		blob_type(INFO(refs[i], 0, 0), 77777, 0, NULL, 0);
		BAD("string at 77777", "a name that is not there is refused");
		blob_start();
		TYPE(refs[i], 0, 0, name, 2);
		TYPE(BTF_KIND_VAR, 0, 0, "v", 3, 0);
		add_int();
		BAD("refers to type 2, a variable", "a reference to a variable is refused");
	}
	blob_start();
	TYPE(BTF_KIND_PTR, 1, 0, "", 0);
	BAD("kind flag", "a kind flag where it means nothing is refused");
	blob_start();
	TYPE(BTF_KIND_FWD, 1, 0, "s", 0);
	GOOD("a union declared is accepted");
	blob_start();
	TYPE(BTF_KIND_FWD, 0, 0, "s", 4);
	BAD("size is 4", "a declaration with a size is refused");
}

static void test_names(void)
{
	static const struct {
		const char *name;
		bool identifier, dotted, printable;
	} cases[] = {
		{ "a", true, true, true }, { "_", true, true, true }, { "Z9_", true, true, true },
		{ "9a", false, false, true }, { "a-b", false, false, true },
		{ "a b", false, false, true }, { "a.b", false, true, true },
		{ ".rodata.str1.1", false, true, true }, { "", false, false, false },
		{ "a\n", false, false, false }, { "\xc3\xa9", false, false, false },
		{ "?x", false, false, true },
	};
	char text[MBPF_MAX_BTF_NAME + 2];
	u32 i, off;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		bool good;

		blob_start();
		TYPE(BTF_KIND_TYPEDEF, 0, 0, cases[i].name, 0);
		good = !blob_parse() == cases[i].identifier;
		blob_start();
		TYPE(BTF_KIND_VAR, 0, 0, cases[i].name, 2, 0);
		add_int();
		good &= !blob_parse() == cases[i].dotted;
		blob_start();
		TYPE(BTF_KIND_DATASEC, 0, 0, cases[i].name, 4);
		good &= !blob_parse() == cases[i].printable;
		ok(good, "name %u is a type's, a variable's or a section's, as it should be", i);
	}
	for (off = 0; off < 2; off++) {
		memset(text, 'n', sizeof(text));
		text[MBPF_MAX_BTF_NAME + off] = '\0';
		blob_start();
		TYPE(BTF_KIND_TYPEDEF, 0, 0, text, 0);
		is_int(blob_parse(), off ? -EINVAL : 0, "a name of %u bytes is %s",
		       MBPF_MAX_BTF_NAME + off, off ? "refused" : "accepted");
	}
}

static void test_array(void)
{
	u32 i;

	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, i, 10);
	GOOD("an array is accepted");
	is_int(mbpf_btf_size(btf, 2), 40, "... and has a size");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, i, 0);
	GOOD("an array of nothing is accepted");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 4, i, i, 1);
	BAD("size is 4", "an array with a size of its own is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 0, i, 1);
	BAD("refers to type 0, a void", "an array of void is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 3, i, 1);
	TYPE(BTF_KIND_CONST, 0, 0, "", 0);
	BAD("its elements (type 3) have no size", "... also of const void");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, 3, 1);
	TYPE(BTF_KIND_PTR, 0, 0, "", 0);
	BAD("is not an integer", "an array with a pointer as its index is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, i, 0x3fffffff);
	GOOD("an array of almost 4 GiB is accepted");
	is_int(mbpf_btf_size(btf, 2), 0xfffffffcLL, "... and its size is right");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, i, 0x40000000);
	BAD("are too many", "one element more is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, 3, i, 0x10000);
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, i, 0x10000);
	BAD("are too many", "an array of arrays that overflows is refused");
}

static void test_empty_arrays(void)
{
	u32 i, s;

	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_STRUCT, 0, 0, "empty", 0);
	s = TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, s, i, ~0U);
	s = TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, s, i, ~0U);
	s = TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, s, i, ~0U);
	GOOD("any number of nothing is accepted");
	is_int(mbpf_btf_size(btf, s), 0, "... and is nothing");
}

static void test_struct(void)
{
	u32 i;

	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 2, "s", 8, NAME("a"), i, 0, NAME("b"), i, 32);
	GOOD("a struct is accepted");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 2, "s", 7, NAME("a"), i, 0, NAME("b"), i, 32);
	BAD("member 1 (32 bits at 32) is not inside 7 bytes", "a member behind the end is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 8, NAME("a"), i, ~0U);
	BAD("is not inside 8 bytes", "a member far behind the end is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 2, "s", 8, NAME("a"), i, 32, NAME("b"), i, 0);
	BAD("member 1 starts before", "members out of order are refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_UNION, 0, 2, "", 4, NAME("a"), i, 0, NAME("b"), i, 0);
	GOOD("a union without a name is accepted");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_UNION, 0, 1, "u", 8, NAME("a"), i, 32);
	BAD("not at its start", "a member of a union that is not at its start is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a b"), i, 0);
	BAD("part 0 has no good name", "a member with a bad name is refused");
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a"), 0, 0);
	BAD("refers to type 0, a void", "a member of void is refused");
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a"), 2, 0);
	TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", 3);
	TYPE(BTF_KIND_FWD, 0, 0, "f", 0);
	BAD("member 0 (type 2) has no size", "a member of an undefined type is refused");
	blob_start();
	TYPE(BTF_KIND_STRUCT, 0, 0, "s", 0);
	GOOD("a struct of nothing is accepted");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a"), 3, 32);
	TYPE(BTF_KIND_ARRAY, 0, 0, "", 0, i, i, 0);
	GOOD("an array without a length may be the last member");
}

static void test_bit_fields(void)
{
	u32 i, p;

	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 1, 3, "s", 4, NAME("a"), i, FIELD(3, 0), NAME("b"), i, FIELD(5, 3),
	     NAME("c"), i, FIELD(24, 8));
	GOOD("bit fields are accepted");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 1, 1, "s", 4, NAME("a"), i, FIELD(25, 8));
	BAD("is not inside 4 bytes", "a bit field behind the end is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 1, 1, "s", 8, NAME("a"), i, FIELD(33, 0));
	BAD("more bits than its type", "a bit field wider than its type is refused");
	blob_start();
	p = TYPE(BTF_KIND_PTR, 0, 0, "", 0);
	TYPE(BTF_KIND_STRUCT, 1, 1, "s", 8, NAME("a"), p, FIELD(8, 0));
	BAD("a bit field of a pointer", "a bit field of a pointer is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_STRUCT, 1, 1, "s", 8, NAME("a"), i, FIELD(0, 4));
	BAD("starts inside a byte", "a whole member inside a byte is refused");
	blob_start();
	p = TYPE(BTF_KIND_PTR, 0, 0, "", 0);
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 16, NAME("a"), p, 4);
	BAD("starts inside a byte", "... also without the kind flag");
	blob_start();
	i = TYPE(BTF_KIND_INT, 0, 0, "bits", 4, INT_DATA(0, 0, 3));
	TYPE(BTF_KIND_STRUCT, 0, 2, "s", 4, NAME("a"), i, 0, NAME("b"), i, 29);
	GOOD("bit fields by an integer's bits are accepted");
	blob_start();
	i = TYPE(BTF_KIND_INT, 0, 0, "bits", 4, INT_DATA(0, 1, 3));
	TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a"), i, 29);
	BAD("(3 bits at 30) is not inside", "... and refused behind the end");
	blob_start();
	i = TYPE(BTF_KIND_ENUM, 0, 1, "e", 4, NAME("A"), 0);
	TYPE(BTF_KIND_STRUCT, 1, 1, "s", 4, NAME("a"), i, FIELD(2, 1));
	GOOD("a bit field of an enumeration is accepted");
}

static void test_enum(void)
{
	static const u32 sizes[] = { 0, 1, 2, 3, 4, 5, 8, 16 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		u32 size = sizes[i];
		bool good = size == 1 || size == 2 || size == 4 || size == 8;

		blob_start();
		TYPE(BTF_KIND_ENUM, 1, 2, "e", size, NAME("A"), 0, NAME("B"), -1);
		TYPE(BTF_KIND_ENUM64, 0, 1, "", size, NAME("C"), 0, 1);
		is_int(blob_parse(), good ? 0 : -EINVAL, "an enumeration of %u bytes is %s", size,
		       good ? "accepted" : "refused");
	}
	blob_start();
	TYPE(BTF_KIND_ENUM, 0, 1, "e", 4, 0, 0);
	BAD("part 0 has no good name", "a value without a name is refused");
	blob_start();
	TYPE(BTF_KIND_ENUM64, 0, 1, "e", 8, NAME("9"), 0, 0);
	BAD("part 0 has no good name", "... of 64 bits too");
	for (i = 0; i <= 16; i++) {
		bool good = i == 2 || i == 4 || i == 8 || i == 12 || i == 16;

		blob_start();
		TYPE(BTF_KIND_FLOAT, 0, 0, "f", i);
		is_int(blob_parse(), good ? 0 : -EINVAL, "a float of %u bytes is %s", i,
		       good ? "accepted" : "refused");
	}
}

static void test_functions(void)
{
	u32 i;

	blob_start();
	i = add_int();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 2, "", i, NAME("a"), i, 0, 0);
	GOOD("a function with any number of arguments is accepted");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 2, "", i, 0, 0, NAME("a"), i);
	BAD("parameter 0 is void", "one whose first is void is refused");
	blob_start();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 1, "", 0, NAME("a"), 0);
	BAD("parameter 0 is void", "a void parameter with a name is refused");
	blob_start();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 1, "", 0, NAME("a"), 2);
	TYPE(BTF_KIND_CONST, 0, 0, "", 0);
	BAD("parameter 0 (type 2) has no size", "one of const void is refused");
	blob_start();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 0, "", 2);
	TYPE(BTF_KIND_CONST, 0, 0, "", 0);
	GOOD("a function may return const void");
	blob_start();
	TYPE(BTF_KIND_FUNC_PROTO, 0, 0, "", 2);
	TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", 3);
	TYPE(BTF_KIND_FWD, 0, 0, "f", 0);
	BAD("returns (type 2) has no size", "it may not return an undefined type");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_FUNC, 0, 0, "f", i);
	BAD("refers to type 1, a int", "a function must have a function type");
	blob_start();
	TYPE(BTF_KIND_FUNC, 0, 0, "f", 2);
	TYPE(BTF_KIND_FUNC_PROTO, 0, 0, "p", 0);
	BAD("no good name", "a function type with a name is refused");
	blob_start();
	TYPE(BTF_KIND_FUNC, 0, BTF_FUNC_EXTERN, "f", 2);
	TYPE(BTF_KIND_FUNC_PROTO, 0, 0, "", 0);
	BAD("linkage 2", "a function from elsewhere is refused");
}

static void test_variables(void)
{
	u32 i, v;

	blob_start();
	TYPE(BTF_KIND_VAR, 0, 0, "v", 2, BTF_VAR_GLOBAL_ALLOCATED);
	add_int();
	GOOD("a global variable is accepted");
	blob_start();
	TYPE(BTF_KIND_VAR, 0, 0, "v", 2, BTF_VAR_GLOBAL_EXTERN);
	add_int();
	BAD("linkage 2", "a variable from elsewhere is refused");
	blob_start();
	TYPE(BTF_KIND_VAR, 0, 0, "v", 2, 0);
	TYPE(BTF_KIND_VOLATILE, 0, 0, "", 0);
	BAD("its type 2 has no size", "a variable of void is refused");
	blob_start();
	i = add_int();
	v = TYPE(BTF_KIND_VAR, 0, 0, "v", i, 0);
	TYPE(BTF_KIND_DATASEC, 0, 2, ".bss", 12, v, 0, 4, v, 8, 4);
	GOOD("a section with a gap is accepted");
	is_int(mbpf_btf_size(btf, 3), 12, "... and has a size");
	blob_start();
	i = add_int();
	v = TYPE(BTF_KIND_VAR, 0, 0, "v", i, 0);
	TYPE(BTF_KIND_DATASEC, 0, 2, ".bss", 12, v, 4, 4, v, 7, 4);
	BAD("variable 1 (4 bytes at 7) overlaps", "variables that overlap are refused");
	blob_start();
	i = add_int();
	v = TYPE(BTF_KIND_VAR, 0, 0, "v", i, 0);
	TYPE(BTF_KIND_DATASEC, 0, 1, ".bss", 12, v, 9, 4);
	BAD("is not inside 12 bytes", "a variable behind the end is refused");
	blob_start();
	i = add_int();
	v = TYPE(BTF_KIND_VAR, 0, 0, "v", i, 0);
	TYPE(BTF_KIND_DATASEC, 0, 1, ".bss", 12, v, ~0U, ~0U);
	BAD("is not inside 12 bytes", "one whose end wraps is refused");
	blob_start();
	i = add_int();
	v = TYPE(BTF_KIND_VAR, 0, 0, "v", i, 0);
	TYPE(BTF_KIND_DATASEC, 0, 1, ".bss", 12, v, 0, 3);
	BAD("takes 4 bytes and has 3", "one with too little room is refused");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_DATASEC, 0, 1, ".bss", 12, i, 0, 4);
	BAD("refers to type 1, a int", "a section of anything but variables is refused");
	blob_start();
	TYPE(BTF_KIND_DATASEC, 0, 0, ".bss", 0);
	BAD("a section of no bytes", "a section of no bytes is refused");
}

static void test_tags(void)
{
	u32 i, s;

	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a"), i, 0);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", s, 0);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", s, -1);
	GOOD("tags of a struct and of its member are accepted");
	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_STRUCT, 0, 1, "s", 4, NAME("a"), i, 0);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", s, 1);
	BAD("is about part 1 of 1", "a tag of a member that is not there is refused");
	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_FUNC, 0, 0, "f", 3);
	TYPE(BTF_KIND_FUNC_PROTO, 0, 1, "", 0, NAME("a"), i);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", s, 0);
	GOOD("a tag of a parameter is accepted");
	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", i);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", s, 0);
	BAD("is about part 0 of 0", "a typedef has no parts");
	blob_start();
	i = add_int();
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", i, -1);
	BAD("refers to type 1, a int", "an integer has no declaration");
	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", i);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "tag", s, -2);
	BAD("part number -2", "a part before the whole is refused");
	blob_start();
	i = add_int();
	s = TYPE(BTF_KIND_TYPEDEF, 0, 0, "t", i);
	TYPE(BTF_KIND_DECL_TAG, 0, 0, "", s, -1);
	BAD("no good name", "a tag without text is refused");
}

int main(void)
{
	test_int();
	test_common();
	test_names();
	test_array();
	test_empty_arrays();
	test_struct();
	test_bit_fields();
	test_enum();
	test_functions();
	test_variables();
	test_tags();
	blob_end();
	return done_testing();
}
