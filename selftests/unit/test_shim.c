// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's words in user space (tools/include): the rooms' tests are worth
 * what these are. Above all: that misuse stops a test, as it would a kernel.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/jhash.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/unaligned.h>
#include "tap.h"

/* Does it end by abort()? In a child, whose last words nobody needs. */
static bool aborts(void (*misuse)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		fclose(stderr);
		misuse();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void lock_twice(void)
{
	raw_spinlock_t lock = {};

	raw_spin_lock(&lock);
	raw_spin_lock(&lock);
}

static void unlock_free(void)
{
	spinlock_t lock = {};

	spin_unlock(&lock);
}

static void mutex_twice(void)
{
	struct mutex lock = {};

	mutex_lock(&lock);
	mutex_lock(&lock);
}

static void mutex_free(void)
{
	struct mutex lock = {};

	mutex_unlock(&lock);
}

static void assert_not_held(void)
{
	struct mutex lock = {};

	lockdep_assert_held(&lock);
}

static void put_too_often(void)
{
	refcount_t ref = REFCOUNT_INIT(1);

	if (refcount_dec_and_test(&ref) && !refcount_dec_and_test(&ref))
		_exit(0);
}

static void get_the_dead(void)
{
	refcount_t ref = REFCOUNT_INIT(0);

	refcount_inc(&ref);
}

static void warn(void)
{
	WARN_ON_ONCE(1);
}

static void percpu_too_large(void)
{
	free_percpu(__alloc_percpu(PCPU_MIN_UNIT_SIZE + 1, 8));
}

static void test_misuse(void)
{
	ok(aborts(lock_twice), "locking a spinlock twice aborts");
	ok(aborts(unlock_free), "unlocking a free one aborts");
	ok(aborts(mutex_twice), "locking a mutex twice aborts");
	ok(aborts(mutex_free), "unlocking a free one aborts");
	ok(aborts(assert_not_held), "asserting a lock that is not held aborts");
	ok(aborts(put_too_often), "a reference given back too often aborts");
	ok(aborts(get_the_dead), "a reference to the dead aborts");
	ok(aborts(warn), "a kernel's warning aborts");
	ok(aborts(percpu_too_large), "per-CPU memory that the kernel warns of aborts");
}

static void test_memory(void)
{
	u8 *a, *b;

	a = kmalloc(8, GFP_KERNEL);
	ok(a[0] && a[7], "fresh memory is not zero by chance");
	kfree(a);
	a = kzalloc(100, GFP_KERNEL);
	ok(!memchr_inv(a, 0, 100), "unless that is asked for");
	ok(!((unsigned long)a % 64), "a cache line or more starts on one");
	kfree(a);
	a = vmalloc_user(4096);
	ok(!((unsigned long)a % 4096) && !memchr_inv(a, 0, 4096), "pages are pages, and zero");
	vfree(a);
	ok(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL), "kmalloc() has the kernel's limit");
	ok(!kvcalloc(SIZE_MAX / 2, 4, GFP_KERNEL), "a product that wraps is no small allocation");
	mbpf_test_fail_nth_alloc(2);
	a = kmalloc(1, GFP_KERNEL);
	ok(a && !mbpf_test_alloc_failed(), "the first allocation succeeds");
	b = kmalloc(1, GFP_KERNEL);
	ok(!b && mbpf_test_alloc_failed(), "the second fails, as ordered");
	b = kmalloc(1, GFP_KERNEL);
	ok(b, "the third succeeds");
	is_u64(mbpf_test_live_allocs(), 2, "two are alive");
	kfree(a);
	kfree(b);
	kfree(NULL);
	is_u64(mbpf_test_live_allocs(), 0, "none is");
}

struct thing {
	int n;
	struct rcu_head rcu;
};

static int called;

static void count_call(struct rcu_head *rcu)
{
	called = container_of(rcu, struct thing, rcu)->n;
}

static void test_rcu(void)
{
	struct thing *freed = kzalloc(sizeof(*freed), GFP_KERNEL);
	struct thing kept = { .n = 5 };

	kfree_rcu(freed, rcu);
	call_rcu(&kept.rcu, count_call);
	is_int(called, 0, "nothing happens before the grace period");
	is_u64(mbpf_test_live_allocs(), 1, "nor is anything freed");
	rcu_barrier();
	is_int(called, 5, "afterwards it does");
	is_u64(mbpf_test_live_allocs(), 0, "and is");
}

static void test_percpu(void)
{
	u64 __percpu *counter = alloc_percpu(u64);
	int cpu;

	for_each_possible_cpu(cpu) {
		mbpf_test_set_cpu(cpu);
		this_cpu_add(*counter, cpu + 1);
	}
	mbpf_test_set_cpu(0);
	is_u64(*per_cpu_ptr(counter, 0), 1, "each CPU has its own memory");
	is_u64(*per_cpu_ptr(counter, 3), 4, "from the first to the last");
	ok((unsigned long)counter >> 47, "and the pointer to all of it points nowhere");
	free_percpu(counter);
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void test_words(void)
{
	int numbers[] = { 3, 1, 2 }, sum = 0;
	struct { int n; u32 tail[]; } *flex = NULL;
	DECLARE_BITMAP(bits, 130);
	LIST_HEAD(list);
	struct { int n; struct list_head node; } item = { .n = 7 }, *pos;
	u8 bytes[9] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
	char text[4];
	u32 n32;

	is_u64(jhash("Four score and seven years ago", 30, 0), 0x17770551,
	       "jhash() has the value that its author gives");
	is_u64(struct_size(flex, tail, 3), 16, "struct_size() counts the tail");
	is_u64(struct_size(flex, tail, SIZE_MAX), SIZE_MAX, "and saturates");
	ok(check_add_overflow(U32_MAX, 1U, &n32) && !check_sub_overflow(5U, 5U, &n32),
	   "overflow is seen, and only overflow");
	is_u64(array_index_nospec(4, 5), 4, "an index inside stays");
	is_u64(array_index_nospec(5, 5), 0, "an index outside becomes 0");
	is_u64(array_index_nospec(U32_MAX, 5), 0, "the farthest too");
	sort(numbers, 3, sizeof(int), compare, NULL);
	ok(numbers[0] == 1 && numbers[2] == 3, "sort() sorts");
	bitmap_zero(bits, 130);
	__set_bit(129, bits);
	is_u64(find_first_bit(bits, 130), 129, "the last bit of a bitmap is found");
	list_add_tail(&item.node, &list);
	list_for_each_entry(pos, &list, node)
		sum += pos->n;
	is_int(sum, 7, "a list is walked");
	list_del(&item.node);
	ok(list_empty(&list), "and empty again");
	is_u64(get_unaligned_be32(bytes + 1), 0x01020304, "unaligned words are read big-endian");
	is_u64(get_unaligned_le16(bytes + 3), 0x0403, "and little-endian");
	is_int(strscpy(text, "abc", 4), 3, "strscpy() copies what fits");
	is_int(strscpy(text, "abcd", 4), -E2BIG, "and says when something does not");
	is_str(text, "abc", "the text is cut and terminated");
	is_u64(fls64(1ULL << 63), 64, "fls64() counts from 1");
	is_u64(roundup_pow_of_two(65), 128, "powers of two are rounded up");
	is_u64(round_up(65, 8), 72, "and multiples");
	is_u64(rol32(0x80000001, 1), 3, "bits are turned");
	is_int(min_t(int, -1, 1), -1, "min_t() compares as it is told");
}

int main(void)
{
	test_misuse();
	test_memory();
	test_rcu();
	test_percpu();
	test_words();
	return done_testing();
}
