/* SPDX-License-Identifier: GPL-2.0 */
/* The fast generator is the same as the other one here. */
#ifndef MBPF_TOOLS_LINUX_PRANDOM_H
#define MBPF_TOOLS_LINUX_PRANDOM_H

#include <linux/random.h>

#define prandom_u32()	get_random_u32()

#endif /* MBPF_TOOLS_LINUX_PRANDOM_H */
