// SPDX-License-Identifier: GPL-2.0
/*
 * bpf_csum_diff(): how an Internet checksum changes when bytes are replaced.
 *
 *	result = seed + (words of to) - (words of from)
 *
 * in one's complement arithmetic of 32 bits, which is what the kernel's
 * csum_partial() computes. Subtracting is adding the complement. Only the
 * result modulo 2^32 - 1 has a meaning, and the program folds it to 16 bits
 * (RFC 1071, RFC 1624); words are summed in the machine's byte order, as there.
 *
 * Pushing (from is empty), pulling (to is empty) and replacing are all cases
 * of this.
 */
#include <linux/errno.h>
#include <linux/types.h>
#include <asm/unaligned.h>
#include "helper/helper.h"
#include "mbpf.h"

/* Both together, as in Linux: what programs that run there too can expect. */
#define MAX_BYTES	512

/* At most 2^32 words fit before 64 bits overflow; there are 128. */
static u64 add_words(u64 sum, const void *words, u32 size, u32 flip)
{
	for (; size; size -= 4, words += 4)
		sum += get_unaligned((const u32 *)words) ^ flip;
	return sum;
}

/* Carries come back in at the lower end; the second turn takes the last. */
static u32 fold32(u64 sum)
{
	sum = (u32)sum + (sum >> 32);
	return sum + (sum >> 32);
}

static u64 csum_diff(u64 from, u64 from_size, u64 to, u64 to_size, u64 seed)
{
	u64 sum = (u32)seed;

	if ((from_size | to_size) % 4 || from_size > MAX_BYTES || to_size > MAX_BYTES ||
	    from_size + to_size > MAX_BYTES)
		return -EINVAL;
	sum = add_words(sum, (void *)(unsigned long)from, from_size, ~0U);
	sum = add_words(sum, (void *)(unsigned long)to, to_size, 0);
	return fold32(sum);
}

const struct mbpf_helper mbpf_helper_csum_diff = {
	.id = BPF_FUNC_csum_diff,
	.name = "csum_diff",
	.fn = csum_diff,
	.ret = MBPF_RET_SCALAR,
	.arg = {
		MBPF_ARG_MEM_OR_NULL, MBPF_ARG_SIZE_OR_ZERO,
		MBPF_ARG_MEM_OR_NULL, MBPF_ARG_SIZE_OR_ZERO,
		MBPF_ARG_ANY,
	},
};
