// SPDX-License-Identifier: GPL-2.0
/*
 * PROG_TEST_RUN: a program on bytes that the caller hands in.
 */
#include <linux/if_ether.h>
#include <net/if.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include "mbpf_test.h"
#include "net_lab.h"
#include "net_prog.h"

enum { LONGEST = 0xffff + ETH_HLEN };

FIXTURE(run) {
	union mbpf_attr attr;
	__u8 in[LONGEST + 1];
	__u8 out[LONGEST + 1];
	struct xdp_md md;
	struct xdp_md md_out;
};

static __u64 address(const void *pointer)
{
	return (__u64)(unsigned long)pointer;
}

FIXTURE_SETUP(run)
{
	unsigned int i;

	for (i = 0; i < sizeof(self->in); i++)
		self->in[i] = i;
	memset(self->out, 0xee, sizeof(self->out));
	memset(&self->attr, 0, sizeof(self->attr));
	self->attr.test.prog_fd = mbpf_prog_pass();
	self->attr.test.data_in = address(self->in);
	self->attr.test.data_size_in = 64;
	self->md = (struct xdp_md){ .data_end = 64 };
}

FIXTURE_TEARDOWN(run)
{
}

#define RUN() mbpf_do(BPF_PROG_TEST_RUN, &self->attr)

/* With ctx_in as it stands in self->md. */
#define RUN_WITH_CTX()						\
	({							\
		self->attr.test.ctx_in = address(&self->md);	\
		self->attr.test.ctx_size_in = sizeof(self->md);	\
		RUN();						\
	})

TEST_F(run, it_tells_what_the_program_returned)
{
	ASSERT_EQ(0, RUN());
	EXPECT_EQ(XDP_PASS, self->attr.test.retval);
	EXPECT_EQ(64, self->attr.test.data_size_out);
	self->attr.test.prog_fd = prog_return(0x12345678);
	ASSERT_EQ(0, RUN());
	EXPECT_EQ(0x12345678, self->attr.test.retval);
}

TEST_F(run, a_program_fd_that_is_none_is_refused)
{
	self->attr.test.prog_fd = 1000;
	EXPECT_EQ(-EBADF, RUN());
}

TEST_F(run, a_packet_is_as_long_as_an_ethernet_header_at_least)
{
	self->attr.test.data_size_in = 0;
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.data_size_in = ETH_HLEN - 1;
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.data_size_in = ETH_HLEN;
	EXPECT_EQ(0, RUN());
	EXPECT_EQ(ETH_HLEN, self->attr.test.data_size_out);
}

TEST_F(run, a_packet_has_no_more_bytes_than_a_program_may_see)
{
	self->attr.test.data_size_in = LONGEST;
	EXPECT_EQ(0, RUN());
	EXPECT_EQ(LONGEST, self->attr.test.data_size_out);
	self->attr.test.data_size_in = LONGEST + 1;
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.data_size_in = ~0U;
	EXPECT_EQ(-EINVAL, RUN());
}

TEST_F(run, the_program_sees_the_whole_packet_and_no_more)
{
	static const int lengths[] = { ETH_HLEN, 15, 64, 1500, 4096, LONGEST };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		self->attr.test.prog_fd = prog_length_is(lengths[i]);
		ASSERT_LE(0, (int)self->attr.test.prog_fd);
		self->attr.test.data_size_in = lengths[i];
		ASSERT_EQ(0, RUN());
		EXPECT_EQ(XDP_PASS, self->attr.test.retval);
		if (lengths[i] < LONGEST) {
			self->attr.test.data_size_in++;
			ASSERT_EQ(0, RUN());
			EXPECT_EQ(XDP_DROP, self->attr.test.retval);
		}
		close(self->attr.test.prog_fd);
	}
}

TEST_F(run, memory_that_cannot_be_read_or_written_is_an_error)
{
	const long page = sysconf(_SC_PAGESIZE);
	char *end = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			 -1, 0);

	ASSERT_NE(MAP_FAILED, (void *)end);
	end += page;
	ASSERT_EQ(0, munmap(end, page));

	self->attr.test.data_in = 0;
	EXPECT_EQ(-EFAULT, RUN());
	self->attr.test.data_in = address(end - 63);
	EXPECT_EQ(-EFAULT, RUN());
	self->attr.test.data_in = address(end - 64);
	EXPECT_EQ(0, RUN());
	self->attr.test.data_out = address(end - 63);
	self->attr.test.data_size_out = 64;
	EXPECT_EQ(-EFAULT, RUN());
	self->attr.test.data_out = address(end - 64);
	self->attr.test.data_size_out = 64;
	EXPECT_EQ(0, RUN());
	self->attr.test.ctx_in = address(end - 8);
	self->attr.test.ctx_size_in = sizeof(struct xdp_md);
	EXPECT_EQ(-EFAULT, RUN());
}

TEST_F(run, data_out_is_the_packet_as_the_program_left_it)
{
	self->attr.test.prog_fd = prog_store(20, 0xaa);
	self->attr.test.data_out = address(self->out);
	self->attr.test.data_size_out = sizeof(self->out);
	ASSERT_EQ(0, RUN());
	EXPECT_EQ(64, self->attr.test.data_size_out);
	EXPECT_EQ(0, memcmp(self->out, self->in, 20));
	EXPECT_EQ(0xaa, self->out[20]);
	EXPECT_EQ(0, memcmp(self->out + 21, self->in + 21, 43));
	EXPECT_EQ(0xee, self->out[64]);
	EXPECT_EQ(20, self->in[20]);
}

TEST_F(run, data_out_takes_what_fits_and_says_so)
{
	self->attr.test.data_out = address(self->out);
	self->attr.test.data_size_out = 63;
	self->attr.test.prog_fd = prog_return(XDP_DROP);
	EXPECT_EQ(-ENOSPC, RUN());
	EXPECT_EQ(64, self->attr.test.data_size_out);
	EXPECT_EQ(XDP_DROP, self->attr.test.retval);
	EXPECT_EQ(0, memcmp(self->out, self->in, 63));
	EXPECT_EQ(0xee, self->out[63]);

	memset(self->out, 0xee, sizeof(self->out));
	self->attr.test.data_size_out = 0;
	EXPECT_EQ(-ENOSPC, RUN());
	EXPECT_EQ(0xee, self->out[0]);
}

TEST_F(run, without_data_out_nothing_is_written)
{
	self->attr.test.data_size_out = 3;
	EXPECT_EQ(0, RUN());
	EXPECT_EQ(64, self->attr.test.data_size_out);
}

TEST_F(run, repetitions_work_on_the_same_packet)
{
	/* data[0] += 1 */
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 2, 1, 0),
		LDX_MEM(BPF_W, 3, 1, 4),
		MOV64_REG(4, 2),
		ALU64_IMM(BPF_ADD, 4, 1),
		MOV64_IMM(0, 0),
		JMP_REG(BPF_JGT, 4, 3, 3),
		LDX_MEM(BPF_B, 0, 2, 0),
		ALU64_IMM(BPF_ADD, 0, 1),
		STX_MEM(BPF_B, 2, 0, 0),
		EXIT(),
	};
	static const struct {
		__u32 repeat;
		__u8 sum;
	} cases[] = { { 0, 1 }, { 1, 1 }, { 2, 2 }, { 64, 64 }, { 65, 65 }, { 200, 200 } };
	unsigned int i;

	self->attr.test.prog_fd = mbpf_prog_new(insns, ARRAY_SIZE(insns));
	self->attr.test.data_out = address(self->out);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		self->attr.test.repeat = cases[i].repeat;
		self->attr.test.data_size_out = sizeof(self->out);
		ASSERT_EQ(0, RUN());
		EXPECT_EQ(cases[i].sum, self->out[0]);
		EXPECT_EQ(cases[i].sum, self->attr.test.retval);
	}
}

TEST_F(run, the_duration_is_that_of_one_run)
{
	self->attr.test.repeat = 10000;
	ASSERT_EQ(0, RUN());
	EXPECT_LT(0, self->attr.test.duration);
	/* Ten thousand of them would take longer, also in an emulator. */
	EXPECT_GT(1000 * 1000, self->attr.test.duration);
}

static void *interrupt(void *arg)
{
	usleep(200 * 1000);
	pthread_kill(*(pthread_t *)arg, SIGUSR1);
	return NULL;
}

static void do_nothing(int signal)
{
}

TEST_F(run, a_signal_ends_a_long_test)
{
	pthread_t self_thread = pthread_self(), thread;

	signal(SIGUSR1, do_nothing);
	self->attr.test.repeat = ~0U;
	ASSERT_EQ(0, pthread_create(&thread, NULL, interrupt, &self_thread));
	EXPECT_EQ(-EINTR, RUN());
	pthread_join(thread, NULL);
}

TEST_F(run, flags_that_it_does_not_know_are_refused)
{
	self->attr.test.flags = 1;
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.flags = 0;
	self->attr.test.cpu = 1;
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.cpu = 0;
	self->attr.test.batch_size = 1;
	EXPECT_EQ(-EINVAL, RUN());
}

TEST_F(run, a_context_comes_with_its_size_and_a_size_with_its_context)
{
	self->attr.test.ctx_size_in = sizeof(self->md);
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.ctx_size_in = 0;
	self->attr.test.ctx_in = address(&self->md);
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.ctx_in = 0;
	self->attr.test.ctx_size_out = sizeof(self->md);
	EXPECT_EQ(-EINVAL, RUN());
	self->attr.test.ctx_size_out = 0;
	self->attr.test.ctx_out = address(&self->md_out);
	EXPECT_EQ(-EINVAL, RUN());
}

TEST_F(run, a_context_describes_the_packet_and_nothing_else)
{
	EXPECT_EQ(0, RUN_WITH_CTX());
	self->md.data_end = 63;
	EXPECT_EQ(-EINVAL, RUN_WITH_CTX());
	self->md = (struct xdp_md){ .data = 4, .data_end = 64 };
	EXPECT_EQ(-EINVAL, RUN_WITH_CTX());
	self->md = (struct xdp_md){ .data_meta = 1, .data_end = 64 };
	EXPECT_EQ(-EINVAL, RUN_WITH_CTX());
	self->md = (struct xdp_md){ .data_end = 64, .egress_ifindex = 1 };
	EXPECT_EQ(-EINVAL, RUN_WITH_CTX());
}

TEST_F(run, a_packet_came_in_by_a_queue_of_a_device_that_exists)
{
	self->md.rx_queue_index = 1;
	EXPECT_EQ(-EINVAL, RUN_WITH_CTX());
	self->md.ingress_ifindex = if_nametoindex("lo");
	EXPECT_EQ(-EINVAL, RUN_WITH_CTX());
	self->md.rx_queue_index = 0;
	EXPECT_EQ(0, RUN_WITH_CTX());
	self->md.ingress_ifindex = 12345;
	EXPECT_EQ(-ENODEV, RUN_WITH_CTX());
}

TEST_F(run, the_program_sees_the_context_that_was_handed_in)
{
	struct bpf_insn insns[] = {
		LDX_MEM(BPF_W, 0, 1, offsetof(struct xdp_md, ingress_ifindex)),
		EXIT(),
	};

	self->attr.test.prog_fd = mbpf_prog_new(insns, ARRAY_SIZE(insns));
	ASSERT_EQ(0, RUN());
	EXPECT_EQ(0, self->attr.test.retval);
	self->md.ingress_ifindex = if_nametoindex("lo");
	ASSERT_EQ(0, RUN_WITH_CTX());
	EXPECT_EQ(self->md.ingress_ifindex, self->attr.test.retval);
}

TEST_F(run, a_longer_context_must_be_zero_where_nobody_knows_it)
{
	struct {
		struct xdp_md md;
		__u8 tail[8];
	} longer = { .md = { .data_end = 64 } };

	self->attr.test.ctx_in = address(&longer);
	self->attr.test.ctx_size_in = sizeof(longer);
	EXPECT_EQ(0, RUN());
	longer.tail[7] = 1;
	EXPECT_EQ(-E2BIG, RUN());
	self->attr.test.ctx_size_in = 1 << 20;
	EXPECT_EQ(-E2BIG, RUN());
}

TEST_F(run, a_shorter_context_is_zero_where_it_ends)
{
	self->attr.test.ctx_in = address(&self->md);
	self->attr.test.ctx_size_in = offsetof(struct xdp_md, data_meta);
	self->md.data_meta = 77;
	EXPECT_EQ(0, RUN());
}

TEST_F(run, the_context_comes_out_as_far_as_it_fits)
{
	self->md.ingress_ifindex = if_nametoindex("lo");
	self->attr.test.ctx_out = address(&self->md_out);
	self->attr.test.ctx_size_out = sizeof(self->md_out);
	ASSERT_EQ(0, RUN_WITH_CTX());
	EXPECT_EQ(sizeof(self->md_out), self->attr.test.ctx_size_out);
	EXPECT_EQ(0, memcmp(&self->md, &self->md_out, sizeof(self->md)));

	memset(&self->md_out, 0xee, sizeof(self->md_out));
	self->attr.test.ctx_size_out = 8;
	EXPECT_EQ(-ENOSPC, RUN_WITH_CTX());
	EXPECT_EQ(sizeof(self->md_out), self->attr.test.ctx_size_out);
	EXPECT_EQ(64, self->md_out.data_end);
	EXPECT_EQ(0xeeeeeeee, self->md_out.data_meta);
}

TEST_F(run, a_program_that_sees_no_packet_cannot_be_run_on_one)
{
	struct bpf_insn insns[] = { MOV64_IMM(0, 42), EXIT() };
	union mbpf_attr attr;

	mbpf_prog_attr(&attr, insns, ARRAY_SIZE(insns));
	attr.prog_load.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	self->attr.test.prog_fd = mbpf_do(BPF_PROG_LOAD, &attr);
	ASSERT_LE(0, (int)self->attr.test.prog_fd);
	EXPECT_EQ(-EOPNOTSUPP, RUN());
	self->attr.test.flags = 1;
	EXPECT_EQ(-EOPNOTSUPP, RUN());
}

MBPF_TEST_MAIN
