// SPDX-License-Identifier: GPL-2.0
/*
 * What a firewall looks like when one line is forgotten: it reads the packet's
 * type and never asks whether the packet is that long. The demo shows what the
 * verifier says to this; it is never to be run.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int careless(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;

	return eth->h_proto == bpf_htons(ETH_P_IP) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
