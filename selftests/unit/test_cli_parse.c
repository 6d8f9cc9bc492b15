// SPDX-License-Identifier: GPL-2.0
/*
 * How keys and values are written on the command line: which words make which
 * bytes, and that everything else is refused.
 */
#include "tap.h"
#include "../../tools/mbpf/args.c"
#include "../../tools/mbpf/parse.c"

static char said[512];

int mbpf_fail_usage(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(said, sizeof(said), fmt, args);
	va_end(args);
	return MBPF_EXIT_USAGE;
}

static unsigned char bytes[32];
static struct mbpf_args rest;
static char line[256];
static char *words[64];

/* Words separated by blanks, into @size bytes. */
static int parse(const char *text, size_t size)
{
	char *at = line, *word;

	snprintf(line, sizeof(line), "%s", text);
	rest.left = 0;
	rest.at = words;
	while ((word = strsep(&at, " ")))
		words[rest.left++] = word;
	memset(bytes, 0xee, sizeof(bytes));
	return mbpf_parse_bytes(&rest, "key", bytes, size);
}

static void is_bytes(const char *text, const char *want, size_t size)
{
	bool good = !parse(text, size) && !memcmp(bytes, want, size);

	ok(good, "'%s' makes the right %zu bytes", text, size);
	is_u64(bytes[size], 0xee, "'%s' leaves alone what is behind them", text);
}

static void is_refused(const char *text, size_t size, const char *why)
{
	*said = 0;
	is_int(parse(text, size), MBPF_EXIT_USAGE, "'%s' is refused as a key of %zu bytes",
	       text, size);
	if (!ok(strstr(said, why), "and the message says '%s'", why))
		diag("  it says '%s'", said);
}

static void test_bytes(void)
{
	is_bytes("0 255 0x2a 0XfF", "\x00\xff\x2a\xff", 4);
	is_bytes("010", "\x0a", 1);
	is_bytes("hex 0a b 00 FF", "\x0a\x0b\x00\xff", 4);
	is_bytes("hex 0a u8 10 10", "\x0a\x0a\x0a", 3);
	is_refused("256", 1, "no byte");
	is_refused("-1", 1, "no byte");
	is_refused("", 1, "no byte");
	is_refused("0x", 1, "no byte");
	is_refused("0x0x1", 1, "no byte");
	is_refused("1a", 1, "no byte");
	is_refused("hex 100", 2, "no byte in hexadecimal");
	is_refused("hex 0x1", 1, "no byte in hexadecimal");
	is_refused("hex g0", 1, "no byte in hexadecimal");
	is_refused("1 2 3", 2, "too long");
	is_refused("1", 2, "the key has 1 bytes, the map's has 2");
}

static void test_numbers(void)
{
	is_bytes("u8 255", "\xff", 1);
	is_bytes("u16 0x1234", "\x34\x12", 2);
	is_bytes("u32 4294967295", "\xff\xff\xff\xff", 4);
	is_bytes("u64 1", "\x01\x00\x00\x00\x00\x00\x00\x00", 8);
	is_bytes("u64 18446744073709551615", "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
	is_bytes("be16 53", "\x00\x35", 2);
	is_bytes("be32 0x01020304", "\x01\x02\x03\x04", 4);
	is_bytes("be64 1", "\x00\x00\x00\x00\x00\x00\x00\x01", 8);
	is_bytes("s8 -128 s8 127", "\x80\x7f", 2);
	is_bytes("s16 -2", "\xfe\xff", 2);
	is_bytes("s32 -1", "\xff\xff\xff\xff", 4);
	is_bytes("s64 -9223372036854775808", "\x00\x00\x00\x00\x00\x00\x00\x80", 8);
	is_bytes("s64 9223372036854775807", "\xff\xff\xff\xff\xff\xff\xff\x7f", 8);
	is_refused("u8 256", 1, "no number of type u8");
	is_refused("u16 65536", 2, "no number of type u16");
	is_refused("be16 65536", 2, "no number of type be16");
	is_refused("u32 4294967296", 4, "no number of type u32");
	is_refused("u64 18446744073709551616", 8, "no number of type u64");
	is_refused("s8 128", 1, "no number of type s8");
	is_refused("s8 -129", 1, "no number of type s8");
	is_refused("s64 9223372036854775808", 8, "no number of type s64");
	is_refused("s64 -9223372036854775809", 8, "no number of type s64");
	is_refused("u32 -1", 4, "no number of type u32");
	is_refused("u32", 4, "u32 is missing");
	is_refused("u64 1", 4, "too long");
}

static void test_addresses(void)
{
	is_bytes("ip 10.0.0.2", "\x0a\x00\x00\x02", 4);
	is_bytes("ip6 2001:db8::1",
		 "\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01", 16);
	is_bytes("mac 02:42:c0:a8:00:01", "\x02\x42\xc0\xa8\x00\x01", 6);
	is_bytes("u32 24 ip 192.168.0.0", "\x18\x00\x00\x00\xc0\xa8\x00\x00", 8);
	is_bytes("be16 80 u8 6 zero", "\x00\x50\x06\x00\x00\x00", 6);
	is_bytes("zero", "\x00\x00\x00", 3);
	is_refused("ip 10.0.0", 4, "no IPv4 address");
	is_refused("ip 10.0.0.256", 4, "no IPv4 address");
	is_refused("ip ::1", 4, "no IPv4 address");
	is_refused("ip6 10.0.0.1", 16, "no IPv6 address");
	is_refused("mac 02:42:c0:a8:00", 6, "no MAC address");
	is_refused("zero 1", 2, "too long");
}

static void test_ends(void)
{
	parse("1 2 value 3", 2);
	is_str(mbpf_args_peek(&rest), "value", "a key ends where the value begins");
	parse("1 2 noexist", 2);
	is_str(mbpf_args_peek(&rest), "noexist", "data end where a flag begins");
	parse("hex 01 any", 1);
	is_str(mbpf_args_peek(&rest), "any", "hexadecimal data end there, too");
}

static void test_hex(void)
{
	char out[4];

	is_int(mbpf_parse_hex("00:ff.0A 1b", out, 4), 4, "bytes may be set apart");
	ok(!memcmp(out, "\x00\xff\x0a\x1b", 4), "and have their values");
	is_int(mbpf_parse_hex("", out, 4), 0, "no digits are no bytes");
	is_int(mbpf_parse_hex("012", out, 4), -1, "half a byte is refused");
	is_int(mbpf_parse_hex("0102030405", out, 4), -1, "more bytes than fit are refused");
	is_int(mbpf_parse_hex("0 1", out, 4), -1, "a byte may not be torn apart");
}

int main(void)
{
	test_bytes();
	test_numbers();
	test_addresses();
	test_ends();
	test_hex();
	return done_testing();
}
