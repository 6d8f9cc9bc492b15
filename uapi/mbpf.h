/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * mbpf: the door between user space and mbpf.ko.
 *
 * /dev/mbpf speaks bpf(2) through one ioctl, MBPF_IOC_CALL: the command
 * numbers, the attribute layouts and the meaning of results are those that
 * libbpf and bpftool already know.  What bpf(2) does not have stands beside it
 * as ioctls of its own (MBPF_IOC_*), never mixed into the mirror.
 *
 * Attributes are versioned by their size.  A caller may pass fewer bytes than
 * this header describes: the missing tail reads as zero.  A caller may pass
 * more: then every byte that this version does not know must be zero, else the
 * call fails with E2BIG.  Fields of one command that lie behind its last known
 * field must be zero too (EINVAL).
 *
 * Capabilities, in the initial user namespace: opening the device and every
 * command need CAP_BPF or CAP_SYS_ADMIN; LINK_CREATE, LINK_DETACH and
 * MBPF_IOC_LINK_KEEP need CAP_NET_ADMIN or CAP_SYS_ADMIN besides.
 *
 * Order of checks: the base capability, the command, its own capability, the
 * attribute's bytes, its fields.
 *
 * Errnos, for every command:
 *
 *   EPERM      the caller lacks a capability, or the object is frozen or opened
 *              for the other direction
 *   EFAULT     a user pointer could not be read or written
 *   E2BIG      unknown non-zero bytes behind the known attribute, or a size,
 *              count or program that exceeds a limit of core/limits.h
 *   EINVAL     unknown command or flag, a field that must be zero is not, or
 *              values that contradict each other
 *   EBADF      the file descriptor is not open, or is of another kind
 *   ENOENT     no such key, id or name (also the end of an iteration)
 *   EEXIST     BPF_NOEXIST and the key is there; or the hook already carries
 *              a link that excludes another
 *   ENOSPC     a map, a log buffer or an output buffer is full
 *   ENOMEM     the kernel has no memory for it
 *   EBUSY      the object is in use in a way that forbids the operation
 *   EACCES     the verifier refused the program; the log says why
 *   ENODEV     no such network device in the caller's network namespace
 *   ENOLINK    the link has already lost its hook
 *   EOPNOTSUPP a known thing that this kernel or object cannot do
 *   EINTR      a signal ended a long operation
 */
#ifndef _UAPI_MBPF_H
#define _UAPI_MBPF_H

#include <linux/types.h>
#include <linux/ioctl.h>
#ifdef __KERNEL__
#include <uapi/linux/bpf.h>
#else
#include <linux/bpf.h>
#endif

/*
 * What kernel headers older than the instruction set leave out.  The values
 * are RFC 9669's (and, for the load-acquire pair, those of linux/bpf.h).
 */
#ifndef BPF_MEMSX
#define BPF_MEMSX	0x80	/* LDX mode: load with sign extension */
#endif
#ifndef BPF_LOAD_ACQ
#define BPF_LOAD_ACQ	0x100	/* ATOMIC imm: load-acquire */
#define BPF_STORE_REL	0x110	/* ATOMIC imm: store-release */
#endif

/**
 * enum mbpf_compat - numbers that an old linux/bpf.h does not have yet
 * @MBPF_ATTACH_NETFILTER: enum bpf_attach_type BPF_NETFILTER
 * @MBPF_LINK_TYPE_XDP: enum bpf_link_type BPF_LINK_TYPE_XDP
 * @MBPF_LINK_TYPE_NETFILTER: enum bpf_link_type BPF_LINK_TYPE_NETFILTER
 */
enum mbpf_compat {
	MBPF_ATTACH_NETFILTER = 45,
	MBPF_LINK_TYPE_XDP = 6,
	MBPF_LINK_TYPE_NETFILTER = 10,
};

#define MBPF_DEVICE_NAME "mbpf"		/* /dev/mbpf */
#define MBPF_NAME_LEN	16		/* as BPF_OBJ_NAME_LEN, with the 0 */
#define MBPF_TAG_SIZE	8		/* as BPF_TAG_SIZE */

/**
 * union mbpf_attr - attributes of one command, laid out as union bpf_attr
 *
 * The member that a command uses is named behind it in enum bpf_cmd's order.
 * Every user pointer is a __aligned_u64.  ``[out]`` marks what is written
 * back; nothing else is.
 */
union mbpf_attr {
	/**
	 * @map_create: BPF_MAP_CREATE, returns a map fd.
	 *
	 * key_size and value_size are in bytes, max_entries in elements.
	 * map_flags takes BPF_F_* as the map type allows.  btf_fd with both
	 * type ids 0 is accepted and kept.
	 */
	struct {
		__u32	map_type;
		__u32	key_size;
		__u32	value_size;
		__u32	max_entries;
		__u32	map_flags;
		__u32	inner_map_fd;
		__u32	numa_node;
		char	map_name[MBPF_NAME_LEN];
		__u32	map_ifindex;
		__u32	btf_fd;
		__u32	btf_key_type_id;
		__u32	btf_value_type_id;
		__u32	btf_vmlinux_value_type_id;
		__u64	map_extra;
		__s32	value_type_btf_obj_fd;
		__s32	map_token_fd;
	} map_create;

	/**
	 * @map_elem: BPF_MAP_{LOOKUP,UPDATE,DELETE}_ELEM, BPF_MAP_GET_NEXT_KEY
	 *
	 * key points to key_size bytes.  value (``[out]`` for LOOKUP) points to
	 * value_size bytes; for a per-CPU map to round_up(value_size, 8) bytes
	 * for each possible CPU.  GET_NEXT_KEY writes next_key at the address
	 * in value and starts over when key is 0.
	 */
	struct {
		__u32		map_fd;
		__u32		pad;
		__aligned_u64	key;
		__aligned_u64	value;	/* or next_key */
		__u64		flags;
	} map_elem;

	/**
	 * @prog_load: BPF_PROG_LOAD, returns a program fd.
	 *
	 * insns points to insn_cnt struct bpf_insn of 8 bytes.  When log_level
	 * is not 0, up to log_size bytes with a final 0 go to log_buf; ENOSPC
	 * says that the log did not fit.  log_true_size is ``[out]``.
	 */
	struct {
		__u32		prog_type;
		__u32		insn_cnt;
		__aligned_u64	insns;
		__aligned_u64	license;
		__u32		log_level;
		__u32		log_size;
		__aligned_u64	log_buf;
		__u32		kern_version;
		__u32		prog_flags;
		char		prog_name[MBPF_NAME_LEN];
		__u32		prog_ifindex;
		__u32		expected_attach_type;
		__u32		prog_btf_fd;
		__u32		func_info_rec_size;
		__aligned_u64	func_info;
		__u32		func_info_cnt;
		__u32		line_info_rec_size;
		__aligned_u64	line_info;
		__u32		line_info_cnt;
		__u32		attach_btf_id;
		__u32		attach_prog_fd;
		__u32		core_relo_cnt;
		__aligned_u64	fd_array;
		__aligned_u64	core_relos;
		__u32		core_relo_rec_size;
		__u32		log_true_size;
		__s32		prog_token_fd;
		__u32		fd_array_cnt;
		__aligned_u64	signature;
		__u32		signature_size;
		__s32		keyring_id;
	} prog_load;

	/**
	 * @test: BPF_PROG_TEST_RUN, runs a program on the caller's bytes.
	 *
	 * data_in holds data_size_in bytes of packet, at least an Ethernet
	 * header.  data_out takes the packet after the last of @repeat runs;
	 * if it is too small, what fits is copied and ENOSPC returned.
	 * ctx_in/ctx_out are a struct xdp_md whose data fields are offsets.
	 * ``[out]``: retval, data_size_out, ctx_size_out, duration (mean
	 * nanoseconds of one run).
	 */
	struct {
		__u32		prog_fd;
		__u32		retval;
		__u32		data_size_in;
		__u32		data_size_out;
		__aligned_u64	data_in;
		__aligned_u64	data_out;
		__u32		repeat;
		__u32		duration;
		__u32		ctx_size_in;
		__u32		ctx_size_out;
		__aligned_u64	ctx_in;
		__aligned_u64	ctx_out;
		__u32		flags;
		__u32		cpu;
		__u32		batch_size;
	} test;

	/**
	 * @id: BPF_*_GET_NEXT_ID and BPF_*_GET_FD_BY_ID
	 *
	 * GET_NEXT_ID writes the smallest id above start_id into next_id
	 * (``[out]``), or fails with ENOENT.  GET_FD_BY_ID returns an fd.
	 */
	struct {
		__u32	start_id;	/* or the id */
		__u32	next_id;
		__u32	open_flags;
		__s32	fd_by_id_token_fd;
	} id;

	/**
	 * @info: BPF_OBJ_GET_INFO_BY_FD
	 *
	 * Writes a struct mbpf_{prog,map,btf,link}_info, at most info_len
	 * bytes; info_len is set to what was written (``[out]``).
	 */
	struct {
		__u32		bpf_fd;
		__u32		info_len;
		__aligned_u64	info;
	} info;

	/** @btf_load: BPF_BTF_LOAD, returns a BTF fd. */
	struct {
		__aligned_u64	btf;
		__aligned_u64	btf_log_buf;
		__u32		btf_size;
		__u32		btf_log_size;
		__u32		btf_log_level;
		__u32		btf_log_true_size;
		__u32		btf_flags;
		__s32		btf_token_fd;
	} btf_load;

	/**
	 * @link_create: BPF_LINK_CREATE, returns a link fd.
	 *
	 * attach_type BPF_XDP with target_ifindex attaches to the netdev
	 * ingress hook of that device, in the caller's network namespace.
	 * MBPF_ATTACH_NETFILTER with pf (NFPROTO_IPV4 or NFPROTO_IPV6),
	 * hooknum (NF_INET_*) and priority attaches to that hook of the
	 * caller's network namespace.
	 *
	 * XDP_PASS lets a packet go on; XDP_DROP and XDP_ABORTED drop it, and
	 * so do XDP_TX and XDP_REDIRECT, which have no destination here, and
	 * every other number.  All are counted (MBPF_IOC_LINK_STATS).
	 */
	struct {
		__u32	prog_fd;
		__u32	target_ifindex;
		__u32	attach_type;
		__u32	flags;
		union {
			struct {
				__u32	pf;
				__u32	hooknum;
				__s32	priority;
				__u32	flags;
			} netfilter;
			__u64	reserved[6];
		};
	} link_create;

	/** @link_detach: BPF_LINK_DETACH, takes the link off its hook. */
	struct {
		__u32	link_fd;
	} link_detach;

	/** @map_freeze: BPF_MAP_FREEZE, no write by user space any more. */
	struct {
		__u32	map_fd;
	} map_freeze;
};

/**
 * struct mbpf_map_info - as struct bpf_map_info
 * @type: enum bpf_map_type
 * @id: id of the map
 * @btf_id: id of its BTF, 0 without one
 */
struct mbpf_map_info {
	__u32	type;
	__u32	id;
	__u32	key_size;
	__u32	value_size;
	__u32	max_entries;
	__u32	map_flags;
	char	name[MBPF_NAME_LEN];
	__u32	ifindex;
	__u32	btf_vmlinux_value_type_id;
	__u64	netns_dev;
	__u64	netns_ino;
	__u32	btf_id;
	__u32	btf_key_type_id;
	__u32	btf_value_type_id;
	__u32	btf_vmlinux_id;
	__u64	map_extra;
};

/**
 * struct mbpf_prog_info - as struct bpf_prog_info
 *
 * A pointer field with its count: the caller passes how many records fit, and
 * gets how many there are; records are written only where a pointer was given.
 * @xlated_prog_insns: the verified program; a map is named by its id
 * @verified_insns: instructions the verifier processed
 */
struct mbpf_prog_info {
	__u32		type;
	__u32		id;
	__u8		tag[MBPF_TAG_SIZE];
	__u32		jited_prog_len;
	__u32		xlated_prog_len;
	__aligned_u64	jited_prog_insns;
	__aligned_u64	xlated_prog_insns;
	__u64		load_time;	/* ns since boot */
	__u32		created_by_uid;
	__u32		nr_map_ids;
	__aligned_u64	map_ids;
	char		name[MBPF_NAME_LEN];
	__u32		ifindex;
	__u32		gpl_compatible;	/* bit 0 */
	__u64		netns_dev;
	__u64		netns_ino;
	__u32		nr_jited_ksyms;
	__u32		nr_jited_func_lens;
	__aligned_u64	jited_ksyms;
	__aligned_u64	jited_func_lens;
	__u32		btf_id;
	__u32		func_info_rec_size;
	__aligned_u64	func_info;
	__u32		nr_func_info;
	__u32		nr_line_info;
	__aligned_u64	line_info;
	__aligned_u64	jited_line_info;
	__u32		nr_jited_line_info;
	__u32		line_info_rec_size;
	__u32		jited_line_info_rec_size;
	__u32		nr_prog_tags;
	__aligned_u64	prog_tags;
	__u64		run_time_ns;
	__u64		run_cnt;
	__u64		recursion_misses;
	__u32		verified_insns;
	__u32		attach_btf_obj_id;
	__u32		attach_btf_id;
	__u32		pad;
};

/** struct mbpf_btf_info - as struct bpf_btf_info */
struct mbpf_btf_info {
	__aligned_u64	btf;
	__u32		btf_size;
	__u32		id;
	__aligned_u64	name;
	__u32		name_len;
	__u32		kernel_btf;
};

/** struct mbpf_link_info - as struct bpf_link_info, for the links we have */
struct mbpf_link_info {
	__u32	type;
	__u32	id;
	__u32	prog_id;
	__u32	pad;
	union {
		struct {
			__u32	ifindex;	/* 0: the device has gone */
		} xdp;
		struct {
			__u32	pf;
			__u32	hooknum;
			__s32	priority;
			__u32	flags;
		} netfilter;
		__u64	reserved[6];
	};
};

/**
 * struct mbpf_call - argument of MBPF_IOC_CALL
 * @cmd: enum bpf_cmd
 * @size: bytes at @attr
 * @attr: address of a union mbpf_attr (or bpf_attr)
 */
struct mbpf_call {
	__u32		cmd;
	__u32		size;
	__aligned_u64	attr;
};

#define MBPF_NR_VERDICTS 5	/* XDP_ABORTED .. XDP_REDIRECT */

/**
 * struct mbpf_link_stats - argument of MBPF_IOC_LINK_STATS
 * @link_fd: in: the link
 * @kept: out: 1 when the link outlives its file descriptors
 * @runs: out: packets that the program has seen
 * @bytes: out: their bytes, link-layer header included
 * @verdict: out: how often it said each XDP_* verdict
 * @invalid: out: returns that are no verdict, treated as XDP_ABORTED
 * @errors: out: packets that were dropped because they could not be shown to
 *          the program, for want of memory most likely
 */
struct mbpf_link_stats {
	__u32	link_fd;
	__u32	kept;
	__u64	runs;
	__u64	bytes;
	__u64	verdict[MBPF_NR_VERDICTS];
	__u64	invalid;
	__u64	errors;
};

/**
 * struct mbpf_version - argument of MBPF_IOC_VERSION
 * @abi: MBPF_ABI; grows when something is added, never when it is removed
 * @nr_live: objects (maps, programs, BTFs, links) alive at this moment
 * @release: module version, a string
 */
struct mbpf_version {
	__u32	abi;
	__u32	nr_live;
	char	release[24];
};

#define MBPF_ABI	1
#define MBPF_IOC_MAGIC	'm'

/*
 * MBPF_IOC_CALL       bpf(2); returns what bpf(2) would
 * MBPF_IOC_VERSION    who is there
 * MBPF_IOC_LINK_STATS counters of one link
 * MBPF_IOC_LINK_KEEP  the link fd given by value: the link stays attached when
 *                     its last fd closes, until it is detached, its hook goes
 *                     or the module is unloaded
 *
 * read(2) on the device gives the lines that programs print with
 * bpf_trace_printk(), each line to one reader; it blocks unless O_NONBLOCK.
 */
#define MBPF_IOC_CALL		_IOWR(MBPF_IOC_MAGIC, 1, struct mbpf_call)
#define MBPF_IOC_VERSION	_IOR(MBPF_IOC_MAGIC, 2, struct mbpf_version)
#define MBPF_IOC_LINK_STATS	_IOWR(MBPF_IOC_MAGIC, 3, struct mbpf_link_stats)
#define MBPF_IOC_LINK_KEEP	_IO(MBPF_IOC_MAGIC, 4)

#endif /* _UAPI_MBPF_H */
