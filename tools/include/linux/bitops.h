/* SPDX-License-Identifier: GPL-2.0 */
/* Finding, counting, turning and setting bits. */
#ifndef MBPF_TOOLS_LINUX_BITOPS_H
#define MBPF_TOOLS_LINUX_BITOPS_H

#include <linux/bits.h>

/* fls: 1 + the highest bit that is set, 0 when none is. */
static inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static inline int fls64(u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

static inline int fls_long(unsigned long x)
{
	return fls64(x);
}

/* __fls, __ffs: highest and lowest bit that is set, of a number that is not 0. */
static inline unsigned long __fls(unsigned long x)
{
	return BITS_PER_LONG - 1 - __builtin_clzl(x);
}

static inline unsigned long __ffs(unsigned long x)
{
	return __builtin_ctzl(x);
}

static inline unsigned long __ffs64(u64 x)
{
	return __builtin_ctzll(x);
}

static inline unsigned int hweight8(unsigned int x)
{
	return __builtin_popcount(x & 0xff);
}

static inline unsigned int hweight16(unsigned int x)
{
	return __builtin_popcount(x & 0xffff);
}

static inline unsigned int hweight32(unsigned int x)
{
	return __builtin_popcount(x);
}

static inline unsigned int hweight64(u64 x)
{
	return __builtin_popcountll(x);
}

static inline u32 rol32(u32 x, unsigned int by)
{
	return (x << (by & 31)) | (x >> (-by & 31));
}

static inline u32 ror32(u32 x, unsigned int by)
{
	return (x >> (by & 31)) | (x << (-by & 31));
}

static inline u64 rol64(u64 x, unsigned int by)
{
	return (x << (by & 63)) | (x >> (-by & 63));
}

static inline u64 ror64(u64 x, unsigned int by)
{
	return (x >> (by & 63)) | (x << (-by & 63));
}

static inline s64 sign_extend64(u64 value, int index)
{
	u8 shift = 63 - index;

	return (s64)(value << shift) >> shift;
}

static inline s32 sign_extend32(u32 value, int index)
{
	u8 shift = 31 - index;

	return (s32)(value << shift) >> shift;
}

static inline void __set_bit(unsigned long nr, unsigned long *addr)
{
	addr[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void __clear_bit(unsigned long nr, unsigned long *addr)
{
	addr[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline bool test_bit(unsigned long nr, const unsigned long *addr)
{
	return addr[BIT_WORD(nr)] & BIT_MASK(nr);
}

static inline bool __test_and_set_bit(unsigned long nr, unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__set_bit(nr, addr);
	return was;
}

static inline bool __test_and_clear_bit(unsigned long nr, unsigned long *addr)
{
	bool was = test_bit(nr, addr);

	__clear_bit(nr, addr);
	return was;
}

/* One thread: the atomic forms need no more. */
#define set_bit(nr, addr)		__set_bit(nr, addr)
#define clear_bit(nr, addr)		__clear_bit(nr, addr)
#define test_and_set_bit(nr, addr)	__test_and_set_bit(nr, addr)
#define test_and_clear_bit(nr, addr)	__test_and_clear_bit(nr, addr)

#endif /* MBPF_TOOLS_LINUX_BITOPS_H */
