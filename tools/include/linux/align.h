/* SPDX-License-Identifier: GPL-2.0 */
/* Rounding addresses and sizes to powers of two. */
#ifndef MBPF_TOOLS_LINUX_ALIGN_H
#define MBPF_TOOLS_LINUX_ALIGN_H

#define ALIGN(x, a)		(((x) + ((__typeof__(x))(a) - 1)) & ~((__typeof__(x))(a) - 1))
#define ALIGN_DOWN(x, a)	((x) & ~((__typeof__(x))(a) - 1))
#define IS_ALIGNED(x, a)	(((x) & ((__typeof__(x))(a) - 1)) == 0)
#define PTR_ALIGN(p, a)		((__typeof__(p))ALIGN((unsigned long)(p), (a)))

#endif /* MBPF_TOOLS_LINUX_ALIGN_H */
