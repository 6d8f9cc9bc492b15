/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every limit of mbpf, each with its reason.  Nothing else defines one.
 */
#ifndef MBPF_CORE_LIMITS_H
#define MBPF_CORE_LIMITS_H

enum mbpf_limits {
	/* Instructions in one program: as many as may be verified below. */
	MBPF_MAX_INSNS = 1000000,

	/* Instructions the verifier walks before it gives up: bounds the time
	 * of one PROG_LOAD to about a second; the number users know.
	 */
	MBPF_MAX_PROCESSED = 1000000,

	/* Bytes of states that the verifier keeps, and as many again of states
	 * that wait to be walked: bounds its memory.  Enough for a branch in each
	 * tenth instruction that may be walked.
	 */
	MBPF_MAX_STATE_BYTES = 128 << 20,

	/* Call depth and bytes a frame: RFC 9669 leaves them to the platform;
	 * compilers assume 512, and 8 frames make one page of stack.
	 */
	MBPF_MAX_FRAMES = 8,
	MBPF_FRAME_SIZE = 512,

	/* Functions in one program: bounds the call graph's matrix. */
	MBPF_MAX_SUBPROGS = 256,

	/* Maps one program may name; an index fits a byte. */
	MBPF_MAX_USED_MAPS = 64,

	/* Programs that may run inside one another on one CPU: process, and
	 * softirqs entered from a transmit inside a program's hook.
	 */
	MBPF_MAX_NESTING = 4,

	/* One log: what libbpf asks for on its second try is 16 MiB - 1. */
	MBPF_MIN_LOG_SIZE = 128,
	MBPF_MAX_LOG_SIZE = 1 << 28,

	/* One BTF blob: bounds the check's time and memory. */
	MBPF_MAX_BTF_SIZE = 16 << 20,

	/* Types: as many as the kernel's format allows ids for. */
	MBPF_MAX_BTF_TYPES = 0xfffff,

	/* Types inside types (struct in array in struct ...): whoever prints a
	 * value may recurse so deep.  Real programs stay below ten, the
	 * kernel's own types below 64.
	 */
	MBPF_MAX_BTF_DEPTH = 64,

	/* Bytes of one name: bounds the time of checking a million of them. */
	MBPF_MAX_BTF_NAME = 512,

	/* A key lives on the hash's stack and in one kmalloc. */
	MBPF_MAX_KEY_SIZE = 512,

	/* Bytes of one value: what one kmalloc serves on every kernel. */
	MBPF_MAX_VALUE_SIZE = 1 << 22,

	/* Distance a variable offset may move a pointer: far inside s32, so
	 * that no sum of offsets overflows.
	 */
	MBPF_MAX_PTR_OFF = 1 << 29,

	/* Bytes a program may see of a packet: the largest IP packet behind an
	 * Ethernet header.
	 */
	MBPF_MAX_PACKET = 0xffff + 14,

	/* Head room in front of a test packet, as XDP promises. */
	MBPF_PACKET_HEADROOM = 256,

	/* Lines of bpf_trace_printk() kept for readers, and their length. */
	MBPF_TRACE_LINES = 1024,
	MBPF_TRACE_LINE = 128,
};

#endif /* MBPF_CORE_LIMITS_H */
