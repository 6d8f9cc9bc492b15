// SPDX-License-Identifier: GPL-2.0
/*
 * Two programs in one object, one of which talks and writes to its packet.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int pair_quiet(struct xdp_md *ctx)
{
	return XDP_TX;
}

SEC("xdp")
int pair_talks(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;
	unsigned char *end = (void *)(long)ctx->data_end;

	if (data + 14 > end)
		return XDP_ABORTED;
	data[0] ^= 0xff;
	bpf_printk("first byte 0x%x", data[0]);
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
