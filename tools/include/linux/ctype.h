/* SPDX-License-Identifier: GPL-2.0 */
/* Character classes; the kernel's know ASCII only, as libc's do in the C locale. */
#ifndef MBPF_TOOLS_LINUX_CTYPE_H
#define MBPF_TOOLS_LINUX_CTYPE_H

#include <ctype.h>

#endif /* MBPF_TOOLS_LINUX_CTYPE_H */
