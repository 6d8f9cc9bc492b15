/* SPDX-License-Identifier: GPL-2.0 */
/* Hashing of bytes: Bob Jenkins' lookup3, as the kernel's function of this name. */
#ifndef MBPF_TOOLS_LINUX_JHASH_H
#define MBPF_TOOLS_LINUX_JHASH_H

#include <linux/types.h>

u32 jhash(const void *key, u32 length, u32 initval);
u32 jhash2(const u32 *k, u32 length, u32 initval);

#endif /* MBPF_TOOLS_LINUX_JHASH_H */
