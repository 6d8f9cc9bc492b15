/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A JSON writer: values go out as they come, commas and indentation are its
 * business.  Inside an object every call takes the member's key, inside an
 * array and at the top the key is NULL.
 *
 * The same calls also write C initializers, "{ .hits = 3, .ports = { 53 } }",
 * for text that is read by people.
 */
#ifndef MBPF_CLI_JSON_H
#define MBPF_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <linux/types.h>

/**
 * struct mbpf_json - one document being written
 * @out: where to
 * @pretty: a line for each value, indented by tabs
 * @c: write C, not JSON
 * @depth: open objects and arrays
 * @comma: a value stands before the next one, in the same object or array
 */
struct mbpf_json {
	FILE *out;
	bool pretty;
	bool c;
	unsigned int depth;
	bool comma;
};

void mbpf_json_open_object(struct mbpf_json *json, const char *key);
void mbpf_json_close_object(struct mbpf_json *json);
void mbpf_json_open_array(struct mbpf_json *json, const char *key);
void mbpf_json_close_array(struct mbpf_json *json);

/** mbpf_json_string() - @value up to its 0; bytes that are no UTF-8 become U+FFFD */
void mbpf_json_string(struct mbpf_json *json, const char *key, const char *value);
void mbpf_json_u64(struct mbpf_json *json, const char *key, __u64 value);
void mbpf_json_s64(struct mbpf_json *json, const char *key, __s64 value);
void mbpf_json_bool(struct mbpf_json *json, const char *key, bool value);
void mbpf_json_null(struct mbpf_json *json, const char *key);

/** mbpf_json_word() - a name: a string in JSON, bare in C */
void mbpf_json_word(struct mbpf_json *json, const char *key, const char *word);

/** mbpf_json_double() - a number; null when it is infinite or none */
void mbpf_json_double(struct mbpf_json *json, const char *key, double value);

/** mbpf_json_hex() - an array of strings, "0x2a", one for each byte */
void mbpf_json_hex(struct mbpf_json *json, const char *key, const void *data, size_t size);

#endif /* MBPF_CLI_JSON_H */
