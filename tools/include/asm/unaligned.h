/* SPDX-License-Identifier: GPL-2.0 */
/* Accesses to addresses of any alignment. */
#ifndef MBPF_TOOLS_ASM_UNALIGNED_H
#define MBPF_TOOLS_ASM_UNALIGNED_H

#include <linux/types.h>
#include <asm/byteorder.h>

#define get_unaligned(ptr) ({						\
	const struct { __typeof__(*(ptr)) x; } __packed *__p =		\
		(const void *)(ptr);					\
									\
	__p->x; })

#define put_unaligned(val, ptr) do {					\
	struct { __typeof__(*(ptr)) x; } __packed *__p = (void *)(ptr);	\
									\
	__p->x = (val);							\
} while (0)

#define MBPF_SHIM_UNALIGNED(bits, order)				\
static inline u##bits get_unaligned_##order##bits(const void *p)	\
{									\
	return order##bits##_to_cpu(get_unaligned((const __##order##bits *)p)); \
}									\
static inline void put_unaligned_##order##bits(u##bits val, void *p)	\
{									\
	put_unaligned(cpu_to_##order##bits(val), (__##order##bits *)p);	\
}

MBPF_SHIM_UNALIGNED(16, le)
MBPF_SHIM_UNALIGNED(32, le)
MBPF_SHIM_UNALIGNED(64, le)
MBPF_SHIM_UNALIGNED(16, be)
MBPF_SHIM_UNALIGNED(32, be)
MBPF_SHIM_UNALIGNED(64, be)

#endif /* MBPF_TOOLS_ASM_UNALIGNED_H */
