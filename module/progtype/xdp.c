// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_PROG_TYPE_XDP: sees a packet from its link-layer header on, and says
 * what becomes of it.
 *
 * Programs are compiled against struct xdp_md, whose fields all have four
 * bytes, pointers too. What is read in truth is struct mbpf_ctx: a row says
 * where there.
 *
 * BPF_F_XDP_HAS_FRAGS promises that the program copes with packets in pieces;
 * it is shown whole ones, so the promise is taken and not needed.
 */
#include <linux/kernel.h>
#include <linux/stddef.h>
#include "core/ctx.h"
#include "mbpf.h"
#include "progtype/base.h"
#include "progtype/progtype.h"

#define FIELD(member, what)						\
	{								\
		.name = #member,					\
		.off = offsetof(struct xdp_md, member),			\
		.size = sizeof_field(struct xdp_md, member),		\
		.kind = MBPF_CTX_##what,				\
		.run_off = offsetof(struct mbpf_ctx, member),		\
		.run_size = sizeof_field(struct mbpf_ctx, member),	\
	}

static const struct mbpf_ctx_field fields[] = {
	FIELD(data, DATA),
	FIELD(data_end, DATA_END),
	FIELD(data_meta, DATA_META),
	FIELD(ingress_ifindex, SCALAR),
	FIELD(rx_queue_index, SCALAR),
	FIELD(egress_ifindex, SCALAR),
};

static bool has_helper(u32 id)
{
	return id == BPF_FUNC_csum_diff || mbpf_progtype_has_base_helper(id);
}

const struct mbpf_progtype mbpf_progtype_xdp = {
	.type = BPF_PROG_TYPE_XDP,
	.name = "xdp",
	.fields = fields,
	.nr_fields = ARRAY_SIZE(fields),
	.ctx_size = sizeof(struct xdp_md),
	.has_packet = true,
	.allowed_flags = MBPF_PROGTYPE_BASE_FLAGS | BPF_F_XDP_HAS_FRAGS,
	.has_helper = has_helper,
};
