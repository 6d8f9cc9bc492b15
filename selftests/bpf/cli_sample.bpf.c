// SPDX-License-Identifier: GPL-2.0
/*
 * What the command line must be able to load and show: variables in all three
 * sections, a function of its own, a struct as a map's value, values per CPU,
 * a map that asks for a pin, and a program name too long for the device.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

enum mood { MOOD_CALM, MOOD_STRICT };

struct rule {
	__u64 hits;
	__u16 port;
	__s16 weight;
	unsigned int low : 3;
	unsigned int high : 5;
	enum mood mood;
	char name[12];
	_Bool on;
};

struct volume {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __be32);
	__type(value, struct rule);
} rules SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct volume);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
} volumes SEC(".maps");

/* Weak, or the compiler would put the number into the code. */
const __u32 limit __attribute__((weak)) = 1500;
__s32 balance = -7;
__u64 seen;

static __attribute__((noinline)) int count(__u32 slot, __u64 bytes)
{
	struct volume *volume = bpf_map_lookup_elem(&volumes, &slot);

	if (!volume)
		return -1;
	volume->packets++;
	volume->bytes += bytes;
	return 0;
}

SEC("xdp")
int xdp_cli_sample_long(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct rule *rule;

	seen++;
	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	count(end - data > limit, end - data);
	rule = bpf_map_lookup_elem(&rules, &ip->saddr);
	if (!rule)
		return XDP_PASS;
	rule->hits++;
	return XDP_DROP;
}

char _license[] SEC("license") = "GPL";
