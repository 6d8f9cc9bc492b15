// SPDX-License-Identifier: GPL-2.0
/*
 * A small firewall as an XDP program.
 *
 * Drops IPv4 packets whose source address is in blocked_sources, and UDP and
 * TCP packets to a port that blocked_ports marks; counts what it decided, by
 * reason and for each CPU.  User space edits the two tables while it runs.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* Why a packet went the way it went; the keys of the map counters. */
enum reason {
	PASSED_ICMP,
	PASSED_TCP,
	PASSED_UDP,
	PASSED_OTHER,
	DROPPED_ADDRESS,
	DROPPED_UDP_PORT,
	DROPPED_TCP_PORT,
	DROPPED_SHORT,
	NR_REASONS,
};

/* Bits of a value of blocked_ports. */
enum blocked { BLOCKED_UDP = 1, BLOCKED_TCP = 2 };

/* Of an IP header's frag_off. */
enum { FRAGMENT_OFFSET = 0x1fff };

/* A blocked source, and how often it tried. */
struct rule {
	__u64 packets;
	__u64 last_seen;	/* ns since boot */
};

struct counter {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10000);
	__type(key, __be32);
	__type(value, struct rule);
} blocked_sources SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 65536);
	__type(key, __u32);
	__type(value, __u8);
} blocked_ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_REASONS);
	__type(key, __u32);
	__type(value, struct counter);
} counters SEC(".maps");

/* What to do with IP that is too short; a variable, so it can be changed, too. */
int drop_short = 1;

static int count(__u32 reason, __u64 bytes, int verdict)
{
	struct counter *counter = bpf_map_lookup_elem(&counters, &reason);

	if (counter) {
		counter->packets++;
		counter->bytes += bytes;
	}
	return verdict;
}

static int is_blocked_address(__be32 address)
{
	struct rule *rule = bpf_map_lookup_elem(&blocked_sources, &address);

	if (!rule)
		return 0;
	__sync_fetch_and_add(&rule->packets, 1);
	rule->last_seen = bpf_ktime_get_ns();
	return 1;
}

static int is_blocked_port(__u32 port, __u8 protocol)
{
	__u8 *bits = bpf_map_lookup_elem(&blocked_ports, &port);

	return bits && (*bits & protocol);
}

/* TCP and UDP both begin with the two ports. */
static int decide_port(struct udphdr *ports, void *end, __u8 protocol, __u64 bytes)
{
	int udp = protocol == IPPROTO_UDP;

	if ((void *)(ports + 1) > end)
		return count(DROPPED_SHORT, bytes, XDP_DROP);
	if (is_blocked_port(bpf_ntohs(ports->dest), udp ? BLOCKED_UDP : BLOCKED_TCP))
		return count(udp ? DROPPED_UDP_PORT : DROPPED_TCP_PORT, bytes, XDP_DROP);
	return count(udp ? PASSED_UDP : PASSED_TCP, bytes, XDP_PASS);
}

static int decide_ip(struct iphdr *ip, void *end, __u64 bytes)
{
	__u32 header;

	if ((void *)(ip + 1) > end)
		return drop_short ? count(DROPPED_SHORT, bytes, XDP_DROP) :
				    count(PASSED_OTHER, bytes, XDP_PASS);
	header = ip->ihl * 4;
	if (header < sizeof(*ip))
		return count(DROPPED_SHORT, bytes, XDP_DROP);
	if (is_blocked_address(ip->saddr))
		return count(DROPPED_ADDRESS, bytes, XDP_DROP);
	/* Only the first fragment has ports; without it the others are nothing. */
	if (ip->frag_off & bpf_htons(FRAGMENT_OFFSET))
		return count(PASSED_OTHER, bytes, XDP_PASS);
	switch (ip->protocol) {
	case IPPROTO_UDP:
	case IPPROTO_TCP:
		return decide_port((void *)ip + header, end, ip->protocol, bytes);
	case IPPROTO_ICMP:
		return count(PASSED_ICMP, bytes, XDP_PASS);
	default:
		return count(PASSED_OTHER, bytes, XDP_PASS);
	}
}

SEC("xdp")
int firewall(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;

	if ((void *)(eth + 1) > end)
		return count(DROPPED_SHORT, end - data, XDP_DROP);
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return count(PASSED_OTHER, end - data, XDP_PASS);
	return decide_ip((void *)(eth + 1), end, end - data);
}

char LICENSE[] SEC("license") = "GPL";
