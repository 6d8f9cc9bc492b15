/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Text to numbers and bytes.
 */
#ifndef MBPF_CLI_PARSE_H
#define MBPF_CLI_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/types.h>

struct mbpf_args;

/** mbpf_parse_u64() - a number from 0 to @max, decimal or 0x; all of @text */
bool mbpf_parse_u64(const char *text, __u64 max, __u64 *value);

/** mbpf_parse_s64() - the same with an optional sign */
bool mbpf_parse_s64(const char *text, __s64 min, __s64 max, __s64 *value);

/**
 * mbpf_parse_bytes() - a key or value of a map
 * @args: words up to "key", "value", "any", "exist", "noexist" or the end
 * @what: "key" or "value"
 * @data: @size bytes, all of which are filled
 *
 * The words are items whose bytes are put one after the other:
 *
 *   7 0x2a			one byte each
 *   hex 0a 00 ff		one byte each, hexadecimal; goes on until the
 *				next word that names a type
 *   u8|u16|u32|u64 N		a number in this machine's byte order
 *   s8|s16|s32|s64 N		a signed number
 *   be16|be32|be64 N		a number in network order
 *   ip ADDRESS			IPv4, 4 bytes in network order
 *   ip6 ADDRESS		IPv6, 16 bytes
 *   mac ADDRESS		6 bytes
 *   zero			as many zero bytes as are missing; the last item
 *
 * Return: exit status; anything but exactly @size bytes is a usage error.
 */
int mbpf_parse_bytes(struct mbpf_args *args, const char *what, void *data, size_t size);

/**
 * mbpf_parse_hex() - bytes written as hexadecimal digits
 * @text: an even number of digits; colons, dots and blanks between bytes are
 *        skipped
 * @data: room for @max bytes
 *
 * Return: number of bytes, or -1.
 */
long mbpf_parse_hex(const char *text, void *data, size_t max);

#endif /* MBPF_CLI_PARSE_H */
