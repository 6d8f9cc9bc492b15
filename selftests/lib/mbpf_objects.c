// SPDX-License-Identifier: GPL-2.0
/*
 * Objects of each kind for the tests: made by the functions of mbpf_test.h,
 * asked for by the commands in the table.
 */
#include <sched.h>
#define MBPF_TEST_LIBRARY
#include "mbpf_test.h"
#include "mbpf_objects.h"

const struct mbpf_kind_row mbpf_kinds[NR_KINDS] = {
	[MAP] = { "map", BPF_MAP_GET_NEXT_ID, BPF_MAP_GET_FD_BY_ID,
		  sizeof(struct mbpf_map_info) },
	[PROG] = { "prog", BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID,
		   sizeof(struct mbpf_prog_info) },
	[BTF] = { "btf", BPF_BTF_GET_NEXT_ID, BPF_BTF_GET_FD_BY_ID,
		  sizeof(struct mbpf_btf_info) },
	[LINK] = { "link", BPF_LINK_GET_NEXT_ID, BPF_LINK_GET_FD_BY_ID,
		   sizeof(struct mbpf_link_info) },
};

static int new_link(void)
{
	int prog = mbpf_prog_pass(), link;

	if (unshare(CLONE_NEWNET))
		return -errno;
	link = mbpf_xdp_link(prog, MBPF_LOOPBACK);
	close(prog);
	return link;
}

int mbpf_object_new(enum mbpf_kind kind)
{
	switch (kind) {
	case MAP:
		return mbpf_map_new(BPF_MAP_TYPE_ARRAY, 4, 8, 3, 0);
	case PROG:
		return mbpf_prog_pass();
	case BTF:
		return mbpf_btf_int();
	default:
		return new_link();
	}
}

__u32 mbpf_object_id(enum mbpf_kind kind, int fd)
{
	union {
		struct mbpf_map_info map;
		struct mbpf_prog_info prog;
		struct mbpf_btf_info btf;
		struct mbpf_link_info link;
	} info = {};
	__u32 len = mbpf_kinds[kind].info_size;

	if (mbpf_info(fd, &info, &len))
		return 0;
	/* The id stands second, but for BTF. */
	return kind == BTF ? info.btf.id : info.map.id;
}

int mbpf_prog_using(int map)
{
	const struct bpf_insn insns[] = { LD_MAP_FD(1, map), MOV64_IMM(0, XDP_PASS), EXIT() };

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}
