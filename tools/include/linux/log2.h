/* SPDX-License-Identifier: GPL-2.0 */
/* Powers of two. */
#ifndef MBPF_TOOLS_LINUX_LOG2_H
#define MBPF_TOOLS_LINUX_LOG2_H

#include <linux/bitops.h>

#define ilog2(n)	(fls64(n) - 1)

static inline bool is_power_of_2(unsigned long n)
{
	return n && !(n & (n - 1));
}

/* Undefined for 0 and above 2^63, as the kernel's. */
static inline unsigned long roundup_pow_of_two(unsigned long n)
{
	return 1UL << fls_long(n - 1);
}

static inline unsigned long rounddown_pow_of_two(unsigned long n)
{
	return 1UL << (fls_long(n) - 1);
}

static inline int order_base_2(unsigned long n)
{
	return n > 1 ? fls_long(n - 1) : 0;
}

#endif /* MBPF_TOOLS_LINUX_LOG2_H */
