// SPDX-License-Identifier: GPL-2.0
/*
 * Maps through the door: creating them, their elements, directions, freezing
 * and mapping into memory.
 *
 * Here are the rules that hold for every type, and of each type what user
 * space sees of it.  How a type behaves under programs and races is tested
 * where those are.
 */
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include "mbpf_test.h"

#define BAD_ADDRESS ((void *)8)
#define PAGE 4096

static const struct {
	char name[16];
	__u32 type;
	bool is_hash;
	bool is_percpu;
} types[] = {
	{ "array", BPF_MAP_TYPE_ARRAY, false, false },
	{ "percpu_array", BPF_MAP_TYPE_PERCPU_ARRAY, false, true },
	{ "hash", BPF_MAP_TYPE_HASH, true, false },
	{ "percpu_hash", BPF_MAP_TYPE_PERCPU_HASH, true, true },
};

static int new_array(__u32 flags)
{
	return mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 8, 4, flags);
}

static int new_hash(__u32 flags)
{
	return mbpf_map_new(BPF_MAP_TYPE_HASH, 4, 8, 4, flags);
}

static void array_attr(union mbpf_attr *attr)
{
	memset(attr, 0, sizeof(*attr));
	attr->map_create.map_type = BPF_MAP_TYPE_ARRAY;
	attr->map_create.key_size = 4;
	attr->map_create.value_size = 4;
	attr->map_create.max_entries = 1;
}

static int map_named(const char *name)
{
	union mbpf_attr attr;

	array_attr(&attr);
	memcpy(attr.map_create.map_name, name, strnlen(name, MBPF_NAME_LEN));
	return mbpf_do(BPF_MAP_CREATE, &attr);
}

static int possible_cpus(void)
{
	int last = -1;
	FILE *file = fopen("/sys/devices/system/cpu/possible", "re");

	if (!file)
		return -1;
	if (fscanf(file, "0-%d", &last) != 1)
		last = 0;
	fclose(file);
	return last + 1;
}

/* An element's command with everything under the test's control. */
static int elem(__u32 cmd, int fd, const void *key, const void *value, __u64 flags)
{
	union mbpf_attr attr = {
		.map_elem = {
			.map_fd = fd,
			.key = (unsigned long)key,
			.value = (unsigned long)value,
			.flags = flags,
		},
	};

	return mbpf_do(cmd, &attr);
}

TEST(every_type_stores_and_gives_back_values)
{
	__u64 values[256] = {}, seen[256] = {};
	__u32 key = 2;
	size_t i, n;

	for (n = 0; n < ARRAY_SIZE(values); n++)
		values[n] = n + 1000;
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		int fd = mbpf_map_new(types[i].type, 4, 8, 4, 0);

		ASSERT_LE(0, fd);
		EXPECT_EQ(0, mbpf_map_update(fd, &key, values, BPF_ANY));
		memset(seen, 0, sizeof(seen));
		EXPECT_EQ(0, mbpf_map_lookup(fd, &key, seen));
		n = types[i].is_percpu ? possible_cpus() : 1;
		EXPECT_EQ(0, memcmp(values, seen, n * 8)) TH_LOG("%s", types[i].name);
		EXPECT_EQ(0, seen[n]) TH_LOG("%s wrote too much", types[i].name);
	}
}

TEST(every_type_lists_its_keys_once_and_ends_with_ENOENT)
{
	__u64 values[256] = {};
	__u32 key, next, seen;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		int fd = mbpf_map_new(types[i].type, 4, 8, 4, 0);
		int ret;

		ASSERT_LE(0, fd);
		for (key = 0; key < 4; key++)
			ASSERT_EQ(0, mbpf_map_update(fd, &key, values, BPF_ANY));
		seen = 0;
		ret = mbpf_map_next(fd, NULL, &next);
		while (!ret && next < 4 && !(seen & 1 << next)) {
			seen |= 1 << next;
			key = next;
			ret = mbpf_map_next(fd, &key, &next);
		}
		EXPECT_EQ(0xf, seen) TH_LOG("%s", types[i].name);
		EXPECT_EQ(-ENOENT, ret) TH_LOG("%s", types[i].name);
	}
}

TEST(unknown_key_starts_the_list_over)
{
	__u32 key = 77, next = 0;
	__u64 value = 1;
	int hash = new_hash(0), array = new_array(0);

	ASSERT_EQ(0, mbpf_map_update(hash, &(__u32){ 5 }, &value, BPF_ANY));
	EXPECT_EQ(0, mbpf_map_next(hash, &key, &next));
	EXPECT_EQ(5, next);
	EXPECT_EQ(0, mbpf_map_next(array, &key, &next));
	EXPECT_EQ(0, next);
}

TEST(empty_hash_has_no_first_key)
{
	__u32 next;

	EXPECT_EQ(-ENOENT, mbpf_map_next(new_hash(0), NULL, &next));
}

TEST(key_that_is_not_there_is_not_found)
{
	__u64 value[256];
	__u32 key = 9;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		int fd = mbpf_map_new(types[i].type, 4, 8, 4, 0);

		EXPECT_EQ(-ENOENT, mbpf_map_lookup(fd, &key, value)) TH_LOG("%s", types[i].name);
	}
}

TEST(array_elements_exist_from_the_start_and_cannot_be_deleted)
{
	__u64 value = 5;
	__u32 key = 0;
	int fd = new_array(0);

	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(0, value);
	EXPECT_EQ(-EEXIST, mbpf_map_update(fd, &key, &value, BPF_NOEXIST));
	EXPECT_EQ(-EINVAL, mbpf_map_delete(fd, &key));
}

TEST(array_index_behind_the_last_is_too_big_to_update)
{
	__u64 value = 5;

	EXPECT_EQ(0, mbpf_map_update(new_array(0), &(__u32){ 3 }, &value, BPF_ANY));
	EXPECT_EQ(-E2BIG, mbpf_map_update(new_array(0), &(__u32){ 4 }, &value, BPF_ANY));
}

TEST(hash_elements_can_be_made_once_and_deleted_once)
{
	__u64 value = 5;
	__u32 key = 1;
	int fd = new_hash(0);

	EXPECT_EQ(-ENOENT, mbpf_map_update(fd, &key, &value, BPF_EXIST));
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_NOEXIST));
	EXPECT_EQ(-EEXIST, mbpf_map_update(fd, &key, &value, BPF_NOEXIST));
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_EXIST));
	EXPECT_EQ(0, mbpf_map_delete(fd, &key));
	EXPECT_EQ(-ENOENT, mbpf_map_delete(fd, &key));
	EXPECT_EQ(-ENOENT, mbpf_map_lookup(fd, &key, &value));
}

TEST(full_hash_takes_no_new_key_but_changes_old_ones)
{
	__u64 value = 5;
	__u32 key;
	int fd = new_hash(0);

	for (key = 0; key < 4; key++)
		ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(-E2BIG, mbpf_map_update(fd, &key, &value, BPF_ANY));
	key = 2;
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(0, mbpf_map_delete(fd, &key));
	key = 4;
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
}

TEST(percpu_values_are_padded_to_8_bytes_for_each_possible_cpu)
{
	unsigned char value[16 * 256], seen[16 * 256 + 8];
	int cpus = possible_cpus(), cpu;
	int fd = mbpf_map_new(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 12, 1, 0);
	__u32 key = 0;

	ASSERT_LT(0, cpus);
	ASSERT_GE(256, cpus);
	memset(value, 0x11, sizeof(value));
	memset(seen, 0xee, sizeof(seen));
	ASSERT_EQ(0, mbpf_map_update(fd, &key, value, BPF_ANY));
	ASSERT_EQ(0, mbpf_map_lookup(fd, &key, seen));
	for (cpu = 0; cpu < cpus; cpu++)
		EXPECT_EQ(0, memcmp(value, seen + 16 * cpu, 12));
	EXPECT_EQ(0xee, seen[16 * cpus]);
}

TEST(percpu_padding_is_not_kernel_memory)
{
	unsigned char seen[8 * 256];
	int i, cpus = possible_cpus();
	int fd = mbpf_map_new(BPF_MAP_TYPE_PERCPU_HASH, 4, 1, 1, 0);
	unsigned char value[8 * 256];
	__u32 key = 0;

	ASSERT_GE(256, cpus);
	memset(value, 0x77, sizeof(value));
	memset(seen, 0xee, sizeof(seen));
	ASSERT_EQ(0, mbpf_map_update(fd, &key, value, BPF_ANY));
	ASSERT_EQ(0, mbpf_map_lookup(fd, &key, seen));
	for (i = 0; i < 8 * cpus; i++)
		EXPECT_TRUE(i % 8 == 0 ? seen[i] == 0x77 : seen[i] == 0x77 || seen[i] == 0);
}

TEST(unknown_map_types_are_refused)
{
	EXPECT_EQ(-EINVAL, mbpf_map_new(BPF_MAP_TYPE_UNSPEC, 4, 4, 1, 0));
	EXPECT_EQ(-EINVAL, mbpf_map_new(BPF_MAP_TYPE_PROG_ARRAY, 4, 4, 1, 0));
	EXPECT_EQ(-EINVAL, mbpf_map_new(1000, 4, 4, 1, 0));
	EXPECT_EQ(-EINVAL, mbpf_map_new(0xffffffff, 4, 4, 1, 0));
}

TEST(sizes_of_zero_are_refused)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		EXPECT_EQ(-EINVAL, mbpf_map_new(types[i].type, 0, 8, 1, 0));
		EXPECT_EQ(-EINVAL, mbpf_map_new(types[i].type, 4, 0, 1, 0));
		EXPECT_EQ(-EINVAL, mbpf_map_new(types[i].type, 4, 8, 0, 0));
	}
}

TEST(array_keys_have_4_bytes)
{
	EXPECT_EQ(-EINVAL, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 8, 8, 1, 0));
	EXPECT_EQ(-EINVAL, mbpf_map_new(BPF_MAP_TYPE_PERCPU_ARRAY, 3, 8, 1, 0));
}

TEST(sizes_beyond_every_limit_are_too_big)
{
	EXPECT_EQ(-E2BIG, mbpf_map_new(BPF_MAP_TYPE_HASH, 513, 8, 1, 0));
	EXPECT_EQ(-E2BIG, mbpf_map_new(BPF_MAP_TYPE_HASH, 4, 0xffffffff, 1, 0));
	EXPECT_EQ(-E2BIG, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 0xfffffff8, 1, 0));
	EXPECT_EQ(-E2BIG, mbpf_map_new(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 1 << 20, 1, 0));
}

TEST(huge_numbers_of_elements_fail_cleanly)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		int ret = mbpf_map_new(types[i].type, 4, 4096, 0xffffffff, 0);

		EXPECT_TRUE(ret == -ENOMEM || ret == -E2BIG)
			TH_LOG("%s: %d", types[i].name, ret);
	}
}

TEST(unknown_map_flags_are_refused)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		EXPECT_EQ(-EINVAL, mbpf_map_new(types[i].type, 4, 8, 1, 1U << 31))
			TH_LOG("%s", types[i].name);
	EXPECT_EQ(-EINVAL, new_hash(BPF_F_MMAPABLE));
}

TEST(fields_for_what_mbpf_does_not_have_must_be_zero)
{
	union mbpf_attr attr;

	array_attr(&attr);
	attr.map_create.inner_map_fd = 3;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
	array_attr(&attr);
	attr.map_create.map_ifindex = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
	array_attr(&attr);
	attr.map_create.btf_vmlinux_value_type_id = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
	array_attr(&attr);
	attr.map_create.map_extra = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
}

TEST(memory_node_must_exist_and_be_asked_for)
{
	union mbpf_attr attr;

	array_attr(&attr);
	attr.map_create.numa_node = 1000000;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
	attr.map_create.map_flags = BPF_F_NUMA_NODE;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
	attr.map_create.numa_node = 0;
	EXPECT_LE(0, mbpf_do(BPF_MAP_CREATE, &attr));
}

TEST(names_have_letters_digits_underscores_and_dots)
{
	EXPECT_LE(0, map_named(""));
	EXPECT_LE(0, map_named(".rodata.str1_Z"));
	EXPECT_LE(0, map_named("exactly15_chars"));
	EXPECT_EQ(-EINVAL, map_named("exactly_16_chars"));
	EXPECT_EQ(-EINVAL, map_named("a-b"));
	EXPECT_EQ(-EINVAL, map_named("a b"));
	EXPECT_EQ(-EINVAL, map_named("a/b"));
	EXPECT_EQ(-EINVAL, map_named("\xc3\xa4"));
}

TEST(descriptor_cannot_be_both_read_only_and_write_only)
{
	EXPECT_EQ(-EINVAL, new_array(BPF_F_RDONLY | BPF_F_WRONLY));
}

TEST(program_access_cannot_be_both_read_only_and_write_only)
{
	EXPECT_EQ(-EINVAL, new_array(BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG));
}

TEST(read_only_descriptor_reads_but_does_not_change)
{
	__u32 key = 0, next;
	__u64 value = 0;
	int fd = new_array(BPF_F_RDONLY);

	ASSERT_LE(0, fd);
	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(0, mbpf_map_next(fd, NULL, &next));
	EXPECT_EQ(-EPERM, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(-EPERM, mbpf_map_delete(fd, &key));
	EXPECT_EQ(-EPERM, mbpf_map_freeze(fd));
}

TEST(write_only_descriptor_changes_but_does_not_read)
{
	__u32 key = 0, next;
	__u64 value = 0;
	int fd = new_hash(BPF_F_WRONLY);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EPERM, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(-EPERM, mbpf_map_next(fd, NULL, &next));
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(0, mbpf_map_delete(fd, &key));
}

TEST(direction_is_of_the_descriptor_not_of_the_map)
{
	struct mbpf_map_info info = {};
	__u32 len = sizeof(info);

	ASSERT_EQ(0, mbpf_info(new_array(BPF_F_RDONLY), &info, &len));
	EXPECT_EQ(0, info.map_flags);
}

TEST(direction_is_judged_before_key_and_value)
{
	EXPECT_EQ(-EPERM, mbpf_map_update(new_array(BPF_F_RDONLY), BAD_ADDRESS, NULL, BPF_ANY));
	EXPECT_EQ(-EPERM, mbpf_map_lookup(new_array(BPF_F_WRONLY), BAD_ADDRESS, NULL));
}

TEST(lookup_knows_no_flags)
{
	__u32 key = 0;
	__u64 value;

	EXPECT_EQ(-EINVAL, elem(BPF_MAP_LOOKUP_ELEM, new_array(0), &key, &value, BPF_F_LOCK));
	EXPECT_EQ(-EINVAL, elem(BPF_MAP_LOOKUP_ELEM, new_array(0), &key, &value, 1));
}

TEST(update_knows_three_flags)
{
	__u32 key = 0;
	__u64 value = 0;
	int fd = new_array(0);

	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_EXIST));
	EXPECT_EQ(-EINVAL, mbpf_map_update(fd, &key, &value, BPF_NOEXIST | BPF_EXIST));
	EXPECT_EQ(-EINVAL, mbpf_map_update(fd, &key, &value, BPF_F_LOCK));
	EXPECT_EQ(-EINVAL, mbpf_map_update(fd, &key, &value, 1ULL << 63));
}

TEST(flags_are_judged_before_the_descriptor)
{
	EXPECT_EQ(-EINVAL, mbpf_map_update(-1, NULL, NULL, 8));
	EXPECT_EQ(-EINVAL, elem(BPF_MAP_LOOKUP_ELEM, -1, NULL, NULL, 8));
	EXPECT_EQ(-EBADF, mbpf_map_update(-1, NULL, NULL, 0));
}

TEST(bad_addresses_of_keys_and_values_are_faults)
{
	__u32 key = 0, next;
	__u64 value = 0;
	int fd = new_hash(0);

	ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(-EFAULT, mbpf_map_lookup(fd, BAD_ADDRESS, &value));
	EXPECT_EQ(-EFAULT, mbpf_map_lookup(fd, &key, BAD_ADDRESS));
	EXPECT_EQ(-EFAULT, mbpf_map_update(fd, BAD_ADDRESS, &value, BPF_ANY));
	EXPECT_EQ(-EFAULT, mbpf_map_update(fd, &key, BAD_ADDRESS, BPF_ANY));
	EXPECT_EQ(-EFAULT, mbpf_map_delete(fd, BAD_ADDRESS));
	EXPECT_EQ(-EFAULT, mbpf_map_next(fd, BAD_ADDRESS, &next));
	EXPECT_EQ(-EFAULT, mbpf_map_next(fd, NULL, BAD_ADDRESS));
	EXPECT_EQ(-EFAULT, mbpf_map_lookup(fd, NULL, &value));
}

TEST(value_that_cannot_be_read_changes_nothing)
{
	__u32 key = 0;
	__u64 value = 41, seen = 0;
	int fd = new_hash(0);

	ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	ASSERT_EQ(-EFAULT, mbpf_map_update(fd, &key, BAD_ADDRESS, BPF_ANY));
	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &seen));
	EXPECT_EQ(41, seen);
}

TEST(frozen_map_is_read_but_not_changed)
{
	__u32 key = 0, next;
	__u64 value = 4;
	int fd = new_hash(0);

	ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(0, mbpf_map_freeze(fd));
	EXPECT_EQ(-EPERM, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(-EPERM, mbpf_map_delete(fd, &key));
	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(0, mbpf_map_next(fd, NULL, &next));
	EXPECT_EQ(-EPERM, mbpf_map_freeze(fd));
}

/* Count in element 0 until told that the map is frozen. */
static int count_until_frozen(int fd)
{
	__u32 key = 0;
	__u64 value = 0;
	int ret;

	do {
		value++;
		ret = mbpf_map_update(fd, &key, &value, BPF_ANY);
	} while (!ret);
	return ret == -EPERM ? 0 : 1;
}

TEST(nothing_changes_a_map_after_it_was_frozen)
{
	__u64 value = 0, later = 0;
	__u32 key = 0;
	int ret, status, fd = new_array(0);
	pid_t child = fork();

	if (!child)
		_exit(count_until_frozen(fd));
	while (value < 100)
		ASSERT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	do {
		ret = mbpf_map_freeze(fd);
	} while (ret == -EBUSY);
	ASSERT_EQ(0, ret);
	ASSERT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, WEXITSTATUS(status));
	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &later));
	EXPECT_EQ(value, later);
}

TEST(what_is_not_a_map_cannot_be_used_as_one)
{
	__u32 key = 0;
	__u64 value;
	int prog = mbpf_prog_pass();

	EXPECT_EQ(-EBADF, mbpf_map_freeze(-1));
	EXPECT_EQ(-EBADF, mbpf_map_freeze(0));
	EXPECT_EQ(-EBADF, mbpf_map_freeze(prog));
	EXPECT_EQ(-EBADF, mbpf_map_lookup(prog, &key, &value));
	EXPECT_EQ(-EBADF, mbpf_map_update(mbpf_device(), &key, &value, 0));
	EXPECT_EQ(-EBADF, mbpf_map_delete(prog, &key));
	EXPECT_EQ(-EBADF, mbpf_map_next(prog, NULL, &key));
}

TEST(map_of_the_kernels_own_bpf_is_not_ours)
{
	const __u32 attr[] = { BPF_MAP_TYPE_ARRAY, 4, 8, 1, 0 };
	int fd = syscall(SYS_bpf, BPF_MAP_CREATE, attr, sizeof(attr));
	__u32 key = 0;
	__u64 value;

	if (fd < 0)
		SKIP(return, "this kernel has no BPF of its own");
	EXPECT_EQ(-EBADF, mbpf_map_lookup(fd, &key, &value));
}

TEST(polling_a_map_gives_an_error_event)
{
	struct pollfd poll_fd = { .fd = new_array(0), .events = POLLIN };

	EXPECT_EQ(1, poll(&poll_fd, 1, 0));
	EXPECT_EQ(POLLERR, poll_fd.revents);
}

TEST(map_descriptor_is_neither_read_nor_written)
{
	int fd = new_array(0);
	char byte;

	EXPECT_EQ(-1, read(fd, &byte, 1));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, write(fd, &byte, 1));
	EXPECT_EQ(EINVAL, errno);
}

TEST(mapping_shows_the_maps_own_memory)
{
	int fd = new_array(BPF_F_MMAPABLE);
	__u64 *values = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	__u32 key = 2;
	__u64 value = 11;

	ASSERT_NE(MAP_FAILED, values);
	ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	EXPECT_EQ(11, values[2]);
	values[2] = 12;
	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(12, value);
}

TEST(mapping_outlives_the_descriptor)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	int fd = new_array(BPF_F_MMAPABLE);
	__u64 *values = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	ASSERT_NE(MAP_FAILED, values);
	close(fd);
	values[3] = 7;
	EXPECT_EQ(7, values[3]);
	EXPECT_EQ(live + 1, mbpf_live());
	munmap(values, PAGE);
	EXPECT_EQ(live, mbpf_live_settled(live));
}

TEST(map_made_without_the_flag_cannot_be_mapped)
{
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED, new_array(0), 0));
	EXPECT_EQ(EOPNOTSUPP, errno);
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED, new_hash(0), 0));
	EXPECT_EQ(EOPNOTSUPP, errno);
}

TEST(private_mapping_is_refused)
{
	int fd = new_array(BPF_F_MMAPABLE);

	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0));
	EXPECT_EQ(EINVAL, errno);
}

TEST(mapping_cannot_reach_behind_the_values)
{
	int fd = new_array(BPF_F_MMAPABLE);

	EXPECT_EQ(MAP_FAILED, mmap(NULL, 2 * PAGE, PROT_READ, MAP_SHARED, fd, 0));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, PAGE));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd,
				   0x7ffffffffffff000));
}

TEST(mapping_does_not_become_executable)
{
	int fd = new_array(BPF_F_MMAPABLE);
	void *values = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	ASSERT_NE(MAP_FAILED, values);
	EXPECT_EQ(-1, mprotect(values, PAGE, PROT_READ | PROT_EXEC));
	EXPECT_EQ(EACCES, errno);
}

TEST(direction_of_the_descriptor_holds_for_mappings)
{
	int in = new_array(BPF_F_MMAPABLE | BPF_F_RDONLY);
	int out = new_array(BPF_F_MMAPABLE | BPF_F_WRONLY);

	EXPECT_NE(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED, in, 0));
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, in, 0));
	EXPECT_EQ(EACCES, errno);
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, out, 0));
	EXPECT_EQ(EACCES, errno);
}

TEST(map_that_is_mapped_writable_cannot_be_frozen)
{
	int fd = new_array(BPF_F_MMAPABLE);
	void *values = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	ASSERT_NE(MAP_FAILED, values);
	EXPECT_EQ(-EBUSY, mbpf_map_freeze(fd));
	ASSERT_EQ(0, mprotect(values, PAGE, PROT_READ));
	EXPECT_EQ(-EBUSY, mbpf_map_freeze(fd)) TH_LOG("it may be made writable again");
	munmap(values, PAGE);
	EXPECT_EQ(0, mbpf_map_freeze(fd));
}

TEST(every_copy_of_a_writable_mapping_counts)
{
	int fd = mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, PAGE, 2, BPF_F_MMAPABLE);
	char *values = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	int gate[2];
	pid_t child;
	char byte;

	ASSERT_NE(MAP_FAILED, values);
	ASSERT_EQ(0, pipe(gate));
	child = fork();
	if (!child) {
		close(gate[1]);
		_exit(read(gate[0], &byte, 1));
	}
	/* Half of it, then the other half; the child still has both. */
	ASSERT_EQ(0, munmap(values, PAGE));
	EXPECT_EQ(-EBUSY, mbpf_map_freeze(fd));
	ASSERT_EQ(0, munmap(values + PAGE, PAGE));
	EXPECT_EQ(-EBUSY, mbpf_map_freeze(fd));
	close(gate[1]);
	ASSERT_EQ(child, waitpid(child, NULL, 0));
	EXPECT_EQ(0, mbpf_map_freeze(fd));
}

TEST(mapping_of_a_frozen_map_cannot_be_written)
{
	int fd = new_array(BPF_F_MMAPABLE);
	void *values;

	ASSERT_EQ(0, mbpf_map_freeze(fd));
	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
	EXPECT_EQ(EPERM, errno);
	values = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	ASSERT_NE(MAP_FAILED, values);
	EXPECT_EQ(-1, mprotect(values, PAGE, PROT_READ | PROT_WRITE));
	EXPECT_EQ(EACCES, errno);
}

TEST(mapping_made_read_only_before_freezing_never_becomes_writable)
{
	int fd = new_array(BPF_F_MMAPABLE);
	void *values = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);

	ASSERT_NE(MAP_FAILED, values);
	ASSERT_EQ(0, mbpf_map_freeze(fd));
	EXPECT_EQ(-1, mprotect(values, PAGE, PROT_READ | PROT_WRITE));
	EXPECT_EQ(EACCES, errno);
}

TEST(map_that_is_read_only_for_programs_is_never_mapped_writable)
{
	int fd = new_array(BPF_F_MMAPABLE | BPF_F_RDONLY_PROG);

	EXPECT_EQ(MAP_FAILED, mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
	EXPECT_EQ(EACCES, errno);
	EXPECT_NE(MAP_FAILED, mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0));
}

MBPF_TEST_MAIN
