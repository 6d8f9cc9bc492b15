/* SPDX-License-Identifier: GPL-2.0 */
/* From a member back to the struct around it, type-checked. */
#ifndef MBPF_TOOLS_LINUX_CONTAINER_OF_H
#define MBPF_TOOLS_LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/stddef.h>

#define container_of(ptr, type, member) ({				\
	static_assert(__same_type(*(ptr), ((type *)0)->member) ||	\
		      __same_type(*(ptr), void),			\
		      "container_of: pointer to another type");		\
	(type *)((char *)(ptr) - offsetof(type, member)); })

#endif /* MBPF_TOOLS_LINUX_CONTAINER_OF_H */
