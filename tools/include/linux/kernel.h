/* SPDX-License-Identifier: GPL-2.0 */
/* What kernel code expects of its most common header. */
#ifndef MBPF_TOOLS_LINUX_KERNEL_H
#define MBPF_TOOLS_LINUX_KERNEL_H

#include_next <linux/kernel.h>
#include <stdarg.h>
#include <stdio.h>
#include <linux/align.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/types.h>
#include <asm/byteorder.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define upper_32_bits(n)	((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n)	((u32)((n) & 0xffffffff))

#define might_sleep()	do { } while (0)

/* As snprintf(), but what was written instead of what would have been. */
__printf(3, 0) int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
__printf(3, 4) int scnprintf(char *buf, size_t size, const char *fmt, ...);

#endif /* MBPF_TOOLS_LINUX_KERNEL_H */
