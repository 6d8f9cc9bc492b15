/* SPDX-License-Identifier: GPL-2.0 */
/* Byte swaps under the kernel's short names. */
#ifndef MBPF_TOOLS_LINUX_SWAB_H
#define MBPF_TOOLS_LINUX_SWAB_H

#include_next <linux/swab.h>

#define swab16(x)	__swab16(x)
#define swab32(x)	__swab32(x)
#define swab64(x)	__swab64(x)

#endif /* MBPF_TOOLS_LINUX_SWAB_H */
