/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Copying values while others read them.
 *
 * Values start on 8-byte boundaries and are copied in pieces of 8, 4, 2 and 1
 * bytes, each in one store: a reader on another CPU may see an old and a new
 * piece side by side, but never half a counter.
 */
#ifndef MBPF_MAP_VALUE_H
#define MBPF_MAP_VALUE_H

#include <linux/compiler.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/unaligned.h>
#include "map/area.h"

/**
 * mbpf_value_copy() - copy @size bytes
 * @dst: 8-byte aligned
 * @src: any alignment
 */
static inline void mbpf_value_copy(void *dst, const void *src, u32 size)
{
	for (; size >= 8; size -= 8, dst += 8, src += 8)
		WRITE_ONCE(*(u64 *)dst, get_unaligned((const u64 *)src));
	if (size & 4) {
		WRITE_ONCE(*(u32 *)dst, get_unaligned((const u32 *)src));
		dst += 4;
		src += 4;
	}
	if (size & 2) {
		WRITE_ONCE(*(u16 *)dst, get_unaligned((const u16 *)src));
		dst += 2;
		src += 2;
	}
	if (size & 1)
		WRITE_ONCE(*(u8 *)dst, *(const u8 *)src);
}

/**
 * mbpf_percpu_value_alloc() - one of the many values that a map starts with
 * @size: bytes, a multiple of 8
 *
 * May sleep.  Return: 0, -ENOMEM, or -EINTR when a fatal signal has come.
 */
static inline int mbpf_percpu_value_alloc(void __percpu **value, u32 size)
{
	cond_resched();
	if (fatal_signal_pending(current))
		return -EINTR;
	*value = __alloc_percpu_gfp(size, 8, MBPF_MAP_GFP);
	return *value ? 0 : -ENOMEM;
}

/**
 * mbpf_percpu_value_read() - the values of all possible CPUs, for user space
 * @dst: round_up(@size, 8) bytes for each, in order; the padding is cleared
 */
static inline void mbpf_percpu_value_read(void *dst, void __percpu *value, u32 size)
{
	u32 stride = round_up(size, 8);
	int cpu;

	for_each_possible_cpu(cpu) {
		memset(dst + stride - 8, 0, 8);
		memcpy(dst, per_cpu_ptr(value, cpu), size);
		dst += stride;
	}
}

/** mbpf_percpu_value_write() - the other way round; the padding is not used */
static inline void mbpf_percpu_value_write(void __percpu *value, const void *src, u32 size)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		mbpf_value_copy(per_cpu_ptr(value, cpu), src, size);
		src += round_up(size, 8);
	}
}

#endif /* MBPF_MAP_VALUE_H */
