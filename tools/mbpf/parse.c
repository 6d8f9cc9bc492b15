// SPDX-License-Identifier: GPL-2.0
/*
 * Text to numbers and bytes: how a person writes a map's key on the command
 * line (parse.h has the grammar).
 *
 * The words are not compared with the map's BTF: whoever writes "u16 80" gets
 * the two bytes of a 16-bit number, whatever the map thinks they are.  Only
 * their total must be the key's or value's size.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <endian.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "parse.h"

bool mbpf_parse_u64(const char *text, __u64 max, __u64 *value)
{
	unsigned long long number;
	int base = 10;
	char *end;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		base = 16;
		text += 2;
	}
	/* strtoull() would take blanks, signs and a second 0x. */
	if (base == 16 ? !isxdigit((unsigned char)text[0]) || text[1] == 'x' || text[1] == 'X' :
			 !isdigit((unsigned char)text[0]))
		return false;
	errno = 0;
	number = strtoull(text, &end, base);
	if (errno || *end || number > max)
		return false;
	*value = number;
	return true;
}

bool mbpf_parse_s64(const char *text, __s64 min, __s64 max, __s64 *value)
{
	bool negative = *text == '-';
	__u64 number;

	if (negative || *text == '+')
		text++;
	/* The magnitude of INT64_MIN is one more than that of INT64_MAX. */
	if (!mbpf_parse_u64(text, (__u64)INT64_MAX + negative, &number))
		return false;
	*value = negative ? (__s64)(0 - number) : (__s64)number;
	return *value >= min && *value <= max;
}

long mbpf_parse_hex(const char *text, void *data, size_t max)
{
	unsigned char *byte = data;
	unsigned int value;
	size_t nr = 0;

	while (*text) {
		if (strchr(": .\n\t\r", *text)) {
			text++;
			continue;
		}
		if (!isxdigit((unsigned char)text[0]) || !isxdigit((unsigned char)text[1]))
			return -1;
		if (nr == max || sscanf(text, "%2x", &value) != 1)
			return -1;
		byte[nr++] = value;
		text += 2;
	}
	return nr;
}

/**
 * struct sink - the bytes being put together
 * @what: "key" or "value", for messages
 * @hex: words without a type are hexadecimal
 */
struct sink {
	const char *what;
	unsigned char *data;
	size_t size;
	size_t fill;
	bool hex;
};

static int put(struct sink *sink, const void *bytes, size_t nr)
{
	if (nr > sink->size - sink->fill)
		return mbpf_fail_usage("the %s is too long: the map's has %zu bytes",
				       sink->what, sink->size);
	memcpy(sink->data + sink->fill, bytes, nr);
	sink->fill += nr;
	return MBPF_EXIT_OK;
}

/* The last @bytes bytes of a number, in this machine's order or big-endian. */
static int put_number(struct sink *sink, __u64 number, unsigned int bytes, bool big)
{
	unsigned char buf[8];

	if (big)
		number = htobe64(number);
	memcpy(buf, &number, 8);
	/* In big-endian order the low bytes stand last. */
	return put(sink, big || htobe64(1) == 1 ? buf + 8 - bytes : buf, bytes);
}

static int item_number(struct sink *sink, const char *type, const char *word)
{
	unsigned int skip = *type == 'b' ? 2 : 1;
	unsigned int bits = atoi(type + skip);
	__u64 mask = bits == 64 ? ~0ULL : (1ULL << bits) - 1;
	__s64 half = mask >> 1, negative;
	__u64 number;

	if (*type == 's') {
		if (!mbpf_parse_s64(word, -half - 1, half, &negative))
			return mbpf_fail_usage("'%s' is no number of type %s", word, type);
		number = negative;
	} else if (!mbpf_parse_u64(word, mask, &number)) {
		return mbpf_fail_usage("'%s' is no number of type %s", word, type);
	}
	return put_number(sink, number, bits / 8, *type == 'b');
}

static int item_address(struct sink *sink, const char *type, const char *word)
{
	bool six = !strcmp(type, "ip6");
	unsigned char address[16];

	if (inet_pton(six ? AF_INET6 : AF_INET, word, address) != 1)
		return mbpf_fail_usage("'%s' is no IPv%c address", word, six ? '6' : '4');
	return put(sink, address, six ? 16 : 4);
}

static int item_mac(struct sink *sink, const char *type, const char *word)
{
	unsigned char address[6];

	(void)type;
	if (mbpf_parse_hex(word, address, 6) != 6)
		return mbpf_fail_usage("'%s' is no MAC address (12:34:56:78:9a:bc)", word);
	return put(sink, address, 6);
}

static int item_hex(struct sink *sink, const char *word)
{
	char digits[3] = { '0' };
	size_t len = strlen(word);
	unsigned char byte;

	/* One digit stands for itself, with a 0 before it. */
	if (len == 1 || len == 2)
		memcpy(digits + (len == 1), word, len);
	if (mbpf_parse_hex(digits, &byte, 1) != 1)
		return mbpf_fail_usage("'%s' is no byte in hexadecimal (00 to ff)", word);
	return put(sink, &byte, 1);
}

static int item_byte(struct sink *sink, const char *word)
{
	unsigned char byte;
	__u64 number;

	if (sink->hex)
		return item_hex(sink, word);
	if (!mbpf_parse_u64(word, 255, &number))
		return mbpf_fail_usage("'%s' is no byte (0 to 255 or 0x00 to 0xff); "
				       "wider numbers need their type: u32 %s", word, word);
	byte = number;
	return put(sink, &byte, 1);
}

static const struct item_type {
	const char *name;
	int (*put)(struct sink *sink, const char *type, const char *word);
} item_types[] = {
	{ "u8", item_number }, { "u16", item_number },
	{ "u32", item_number }, { "u64", item_number },
	{ "s8", item_number }, { "s16", item_number },
	{ "s32", item_number }, { "s64", item_number },
	{ "be16", item_number }, { "be32", item_number }, { "be64", item_number },
	{ "ip", item_address }, { "ip6", item_address }, { "mac", item_mac },
};

static const struct item_type *find_type(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(item_types) / sizeof(*item_types); i++)
		if (!strcmp(word, item_types[i].name))
			return &item_types[i];
	return NULL;
}

static bool is_end(const char *word)
{
	static const char *const ends[] = { "key", "value", "any", "exist", "noexist" };
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (!strcmp(word, ends[i]))
			return true;
	return false;
}

static int parse_item(struct sink *sink, struct mbpf_args *args, const char *word)
{
	const struct item_type *type = find_type(word);
	int status;

	if (!strcmp(word, "hex")) {
		sink->hex = true;
		return MBPF_EXIT_OK;
	}
	if (!strcmp(word, "zero")) {
		memset(sink->data + sink->fill, 0, sink->size - sink->fill);
		sink->fill = sink->size;
		return MBPF_EXIT_OK;
	}
	if (!type)
		return item_byte(sink, word);
	sink->hex = false;
	status = mbpf_args_want(args, &word, type->name);
	if (status)
		return status;
	return type->put(sink, type->name, word);
}

int mbpf_parse_bytes(struct mbpf_args *args, const char *what, void *data, size_t size)
{
	struct sink sink = { .what = what, .data = data, .size = size };
	const char *word;
	int status;

	while ((word = mbpf_args_peek(args)) && !is_end(word)) {
		mbpf_args_next(args);
		status = parse_item(&sink, args, word);
		if (status)
			return status;
	}
	if (sink.fill != size)
		return mbpf_fail_usage("the %s has %zu bytes, the map's has %zu",
				       what, sink.fill, size);
	return MBPF_EXIT_OK;
}
