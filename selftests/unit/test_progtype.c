// SPDX-License-Identifier: GPL-2.0
/*
 * Program types: every access to a context, of every size at every offset,
 * against the layout of struct xdp_md.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stddef.h>
#include "core/ctx.h"
#include "helper/helper.h"
#include "mbpf.h"
#include "progtype/progtype.h"
#include "tap.h"

static void test_types(void)
{
	const struct mbpf_progtype *xdp = mbpf_progtype_find(BPF_PROG_TYPE_XDP);
	const struct mbpf_progtype *socket = mbpf_progtype_find(BPF_PROG_TYPE_SOCKET_FILTER);

	ok(xdp == &mbpf_progtype_xdp && xdp->type == BPF_PROG_TYPE_XDP, "XDP is found");
	ok(socket == &mbpf_progtype_socket_filter && socket->type == BPF_PROG_TYPE_SOCKET_FILTER,
	   "the socket filter is found");
	is_str(xdp->name, "xdp", "XDP has bpftool's name");
	is_str(socket->name, "socket_filter", "the socket filter too");
	ok(!mbpf_progtype_find(BPF_PROG_TYPE_UNSPEC), "there is no type 0");
	ok(!mbpf_progtype_find(BPF_PROG_TYPE_KPROBE), "a type that mbpf lacks is not found");
	ok(!mbpf_progtype_find(BPF_PROG_TYPE_XDP + 1), "nor one behind the last");
	ok(!mbpf_progtype_find(U32_MAX), "nor the farthest");
	ok(xdp->has_packet && !socket->has_packet, "only XDP has a packet");
	ok(xdp->allowed_flags & BPF_F_XDP_HAS_FRAGS, "XDP may say that it knows fragments");
	ok(!(socket->allowed_flags & BPF_F_XDP_HAS_FRAGS), "a socket filter may not");
	ok(!(xdp->allowed_flags & BPF_F_SLEEPABLE), "nobody may sleep");
}

static void test_rows(void)
{
	const struct mbpf_progtype *xdp = &mbpf_progtype_xdp;
	bool ascending = true;
	int i;

	for (i = 1; i < xdp->nr_fields; i++)
		ascending &= xdp->fields[i].off >= xdp->fields[i - 1].off + xdp->fields[i - 1].size;
	ok(ascending, "rows ascend and do not overlap");
	is_u64(xdp->ctx_size, 24, "the context has 24 bytes");
	for (i = 0; i < xdp->nr_fields; i++) {
		const struct mbpf_ctx_field *field = &xdp->fields[i];

		is_u64(field->run_size, field->kind == MBPF_CTX_SCALAR ? 4 : sizeof(void *),
		       "%s is a %s where the program runs", field->name,
		       field->kind == MBPF_CTX_SCALAR ? "number" : "pointer");
		ok(field->run_off + field->run_size <= sizeof(struct mbpf_ctx) &&
		   field->run_off + field->run_size <= offsetof(struct mbpf_ctx, skb),
		   "%s is not the kernel's own pointer", field->name);
	}
	is_u64(xdp->fields[0].run_off, offsetof(struct mbpf_ctx, data), "data leads to data");
	is_u64(xdp->fields[1].run_off, offsetof(struct mbpf_ctx, data_end), "its end to its end");
	is_u64(xdp->fields[5].run_off, offsetof(struct mbpf_ctx, egress_ifindex),
	       "the last one to the last");
}

/* The field that the layout gives, without the table. */
static int expected(s64 off, u32 size)
{
	if (off < 0 || off + size > 24 || size == 8 || off % size)
		return -EACCES;
	if (off < 12 && size != 4)
		return -EACCES;
	return off / 4;
}

static void test_accesses(void)
{
	u64 wrong = 0, taken = 0;
	u32 size;
	s64 off;

	for (size = 1; size <= 8; size *= 2) {
		for (off = -64; off < 128; off++) {
			int row = mbpf_progtype_field(&mbpf_progtype_xdp, off, size);

			wrong += row != expected(off, size);
			taken += row >= 0;
		}
	}
	is_u64(wrong, 0, "every access of every size falls where the layout says");
	is_u64(taken, 3 + 3 * (1 + 2 + 4), "pointers whole, numbers also in part, and no other");
	is_int(mbpf_progtype_field(&mbpf_progtype_xdp, S64_MAX, 4), -EACCES, "the farthest offset");
	is_int(mbpf_progtype_field(&mbpf_progtype_xdp, S64_MIN, 4), -EACCES, "and the nearest");
	is_int(mbpf_progtype_field(&mbpf_progtype_xdp, 12, 0), -EACCES, "an access of no bytes");
	is_int(mbpf_progtype_field(&mbpf_progtype_xdp, 12, 3), -EACCES, "one of three");
	is_int(mbpf_progtype_field(&mbpf_progtype_xdp, 0, U32_MAX), -EACCES, "one of all");
	is_int(mbpf_progtype_field(&mbpf_progtype_socket_filter, 0, 4), -EACCES,
	       "a socket filter's context is closed");
}

static void test_helpers(void)
{
	u32 id, bad = 0, xdp = 0, socket = 0;

	for (id = 0; id < 2 * __BPF_FUNC_MAX_ID; id++) {
		bool known = mbpf_helper_find(id);

		xdp += mbpf_progtype_xdp.has_helper(id);
		socket += mbpf_progtype_socket_filter.has_helper(id);
		bad += !known && (mbpf_progtype_xdp.has_helper(id) ||
				  mbpf_progtype_socket_filter.has_helper(id));
	}
	is_u64(bad, 0, "no type allows a helper that is not there");
	is_u64(xdp, 8, "XDP may call all of them");
	is_u64(socket, 7, "a socket filter all but one");
	ok(!mbpf_progtype_socket_filter.has_helper(BPF_FUNC_csum_diff), "which is csum_diff");
	ok(!mbpf_progtype_xdp.has_helper(U32_MAX), "the farthest helper is nobody's");
}

int main(void)
{
	test_types();
	test_rows();
	test_accesses();
	test_helpers();
	return done_testing();
}
