// SPDX-License-Identifier: GPL-2.0
/*
 * A program that reads its packet without a look at where it ends.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int xdp_bad(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;

	return data[12] ? XDP_PASS : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
