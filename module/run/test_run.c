// SPDX-License-Identifier: GPL-2.0
/*
 * PROG_TEST_RUN: run a program on bytes that the caller hands in.
 *
 *	headroom (MBPF_PACKET_HEADROOM) | packet (data_size_in)
 *
 * All repetitions work on the same buffer, so what one writes the next one
 * finds; data_out is the packet after the last.  They run in short batches
 * with bottom halves off, as they would on a packet; between two batches the
 * CPU is free for others and a signal ends the test.  The time that counts is
 * that of the batches.
 *
 * No device, no skb: a program cannot tell a test from a packet, except by
 * helpers that need an skb.
 */
#include <linux/bottom_half.h>
#include <linux/if_ether.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/nsproxy.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <net/net_namespace.h>
#include "core/core.h"
#include "progtype/progtype.h"
#include "run/run.h"

/* Runs of one batch: the clock is read twice a batch. */
enum { BATCH = 64 };

/**
 * struct test - one PROG_TEST_RUN
 * @prog: the program
 * @buf: head room and packet
 * @ctx: what the program gets
 * @md: ctx_in and ctx_out as user space sees them
 * @retval: r0 of the last run
 * @ns: time of all runs
 */
struct test {
	const struct mbpf_prog *prog;
	u8 *buf;
	struct mbpf_ctx ctx;
	struct xdp_md md;
	u32 retval;
	u64 ns;
};

/* A pointer and its size come together or not at all. */
static bool is_pair(u64 ptr, u32 size)
{
	return !ptr == !size;
}

static int check_attr(const struct mbpf_prog *prog, const union mbpf_attr *attr)
{
	if (!prog->ptype->has_packet)
		return -EOPNOTSUPP;
	if (attr->test.flags || attr->test.cpu || attr->test.batch_size)
		return -EINVAL;
	if (!is_pair(attr->test.ctx_in, attr->test.ctx_size_in) ||
	    !is_pair(attr->test.ctx_out, attr->test.ctx_size_out))
		return -EINVAL;
	if (attr->test.data_size_in < ETH_HLEN || attr->test.data_size_in > MBPF_MAX_PACKET)
		return -EINVAL;
	return 0;
}

/* A packet has come in by a device and one of its queues, or by none. */
static int check_ingress(const struct xdp_md *md)
{
	struct net_device *dev;
	int err = 0;

	if (!md->ingress_ifindex)
		return md->rx_queue_index ? -EINVAL : 0;
	rcu_read_lock();
	dev = dev_get_by_index_rcu(current->nsproxy->net_ns, md->ingress_ifindex);
	if (!dev)
		err = -ENODEV;
	else if (md->rx_queue_index >= READ_ONCE(dev->real_num_rx_queues))
		err = -EINVAL;
	rcu_read_unlock();
	return err;
}

static int read_ctx(struct test *test, const union mbpf_attr *attr)
{
	struct xdp_md *md = &test->md;
	int err;

	md->data_end = attr->test.data_size_in;
	if (!attr->test.ctx_in)
		return 0;
	if (attr->test.ctx_size_in > PAGE_SIZE)
		return -E2BIG;
	err = copy_struct_from_user(md, sizeof(*md), u64_to_user_ptr(attr->test.ctx_in),
				    attr->test.ctx_size_in);
	if (err)
		return err;
	if (md->data || md->data_meta || md->data_end != attr->test.data_size_in)
		return -EINVAL;
	return md->egress_ifindex ? -EINVAL : check_ingress(md);
}

static int read_packet(struct test *test, const union mbpf_attr *attr)
{
	u32 len = attr->test.data_size_in;
	u8 *data;

	test->buf = kvzalloc(MBPF_PACKET_HEADROOM + len, GFP_KERNEL_ACCOUNT);
	if (!test->buf)
		return -ENOMEM;
	data = test->buf + MBPF_PACKET_HEADROOM;
	if (copy_from_user(data, u64_to_user_ptr(attr->test.data_in), len))
		return -EFAULT;
	test->ctx = (struct mbpf_ctx){
		.data = data,
		.data_end = data + len,
		.data_meta = data,
		.ingress_ifindex = test->md.ingress_ifindex,
		.rx_queue_index = test->md.rx_queue_index,
	};
	return 0;
}

/* Return: how many of @left runs were made, at least one; a tick or so long. */
static u32 run_batch(struct test *test, u32 left)
{
	unsigned long tick = jiffies;
	u32 n = 0;
	u64 start;

	local_bh_disable();
	rcu_read_lock();
	start = ktime_get_ns();
	do {
		test->retval = mbpf_run(test->prog, &test->ctx);
		n++;
	} while (n < left && n < BATCH && time_before_eq(jiffies, tick) && !need_resched());
	test->ns += ktime_get_ns() - start;
	rcu_read_unlock();
	local_bh_enable();
	return n;
}

static int run_all(struct test *test, u32 repeat)
{
	u32 left = repeat;

	for (;;) {
		left -= run_batch(test, left);
		if (!left)
			return 0;
		if (signal_pending(current))
			return -EINTR;
		cond_resched();
	}
}

/* Write what fits; -ENOSPC when that is not all. */
static int write_out(u64 ptr, u32 room, const void *from, u32 len)
{
	if (!ptr)
		return 0;
	if (copy_to_user(u64_to_user_ptr(ptr), from, min(room, len)))
		return -EFAULT;
	return room < len ? -ENOSPC : 0;
}

/* Both outputs are written as far as they fit, also when the other does not. */
static int write_results(struct test *test, union mbpf_attr *attr, u32 repeat)
{
	u32 len = attr->test.data_size_in;
	int data_err, ctx_err;

	data_err = write_out(attr->test.data_out, attr->test.data_size_out, test->ctx.data, len);
	ctx_err = write_out(attr->test.ctx_out, attr->test.ctx_size_out, &test->md,
			    sizeof(test->md));
	if (data_err == -EFAULT || ctx_err == -EFAULT)
		return -EFAULT;
	attr->test.retval = test->retval;
	attr->test.duration = min_t(u64, div_u64(test->ns, repeat), U32_MAX);
	attr->test.data_size_out = len;
	attr->test.ctx_size_out = attr->test.ctx_out ? sizeof(test->md) : 0;
	return data_err ?: ctx_err;
}

int mbpf_test_run(const struct mbpf_prog *prog, union mbpf_attr *attr)
{
	struct test test = { .prog = prog };
	u32 repeat = attr->test.repeat ?: 1;
	int err;

	err = check_attr(prog, attr);
	if (err)
		return err;
	err = read_ctx(&test, attr);
	if (err)
		return err;
	err = read_packet(&test, attr);
	if (err)
		goto free;
	err = run_all(&test, repeat);
	if (err)
		goto free;
	err = write_results(&test, attr, repeat);
free:
	kvfree(test.buf);
	return err;
}
