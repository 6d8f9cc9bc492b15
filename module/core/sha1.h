/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SHA-1 (FIPS 180-4), for program tags: a name by content that tools know.
 * Not for anything that an attacker gains from colliding.
 */
#ifndef MBPF_CORE_SHA1_H
#define MBPF_CORE_SHA1_H

#include <linux/types.h>

#define MBPF_SHA1_SIZE	20	/* bytes of a digest */
#define MBPF_SHA1_BLOCK	64	/* bytes hashed at a time */

/**
 * struct mbpf_sha1 - a digest in the making
 * @h: chaining value
 * @len: bytes fed so far
 * @block: those of the last, incomplete block
 */
struct mbpf_sha1 {
	u32 h[5];
	u64 len;
	u8 block[MBPF_SHA1_BLOCK];
};

/** mbpf_sha1_init() - begin a digest */
void mbpf_sha1_init(struct mbpf_sha1 *sha);

/** mbpf_sha1_update() - feed @len bytes, any number of times */
void mbpf_sha1_update(struct mbpf_sha1 *sha, const void *data, size_t len);

/** mbpf_sha1_final() - end it; @digest takes MBPF_SHA1_SIZE bytes */
void mbpf_sha1_final(struct mbpf_sha1 *sha, u8 *digest);

#endif /* MBPF_CORE_SHA1_H */
