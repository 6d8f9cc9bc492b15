/* SPDX-License-Identifier: GPL-2.0 */
/* The errnos that never reach user space. */
#ifndef MBPF_TOOLS_LINUX_ERRNO_H
#define MBPF_TOOLS_LINUX_ERRNO_H

#include_next <linux/errno.h>

#define ERESTARTSYS	512
#define ENOTSUPP	524

#endif /* MBPF_TOOLS_LINUX_ERRNO_H */
