/* SPDX-License-Identifier: GPL-2.0 */
/* Random numbers, the same in every run of a test. */
#ifndef MBPF_TOOLS_LINUX_RANDOM_H
#define MBPF_TOOLS_LINUX_RANDOM_H

#include_next <linux/random.h>
#include <linux/types.h>

u32 get_random_u32(void);
u64 get_random_u64(void);
void get_random_bytes(void *buf, size_t len);

#endif /* MBPF_TOOLS_LINUX_RANDOM_H */
