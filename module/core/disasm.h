/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions as text, in the notation that the kernel's verifier log and
 * bpftool use: "r1 = *(u32 *)(r6 +4)", "if w2 s> 0x7 goto pc+3".
 */
#ifndef MBPF_CORE_DISASM_H
#define MBPF_CORE_DISASM_H

#include <linux/types.h>
#include "core/opcodes.h"

/**
 * struct mbpf_disasm_names - how to name what an instruction refers to
 * @helper: name of a helper without prefix, or NULL when unknown
 * @arg: for @helper
 *
 * May be NULL altogether: then helpers print as "call 1".
 */
struct mbpf_disasm_names {
	const char *(*helper)(void *arg, u32 id);
	void *arg;
};

/**
 * mbpf_disasm() - print one instruction
 * @buf: where to, always terminated
 * @size: bytes at @buf; 96 hold every instruction
 * @insn: one slot, or two where the code is wide
 * @pc: its slot, not printed
 *
 * Return: the length, as snprintf(): @size or more when it was cut.
 */
int mbpf_disasm(char *buf, size_t size, const struct bpf_insn *insn, u32 pc,
		const struct mbpf_disasm_names *names);

#endif /* MBPF_CORE_DISASM_H */
