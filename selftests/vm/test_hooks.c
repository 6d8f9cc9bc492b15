// SPDX-License-Identifier: GPL-2.0
/*
 * Programs decide about real packets, at every hook and for both families.
 *
 * Datagrams to one port go from near to far, or to and from the namespace in
 * between, where the program is attached (see lib/net_lab.h).
 */
#include "mbpf_test.h"
#include "net_lab.h"
#include "net_link.h"
#include "net_prog.h"

enum { PORT = 7000, PACKETS = 5 };

/* Who speaks to whom. */
enum way { NEAR_TO_FAR, NEAR_TO_HERE, HERE_TO_FAR };

NET_LAB_SHARED(lab)

FIXTURE(hook) {
	int from;
	int to;
	const char *address;
};

/* pf 0: netdev ingress. */
FIXTURE_VARIANT(hook) {
	bool ipv6;
	int pf;
	int hooknum;
	enum way way;
};

#define HOOK(name, is_ipv6, family, number, direction)			\
	FIXTURE_VARIANT_ADD(hook, name)					\
	{								\
		.ipv6 = is_ipv6, .pf = family, .hooknum = number, .way = direction, \
	}

HOOK(ingress_ipv4, false, 0, 0, NEAR_TO_FAR);
HOOK(ingress_ipv6, true, 0, 0, NEAR_TO_FAR);
HOOK(prerouting_ipv4, false, NFPROTO_IPV4, NF_INET_PRE_ROUTING, NEAR_TO_FAR);
HOOK(prerouting_ipv6, true, NFPROTO_IPV6, NF_INET_PRE_ROUTING, NEAR_TO_FAR);
HOOK(input_ipv4, false, NFPROTO_IPV4, NF_INET_LOCAL_IN, NEAR_TO_HERE);
HOOK(input_ipv6, true, NFPROTO_IPV6, NF_INET_LOCAL_IN, NEAR_TO_HERE);
HOOK(forward_ipv4, false, NFPROTO_IPV4, NF_INET_FORWARD, NEAR_TO_FAR);
HOOK(forward_ipv6, true, NFPROTO_IPV6, NF_INET_FORWARD, NEAR_TO_FAR);
HOOK(output_ipv4, false, NFPROTO_IPV4, NF_INET_LOCAL_OUT, HERE_TO_FAR);
HOOK(output_ipv6, true, NFPROTO_IPV6, NF_INET_LOCAL_OUT, HERE_TO_FAR);
HOOK(postrouting_ipv4, false, NFPROTO_IPV4, NF_INET_POST_ROUTING, NEAR_TO_FAR);
HOOK(postrouting_ipv6, true, NFPROTO_IPV6, NF_INET_POST_ROUTING, HERE_TO_FAR);

FIXTURE_SETUP(hook)
{
	static const char *const addresses[][2] = {
		{ "10.1.0.2", "fd01::2" },	/* near */
		{ "10.1.0.1", "fd01::1" },	/* here, towards near */
		{ "10.2.0.1", "fd02::1" },	/* here, towards far */
		{ "10.2.0.2", "fd02::2" },	/* far */
	};
	int src = variant->way == HERE_TO_FAR ? 2 : 0;
	int dst = variant->way == NEAR_TO_HERE ? 1 : 3;

	self->from = net_udp(src ? lab.here : lab.near, addresses[src][variant->ipv6], 0);
	self->to = net_udp(dst == 1 ? lab.here : lab.far, addresses[dst][variant->ipv6], PORT);
	self->address = addresses[dst][variant->ipv6];
	ASSERT_LE(0, self->from);
	ASSERT_LE(0, self->to);
}

FIXTURE_TEARDOWN(hook)
{
}

/* Attach a program with this verdict for our datagrams. */
static int attach_verdict(bool ipv6, int pf, int hooknum, __u32 verdict)
{
	int prog = prog_judge_udp(ipv6, PORT, verdict);
	int link;

	if (prog < 0)
		return prog;
	link = pf ? link_ip(prog, pf, hooknum, 0) : link_dev(prog, "r0");
	close(prog);
	return link;
}

/* Return: how many of PACKETS datagrams arrive. */
static int count_arrivals(int from, const char *address, int to, int wait)
{
	char buf[64];
	int i, n = 0;

	for (i = 0; i < PACKETS; i++)
		net_send(from, address, PORT, &i, sizeof(i));
	while (n < PACKETS && net_recv(to, buf, sizeof(buf), wait) == sizeof(i))
		n++;
	return n;
}

/* The same for a fixture and its variant. */
#define ATTACH(verdict) \
	attach_verdict(variant->ipv6, variant->pf, variant->hooknum, verdict)
#define ARRIVALS(wait) \
	count_arrivals(self->from, self->address, self->to, wait)

TEST_F(hook, xdp_pass_lets_packets_through_and_counts_them)
{
	struct mbpf_link_stats stats;
	int link = ATTACH(XDP_PASS);

	ASSERT_LE(0, link);
	EXPECT_EQ(PACKETS, ARRIVALS(NET_COMES));
	stats = link_stats(link);
	EXPECT_LE(PACKETS, stats.verdict[XDP_PASS]);
	EXPECT_EQ(stats.runs, stats.verdict[XDP_PASS]);
	EXPECT_LT(PACKETS * ETH_HLEN, stats.bytes);
	EXPECT_EQ(0, stats.errors);
}

TEST_F(hook, every_other_verdict_drops_packets_and_is_counted_as_itself)
{
	static const __u32 verdicts[] = { XDP_DROP, XDP_ABORTED, XDP_TX, XDP_REDIRECT };
	struct mbpf_link_stats stats;
	unsigned int i;
	int link;

	for (i = 0; i < ARRAY_SIZE(verdicts); i++) {
		link = ATTACH(verdicts[i]);
		ASSERT_LE(0, link);
		EXPECT_EQ(0, ARRIVALS(NET_STAYS_AWAY));
		stats = link_stats(link);
		EXPECT_EQ(PACKETS, stats.verdict[verdicts[i]]);
		EXPECT_EQ(0, stats.invalid);
		EXPECT_EQ(0, stats.errors);
		close(link);
	}
	EXPECT_EQ(PACKETS, ARRIVALS(NET_COMES));
}

TEST_F(hook, a_return_value_that_is_no_verdict_drops_packets_and_is_counted_as_invalid)
{
	struct mbpf_link_stats stats;
	int link = ATTACH(77);

	ASSERT_LE(0, link);
	EXPECT_EQ(0, ARRIVALS(NET_STAYS_AWAY));
	stats = link_stats(link);
	EXPECT_EQ(PACKETS, stats.invalid);
	EXPECT_EQ(0, stats.verdict[XDP_ABORTED]);
	EXPECT_EQ(PACKETS, stats.runs - stats.verdict[XDP_PASS]);
}

TEST(a_program_at_ingress_decides_about_arp)
{
	struct net_lab own;
	int prog, link, from, to;
	char byte;

	ASSERT_EQ(0, net_lab_setup(&own));
	ASSERT_EQ(0, net_run(own.near, "ip neigh del 10.1.0.1 dev n0"));
	from = net_udp(own.near, "10.1.0.2", 0);
	to = net_udp(own.here, "10.1.0.1", PORT);
	prog = prog_judge_proto(ETH_P_ARP, XDP_DROP);
	ASSERT_LE(0, prog);
	link = link_dev(prog, "r0");
	ASSERT_LE(0, link);

	net_send(from, "10.1.0.1", PORT, "x", 1);
	EXPECT_EQ(-1, net_recv(to, &byte, 1, NET_STAYS_AWAY));
	EXPECT_LE(1, link_stats(link).verdict[XDP_DROP]);
	ASSERT_EQ(0, link_detach(link));
	/* It is asked for again after a second. */
	EXPECT_EQ(1, net_recv(to, &byte, 1, NET_COMES));
}

TEST(a_sender_whose_packet_is_dropped_on_the_way_out_gets_eperm)
{
	int prog, link, from;

	from = net_udp(lab.here, "10.2.0.1", 0);
	prog = prog_judge_udp(false, PORT, XDP_DROP);
	link = link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_OUT, 0);
	ASSERT_LE(0, link);
	EXPECT_EQ(-EPERM, net_send(from, "10.2.0.2", PORT, "x", 1));
	close(link);
	EXPECT_EQ(0, net_send(from, "10.2.0.2", PORT, "x", 1));
}

TEST(links_on_one_hook_run_by_ascending_priority)
{
	int prog, late, early, from;

	from = net_udp(lab.near, "10.1.0.2", 0);
	prog = prog_judge_udp(false, PORT, XDP_DROP);
	late = link_ip(prog, NFPROTO_IPV4, NF_INET_PRE_ROUTING, 10);
	early = link_ip(prog, NFPROTO_IPV4, NF_INET_PRE_ROUTING, -10);
	ASSERT_LE(0, late);
	ASSERT_LE(0, early);

	net_send(from, "10.2.0.2", PORT, "x", 1);
	net_send(from, "10.2.0.2", PORT, "x", 1);
	usleep(1000 * NET_STAYS_AWAY);
	EXPECT_EQ(2, link_stats(early).verdict[XDP_DROP]);
	EXPECT_EQ(0, link_stats(late).verdict[XDP_DROP]);

	close(early);
	net_send(from, "10.2.0.2", PORT, "x", 1);
	usleep(1000 * NET_STAYS_AWAY);
	EXPECT_EQ(1, link_stats(late).verdict[XDP_DROP]);
}

TEST(counters_are_exact_after_many_packets)
{
	enum { PINGS = 100, SIZE = ETH_HLEN + 20 + 8 + 56 };
	struct mbpf_link_stats in, out, ingress;
	struct net_lab own;
	int prog, links[3];

	ASSERT_EQ(0, net_lab_setup(&own));
	/* IPv6 would say some words of its own. */
	ASSERT_EQ(0, net_run(own.near, "echo 1 >/proc/sys/net/ipv6/conf/n0/disable_ipv6"));
	usleep(1000 * NET_STAYS_AWAY);
	prog = prog_return(XDP_PASS);
	links[0] = link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_IN, 0);
	links[1] = link_ip(prog, NFPROTO_IPV4, NF_INET_LOCAL_OUT, 0);
	links[2] = link_dev(prog, "r0");
	ASSERT_LE(0, links[0]);
	ASSERT_LE(0, links[1]);
	ASSERT_LE(0, links[2]);

	ASSERT_EQ(0, net_run(own.near, "ping -q -c %d -i 0.002 10.1.0.1 >/dev/null", PINGS));
	in = link_stats(links[0]);
	out = link_stats(links[1]);
	ingress = link_stats(links[2]);
	EXPECT_EQ(PINGS, in.runs);
	EXPECT_EQ(PINGS, in.verdict[XDP_PASS]);
	EXPECT_EQ(PINGS * SIZE, in.bytes);
	EXPECT_EQ(PINGS, out.runs);
	EXPECT_EQ(PINGS * SIZE, out.bytes);
	EXPECT_EQ(PINGS, ingress.runs);
	EXPECT_EQ(PINGS * SIZE, ingress.bytes);
}

MBPF_TEST_MAIN
