/* SPDX-License-Identifier: GPL-2.0 */
/* Where a field ends, beside where it starts. */
#ifndef MBPF_TOOLS_LINUX_STDDEF_H
#define MBPF_TOOLS_LINUX_STDDEF_H

#include_next <linux/stddef.h>
#include <stddef.h>

#define sizeof_field(type, member)	sizeof(((type *)0)->member)
#define offsetofend(type, member) \
	(offsetof(type, member) + sizeof_field(type, member))

#endif /* MBPF_TOOLS_LINUX_STDDEF_H */
