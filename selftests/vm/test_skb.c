// SPDX-License-Identifier: GPL-2.0
/*
 * Packets in the shapes that the kernel keeps them in: in pieces, yet to be
 * segmented, chained by GRO, held by others.  Whatever the shape, programs see
 * one run of bytes, and data streams come through whole.
 */
#include <fcntl.h>
#include <sys/wait.h>
#include "mbpf_test.h"
#include "net_lab.h"
#include "net_link.h"
#include "net_prog.h"

enum { PORT = 7000, STREAM = 1 << 20, UDP_SEGMENT_OPTION = 103 };

/* The stream's byte at a position; no period of a packet's length. */
static __u8 stream_byte(unsigned int pos)
{
	return (pos * 2654435761u) >> 24;
}

static int tcp_socket(int ns, const char *address, int port)
{
	struct sockaddr_storage addr = net_addr(address, port);
	int fd = net_socket(ns, addr.ss_family, SOCK_STREAM, 0);

	if (fd >= 0 && bind(fd, (struct sockaddr *)&addr, sizeof(addr))) {
		close(fd);
		return -1;
	}
	return fd;
}

static void send_stream(int fd, const char *to)
{
	struct sockaddr_storage addr = net_addr(to, PORT);
	__u8 *data = malloc(STREAM);
	unsigned int i;
	int done, n;

	for (i = 0; i < STREAM; i++)
		data[i] = stream_byte(i);
	if (connect(fd, (struct sockaddr *)&addr, sizeof(addr)))
		_exit(1);
	for (done = 0; done < STREAM; done += n) {
		n = write(fd, data + done, STREAM - done);
		if (n <= 0)
			_exit(1);
	}
	_exit(0);
}

/* Return: how many bytes came as they were sent, from the first on. */
static int receive_stream(int fd)
{
	const struct timeval limit = { .tv_sec = 10 };
	__u8 buf[65536];
	int done = 0, n, i;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		for (i = 0; i < n; i++, done++) {
			if (buf[i] != stream_byte(done))
				return done;
		}
	}
	return done;
}

/* A TCP connection from near to far; bytes that came through. */
static int stream(const struct net_lab *lab, bool ipv6)
{
	int from = tcp_socket(lab->near, ipv6 ? "fd01::2" : "10.1.0.2", 0);
	int to = tcp_socket(lab->far, ipv6 ? "fd02::2" : "10.2.0.2", PORT);
	int done, fd;
	pid_t pid;

	if (from < 0 || to < 0 || listen(to, 1))
		return -1;
	pid = fork();
	if (!pid)
		send_stream(from, ipv6 ? "fd02::2" : "10.2.0.2");
	close(from);
	fd = accept(to, NULL, NULL);
	done = receive_stream(fd);
	close(fd);
	close(to);
	waitpid(pid, NULL, 0);
	return done;
}

FIXTURE(stream) {
	struct net_lab lab;
	int links[4];
};

FIXTURE_VARIANT(stream) {
	bool ipv6;
	bool writes;
	const char *near_setup;
	const char *here_setup;
};

FIXTURE_VARIANT_ADD(stream, ipv4_read) { .writes = false };
FIXTURE_VARIANT_ADD(stream, ipv4_write) { .writes = true };
FIXTURE_VARIANT_ADD(stream, ipv6_read) { .ipv6 = true, .writes = false };
FIXTURE_VARIANT_ADD(stream, ipv6_write) { .ipv6 = true, .writes = true };

/* Small packets that GRO puts together. */
FIXTURE_VARIANT_ADD(stream, gro_write)
{
	.writes = true,
	.near_setup = "ethtool -K n0 tso off gso off",
	.here_setup = "ethtool -K r0 gro on",
};

/* A writer writes what is there, so that the stream stays whole. */
FIXTURE_SETUP(stream)
{
	static const int hooks[] = { NF_INET_PRE_ROUTING, NF_INET_FORWARD, NF_INET_POST_ROUTING };
	int pf = variant->ipv6 ? NFPROTO_IPV6 : NFPROTO_IPV4;
	int prog, i;

	ASSERT_EQ(0, net_lab_setup(&self->lab));
	if (variant->near_setup)
		ASSERT_EQ(0, net_run(self->lab.near, "%s", variant->near_setup));
	if (variant->here_setup)
		ASSERT_EQ(0, net_run(self->lab.here, "%s", variant->here_setup));
	prog = variant->writes ? prog_store(AT_PROTO, variant->ipv6 ? 0x86 : 0x08) :
				 prog_return(XDP_PASS);
	ASSERT_LE(0, prog);
	self->links[0] = link_dev(prog, "r0");
	for (i = 0; i < 3; i++)
		self->links[i + 1] = link_ip(prog, pf, hooks[i], 0);
	for (i = 0; i < 4; i++)
		ASSERT_LE(0, self->links[i]);
}

FIXTURE_TEARDOWN(stream)
{
}

TEST_F_TIMEOUT(stream, a_tcp_stream_comes_through_whole, 60)
{
	struct mbpf_link_stats stats;
	int i;

	ASSERT_EQ(STREAM, stream(&self->lab, variant->ipv6));
	for (i = 0; i < 4; i++) {
		stats = link_stats(self->links[i]);
		EXPECT_EQ(0, stats.errors);
		EXPECT_EQ(stats.runs, stats.verdict[XDP_PASS]);
		EXPECT_LE(STREAM, stats.bytes);
		if (!variant->near_setup)
			EXPECT_LT(stats.runs * 3000, stats.bytes);
	}
}

enum { SEGMENT = 1000, SEGMENTS = 8 };

/*
 * Datagrams that a sender hands over as one, to be cut later.
 * Return: how many come through as they should.
 */
static int cut_datagrams(const struct net_lab *lab)
{
	char data[SEGMENT * SEGMENTS], buf[SEGMENT + 1];
	int from = net_udp(lab->near, "10.1.0.2", 0), to = net_udp(lab->far, "10.2.0.2", PORT);
	int size = SEGMENT, i;

	for (i = 0; i < (int)sizeof(data); i++)
		data[i] = stream_byte(i);
	if (setsockopt(from, IPPROTO_UDP, UDP_SEGMENT_OPTION, &size, sizeof(size)) ||
	    net_send(from, "10.2.0.2", PORT, data, sizeof(data)))
		return -1;
	for (i = 0; i < SEGMENTS; i++) {
		if (net_recv(to, buf, sizeof(buf), NET_COMES) != SEGMENT ||
		    memcmp(buf, data + i * SEGMENT, SEGMENT))
			break;
	}
	close(from);
	close(to);
	return i;
}

TEST(datagrams_that_the_sender_left_to_be_cut_are_cut_behind_a_writer)
{
	struct net_lab lab;
	int prog;

	ASSERT_EQ(0, net_lab_setup(&lab));
	prog = prog_store(AT_PROTO, 0x08);
	ASSERT_LE(0, link_dev(prog, "r0"));
	ASSERT_LE(0, link_ip(prog, NFPROTO_IPV4, NF_INET_PRE_ROUTING, 0));
	ASSERT_LE(0, link_ip(prog, NFPROTO_IPV4, NF_INET_POST_ROUTING, 0));
	EXPECT_EQ(SEGMENTS, cut_datagrams(&lab));
}

TEST(datagrams_that_gro_has_chained_are_cut_where_they_were_joined)
{
	struct mbpf_link_stats stats;
	struct net_lab lab;
	int prog, link, i;

	ASSERT_EQ(0, net_lab_setup(&lab));
	ASSERT_EQ(0, net_run(lab.near, "ethtool -K n0 tx-udp-segmentation off gso off"));
	ASSERT_EQ(0, net_run(lab.here, "ethtool -K r0 gro on rx-gro-list on"));
	for (i = 0; i < 2; i++) {
		prog = i ? prog_store(AT_PROTO, 0x08) : mbpf_prog_pass();
		link = link_dev(prog, "r0");
		ASSERT_LE(0, link);
		EXPECT_EQ(SEGMENTS, cut_datagrams(&lab));
		stats = link_stats(link);
		EXPECT_EQ(0, stats.errors);
		EXPECT_LT(SEGMENTS / 2 * SEGMENT, stats.bytes);
		EXPECT_GT(SEGMENTS, stats.runs);
		close(link);
	}
}

/*
 * pktgen delivers one skb over and over, and holds it meanwhile.
 * Return: shell's exit status.
 */
static int pktgen(const struct net_lab *lab, int count)
{
	return net_run(lab->here,
		       "cd /proc/net/pktgen && echo 'add_device r0' >kpktgend_0 &&"
		       "for line in 'count %d' 'pkt_size 100' 'xmit_mode netif_receive' 'burst 8' "
		       "'dst 10.1.0.1' 'src_min 10.1.0.2' 'src_max 10.1.0.2' "
		       "'udp_dst_min %d' 'udp_dst_max %d' 'dst_mac 02:00:00:00:01:01'; do "
		       "echo \"$line\" >r0 || exit 1; done; "
		       "echo start >pgctrl; echo rem_device_all >kpktgend_0",
		       count, PORT, PORT);
}

/*
 * Abort if the last byte of the packet (of 96 bytes, without CRC) has been
 * written to already, else write to it and return @verdict.
 */
static int prog_find_clean(__u32 verdict)
{
	enum { LAST = 95 };
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 2, 1, 0),
		LDX_MEM(BPF_W, 3, 1, 4),
		MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, LAST + 1),
		JMP_REG(BPF_JGT, 4, 3, 5),
		LDX_MEM(BPF_B, 5, 2, LAST),
		JMP_IMM(BPF_JNE, 5, 0, 3),
		ST_MEM(BPF_B, 2, LAST, 0x55),
		MOV64_IMM(0, verdict),
		EXIT(),
		MOV64_IMM(0, XDP_ABORTED),
		EXIT(),
	};

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

static bool has_pktgen(void)
{
	return !system("modprobe -q pktgen");
}

TEST(a_packet_that_others_hold_is_never_written_to)
{
	enum { COUNT = 1000 };
	struct mbpf_link_stats stats;
	struct net_lab lab;
	int prog, link;

	if (!has_pktgen())
		SKIP(return, "this kernel has no pktgen");
	ASSERT_EQ(0, net_lab_setup(&lab));
	prog = prog_find_clean(XDP_DROP);
	ASSERT_LE(0, prog);
	link = link_dev(prog, "r0");
	ASSERT_LE(0, link);
	ASSERT_EQ(0, pktgen(&lab, COUNT));
	stats = link_stats(link);
	EXPECT_LE(COUNT, stats.verdict[XDP_DROP]);
	EXPECT_EQ(0, stats.errors);
	/* Short packets of IPv6's own are aborted, too, but they are few. */
	EXPECT_GT(20, stats.verdict[XDP_ABORTED]);
}

TEST(a_packet_that_others_hold_goes_on_when_a_writer_passes_it)
{
	enum { COUNT = 1000 };
	struct mbpf_link_stats stats;
	struct net_lab lab;
	int prog, links[2], to, n = 0;
	char buf[128];

	if (!has_pktgen())
		SKIP(return, "this kernel has no pktgen");
	ASSERT_EQ(0, net_lab_setup(&lab));
	to = net_udp(lab.here, "10.1.0.1", PORT);
	prog = prog_find_clean(XDP_PASS);
	links[0] = link_dev(prog, "r0");
	links[1] = link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0);
	ASSERT_LE(0, links[0]);
	ASSERT_LE(0, links[1]);
	ASSERT_EQ(0, pktgen(&lab, COUNT));
	stats = link_stats(links[0]);
	EXPECT_LE(COUNT, stats.verdict[XDP_PASS]);
	stats = link_stats(links[1]);
	EXPECT_LE(COUNT, stats.verdict[XDP_PASS]);
	while (net_recv(to, buf, sizeof(buf), NET_STAYS_AWAY) > 0)
		n++;
	EXPECT_LT(0, n);
}

MBPF_TEST_MAIN
