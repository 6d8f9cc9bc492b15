// SPDX-License-Identifier: GPL-2.0
/*
 * The command line's JSON writer: what it writes, byte for byte.
 */
#include "tap.h"
#include "../../tools/mbpf/json.c"

static char *text;
static size_t text_size;

static struct mbpf_json start(bool pretty)
{
	struct mbpf_json json = { .pretty = pretty };

	free(text);
	json.out = open_memstream(&text, &text_size);
	return json;
}

static const char *end(struct mbpf_json *json)
{
	fclose(json->out);
	return text;
}

static const char *string(const char *value)
{
	struct mbpf_json json = start(false);

	mbpf_json_string(&json, NULL, value);
	return end(&json);
}

static void test_strings(void)
{
	is_str(string(""), "\"\"", "an empty string is two quotes");
	is_str(string("a\"b\\c/"), "\"a\\\"b\\\\c/\"", "quotes and backslashes are escaped");
	is_str(string("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"", "what has a short escape gets it");
	is_str(string("\x01\x1f\x7f"), "\"\\u0001\\u001f\\u007f\"",
	       "other control characters become numbers");
	is_str(string("\xc3\xbc\xe2\x82\xac\xf0\x9f\x90\x9d"),
	       "\"\xc3\xbc\xe2\x82\xac\xf0\x9f\x90\x9d\"", "UTF-8 stays as it is");
	is_str(string("\xff!"), "\"\\ufffd!\"", "a byte that starts nothing is replaced");
	is_str(string("\xc3"), "\"\\ufffd\"", "a sequence cut short is replaced");
	is_str(string("\xc0\x80"), "\"\\ufffd\\ufffd\"", "an overlong form is replaced");
	is_str(string("\xed\xa0\x80"), "\"\\ufffd\\ufffd\\ufffd\"", "a surrogate is replaced");
	is_str(string("\xf4\x90\x80\x80"), "\"\\ufffd\\ufffd\\ufffd\\ufffd\"",
	       "what is above U+10FFFF is replaced");
}

static void test_numbers(void)
{
	struct mbpf_json json = start(false);

	mbpf_json_open_array(&json, NULL);
	mbpf_json_u64(&json, NULL, ~0ULL);
	mbpf_json_s64(&json, NULL, 1ULL << 63);
	mbpf_json_bool(&json, NULL, true);
	mbpf_json_bool(&json, NULL, false);
	mbpf_json_null(&json, NULL);
	mbpf_json_double(&json, NULL, 0.5);
	mbpf_json_double(&json, NULL, 1.0 / 0.0);
	mbpf_json_close_array(&json);
	is_str(end(&json),
	       "[18446744073709551615,-9223372036854775808,true,false,null,0.5,null]",
	       "numbers go out whole, and infinity as null");
}

static void write_nested(struct mbpf_json *json)
{
	mbpf_json_open_object(json, NULL);
	mbpf_json_open_array(json, "a");
	mbpf_json_close_array(json);
	mbpf_json_open_object(json, "b");
	mbpf_json_close_object(json);
	mbpf_json_open_array(json, "c");
	mbpf_json_u64(json, NULL, 1);
	mbpf_json_u64(json, NULL, 2);
	mbpf_json_close_array(json);
	mbpf_json_hex(json, "d", "\x00\xff", 2);
	mbpf_json_hex(json, "e", "", 0);
	mbpf_json_close_object(json);
}

static void test_nesting(void)
{
	struct mbpf_json json = start(false);

	write_nested(&json);
	is_str(end(&json), "{\"a\":[],\"b\":{},\"c\":[1,2],\"d\":[\"0x00\",\"0xff\"],\"e\":[]}",
	       "commas stand between values and nowhere else");

	json = start(true);
	write_nested(&json);
	is_str(end(&json), "{\n\t\"a\": [],\n\t\"b\": {},\n\t\"c\": [\n\t\t1,\n\t\t2\n\t],\n"
	       "\t\"d\": [\"0x00\",\"0xff\"],\n\t\"e\": []\n}",
	       "pretty JSON has a line for each value and the same content");
}

int main(void)
{
	test_strings();
	test_numbers();
	test_nesting();
	free(text);
	return done_testing();
}
