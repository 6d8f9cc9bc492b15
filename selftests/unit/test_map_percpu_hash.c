// SPDX-License-Identifier: GPL-2.0
/*
 * Per-CPU hashes: what they have in common with hashes is tested with these;
 * here is what is different, the values.
 */
#include "map/htab.h"
#include "map_helper.h"

#define TYPE BPF_MAP_TYPE_PERCPU_HASH

static void test_definitions(void)
{
	static const struct bad_def defs[] = {
		{ "4 per-CPU elements", DEF(TYPE, 4, 8, 4, 0), 0 },
		{ "the largest per-CPU value", DEF(TYPE, 4, 32768, 4, 0), 0 },
		{ "a per-CPU value one byte larger", DEF(TYPE, 4, 32769, 4, 0), -E2BIG },
		{ "a per-CPU value of 0 bytes", DEF(TYPE, 4, 0, 4, 0), -EINVAL },
		{ "a key of 0 bytes", DEF(TYPE, 0, 8, 4, 0), -EINVAL },
		{ "a key that is too large", DEF(TYPE, MBPF_MAX_KEY_SIZE + 1, 8, 4, 0), -E2BIG },
		{ "more per-CPU values than there is memory",
		  DEF(TYPE, 4, 32768, 1 << 20, 0), -ENOMEM },
		{ "per-CPU values on one memory node",
		  DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE), -EINVAL },
		{ "per-CPU values and BPF_F_NO_PREALLOC",
		  DEF(TYPE, 4, 8, 4, BPF_F_NO_PREALLOC), 0 },
		{ "per-CPU values and BPF_F_MMAPABLE",
		  DEF(TYPE, 4, 8, 4, BPF_F_MMAPABLE), -EINVAL },
	};

	map_refuses(defs, ARRAY_SIZE(defs));
}

static void test_values(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_HASH, 4, 8, 2, flags);
	const struct mbpf_map_ops *ops = map->ops;
	u64 all[CPUS] = { 10, 11, 12, 13 }, got[CPUS], one = 99, *held;
	u32 key = 1;

	mbpf_test_set_cpu(2);
	is_int(ops->update(map, &key, &one, BPF_NOEXIST), 0, "a program inserts a key (%s)", kind);
	is_u64(mbpf_map_user_size(map), 8 * CPUS, "user space sees a value for each CPU (%s)",
	       kind);
	is_int(ops->read(map, &key, got), 0, "and reads them (%s)", kind);
	ok(!got[0] && !got[1] && got[2] == 99 && !got[3], "other CPUs start from 0 (%s)", kind);
	held = ops->lookup(map, &key);
	is_int(map_write(map, &key, all, BPF_EXIST), 0, "user space writes them (%s)", kind);
	ok(ops->lookup(map, &key) == held && *held == 12, "in place (%s)", kind);
	one = 100;
	is_int(ops->update(map, &key, &one, BPF_EXIST), 0, "a program updates its own (%s)", kind);
	ok(ops->lookup(map, &key) == held && *held == 100, "in place too (%s)", kind);
	mbpf_test_set_cpu(0);
	ops->read(map, &key, got);
	ok(got[0] == 10 && got[1] == 11 && got[2] == 100 && got[3] == 13,
	   "and leaves the others alone (%s)", kind);
	is_u64(*(u64 *)ops->lookup(map, &key), 10, "CPU 0 sees its own (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

/* A place in the pool must not bring the values of its last key. */
static void test_old_values(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_HASH, 4, 8, 1, flags);
	u64 all[CPUS] = { 1, 2, 3, 4 }, got[CPUS], one = 9, wrong = 0;
	u32 key;

	for (key = 0; key < 20; key++) {
		map_write(map, &key, all, BPF_ANY);
		map->ops->delete(map, &key);
	}
	for (; key < 40; key++) {
		map->ops->update(map, &key, &one, BPF_ANY);
		map->ops->read(map, &key, got);
		wrong += got[0] != 9 || got[1] || got[2] || got[3];
		map->ops->delete(map, &key);
	}
	is_u64(wrong, 0, "a new key has no values of an old one (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

static void test_errnos(u32 flags, const char *kind)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_HASH, 4, 8, 1, flags);
	const struct mbpf_map_ops *ops = map->ops;
	struct mbpf_htab_place place;
	u64 all[CPUS] = { 1 };
	u32 a = 1, b = 2;

	is_int(map_write(map, &a, all, BPF_EXIST), -ENOENT, "BPF_EXIST wants a key (%s)", kind);
	is_int(ops->update(map, &a, all, BPF_EXIST), -ENOENT, "of a program too (%s)", kind);
	is_int(map_write(map, &a, all, 3), -EINVAL, "unknown flags are refused (%s)", kind);
	is_int(ops->update(map, &a, all, 3), -EINVAL, "a program's too (%s)", kind);
	is_int(map_write(map, &a, all, BPF_NOEXIST), 0, "BPF_NOEXIST inserts (%s)", kind);
	is_int(map_write(map, &a, all, BPF_NOEXIST), -EEXIST, "only new keys (%s)", kind);
	is_int(ops->update(map, &a, all, BPF_NOEXIST), -EEXIST, "of a program too (%s)", kind);
	is_int(map_write(map, &b, all, BPF_ANY), -E2BIG, "it fills up (%s)", kind);
	is_int(ops->update(map, &b, all, BPF_ANY), -E2BIG, "for a program too (%s)", kind);
	is_int(ops->update(map, &a, all, BPF_ANY), 0, "what is there can be updated (%s)", kind);
	mbpf_htab_lock(mbpf_htab_of(map), &a, &place);
	is_int(ops->update(map, &a, all, BPF_ANY), -EBUSY,
	       "in a locked bucket nothing is updated (%s)", kind);
	is_int(ops->delete(map, &a), -EBUSY, "nor deleted (%s)", kind);
	mbpf_htab_unlock(mbpf_htab_of(map), &place);
	is_int(ops->delete(map, &a), 0, "a key can be deleted (%s)", kind);
	is_int(ops->delete(map, &a), -ENOENT, "once (%s)", kind);
	is_int(ops->read(map, &a, all), -ENOENT, "then it is not read (%s)", kind);
	ok(!ops->lookup(map, &a), "nor found (%s)", kind);
	is_int(ops->update(map, &b, all, BPF_ANY), 0, "and its room can be used (%s)", kind);
	mbpf_map_destroy(map);
	rcu_barrier();
}

static void test_padding(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_HASH, 3, 11, 1, 0);
	u8 all[16 * CPUS], got[16 * CPUS], key[3] = { 1, 2, 3 };
	int cpu, wrong = 0;

	memset(all, 0xee, sizeof(all));
	memset(got, 0xdd, sizeof(got));
	map_write(map, key, all, BPF_ANY);
	map->ops->read(map, key, got);
	for (cpu = 0; cpu < CPUS; cpu++) {
		wrong += got[16 * cpu] != 0xee || got[16 * cpu + 10] != 0xee;
		wrong += !is_zero(got + 16 * cpu + 11, 5);
	}
	is_u64(wrong, 0, "the padding behind values comes back as zeros");
	mbpf_map_destroy(map);
}

/* An element is two allocations; either may fail. */
static void test_no_memory(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_HASH, 4, 8, 4, BPF_F_NO_PREALLOC);
	unsigned long before = mbpf_test_live_allocs();
	u64 value = 1;
	u32 key = 1;
	int nth;

	for (nth = 1; nth <= 2; nth++) {
		mbpf_test_fail_nth_alloc(nth);
		is_int(map->ops->update(map, &key, &value, BPF_ANY), -ENOMEM,
		       "an element whose allocation %d of 2 fails is refused", nth);
		is_u64(mbpf_test_live_allocs(), before, "and leaks nothing");
	}
	mbpf_test_fail_nth_alloc(0);
	is_int(map->ops->update(map, &key, &value, BPF_ANY), 0, "it is a question of memory only");
	mbpf_map_destroy(map);
}

static void test_memory(void)
{
	struct mbpf_map_def def = DEF(TYPE, 4, 8, 10, 0);
	struct mbpf_map *map = mbpf_map_create(&def);
	u64 usage = map->ops->mem_usage(map), value = 1;
	u32 key = 1;

	ok(usage >= 320 + 10 * 32, "the memory of all CPUs is counted (%llu)", usage);
	mbpf_map_destroy(map);
	map_fails_cleanly(&def, "a per-CPU hash");
	mbpf_test_set_signal(true);
	is_int(map_try(&def), -EINTR, "a fatal signal ends the making of a per-CPU hash");
	mbpf_test_set_signal(false);
	def.flags = BPF_F_NO_PREALLOC;
	map = mbpf_map_create(&def);
	map->ops->update(map, &key, &value, BPF_ANY);
	map->ops->delete(map, &key);
	mbpf_map_destroy(map);
	is_u64(mbpf_test_live_allocs(), 0, "a map that is gone has waited for its elements");
	map_fails_cleanly(&def, "a per-CPU hash without preallocation");
	rcu_barrier();
	is_u64(mbpf_test_live_allocs(), 0, "no per-CPU hash leaves anything behind");
}

int main(void)
{
	test_definitions();
	test_values(0, "preallocated");
	test_values(BPF_F_NO_PREALLOC, "allocated");
	test_old_values(0, "preallocated");
	test_old_values(BPF_F_NO_PREALLOC, "allocated");
	test_errnos(0, "preallocated");
	test_errnos(BPF_F_NO_PREALLOC, "allocated");
	test_padding();
	test_no_memory();
	test_memory();
	return done_testing();
}
