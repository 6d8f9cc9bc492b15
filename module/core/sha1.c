// SPDX-License-Identifier: GPL-2.0
/*
 * SHA-1 as FIPS 180-4 writes it down, big-endian words and all.
 *
 * The kernels we run on export three different interfaces to theirs, and user
 * space has none; a tag is made once per load, so speed does not matter and
 * this one serves everywhere.
 *
 *	message | 0x80 | 0 ... 0 | length in bits, 64 bit big-endian
 *	|<----------------- a multiple of 64 bytes ---------------->|
 */
#include <linux/bitops.h>
#include <linux/string.h>
#include "core/sha1.h"

enum { LENGTH_SIZE = 8, ROUNDS = 80 };

static u32 get_be32(const u8 *p)
{
	return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

static void put_be32(u8 *p, u32 v)
{
	p[0] = v >> 24;
	p[1] = v >> 16;
	p[2] = v >> 8;
	p[3] = v;
}

/* The function and constant of round @t (FIPS 180-4, 4.1.1 and 4.2.1). */
static u32 mix(u32 t, u32 b, u32 c, u32 d)
{
	switch (t / 20) {
	case 0:
		return 0x5a827999 + ((b & c) | (~b & d));
	case 1:
		return 0x6ed9eba1 + (b ^ c ^ d);
	case 2:
		return 0x8f1bbcdc + ((b & c) | (b & d) | (c & d));
	default:
		return 0xca62c1d6 + (b ^ c ^ d);
	}
}

/* Word @t of the message schedule, in the last 16 words (FIPS 180-4, 6.1.3). */
static u32 schedule(u32 *w, u32 t)
{
	if (t >= 16)
		w[t % 16] = rol32(w[(t + 13) % 16] ^ w[(t + 8) % 16] ^ w[(t + 2) % 16] ^
				  w[t % 16], 1);
	return w[t % 16];
}

static void hash_block(u32 *h, const u8 *block)
{
	u32 a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	u32 w[16], sum, t;

	for (t = 0; t < 16; t++)
		w[t] = get_be32(block + 4 * t);

	for (t = 0; t < ROUNDS; t++) {
		sum = rol32(a, 5) + mix(t, b, c, d) + e + schedule(w, t);
		e = d;
		d = c;
		c = rol32(b, 30);
		b = a;
		a = sum;
	}

	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

void mbpf_sha1_init(struct mbpf_sha1 *sha)
{
	*sha = (struct mbpf_sha1) {
		.h = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 },
	};
}

void mbpf_sha1_update(struct mbpf_sha1 *sha, const void *data, size_t len)
{
	const u8 *from = data;
	size_t fill, part;

	while (len) {
		fill = sha->len % MBPF_SHA1_BLOCK;
		part = MBPF_SHA1_BLOCK - fill;
		if (part > len)
			part = len;
		memcpy(sha->block + fill, from, part);
		sha->len += part;
		from += part;
		len -= part;
		if (fill + part == MBPF_SHA1_BLOCK)
			hash_block(sha->h, sha->block);
	}
}

void mbpf_sha1_final(struct mbpf_sha1 *sha, u8 *digest)
{
	static const u8 padding[MBPF_SHA1_BLOCK] = { 0x80 };
	u64 bits = sha->len * 8;
	u32 fill = sha->len % MBPF_SHA1_BLOCK;
	u32 room = MBPF_SHA1_BLOCK - LENGTH_SIZE;
	u8 length[LENGTH_SIZE];
	u32 i;

	mbpf_sha1_update(sha, padding, fill < room ? room - fill : room + MBPF_SHA1_BLOCK - fill);
	put_be32(length, bits >> 32);
	put_be32(length + 4, bits);
	mbpf_sha1_update(sha, length, sizeof(length));

	for (i = 0; i < 5; i++)
		put_be32(digest + 4 * i, sha->h[i]);
}
