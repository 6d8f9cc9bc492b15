// SPDX-License-Identifier: GPL-2.0
/*
 * What all objects have in common: ids, descriptors, and when they die.  What
 * they tell about themselves is in test_info.c.
 *
 * Most tests do the same to one object of each kind.
 */
#include <signal.h>
#include <time.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include "mbpf_test.h"
#include "mbpf_objects.h"

static bool is_listed(enum mbpf_kind kind, __u32 id)
{
	__u32 next = 0;

	while (!mbpf_next_id(mbpf_kinds[kind].next_cmd, next, &next))
		if (next == id)
			return true;
	return false;
}

static bool ends_within_a_second(enum mbpf_kind kind, __u32 id)
{
	int i;

	for (i = 0; i < 100 && is_listed(kind, id); i++)
		usleep(10 * 1000);
	return i < 100;
}

TEST(every_object_has_an_id_and_is_listed)
{
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = mbpf_object_new(kind);

		ASSERT_LE(0, fd) TH_LOG("%s", mbpf_kinds[kind].name);
		EXPECT_NE(0, mbpf_object_id(kind, fd)) TH_LOG("%s", mbpf_kinds[kind].name);
		EXPECT_TRUE(is_listed(kind, mbpf_object_id(kind, fd)))
			TH_LOG("%s", mbpf_kinds[kind].name);
	}
}

TEST(ids_are_listed_in_rising_order)
{
	__u32 first = mbpf_object_id(MAP, mbpf_object_new(MAP));
	__u32 second = mbpf_object_id(MAP, mbpf_object_new(MAP)), next;

	EXPECT_LT(first, second);
	EXPECT_EQ(0, mbpf_next_id(BPF_MAP_GET_NEXT_ID, first, &next));
	EXPECT_EQ(second, next);
	EXPECT_EQ(0, mbpf_next_id(BPF_MAP_GET_NEXT_ID, first - 1, &next));
	EXPECT_EQ(first, next);
	EXPECT_EQ(-ENOENT, mbpf_next_id(BPF_MAP_GET_NEXT_ID, second, &next));
}

TEST(list_ends_with_ENOENT_for_every_kind)
{
	enum mbpf_kind kind;
	__u32 next;

	for (kind = 0; kind < NR_KINDS; kind++) {
		EXPECT_EQ(-ENOENT, mbpf_next_id(mbpf_kinds[kind].next_cmd, 0x7ffffffe, &next));
		EXPECT_EQ(-EINVAL, mbpf_next_id(mbpf_kinds[kind].next_cmd, 0x7fffffff, &next));
		EXPECT_EQ(-EINVAL, mbpf_next_id(mbpf_kinds[kind].next_cmd, 0xffffffff, &next));
	}
}

TEST(id_of_a_dead_object_is_not_used_again_at_once)
{
	int fd = mbpf_object_new(MAP);
	__u32 id = mbpf_object_id(MAP, fd);

	close(fd);
	EXPECT_NE(id, mbpf_object_id(MAP, mbpf_object_new(MAP)));
}

TEST(id_leads_back_to_the_same_object)
{
	__u32 key = 1;
	__u64 value = 99;
	int fd = mbpf_object_new(MAP);
	int other = mbpf_fd_by_id(BPF_MAP_GET_FD_BY_ID, mbpf_object_id(MAP, fd));

	ASSERT_LE(0, other);
	ASSERT_EQ(0, mbpf_map_update(fd, &key, &value, BPF_ANY));
	value = 0;
	EXPECT_EQ(0, mbpf_map_lookup(other, &key, &value));
	EXPECT_EQ(99, value);
}

TEST(every_kind_is_found_by_id)
{
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = mbpf_object_new(kind);
		__u32 id = mbpf_object_id(kind, fd);
		int other = mbpf_fd_by_id(mbpf_kinds[kind].fd_cmd, id);

		EXPECT_LE(0, other) TH_LOG("%s", mbpf_kinds[kind].name);
		EXPECT_EQ(id, mbpf_object_id(kind, other)) TH_LOG("%s", mbpf_kinds[kind].name);
	}
}

TEST(unknown_ids_are_not_found)
{
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(mbpf_kinds[kind].fd_cmd, 0));
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(mbpf_kinds[kind].fd_cmd, 0x7fffffff));
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(mbpf_kinds[kind].fd_cmd, 0xffffffff));
	}
}

TEST(id_does_not_keep_an_object_alive)
{
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++) {
		int fd = mbpf_object_new(kind);
		__u32 id = mbpf_object_id(kind, fd);

		close(fd);
		EXPECT_TRUE(ends_within_a_second(kind, id)) TH_LOG("%s", mbpf_kinds[kind].name);
		EXPECT_EQ(-ENOENT, mbpf_fd_by_id(mbpf_kinds[kind].fd_cmd, id));
	}
}

TEST(object_lives_until_its_last_descriptor_is_closed)
{
	int fd = mbpf_object_new(MAP), copy = dup(fd), again;
	__u32 id = mbpf_object_id(MAP, fd);

	again = mbpf_fd_by_id(BPF_MAP_GET_FD_BY_ID, id);
	close(fd);
	close(copy);
	EXPECT_TRUE(is_listed(MAP, id));
	close(again);
	EXPECT_TRUE(ends_within_a_second(MAP, id));
}

TEST(map_can_be_opened_by_id_for_one_direction)
{
	union mbpf_attr attr = { .id = { .start_id = mbpf_object_id(MAP, mbpf_object_new(MAP)) } };
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
	enum mbpf_kind kind;

	for (kind = 0; kind < NR_KINDS; kind++)
		EXPECT_EQ(FD_CLOEXEC, fcntl(mbpf_object_new(kind), F_GETFD))
			TH_LOG("%s", mbpf_kinds[kind].name);
}

TEST(descriptor_may_be_duplicated_and_renumbered)
{
	__u32 key = 0;
	__u64 value;
	int fd = mbpf_object_new(MAP);

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
	int sockets[2], status, fd = mbpf_object_new(MAP);
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
	enum mbpf_kind kind;
	char path[64], name[64], want[64];

	for (kind = 0; kind < NR_KINDS; kind++) {
		ssize_t len;

		snprintf(path, sizeof(path), "/proc/self/fd/%d", mbpf_object_new(kind));
		len = readlink(path, name, sizeof(name) - 1);
		ASSERT_LT(0, len);
		name[len] = 0;
		snprintf(want, sizeof(want), "bpf-%s", mbpf_kinds[kind].name);
		EXPECT_NE(NULL, strstr(name, want)) TH_LOG("%s", name);
	}
}

TEST(descriptor_of_another_kind_is_refused_by_every_command)
{
	int map = mbpf_object_new(MAP), prog = mbpf_prog_pass(), btf = mbpf_btf_int();
	union mbpf_attr detach = { .link_detach = { .link_fd = prog } };
	unsigned char packet[64] = {};
	__u32 key = 0;
	__u64 value;

	EXPECT_EQ(-EBADF, mbpf_map_lookup(prog, &key, &value));
	EXPECT_EQ(-EBADF, mbpf_map_lookup(btf, &key, &value));
	EXPECT_EQ(-EBADF, mbpf_prog_run(map, packet, sizeof(packet), NULL));
	EXPECT_EQ(-EBADF, mbpf_xdp_link(map, MBPF_LOOPBACK));
	EXPECT_EQ(-EBADF, mbpf_xdp_link(btf, MBPF_LOOPBACK));
	EXPECT_EQ(-EBADF, mbpf_do(BPF_LINK_DETACH, &detach));
	detach.link_detach.link_fd = map;
	EXPECT_EQ(-EBADF, mbpf_do(BPF_LINK_DETACH, &detach));
}

TEST(program_keeps_its_maps_alive)
{
	int map = mbpf_object_new(MAP), prog = mbpf_prog_using(map);
	__u32 id = mbpf_object_id(MAP, map);

	ASSERT_LE(0, prog);
	close(map);
	EXPECT_TRUE(is_listed(MAP, id));
	close(prog);
	EXPECT_TRUE(ends_within_a_second(MAP, id));
}

TEST(refused_program_does_not_keep_its_maps)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	int map = mbpf_object_new(MAP);
	const struct bpf_insn insns[] = { LD_MAP_FD(1, map), EXIT() };

	EXPECT_GT(0, mbpf_prog_new(insns, ARRAY_SIZE(insns)));
	close(map);
	EXPECT_EQ(live, mbpf_live_settled(live));
}

TEST(link_keeps_its_program_alive)
{
	struct mbpf_link_info info = {};
	__u32 len = sizeof(info);
	int link = mbpf_object_new(LINK);

	ASSERT_EQ(0, mbpf_info(link, &info, &len));
	EXPECT_EQ(MBPF_LINK_TYPE_XDP, info.type);
	EXPECT_EQ(MBPF_LOOPBACK, info.xdp.ifindex);
	EXPECT_TRUE(is_listed(PROG, info.prog_id));
	close(link);
	EXPECT_TRUE(ends_within_a_second(PROG, info.prog_id));
}

TEST(link_can_be_detached_once_and_still_be_asked)
{
	int link = mbpf_object_new(LINK);
	union mbpf_attr attr = { .link_detach = { .link_fd = link } };
	struct mbpf_link_stats stats = { .link_fd = link };

	EXPECT_EQ(0, mbpf_do(BPF_LINK_DETACH, &attr));
	EXPECT_EQ(-ENOLINK, mbpf_do(BPF_LINK_DETACH, &attr));
	EXPECT_NE(0, mbpf_object_id(LINK, link));
	EXPECT_EQ(0, ioctl(mbpf_device(), MBPF_IOC_LINK_STATS, &stats));
	EXPECT_EQ(link, stats.link_fd);
}

TEST(kept_link_outlives_its_descriptor_until_it_is_detached)
{
	union mbpf_attr attr = {};
	int link = mbpf_object_new(LINK);
	__u32 id = mbpf_object_id(LINK, link);

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

TEST(objects_of_a_killed_process_are_freed)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	enum mbpf_kind kind;
	pid_t child = fork();

	if (!child) {
		for (kind = 0; kind < NR_KINDS; kind++)
			mbpf_object_new(kind);
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
		int map = mbpf_object_new(MAP), prog = mbpf_prog_using(map), btf = mbpf_btf_int();

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
	enum mbpf_kind kind;
	__u32 id;

	while (time(NULL) < end) {
		for (kind = MAP; kind <= BTF; kind++) {
			id = 0;
			while (!mbpf_next_id(mbpf_kinds[kind].next_cmd, id, &id)) {
				int fd = mbpf_fd_by_id(mbpf_kinds[kind].fd_cmd, id);

				if (fd < 0 && fd != -ENOENT)
					_exit(1);
				if (fd >= 0 && mbpf_object_id(kind, fd) != id)
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
