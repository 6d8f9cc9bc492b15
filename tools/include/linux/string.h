/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's string functions that libc lacks. */
#ifndef MBPF_TOOLS_LINUX_STRING_H
#define MBPF_TOOLS_LINUX_STRING_H

#include_next <linux/string.h>
#include <string.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/types.h>

ssize_t strscpy(char *dst, const char *src, size_t size);
void *memchr_inv(const void *start, int c, size_t bytes);

static inline bool strstarts(const char *str, const char *prefix)
{
	return !strncmp(str, prefix, strlen(prefix));
}

static inline size_t str_has_prefix(const char *str, const char *prefix)
{
	return strstarts(str, prefix) ? strlen(prefix) : 0;
}

#define strtomem_pad(dst, src, pad) do {				\
	size_t __len = strnlen(src, sizeof(dst));			\
									\
	memset(dst, pad, sizeof(dst));					\
	memcpy(dst, src, __len);					\
} while (0)

#endif /* MBPF_TOOLS_LINUX_STRING_H */
