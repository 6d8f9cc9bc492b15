// SPDX-License-Identifier: GPL-2.0
/*
 * The library of the tests on /dev/mbpf: thin functions over MBPF_IOC_CALL.
 *
 * Each fills the attribute of one command and returns the result, an errno as
 * a negative number.  Nothing here knows what is right: it neither prints nor
 * ends a test.  The exception is a missing device, without which no test means
 * anything.
 */
#include <time.h>
#include <sys/syscall.h>
#include <linux/btf.h>
#include <linux/capability.h>
#define MBPF_TEST_LIBRARY
#include "mbpf_test.h"

static int live_at_start;

static __u64 address(const void *pointer)
{
	return (__u64)(unsigned long)pointer;
}

int mbpf_device(void)
{
	static int fd = -1;

	if (fd < 0)
		fd = open("/dev/" MBPF_DEVICE_NAME, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		perror("# /dev/" MBPF_DEVICE_NAME);
		exit(1);
	}
	return fd;
}

/* Before the first test forks: the device is open, and the count is taken. */
static void __attribute__((constructor)) take_live_count(void)
{
	live_at_start = mbpf_live();
}

int mbpf_call(__u32 cmd, void *attr, __u32 size)
{
	struct mbpf_call call = { .cmd = cmd, .size = size, .attr = address(attr) };
	int ret = ioctl(mbpf_device(), MBPF_IOC_CALL, &call);

	return ret < 0 ? -errno : ret;
}

int mbpf_do(__u32 cmd, union mbpf_attr *attr)
{
	return mbpf_call(cmd, attr, sizeof(*attr));
}

int mbpf_map_new(__u32 type, __u32 key_size, __u32 value_size, __u32 max_entries, __u32 flags)
{
	union mbpf_attr attr = {
		.map_create = {
			.map_type = type,
			.key_size = key_size,
			.value_size = value_size,
			.max_entries = max_entries,
			.map_flags = flags,
		},
	};

	return mbpf_do(BPF_MAP_CREATE, &attr);
}

static int map_elem(__u32 cmd, int fd, const void *key, const void *value, __u64 flags)
{
	union mbpf_attr attr = {
		.map_elem = {
			.map_fd = fd,
			.key = address(key),
			.value = address(value),
			.flags = flags,
		},
	};

	return mbpf_do(cmd, &attr);
}

int mbpf_map_lookup(int fd, const void *key, void *value)
{
	return map_elem(BPF_MAP_LOOKUP_ELEM, fd, key, value, 0);
}

int mbpf_map_update(int fd, const void *key, const void *value, __u64 flags)
{
	return map_elem(BPF_MAP_UPDATE_ELEM, fd, key, value, flags);
}

int mbpf_map_delete(int fd, const void *key)
{
	return map_elem(BPF_MAP_DELETE_ELEM, fd, key, NULL, 0);
}

int mbpf_map_next(int fd, const void *key, void *next)
{
	return map_elem(BPF_MAP_GET_NEXT_KEY, fd, key, next, 0);
}

int mbpf_map_freeze(int fd)
{
	union mbpf_attr attr = { .map_freeze = { .map_fd = fd } };

	return mbpf_do(BPF_MAP_FREEZE, &attr);
}

void mbpf_prog_attr(union mbpf_attr *attr, const struct bpf_insn *insns, __u32 cnt)
{
	memset(attr, 0, sizeof(*attr));
	attr->prog_load.prog_type = BPF_PROG_TYPE_XDP;
	attr->prog_load.insns = address(insns);
	attr->prog_load.insn_cnt = cnt;
	attr->prog_load.license = address("GPL");
}

int mbpf_prog_new(const struct bpf_insn *insns, __u32 cnt)
{
	union mbpf_attr attr;

	mbpf_prog_attr(&attr, insns, cnt);
	return mbpf_do(BPF_PROG_LOAD, &attr);
}

int mbpf_prog_log(const struct bpf_insn *insns, __u32 cnt, char *log, __u32 size)
{
	union mbpf_attr attr;

	mbpf_prog_attr(&attr, insns, cnt);
	attr.prog_load.log_level = 1;
	attr.prog_load.log_buf = address(log);
	attr.prog_load.log_size = size;
	log[0] = 0;
	return mbpf_do(BPF_PROG_LOAD, &attr);
}

int mbpf_prog_pass(void)
{
	const struct bpf_insn insns[] = { MOV64_IMM(0, XDP_PASS), EXIT() };

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

int mbpf_prog_run(int fd, const void *packet, __u32 len, __u32 *retval)
{
	union mbpf_attr attr = {
		.test = {
			.prog_fd = fd,
			.data_in = address(packet),
			.data_size_in = len,
			.repeat = 1,
		},
	};
	int ret = mbpf_do(BPF_PROG_TEST_RUN, &attr);

	if (retval)
		*retval = attr.test.retval;
	return ret;
}

int mbpf_btf_load(const void *data, __u32 size)
{
	union mbpf_attr attr = { .btf_load = { .btf = address(data), .btf_size = size } };

	return mbpf_do(BPF_BTF_LOAD, &attr);
}

const struct mbpf_btf_blob mbpf_good_btf = {
	.header = {
		.magic = BTF_MAGIC,
		.version = BTF_VERSION,
		.hdr_len = sizeof(struct btf_header),
		.type_len = sizeof(struct btf_type) + sizeof(__u32),
		.str_off = sizeof(struct btf_type) + sizeof(__u32),
		.str_len = 8,
	},
	.type = { .name_off = 1, .info = BTF_KIND_INT << 24, .size = 4 },
	.encoding = BTF_INT_SIGNED << 24 | 32,
	.strings = "\0int",
};

int mbpf_btf_int(void)
{
	return mbpf_btf_load(&mbpf_good_btf, sizeof(mbpf_good_btf));
}

int mbpf_xdp_link(int prog_fd, __u32 ifindex)
{
	union mbpf_attr attr = {
		.link_create = {
			.prog_fd = prog_fd,
			.target_ifindex = ifindex,
			.attach_type = BPF_XDP,
		},
	};

	return mbpf_do(BPF_LINK_CREATE, &attr);
}

int mbpf_info(int fd, void *info, __u32 *len)
{
	union mbpf_attr attr = {
		.info = { .bpf_fd = fd, .info_len = *len, .info = address(info) },
	};
	int ret = mbpf_do(BPF_OBJ_GET_INFO_BY_FD, &attr);

	*len = attr.info.info_len;
	return ret;
}

int mbpf_next_id(__u32 cmd, __u32 start, __u32 *next)
{
	union mbpf_attr attr = { .id = { .start_id = start } };
	int ret = mbpf_do(cmd, &attr);

	*next = attr.id.next_id;
	return ret;
}

int mbpf_fd_by_id(__u32 cmd, __u32 id)
{
	union mbpf_attr attr = { .id = { .start_id = id } };

	return mbpf_do(cmd, &attr);
}

int mbpf_caps_keep(__u64 caps)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {
		{ .effective = (__u32)caps, .permitted = (__u32)caps },
		{ .effective = caps >> 32, .permitted = caps >> 32 },
	};

	return syscall(SYS_capset, &header, data) ? -errno : 0;
}

int mbpf_live(void)
{
	struct mbpf_version version = {};

	if (ioctl(mbpf_device(), MBPF_IOC_VERSION, &version))
		return -errno;
	return version.nr_live;
}

int mbpf_live_settled(int want)
{
	const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
	int i, live = mbpf_live();

	for (i = 0; i < 500 && live > want; i++) {
		nanosleep(&pause, NULL);
		live = mbpf_live();
	}
	return live;
}

int mbpf_live_at_start(void)
{
	return live_at_start;
}
