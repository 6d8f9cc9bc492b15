// SPDX-License-Identifier: GPL-2.0
/*
 * The door itself: who may come in, what a call must look like, and in which
 * order that is checked.  What the commands do is not the subject; the ones
 * used here are those that need least to succeed.
 *
 * The order of checks is in module/load/device.c.  A test of it gives a call
 * two faults and expects the errno of the earlier check.
 */
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <linux/capability.h>
#include "mbpf_test.h"

#define BIT(nr) (1ULL << (nr))

/* The first page is never mapped, nor is anything right above it. */
#define BAD_ADDRESS ((void *)8)

#define PAGE 4096

/* The commands that mbpf has, and the bytes of their attributes it knows. */
static const struct {
	char name[20];
	__u32 cmd;
	__u32 known;
} commands[] = {
	{ "MAP_CREATE", BPF_MAP_CREATE, ATTR_END(map_create.map_extra) },
	{ "MAP_LOOKUP_ELEM", BPF_MAP_LOOKUP_ELEM, ATTR_END(map_elem.flags) },
	{ "MAP_UPDATE_ELEM", BPF_MAP_UPDATE_ELEM, ATTR_END(map_elem.flags) },
	{ "MAP_DELETE_ELEM", BPF_MAP_DELETE_ELEM, ATTR_END(map_elem.key) },
	{ "MAP_GET_NEXT_KEY", BPF_MAP_GET_NEXT_KEY, ATTR_END(map_elem.value) },
	{ "MAP_FREEZE", BPF_MAP_FREEZE, ATTR_END(map_freeze.map_fd) },
	{ "PROG_LOAD", BPF_PROG_LOAD, ATTR_END(prog_load.log_true_size) },
	{ "PROG_TEST_RUN", BPF_PROG_TEST_RUN, ATTR_END(test.batch_size) },
	{ "BTF_LOAD", BPF_BTF_LOAD, ATTR_END(btf_load.btf_log_true_size) },
	{ "LINK_CREATE", BPF_LINK_CREATE, ATTR_END(link_create.reserved) },
	{ "LINK_DETACH", BPF_LINK_DETACH, ATTR_END(link_detach.link_fd) },
	{ "OBJ_GET_INFO_BY_FD", BPF_OBJ_GET_INFO_BY_FD, ATTR_END(info.info) },
	{ "MAP_GET_NEXT_ID", BPF_MAP_GET_NEXT_ID, ATTR_END(id.next_id) },
	{ "PROG_GET_NEXT_ID", BPF_PROG_GET_NEXT_ID, ATTR_END(id.next_id) },
	{ "BTF_GET_NEXT_ID", BPF_BTF_GET_NEXT_ID, ATTR_END(id.next_id) },
	{ "LINK_GET_NEXT_ID", BPF_LINK_GET_NEXT_ID, ATTR_END(id.next_id) },
	{ "MAP_GET_FD_BY_ID", BPF_MAP_GET_FD_BY_ID, ATTR_END(id.open_flags) },
	{ "PROG_GET_FD_BY_ID", BPF_PROG_GET_FD_BY_ID, ATTR_END(id.start_id) },
	{ "BTF_GET_FD_BY_ID", BPF_BTF_GET_FD_BY_ID, ATTR_END(id.start_id) },
	{ "LINK_GET_FD_BY_ID", BPF_LINK_GET_FD_BY_ID, ATTR_END(id.start_id) },
};

static int raw_ioctl(unsigned long cmd, void *arg)
{
	int ret = ioctl(mbpf_device(), cmd, arg);

	return ret < 0 ? -errno : ret;
}

TEST(device_is_a_character_device_for_its_owner_alone)
{
	struct stat st;

	ASSERT_EQ(0, stat("/dev/" MBPF_DEVICE_NAME, &st));
	EXPECT_TRUE(S_ISCHR(st.st_mode));
	EXPECT_EQ(0600, st.st_mode & 07777);
	EXPECT_EQ(0, st.st_uid);
}

TEST(unknown_ioctl_is_refused)
{
	EXPECT_EQ(-ENOTTY, raw_ioctl(_IO(MBPF_IOC_MAGIC, 0), NULL));
	EXPECT_EQ(-ENOTTY, raw_ioctl(_IO(MBPF_IOC_MAGIC, 5), NULL));
	EXPECT_EQ(-ENOTTY, raw_ioctl(_IO(MBPF_IOC_MAGIC, 255), NULL));
}

TEST(ioctl_with_another_size_direction_or_letter_is_refused)
{
	EXPECT_EQ(-ENOTTY, raw_ioctl(_IOWR(MBPF_IOC_MAGIC, 1, __u32), NULL));
	EXPECT_EQ(-ENOTTY, raw_ioctl(_IOR(MBPF_IOC_MAGIC, 1, struct mbpf_call), NULL));
	EXPECT_EQ(-ENOTTY, raw_ioctl(_IOWR('M', 1, struct mbpf_call), NULL));
}

TEST(device_cannot_be_written_to)
{
	EXPECT_EQ(-1, write(mbpf_device(), "x", 1));
	EXPECT_EQ(EINVAL, errno);
}

TEST(call_that_cannot_be_read_is_refused)
{
	EXPECT_EQ(-EFAULT, raw_ioctl(MBPF_IOC_CALL, NULL));
	EXPECT_EQ(-EFAULT, raw_ioctl(MBPF_IOC_CALL, BAD_ADDRESS));
}

TEST(unknown_command_is_refused)
{
	union mbpf_attr attr = {};

	EXPECT_EQ(-EINVAL, mbpf_do(1000, &attr));
	EXPECT_EQ(-EINVAL, mbpf_do(0xffffffff, &attr));
}

TEST(command_that_mbpf_does_not_have_is_refused)
{
	const __u32 absent[] = {
		BPF_OBJ_PIN, BPF_OBJ_GET, BPF_PROG_ATTACH, BPF_PROG_DETACH, BPF_PROG_QUERY,
		BPF_RAW_TRACEPOINT_OPEN, BPF_TASK_FD_QUERY, BPF_MAP_LOOKUP_AND_DELETE_ELEM,
		BPF_MAP_LOOKUP_BATCH, BPF_LINK_UPDATE, BPF_ENABLE_STATS, BPF_ITER_CREATE,
		BPF_PROG_BIND_MAP,
	};
	union mbpf_attr attr = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(absent); i++)
		EXPECT_EQ(-EINVAL, mbpf_do(absent[i], &attr)) TH_LOG("command %u", absent[i]);
}

/* libbpf takes EFAULT for a sign that the common attributes are known. */
TEST(high_bits_of_a_command_are_refused_before_its_attribute_is_read)
{
	EXPECT_EQ(-EINVAL, mbpf_call(BPF_PROG_LOAD | 1 << 16, NULL, 168));
	EXPECT_EQ(-EINVAL, mbpf_call(BPF_PROG_LOAD | 1 << 31, BAD_ADDRESS, 2 * PAGE));
}

TEST(attribute_that_cannot_be_read_is_refused_by_every_command)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		EXPECT_EQ(-EFAULT, mbpf_call(commands[i].cmd, BAD_ADDRESS, 8))
			TH_LOG("%s", commands[i].name);
}

TEST(attribute_larger_than_a_page_is_too_big)
{
	static char big[2 * PAGE];

	EXPECT_EQ(-E2BIG, mbpf_call(BPF_MAP_GET_NEXT_ID, big, PAGE + 1));
	EXPECT_EQ(-E2BIG, mbpf_call(BPF_MAP_GET_NEXT_ID, big, 0xffffffff));
}

TEST(attribute_of_a_whole_page_of_zeroes_behind_its_fields_is_accepted)
{
	static char big[PAGE];
	int ret = mbpf_call(BPF_MAP_GET_NEXT_ID, big, PAGE);

	EXPECT_TRUE(ret == 0 || ret == -ENOENT);
}

TEST(size_is_judged_before_the_attribute_is_read)
{
	EXPECT_EQ(-E2BIG, mbpf_call(BPF_MAP_GET_NEXT_ID, BAD_ADDRESS, PAGE + 1));
}

TEST(unknown_bytes_that_are_not_zero_are_too_big_for_every_command)
{
	unsigned char attr[sizeof(union mbpf_attr) + 16] = {};
	size_t i, tail;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		for (tail = sizeof(union mbpf_attr); tail < sizeof(attr); tail += 5) {
			memset(attr, 0, sizeof(attr));
			attr[tail] = 1;
			EXPECT_EQ(-E2BIG, mbpf_call(commands[i].cmd, attr, sizeof(attr)))
				TH_LOG("%s, byte %zu", commands[i].name, tail);
		}
	}
}

TEST(field_behind_the_last_one_of_a_command_must_be_zero)
{
	unsigned char attr[sizeof(union mbpf_attr)];
	size_t i, tail;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		for (tail = commands[i].known; tail < sizeof(attr); tail++) {
			memset(attr, 0, sizeof(attr));
			attr[tail] = 0x80;
			EXPECT_EQ(-EINVAL, mbpf_call(commands[i].cmd, attr, sizeof(attr)))
				TH_LOG("%s, byte %zu", commands[i].name, tail);
		}
	}
}

TEST(unknown_bytes_are_judged_before_fields_behind_the_last)
{
	unsigned char attr[sizeof(union mbpf_attr) + 1];

	memset(attr, 0xff, sizeof(attr));
	EXPECT_EQ(-E2BIG, mbpf_call(BPF_MAP_FREEZE, attr, sizeof(attr)));
}

TEST(attribute_that_cannot_be_read_to_its_end_is_refused)
{
	char *pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ASSERT_NE(MAP_FAILED, pages);
	ASSERT_EQ(0, munmap(pages + PAGE, PAGE));
	EXPECT_EQ(-EFAULT, mbpf_call(BPF_MAP_GET_NEXT_ID, pages + PAGE - 8, 12));
	/* Also where only the tail, which must be zero, is out of reach. */
	EXPECT_EQ(-EFAULT, mbpf_call(BPF_MAP_GET_NEXT_ID,
				     pages + PAGE - sizeof(union mbpf_attr),
				     sizeof(union mbpf_attr) + 8));
}

TEST(short_attribute_is_read_as_if_zeroes_followed)
{
	const __u32 array[] = { BPF_MAP_TYPE_ARRAY, 4, 8, 1, 0xffffffff };

	EXPECT_LE(0, mbpf_call(BPF_MAP_CREATE, (void *)array, 16));
	EXPECT_EQ(-EINVAL, mbpf_call(BPF_MAP_CREATE, (void *)array, 20));
}

TEST(attribute_of_no_bytes_needs_no_address)
{
	EXPECT_EQ(-EINVAL, mbpf_call(BPF_MAP_CREATE, NULL, 0));
	EXPECT_EQ(-ENOENT, mbpf_call(BPF_MAP_GET_FD_BY_ID, NULL, 0));
}

TEST(output_field_behind_the_callers_size_is_not_written)
{
	__u32 attr[2] = { 0, 0xdeadbeef };

	ASSERT_LE(0, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0));
	EXPECT_EQ(0, mbpf_call(BPF_MAP_GET_NEXT_ID, attr, 4));
	EXPECT_EQ(0xdeadbeef, attr[1]);
	EXPECT_EQ(0, mbpf_call(BPF_MAP_GET_NEXT_ID, attr, 7));
	EXPECT_EQ(0xdeadbeef, attr[1]);
	attr[1] = 0;
	EXPECT_EQ(0, mbpf_call(BPF_MAP_GET_NEXT_ID, attr, 8));
	EXPECT_NE(0, attr[1]);
}

TEST(nothing_but_output_fields_is_written_back)
{
	const struct bpf_insn insns[] = { MOV64_IMM(0, XDP_PASS), EXIT() };
	union mbpf_attr attr, before;

	mbpf_prog_attr(&attr, insns, ARRAY_SIZE(insns));
	attr.prog_load.log_true_size = 77;
	before = attr;
	ASSERT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
	EXPECT_EQ(0, attr.prog_load.log_true_size);
	before.prog_load.log_true_size = 0;
	EXPECT_EQ(0, memcmp(&before, &attr, sizeof(attr)));
}

TEST(output_that_cannot_be_written_makes_no_object)
{
	const struct bpf_insn insns[] = { MOV64_IMM(0, XDP_PASS), EXIT() };
	union mbpf_attr *attr = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	__u32 id = 0, next;
	int live = mbpf_live_settled(mbpf_live_at_start());

	ASSERT_NE(MAP_FAILED, attr);
	while (mbpf_next_id(BPF_PROG_GET_NEXT_ID, id, &next) == 0)
		id = next;
	mbpf_prog_attr(attr, insns, ARRAY_SIZE(insns));
	ASSERT_EQ(0, mprotect(attr, PAGE, PROT_READ));
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, attr));
	EXPECT_EQ(-ENOENT, mbpf_next_id(BPF_PROG_GET_NEXT_ID, id, &next));
	EXPECT_EQ(live, mbpf_live_settled(live));
	/* The descriptor's number is free again. */
	EXPECT_EQ(mbpf_device() + 1, dup(mbpf_device()));
}

TEST(commands_without_output_work_on_read_only_memory)
{
	union mbpf_attr *attr = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ASSERT_NE(MAP_FAILED, attr);
	attr->map_create.map_type = BPF_MAP_TYPE_ARRAY;
	attr->map_create.key_size = 4;
	attr->map_create.value_size = 4;
	attr->map_create.max_entries = 1;
	ASSERT_EQ(0, mprotect(attr, PAGE, PROT_READ));
	EXPECT_LE(0, mbpf_do(BPF_MAP_CREATE, attr));
}

TEST(caller_without_capabilities_is_refused_by_every_command)
{
	union mbpf_attr attr = {};
	size_t i;

	ASSERT_EQ(0, mbpf_caps_keep(0));
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		EXPECT_EQ(-EPERM, mbpf_do(commands[i].cmd, &attr)) TH_LOG("%s", commands[i].name);
}

TEST(caller_without_capabilities_cannot_open_the_device)
{
	ASSERT_EQ(0, mbpf_caps_keep(0));
	EXPECT_EQ(-1, open("/dev/" MBPF_DEVICE_NAME, O_RDWR));
	EXPECT_EQ(EPERM, errno);
}

TEST(capability_is_judged_before_command_size_and_attribute)
{
	ASSERT_EQ(0, mbpf_caps_keep(0));
	EXPECT_EQ(-EPERM, mbpf_call(1000, NULL, 0));
	EXPECT_EQ(-EPERM, mbpf_call(BPF_MAP_CREATE, NULL, PAGE + 1));
	EXPECT_EQ(-EPERM, mbpf_call(BPF_MAP_CREATE, BAD_ADDRESS, 8));
}

TEST(call_is_read_before_the_capability_is_judged)
{
	ASSERT_EQ(0, mbpf_caps_keep(0));
	EXPECT_EQ(-EFAULT, raw_ioctl(MBPF_IOC_CALL, BAD_ADDRESS));
}

TEST(cap_bpf_alone_may_make_maps_and_programs)
{
	ASSERT_EQ(0, mbpf_caps_keep(BIT(CAP_BPF)));
	EXPECT_LE(0, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0));
	EXPECT_LE(0, mbpf_prog_pass());
}

TEST(cap_sys_admin_alone_may_do_everything)
{
	ASSERT_EQ(0, mbpf_caps_keep(BIT(CAP_SYS_ADMIN)));
	EXPECT_LE(0, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0));
	EXPECT_EQ(-EBADF, mbpf_xdp_link(999, 1));
}

TEST(cap_net_admin_alone_may_do_nothing)
{
	ASSERT_EQ(0, mbpf_caps_keep(BIT(CAP_NET_ADMIN)));
	EXPECT_EQ(-EPERM, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0));
	EXPECT_EQ(-EPERM, mbpf_xdp_link(999, 1));
}

TEST(changing_hooks_needs_cap_net_admin_beside_cap_bpf)
{
	ASSERT_EQ(0, mbpf_caps_keep(BIT(CAP_BPF)));
	EXPECT_EQ(-EPERM, mbpf_call(BPF_LINK_CREATE, NULL, 0));
	EXPECT_EQ(-EPERM, mbpf_call(BPF_LINK_DETACH, NULL, 0));
	EXPECT_EQ(-EPERM, raw_ioctl(MBPF_IOC_LINK_KEEP, NULL));
}

TEST(cap_net_admin_is_judged_before_size_and_attribute)
{
	ASSERT_EQ(0, mbpf_caps_keep(BIT(CAP_BPF)));
	EXPECT_EQ(-EPERM, mbpf_call(BPF_LINK_CREATE, NULL, PAGE + 1));
	EXPECT_EQ(-EPERM, mbpf_call(BPF_LINK_CREATE, BAD_ADDRESS, 8));
}

TEST(cap_bpf_with_cap_net_admin_may_change_hooks)
{
	ASSERT_EQ(0, mbpf_caps_keep(BIT(CAP_BPF) | BIT(CAP_NET_ADMIN)));
	EXPECT_EQ(-EBADF, mbpf_xdp_link(999, 1));
	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_KEEP, (void *)999));
}

TEST(root_of_another_user_namespace_is_refused)
{
	if (unshare(CLONE_NEWUSER))
		SKIP(return, "no user namespaces here");
	EXPECT_EQ(-EPERM, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0));
}

TEST(version_tells_the_abi_and_a_release)
{
	struct mbpf_version version = {};

	ASSERT_EQ(0, raw_ioctl(MBPF_IOC_VERSION, &version));
	EXPECT_EQ(MBPF_ABI, version.abi);
	EXPECT_NE(0, version.release[0]);
	EXPECT_LT(strnlen(version.release, sizeof(version.release)), sizeof(version.release));
}

TEST(version_counts_what_is_alive)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	int map = mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0);

	ASSERT_LE(0, map);
	EXPECT_EQ(live + 1, mbpf_live());
	ASSERT_LE(0, mbpf_prog_pass());
	EXPECT_EQ(live + 2, mbpf_live());
	close(map);
	EXPECT_EQ(live + 1, mbpf_live_settled(live + 1));
}

TEST(debugfs_counts_each_kind)
{
	int live = mbpf_live_settled(mbpf_live_at_start());
	int maps = -1, progs = -1, btfs = -1, links = -1;
	FILE *file = fopen("/sys/kernel/debug/mbpf/live", "re");

	if (!file)
		SKIP(return, "no debugfs here");
	ASSERT_LE(0, mbpf_prog_pass());
	EXPECT_EQ(4, fscanf(file, "map %d prog %d btf %d link %d", &maps, &progs, &btfs, &links));
	EXPECT_EQ(live + 1, maps + progs + btfs + links);
	EXPECT_LE(1, progs);
	fclose(file);
}

TEST(version_needs_no_capability_but_an_address)
{
	struct mbpf_version version;

	EXPECT_EQ(-EFAULT, raw_ioctl(MBPF_IOC_VERSION, BAD_ADDRESS));
	ASSERT_EQ(0, mbpf_caps_keep(0));
	EXPECT_EQ(0, raw_ioctl(MBPF_IOC_VERSION, &version));
}

TEST(link_stats_are_refused_for_what_is_not_a_link)
{
	struct mbpf_link_stats stats = { .link_fd = mbpf_prog_pass() };

	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_STATS, &stats));
	stats.link_fd = 999;
	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_STATS, &stats));
	EXPECT_EQ(-EFAULT, raw_ioctl(MBPF_IOC_LINK_STATS, BAD_ADDRESS));
	ASSERT_EQ(0, mbpf_caps_keep(0));
	EXPECT_EQ(-EPERM, raw_ioctl(MBPF_IOC_LINK_STATS, &stats));
}

TEST(keeping_is_refused_for_what_is_not_a_link)
{
	int prog = mbpf_prog_pass();

	ASSERT_LE(0, prog);
	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_KEEP, (void *)(long)prog));
	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_KEEP, (void *)999));
	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_KEEP, (void *)-1));
	EXPECT_EQ(-EBADF, raw_ioctl(MBPF_IOC_LINK_KEEP, (void *)(1UL << 32)));
}

MBPF_TEST_MAIN
