// SPDX-License-Identifier: GPL-2.0
/*
 * The part of the kernel's words that does not fit in headers: memory with
 * failures to order, per-CPU memory, grace periods, clock, random numbers.
 *
 * Stand-ins for one thread. They are stricter than the kernel where that
 * finds mistakes: fresh memory is not zero, per-CPU pointers cannot be
 * followed, freed memory waits for a grace period that somebody must order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/jhash.h>
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <asm/unaligned.h>

void mbpf_shim_bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: WARN_ON(%s)\n", file, line, what);
	abort();
}

/* Memory */

/* Sanitizers abort on sizes that malloc() would refuse. */
#define ALLOC_MAX	(1UL << 33)

static unsigned long fail_countdown;
static bool alloc_failed;
static unsigned long live_allocs;

void mbpf_test_fail_nth_alloc(unsigned long nth)
{
	fail_countdown = nth;
	alloc_failed = false;
}

bool mbpf_test_alloc_failed(void)
{
	return alloc_failed;
}

unsigned long mbpf_test_live_allocs(void)
{
	return live_allocs;
}

static bool shall_fail(void)
{
	if (!fail_countdown || --fail_countdown)
		return false;
	alloc_failed = true;
	return true;
}

/* As in the kernel, what is a cache line or more starts on one. */
void *mbpf_shim_alloc(size_t size, size_t align, bool zero)
{
	void *ptr;

	if (shall_fail() || size > ALLOC_MAX)
		return NULL;
	if (!align)
		align = size < L1_CACHE_BYTES ? 16 : L1_CACHE_BYTES;
	if (posix_memalign(&ptr, align, size ?: 1))
		return NULL;
	live_allocs++;
	return memset(ptr, zero ? 0 : 0xa5, size);
}

void mbpf_shim_free(const void *ptr)
{
	if (!ptr)
		return;
	WARN_ON(!live_allocs);
	live_allocs--;
	free((void *)ptr);
}

void *krealloc(const void *ptr, size_t size, gfp_t flags)
{
	void *new;

	if (shall_fail())
		return NULL;
	new = realloc((void *)ptr, size ?: 1);
	if (new && !ptr)
		live_allocs++;
	return new;
}

void *kmemdup(const void *src, size_t len, gfp_t flags)
{
	void *dst = kmalloc(len, flags);

	return dst ? memcpy(dst, src, len) : NULL;
}

char *kstrdup(const char *src, gfp_t flags)
{
	return src ? kmemdup(src, strlen(src) + 1, flags) : NULL;
}

/*
 * Per-CPU memory: one copy behind the other, the distance in front.
 *
 *	[ stride ... | CPU 0 | CPU 1 | CPU 2 | CPU 3 ]
 *	               ^ what the (disguised) pointer means
 */
enum {
	PERCPU_HEADER = 64,
};

#define PERCPU_DISGUISE	(1UL << 62)

static void *undisguise(const void *ptr)
{
	return (void *)((unsigned long)ptr ^ PERCPU_DISGUISE);
}

void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	size_t stride = ALIGN(size, max_t(size_t, align, 16));
	char *mem;

	WARN_ON(!size || size > PCPU_MIN_UNIT_SIZE || align > PERCPU_HEADER);
	mem = mbpf_shim_alloc(PERCPU_HEADER + stride * nr_cpu_ids, PERCPU_HEADER, true);
	if (!mem)
		return NULL;
	*(size_t *)mem = stride;
	return undisguise(mem + PERCPU_HEADER);
}

void free_percpu(void __percpu *ptr)
{
	if (ptr)
		mbpf_shim_free((char *)undisguise(ptr) - PERCPU_HEADER);
}

void *mbpf_shim_per_cpu_ptr(const void *ptr, unsigned int cpu)
{
	char *mem = undisguise(ptr);

	return mem + cpu * *(size_t *)(mem - PERCPU_HEADER);
}

static unsigned int current_cpu;

void mbpf_test_set_cpu(unsigned int cpu)
{
	WARN_ON(cpu >= nr_cpu_ids);
	current_cpu = cpu;
}

unsigned int mbpf_shim_cpu(void)
{
	return current_cpu;
}

/* Signals */

static bool signal_is_pending;

void mbpf_test_set_signal(bool pending)
{
	signal_is_pending = pending;
}

bool mbpf_shim_signal(void)
{
	return signal_is_pending;
}

/* Grace periods: a queue in order of arrival. */

static struct rcu_head *rcu_first;
static struct rcu_head **rcu_last = &rcu_first;

void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head))
{
	head->func = func;
	head->next = NULL;
	*rcu_last = head;
	rcu_last = &head->next;
}

/* As in the kernel, a function below 4096 is the head's offset to be freed. */
void mbpf_shim_kfree_rcu(struct rcu_head *head, void *ptr)
{
	unsigned long off = (char *)head - (char *)ptr;

	WARN_ON(off >= 4096);
	call_rcu(head, (void (*)(struct rcu_head *))off);
}

void rcu_barrier(void)
{
	while (rcu_first) {
		struct rcu_head *head = rcu_first;
		unsigned long off = (unsigned long)head->func;

		rcu_first = head->next;
		if (!rcu_first)
			rcu_last = &rcu_first;
		if (off < 4096)
			kfree((char *)head - off);
		else
			head->func(head);
	}
}

/* Clock and random numbers (splitmix64, from a fixed start) */

u64 ktime_get_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

u64 get_random_u64(void)
{
	static u64 state = 1;
	u64 z = (state += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

u32 get_random_u32(void)
{
	return get_random_u64() >> 32;
}

void get_random_bytes(void *buf, size_t len)
{
	u8 *p = buf;

	while (len--)
		*p++ = get_random_u32();
}

/* Text */

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	if (!size)
		return 0;
	return len < size ? len : size - 1;
}

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

ssize_t strscpy(char *dst, const char *src, size_t size)
{
	size_t len;

	if (!size)
		return -E2BIG;
	len = strnlen(src, size);
	if (len == size) {
		memcpy(dst, src, size - 1);
		dst[size - 1] = 0;
		return -E2BIG;
	}
	memcpy(dst, src, len + 1);
	return len;
}

void *memchr_inv(const void *start, int c, size_t bytes)
{
	const u8 *p = start;

	for (; bytes; p++, bytes--)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}

void sort(void *base, size_t num, size_t size, int (*cmp)(const void *, const void *),
	  void (*swap_func)(void *, void *, int size))
{
	if (num)
		qsort(base, num, size, cmp);
}

/* lookup3's mixing (public domain, Bob Jenkins) */

static void jhash_mix(u32 s[3])
{
	static const u8 turns[6] = { 4, 6, 8, 16, 19, 4 };
	int i;

	for (i = 0; i < 6; i++) {
		u32 *a = &s[i % 3], *b = &s[(i + 1) % 3], *c = &s[(i + 2) % 3];

		*a -= *c;
		*a ^= rol32(*c, turns[i]);
		*c += *b;
	}
}

static u32 jhash_final(u32 s[3])
{
	static const u8 turns[7] = { 14, 11, 25, 16, 4, 14, 24 };
	int i;

	for (i = 0; i < 7; i++) {
		u32 *c = &s[(i + 2) % 3], *b = &s[(i + 1) % 3];

		*c ^= *b;
		*c -= rol32(*b, turns[i]);
	}
	return s[2];
}

u32 jhash(const void *key, u32 length, u32 initval)
{
	u32 start = 0xdeadbeef + length + initval;
	u32 s[3] = { start, start, start };
	const u8 *k = key;
	u32 i;

	if (!length)
		return s[2];
	for (; length > 12; length -= 12, k += 12) {
		for (i = 0; i < 3; i++)
			s[i] += get_unaligned((const u32 *)(k + 4 * i));
		jhash_mix(s);
	}
	for (i = 0; i < length; i++)
		s[i / 4] += (u32)k[i] << (8 * (i % 4));
	return jhash_final(s);
}

u32 jhash2(const u32 *k, u32 length, u32 initval)
{
	u32 start = 0xdeadbeef + (length << 2) + initval;
	u32 s[3] = { start, start, start };
	u32 i;

	if (!length)
		return s[2];
	for (; length > 3; length -= 3, k += 3) {
		for (i = 0; i < 3; i++)
			s[i] += k[i];
		jhash_mix(s);
	}
	for (i = 0; i < length; i++)
		s[i] += k[i];
	return jhash_final(s);
}
