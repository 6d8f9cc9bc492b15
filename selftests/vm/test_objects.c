// SPDX-License-Identifier: GPL-2.0
/*
 * What all objects have in common: ids, descriptors, what they tell about
 * themselves, and when they die.
 *
 * Most tests do the same to one object of each kind.
 */
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include "mbpf_test.h"

#define BAD_ADDRESS ((void *)8)

enum kind { MAP, PROG, BTF, LINK, NR_KINDS };

static const struct {
	char name[8];
	__u32 next_cmd;
	__u32 fd_cmd;
	__u32 info_size;
} kinds[NR_KINDS] = {
	[MAP] = { "map", BPF_MAP_GET_NEXT_ID, BPF_MAP_GET_FD_BY_ID,
		  sizeof(struct mbpf_map_info) },
	[PROG] = { "prog", BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID,
		   sizeof(struct mbpf_prog_info) },
	[BTF] = { "btf", BPF_BTF_GET_NEXT_ID, BPF_BTF_GET_FD_BY_ID,
		  sizeof(struct mbpf_btf_info) },
	[LINK] = { "link", BPF_LINK_GET_NEXT_ID, BPF_LINK_GET_FD_BY_ID,
		   sizeof(struct mbpf_link_info) },
};

enum { LOOPBACK = 1 };	/* its ifindex in every namespace */

static int new_map(void)
{
	return mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 8, 3, 0);
}

/* In a namespace of its own, where the loopback device has no other link. */
static int new_link(void)
{
	int prog = mbpf_prog_pass(), link;

	unshare(CLONE_NEWNET);
	link = mbpf_xdp_link(prog, LOOPBACK);
	close(prog);
	return link;
}

static int new_object(enum kind kind)
{
	switch (kind) {
	case MAP:
		return new_map();
	case PROG:
		return mbpf_prog_pass();
	case BTF:
		return mbpf_btf_int();
	default:
		return new_link();
	}
}

/* The id, by the kind's info; 0 when that fails. */
static __u32 id_of(enum kind kind, int fd)
{
	union {
		struct mbpf_map_info map;
		struct mbpf_prog_info prog;
		struct mbpf_btf_info btf;
		struct mbpf_link_info link;
	} info = {};
	__u32 len = kinds[kind].info_size;

	if (mbpf_info(fd, &info, &len))
		return 0;
	/* The id stands second, but for BTF. */
	return kind == BTF ? info.btf.id : info.map.id;
}

static bool is_listed(enum kind kind, __u32 id)
{
	__u32 next = 0;

	while (!mbpf_next_id(kinds[kind].next_cmd, next, &next))
		if (next == id)
			return true;
	return false;
}

static bool ends_within_a_second(enum kind kind, __u32 id)
{
	int i;

	for (i = 0; i < 100 && is_listed(kind, id); i++)
		usleep(10 * 1000);
	return i < 100;
}

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

static int prog_using(int map)
{
	const struct bpf_insn insns[] = { LD_MAP_FD(1, map), MOV64_IMM(0, XDP_PASS), EXIT() };

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

TEST(every_object_has_an_id_and_is_listed)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = new_object(kind);

		ASSERT_LE(0, fd) TH_LOG("%s", kinds[kind].name);
		EXPECT_NE(0, id_of(kind, fd)) TH_LOG("%s", kinds[kind].name);
		EXPECT_TRUE(is_listed(kind, id_of(kind, fd))) TH_LOG("%s", kinds[kind].name);
	}
}

TEST(ids_are_listed_in_rising_order)
{
	__u32 first = id_of(MAP, new_map()), second = id_of(MAP, new_map()), next;

	EXPECT_LT(first, second);
	EXPECT_EQ(0, mbpf_next_id(BPF_MAP_GET_NEXT_ID, first, &next));
	EXPECT_EQ(second, next);
	EXPECT_EQ(0, mbpf_next_id(BPF_MAP_GET_NEXT_ID, first - 1, &next));
	EXPECT_EQ(first, next);
	EXPECT_EQ(-ENOENT, mbpf_next_id(BPF_MAP_GET_NEXT_ID, second, &next));
}

TEST(list_ends_with_ENOENT_for_every_kind)
{
	enum kind kind;
	__u32 next;

	for (kind = 0; kind < NR_KINDS; kind++) {
		EXPECT_EQ(-ENOENT, mbpf_next_id(kinds[kind].next_cmd, 0x7ffffffe, &next));
		EXPECT_EQ(-EINVAL, mbpf_next_id(kinds[kind].next_cmd, 0x7fffffff, &next));
		EXPECT_EQ(-EINVAL, mbpf_next_id(kinds[kind].next_cmd, 0xffffffff, &next));
	}
}

TEST(id_of_a_dead_object_is_not_used_again_at_once)
{
	int fd = new_map();
	__u32 id = id_of(MAP, fd);

	close(fd);
	EXPECT_NE(id, id_of(MAP, new_map()));
}

TEST(id_leads_back_to_the_same_object)
{
	__u32 key = 1;
	__u64 value = 99;
	int fd = new_map();
	int other = mbpf_fd_by_id(BPF_MAP_GET_FD_BY_ID, id_of(MAP, fd));

	ASSERT_LE(0, other);
	ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	value = 0;
	EXPECT_EQ(0, mbpf_map_lookup(other, &key, &value));
	EXPECT_EQ(99, value);
}

TEST(every_kind_is_found_by_id)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = new_object(kind);
		__u32 id = id_of(kind, fd);
		int other = mbpf_fd_by_id(kinds[kind].fd_cmd, id);

		EXPECT_LE(0, other) TH_LOG("%s", kinds[kind].name);
		EXPECT_EQ(id, id_of(kind, other)) TH_LOG("%s", kinds[kind].name);
	}
}

TEST(unknown_ids_are_not_found)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(kinds[kind].fd_cmd, 0));
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(kinds[kind].fd_cmd, 0x7fffffff));
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(kinds[kind].fd_cmd, 0xffffffff));
	}
}

TEST(id_does_not_keep_an_object_alive)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = new_object(kind);
		__u32 id = id_of(kind, fd);

		close(fd);
		EXPECT_TRUE(ends_within_a_second(kind, id)) TH_LOG("%s", kinds[kind].name);
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(kinds[kind].fd_cmd, id));
	}
}

TEST(object_lives_until_its_last_descriptor_is_closed)
{
	int fd = new_map(), copy = dup(fd), again;
	__u32 id = id_of(MAP, fd);

	again = mbpf_fd_by_id(BPF_MAP_GET_FD_BY_ID, id);
	close(fd);
	close(copy);
	EXPECT_TRUE(is_listed(MAP, id));
	close(again);
	EXPECT_TRUE(ends_within_a_second(MAP, id));
}

TEST(map_can_be_opened_by_id_for_one_direction)
{
	union mbpf_attr attr = { .id = { .start_id = id_of(MAP, new_map()) } };
	__u32 key = 0;
	__u64 value = 0;
	int fd;

	attr.id.open_flags = BPF_F_RDONLY;
	fd = mbpf_do(BPF_MAP_GET_FD_BY_ID, &attr);
	EXPECT_EQ(0, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(-EPERM, mbpf_map_update(fd, &key, &value, BPF_ANY));
	attr.id.open_flags = BPF_F_WRONLY;
	fd = mbpf_do(BPF_MAP_GET_FD_BY_ID, &attr);
	EXPECT_EQ(-EPERM, mbpf_map_lookup(fd, &key, &value));
	EXPECT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	attr.id.open_flags = BPF_F_RDONLY | BPF_F_WRONLY;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_GET_FD_BY_ID, &attr));
	attr.id.open_flags = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_MAP_GET_FD_BY_ID, &attr));
}

TEST(descriptors_are_closed_on_exec)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++)
		EXPECT_EQ(FD_CLOEXEC, fcntl(new_object(kind), F_GETFD))
			TH_LOG("%s", kinds[kind].name);
}

TEST(descriptor_may_be_duplicated_and_renumbered)
{
	__u32 key = 0;
	__u64 value;
	int fd = new_map();

	ASSERT_EQ(200, dup2(fd, 200));
	close(fd);
	EXPECT_EQ(0, mbpf_map_lookup(200, &key, &value));
	ASSERT_EQ(201, dup3(200, 201, O_CLOEXEC));
	close(200);
	EXPECT_EQ(0, mbpf_map_lookup(201, &key, &value));
}

TEST(descriptor_may_be_sent_to_another_process)
{
	char control[CMSG_SPACE(sizeof(int))] = {};
	struct iovec byte = { .iov_base = "x", .iov_len = 1 };
	struct msghdr msg = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = control,
			      .msg_controllen = sizeof(control) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&msg);
	int sockets[2], status, fd = new_map();
	__u32 key = 0;
	__u64 value;
	char space;
	pid_t child;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	child = fork();
	if (!child) {
		close(fd);
		byte.iov_base = &space;
		if (recvmsg(sockets[1], &msg, 0) != 1)
			_exit(1);
		header = CMSG_FIRSTHDR(&msg);
		memcpy(&fd, CMSG_DATA(header), sizeof(fd));
		_exit(mbpf_map_lookup(fd, &key, &value) ? 2 : 0);
	}
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	ASSERT_EQ(1, sendmsg(sockets[0], &msg, 0));
	close(fd);
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, WEXITSTATUS(status));
}

TEST(name_of_a_descriptor_tells_its_kind_to_bpftool)
{
	enum kind kind;
	char path[64], name[64], want[64];

	for (kind = 0; kind < NR_KINDS; kind++) {
		ssize_t len;

		snprintf(path, sizeof(path), "/proc/self/fd/%d", new_object(kind));
		len = readlink(path, name, sizeof(name) - 1);
		ASSERT_LT(0, len);
		name[len] = 0;
		snprintf(want, sizeof(want), "bpf-%s", kinds[kind].name);
		EXPECT_NE(NULL, strstr(name, want)) TH_LOG("%s", name);
	}
}

TEST(descriptor_of_another_kind_is_refused_by_every_command)
{
	int map = new_map(), prog = mbpf_prog_pass(), btf = mbpf_btf_int();
	union mbpf_attr detach = { .link_detach = { .link_fd = prog } };
	unsigned char packet[64] = {};
	__u32 key = 0;
	__u64 value;

	EXPECT_EQ(-EBADF, mbpf_map_lookup(prog, &key, &value));
	EXPECT_EQ(-EBADF, mbpf_map_lookup(btf, &key, &value));
	EXPECT_EQ(-EBADF, mbpf_prog_run(map, packet, sizeof(packet), NULL));
	EXPECT_EQ(-EBADF, mbpf_xdp_link(map, LOOPBACK));
	EXPECT_EQ(-EBADF, mbpf_xdp_link(btf, LOOPBACK));
	EXPECT_EQ(-EBADF, mbpf_do(BPF_LINK_DETACH, &detach));
	detach.link_detach.link_fd = map;
	EXPECT_EQ(-EBADF, mbpf_do(BPF_LINK_DETACH, &detach));
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
	enum kind kind;
	unsigned char info[512];

	for (kind = 0; kind < NR_KINDS; kind++) {
		__u32 len = sizeof(info);

		memset(info, 0, sizeof(info));
		EXPECT_EQ(0, mbpf_info(new_object(kind), info, &len));
		EXPECT_EQ(kinds[kind].info_size, len) TH_LOG("%s", kinds[kind].name);
	}
}

TEST(shorter_info_gets_as_much_as_fits)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		unsigned char info[64] = {};
		__u32 len = 8;
		int fd = new_object(kind);

		info[8] = 0xee;
		EXPECT_EQ(0, mbpf_info(fd, info, &len)) TH_LOG("%s", kinds[kind].name);
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
	enum kind kind;
	__u32 len;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = new_object(kind);

		memset(info, 0, sizeof(info));
		info[kinds[kind].info_size] = 1;
		len = sizeof(info);
		EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len)) TH_LOG("%s", kinds[kind].name);
		memset(info, 0, sizeof(info));
		info[sizeof(info) - 1] = 1;
		EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len)) TH_LOG("%s", kinds[kind].name);
		len = 4097;
		EXPECT_EQ(-E2BIG, mbpf_info(fd, info, &len)) TH_LOG("%s", kinds[kind].name);
	}
}

TEST(info_that_cannot_be_written_is_a_fault)
{
	enum kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		__u32 len = 16;

		EXPECT_EQ(-EFAULT, mbpf_info(new_object(kind), BAD_ADDRESS, &len));
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

	ASSERT_EQ(0, mbpf_info(prog_using(new_map()), &a, &len));
	ASSERT_EQ(0, mbpf_info(prog_using(new_map()), &b, &len));
	EXPECT_EQ(0, memcmp(a.tag, b.tag, sizeof(a.tag)));
}

TEST(listing_of_a_program_names_maps_by_id)
{
	struct bpf_insn insns[8] = {};
	struct mbpf_prog_info info = { .xlated_prog_insns = (unsigned long)insns,
				       .xlated_prog_len = sizeof(insns) };
	__u32 len = sizeof(info);
	int map = new_map();

	ASSERT_EQ(0, mbpf_info(prog_using(map), &info, &len));
	EXPECT_EQ(4 * sizeof(*insns), info.xlated_prog_len);
	EXPECT_EQ(BPF_LD | BPF_IMM | BPF_DW, insns[0].code);
	EXPECT_EQ(BPF_PSEUDO_MAP_FD, (int)insns[0].src_reg);
	EXPECT_EQ(id_of(MAP, map), insns[0].imm);
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
	int a = new_map(), b = new_map();
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
	EXPECT_EQ(id_of(MAP, a), ids[0]);
	EXPECT_EQ(7, ids[1]);

	info.nr_map_ids = 4;
	ASSERT_EQ(0, mbpf_info(fd, &info, &len));
	EXPECT_EQ(2, info.nr_map_ids);
	EXPECT_EQ(id_of(MAP, b), ids[1]);
	EXPECT_EQ(7, ids[2]);
}

TEST(array_of_a_program_that_cannot_be_written_is_a_fault)
{
	struct mbpf_prog_info info = { .xlated_prog_insns = 8, .xlated_prog_len = 16 };
	__u32 len = sizeof(info);
	int fd = prog_using(new_map());

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

TEST(program_keeps_its_maps_alive)
{
	int map = new_map(), prog = prog_using(map);
	__u32 id = id_of(MAP, map);

	ASSERT_LE(0, prog);
	close(map);
	EXPECT_TRUE(is_listed(MAP, id));
	close(prog);
	EXPECT_TRUE(ends_within_a_second(MAP, id));
}

TEST(refused_program_does_not_keep_its_maps)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	int map = new_map();
	const struct bpf_insn insns[] = { LD_MAP_FD(1, map), EXIT() };

	EXPECT_GT(0, mbpf_prog_new(insns, ARRAY_SIZE(insns)));
	close(map);
	EXPECT_EQ(live, mbpf_live_settled(live));
}

TEST(link_keeps_its_program_alive)
{
	struct mbpf_link_info info = {};
	__u32 len = sizeof(info);
	int link = new_link();

	ASSERT_EQ(0, mbpf_info(link, &info, &len));
	EXPECT_EQ(MBPF_LINK_TYPE_XDP, info.type);
	EXPECT_EQ(LOOPBACK, info.xdp.ifindex);
	EXPECT_TRUE(is_listed(PROG, info.prog_id));
	close(link);
	EXPECT_TRUE(ends_within_a_second(PROG, info.prog_id));
}

TEST(link_can_be_detached_once_and_still_be_asked)
{
	int link = new_link();
	union mbpf_attr attr = { .link_detach = { .link_fd = link } };
	struct mbpf_link_stats stats = { .link_fd = link };

	EXPECT_EQ(0, mbpf_do(BPF_LINK_DETACH, &attr));
	EXPECT_EQ(-ENOLINK, mbpf_do(BPF_LINK_DETACH, &attr));
	EXPECT_NE(0, id_of(LINK, link));
	EXPECT_EQ(0, ioctl(mbpf_device(), MBPF_IOC_LINK_STATS, &stats));
	EXPECT_EQ(link, stats.link_fd);
}

TEST(kept_link_outlives_its_descriptor_until_it_is_detached)
{
	union mbpf_attr attr = {};
	int link = new_link();
	__u32 id = id_of(LINK, link);

	ASSERT_EQ(0, ioctl(mbpf_device(), MBPF_IOC_LINK_KEEP, link));
	EXPECT_EQ(-1, ioctl(mbpf_device(), MBPF_IOC_LINK_KEEP, link));
	EXPECT_EQ(EEXIST, errno);
	close(link);
	link = mbpf_fd_by_id(BPF_LINK_GET_FD_BY_ID, id);
	ASSERT_LE(0, link);
	attr.link_detach.link_fd = link;
	EXPECT_EQ(0, mbpf_do(BPF_LINK_DETACH, &attr));
	EXPECT_EQ(-1, ioctl(mbpf_device(), MBPF_IOC_LINK_KEEP, link));
	EXPECT_EQ(ENOLINK, errno);
	close(link);
	EXPECT_TRUE(ends_within_a_second(LINK, id));
}

TEST(fdinfo_of_a_map_has_what_bpftool_reads)
{
	int fd = new_map();

	EXPECT_STREQ("2", fdinfo(fd, "map_type"));
	EXPECT_STREQ("4", fdinfo(fd, "key_size"));
	EXPECT_STREQ("8", fdinfo(fd, "value_size"));
	EXPECT_STREQ("3", fdinfo(fd, "max_entries"));
	EXPECT_STREQ("0x0", fdinfo(fd, "map_flags"));
	EXPECT_LE(24, atoi(fdinfo(fd, "memlock")));
	EXPECT_EQ(id_of(MAP, fd), atoi(fdinfo(fd, "map_id")));
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
	EXPECT_EQ(id_of(PROG, fd), atoi(fdinfo(fd, "prog_id")));
	EXPECT_STREQ("0", fdinfo(fd, "run_cnt"));
	EXPECT_LE(1, atoi(fdinfo(fd, "verified_insns")));
}

TEST(fdinfo_of_a_btf_tells_its_id)
{
	int fd = mbpf_btf_int();

	EXPECT_EQ(id_of(BTF, fd), atoi(fdinfo(fd, "btf_id")));
}

TEST(fdinfo_of_a_link_tells_its_hook_and_program)
{
	int fd = new_link();

	EXPECT_STREQ("xdp", fdinfo(fd, "link_type"));
	EXPECT_EQ(id_of(LINK, fd), atoi(fdinfo(fd, "link_id")));
	EXPECT_EQ(16, strlen(fdinfo(fd, "prog_tag")));
	EXPECT_NE(0, atoi(fdinfo(fd, "prog_id")));
	EXPECT_STREQ("1", fdinfo(fd, "ifindex"));
}

TEST(objects_of_a_killed_process_are_freed)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	enum kind kind;
	pid_t child = fork();

	if (!child) {
		for (kind = 0; kind < NR_KINDS; kind++)
			new_object(kind);
		raise(SIGKILL);
	}
	ASSERT_EQ(child, waitpid(child, NULL, 0));
	EXPECT_EQ(live, mbpf_live_settled(live));
}

/* For a second or two: make objects that live for a moment. */
static void make_and_close(void)
{
	time_t end = time(NULL) + 2;

	while (time(NULL) < end) {
		int map = new_map(), prog = prog_using(map), btf = mbpf_btf_int();

		close(map);
		close(prog);
		close(btf);
	}
	_exit(0);
}

/* Meanwhile: look for them, and take what is found. */
static void find_and_close(void)
{
	time_t end = time(NULL) + 2;
	enum kind kind;
	__u32 id;

	while (time(NULL) < end) {
		for (kind = MAP; kind <= BTF; kind++) {
			id = 0;
			while (!mbpf_next_id(kinds[kind].next_cmd, id, &id)) {
				int fd = mbpf_fd_by_id(kinds[kind].fd_cmd, id);

				if (fd < 0 && fd != -ENOENT)
					_exit(1);
				if (fd >= 0 && id_of(kind, fd) != id)
					_exit(2);
				close(fd);
			}
		}
	}
	_exit(0);
}

TEST(objects_that_die_while_they_are_looked_for_are_found_or_not)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	int i, status;

	for (i = 0; i < 4; i++) {
		if (fork())
			continue;
		if (i % 2)
			make_and_close();
		find_and_close();
	}
	for (i = 0; i < 4; i++) {
		ASSERT_LT(0, wait(&status));
		EXPECT_EQ(0, status);
	}
	EXPECT_EQ(live, mbpf_live_settled(live));
}

TEST(test_run_is_refused_for_a_program_that_sees_no_packet)
{
	const struct bpf_insn insns[] = { MOV64_IMM(0, 0), EXIT() };
	unsigned char packet[64] = {};
	union mbpf_attr attr;
	int fd;

	mbpf_prog_attr(&attr, insns, ARRAY_SIZE(insns));
	attr.prog_load.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	fd = mbpf_do(BPF_PROG_LOAD, &attr);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-EOPNOTSUPP, mbpf_prog_run(fd, packet, sizeof(packet), NULL));
}

TEST(test_run_of_a_program_that_passes_says_so)
{
	unsigned char packet[64] = {};
	__u32 retval = 0;

	EXPECT_EQ(0, mbpf_prog_run(mbpf_prog_pass(), packet, sizeof(packet), &retval));
	EXPECT_EQ(XDP_PASS, retval);
}

MBPF_TEST_MAIN
