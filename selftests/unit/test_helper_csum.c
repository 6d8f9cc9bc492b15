// SPDX-License-Identifier: GPL-2.0
/*
 * bpf_csum_diff() against the definition: a sum of 16-bit words, one by one,
 * with the carry brought round (RFC 1071).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/random.h>
#include "helper/helper.h"
#include "tap.h"

static s64 diff(const void *from, u64 from_size, const void *to, u64 to_size, u64 seed)
{
	return mbpf_helper_csum_diff.fn((unsigned long)from, from_size,
					(unsigned long)to, to_size, seed);
}

/* As programs fold the result. */
static u16 fold16(u64 sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static u16 add16(u16 sum, u16 word)
{
	u32 wide = (u32)sum + word;

	return (wide & 0xffff) + (wide >> 16);
}

static u16 naive(const u8 *from, u32 from_size, const u8 *to, u32 to_size, u32 seed)
{
	u16 sum = add16(seed & 0xffff, seed >> 16), word;
	u32 i;

	for (i = 0; i < from_size; i += 2) {
		memcpy(&word, from + i, 2);
		sum = add16(sum, ~word);
	}
	for (i = 0; i < to_size; i += 2) {
		memcpy(&word, to + i, 2);
		sum = add16(sum, word);
	}
	return sum;
}

/* 0 and 0xffff are one number. */
static bool same(u16 a, u16 b)
{
	return a % 0xffff == b % 0xffff;
}

static void test_values(void)
{
	const u32 one = 1, two = 2, ones = ~0U, pair[2] = { ~0U, ~0U };

	is_u64(diff(NULL, 0, NULL, 0, 0), 0, "nothing changes nothing");
	is_u64(diff(NULL, 0, NULL, 0, 0x12345678), 0x12345678, "but for the seed");
	is_u64(diff(NULL, 0, NULL, 0, 0x700000005ULL), 5, "of which 32 bits count");
	is_u64(diff(NULL, 0, &one, 4, 0), 1, "what is added is added");
	is_u64(diff(&one, 4, NULL, 0, 0), 0xfffffffe, "what is taken away is complemented");
	is_u64(diff(&one, 4, &two, 4, 0), 1, "2 for 1 makes 1 more");
	is_u64(diff(&two, 4, &one, 4, 0), 0xfffffffe, "1 for 2 makes 1 less");
	is_u64(diff(&one, 4, &one, 4, 0), 0xffffffff, "the same for the same makes minus zero");
	is_u64(diff(NULL, 0, &ones, 4, 0xffffffff), 0xffffffff, "the carry comes back in");
	is_u64(diff(NULL, 0, &ones, 4, 1), 1, "all ones are zero");
	is_u64(diff(NULL, 0, pair, 8, 1), 1, "also when the carry makes a carry");
}

static void test_sizes(void)
{
	static u8 bytes[516];

	is_int(diff(bytes, 1, NULL, 0, 0), -EINVAL, "1 byte is refused");
	is_int(diff(bytes, 2, NULL, 0, 0), -EINVAL, "2 bytes are refused");
	is_int(diff(bytes, 3, NULL, 0, 0), -EINVAL, "3 bytes are refused");
	is_int(diff(NULL, 0, bytes, 6, 0), -EINVAL, "also on the other side");
	is_int(diff(bytes, 2, bytes, 2, 0), -EINVAL, "also when their sum would do");
	is_u64(diff(bytes, 512, NULL, 0, 0), 0xffffffff, "512 bytes are taken away");
	is_int(diff(bytes, 516, NULL, 0, 0), -EINVAL, "516 are too many");
	is_u64(diff(NULL, 0, bytes, 512, 0), 0, "512 bytes are added");
	is_int(diff(NULL, 0, bytes, 516, 0), -EINVAL, "516 are too many");
	is_u64(diff(bytes, 256, bytes, 256, 0), 0xffffffff, "256 for 256 are taken");
	is_int(diff(bytes, 256, bytes, 260, 0), -EINVAL, "260 for 256 are too many");
	is_int(diff(bytes, 1ULL << 63, bytes, 1ULL << 63, 0), -EINVAL,
	       "sizes whose sum wraps are refused");
}

/* Random bytes at any alignment, sums that carry often. */
static void test_naive(void)
{
	u64 wrong = 0, wrong_same = 0;
	u8 from[264], to[264];
	u32 from_size, to_size, seed, i;

	for (i = 0; i < 100000; i++) {
		u8 *f = from + i % 4, *t = to + i / 4 % 4;

		get_random_bytes(from, sizeof(from));
		get_random_bytes(to, sizeof(to));
		if (i & 64)
			memset(from, 0xff, sizeof(from));
		if (i & 128)
			memset(to, i & 256 ? 0xff : 0, sizeof(to));
		from_size = get_random_u32() % 65 * 4;
		to_size = get_random_u32() % 65 * 4;
		seed = i & 512 ? get_random_u32() : ~0U;
		wrong += !same(fold16(diff(f, from_size, t, to_size, seed)),
			       naive(f, from_size, t, to_size, seed));
		wrong_same += !same(fold16(diff(f, from_size, f, from_size, seed)), fold16(seed));
	}
	is_u64(wrong, 0, "100000 random differences are those of the definition");
	is_u64(wrong_same, 0, "replacing bytes by themselves changes nothing");
}

/* What programs do: change an address in a packet and mend its checksum. */
static void test_incremental(void)
{
	u64 wrong = 0;
	u32 i;

	for (i = 0; i < 10000; i++) {
		u32 header[5], old, check;

		get_random_bytes(header, sizeof(header));
		check = fold16(diff(NULL, 0, header, sizeof(header), 0));
		old = header[3];
		header[3] = get_random_u32();
		check = fold16(diff(&old, 4, &header[3], 4, check));
		wrong += !same(check, fold16(diff(NULL, 0, header, sizeof(header), 0)));
	}
	is_u64(wrong, 0, "a mended checksum is the one of the new bytes");
}

int main(void)
{
	test_values();
	test_sizes();
	test_naive();
	test_incremental();
	return done_testing();
}
