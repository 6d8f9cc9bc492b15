// SPDX-License-Identifier: GPL-2.0
/*
 * What objects tell about themselves: BPF_OBJ_GET_INFO_BY_FD, with its rules
 * of sizes and its arrays, and /proc/PID/fdinfo.
 */
#include "mbpf_test.h"
#include "mbpf_objects.h"

#define BAD_ADDRESS ((void *)8)

/* A line of /proc/self/fdinfo that starts with "key:", or "". */
static const char *fdinfo(int fd, const char *key)
{
	static char line[256];
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		if (strncmp(line, key, strlen(key)) || line[strlen(key)] != ':')
			continue;
		fclose(file);
		line[strcspn(line, "\n")] = 0;
		return line + strlen(key) + 2;
	}
	if (file)
		fclose(file);
	return "";
}

TEST(info_of_what_is_not_an_object_is_refused)
{
	struct mbpf_prog_info info = {};
	__u32 len = sizeof(info);

	EXPECT_EQ(-EBADF, mbpf_info(-1, &info, &len));
	EXPECT_EQ(-EBADF, mbpf_info(999, &info, &len));
	EXPECT_EQ(-EBADF, mbpf_info(mbpf_device(), &info, &len));
	EXPECT_EQ(-EBADF, mbpf_info(open("/dev/null", O_RDONLY), &info, &len));
	EXPECT_EQ(sizeof(info), len);
}

TEST(path_descriptor_is_refused)
{
	struct mbpf_prog_info info = {};
	__u32 len = sizeof(info);

	EXPECT_EQ(-EBADF, mbpf_info(open("/dev/" MBPF_DEVICE_NAME, O_PATH), &info, &len));
}

TEST(info_length_becomes_what_was_written)
{
	enum mbpf_kind kind;
	unsigned char info[512];

	for (kind = 0; kind < NR_KINDS; kind++) {
		__u32 len = sizeof(info);

		memset(info, 0, sizeof(info));
		EXPECT_EQ(0, mbpf_info(mbpf_object_new(kind), info, &len));
		EXPECT_EQ(mbpf_kinds[kind].info_size, len) TH_LOG("%s", mbpf_kinds[kind].name);
	}
}

TEST(shorter_info_gets_as_much_as_fits)
{
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		unsigned char info[64] = {};
		__u32 len = 8;
		int fd = mbpf_object_new(kind);

		info[8] = 0xee;
		EXPECT_EQ(0, mbpf_info(fd, info, &len)) TH_LOG("%s", mbpf_kinds[kind].name);
		EXPECT_EQ(8, len);
		EXPECT_EQ(0xee, info[8]);
		len = 0;
		EXPECT_EQ(0, mbpf_info(fd, NULL, &len));
		EXPECT_EQ(0, len);
	}
}

TEST(longer_info_must_be_zero_where_we_do_not_know_it)
{
	unsigned char info[512];
	enum mbpf_kind kind;
	__u32 len;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = mbpf_object_new(kind);

		memset(info, 0, sizeof(info));
		info[mbpf_kinds[kind].info_size] = 1;
		len = sizeof(info);
		EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len)) TH_LOG("%s", mbpf_kinds[kind].name);
		memset(info, 0, sizeof(info));
		info[sizeof(info) - 1] = 1;
		EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len)) TH_LOG("%s", mbpf_kinds[kind].name);
	}
}

TEST(info_larger_than_a_page_is_too_big)
{
	static unsigned char info[8192];
	__u32 len = 4096;
	int fd = mbpf_object_new(MAP);

	EXPECT_EQ(0, mbpf_info(fd, info, &len));
	memset(info, 0, sizeof(info));
	len = 4097;
	EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len));
	len = 0xffffffff;
	EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len));
}

TEST(info_that_cannot_be_written_is_a_fault)
{
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		__u32 len = 16;

		EXPECT_EQ(-EFAULT, mbpf_info(mbpf_object_new(kind), BAD_ADDRESS, &len));
	}
}

TEST(map_tells_its_definition)
{
	union mbpf_attr attr = {
		.map_create = {
			.map_type = BPF_MAP_TYPE_ARRAY,
			.key_size = 4,
			.value_size = 24,
			.max_entries = 5,
			.map_flags = BPF_F_MMAPABLE,
			.map_name = "a_name.1",
		},
	};
	struct mbpf_map_info info;
	__u32 len = sizeof(info);

	memset(&info, 0xee, sizeof(info));
	ASSERT_EQ(0, mbpf_info(mbpf_do(BPF_MAP_CREATE, &attr), &info, &len));
	EXPECT_EQ(BPF_MAP_TYPE_ARRAY, info.type);
	EXPECT_EQ(4, info.key_size);
	EXPECT_EQ(24, info.value_size);
	EXPECT_EQ(5, info.max_entries);
	EXPECT_EQ(BPF_F_MMAPABLE, info.map_flags);
	EXPECT_STREQ("a_name.1", info.name);
	EXPECT_EQ(0, info.ifindex);
	EXPECT_EQ(0, info.btf_id);
	EXPECT_EQ(0, info.netns_dev);
	EXPECT_EQ(0, info.map_extra);
}

TEST(program_tells_who_and_what_it_is)
{
	const struct bpf_insn insns[] = { MOV64_IMM(0, XDP_PASS), EXIT() };
	struct mbpf_prog_info info = {};
	__u32 len = sizeof(info);
	union mbpf_attr attr;

	mbpf_prog_attr(&attr, insns, ARRAY_SIZE(insns));
	strcpy(attr.prog_load.prog_name, "a_name.2");
	ASSERT_EQ(0, mbpf_info(mbpf_do(BPF_PROG_LOAD, &attr), &info, &len));
	EXPECT_EQ(BPF_PROG_TYPE_XDP, info.type);
	EXPECT_STREQ("a_name.2", info.name);
	EXPECT_EQ(1, info.gpl_compatible);
	EXPECT_EQ(0, info.created_by_uid);
	EXPECT_NE(0, info.load_time);
	EXPECT_EQ(sizeof(insns), info.xlated_prog_len);
	EXPECT_EQ(0, info.jited_prog_len);
	EXPECT_EQ(0, info.nr_jited_ksyms);
	EXPECT_EQ(0, info.nr_map_ids);
	EXPECT_EQ(0, info.nr_func_info);
	EXPECT_LE(1, info.verified_insns);
}

TEST(tag_depends_on_the_instructions_alone)
{
	const struct bpf_insn insns[] = { MOV64_IMM(0, XDP_DROP), EXIT() };
	struct mbpf_prog_info a = {}, b = {}, c = {};
	__u32 len = sizeof(a);

	ASSERT_EQ(0, mbpf_info(mbpf_prog_pass(), &a, &len));
	ASSERT_EQ(0, mbpf_info(mbpf_prog_pass(), &b, &len));
	ASSERT_EQ(0, mbpf_info(mbpf_prog_new(insns, ARRAY_SIZE(insns)), &c, &len));
	EXPECT_NE(a.id, b.id);
	EXPECT_EQ(0, memcmp(a.tag, b.tag, sizeof(a.tag)));
	EXPECT_NE(0, memcmp(a.tag, c.tag, sizeof(a.tag)));
}

TEST(tag_does_not_depend_on_which_map_is_used)
{
	struct mbpf_prog_info a = {}, b = {};
	__u32 len = sizeof(a);

	ASSERT_EQ(0, mbpf_info(mbpf_prog_using(mbpf_object_new(MAP)), &a, &len));
	ASSERT_EQ(0, mbpf_info(mbpf_prog_using(mbpf_object_new(MAP)), &b, &len));
	EXPECT_EQ(0, memcmp(a.tag, b.tag, sizeof(a.tag)));
}

TEST(listing_of_a_program_names_maps_by_id)
{
	struct bpf_insn insns[8] = {};
	struct mbpf_prog_info info = { .xlated_prog_insns = (unsigned long)insns,
				       .xlated_prog_len = sizeof(insns) };
	__u32 len = sizeof(info);
	int map = mbpf_object_new(MAP);

	ASSERT_EQ(0, mbpf_info(mbpf_prog_using(map), &info, &len));
	EXPECT_EQ(4 * sizeof(*insns), info.xlated_prog_len);
	EXPECT_EQ(BPF_LD | BPF_IMM | BPF_DW, insns[0].code);
	EXPECT_EQ(BPF_PSEUDO_MAP_FD, (int)insns[0].src_reg);
	EXPECT_EQ(mbpf_object_id(MAP, map), insns[0].imm);
	EXPECT_EQ(BPF_JMP | BPF_EXIT, insns[3].code);
	EXPECT_EQ(0, insns[4].code);
}

TEST(part_of_a_listing_is_given_where_no_more_fits)
{
	unsigned char insns[32];
	struct mbpf_prog_info info = { .xlated_prog_insns = (unsigned long)insns,
				       .xlated_prog_len = 12 };
	__u32 len = sizeof(info);

	memset(insns, 0xee, sizeof(insns));
	ASSERT_EQ(0, mbpf_info(mbpf_prog_pass(), &info, &len));
	EXPECT_EQ(16, info.xlated_prog_len);
	EXPECT_EQ(BPF_ALU64 | BPF_MOV | BPF_K, insns[0]);
	EXPECT_NE(0xee, insns[11]);
	EXPECT_EQ(0xee, insns[12]);
}

TEST(counts_come_first_and_content_where_there_is_room)
{
	__u32 ids[4] = { 7, 7, 7, 7 }, len;
	int a = mbpf_object_new(MAP), b = mbpf_object_new(MAP);
	const struct bpf_insn insns[] = {
		LD_MAP_FD(1, a), LD_MAP_FD(2, b), LD_MAP_FD(3, a), MOV64_IMM(0, 2), EXIT(),
	};
	struct mbpf_prog_info info = {};
	int fd = mbpf_prog_new(insns, ARRAY_SIZE(insns));

	len = sizeof(info);
	ASSERT_EQ(0, mbpf_info(fd, &info, &len));
	EXPECT_EQ(2, info.nr_map_ids);

	memset(&info, 0, sizeof(info));
	info.map_ids = (unsigned long)ids;
	info.nr_map_ids = 1;
	ASSERT_EQ(0, mbpf_info(fd, &info, &len));
	EXPECT_EQ(2, info.nr_map_ids);
	EXPECT_EQ(mbpf_object_id(MAP, a), ids[0]);
	EXPECT_EQ(7, ids[1]);

	info.nr_map_ids = 4;
	ASSERT_EQ(0, mbpf_info(fd, &info, &len));
	EXPECT_EQ(2, info.nr_map_ids);
	EXPECT_EQ(mbpf_object_id(MAP, b), ids[1]);
	EXPECT_EQ(7, ids[2]);
}

TEST(array_of_a_program_that_cannot_be_written_is_a_fault)
{
	struct mbpf_prog_info info = { .xlated_prog_insns = 8, .xlated_prog_len = 16 };
	__u32 len = sizeof(info);
	int fd = mbpf_prog_using(mbpf_object_new(MAP));

	EXPECT_EQ(-EFAULT, mbpf_info(fd, &info, &len));
	memset(&info, 0, sizeof(info));
	info.map_ids = 8;
	info.nr_map_ids = 1;
	EXPECT_EQ(-EFAULT, mbpf_info(fd, &info, &len));
}

TEST(record_of_another_size_is_refused)
{
	struct mbpf_prog_info info = { .func_info_rec_size = 12 };
	__u32 len = sizeof(info);
	int fd = mbpf_prog_pass();

	EXPECT_EQ(-EINVAL, mbpf_info(fd, &info, &len));
	memset(&info, 0, sizeof(info));
	info.nr_line_info = 1;
	EXPECT_EQ(-EINVAL, mbpf_info(fd, &info, &len));
	info.line_info_rec_size = sizeof(struct bpf_line_info);
	EXPECT_EQ(0, mbpf_info(fd, &info, &len));
	EXPECT_EQ(0, info.nr_line_info);
	EXPECT_EQ(sizeof(struct bpf_func_info), info.func_info_rec_size);
}

TEST(fdinfo_of_a_map_has_what_bpftool_reads)
{
	int fd = mbpf_object_new(MAP);

	EXPECT_STREQ("2", fdinfo(fd, "map_type"));
	EXPECT_STREQ("4", fdinfo(fd, "key_size"));
	EXPECT_STREQ("8", fdinfo(fd, "value_size"));
	EXPECT_STREQ("3", fdinfo(fd, "max_entries"));
	EXPECT_STREQ("0x0", fdinfo(fd, "map_flags"));
	EXPECT_LE(24, atoi(fdinfo(fd, "memlock")));
	EXPECT_EQ(mbpf_object_id(MAP, fd), atoi(fdinfo(fd, "map_id")));
	EXPECT_STREQ("0", fdinfo(fd, "frozen"));
	EXPECT_EQ(0, mbpf_map_freeze(fd));
	EXPECT_STREQ("1", fdinfo(fd, "frozen"));
}

TEST(fdinfo_of_a_program_has_what_bpftool_reads)
{
	int fd = mbpf_prog_pass();

	EXPECT_STREQ("6", fdinfo(fd, "prog_type"));
	EXPECT_STREQ("0", fdinfo(fd, "prog_jited"));
	EXPECT_EQ(16, strlen(fdinfo(fd, "prog_tag")));
	EXPECT_LE(16, atoi(fdinfo(fd, "memlock")));
	EXPECT_EQ(mbpf_object_id(PROG, fd), atoi(fdinfo(fd, "prog_id")));
	EXPECT_STREQ("0", fdinfo(fd, "run_cnt"));
	EXPECT_LE(1, atoi(fdinfo(fd, "verified_insns")));
}

TEST(fdinfo_of_a_btf_tells_its_id)
{
	int fd = mbpf_btf_int();

	EXPECT_EQ(mbpf_object_id(BTF, fd), atoi(fdinfo(fd, "btf_id")));
}

TEST(fdinfo_of_a_link_tells_its_hook_and_program)
{
	int fd = mbpf_object_new(LINK);

	EXPECT_STREQ("xdp", fdinfo(fd, "link_type"));
	EXPECT_EQ(mbpf_object_id(LINK, fd), atoi(fdinfo(fd, "link_id")));
	EXPECT_EQ(16, strlen(fdinfo(fd, "prog_tag")));
	EXPECT_NE(0, atoi(fdinfo(fd, "prog_id")));
	EXPECT_STREQ("1", fdinfo(fd, "ifindex"));
}

MBPF_TEST_MAIN
