// SPDX-License-Identifier: GPL-2.0
/*
 * Arrays: what can be made, every errno and the order of the checks, and that
 * neighbours stay apart.
 */
#include <linux/mm.h>
#include "map_helper.h"

#define TYPE BPF_MAP_TYPE_ARRAY

static void test_definitions(void)
{
	static const struct bad_def defs[] = {
		{ "4 elements of 8 bytes", DEF(TYPE, 4, 8, 4, 0), 0 },
		{ "a key of 0 bytes", DEF(TYPE, 0, 8, 4, 0), -EINVAL },
		{ "a key of 3 bytes", DEF(TYPE, 3, 8, 4, 0), -EINVAL },
		{ "a key of 5 bytes", DEF(TYPE, 5, 8, 4, 0), -EINVAL },
		{ "a key of 8 bytes", DEF(TYPE, 8, 8, 4, 0), -EINVAL },
		{ "values of 0 bytes", DEF(TYPE, 4, 0, 4, 0), -EINVAL },
		{ "values of 1 byte", DEF(TYPE, 4, 1, 4, 0), 0 },
		{ "the largest value", DEF(TYPE, 4, MBPF_MAX_VALUE_SIZE, 4, 0), 0 },
		{ "a value one byte larger", DEF(TYPE, 4, MBPF_MAX_VALUE_SIZE + 1, 4, 0), -E2BIG },
		{ "values of 4 GiB", DEF(TYPE, 4, U32_MAX, 4, 0), -E2BIG },
		{ "no elements", DEF(TYPE, 4, 8, 0, 0), -EINVAL },
		{ "one element", DEF(TYPE, 4, 8, 1, 0), 0 },
		{ "2 GiB of values", DEF(TYPE, 4, 8, 1U << 28, 0), -E2BIG },
		{ "2^32 - 1 elements", DEF(TYPE, 4, 8, U32_MAX, 0), -E2BIG },
		{ "sizes whose product wraps to 0 in 32 bits",
		  DEF(TYPE, 4, 1 << 16, 1 << 16, 0), -E2BIG },
		{ "an unknown flag", DEF(TYPE, 4, 8, 4, 1U << 31), -EINVAL },
		{ "BPF_F_NO_PREALLOC", DEF(TYPE, 4, 8, 4, BPF_F_NO_PREALLOC), -EINVAL },
		{ "BPF_F_ZERO_SEED", DEF(TYPE, 4, 8, 4, BPF_F_ZERO_SEED), -EINVAL },
		{ "BPF_F_MMAPABLE", DEF(TYPE, 4, 8, 4, BPF_F_MMAPABLE), 0 },
		{ "BPF_F_RDONLY", DEF(TYPE, 4, 8, 4, BPF_F_RDONLY), 0 },
		{ "BPF_F_WRONLY", DEF(TYPE, 4, 8, 4, BPF_F_WRONLY), 0 },
		{ "BPF_F_RDONLY and BPF_F_WRONLY",
		  DEF(TYPE, 4, 8, 4, BPF_F_RDONLY | BPF_F_WRONLY), -EINVAL },
		{ "BPF_F_RDONLY_PROG", DEF(TYPE, 4, 8, 4, BPF_F_RDONLY_PROG), 0 },
		{ "BPF_F_WRONLY_PROG", DEF(TYPE, 4, 8, 4, BPF_F_WRONLY_PROG), 0 },
		{ "BPF_F_RDONLY_PROG and BPF_F_WRONLY_PROG",
		  DEF(TYPE, 4, 8, 4, BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG), -EINVAL },
		{ "BPF_F_RDONLY and BPF_F_WRONLY_PROG",
		  DEF(TYPE, 4, 8, 4, BPF_F_RDONLY | BPF_F_WRONLY_PROG), 0 },
		{ "memory node 0", DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE), 0 },
		{ "a memory node that is not there",
		  DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE, .numa_node = 1), -EINVAL },
		{ "the memory node -1",
		  DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE, .numa_node = -1), -EINVAL },
		{ "map_extra", DEF(TYPE, 4, 8, 4, 0, .map_extra = 1), -EINVAL },
		{ "a type that nobody knows", DEF(9999, 4, 8, 4, 0), -EINVAL },
		{ "the type BPF_MAP_TYPE_UNSPEC", DEF(0, 4, 8, 4, 0), -EINVAL },
	};

	map_refuses(defs, ARRAY_SIZE(defs));
}

/* The size is fine, so that the allocation is tried: which is made to fail. */
static void test_largest(void)
{
	struct mbpf_map_def def = DEF(TYPE, 4, 8, (1U << 28) - 1, 0);

	mbpf_test_fail_nth_alloc(2);
	is_int(map_try(&def), -ENOMEM, "an array just below 2 GiB is a question of memory");
	mbpf_test_fail_nth_alloc(0);
}

static void test_elements(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 12, 5, 0);
	const struct mbpf_map_ops *ops = map->ops;
	u8 value[12], got[12];
	u32 i, wrong = 0;

	for (i = 0; i < 5; i++)
		wrong += !is_zero(ops->lookup(map, &i), 12);
	is_u64(wrong, 0, "all elements of a new array are zero");
	for (i = 0; i < 5; i++) {
		value_fill(value, 12, i, 1);
		wrong += ops->update(map, &i, value, BPF_ANY) != 0;
	}
	is_u64(wrong, 0, "every element can be updated");
	for (i = 0; i < 5; i++) {
		wrong += !value_is(ops->lookup(map, &i), 12, i, 1);
		wrong += ops->read(map, &i, got) || !value_is(got, 12, i, 1);
		wrong += (unsigned long)ops->lookup(map, &i) % 8 != 0;
	}
	is_u64(wrong, 0, "elements keep what was written, aligned, beside their neighbours");
	is_u64(mbpf_map_user_size(map), 12, "user space sees a value as large as it is");
	mbpf_map_destroy(map);
}

static void test_errnos(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 8, 4, 0);
	const struct mbpf_map_ops *ops = map->ops;
	u64 value = 7;
	u32 last = 3, behind = 4, far = U32_MAX;

	is_int(ops->update(map, &last, &value, BPF_ANY), 0, "the last element can be updated");
	is_int(ops->update(map, &behind, &value, BPF_ANY), -E2BIG, "the one behind it cannot");
	is_int(ops->update(map, &far, &value, BPF_ANY), -E2BIG, "nor the farthest");
	is_int(ops->update(map, &last, &value, BPF_EXIST), 0, "an element exists");
	is_int(ops->update(map, &last, &value, BPF_NOEXIST), -EEXIST,
	       "an element cannot be new");
	is_int(ops->update(map, &behind, &value, BPF_NOEXIST), -E2BIG,
	       "the index is looked at before the element");
	is_int(ops->update(map, &behind, &value, 3), -EINVAL,
	       "the flags are looked at before the index");
	is_int(ops->update(map, &last, &value, BPF_F_LOCK), -EINVAL, "BPF_F_LOCK is not known");
	is_int(ops->update(map, &last, &value, 1ULL << 32), -EINVAL,
	       "flags above 32 bits are not lost");
	ok(ops->lookup(map, &last), "the last element is found");
	ok(!ops->lookup(map, &behind), "the one behind it is not");
	ok(!ops->lookup(map, &far), "nor the farthest");
	is_int(ops->read(map, &behind, &value), -ENOENT, "nothing is read behind the end");
	is_u64(value, 7, "and the reader's value is left alone");
	is_int(ops->delete(map, &last), -EINVAL, "an element cannot be deleted");
	is_int(ops->delete(map, &behind), -EINVAL, "nor one that is not there");
	mbpf_map_destroy(map);
}

static void test_next_key(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 1, 3, 0);
	int (*next_key)(struct mbpf_map *map, const void *key, void *next) = map->ops->next_key;
	u32 key, next = 99;

	is_int(next_key(map, NULL, &next), 0, "there is a first key");
	is_u64(next, 0, "it is 0");
	key = 0;
	next_key(map, &key, &next);
	is_u64(next, 1, "1 comes behind 0");
	key = 1;
	next_key(map, &key, &next);
	is_u64(next, 2, "2 comes behind 1");
	key = 2;
	is_int(next_key(map, &key, &next), -ENOENT, "nothing comes behind the last");
	key = 3;
	is_int(next_key(map, &key, &next), 0, "a key that is no index is followed");
	is_u64(next, 0, "by the first");
	key = U32_MAX;
	next = 99;
	next_key(map, &key, &next);
	is_u64(next, 0, "the largest number is no index either");
	mbpf_map_destroy(map);
}

static void test_one_element(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 10, 1, 0);
	u32 key = 0, next;
	u8 *value = map->ops->lookup(map, &key);

	is_int(map->ops->next_key(map, &key, &next), -ENOENT, "one element has no next");
	ok(map->ops->direct(map, 0) == value, "the one value can be addressed");
	ok(map->ops->direct(map, 9) == value + 9, "up to its last byte");
	is_int(PTR_ERR(map->ops->direct(map, 10)), -EINVAL, "but not behind it");
	is_int(PTR_ERR(map->ops->direct(map, U32_MAX)), -EINVAL, "nor far behind it");
	mbpf_map_destroy(map);

	map = map_need(BPF_MAP_TYPE_ARRAY, 4, 10, 2, 0);
	is_int(PTR_ERR(map->ops->direct(map, 0)), -EINVAL,
	       "one of several values cannot be addressed");
	mbpf_map_destroy(map);
}

static void test_mmapable(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 8, 513, BPF_F_MMAPABLE);
	u32 key = 0, last = 512;
	size_t size = 0;
	u8 *area = map->ops->mmap_area(map, &size);

	ok(area && (unsigned long)area % PAGE_SIZE == 0, "a mapped array starts on a page");
	is_u64(size, 2 * PAGE_SIZE, "513 values of 8 bytes take two pages");
	ok(is_zero(area, size), "no byte of them tells anything");
	ok(map->ops->lookup(map, &key) == area, "the first value is at their start");
	ok(map->ops->lookup(map, &last) == area + 4096, "the last one at its place");
	mbpf_map_destroy(map);

	map = map_need(BPF_MAP_TYPE_ARRAY, 4, 8, 1, 0);
	ok(!map->ops->mmap_area(map, &size), "an array without BPF_F_MMAPABLE is not mapped");
	mbpf_map_destroy(map);
}

static void test_unaligned(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 15, 4, 0);
	u8 buf[32], value[15];
	u32 index = 2;

	memcpy(buf + 1, &index, 4);
	value_fill(buf + 7, 15, 2, 5);
	is_int(map->ops->update(map, buf + 1, buf + 7, BPF_ANY), 0,
	       "key and value may stand at odd addresses");
	map->ops->read(map, &index, value);
	ok(value_is(value, 15, 2, 5), "and are taken from there whole");
	mbpf_map_destroy(map);
}

static void test_constant(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_ARRAY, 4, 8, 1, BPF_F_RDONLY_PROG);

	ok(!mbpf_map_is_constant(map), "what user space may write is not constant");
	map->frozen = true;
	ok(mbpf_map_is_constant(map), "read-only for programs and frozen is constant");
	map->writers = 1;
	ok(!mbpf_map_is_constant(map), "a writer that is left can still change it");
	mbpf_map_destroy(map);

	map = map_need(BPF_MAP_TYPE_ARRAY, 4, 8, 1, 0);
	map->frozen = true;
	ok(!mbpf_map_is_constant(map), "what programs may write is not constant");
	mbpf_map_destroy(map);
}

static void test_memory(void)
{
	struct mbpf_map_def def = DEF(TYPE, 4, 8, 4, 0);
	struct mbpf_map *map = mbpf_map_create(&def);
	u64 usage = map->ops->mem_usage(map);

	ok(usage >= 32 && usage < 32 + 4096, "an array says how much memory it holds (%llu)",
	   usage);
	mbpf_map_destroy(map);
	map_fails_cleanly(&def, "an array");
	def.flags = BPF_F_MMAPABLE;
	map_fails_cleanly(&def, "an array that can be mapped");
	is_u64(mbpf_test_live_allocs(), 0, "no array leaves anything behind");
}

int main(void)
{
	test_definitions();
	test_largest();
	test_elements();
	test_errnos();
	test_next_key();
	test_one_element();
	test_mmapable();
	test_unaligned();
	test_constant();
	test_memory();
	return done_testing();
}
