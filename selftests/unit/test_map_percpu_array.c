// SPDX-License-Identifier: GPL-2.0
/*
 * Per-CPU arrays: each CPU sees its own value, user space sees all of them.
 */
#include "map_helper.h"

#define TYPE BPF_MAP_TYPE_PERCPU_ARRAY

static void test_definitions(void)
{
	static const struct bad_def defs[] = {
		{ "4 per-CPU elements of 8 bytes", DEF(TYPE, 4, 8, 4, 0), 0 },
		{ "a per-CPU key of 8 bytes", DEF(TYPE, 8, 8, 4, 0), -EINVAL },
		{ "per-CPU values of 0 bytes", DEF(TYPE, 4, 0, 4, 0), -EINVAL },
		{ "the largest per-CPU value", DEF(TYPE, 4, 32768, 4, 0), 0 },
		{ "a per-CPU value one byte larger", DEF(TYPE, 4, 32769, 4, 0), -E2BIG },
		{ "a per-CPU value that rounds up to 0", DEF(TYPE, 4, U32_MAX, 4, 0), -E2BIG },
		{ "no per-CPU elements", DEF(TYPE, 4, 8, 0, 0), -EINVAL },
		{ "2^32 - 1 per-CPU elements", DEF(TYPE, 4, 8, U32_MAX, 0), -E2BIG },
		{ "more per-CPU values than there is memory",
		  DEF(TYPE, 4, 32768, 1 << 20, 0), -ENOMEM },
		{ "per-CPU values and BPF_F_MMAPABLE",
		  DEF(TYPE, 4, 8, 4, BPF_F_MMAPABLE), -EINVAL },
		{ "per-CPU values on one memory node",
		  DEF(TYPE, 4, 8, 4, BPF_F_NUMA_NODE), -EINVAL },
		{ "per-CPU values and BPF_F_RDONLY_PROG",
		  DEF(TYPE, 4, 8, 4, BPF_F_RDONLY_PROG), 0 },
	};

	map_refuses(defs, ARRAY_SIZE(defs));
}

/* Each CPU counts on its own. */
static void test_own_value(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 2, 0);
	u64 all[CPUS];
	u32 key = 1, other = 0;
	int cpu, i;

	for (cpu = 0; cpu < CPUS; cpu++) {
		mbpf_test_set_cpu(cpu);
		for (i = 0; i <= cpu; i++)
			++*(u64 *)map->ops->lookup(map, &key);
	}
	mbpf_test_set_cpu(0);
	is_u64(mbpf_map_user_size(map), 8 * CPUS, "user space sees one value for each CPU");
	is_int(map->ops->read(map, &key, all), 0, "all values can be read at once");
	for (cpu = 0; cpu < CPUS; cpu++)
		is_u64(all[cpu], cpu + 1, "CPU %d has counted to %d", cpu, cpu + 1);
	map->ops->read(map, &other, all);
	ok(is_zero(all, sizeof(all)), "the other element was not touched");
	mbpf_map_destroy(map);
}

static void test_update_and_write(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 2, 0);
	u64 all[CPUS] = { 10, 11, 12, 13 }, got[CPUS], one = 99;
	u32 key = 0;

	is_int(map_write(map, &key, all, BPF_ANY), 0, "user space can write all values");
	mbpf_test_set_cpu(2);
	is_u64(*(u64 *)map->ops->lookup(map, &key), 12, "CPU 2 sees what was written for it");
	is_int(map->ops->update(map, &key, &one, BPF_EXIST), 0, "a program can update its own");
	mbpf_test_set_cpu(0);
	map->ops->read(map, &key, got);
	ok(got[0] == 10 && got[1] == 11 && got[2] == 99 && got[3] == 13,
	   "which leaves those of other CPUs alone");
	mbpf_map_destroy(map);
}

static void test_padding(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 5, 1, 0);
	u8 all[8 * CPUS], got[8 * CPUS];
	int cpu, wrong = 0;
	u32 key = 0;

	memset(all, 0xee, sizeof(all));
	memset(got, 0xee, sizeof(got));
	is_u64(mbpf_map_user_size(map), 8 * CPUS, "values of 5 bytes take 8 each for user space");
	map_write(map, &key, all, BPF_ANY);
	map->ops->read(map, &key, got);
	for (cpu = 0; cpu < CPUS; cpu++) {
		wrong += got[8 * cpu] != 0xee || got[8 * cpu + 4] != 0xee;
		wrong += !is_zero(got + 8 * cpu + 5, 3);
	}
	is_u64(wrong, 0, "the padding comes back as zeros, whatever was in it");
	mbpf_map_destroy(map);
}

static void test_errnos(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 4, 0);
	const struct mbpf_map_ops *ops = map->ops;
	u64 all[CPUS] = { 1 };
	u32 last = 3, behind = 4, next = 99;

	is_int(ops->update(map, &last, all, BPF_ANY), 0, "the last element can be updated");
	is_int(ops->update(map, &behind, all, BPF_ANY), -E2BIG, "the one behind it cannot");
	is_int(ops->update(map, &last, all, BPF_NOEXIST), -EEXIST, "an element cannot be new");
	is_int(ops->update(map, &behind, all, 3), -EINVAL, "flags are looked at first");
	is_int(map_write(map, &last, all, BPF_ANY), 0, "user space can write the last element");
	is_int(map_write(map, &behind, all, BPF_ANY), -E2BIG, "but not the one behind it");
	is_int(map_write(map, &last, all, BPF_NOEXIST), -EEXIST, "nor a new one");
	is_int(map_write(map, &behind, all, 3), -EINVAL, "and its flags are looked at first");
	is_int(ops->read(map, &behind, all), -ENOENT, "nothing is read behind the end");
	ok(ops->lookup(map, &last) && !ops->lookup(map, &behind), "nor found there");
	is_int(ops->delete(map, &last), -EINVAL, "an element cannot be deleted");
	is_int(ops->next_key(map, NULL, &next), 0, "keys are walked");
	is_u64(next, 0, "from 0");
	is_int(ops->next_key(map, &last, &next), -ENOENT, "to the last");
	ok(!ops->direct && !ops->mmap_area, "no value can be addressed or mapped");
	mbpf_map_destroy(map);
}

static void test_memory(void)
{
	struct mbpf_map_def def = DEF(TYPE, 4, 8, 10, 0);
	struct mbpf_map *map = mbpf_map_create(&def);
	u64 usage = map->ops->mem_usage(map);

	ok(usage >= 320 && usage < 1024, "the memory of all CPUs is counted (%llu)", usage);
	mbpf_map_destroy(map);
	map_fails_cleanly(&def, "a per-CPU array");
	mbpf_test_set_signal(true);
	is_int(map_try(&def), -EINTR, "a fatal signal ends the making of a per-CPU array");
	mbpf_test_set_signal(false);
	is_u64(mbpf_test_live_allocs(), 0, "no per-CPU array leaves anything behind");
}

int main(void)
{
	test_definitions();
	test_own_value();
	test_update_and_write();
	test_padding();
	test_errnos();
	test_memory();
	return done_testing();
}
