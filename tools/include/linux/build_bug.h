/* SPDX-License-Identifier: GPL-2.0 */
/* Assertions that the compiler proves. */
#ifndef MBPF_TOOLS_LINUX_BUILD_BUG_H
#define MBPF_TOOLS_LINUX_BUILD_BUG_H

#include <linux/compiler.h>

#ifndef static_assert
#define static_assert	_Static_assert
#endif

#define BUILD_BUG_ON_MSG(cond, msg)	static_assert(!(cond), msg)
#define BUILD_BUG_ON(cond)		BUILD_BUG_ON_MSG(cond, #cond)
#define BUILD_BUG_ON_ZERO(cond)		((int)sizeof(struct { int : (-!!(cond)); }))

#endif /* MBPF_TOOLS_LINUX_BUILD_BUG_H */
