/* SPDX-License-Identifier: GPL-2.0 */
/* Index masking, for real: a wrong guess of the CPU stays inside the array. */
#ifndef MBPF_TOOLS_LINUX_NOSPEC_H
#define MBPF_TOOLS_LINUX_NOSPEC_H

#include <linux/bits.h>
#include <linux/compiler.h>

/* All ones when index < size, else 0, without a branch; size <= LONG_MAX. */
static inline unsigned long array_index_mask_nospec(unsigned long index, unsigned long size)
{
	OPTIMIZER_HIDE_VAR(index);
	return ~(long)(index | (size - 1UL - index)) >> (BITS_PER_LONG - 1);
}

#define array_index_nospec(index, size) ({				\
	__typeof__(index) __index = (index);				\
									\
	(__typeof__(index))(__index &					\
			    array_index_mask_nospec(__index, size)); })

#define barrier_nospec()	barrier()

#endif /* MBPF_TOOLS_LINUX_NOSPEC_H */
