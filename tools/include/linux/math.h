/* SPDX-License-Identifier: GPL-2.0 */
/* Rounding and dividing with whole numbers. */
#ifndef MBPF_TOOLS_LINUX_MATH_H
#define MBPF_TOOLS_LINUX_MATH_H

#include <linux/types.h>

#define round_mask(x, y)	((__typeof__(x))((y) - 1))
#define round_up(x, y)		((((x) - 1) | round_mask(x, y)) + 1)
#define round_down(x, y)	((x) & ~round_mask(x, y))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define roundup(x, y)		(DIV_ROUND_UP(x, y) * (y))

#endif /* MBPF_TOOLS_LINUX_MATH_H */
