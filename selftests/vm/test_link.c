// SPDX-License-Identifier: GPL-2.0
/*
 * The life of links: what LINK_CREATE refuses and in which order, and all the
 * ways in which a link ends.
 */
#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include "mbpf_test.h"
#include "net_lab.h"
#include "net_link.h"
#include "net_prog.h"

/* linux/if_link.h and net/if.h do not go together. */
enum {
	UPDATE_IF_NOEXIST = 1, SKB_MODE = 2, DRV_MODE = 4, HW_MODE = 8, REPLACE = 16,
};

FIXTURE(link) {
	int ns;
	int prog;
};

/* A namespace of our own with two devices that are joined: v0 and v1. */
FIXTURE_SETUP(link)
{
	self->ns = net_new();
	ASSERT_LE(0, self->ns);
	ASSERT_EQ(0, net_run(self->ns, "ip link add v0 type veth peer name v1 &&"
			     "ip link set v0 up && ip link set v1 up"));
	ASSERT_EQ(0, setns(self->ns, CLONE_NEWNET));
	self->prog = mbpf_prog_pass();
	ASSERT_LE(0, self->prog);
}

FIXTURE_TEARDOWN(link)
{
}

static void dev_attr(union mbpf_attr *attr, int prog, const char *dev)
{
	memset(attr, 0, sizeof(*attr));
	attr->link_create.prog_fd = prog;
	attr->link_create.attach_type = BPF_XDP;
	attr->link_create.target_ifindex = if_nametoindex(dev);
}

static int socket_filter(void)
{
	struct bpf_insn insns[] = { MOV64_IMM(0, 0), EXIT() };
	union mbpf_attr attr;

	mbpf_prog_attr(&attr, insns, ARRAY_SIZE(insns));
	attr.prog_load.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	return mbpf_do(BPF_PROG_LOAD, &attr);
}

TEST_F(link, a_program_fd_that_is_none_is_refused)
{
	union mbpf_attr attr;

	dev_attr(&attr, 1000, "v0");
	EXPECT_EQ(-EBADF, mbpf_do(BPF_LINK_CREATE, &attr));
	dev_attr(&attr, mbpf_device(), "v0");
	EXPECT_GT(0, mbpf_do(BPF_LINK_CREATE, &attr));
}

TEST_F(link, an_unknown_attach_type_is_refused)
{
	union mbpf_attr attr;

	dev_attr(&attr, self->prog, "v0");
	attr.link_create.attach_type = 0;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	attr.link_create.attach_type = 44;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	attr.link_create.attach_type = 46;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	attr.link_create.attach_type = ~0U;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
}

TEST_F(link, a_program_that_does_not_take_packets_is_refused)
{
	int prog = socket_filter();

	ASSERT_LE(0, prog);
	EXPECT_EQ(-EINVAL, link_dev(prog, "v0"));
	EXPECT_EQ(-EINVAL, link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0));
}

TEST_F(link, a_device_that_is_none_is_refused)
{
	EXPECT_EQ(-ENODEV, mbpf_xdp_link(self->prog, 0));
	EXPECT_EQ(-ENODEV, mbpf_xdp_link(self->prog, 12345));
	EXPECT_EQ(-ENODEV, mbpf_xdp_link(self->prog, ~0U));
}

static const struct {
	__u32 flags;
	int result;
} xdp_flags[] = {
	{ DRV_MODE, -EOPNOTSUPP },
	{ HW_MODE, -EOPNOTSUPP },
	{ DRV_MODE | UPDATE_IF_NOEXIST, -EOPNOTSUPP },
	{ SKB_MODE | DRV_MODE, -EINVAL },
	{ SKB_MODE | HW_MODE, -EINVAL },
	{ REPLACE, -EINVAL },
	{ 32, -EINVAL },
	{ 1U << 31, -EINVAL },
};

TEST_F(link, xdp_flags_are_taken_as_far_as_they_make_sense)
{
	static const __u32 good[] = {
		0, SKB_MODE, UPDATE_IF_NOEXIST, SKB_MODE | UPDATE_IF_NOEXIST,
	};
	union mbpf_attr attr;
	unsigned int i;
	int link;

	dev_attr(&attr, self->prog, "v0");
	for (i = 0; i < ARRAY_SIZE(xdp_flags); i++) {
		attr.link_create.flags = xdp_flags[i].flags;
		EXPECT_EQ(xdp_flags[i].result, mbpf_do(BPF_LINK_CREATE, &attr));
	}
	for (i = 0; i < ARRAY_SIZE(good); i++) {
		attr.link_create.flags = good[i];
		link = mbpf_do(BPF_LINK_CREATE, &attr);
		EXPECT_LE(0, link);
		close(link);
	}
}

TEST_F(link, flags_are_looked_at_before_the_device)
{
	union mbpf_attr attr;

	dev_attr(&attr, self->prog, "v0");
	attr.link_create.target_ifindex = 12345;
	attr.link_create.flags = REPLACE;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	attr.link_create.flags = DRV_MODE;
	EXPECT_EQ(-EOPNOTSUPP, mbpf_do(BPF_LINK_CREATE, &attr));
	attr.link_create.flags = 0;
	EXPECT_EQ(-ENODEV, mbpf_do(BPF_LINK_CREATE, &attr));
}

TEST_F(link, fields_of_other_attach_types_must_be_zero)
{
	union mbpf_attr attr;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(attr.link_create.reserved); i++) {
		dev_attr(&attr, self->prog, "v0");
		attr.link_create.reserved[i] = 1ULL << 40;
		EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	}
	for (i = 2; i < ARRAY_SIZE(attr.link_create.reserved); i++) {
		link_attr(&attr, self->prog, NFPROTO_IPV4, 0, 0);
		attr.link_create.reserved[i] = 1;
		EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	}
	link_attr(&attr, self->prog, NFPROTO_IPV4, 0, 0);
	attr.link_create.target_ifindex = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	link_attr(&attr, self->prog, NFPROTO_IPV4, 0, 0);
	attr.link_create.flags = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
	link_attr(&attr, self->prog, NFPROTO_IPV4, 0, 0);
	attr.link_create.netfilter.flags = 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_LINK_CREATE, &attr));
}

TEST_F(link, ip_hooks_that_do_not_exist_are_refused)
{
	int hook;

	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_UNSPEC, 0, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_INET, 0, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_ARP, 0, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_NETDEV, 0, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_BRIDGE, 0, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, 1000, 0, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_IPV4 + 256, 0, 0));
	for (hook = 0; hook < 5; hook++) {
		EXPECT_LE(0, link_ip(self->prog, NFPROTO_IPV4, hook, 0));
		EXPECT_LE(0, link_ip(self->prog, NFPROTO_IPV6, hook, 0));
	}
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_IPV4, 5, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_IPV6, 5, 0));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_IPV4, -1, 0));
}

TEST_F(link, the_first_and_the_last_priority_are_refused)
{
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_IPV4, 0, INT32_MIN));
	EXPECT_EQ(-EINVAL, link_ip(self->prog, NFPROTO_IPV4, 0, INT32_MAX));
	EXPECT_LE(0, link_ip(self->prog, NFPROTO_IPV4, 0, INT32_MIN + 1));
	EXPECT_LE(0, link_ip(self->prog, NFPROTO_IPV4, 0, INT32_MAX - 1));
}

TEST_F(link, a_device_takes_one_link_and_an_ip_hook_many)
{
	int link = link_dev(self->prog, "v0");

	ASSERT_LE(0, link);
	EXPECT_EQ(-EEXIST, link_dev(self->prog, "v0"));
	EXPECT_LE(0, link_dev(self->prog, "v1"));
	close(link);
	EXPECT_LE(0, link_dev(self->prog, "v0"));

	EXPECT_LE(0, link_ip(self->prog, NFPROTO_IPV4, 0, 0));
	EXPECT_LE(0, link_ip(self->prog, NFPROTO_IPV4, 0, 0));
}

TEST_F(link, info_tells_where_it_is)
{
	struct mbpf_link_info info;
	int link;

	link = link_dev(self->prog, "v1");
	info = link_info(link);
	EXPECT_EQ(MBPF_LINK_TYPE_XDP, info.type);
	EXPECT_EQ(if_nametoindex("v1"), info.xdp.ifindex);
	EXPECT_NE(0, info.id);

	link = link_ip(self->prog, NFPROTO_IPV6, NF_INET_FORWARD, -150);
	info = link_info(link);
	EXPECT_EQ(MBPF_LINK_TYPE_NETFILTER, info.type);
	EXPECT_EQ(NFPROTO_IPV6, info.netfilter.pf);
	EXPECT_EQ(NF_INET_FORWARD, info.netfilter.hooknum);
	EXPECT_EQ(-150, info.netfilter.priority);
	EXPECT_EQ(0, info.netfilter.flags);
}

/* Is this line, a key and its value, in the fd's fdinfo? */
static bool fdinfo_says(int fd, const char *want)
{
	char path[64], line[256];
	bool found = false;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	f = fopen(path, "r");
	if (!f)
		return false;
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = 0;
		found |= !strcmp(line, want);
	}
	fclose(f);
	return found;
}

TEST_F(link, fdinfo_tells_where_it_is)
{
	char want[64];
	int link = link_dev(self->prog, "v0");

	EXPECT_TRUE(fdinfo_says(link, "link_type:\txdp"));
	snprintf(want, sizeof(want), "ifindex:\t%u", if_nametoindex("v0"));
	EXPECT_TRUE(fdinfo_says(link, want));
	snprintf(want, sizeof(want), "link_id:\t%u", link_info(link).id);
	EXPECT_TRUE(fdinfo_says(link, want));
	EXPECT_TRUE(fdinfo_says(link, "attached:\t1"));
	ASSERT_EQ(0, link_detach(link));
	EXPECT_TRUE(fdinfo_says(link, "attached:\t0"));
	EXPECT_TRUE(fdinfo_says(link, "ifindex:\t0"));

	link = link_ip(self->prog, NFPROTO_IPV4, NF_INET_LOCAL_OUT, 7);
	EXPECT_TRUE(fdinfo_says(link, "link_type:\tnetfilter"));
	EXPECT_TRUE(fdinfo_says(link, "hooknum:\t3"));
	EXPECT_TRUE(fdinfo_says(link, "priority:\t7"));
}

TEST_F(link, a_link_is_taken_off_once)
{
	int link = link_dev(self->prog, "v0");

	EXPECT_EQ(0, link_detach(link));
	EXPECT_EQ(-ENOLINK, link_detach(link));
	EXPECT_EQ(-ENOLINK, link_keep(link));
	EXPECT_EQ(0, link_info(link).xdp.ifindex);
	EXPECT_EQ(MBPF_LINK_TYPE_XDP, link_info(link).type);
	EXPECT_LE(0, link_dev(self->prog, "v0"));
}

TEST_F(link, closing_the_last_fd_takes_it_off)
{
	int link = link_dev(self->prog, "v0");
	int second = dup(link);

	close(link);
	EXPECT_EQ(-EEXIST, link_dev(self->prog, "v0"));
	close(second);
	EXPECT_LE(0, link_dev(self->prog, "v0"));
}

TEST_F(link, it_holds_its_program)
{
	__u32 id, len = sizeof(struct mbpf_prog_info);
	struct mbpf_prog_info info = {};
	int link = link_dev(self->prog, "v0");

	ASSERT_EQ(0, mbpf_info(self->prog, &info, &len));
	id = info.id;
	close(self->prog);
	usleep(1000 * NET_STAYS_AWAY);
	EXPECT_EQ(id, link_info(link).prog_id);
	self->prog = mbpf_fd_by_id(BPF_PROG_GET_FD_BY_ID, id);
	EXPECT_LE(0, self->prog);
}

TEST_F(link, a_kept_link_outlives_its_fds_until_it_is_taken_off)
{
	int link = link_dev(self->prog, "v0");
	struct mbpf_link_stats stats;
	__u32 id;

	ASSERT_LE(0, link);
	id = link_info(link).id;
	EXPECT_EQ(0, link_stats(link).kept);
	EXPECT_EQ(0, link_keep(link));
	EXPECT_EQ(-EEXIST, link_keep(link));
	EXPECT_EQ(1, link_stats(link).kept);
	close(link);
	EXPECT_EQ(-EEXIST, link_dev(self->prog, "v0"));

	link = mbpf_fd_by_id(BPF_LINK_GET_FD_BY_ID, id);
	ASSERT_LE(0, link);
	EXPECT_EQ(0, link_detach(link));
	stats = link_stats(link);
	EXPECT_EQ(0, stats.kept);
	EXPECT_EQ(-ENOLINK, link_keep(link));
	close(link);
	EXPECT_EQ(-ENOENT, mbpf_fd_by_id(BPF_LINK_GET_FD_BY_ID, id));
}

TEST_F(link, it_ends_with_its_device)
{
	int link = link_dev(self->prog, "v0"), kept = link_dev(self->prog, "v1");
	__u32 id = link_info(kept).id;

	ASSERT_EQ(0, link_keep(kept));
	close(kept);
	ASSERT_EQ(0, net_run(self->ns, "ip link del v0"));
	EXPECT_EQ(0, link_info(link).xdp.ifindex);
	EXPECT_EQ(-ENOLINK, link_detach(link));
	EXPECT_EQ(-ENOENT, mbpf_fd_by_id(BPF_LINK_GET_FD_BY_ID, id));
}

TEST_F(link, it_ends_when_its_device_moves_to_another_namespace)
{
	int link = link_dev(self->prog, "v0"), other = net_new();

	ASSERT_EQ(0, net_run(self->ns, "ip link set v0 netns /proc/%d/fd/%d", getpid(), other));
	EXPECT_EQ(0, link_info(link).xdp.ifindex);
	EXPECT_EQ(-ENOLINK, link_detach(link));
	ASSERT_EQ(0, net_run(other, "ip link set v0 up"));
	ASSERT_EQ(0, setns(other, CLONE_NEWNET));
	EXPECT_LE(0, link_dev(self->prog, "v0"));
}

/* Wait until it is off; namespaces are taken down by a worker, one by one. */
static bool is_off_soon(int link)
{
	int i;

	for (i = 0; i < 1000; i++) {
		if (fdinfo_says(link, "attached:\t0"))
			return true;
		usleep(10000);
	}
	return false;
}

TEST_F(link, it_ends_with_its_namespace)
{
	int on_dev = link_dev(self->prog, "v0");
	int on_ip = link_ip(self->prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0);
	int kept = link_ip(self->prog, NFPROTO_IPV6, NF_INET_LOCAL_IN, 0);
	__u32 id = link_info(kept).id;

	ASSERT_LE(0, on_dev);
	ASSERT_LE(0, on_ip);
	ASSERT_EQ(0, link_keep(kept));
	close(kept);
	ASSERT_EQ(0, unshare(CLONE_NEWNET));
	close(self->ns);
	EXPECT_TRUE(is_off_soon(on_dev));
	EXPECT_TRUE(is_off_soon(on_ip));
	EXPECT_EQ(-ENOLINK, link_detach(on_dev));
	EXPECT_EQ(-ENOLINK, link_detach(on_ip));
	EXPECT_EQ(-ENOENT, mbpf_fd_by_id(BPF_LINK_GET_FD_BY_ID, id));
	EXPECT_EQ(NF_INET_LOCAL_IN, link_info(on_ip).netfilter.hooknum);
}

TEST_F(link, links_of_other_namespaces_do_not_mind)
{
	int link = link_ip(self->prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0);
	int other = net_new();

	ASSERT_EQ(0, net_run(other, "ip link add v0 type veth peer name v1 && ip link del v0"));
	close(other);
	usleep(200 * 1000);
	EXPECT_TRUE(fdinfo_says(link, "attached:\t1"));
	EXPECT_EQ(0, link_detach(link));
}

/* One of several who try to take the same link off; counts who succeeds. */
struct race {
	int link;
	int winners;
};

static void *try_detach(void *arg)
{
	struct race *race = arg;

	if (!link_detach(race->link))
		__atomic_add_fetch(&race->winners, 1, __ATOMIC_RELAXED);
	return NULL;
}

TEST_F(link, of_many_who_take_it_off_at_once_one_succeeds)
{
	pthread_t threads[4];
	struct race race;
	int round, i;

	for (round = 0; round < 20; round++) {
		race = (struct race){ .link = link_dev(self->prog, "v0") };
		ASSERT_LE(0, race.link);
		if (round & 1)
			ASSERT_EQ(0, link_keep(race.link));
		for (i = 0; i < 4; i++)
			pthread_create(&threads[i], NULL, try_detach, &race);
		for (i = 0; i < 4; i++)
			pthread_join(threads[i], NULL);
		EXPECT_EQ(1, race.winners);
		close(race.link);
	}
}

static void *delete_device(void *arg)
{
	int ns = *(int *)arg;

	net_run(ns, "ip link del w0");
	return NULL;
}

TEST_F(link, a_device_may_go_while_links_come_and_go_on_it)
{
	pthread_t thread;
	int round, link;

	for (round = 0; round < 5; round++) {
		ASSERT_EQ(0, net_run(self->ns, "ip link add w0 type veth peer name w1"));
		pthread_create(&thread, NULL, delete_device, &self->ns);
		do {
			link = link_dev(self->prog, "w0");
			if (link >= 0)
				close(link);
		} while (link != -ENODEV);
		pthread_join(thread, NULL);
	}
}

struct sender {
	int fd;
	bool stop;
	int sent;
};

static void *send_on(void *arg)
{
	struct sender *sender = arg;

	while (!__atomic_load_n(&sender->stop, __ATOMIC_RELAXED)) {
		net_send(sender->fd, "10.1.0.1", 7000, "traffic", 7);
		sender->sent++;
	}
	return NULL;
}

TEST(links_may_come_and_go_while_packets_pass)
{
	struct sender sender = {};
	int prog[2], link[2], round;
	struct net_lab lab;
	pthread_t thread;
	__u64 runs = 0;

	ASSERT_EQ(0, net_lab_setup(&lab));
	sender.fd = net_udp(lab.near, "10.1.0.2", 0);
	prog[0] = prog_store(AT_IP + 8, 63);
	prog[1] = mbpf_prog_pass();
	pthread_create(&thread, NULL, send_on, &sender);
	for (round = 0; round < 60; round++) {
		link[0] = link_dev(prog[round & 1], "r0");
		link[1] = link_ip(prog[!(round & 1)], NFPROTO_IPV4, NF_INET_PRE_ROUTING, 0);
		ASSERT_LE(0, link[0]);
		ASSERT_LE(0, link[1]);
		if (round % 20 == 0)
			usleep(20000);
		runs += link_stats(link[0]).runs;
		close(link[0]);
		close(link[1]);
	}
	__atomic_store_n(&sender.stop, true, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	EXPECT_LT(0, runs);
	EXPECT_LT(0, sender.sent);
}

MBPF_TEST_MAIN
