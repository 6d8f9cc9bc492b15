/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one table of instructions (RFC 9669, plus the load-acquire pair).
 *
 * A row is X(name, code, select, value, form, text):
 *
 *   name    MBPF_OP_<name>: its dense number, unlike the sparse code byte
 *   code    the code byte of struct bpf_insn
 *   select  which other field tells rows with this code apart (NONE, OFF,
 *           SRC, IMM), and
 *   value   what that field then holds
 *   form    which operands it has: see enum mbpf_form
 *   text    its operator as the disassembler prints it
 *
 * Decoder, shape check, disassembler, liveness, verifier, interpreter and the
 * coverage of the tests are all driven by these rows.  Rows that share a code
 * stand together; mbpf_opcodes_init() checks that.
 */
#ifndef MBPF_CORE_OPCODES_H
#define MBPF_CORE_OPCODES_H

#include <linux/types.h>
#include <uapi/linux/bpf.h>
#include "mbpf.h"

/**
 * enum mbpf_form - the operands of an instruction
 *
 * Which fields it uses (all others must be zero), which registers it reads
 * and writes: see mbpf_forms[].
 */
enum mbpf_form {
	MBPF_FORM_ALU_REG,	/* dst = dst op src */
	MBPF_FORM_ALU_IMM,	/* dst = dst op imm */
	MBPF_FORM_MOV_REG,	/* dst = src */
	MBPF_FORM_MOV_IMM,	/* dst = imm */
	MBPF_FORM_MOVSX,	/* dst = (s8|s16|s32)src; off is the width */
	MBPF_FORM_NEG,		/* dst = -dst */
	MBPF_FORM_END,		/* dst = swap(dst); imm is the width */
	MBPF_FORM_LDX,		/* dst = *(size *)(src + off) */
	MBPF_FORM_ST,		/* *(size *)(dst + off) = imm */
	MBPF_FORM_STX,		/* *(size *)(dst + off) = src */
	MBPF_FORM_ATOMIC,	/* lock *(size *)(dst + off) op= src */
	MBPF_FORM_FETCH,	/* ... and src = the old value */
	MBPF_FORM_CMPXCHG,	/* r0 = cmpxchg(dst + off, r0, src) */
	MBPF_FORM_LOAD_ACQ,	/* dst = load_acquire(src + off) */
	MBPF_FORM_STORE_REL,	/* store_release(dst + off, src) */
	MBPF_FORM_JA,		/* goto off */
	MBPF_FORM_JA32,		/* goto imm */
	MBPF_FORM_JMP_REG,	/* if dst op src goto off */
	MBPF_FORM_JMP_IMM,	/* if dst op imm goto off */
	MBPF_FORM_CALL_HELPER,	/* r0 = helper imm(r1..r5) */
	MBPF_FORM_CALL_LOCAL,	/* call the function at imm */
	MBPF_FORM_EXIT,		/* return r0 */
	MBPF_FORM_LD_IMM64,	/* dst = imm64; two slots */
	MBPF_FORM_LD_MAP,	/* dst = map of fd imm; two slots */
	MBPF_FORM_LD_MAP_VALUE,	/* dst = address in the map's value; two slots */
	MBPF_NR_FORMS,
};

/* One arithmetic operator in its four shapes. */
#define MBPF_ROWS_ALU(X, name, bits, sel, val, text)			\
	X(name##64_REG, BPF_ALU64 | (bits) | BPF_X, sel, val, ALU_REG, text) \
	X(name##64_IMM, BPF_ALU64 | (bits) | BPF_K, sel, val, ALU_IMM, text) \
	X(name##32_REG, BPF_ALU | (bits) | BPF_X, sel, val, ALU_REG, text)   \
	X(name##32_IMM, BPF_ALU | (bits) | BPF_K, sel, val, ALU_IMM, text)

/* Division and modulo: off = 1 selects the signed form of the same code. */
#define MBPF_ROWS_DIV(X, name, bits, text)				\
	X(name##64_REG, BPF_ALU64 | (bits) | BPF_X, OFF, 0, ALU_REG, text)    \
	X(S##name##64_REG, BPF_ALU64 | (bits) | BPF_X, OFF, 1, ALU_REG, "s" text) \
	X(name##64_IMM, BPF_ALU64 | (bits) | BPF_K, OFF, 0, ALU_IMM, text)    \
	X(S##name##64_IMM, BPF_ALU64 | (bits) | BPF_K, OFF, 1, ALU_IMM, "s" text) \
	X(name##32_REG, BPF_ALU | (bits) | BPF_X, OFF, 0, ALU_REG, text)      \
	X(S##name##32_REG, BPF_ALU | (bits) | BPF_X, OFF, 1, ALU_REG, "s" text) \
	X(name##32_IMM, BPF_ALU | (bits) | BPF_K, OFF, 0, ALU_IMM, text)      \
	X(S##name##32_IMM, BPF_ALU | (bits) | BPF_K, OFF, 1, ALU_IMM, "s" text)

/* One condition in its four shapes. */
#define MBPF_ROWS_JMP(X, name, bits, text)				\
	X(name##64_REG, BPF_JMP | (bits) | BPF_X, NONE, 0, JMP_REG, text) \
	X(name##64_IMM, BPF_JMP | (bits) | BPF_K, NONE, 0, JMP_IMM, text) \
	X(name##32_REG, BPF_JMP32 | (bits) | BPF_X, NONE, 0, JMP_REG, text) \
	X(name##32_IMM, BPF_JMP32 | (bits) | BPF_K, NONE, 0, JMP_IMM, text)

/* One memory access in its four sizes. */
#define MBPF_ROWS_MEM(X, name, cls, mode, form)				\
	X(name##_B, (cls) | (mode) | BPF_B, NONE, 0, form, "u8")	\
	X(name##_H, (cls) | (mode) | BPF_H, NONE, 0, form, "u16")	\
	X(name##_W, (cls) | (mode) | BPF_W, NONE, 0, form, "u32")	\
	X(name##_DW, (cls) | (mode) | BPF_DW, NONE, 0, form, "u64")

/* What one atomic code of a size selects by imm: 4 and 8 bytes have all. */
#define MBPF_ROWS_ATOMIC(X, sz, code)					\
	X(ATOMIC_ADD_##sz, code, IMM, BPF_ADD, ATOMIC, "+=") \
	X(ATOMIC_OR_##sz, code, IMM, BPF_OR, ATOMIC, "|=") \
	X(ATOMIC_AND_##sz, code, IMM, BPF_AND, ATOMIC, "&=") \
	X(ATOMIC_XOR_##sz, code, IMM, BPF_XOR, ATOMIC, "^=") \
	X(FETCH_ADD_##sz, code, IMM, BPF_ADD | BPF_FETCH, FETCH, "fetch_add") \
	X(FETCH_OR_##sz, code, IMM, BPF_OR | BPF_FETCH, FETCH, "fetch_or") \
	X(FETCH_AND_##sz, code, IMM, BPF_AND | BPF_FETCH, FETCH, "fetch_and") \
	X(FETCH_XOR_##sz, code, IMM, BPF_XOR | BPF_FETCH, FETCH, "fetch_xor") \
	X(XCHG_##sz, code, IMM, BPF_XCHG, FETCH, "xchg") \
	X(CMPXCHG_##sz, code, IMM, BPF_CMPXCHG, CMPXCHG, "cmpxchg") \
	MBPF_ROWS_ORDERED(X, sz, code)

#define MBPF_ROWS_ORDERED(X, sz, code)					\
	X(LOAD_ACQ_##sz, code, IMM, BPF_LOAD_ACQ, LOAD_ACQ, "load_acquire") \
	X(STORE_REL_##sz, code, IMM, BPF_STORE_REL, STORE_REL, "store_release")

#define MBPF_OPCODES(X)							\
	MBPF_ROWS_ALU(X, ADD, BPF_ADD, NONE, 0, "+=")			\
	MBPF_ROWS_ALU(X, SUB, BPF_SUB, NONE, 0, "-=")			\
	MBPF_ROWS_ALU(X, MUL, BPF_MUL, NONE, 0, "*=")			\
	MBPF_ROWS_DIV(X, DIV, BPF_DIV, "/=")				\
	MBPF_ROWS_ALU(X, OR, BPF_OR, NONE, 0, "|=")			\
	MBPF_ROWS_ALU(X, AND, BPF_AND, NONE, 0, "&=")			\
	MBPF_ROWS_ALU(X, LSH, BPF_LSH, NONE, 0, "<<=")			\
	MBPF_ROWS_ALU(X, RSH, BPF_RSH, NONE, 0, ">>=")			\
	X(NEG64, BPF_ALU64 | BPF_NEG, NONE, 0, NEG, "-")		\
	X(NEG32, BPF_ALU | BPF_NEG, NONE, 0, NEG, "-")			\
	MBPF_ROWS_DIV(X, MOD, BPF_MOD, "%=")				\
	MBPF_ROWS_ALU(X, XOR, BPF_XOR, NONE, 0, "^=")			\
	X(MOV64_REG, BPF_ALU64 | BPF_MOV | BPF_X, OFF, 0, MOV_REG, "=")	\
	X(MOVSX64_8, BPF_ALU64 | BPF_MOV | BPF_X, OFF, 8, MOVSX, "s8")	\
	X(MOVSX64_16, BPF_ALU64 | BPF_MOV | BPF_X, OFF, 16, MOVSX, "s16") \
	X(MOVSX64_32, BPF_ALU64 | BPF_MOV | BPF_X, OFF, 32, MOVSX, "s32") \
	X(MOV64_IMM, BPF_ALU64 | BPF_MOV | BPF_K, NONE, 0, MOV_IMM, "=")	\
	X(MOV32_REG, BPF_ALU | BPF_MOV | BPF_X, OFF, 0, MOV_REG, "=")	\
	X(MOVSX32_8, BPF_ALU | BPF_MOV | BPF_X, OFF, 8, MOVSX, "s8")	\
	X(MOVSX32_16, BPF_ALU | BPF_MOV | BPF_X, OFF, 16, MOVSX, "s16")	\
	X(MOV32_IMM, BPF_ALU | BPF_MOV | BPF_K, NONE, 0, MOV_IMM, "=")	\
	MBPF_ROWS_ALU(X, ARSH, BPF_ARSH, NONE, 0, "s>>=")		\
	X(LE16, BPF_ALU | BPF_END | BPF_TO_LE, IMM, 16, END, "le16")	\
	X(LE32, BPF_ALU | BPF_END | BPF_TO_LE, IMM, 32, END, "le32")	\
	X(LE64, BPF_ALU | BPF_END | BPF_TO_LE, IMM, 64, END, "le64")	\
	X(BE16, BPF_ALU | BPF_END | BPF_TO_BE, IMM, 16, END, "be16")	\
	X(BE32, BPF_ALU | BPF_END | BPF_TO_BE, IMM, 32, END, "be32")	\
	X(BE64, BPF_ALU | BPF_END | BPF_TO_BE, IMM, 64, END, "be64")	\
	X(BSWAP16, BPF_ALU64 | BPF_END | BPF_TO_LE, IMM, 16, END, "bswap16") \
	X(BSWAP32, BPF_ALU64 | BPF_END | BPF_TO_LE, IMM, 32, END, "bswap32") \
	X(BSWAP64, BPF_ALU64 | BPF_END | BPF_TO_LE, IMM, 64, END, "bswap64") \
	MBPF_ROWS_MEM(X, LDX, BPF_LDX, BPF_MEM, LDX)			\
	X(LDXS_B, BPF_LDX | BPF_MEMSX | BPF_B, NONE, 0, LDX, "s8")	\
	X(LDXS_H, BPF_LDX | BPF_MEMSX | BPF_H, NONE, 0, LDX, "s16")	\
	X(LDXS_W, BPF_LDX | BPF_MEMSX | BPF_W, NONE, 0, LDX, "s32")	\
	MBPF_ROWS_MEM(X, ST, BPF_ST, BPF_MEM, ST)			\
	MBPF_ROWS_MEM(X, STX, BPF_STX, BPF_MEM, STX)			\
	MBPF_ROWS_ORDERED(X, B, BPF_STX | BPF_ATOMIC | BPF_B)		\
	MBPF_ROWS_ORDERED(X, H, BPF_STX | BPF_ATOMIC | BPF_H)		\
	MBPF_ROWS_ATOMIC(X, W, BPF_STX | BPF_ATOMIC | BPF_W)		\
	MBPF_ROWS_ATOMIC(X, DW, BPF_STX | BPF_ATOMIC | BPF_DW)		\
	X(JA, BPF_JMP | BPF_JA, NONE, 0, JA, "goto")			\
	X(JA32, BPF_JMP32 | BPF_JA, NONE, 0, JA32, "gotol")		\
	MBPF_ROWS_JMP(X, JEQ, BPF_JEQ, "==")				\
	MBPF_ROWS_JMP(X, JGT, BPF_JGT, ">")				\
	MBPF_ROWS_JMP(X, JGE, BPF_JGE, ">=")				\
	MBPF_ROWS_JMP(X, JSET, BPF_JSET, "&")				\
	MBPF_ROWS_JMP(X, JNE, BPF_JNE, "!=")				\
	MBPF_ROWS_JMP(X, JSGT, BPF_JSGT, "s>")				\
	MBPF_ROWS_JMP(X, JSGE, BPF_JSGE, "s>=")				\
	MBPF_ROWS_JMP(X, JLT, BPF_JLT, "<")				\
	MBPF_ROWS_JMP(X, JLE, BPF_JLE, "<=")				\
	MBPF_ROWS_JMP(X, JSLT, BPF_JSLT, "s<")				\
	MBPF_ROWS_JMP(X, JSLE, BPF_JSLE, "s<=")				\
	X(CALL_HELPER, BPF_JMP | BPF_CALL, SRC, 0, CALL_HELPER, "call")	\
	X(CALL_LOCAL, BPF_JMP | BPF_CALL, SRC, BPF_PSEUDO_CALL, CALL_LOCAL, "call") \
	X(EXIT, BPF_JMP | BPF_EXIT, NONE, 0, EXIT, "exit")		\
	X(LD_IMM64, BPF_LD | BPF_IMM | BPF_DW, SRC, 0, LD_IMM64, "ll")	\
	X(LD_MAP, BPF_LD | BPF_IMM | BPF_DW, SRC, BPF_PSEUDO_MAP_FD, LD_MAP, "map") \
	X(LD_MAP_VALUE, BPF_LD | BPF_IMM | BPF_DW, SRC, BPF_PSEUDO_MAP_VALUE,	\
	  LD_MAP_VALUE, "map_value")

/**
 * enum mbpf_op - dense instruction numbers
 * @MBPF_OP_INVALID: no row has this code, or none with this selector
 * @MBPF_NR_OPCODES: one behind the last row
 * @MBPF_OP_TRAP: not in the table: what rewrite puts where the verifier proved
 *                that nobody comes; ends the program as XDP_ABORTED
 */
enum mbpf_op {
	MBPF_OP_INVALID,
#define X(name, ...) MBPF_OP_##name,
	MBPF_OPCODES(X)
#undef X
	MBPF_NR_OPCODES,
	MBPF_OP_TRAP = MBPF_NR_OPCODES,
	MBPF_NR_RUN_OPS,
};

/** enum mbpf_select - the field that tells rows with one code apart */
enum mbpf_select { MBPF_SELECT_NONE, MBPF_SELECT_OFF, MBPF_SELECT_SRC, MBPF_SELECT_IMM };

/** enum mbpf_field - bits for the fields of struct bpf_insn */
enum mbpf_field {
	MBPF_F_DST = 1, MBPF_F_SRC = 2, MBPF_F_OFF = 4, MBPF_F_IMM = 8,
};

/**
 * struct mbpf_form_info - what all instructions of one form have in common
 * @fields: enum mbpf_field bits that carry an operand; the others must be 0
 *          (unless they are the row's selector)
 * @reads: of DST and SRC, the registers read
 * @writes: of DST and SRC, the registers written
 * @r0: reads and writes r0 besides
 *
 * What calls and exit read and write besides: see mbpf_insn_regs().
 */
struct mbpf_form_info {
	u8 fields;
	u8 reads;
	u8 writes;
	bool r0;
};

/** struct mbpf_opcode - one row */
struct mbpf_opcode {
	const char *name;
	const char *text;
	u8 code;
	u8 select;	/* enum mbpf_select */
	u8 form;	/* enum mbpf_form */
	s32 value;
};

extern const struct mbpf_opcode mbpf_opcodes[MBPF_NR_OPCODES];
extern const struct mbpf_form_info mbpf_forms[MBPF_NR_FORMS];

/**
 * mbpf_opcodes_init() - build the decoder's index and check the table
 *
 * Return: 0, or -EINVAL when rows with one code do not stand together or two
 * rows cannot be told apart.  Once, before any other call; not thread-safe.
 */
int mbpf_opcodes_init(void);

/**
 * mbpf_opcodes_are_sound() - can each instruction belong to one row only?
 * @rows: a table, its first row unused
 * @nr: rows in it
 */
bool mbpf_opcodes_are_sound(const struct mbpf_opcode *rows, u32 nr);

/**
 * mbpf_opcode_decode() - find the row of an instruction
 * @insn: any eight bytes
 *
 * Looks at the code byte and the row's selector only: whether the remaining
 * fields are legal is the verifier's shape pass.
 *
 * Return: enum mbpf_op, MBPF_OP_INVALID when there is none.
 */
enum mbpf_op mbpf_opcode_decode(const struct bpf_insn *insn);

/** mbpf_opcode_is_known_code() - does any row have this code byte? */
bool mbpf_opcode_is_known_code(u8 code);

#endif /* MBPF_CORE_OPCODES_H */
