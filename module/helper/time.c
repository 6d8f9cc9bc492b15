// SPDX-License-Identifier: GPL-2.0
/*
 * Helpers that ask the machine: the clock, a random number, this CPU.
 */
#include <linux/ktime.h>
#include <linux/random.h>
#include <linux/smp.h>
#include <linux/types.h>
#include "helper/helper.h"
#include "mbpf.h"

/* Nanoseconds since boot, without suspend. This clock takes no lock. */
static u64 ktime_ns(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	return ktime_get_mono_fast_ns();
}

static u64 random_u32(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	return get_random_u32();
}

/* It stays this one: bottom halves are off. */
static u64 processor_id(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	return smp_processor_id();
}

const struct mbpf_helper mbpf_helper_ktime_get_ns = {
	.id = BPF_FUNC_ktime_get_ns,
	.name = "ktime_get_ns",
	.fn = ktime_ns,
	.ret = MBPF_RET_SCALAR,
};

const struct mbpf_helper mbpf_helper_get_prandom_u32 = {
	.id = BPF_FUNC_get_prandom_u32,
	.name = "get_prandom_u32",
	.fn = random_u32,
	.ret = MBPF_RET_SCALAR,
};

const struct mbpf_helper mbpf_helper_get_smp_processor_id = {
	.id = BPF_FUNC_get_smp_processor_id,
	.name = "get_smp_processor_id",
	.fn = processor_id,
	.ret = MBPF_RET_SCALAR,
};
