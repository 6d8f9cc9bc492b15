// SPDX-License-Identifier: GPL-2.0
/*
 * Hashes: what can be made, every errno and the order of the checks, the
 * limits, and what a reader may see while an element is replaced.
 *
 * Most of it is done twice: with elements from the pool, and with allocated
 * ones (BPF_F_NO_PREALLOC).
 */
#include "map/htab.h"
#include "map_helper.h"

#define TYPE BPF_MAP_TYPE_HASH

static void test_definitions(void)
{
	static const struct bad_def defs[] = {
		{ "4 elements of 4 and 8 bytes", DEF(TYPE, 4, 8, 4, 0), 0 },
		{ "a key of 0 bytes", DEF(TYPE, 0, 8, 4, 0), -EINVAL },
		{ "a key of 1 byte", DEF(TYPE, 1, 8, 4, 0), 0 },
		{ "the largest key", DEF(TYPE, MBPF_MAX_KEY_SIZE, 8, 4, 0), 0 },
		{ "a key one byte larger", DEF(TYPE, MBPF_MAX_KEY_SIZE + 1, 8, 4, 0), -E2BIG },
		{ "a value of 0 bytes", DEF(TYPE, 4, 0, 4, 0), -EINVAL },
		{ "the largest element", DEF(TYPE, 4, MBPF_MAX_VALUE_SIZE - 64 - 4, 4, 0), 0 },
		{ "an element one byte larger",
		  DEF(TYPE, 4, MBPF_MAX_VALUE_SIZE - 64 - 3, 4, 0), -E2BIG },
		{ "a value of 4 GiB", DEF(TYPE, 4, U32_MAX, 4, 0), -E2BIG },
		{ "no elements", DEF(TYPE, 4, 8, 0, 0), -EINVAL },
		{ "one element", DEF(TYPE, 4, 8, 1, 0), 0 },
		{ "2^30 + 1 elements", DEF(TYPE, 4, 8, (1U << 30) + 1, 0), -E2BIG },
		{ "2^32 - 1 elements", DEF(TYPE, 4, 8, U32_MAX, 0), -E2BIG },
		{ "2^30 elements that are not allocated yet",
		  DEF(TYPE, 4, 8, 1U << 30, BPF_F_NO_PREALLOC), -E2BIG },
		{ "2^31 - 1 elements whose sum with the spare ones wraps",
		  DEF(TYPE, 4, 8, S32_MAX, 0), -E2BIG },
		{ "an unknown flag", DEF(TYPE, 4, 8, 4, 1U << 31), -EINVAL },
		{ "BPF_F_MMAPABLE", DEF(TYPE, 4, 8, 4, BPF_F_MMAPABLE), -EINVAL },
		{ "BPF_F_NO_COMMON_LRU", DEF(TYPE, 4, 8, 4, BPF_F_NO_COMMON_LRU), -EINVAL },
		{ "BPF_F_NO_PREALLOC", DEF(TYPE, 4, 8, 4, BPF_F_NO_PREALLOC), 0 },
		{ "BPF_F_ZERO_SEED", DEF(TYPE, 4, 8, 4, BPF_F_ZERO_SEED), 0 },
		{ "BPF_F_RDONLY_PROG", DEF(TYPE, 4, 8, 4, BPF_F_RDONLY_PROG), 0 },
		{ "BPF_F_RDONLY_PROG and BPF_F_WRONLY_PROG",
		  DEF(TYPE, 4, 8, 4, BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG), -EINVAL },
		{ "memory node 0", DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE), 0 },
		{ "a memory node that is not there",
		  DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE, .numa_node = 7), -EINVAL },
		{ "map_extra", DEF(TYPE, 4, 8, 4, 0, .map_extra = 1), -EINVAL },
	};

	map_refuses(defs, ARRAY_SIZE(defs));
}

static void test_errnos(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 8, 2, flags);
	const struct mbpf_map_ops *ops = map->ops;
	u32 a = 1, b = 2, c = 3;
	u64 value = 7, got = 0;

	ok(!ops->lookup(map, &a), "a new hash is empty (%s)", kind);
	is_int(ops->read(map, &a, &got), -ENOENT, "there is nothing to read (%s)", kind);
	is_int(ops->delete(map, &a), -ENOENT, "there is nothing to delete (%s)", kind);
	is_int(ops->update(map, &a, &value, BPF_EXIST), -ENOENT,
	       "BPF_EXIST wants the key to be there (%s)", kind);
	is_int(ops->update(map, &a, &value, BPF_NOEXIST), 0,
	       "BPF_NOEXIST inserts a new key (%s)", kind);
	is_int(ops->update(map, &a, &value, BPF_NOEXIST), -EEXIST,
	       "BPF_NOEXIST refuses an old one (%s)", kind);
	value = 8;
	is_int(ops->update(map, &a, &value, BPF_EXIST), 0,
	       "BPF_EXIST replaces an old key (%s)", kind);
	is_u64(*(u64 *)ops->lookup(map, &a), 8, "with the new value (%s)", kind);
	is_int(ops->update(map, &a, &value, 3), -EINVAL, "flags above BPF_EXIST are unknown (%s)",
	       kind);
	is_int(ops->update(map, &a, &value, BPF_F_LOCK), -EINVAL, "BPF_F_LOCK too (%s)", kind);
	is_int(ops->update(map, &b, &value, BPF_ANY), 0, "the last place is taken (%s)", kind);
	is_int(ops->update(map, &c, &value, BPF_ANY), -E2BIG, "then the hash is full (%s)", kind);
	is_int(ops->update(map, &c, &value, BPF_NOEXIST), -E2BIG, "for new keys too (%s)", kind);
	is_int(ops->update(map, &c, &value, BPF_EXIST), -ENOENT,
	       "being there is looked at before room (%s)", kind);
	is_int(ops->update(map, &b, &value, BPF_NOEXIST), -EEXIST,
	       "also for a key that is there (%s)", kind);
	is_int(ops->update(map, &b, &value, BPF_ANY), 0, "a full hash can be updated (%s)", kind);
	is_int(ops->update(map, &c, &value, 4), -EINVAL, "flags are looked at first (%s)", kind);
	is_int(ops->delete(map, &a), 0, "a key can be deleted (%s)", kind);
	ok(!ops->lookup(map, &a), "then it is not found (%s)", kind);
	is_int(ops->delete(map, &a), -ENOENT, "nor deleted again (%s)", kind);
	is_int(ops->update(map, &c, &value, BPF_ANY), 0, "its room can be used (%s)", kind);
	is_int(ops->read(map, &c, &got), 0, "user space can read (%s)", kind);
	is_u64(got, 8, "what was written (%s)", kind);
	is_int(map_write(map, &c, &value, BPF_EXIST), 0, "and write (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

/* Fill to the limit and empty, three times: nothing gets lost on the way. */
static void test_full(u32 max, u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 8, 8, max, flags);
	u64 key, wrong = 0, more = max;
	int round;

	for (round = 0; round < 3; round++) {
		for (key = 0; key < max; key++)
			wrong += map->ops->update(map, &key, &key, BPF_NOEXIST) != 0;
		wrong += map->ops->update(map, &more, &more, BPF_ANY) != -E2BIG;
		for (key = 0; key < max; key++)
			wrong += *(u64 *)map->ops->lookup(map, &key) != key;
		for (key = 0; key < max; key++)
			wrong += map->ops->update(map, &key, &key, BPF_EXIST) != 0;
		for (key = 0; key < max; key++)
			wrong += map->ops->delete(map, &key) != 0;
		wrong += map->ops->next_key(map, NULL, &key) != -ENOENT;
	}
	is_u64(wrong, 0, "a hash of %u holds %u, no more, and empties again (%s)", max, max, kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

/* All key sizes that differ in how they are hashed and compared. */
static void test_key_sizes(void)
{
	u8 key[MBPF_MAX_KEY_SIZE + 1];
	u32 size, bit;

	for (size = 1; size <= MBPF_MAX_KEY_SIZE; size += size < 34 ? 1 : 239) {
		struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, size, 1, 8 * size + 1, 0);
		u32 wrong = 0;
		u8 value = 1;

		memset(key, 0, sizeof(key));
		/* The last byte is not the key's: it must not matter. */
		map->ops->update(map, key, &value, BPF_NOEXIST);
		key[size] = 1;
		wrong += !map->ops->lookup(map, key);
		for (bit = 0; bit < 8 * size; bit++) {
			key[bit / 8] ^= 1 << bit % 8;
			wrong += !!map->ops->lookup(map, key);
			wrong += map->ops->update(map, key, &value, BPF_NOEXIST) != 0;
			wrong += !map->ops->lookup(map, key);
			key[bit / 8] ^= 1 << bit % 8;
		}
		is_u64(wrong, 0, "keys of %u bytes differ in each of their bits", size);
		mbpf_map_destroy(map);
	}
}

static void test_next_key(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 4, 100, flags);
	u32 key, next, seen = 0, sum = 0, gone = 1000, first;

	is_int(map->ops->next_key(map, NULL, &next), -ENOENT, "an empty hash has no key (%s)",
	       kind);
	is_int(map->ops->next_key(map, &gone, &next), -ENOENT,
	       "nor one behind another (%s)", kind);
	for (key = 0; key < 100; key++)
		map->ops->update(map, &key, &key, BPF_ANY);
	map->ops->next_key(map, NULL, &first);
	for (key = first; ; key = next) {
		seen++;
		sum += key;
		if (map->ops->next_key(map, &key, &next))
			break;
	}
	ok(seen == 100 && sum == 4950, "a walk meets every key once (%s)", kind);
	is_int(map->ops->next_key(map, &gone, &next), 0, "a key that is gone is followed (%s)",
	       kind);
	is_u64(next, first, "by the first (%s)", kind);
	for (key = 0; !map->ops->next_key(map, NULL, &next) && key < 200; key++)
		map->ops->delete(map, &next);
	is_u64(key, 100, "deleting the first until there is none empties it (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

/* A reader holds a value while it is replaced, deleted, and used again. */
static void test_replace(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 16, 1, flags);
	u8 old[16], new[16], *held, *found;
	u32 key = 5;

	value_fill(old, 16, 5, 1);
	value_fill(new, 16, 5, 2);
	map->ops->update(map, &key, old, BPF_ANY);
	held = map->ops->lookup(map, &key);
	map->ops->update(map, &key, new, BPF_ANY);
	found = map->ops->lookup(map, &key);
	ok(value_is(held, 16, 5, 1), "a value in a reader's hands is not written to (%s)", kind);
	ok(found != held && value_is(found, 16, 5, 2), "a new reader gets the new one (%s)", kind);
	map->ops->delete(map, &key);
	ok(value_is(found, 16, 5, 2), "nor is it when the key is deleted (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

/*
 * The chains by hand: all keys in one bucket, a reader in the middle of it.
 * What it meets is as a second CPU would have left it.
 */
static void test_reader_is_led_astray(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 4, 64, 0);
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_elem *elem;
	unsigned long bucket;
	u32 key = 1, value = 1;

	map->ops->update(map, &key, &value, BPF_ANY);
	elem = mbpf_htab_lookup(htab, &key);
	ok(mbpf_htab_is_end(elem->next), "the only element leads to an end");
	bucket = elem->next >> 1;
	is_u64(elem->next, mbpf_htab_end(bucket), "which is its bucket's");
	ok(htab->buckets[bucket] == (unsigned long)elem, "and its bucket leads to it");
	map->ops->update(map, &key, &value, BPF_ANY);
	is_u64(elem->next, MBPF_HTAB_DEAD, "an element that was replaced leads nowhere");
	elem = mbpf_htab_lookup(htab, &key);
	map->ops->delete(map, &key);
	is_u64(elem->next, MBPF_HTAB_DEAD, "an element that was taken out leads nowhere");
	is_u64(htab->buckets[bucket], mbpf_htab_end(bucket), "and its bucket is empty");
	ok(mbpf_htab_is_end(MBPF_HTAB_DEAD) &&
	   MBPF_HTAB_DEAD >> 1 >= mbpf_htab_nr_buckets(htab), "nowhere is no bucket's end");
	mbpf_map_destroy(map);
}

/* What a probe touches lies in one cache line. */
static void test_cache_lines(void)
{
	static const struct { u32 key, value, size; } cases[] = {
		{ 4, 8, 32 }, { 4, 16, 64 }, { 8, 8, 32 }, { 16, 8, 64 }, { 16, 32, 64 },
		{ 16, 40, 72 },
	};
	struct mbpf_map *map;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		map = map_need(BPF_MAP_TYPE_HASH, cases[i].key, cases[i].value, 1, 0);
		is_u64(mbpf_htab_of(map)->elem_size, cases[i].size,
		       "elements of %u and %u bytes lie %u apart", cases[i].key, cases[i].value,
		       cases[i].size);
		mbpf_map_destroy(map);
	}
}

/* What an interrupt in the middle of an update would meet. */
static void test_reentry(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 8, 1, flags);
	struct mbpf_htab *htab = mbpf_htab_of(map);
	struct mbpf_htab_place place;
	u64 value = 1, got = 0;
	u32 key = 1, next;

	map->ops->update(map, &key, &value, BPF_ANY);
	is_int(mbpf_htab_lock(htab, &key, &place), 0, "a bucket can be locked (%s)", kind);
	value = 2;
	is_int(map->ops->update(map, &key, &value, BPF_ANY), -EBUSY,
	       "updating in a locked bucket is refused, not waited for (%s)", kind);
	is_int(map->ops->delete(map, &key), -EBUSY, "deleting too (%s)", kind);
	is_int(map->ops->next_key(map, &key, &next), -EBUSY, "walking too (%s)", kind);
	is_int(map->ops->read(map, &key, &got), 0, "reading is not (%s)", kind);
	is_u64(got, 1, "and nothing has changed (%s)", kind);
	ok(map->ops->lookup(map, &key), "nor is looking up (%s)", kind);
	mbpf_htab_unlock(htab, &place);
	is_int(map->ops->update(map, &key, &value, BPF_ANY), 0,
	       "afterwards updating is possible (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

/* An update that is refused takes an element and must give it back. */
static void test_pool_is_kept(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 8, 1, 0);
	u64 value = 0, wrong = 0;
	u32 key = 1, other = 2;
	int i;

	map->ops->update(map, &key, &value, BPF_ANY);
	for (i = 0; i < 1000; i++) {
		wrong += map->ops->update(map, &key, &value, BPF_NOEXIST) != -EEXIST;
		wrong += map->ops->update(map, &other, &value, BPF_EXIST) != -ENOENT;
		wrong += map->ops->update(map, &other, &value, BPF_ANY) != -E2BIG;
	}
	is_u64(wrong, 0, "refused updates do not use up the elements");
	mbpf_map_destroy(map);
}

static void test_no_memory(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 8, 4, BPF_F_NO_PREALLOC);
	unsigned long before = mbpf_test_live_allocs();
	u64 value = 1;
	u32 key = 1;

	mbpf_test_fail_nth_alloc(1);
	is_int(map->ops->update(map, &key, &value, BPF_ANY), -ENOMEM,
	       "an element that cannot be allocated is refused");
	is_u64(mbpf_test_live_allocs(), before, "and leaks nothing");
	ok(!map->ops->lookup(map, &key), "and is not there");
	is_int(map->ops->update(map, &key, &value, BPF_ANY), 0, "it is a question of memory only");
	mbpf_map_destroy(map);

	map = map_need(BPF_MAP_TYPE_HASH, 4, 8, 4, 0);
	mbpf_test_fail_nth_alloc(1);
	is_int(map->ops->update(map, &key, &value, BPF_ANY), 0,
	       "a preallocated element needs no memory");
	mbpf_test_fail_nth_alloc(0);
	mbpf_map_destroy(map);
}

static u32 longest_chain(const struct mbpf_htab *htab)
{
	u32 longest = 0, len;
	unsigned long next;
	u64 i;

	for (i = 0; i < mbpf_htab_nr_buckets(htab); i++) {
		len = 0;
		for (next = htab->buckets[i]; !mbpf_htab_is_end(next);
		     next = ((struct mbpf_htab_elem *)next)->next)
			len++;
		longest = max(longest, len);
	}
	return longest;
}

/* Keys as people have them: counted, addresses of a network, multiples. */
static void test_spread(u32 flags)
{
	static const u64 steps[] = { 1, 2, 3, 256, 4096, 65536, 1 << 24, 1ULL << 32, 0x100010001 };
	struct mbpf_map *map;
	u64 key, value = 0;
	u32 i, step;

	for (step = 0; step < ARRAY_SIZE(steps); step++) {
		map = map_need(BPF_MAP_TYPE_HASH, 8, 8, 4096, flags);
		for (i = 0, key = 0; i < 4096; i++, key += steps[step])
			map->ops->update(map, &key, &value, BPF_ANY);
		i = longest_chain(mbpf_htab_of(map));
		ok(i <= 10, "4096 keys in steps of %llu spread well (longest chain %u)%s",
		   steps[step], i, flags ? ", also with a seed of zero" : "");
		mbpf_map_destroy(map);
	}
}

static void test_memory(void)
{
	struct mbpf_map_def def = DEF(TYPE, 4, 8, 100, 0);
	struct mbpf_map *map = mbpf_map_create(&def);
	u64 usage = map->ops->mem_usage(map);
	u64 value = 1;
	u32 key;

	ok(usage >= 3200 && usage < 32768, "a hash says how much memory it holds (%llu)", usage);
	mbpf_map_destroy(map);
	map_fails_cleanly(&def, "a hash");
	def.flags = BPF_F_NO_PREALLOC;
	map_fails_cleanly(&def, "a hash without preallocation");
	map = mbpf_map_create(&def);
	usage = map->ops->mem_usage(map);
	for (key = 0; key < 100; key++)
		map->ops->update(map, &key, &value, BPF_ANY);
	ok(map->ops->mem_usage(map) >= usage + 3200, "it grows with its elements");
	mbpf_map_destroy(map);
	rcu_barrier();
	is_u64(mbpf_test_live_allocs(), 0, "no hash leaves anything behind");
}

int main(void)
{
	test_definitions();
	test_errnos(0, "preallocated");
	test_errnos(BPF_F_NO_PREALLOC, "allocated");
	test_full(1, 0, "preallocated");
	test_full(1, BPF_F_NO_PREALLOC, "allocated");
	test_full(1000, 0, "preallocated");
	test_full(1024, 0, "preallocated");
	test_full(1025, BPF_F_NO_PREALLOC, "allocated");
	test_key_sizes();
	test_next_key(0, "preallocated");
	test_next_key(BPF_F_NO_PREALLOC, "allocated");
	test_replace(0, "preallocated");
	test_replace(BPF_F_NO_PREALLOC, "allocated");
	test_reader_is_led_astray();
	test_cache_lines();
	test_reentry(0, "preallocated");
	test_reentry(BPF_F_NO_PREALLOC, "allocated");
	test_pool_is_kept();
	test_no_memory();
	test_spread(0);
	test_spread(BPF_F_ZERO_SEED);
	test_memory();
	return done_testing();
}
