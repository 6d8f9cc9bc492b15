// SPDX-License-Identifier: GPL-2.0
/*
 * The JSON writer (RFC 8259), which also writes C initializers.
 *
 * Output only: nothing here parses, and nothing is kept of what was written
 * but the depth and whether a comma is due.  The caller closes what it opens;
 * the writer does not check that keys are unique.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "json.h"

/* Between a bracket or comma and a value; C that is not pretty has blanks. */
static void set_apart(struct mbpf_json *json)
{
	unsigned int i;

	if (!json->pretty) {
		if (json->c)
			fputc(' ', json->out);
		return;
	}
	fputc('\n', json->out);
	for (i = 0; i < json->depth; i++)
		fputc('\t', json->out);
}

/*
 * Bytes of the UTF-8 sequence that starts at @s, 0 when it is none.  Overlong
 * forms, surrogates and what lies above U+10FFFF are none.
 */
static unsigned int utf8_len(const unsigned char *s)
{
	unsigned int len, i;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	for (i = 1; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return len;
}

static void put_escaped(struct mbpf_json *json, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t";
	static const char to[] = "\"\\bfnrt";
	const char *hit = strchr(from, c);

	if (hit)
		fprintf(json->out, "\\%c", to[hit - from]);
	else
		fprintf(json->out, "\\u%04x", c);
}

static void put_string(struct mbpf_json *json, const char *value)
{
	const unsigned char *s = (const unsigned char *)value;
	unsigned int len;

	fputc('"', json->out);
	while (*s) {
		len = utf8_len(s);
		if (!len)
			fputs("\\ufffd", json->out);
		else if (*s < 0x20 || *s == 0x7f || *s == '"' || *s == '\\')
			put_escaped(json, *s);
		else
			fwrite(s, 1, len, json->out);
		s += len ? len : 1;
	}
	fputc('"', json->out);
}

/* What stands before a value: comma, line break, key. */
static void lead_in(struct mbpf_json *json, const char *key)
{
	if (json->comma)
		fputc(',', json->out);
	if (json->depth)
		set_apart(json);
	if (key && json->c) {
		fprintf(json->out, ".%s = ", key);
	} else if (key) {
		put_string(json, key);
		fputs(json->pretty ? ": " : ":", json->out);
	}
	json->comma = true;
}

static void open_level(struct mbpf_json *json, const char *key, char bracket)
{
	lead_in(json, key);
	fputc(bracket, json->out);
	json->depth++;
	json->comma = false;
}

static void close_level(struct mbpf_json *json, char bracket)
{
	bool empty = !json->comma;

	json->depth--;
	if (!empty)
		set_apart(json);
	fputc(bracket, json->out);
	json->comma = true;
}

void mbpf_json_open_object(struct mbpf_json *json, const char *key)
{
	open_level(json, key, '{');
}

void mbpf_json_close_object(struct mbpf_json *json)
{
	close_level(json, '}');
}

void mbpf_json_open_array(struct mbpf_json *json, const char *key)
{
	open_level(json, key, json->c ? '{' : '[');
}

void mbpf_json_close_array(struct mbpf_json *json)
{
	close_level(json, json->c ? '}' : ']');
}

void mbpf_json_string(struct mbpf_json *json, const char *key, const char *value)
{
	lead_in(json, key);
	put_string(json, value);
}

void mbpf_json_word(struct mbpf_json *json, const char *key, const char *word)
{
	if (!json->c) {
		mbpf_json_string(json, key, word);
		return;
	}
	lead_in(json, key);
	fputs(word, json->out);
}

void mbpf_json_u64(struct mbpf_json *json, const char *key, __u64 value)
{
	lead_in(json, key);
	fprintf(json->out, "%" PRIu64, (uint64_t)value);
}

void mbpf_json_s64(struct mbpf_json *json, const char *key, __s64 value)
{
	lead_in(json, key);
	fprintf(json->out, "%" PRId64, (int64_t)value);
}

void mbpf_json_bool(struct mbpf_json *json, const char *key, bool value)
{
	lead_in(json, key);
	fputs(value ? "true" : "false", json->out);
}

void mbpf_json_null(struct mbpf_json *json, const char *key)
{
	lead_in(json, key);
	fputs("null", json->out);
}

void mbpf_json_double(struct mbpf_json *json, const char *key, double value)
{
	if (!isfinite(value)) {
		mbpf_json_null(json, key);
		return;
	}
	lead_in(json, key);
	fprintf(json->out, "%.17g", value);
}

void mbpf_json_hex(struct mbpf_json *json, const char *key, const void *data, size_t size)
{
	const unsigned char *byte = data;
	size_t i;

	/* On one line even when pretty: a column of bytes is not. */
	lead_in(json, key);
	fputc('[', json->out);
	for (i = 0; i < size; i++)
		fprintf(json->out, "%s\"0x%02x\"", i ? "," : "", byte[i]);
	fputc(']', json->out);
}
