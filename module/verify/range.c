// SPDX-License-Identifier: GPL-2.0
/*
 * Ranges of 64-bit and of 32-bit numbers: the template, twice.
 *
 * Nothing is written here by hand for one width, so nothing can be right in
 * one and wrong in the other.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include "verify/range.h"

#define R(name)	mbpf_range64_##name
#define RANGE	struct mbpf_range64
#define UINT	u64
#define SINT	s64
#include "verify/range_template.h"
#undef R
#undef RANGE
#undef UINT
#undef SINT

#define R(name)	mbpf_range32_##name
#define RANGE	struct mbpf_range32
#define UINT	u32
#define SINT	s32
#include "verify/range_template.h"
#undef R
#undef RANGE
#undef UINT
#undef SINT
