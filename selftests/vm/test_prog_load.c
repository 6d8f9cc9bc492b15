// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_PROG_LOAD from outside: its attributes, the license, the name, the
 * records that come with BTF, and the log.
 *
 * Which programs the verifier accepts is tested elsewhere; here one program is
 * good ("return 2") and one is bad (it ends without a value in r0).
 */
#include <sys/mman.h>
#include <sys/resource.h>
#include <linux/btf.h>
#include "mbpf_test.h"

#define BAD_ADDRESS 8
#define PAGE 4096

enum { MAX_INSNS = 1000000, MIN_LOG = 128, MAX_LOG = 1 << 28 };

static const struct bpf_insn good[] = { MOV64_IMM(0, XDP_PASS), EXIT() };
static const struct bpf_insn bad[] = { EXIT() };

static char log_buf[1 << 16];

static void good_attr(union mbpf_attr *attr)
{
	mbpf_prog_attr(attr, good, ARRAY_SIZE(good));
}

static void log_attr(union mbpf_attr *attr, const struct bpf_insn *insns, __u32 cnt,
		     __u32 level, __u32 size)
{
	mbpf_prog_attr(attr, insns, cnt);
	attr->prog_load.log_level = level;
	attr->prog_load.log_buf = (unsigned long)log_buf;
	attr->prog_load.log_size = size;
	memset(log_buf, 0x5a, sizeof(log_buf));
}

static int load_named(const char *name)
{
	union mbpf_attr attr;

	good_attr(&attr);
	memcpy(attr.prog_load.prog_name, name, strnlen(name, MBPF_NAME_LEN));
	return mbpf_do(BPF_PROG_LOAD, &attr);
}

/* Bit 0 of what the program's info says, or a negative errno. */
static int gpl_compatible(const char *license)
{
	struct mbpf_prog_info info = {};
	__u32 len = sizeof(info);
	union mbpf_attr attr;
	int fd;

	good_attr(&attr);
	attr.prog_load.license = (unsigned long)license;
	fd = mbpf_do(BPF_PROG_LOAD, &attr);
	if (fd < 0)
		return fd;
	if (mbpf_info(fd, &info, &len))
		return -1;
	close(fd);
	return info.gpl_compatible & 1;
}

/* A BTF with "int f(void)" as type 3, whose name is also line 1's text. */
static int btf_with_function(void)
{
	static const struct {
		struct btf_header header;
		struct btf_type integer;
		__u32 encoding;
		struct btf_type proto;
		struct btf_type func;
		char strings[8];
	} blob = {
		.header = {
			.magic = BTF_MAGIC,
			.version = BTF_VERSION,
			.hdr_len = sizeof(struct btf_header),
			.type_len = 3 * sizeof(struct btf_type) + 4,
			.str_off = 3 * sizeof(struct btf_type) + 4,
			.str_len = 8,
		},
		.integer = { .name_off = 1, .info = BTF_KIND_INT << 24, .size = 4 },
		.encoding = BTF_INT_SIGNED << 24 | 32,
		.proto = { .info = BTF_KIND_FUNC_PROTO << 24, .type = 1 },
		.func = { .name_off = 5, .info = BTF_KIND_FUNC << 24 | BTF_FUNC_GLOBAL, .type = 2 },
		.strings = "\0int\0f",
	};

	return mbpf_btf_load(&blob, sizeof(blob));
}

static const struct bpf_func_info func_info = { .insn_off = 0, .type_id = 3 };
static const struct bpf_line_info line_info = { .insn_off = 0, .file_name_off = 5,
						.line_off = 5, .line_col = 1 << 10 };

static void btf_attr(union mbpf_attr *attr)
{
	good_attr(attr);
	attr->prog_load.prog_btf_fd = btf_with_function();
	attr->prog_load.func_info = (unsigned long)&func_info;
	attr->prog_load.func_info_rec_size = sizeof(func_info);
	attr->prog_load.func_info_cnt = 1;
	attr->prog_load.line_info = (unsigned long)&line_info;
	attr->prog_load.line_info_rec_size = sizeof(line_info);
	attr->prog_load.line_info_cnt = 1;
}

TEST(xdp_program_loads)
{
	EXPECT_LE(0, mbpf_prog_new(good, ARRAY_SIZE(good)));
}

TEST(socket_filter_loads_for_libbpfs_probes)
{
	union mbpf_attr attr;

	good_attr(&attr);
	attr.prog_load.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(other_program_types_are_refused)
{
	const __u32 others[] = { BPF_PROG_TYPE_UNSPEC, BPF_PROG_TYPE_KPROBE,
				 BPF_PROG_TYPE_TRACEPOINT, BPF_PROG_TYPE_EXT, 32, 1000, ~0U };
	union mbpf_attr attr;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(others); i++) {
		good_attr(&attr);
		attr.prog_load.prog_type = others[i];
		EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr)) TH_LOG("type %u", others[i]);
	}
}

TEST(unknown_program_flags_are_refused)
{
	union mbpf_attr attr;

	good_attr(&attr);
	attr.prog_load.prog_flags = 1U << 31;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.prog_flags = BPF_F_SLEEPABLE;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(xdp_program_may_expect_xdp_and_nothing_else)
{
	union mbpf_attr attr;
	__u32 type;

	for (type = 0; type < 64; type++) {
		int want = type == 0 || type == BPF_XDP ? 0 : -EINVAL;
		int fd;

		good_attr(&attr);
		attr.prog_load.expected_attach_type = type;
		fd = mbpf_do(BPF_PROG_LOAD, &attr);
		EXPECT_EQ(want, fd < 0 ? fd : 0) TH_LOG("attach type %u", type);
	}
}

TEST(socket_filter_cannot_expect_xdp)
{
	union mbpf_attr attr;

	good_attr(&attr);
	attr.prog_load.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	attr.prog_load.expected_attach_type = BPF_XDP;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(program_of_no_instructions_is_refused)
{
	EXPECT_EQ(-E2BIG, mbpf_prog_new(good, 0));
}

TEST(program_of_more_than_a_million_instructions_is_too_big)
{
	EXPECT_EQ(-E2BIG, mbpf_prog_new(good, MAX_INSNS + 1));
	EXPECT_EQ(-E2BIG, mbpf_prog_new(good, 0xffffffff));
}

TEST(instructions_that_cannot_be_read_are_a_fault)
{
	union mbpf_attr attr;

	good_attr(&attr);
	attr.prog_load.insns = BAD_ADDRESS;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.insns = 0;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.insns = ~0ULL - 7;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(instructions_that_cannot_be_read_to_their_end_are_a_fault)
{
	char *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct bpf_insn *last = (void *)(page + PAGE - sizeof(good[0]));

	ASSERT_NE(MAP_FAILED, page);
	ASSERT_EQ(0, munmap(page + PAGE, PAGE));
	*last = good[0];
	EXPECT_EQ(-EFAULT, mbpf_prog_new(last, 2));
}

TEST(license_that_cannot_be_read_is_a_fault)
{
	EXPECT_EQ(-EFAULT, gpl_compatible(NULL));
	EXPECT_EQ(-EFAULT, gpl_compatible((void *)BAD_ADDRESS));
}

TEST(licenses_of_the_kernels_list_are_gpl_compatible)
{
	EXPECT_EQ(1, gpl_compatible("GPL"));
	EXPECT_EQ(1, gpl_compatible("GPL v2"));
	EXPECT_EQ(1, gpl_compatible("GPL and additional rights"));
	EXPECT_EQ(1, gpl_compatible("Dual BSD/GPL"));
	EXPECT_EQ(1, gpl_compatible("Dual MIT/GPL"));
	EXPECT_EQ(1, gpl_compatible("Dual MPL/GPL"));
}

TEST(other_licenses_load_but_are_not_gpl_compatible)
{
	EXPECT_EQ(0, gpl_compatible(""));
	EXPECT_EQ(0, gpl_compatible("gpl"));
	EXPECT_EQ(0, gpl_compatible("GPLX"));
	EXPECT_EQ(0, gpl_compatible("Proprietary"));
}

TEST(only_the_first_127_bytes_of_a_license_count)
{
	char license[300];

	memset(license, 'G', sizeof(license));
	license[sizeof(license) - 1] = 0;
	EXPECT_EQ(0, gpl_compatible(license));
	memset(license + 3, 0, sizeof(license) - 3);
	memcpy(license, "GPL", 3);
	memset(license + 4, 'x', sizeof(license) - 5);
	EXPECT_EQ(1, gpl_compatible(license));
}

TEST(program_names_have_letters_digits_underscores_and_dots)
{
	EXPECT_LE(0, load_named(""));
	EXPECT_LE(0, load_named("libbpf_nametest"));
	EXPECT_EQ(-EINVAL, load_named("exactly_16_chars"));
	EXPECT_EQ(-EINVAL, load_named("no-dash"));
	EXPECT_EQ(-EINVAL, load_named("no\nnewline"));
}

TEST(fields_for_what_mbpf_does_not_have_must_be_zero)
{
	const size_t offsets[] = {
		offsetof(union mbpf_attr, prog_load.prog_ifindex),
		offsetof(union mbpf_attr, prog_load.attach_btf_id),
		offsetof(union mbpf_attr, prog_load.attach_prog_fd),
		offsetof(union mbpf_attr, prog_load.core_relo_cnt),
		offsetof(union mbpf_attr, prog_load.fd_array),
		offsetof(union mbpf_attr, prog_load.core_relos),
		offsetof(union mbpf_attr, prog_load.core_relo_rec_size),
		offsetof(union mbpf_attr, prog_load.prog_token_fd),
	};
	union mbpf_attr attr;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		good_attr(&attr);
		((unsigned char *)&attr)[offsets[i]] = 1;
		EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr))
			TH_LOG("offset %zu", offsets[i]);
	}
}

TEST(kernel_version_is_ignored)
{
	union mbpf_attr attr;

	good_attr(&attr);
	attr.prog_load.kern_version = 0x12345678;
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(attribute_of_the_oldest_size_is_enough)
{
	union mbpf_attr attr;

	good_attr(&attr);
	EXPECT_LE(0, mbpf_call(BPF_PROG_LOAD, &attr, 48));
}

TEST(unknown_type_is_refused_before_instructions_are_read)
{
	union mbpf_attr attr;

	good_attr(&attr);
	attr.prog_load.prog_type = 1000;
	attr.prog_load.insns = BAD_ADDRESS;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(map_descriptor_in_an_instruction_must_be_of_a_map)
{
	const struct bpf_insn closed[] = { LD_MAP_FD(1, 999), MOV64_IMM(0, 2), EXIT() };
	const struct bpf_insn device[] = { LD_MAP_FD(1, mbpf_device()), MOV64_IMM(0, 2), EXIT() };
	const struct bpf_insn prog[] = { LD_MAP_FD(1, mbpf_prog_pass()), MOV64_IMM(0, 2), EXIT() };

	EXPECT_EQ(-EBADF, mbpf_prog_new(closed, ARRAY_SIZE(closed)));
	EXPECT_EQ(-EBADF, mbpf_prog_new(device, ARRAY_SIZE(device)));
	EXPECT_EQ(-EBADF, mbpf_prog_new(prog, ARRAY_SIZE(prog)));
}

TEST(bad_program_is_refused_without_a_log)
{
	int ret = mbpf_prog_new(bad, ARRAY_SIZE(bad));

	EXPECT_TRUE(ret == -EACCES || ret == -EINVAL) TH_LOG("%d", ret);
}

TEST(log_of_a_bad_program_says_why)
{
	int ret = mbpf_prog_log(bad, ARRAY_SIZE(bad), log_buf, sizeof(log_buf));

	EXPECT_TRUE(ret == -EACCES || ret == -EINVAL) TH_LOG("%d", ret);
	EXPECT_NE(NULL, strstr(log_buf, "r0")) TH_LOG("%s", log_buf);
}

TEST(log_levels_are_three_bits)
{
	union mbpf_attr attr;
	__u32 level;

	for (level = 1; level < 8; level++) {
		log_attr(&attr, good, ARRAY_SIZE(good), level, sizeof(log_buf));
		EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr)) TH_LOG("level %u", level);
	}
	for (; level; level <<= 1) {
		log_attr(&attr, good, ARRAY_SIZE(good), level, sizeof(log_buf));
		EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr)) TH_LOG("level %u", level);
	}
}

TEST(log_buffer_without_a_level_is_refused)
{
	union mbpf_attr attr;

	log_attr(&attr, good, ARRAY_SIZE(good), 0, sizeof(log_buf));
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(log_buffer_and_size_come_together)
{
	union mbpf_attr attr;

	log_attr(&attr, good, ARRAY_SIZE(good), 1, 0);
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	log_attr(&attr, good, ARRAY_SIZE(good), 1, sizeof(log_buf));
	attr.prog_load.log_buf = 0;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(log_size_has_a_smallest_and_a_largest_value)
{
	union mbpf_attr attr;

	log_attr(&attr, good, ARRAY_SIZE(good), 4, MIN_LOG - 1);
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	log_attr(&attr, good, ARRAY_SIZE(good), 4, MAX_LOG + 1);
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	log_attr(&attr, good, ARRAY_SIZE(good), 4, MIN_LOG);
	EXPECT_NE(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	log_attr(&attr, good, ARRAY_SIZE(good), 4, MAX_LOG);
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(level_without_a_buffer_measures_the_log)
{
	union mbpf_attr attr;

	mbpf_prog_attr(&attr, good, ARRAY_SIZE(good));
	attr.prog_load.log_level = 2;
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
	EXPECT_LT(1, attr.prog_load.log_true_size);
}

TEST(log_true_size_is_told_after_a_refusal_too)
{
	union mbpf_attr attr;

	log_attr(&attr, bad, ARRAY_SIZE(bad), 1, sizeof(log_buf));
	EXPECT_GT(0, mbpf_do(BPF_PROG_LOAD, &attr));
	EXPECT_EQ(strlen(log_buf) + 1, attr.prog_load.log_true_size);
}

TEST(nothing_behind_the_logs_end_is_written)
{
	union mbpf_attr attr;
	size_t i;

	log_attr(&attr, bad, ARRAY_SIZE(bad), 1, sizeof(log_buf));
	EXPECT_GT(0, mbpf_do(BPF_PROG_LOAD, &attr));
	for (i = attr.prog_load.log_true_size; i < sizeof(log_buf); i++)
		ASSERT_EQ(0x5a, log_buf[i]);
}

TEST(log_without_a_word_is_an_empty_string)
{
	union mbpf_attr attr;

	log_attr(&attr, good, ARRAY_SIZE(good), 4, sizeof(log_buf));
	attr.prog_load.insns = BAD_ADDRESS;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
	EXPECT_EQ(0, log_buf[0]);
	EXPECT_EQ(0, attr.prog_load.log_true_size);
}

/* Long enough to be cut at the smallest size. */
static __u32 long_program(struct bpf_insn *insns, __u32 cnt)
{
	__u32 i;

	for (i = 0; i < cnt - 1; i++)
		insns[i] = MOV64_IMM(0, XDP_PASS);
	insns[i] = EXIT();
	return cnt;
}

TEST(log_that_fits_to_the_byte_is_accepted)
{
	struct bpf_insn insns[100];
	__u32 cnt = long_program(insns, ARRAY_SIZE(insns)), need;
	union mbpf_attr attr;

	log_attr(&attr, insns, cnt, 2, sizeof(log_buf));
	ASSERT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
	need = attr.prog_load.log_true_size;
	ASSERT_LT(MIN_LOG, need) TH_LOG("%s", log_buf);
	/* Figures in it, such as a time, may take a digit more. */
	log_attr(&attr, insns, cnt, 2, need + 16);
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(log_that_does_not_fit_fails_the_load_and_is_cut)
{
	struct bpf_insn insns[100];
	__u32 cnt = long_program(insns, ARRAY_SIZE(insns));
	union mbpf_attr attr;

	log_attr(&attr, insns, cnt, 2, MIN_LOG);
	EXPECT_EQ(-ENOSPC, mbpf_do(BPF_PROG_LOAD, &attr));
	EXPECT_EQ(MIN_LOG - 1, strnlen(log_buf, sizeof(log_buf)));
	EXPECT_EQ(0x5a, log_buf[MIN_LOG]);
	EXPECT_LT(MIN_LOG, attr.prog_load.log_true_size);
}

TEST(log_that_cannot_be_written_is_a_fault)
{
	struct bpf_insn insns[100];
	__u32 cnt = long_program(insns, ARRAY_SIZE(insns));
	union mbpf_attr attr;

	log_attr(&attr, insns, cnt, 2, sizeof(log_buf));
	attr.prog_load.log_buf = BAD_ADDRESS;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.log_buf = ~0ULL - 10;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(program_comes_with_records_of_functions_and_lines)
{
	union mbpf_attr attr;

	btf_attr(&attr);
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(btf_descriptor_must_be_of_a_btf)
{
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.prog_btf_fd = 999;
	EXPECT_EQ(-EBADF, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.prog_btf_fd = mbpf_prog_pass();
	EXPECT_EQ(-EBADF, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(records_need_a_btf)
{
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.prog_btf_fd = 0;
	EXPECT_EQ(-EBADF, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(record_sizes_must_make_sense)
{
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.func_info_rec_size = 4;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.func_info_rec_size = 10;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.func_info_rec_size = 256;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	btf_attr(&attr);
	attr.prog_load.line_info_rec_size = 8;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(longer_records_must_be_zero_where_we_do_not_know_them)
{
	__u32 records[4] = { 0, 3, 0, 0 };
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.func_info = (unsigned long)records;
	attr.prog_load.func_info_rec_size = sizeof(records);
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
	records[3] = 1;
	EXPECT_EQ(-E2BIG, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(records_that_cannot_be_read_are_a_fault)
{
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.func_info = BAD_ADDRESS;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
	btf_attr(&attr);
	attr.prog_load.line_info = BAD_ADDRESS;
	EXPECT_EQ(-EFAULT, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(more_records_than_a_program_can_have_are_refused)
{
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.func_info_cnt = 257;
	EXPECT_EQ(-E2BIG, mbpf_do(BPF_PROG_LOAD, &attr));
	btf_attr(&attr);
	attr.prog_load.line_info_cnt = ARRAY_SIZE(good) + 1;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(there_is_one_function_record_for_each_function)
{
	const struct bpf_insn two[] = {
		CALL_LOCAL(1), EXIT(),
		MOV64_IMM(0, XDP_PASS), EXIT(),
	};
	struct bpf_func_info records[] = { { 0, 3 }, { 2, 3 } };
	union mbpf_attr attr;

	btf_attr(&attr);
	attr.prog_load.insns = (unsigned long)two;
	attr.prog_load.insn_cnt = ARRAY_SIZE(two);
	attr.prog_load.func_info = (unsigned long)records;
	attr.prog_load.line_info_cnt = 0;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	attr.prog_load.func_info_cnt = 2;
	EXPECT_LE(0, mbpf_do(BPF_PROG_LOAD, &attr));
	records[1].insn_off = 3;
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
	/* More records than functions. */
	records[1].insn_off = 1;
	attr.prog_load.insns = (unsigned long)good;
	attr.prog_load.insn_cnt = ARRAY_SIZE(good);
	EXPECT_EQ(-EINVAL, mbpf_do(BPF_PROG_LOAD, &attr));
}

TEST(process_without_a_free_descriptor_gets_no_program)
{
	struct rlimit limit = { .rlim_cur = mbpf_device() + 1, .rlim_max = mbpf_device() + 1 };
	int live = mbpf_live_settled(mbpf_live_at_start());

	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	EXPECT_EQ(-EMFILE, mbpf_prog_pass());
	EXPECT_EQ(-EMFILE, mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 4, 1, 0));
	EXPECT_EQ(-EMFILE, mbpf_btf_int());
	EXPECT_EQ(live, mbpf_live_settled(live));
}

MBPF_TEST_MAIN
