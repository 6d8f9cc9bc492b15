// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_BTF_LOAD from outside: its attribute, its log, and what can be done with
 * the descriptor.
 *
 * What a well-formed BTF is, is tested in user space, where the check can be
 * reached with sanitizers; here one is good and one is broken.
 */
#include <linux/btf.h>
#include "mbpf_test.h"

#define BAD_ADDRESS 8

enum { MAX_BTF = 16 << 20 };

static char log_buf[4096];

static void blob_attr(union mbpf_attr *attr, const struct mbpf_btf_blob *blob)
{
	memset(attr, 0, sizeof(*attr));
	attr->btf_load.btf = (unsigned long)blob;
	attr->btf_load.btf_size = sizeof(*blob);
}

static struct mbpf_btf_blob broken_blob(void)
{
	struct mbpf_btf_blob blob = mbpf_good_btf;

	blob.header.magic = 0x1234;
	return blob;
}

static int map_with_types(int btf, __u32 key_id, __u32 value_id)
{
	union mbpf_attr attr = {
		.map_create = {
			.map_type = BPF_MAP_TYPE_ARRAY,
			.key_size = 4,
			.value_size = 4,
			.max_entries = 1,
			.btf_fd = btf,
			.btf_key_type_id = key_id,
			.btf_value_type_id = value_id,
		},
	};

	return mbpf_do(BPF_MAP_CREATE, &attr);
}

TEST(btf_loads)
{
	EXPECT_LE(0, mbpf_btf_load(&mbpf_good_btf, sizeof(mbpf_good_btf)));
}

TEST(btf_of_no_bytes_is_refused)
{
	EXPECT_EQ(-EINVAL, mbpf_btf_load(&mbpf_good_btf, 0));
	EXPECT_EQ(-EINVAL, mbpf_btf_load(NULL, 0));
}

TEST(btf_shorter_than_its_header_is_refused)
{
	EXPECT_EQ(-EINVAL, mbpf_btf_load(&mbpf_good_btf, 1));
	EXPECT_EQ(-EINVAL, mbpf_btf_load(&mbpf_good_btf, sizeof(mbpf_good_btf.header) - 1));
}

TEST(btf_beyond_the_limit_is_too_big)
{
	EXPECT_EQ(-E2BIG, mbpf_btf_load(&mbpf_good_btf, MAX_BTF + 1));
	EXPECT_EQ(-E2BIG, mbpf_btf_load(&mbpf_good_btf, 0xffffffff));
}

TEST(btf_that_cannot_be_read_is_a_fault)
{
	EXPECT_EQ(-EFAULT, mbpf_btf_load((void *)BAD_ADDRESS, 100));
	EXPECT_EQ(-EFAULT, mbpf_btf_load(NULL, 100));
}

TEST(flags_and_token_must_be_zero)
{
	union mbpf_attr attr;

	blob_attr(&attr, &mbpf_good_btf);
	attr.btf_load.btf_flags = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
	blob_attr(&attr, &mbpf_good_btf);
	attr.btf_load.btf_token_fd = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
}

TEST(broken_btf_is_refused_and_the_log_says_why)
{
	struct mbpf_btf_blob blob = broken_blob();
	union mbpf_attr attr;

	blob_attr(&attr, &blob);
	attr.btf_load.btf_log_level = 1;
	attr.btf_load.btf_log_buf = (unsigned long)log_buf;
	attr.btf_load.btf_log_size = sizeof(log_buf);
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
	EXPECT_LT(10, strlen(log_buf));
	EXPECT_EQ(strlen(log_buf) + 1, attr.btf_load.btf_log_true_size);
}

TEST(broken_btf_is_refused_without_a_log)
{
	struct mbpf_btf_blob blob = broken_blob();

	EXPECT_EQ(-EINVAL, mbpf_btf_load(&blob, sizeof(blob)));
}

TEST(log_of_a_btf_has_the_rules_of_a_programs_log)
{
	union mbpf_attr attr;

	blob_attr(&attr, &mbpf_good_btf);
	attr.btf_load.btf_log_level = 8;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
	attr.btf_load.btf_log_level = 0;
	attr.btf_load.btf_log_buf = (unsigned long)log_buf;
	attr.btf_load.btf_log_size = sizeof(log_buf);
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
	attr.btf_load.btf_log_level = 1;
	attr.btf_load.btf_log_size = 127;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
	attr.btf_load.btf_log_size = sizeof(log_buf);
	EXPECT_LE(0, mbpf_do(BPF_BTF_LOAD, &attr));
}

TEST(log_that_cannot_be_written_is_a_fault)
{
	struct mbpf_btf_blob blob = broken_blob();
	union mbpf_attr attr;

	blob_attr(&attr, &blob);
	attr.btf_load.btf_log_level = 1;
	attr.btf_load.btf_log_buf = BAD_ADDRESS;
	attr.btf_load.btf_log_size = sizeof(log_buf);
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_BTF_LOAD, &attr));
}

TEST(log_is_judged_before_the_btf)
{
	union mbpf_attr attr;

	blob_attr(&attr, &mbpf_good_btf);
	attr.btf_load.btf = BAD_ADDRESS;
	attr.btf_load.btf_log_level = 8;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_BTF_LOAD, &attr));
}

TEST(btf_is_given_back_as_it_was_loaded)
{
	unsigned char bytes[sizeof(mbpf_good_btf) + 8];
	struct mbpf_btf_info info = { .btf = (unsigned long)bytes, .btf_size = sizeof(bytes) };
	__u32 len = sizeof(info);

	memset(bytes, 0xee, sizeof(bytes));
	ASSERT_EQ(0, mbpf_info(mbpf_btf_load(&mbpf_good_btf, sizeof(mbpf_good_btf)), &info, &len));
	EXPECT_EQ(sizeof(mbpf_good_btf), info.btf_size);
	EXPECT_EQ(0, memcmp(&mbpf_good_btf, bytes, sizeof(mbpf_good_btf)));
	EXPECT_EQ(0xee, bytes[sizeof(mbpf_good_btf)]);
	EXPECT_NE(0, info.id);
	EXPECT_EQ(0, info.kernel_btf);
}

TEST(part_of_a_btf_is_given_where_no_more_fits)
{
	unsigned char bytes[32];
	struct mbpf_btf_info info = { .btf = (unsigned long)bytes, .btf_size = 10 };
	__u32 len = sizeof(info);

	memset(bytes, 0xee, sizeof(bytes));
	ASSERT_EQ(0, mbpf_info(mbpf_btf_load(&mbpf_good_btf, sizeof(mbpf_good_btf)), &info, &len));
	EXPECT_EQ(sizeof(mbpf_good_btf), info.btf_size);
	EXPECT_EQ(0, memcmp(&mbpf_good_btf, bytes, 10));
	EXPECT_EQ(0xee, bytes[10]);
}

TEST(btf_bytes_that_cannot_be_written_are_a_fault)
{
	struct mbpf_btf_info info = { .btf = BAD_ADDRESS, .btf_size = 10 };
	__u32 len = sizeof(info);

	EXPECT_EQ(-EFAULT, mbpf_info(mbpf_btf_load(&mbpf_good_btf, sizeof(mbpf_good_btf)),
				     &info, &len));
}

TEST(name_of_a_btf_is_empty)
{
	char name[8] = "garbage";
	struct mbpf_btf_info info = { .name = (unsigned long)name, .name_len = sizeof(name) };
	__u32 len = sizeof(info);

	ASSERT_EQ(0, mbpf_info(mbpf_btf_int(), &info, &len));
	EXPECT_EQ(0, name[0]);
	EXPECT_EQ(0, info.name_len);
}

TEST(address_and_length_of_a_name_come_together)
{
	struct mbpf_btf_info info = { .name_len = 5 };
	__u32 len = sizeof(info);

	EXPECT_EQ(-EINVAL, mbpf_info(mbpf_btf_int(), &info, &len));
}

TEST(map_keeps_its_btf_alive)
{
	struct mbpf_map_info info = {};
	__u32 len = sizeof(info);
	int btf = mbpf_btf_int();
	int map = map_with_types(btf, 1, 1);

	ASSERT_LE(0, map);
	close(btf);
	ASSERT_EQ(0, mbpf_info(map, &info, &len));
	EXPECT_NE(0, info.btf_id);
	EXPECT_EQ(1, info.btf_key_type_id);
	EXPECT_EQ(1, info.btf_value_type_id);
	EXPECT_LE(0, mbpf_fd_by_id(BPF_BTF_GET_FD_BY_ID, info.btf_id));
}

TEST(btf_dies_with_the_last_map_that_has_it)
{
	struct mbpf_map_info info = {};
	__u32 len = sizeof(info);
	int live = mbpf_live_settled(mbpf_live_at_start());
	int btf = mbpf_btf_int();
	int map = map_with_types(btf, 1, 1);

	ASSERT_EQ(0, mbpf_info(map, &info, &len));
	close(btf);
	close(map);
	EXPECT_EQ(live, mbpf_live_settled(live));
	EXPECT_EQ(-ENOENT, mbpf_fd_by_id(BPF_BTF_GET_FD_BY_ID, info.btf_id));
}

TEST(map_may_have_a_btf_without_types)
{
	struct mbpf_map_info info = {};
	__u32 len = sizeof(info);

	ASSERT_EQ(0, mbpf_info(map_with_types(mbpf_btf_int(), 0, 0), &info, &len));
	EXPECT_NE(0, info.btf_id);
	EXPECT_EQ(0, info.btf_value_type_id);
}

TEST(map_may_have_a_type_for_its_value_alone)
{
	EXPECT_LE(0, map_with_types(mbpf_btf_int(), 0, 1));
}

TEST(types_of_a_map_must_fit_its_sizes)
{
	union mbpf_attr attr = {
		.map_create = {
			.map_type = BPF_MAP_TYPE_ARRAY,
			.key_size = 4,
			.value_size = 8,
			.max_entries = 1,
			.btf_fd = mbpf_btf_int(),
			.btf_key_type_id = 1,
			.btf_value_type_id = 1,
		},
	};

	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_CREATE, &attr));
}

TEST(types_of_a_map_must_exist)
{
	EXPECT_EQ(-EINVAL, map_with_types(mbpf_btf_int(), 1, 2));
	EXPECT_EQ(-EINVAL, map_with_types(mbpf_btf_int(), 0xffffffff, 1));
}

TEST(btf_of_a_map_must_be_a_btf)
{
	EXPECT_EQ(-EBADF, map_with_types(999, 1, 1));
	EXPECT_EQ(-EBADF, map_with_types(mbpf_prog_pass(), 1, 1));
	EXPECT_EQ(-EBADF, map_with_types(0, 1, 1));
}

MBPF_TEST_MAIN
