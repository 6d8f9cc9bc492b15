// SPDX-License-Identifier: GPL-2.0
/*
 * What a program sees of a packet, and what becomes of what it writes.
 *
 * Packets go between the namespaces of lib/net_lab.h; programs are attached in
 * the middle one.
 */
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/mman.h>
#include "mbpf_test.h"
#include "net_lab.h"
#include "net_link.h"
#include "net_prog.h"

enum { PORT = 7000 };

NET_LAB_SHARED(lab)

FIXTURE(packet) {
	int from;	/* near */
	int to;		/* far */
};

FIXTURE_VARIANT(packet) {
	bool ipv6;
	int pf;
	const char *near;
	const char *here;
	const char *far;
	__u8 proto[2];
};

FIXTURE_VARIANT_ADD(packet, ipv4)
{
	.pf = NFPROTO_IPV4,
	.near = "10.1.0.2", .here = "10.1.0.1", .far = "10.2.0.2", .proto = { 0x08, 0x00 },
};

FIXTURE_VARIANT_ADD(packet, ipv6)
{
	.ipv6 = true, .pf = NFPROTO_IPV6,
	.near = "fd01::2", .here = "fd01::1", .far = "fd02::2", .proto = { 0x86, 0xdd },
};

FIXTURE_SETUP(packet)
{
	self->from = net_udp(lab.near, variant->near, 0);
	self->to = net_udp(lab.far, variant->far, PORT);
	ASSERT_LE(0, self->from);
	ASSERT_LE(0, self->to);
}

FIXTURE_TEARDOWN(packet)
{
}

/* Does a datagram of these bytes come through unchanged? */
static bool comes_through(int from, const char *address, int to, const void *data, int len)
{
	char *buf = malloc(len + 1);
	bool same;

	net_send(from, address, PORT, data, len);
	same = net_recv(to, buf, len + 1, NET_COMES) == len && !memcmp(buf, data, len);
	free(buf);
	return same;
}

/* The Ethernet header between n0 and r0, as the wire has it. */
static void wire_header(__u8 header[ETH_HLEN], const __u8 proto[2])
{
	static const __u8 macs[] = { 2, 0, 0, 0, 1, 1, 2, 0, 0, 0, 1, 2 };

	memcpy(header, macs, sizeof(macs));
	memcpy(header + sizeof(macs), proto, 2);
}

TEST_F(packet, received_packets_show_their_own_ethernet_header)
{
	static const int hooks[] = { -1, NF_INET_PRE_ROUTING, NF_INET_FORWARD };
	__u8 header[ETH_HLEN];
	int link, prog;
	unsigned int i;

	wire_header(header, variant->proto);
	prog = prog_header_is(variant->ipv6, header);
	ASSERT_LE(0, prog);
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		link = hooks[i] < 0 ? link_dev(prog, "r0") :
				      link_ip(prog, variant->pf, hooks[i], 0);
		ASSERT_LE(0, link);
		EXPECT_TRUE(comes_through(self->from, variant->far, self->to, "own", 3));
		EXPECT_EQ(0, link_stats(link).verdict[XDP_DROP]);
		close(link);
	}
	/* The program does look: with another address it drops. */
	header[5]++;
	prog = prog_header_is(variant->ipv6, header);
	link = link_ip(prog, variant->pf, NF_INET_PRE_ROUTING, 0);
	net_send(self->from, variant->far, PORT, "x", 1);
	EXPECT_EQ(-1, net_recv(self->to, header, 1, NET_STAYS_AWAY));
	EXPECT_EQ(1, link_stats(link).verdict[XDP_DROP]);
}

TEST_F(packet, sent_packets_show_an_ethernet_header_of_zero_addresses_and_the_right_protocol)
{
	static const int hooks[] = { NF_INET_LOCAL_OUT, NF_INET_POST_ROUTING };
	__u8 header[ETH_HLEN] = {};
	int prog, link, here;
	unsigned int i;

	memcpy(header + AT_PROTO, variant->proto, 2);
	prog = prog_header_is(variant->ipv6, header);
	here = net_udp(lab.here, variant->ipv6 ? "fd02::1" : "10.2.0.1", 0);
	ASSERT_LE(0, prog);
	ASSERT_LE(0, here);
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		link = link_ip(prog, variant->pf, hooks[i], 0);
		ASSERT_LE(0, link);
		EXPECT_TRUE(comes_through(here, variant->far, self->to, "made", 4));
		EXPECT_LE(1, link_stats(link).verdict[XDP_PASS]);
		close(link);
	}
	/* Forwarded packets, too: what they came with is of no use any more. */
	link = link_ip(prog, variant->pf, NF_INET_POST_ROUTING, 0);
	EXPECT_TRUE(comes_through(self->from, variant->far, self->to, "forwarded", 9));
	EXPECT_EQ(0, link_stats(link).verdict[XDP_DROP]);
}

TEST_F(packet, a_writer_at_every_hook_of_the_way_keeps_packets_whole)
{
	static const int hooks[] = { -1, NF_INET_PRE_ROUTING, NF_INET_FORWARD,
				     NF_INET_POST_ROUTING };
	char data[1400];
	unsigned int i;
	int prog, link;

	memset(data, 'w', sizeof(data));
	/* Writes what is there already. */
	prog = prog_store_udp(variant->ipv6, PORT, AT_PROTO, variant->proto[0]);
	ASSERT_LE(0, prog);
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		link = hooks[i] < 0 ? link_dev(prog, "r0") :
				      link_ip(prog, variant->pf, hooks[i], 0);
		ASSERT_LE(0, link);
	}
	for (i = 1; i <= sizeof(data); i += 233)
		EXPECT_TRUE(comes_through(self->from, variant->far, self->to, data, i));
}

/*
 * Set the first 16 bits of the payload from old to new, and the UDP checksum to
 * what it must be then (RFC 1624: HC' = ~(~HC + ~m + m')); in the bytes' order
 * as they lie in memory, which such sums do not mind.
 */
static int prog_rewrite(bool ipv6, __u16 old, __u16 new)
{
	int udp = ipv6 ? AT_UDP6 : AT_UDP4;
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 2, 1, 0),
		LDX_MEM(BPF_W, 3, 1, 4),
		MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, udp + 10),
		JMP_REG(BPF_JGT, 4, 3, 19),
		LDX_MEM(BPF_H, 5, 2, udp + 2),
		JMP_IMM(BPF_JNE, 5, htons(PORT), 17),
		LDX_MEM(BPF_H, 5, 2, udp + 8),
		JMP_IMM(BPF_JNE, 5, old, 15),
		LDX_MEM(BPF_H, 5, 2, udp + 6),
		ALU64_IMM(BPF_XOR, 5, 0xffff),
		ALU64_IMM(BPF_ADD, 5, (__u16)~old),
		ALU64_IMM(BPF_ADD, 5, new),
		MOV64_REG(4, 5),
		ALU64_IMM(BPF_RSH, 4, 16),
		ALU64_IMM(BPF_AND, 5, 0xffff),
		ALU64_REG(BPF_ADD, 5, 4),
		MOV64_REG(4, 5),
		ALU64_IMM(BPF_RSH, 4, 16),
		ALU64_REG(BPF_ADD, 5, 4),
		ALU64_IMM(BPF_XOR, 5, 0xffff),
		STX_MEM(BPF_H, 2, 5, udp + 6),
		MOV64_IMM(4, new),
		STX_MEM(BPF_H, 2, 4, udp + 8),
		MOV64_IMM(0, XDP_PASS),
		EXIT(),
	};

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

TEST_F(packet, rewritten_bytes_with_a_right_checksum_arrive_changed)
{
	static const int hooks[] = { -1, NF_INET_PRE_ROUTING, NF_INET_FORWARD,
				     NF_INET_POST_ROUTING };
	__u16 old = 0x4241, new = 0x5a59;
	char buf[16];
	unsigned int i;
	int prog, link;

	prog = prog_rewrite(variant->ipv6, old, new);
	ASSERT_LE(0, prog);
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		link = hooks[i] < 0 ? link_dev(prog, "r0") :
				      link_ip(prog, variant->pf, hooks[i], 0);
		ASSERT_LE(0, link);
		net_send(self->from, variant->far, PORT, "ABcdef", 6);
		ASSERT_EQ(6, net_recv(self->to, buf, sizeof(buf), NET_COMES));
		EXPECT_EQ(0, memcmp(buf, "YZcdef", 6));
		close(link);
	}
}

TEST_F(packet, rewritten_bytes_with_a_wrong_checksum_are_not_taken_for_good)
{
	int prog, link;
	char buf[16];

	prog = prog_store_udp(variant->ipv6, PORT, variant->ipv6 ? AT_DATA6 : AT_DATA4, '!');
	link = link_dev(prog, "r0");
	ASSERT_LE(0, link);
	net_send(self->from, variant->far, PORT, "ABcdef", 6);
	EXPECT_EQ(-1, net_recv(self->to, buf, sizeof(buf), NET_STAYS_AWAY));
	close(link);
	EXPECT_TRUE(comes_through(self->from, variant->far, self->to, "ABcdef", 6));
}

TEST_F(packet, fragments_are_shown_one_by_one_where_nobody_has_put_them_together)
{
	char data[4000] = {};
	int prog, link, here;

	here = net_udp(lab.here, variant->here, PORT);
	prog = prog_return(XDP_PASS);
	link = link_dev(prog, "r0");
	ASSERT_LE(0, link);
	EXPECT_TRUE(comes_through(self->from, variant->here, here, data, sizeof(data)));
	EXPECT_LE(3, link_stats(link).runs);
}

TEST(an_ipv4_datagram_is_shown_in_one_piece_behind_reassembly)
{
	const int len = 8000;
	char *data = malloc(len);
	int prog, link, from, to;

	memset(data, 'b', len);
	from = net_udp(lab.near, "10.1.0.2", 0);
	to = net_udp(lab.here, "10.1.0.1", PORT);
	prog = prog_length_is(AT_DATA4 + len);
	link = link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0);
	ASSERT_LE(0, link);
	EXPECT_TRUE(comes_through(from, "10.1.0.1", to, data, len));
	EXPECT_EQ(1, link_stats(link).verdict[XDP_PASS]);
	EXPECT_EQ(0, link_stats(link).errors);
	free(data);
}

/* Send frames from near, as they are. */
static int raw_socket(void)
{
	struct sockaddr_ll where = { .sll_family = AF_PACKET };
	int fd = net_socket(lab.near, AF_PACKET, SOCK_RAW, 0);
	struct ifreq ifr = {};

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "n0");
	if (fd < 0 || ioctl(fd, SIOCGIFINDEX, &ifr))
		return -1;
	where.sll_ifindex = ifr.ifr_ifindex;
	return bind(fd, (struct sockaddr *)&where, sizeof(where)) ? -1 : fd;
}

TEST(frames_that_are_hardly_more_than_a_header_are_shown)
{
	__u8 frame[ETH_HLEN + 4] = { 2, 0, 0, 0, 1, 1, 2, 0, 0, 0, 1, 2, 0x88, 0xb5 };
	int prog, link, raw, extra;

	raw = raw_socket();
	ASSERT_LE(0, raw);
	for (extra = 0; extra <= 4; extra++) {
		prog = prog_length_is(ETH_HLEN + extra);
		link = link_dev(prog, "r0");
		ASSERT_LE(0, link);
		ASSERT_EQ(ETH_HLEN + extra, write(raw, frame, ETH_HLEN + extra));
		usleep(1000 * NET_STAYS_AWAY);
		EXPECT_LE(1, link_stats(link).verdict[XDP_PASS]);
		close(link);
		close(prog);
	}
}

/* A UDP datagram in an Ethernet frame, without UDP checksum. */
static int udp_frame(__u8 *frame, __u8 host, int proto, const char *text)
{
	static const __u8 ip[] = {
		0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, IPPROTO_UDP, 0, 0, 10, 1, 0, 2, 10, 1, 0, 1,
	};
	__u8 eth[ETH_HLEN] = { 2, 0, 0, 0, 1, host, 2, 0, 0, 0, 1, 2, proto >> 8, proto };
	int len = strlen(text), i;
	__u32 sum = 0;

	memcpy(frame, eth, ETH_HLEN);
	memcpy(frame + AT_IP, ip, sizeof(ip));
	frame[AT_IP + 3] = 28 + len;
	for (i = 0; i < 20; i += 2)
		sum += frame[AT_IP + i] << 8 | frame[AT_IP + i + 1];
	sum = ~((sum & 0xffff) + (sum >> 16));
	frame[AT_IP + 10] = sum >> 8;
	frame[AT_IP + 11] = sum;
	memset(frame + AT_UDP4, 0, 8);
	frame[AT_UDP4 + 2] = PORT >> 8;
	frame[AT_UDP4 + 3] = PORT & 0xff;
	frame[AT_UDP4 + 5] = 8 + len;
	memcpy(frame + AT_DATA4, text, len);
	return AT_DATA4 + len;
}

/* A socket that hears all that comes in by a device, as tcpdump does. */
static int tap(const char *dev)
{
	struct sockaddr_ll where = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = if_nametoindex(dev),
	};
	int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

	return bind(fd, (struct sockaddr *)&where, sizeof(where)) ? -1 : fd;
}

TEST(a_tap_keeps_the_bytes_that_it_has_seen)
{
	static const int hooks[] = { -1, NF_INET_PRE_ROUTING, NF_INET_LOCAL_IN };
	int prog, link, raw, ear, to, len, n;
	__u8 frame[128], heard[128];
	unsigned int i;

	raw = raw_socket();
	to = net_udp(lab.here, "10.1.0.1", PORT);
	ear = tap("r0");
	ASSERT_LE(0, ear);
	prog = prog_store_udp(false, PORT, AT_DATA4, 'X');
	len = udp_frame(frame, 1, ETH_P_IP, "tapped");
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		link = hooks[i] < 0 ? link_dev(prog, "r0") :
				      link_ip(prog, NFPROTO_IPV4, hooks[i], 0);
		ASSERT_LE(0, link);
		ASSERT_EQ(len, write(raw, frame, len));
		ASSERT_EQ(6, net_recv(to, heard, sizeof(heard), NET_COMES));
		EXPECT_EQ(0, memcmp(heard, "Xapped", 6));
		do {
			n = net_recv(ear, heard, sizeof(heard), NET_COMES);
			ASSERT_LT(0, n);
		} while (n != len);
		EXPECT_EQ(0, memcmp(heard, frame, len));
		close(link);
	}
}

TEST(a_program_at_ingress_may_change_what_protocol_a_frame_has)
{
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 2, 1, 0),
		LDX_MEM(BPF_W, 3, 1, 4),
		MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, ETH_HLEN),
		JMP_REG(BPF_JGT, 4, 3, 3),
		LDX_MEM(BPF_H, 5, 2, AT_PROTO),
		JMP_IMM(BPF_JNE, 5, htons(0x88b5), 1),
		ST_MEM(BPF_H, 2, AT_PROTO, htons(ETH_P_IP)),
		MOV64_IMM(0, XDP_PASS),
		EXIT(),
	};
	__u8 frame[128];
	int prog, link, raw, to, len;

	raw = raw_socket();
	to = net_udp(lab.here, "10.1.0.1", PORT);
	len = udp_frame(frame, 1, 0x88b5, "retyped");
	ASSERT_EQ(len, write(raw, frame, len));
	EXPECT_EQ(-1, net_recv(to, frame, sizeof(frame), NET_STAYS_AWAY));

	prog = mbpf_prog_new(insns, ARRAY_SIZE(insns));
	ASSERT_LE(0, prog);
	link = link_dev(prog, "r0");
	ASSERT_LE(0, link);
	len = udp_frame(frame, 1, 0x88b5, "retyped");
	ASSERT_EQ(len, write(raw, frame, len));
	EXPECT_EQ(7, net_recv(to, frame, sizeof(frame), NET_COMES));
	EXPECT_EQ(0, memcmp(frame, "retyped", 7));
}

TEST(a_program_at_ingress_may_change_whom_a_frame_is_for)
{
	__u8 frame[128];
	int prog, link, raw, to, len;

	raw = raw_socket();
	to = net_udp(lab.here, "10.1.0.1", PORT);
	len = udp_frame(frame, 99, ETH_P_IP, "readdressed");
	ASSERT_EQ(len, write(raw, frame, len));
	EXPECT_EQ(-1, net_recv(to, frame, sizeof(frame), NET_STAYS_AWAY));

	/* The last byte of the destination. */
	prog = prog_store_udp(false, PORT, 5, 1);
	link = link_dev(prog, "r0");
	ASSERT_LE(0, link);
	len = udp_frame(frame, 99, ETH_P_IP, "readdressed");
	ASSERT_EQ(len, write(raw, frame, len));
	EXPECT_EQ(11, net_recv(to, frame, sizeof(frame), NET_COMES));
}

/* Bytes of the IP header that the stack has checked before an IP hook. */
static const struct {
	bool ipv6;
	int off;
	__u8 value;
} trusted[] = {
	{ false, AT_IP, 0x4f },		/* header length */
	{ false, AT_IP, 0x65 },		/* version */
	{ false, AT_IP + 2, 0x40 },	/* total length */
	{ false, AT_IP + 3, 0xff },
	{ true, AT_IP, 0x40 },		/* version */
	{ true, AT_IP + 4, 0x40 },	/* payload length */
	{ true, AT_IP + 5, 0xff },
};

TEST(a_program_at_an_ip_hook_that_changes_what_the_stack_has_checked_aborts_the_packet)
{
	static const int hooks[] = { NF_INET_PRE_ROUTING, NF_INET_LOCAL_IN };
	unsigned int i, hook;
	int prog, link, from[2];

	from[0] = net_udp(lab.near, "10.1.0.2", 0);
	from[1] = net_udp(lab.near, "fd01::2", 0);
	for (i = 0; i < ARRAY_SIZE(trusted); i++) {
		bool ipv6 = trusted[i].ipv6;

		prog = prog_store_udp(ipv6, PORT, trusted[i].off, trusted[i].value);
		ASSERT_LE(0, prog);
		for (hook = 0; hook < ARRAY_SIZE(hooks); hook++) {
			link = link_ip(prog, ipv6 ? NFPROTO_IPV6 : NFPROTO_IPV4, hooks[hook], 0);
			ASSERT_LE(0, link);
			net_send(from[ipv6], ipv6 ? "fd01::1" : "10.1.0.1", PORT, "x", 1);
			usleep(1000 * NET_STAYS_AWAY);
			EXPECT_EQ(1, link_stats(link).verdict[XDP_ABORTED]);
			close(link);
		}
		close(prog);
	}
}

TEST(a_program_at_an_ip_hook_may_change_time_to_live_and_addresses)
{
	char buf[16];
	int prog, link, from, to;

	from = net_udp(lab.near, "10.1.0.2", 0);
	to = net_udp(lab.here, "10.1.0.1", PORT);
	/* The IP checksum was looked at before this hook. */
	prog = prog_store_udp(false, PORT, AT_IP + 8, 7);
	link = link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0);
	ASSERT_LE(0, link);
	net_send(from, "10.1.0.1", PORT, "x", 1);
	EXPECT_EQ(1, net_recv(to, buf, sizeof(buf), NET_COMES));
	EXPECT_EQ(0, link_stats(link).verdict[XDP_ABORTED]);
}

TEST(packets_of_a_device_without_ethernet_headers_get_one)
{
	struct ifreq ifr = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	__u8 header[ETH_HLEN] = { [AT_PROTO] = 0x08 };
	__u8 frame[128], buf[16];
	int tun, prog, link, to, len;

	if (system("modprobe -q tun"))
		SKIP(return, "this kernel has no tun devices");
	tun = open("/dev/net/tun", O_RDWR);
	ASSERT_LE(0, tun);
	strcpy(ifr.ifr_name, "t0");
	ASSERT_EQ(0, ioctl(tun, TUNSETIFF, &ifr));
	ASSERT_EQ(0, net_run(lab.here, "ip addr add 10.9.0.1/24 dev t0 && ip link set t0 up &&"
			     "echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter &&"
			     "echo 0 >/proc/sys/net/ipv4/conf/t0/rp_filter"));
	to = net_udp(lab.here, "10.1.0.1", PORT);
	prog = prog_header_is(false, header);
	link = link_dev(prog, "t0");
	ASSERT_LE(0, link);

	len = udp_frame(frame, 1, ETH_P_IP, "tunnelled") - ETH_HLEN;
	ASSERT_EQ(len, write(tun, frame + AT_IP, len));
	EXPECT_EQ(9, net_recv(to, buf, sizeof(buf), NET_COMES));
	EXPECT_LE(1, link_stats(link).verdict[XDP_PASS]);
	EXPECT_EQ(0, link_stats(link).verdict[XDP_DROP]);

	/* A writer's header is taken off again. */
	close(link);
	prog = prog_store_udp(false, PORT, 0, 0xee);
	link = link_dev(prog, "t0");
	ASSERT_LE(0, link);
	ASSERT_EQ(len, write(tun, frame + AT_IP, len));
	EXPECT_EQ(9, net_recv(to, buf, sizeof(buf), NET_COMES));
}

TEST(packets_of_the_loopback_device_show_the_header_that_they_have)
{
	__u8 header[ETH_HLEN] = { [AT_PROTO] = 0x08 };
	int prog, links[2], to;
	char buf[16];

	to = net_udp(lab.here, "127.0.0.1", PORT);
	prog = prog_header_is(false, header);
	links[0] = link_dev(prog, "lo");
	links[1] = link_ip(prog, NFPROTO_IPV4, NF_INET_PRE_ROUTING, 0);
	ASSERT_LE(0, links[0]);
	ASSERT_LE(0, links[1]);
	net_send(to, "127.0.0.1", PORT, "self", 4);
	EXPECT_EQ(4, net_recv(to, buf, sizeof(buf), NET_COMES));
	EXPECT_EQ(0, link_stats(links[0]).verdict[XDP_DROP]);
	EXPECT_LE(1, link_stats(links[1]).verdict[XDP_PASS]);
}

TEST(a_vlan_tag_is_not_among_the_bytes_shown)
{
	static const char *const devices[] = { "r0", "tagged" };
	int prog, link, from, to;
	struct net_lab own;
	unsigned int i;
	char buf[16];

	if (system("modprobe -q 8021q"))
		SKIP(return, "this kernel has no VLANs");
	ASSERT_EQ(0, net_lab_setup(&own));
	ASSERT_EQ(0, net_run(own.near, "ip link add link n0 name tagged type vlan id 5 &&"
			     "ip addr add 10.5.0.2/24 dev tagged && ip link set tagged up"));
	ASSERT_EQ(0, net_run(own.here, "ip link add link r0 name tagged type vlan id 5 &&"
			     "ip addr add 10.5.0.1/24 dev tagged && ip link set tagged up"));
	from = net_udp(own.near, "10.5.0.2", 0);
	to = net_udp(own.here, "10.5.0.1", PORT);
	net_send(from, "10.5.0.1", PORT, "tag", 3);
	ASSERT_EQ(3, net_recv(to, buf, sizeof(buf), NET_COMES));

	/* With the tag it would not look like IPv4 to this program. */
	prog = prog_judge_udp(false, PORT, XDP_DROP);
	ASSERT_LE(0, prog);
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		link = link_dev(prog, devices[i]);
		ASSERT_LE(0, link);
		net_send(from, "10.5.0.1", PORT, "tag", 3);
		EXPECT_EQ(-1, net_recv(to, buf, sizeof(buf), NET_STAYS_AWAY));
		EXPECT_EQ(1, link_stats(link).verdict[XDP_DROP]);
		close(link);
	}
}

MBPF_TEST_MAIN
