/* SPDX-License-Identifier: GPL-2.0 */
/* Smaller, larger, in between; as strict about types as the kernel is. */
#ifndef MBPF_TOOLS_LINUX_MINMAX_H
#define MBPF_TOOLS_LINUX_MINMAX_H

#include <linux/build_bug.h>

#define __mbpf_pick(x, op, y) ({					\
	__typeof__(x) __x = (x);					\
	__typeof__(y) __y = (y);					\
									\
	(void)(&__x == &__y);	/* warns when the types differ */	\
	__x op __y ? __x : __y; })

#define min(x, y)		__mbpf_pick(x, <, y)
#define max(x, y)		__mbpf_pick(x, >, y)
#define min_t(type, x, y)	__mbpf_pick((type)(x), <, (type)(y))
#define max_t(type, x, y)	__mbpf_pick((type)(x), >, (type)(y))
#define min3(x, y, z)		min((__typeof__(x))min(x, y), z)
#define max3(x, y, z)		max((__typeof__(x))max(x, y), z)
#define clamp(val, lo, hi)	min((__typeof__(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) \
	min_t(type, max_t(type, val, lo), hi)

#define swap(a, b) do {							\
	__typeof__(a) __tmp = (a);					\
									\
	(a) = (b);							\
	(b) = __tmp;							\
} while (0)

#endif /* MBPF_TOOLS_LINUX_MINMAX_H */
