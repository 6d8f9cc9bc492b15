/* SPDX-License-Identifier: GPL-2.0 */
/* Allocation flags: how an allocation may behave, which libc does not ask. */
#ifndef MBPF_TOOLS_LINUX_GFP_H
#define MBPF_TOOLS_LINUX_GFP_H

#include <linux/types.h>

enum mbpf_shim_gfp {
	__GFP_WAIT	= 1,	/* may sleep */
	__GFP_ZERO	= 2,
	__GFP_NOWARN	= 4,
	__GFP_ACCOUNT	= 8,
	__GFP_NORETRY	= 16,
	__GFP_RETRY_MAYFAIL = 64,

	GFP_NOWAIT		= 0,
	GFP_ATOMIC		= 32,
	GFP_KERNEL		= __GFP_WAIT,
	GFP_KERNEL_ACCOUNT	= GFP_KERNEL | __GFP_ACCOUNT,
	GFP_USER		= GFP_KERNEL,
};

#endif /* MBPF_TOOLS_LINUX_GFP_H */
