// SPDX-License-Identifier: GPL-2.0
/*
 * SHA-1 against the digests that FIPS 180 and RFC 3174 publish.
 */
#include <linux/kernel.h>
#include "core/sha1.h"
#include "tap.h"

static const char *hex(const u8 *digest)
{
	static char text[2 * MBPF_SHA1_SIZE + 1];
	u32 i;

	for (i = 0; i < MBPF_SHA1_SIZE; i++)
		sprintf(text + 2 * i, "%02x", digest[i]);
	return text;
}

/* Digest of @text repeated, fed @step bytes at a time. */
static const char *sha1(const char *text, u32 times, size_t step)
{
	u8 digest[MBPF_SHA1_SIZE];
	struct mbpf_sha1 sha;
	size_t at, len = strlen(text);

	mbpf_sha1_init(&sha);
	while (times--)
		for (at = 0; at < len; at += step)
			mbpf_sha1_update(&sha, text + at, min(step, len - at));
	mbpf_sha1_final(&sha, digest);
	return hex(digest);
}

#define WHOLE 1000

int main(void)
{
	static const char two_blocks[] =
		"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	static const char block[] =
		"0123456701234567012345670123456701234567012345670123456701234567";
	char text[130];
	const char *once;
	bool same = true;
	size_t len, step;

	is_str(sha1("", 1, WHOLE), "da39a3ee5e6b4b0d3255bfef95601890afd80709",
	       "the digest of nothing");
	is_str(sha1("abc", 1, WHOLE), "a9993e364706816aba3e25717850c26c9cd0d89d",
	       "the digest of \"abc\"");
	is_str(sha1(two_blocks, 1, WHOLE), "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
	       "the digest of 56 bytes, whose length needs a second block");
	is_str(sha1("a", 1000000, WHOLE), "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
	       "the digest of a million times \"a\"");
	is_str(sha1(block, 10, WHOLE), "dea356a2cddd90c7a7ecedc5ebb563934f460452",
	       "the digest of 640 bytes in whole blocks");
	is_str(sha1(two_blocks, 1, 1), "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
	       "fed byte by byte it is the same");

	for (len = 0; len < sizeof(text); len++) {
		memset(text, 'x', len);
		text[len] = 0;
		once = strdup(sha1(text, 1, WHOLE));
		for (step = 1; step < 70; step++)
			same &= !strcmp(sha1(text, 1, step), once);
		free((void *)once);
	}
	ok(same, "how a message is cut into pieces does not matter, at any length to 129");
	return done_testing();
}
