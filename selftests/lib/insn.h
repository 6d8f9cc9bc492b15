/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs as lists of instructions, for tests in user space and in the VM.
 */
#ifndef MBPF_TEST_INSN_H
#define MBPF_TEST_INSN_H

#include "mbpf.h"

/*
 * Instructions.  Registers are plain numbers 0..10; op is BPF_ADD, BPF_JEQ, ...;
 * size is BPF_B, BPF_H, BPF_W or BPF_DW.
 */
#define INSN(c, d, s, o, i) \
	((struct bpf_insn){ .code = (c), .dst_reg = (d), .src_reg = (s), .off = (o), .imm = (i) })

#define ALU64_REG(op, dst, src)	INSN(BPF_ALU64 | (op) | BPF_X, dst, src, 0, 0)
#define ALU64_IMM(op, dst, imm)	INSN(BPF_ALU64 | (op) | BPF_K, dst, 0, 0, imm)
#define ALU32_REG(op, dst, src)	INSN(BPF_ALU | (op) | BPF_X, dst, src, 0, 0)
#define ALU32_IMM(op, dst, imm)	INSN(BPF_ALU | (op) | BPF_K, dst, 0, 0, imm)
#define MOV64_REG(dst, src)	ALU64_REG(BPF_MOV, dst, src)
#define MOV64_IMM(dst, imm)	ALU64_IMM(BPF_MOV, dst, imm)
#define MOV32_REG(dst, src)	ALU32_REG(BPF_MOV, dst, src)
#define MOV32_IMM(dst, imm)	ALU32_IMM(BPF_MOV, dst, imm)

#define LDX_MEM(size, dst, src, off)	INSN(BPF_LDX | BPF_MEM | (size), dst, src, off, 0)
#define LDX_MEMSX(size, dst, src, off)	INSN(BPF_LDX | BPF_MEMSX | (size), dst, src, off, 0)
#define STX_MEM(size, dst, src, off)	INSN(BPF_STX | BPF_MEM | (size), dst, src, off, 0)
#define ST_MEM(size, dst, off, imm)	INSN(BPF_ST | BPF_MEM | (size), dst, 0, off, imm)
#define ATOMIC(size, op, dst, src, off)	INSN(BPF_STX | BPF_ATOMIC | (size), dst, src, off, op)

#define JA(off)				INSN(BPF_JMP | BPF_JA, 0, 0, off, 0)
#define JA32(off)			INSN(BPF_JMP32 | BPF_JA, 0, 0, 0, off)
#define JMP_REG(op, dst, src, off)	INSN(BPF_JMP | (op) | BPF_X, dst, src, off, 0)
#define JMP_IMM(op, dst, imm, off)	INSN(BPF_JMP | (op) | BPF_K, dst, 0, off, imm)
#define JMP32_REG(op, dst, src, off)	INSN(BPF_JMP32 | (op) | BPF_X, dst, src, off, 0)
#define JMP32_IMM(op, dst, imm, off)	INSN(BPF_JMP32 | (op) | BPF_K, dst, 0, off, imm)
#define CALL(helper)			INSN(BPF_JMP | BPF_CALL, 0, 0, 0, helper)
#define CALL_LOCAL(distance)		INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, distance)
#define EXIT()				INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

/* Two slots each: a list of two initialisers. */
#define LD_WIDE(dst, src, low, high) \
	INSN(BPF_LD | BPF_IMM | BPF_DW, dst, src, 0, low), INSN(0, 0, 0, 0, high)
#define LD_IMM64(dst, imm) \
	LD_WIDE(dst, 0, (__u32)(imm), (__u32)((__u64)(imm) >> 32))
#define LD_MAP_FD(dst, fd)		LD_WIDE(dst, BPF_PSEUDO_MAP_FD, fd, 0)
#define LD_MAP_VALUE(dst, fd, off)	LD_WIDE(dst, BPF_PSEUDO_MAP_VALUE, fd, off)

#endif /* MBPF_TEST_INSN_H */
