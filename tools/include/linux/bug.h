/* SPDX-License-Identifier: GPL-2.0 */
/* A warning is for our own bugs, so in a test it is the end. */
#ifndef MBPF_TOOLS_LINUX_BUG_H
#define MBPF_TOOLS_LINUX_BUG_H

#include <stdbool.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>

/* Prints the place and aborts (shim.c). */
__noreturn void mbpf_shim_bug(const char *file, int line, const char *what);

#define WARN_ON(cond) ({						\
	bool __cond = !!(cond);						\
									\
	if (unlikely(__cond))						\
		mbpf_shim_bug(__FILE__, __LINE__, #cond);		\
	unlikely(__cond); })
#define WARN_ON_ONCE(cond)		WARN_ON(cond)
#define WARN(cond, fmt, ...)		WARN_ON(cond)
#define WARN_ONCE(cond, fmt, ...)	WARN_ON(cond)

#endif /* MBPF_TOOLS_LINUX_BUG_H */
