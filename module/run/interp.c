// SPDX-License-Identifier: GPL-2.0
/*
 * The interpreter: runs prog->code, which the verifier has proved safe and
 * rewrite has prepared.  It checks nothing that they have proved.
 *
 * Each instruction is a label; the table of their addresses is made from the
 * rows of core/opcodes.h, so a row without code here does not compile, and a
 * label without a row warns.  Every instruction ends in its own jump to the
 * next one's label: the CPU then predicts each of them by what came before.
 *
 * The macros below are the one place in the house where macros hide a goto
 * and use the function's variables: insn (where we are) and regs.
 *
 *	stack: | frame 0 | frame 1 | ... | frame 7 |   512 bytes each
 *	                 ^ r10 of frame 0 points here, and grows down
 *
 * Cost: one table load and one indirect jump besides the instruction's own
 * work; at a call, zeroing what the function uses of its frame.  Allocates
 * nothing, does not sleep; the caller holds what keeps program, context and
 * maps alive.
 */
#include <linux/atomic.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/string.h>
#include <linux/swab.h>
#include "core/arith.h"
#include "core/core.h"
#include "helper/helper.h"
#include "run/run.h"

/* Tells objtool which table the function's indirect jumps go through. */
#ifndef __annotate_jump_table
#define __annotate_jump_table
#endif

/* Not zeroed by hardened kernels: an entry is written before it is read. */
#define UNINITIALIZED __attribute__((__uninitialized__))

/* LE* need no swap, and a context field's low part is its first bytes. */
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "mbpf runs on little-endian machines");
static_assert(sizeof(struct mbpf_run_insn) == 16, "four of them make a cache line");

/**
 * struct frame - what a local call puts aside for its caller
 * @ret: the call instruction
 * @saved: r6..r9
 */
struct frame {
	const struct mbpf_run_insn *ret;
	u64 saved[4];
};

/* Frames of up to this many bytes are zeroed by single stores. */
enum { FEW_BYTES = 128 };

/* Memory of a width at any alignment: one move, which packed structs say. */
struct mem8 { u8 v; } __packed;
struct mem16 { u16 v; } __packed;
struct mem32 { u32 v; } __packed;
struct mem64 { u64 v; } __packed;

static __always_inline void *pointer(u64 base, s32 off)
{
	return (void *)(unsigned long)(base + off);
}

/*
 * Zero what a function uses of its frame: the @bytes below its end, r10.
 *
 * Mostly these are a few words.  For them the stores cost less than a call of
 * memset() or the string instruction that compilers put for it, so the loop is
 * hidden from them.
 */
static __always_inline u64 enter_frame(u64 end, u32 bytes)
{
	u8 *p = (u8 *)(unsigned long)(end - bytes);

	if (bytes > FEW_BYTES) {
		memset(p, 0, bytes);
		return end;
	}
	for (; bytes; bytes -= sizeof(u64)) {
		*(u64 *)p = 0;
		p += sizeof(u64);
		OPTIMIZER_HIDE_VAR(p);
	}
	return end;
}

/* Bytes of the first function's frame; all of it when nobody has counted. */
static u32 main_depth(const struct mbpf_prog *prog)
{
	return prog->subprogs ? prog->subprogs[0].stack_depth : MBPF_FRAME_SIZE;
}

#define DST	regs[insn->dst]
#define SRC	regs[insn->src]
#define IMM	insn->imm

/* Operands of memory instructions: at dst + off, or at src + off. */
#define AT_DST	pointer(DST, insn->off)
#define AT_SRC	pointer(SRC, insn->off)

#define DISPATCH()	goto *labels[insn->op]
#define NEXT()		do { insn++; DISPATCH(); } while (0)
#define JUMP()		do { insn += insn->off; NEXT(); } while (0)

/* One operator in its four shapes; 32-bit results clear the high half. */
#define ALU(NAME, fn)							\
	NAME##64_REG: DST = mbpf_##fn##64(DST, SRC); NEXT();		\
	NAME##64_IMM: DST = mbpf_##fn##64(DST, IMM); NEXT();		\
	NAME##32_REG: DST = mbpf_##fn##32(DST, SRC); NEXT();		\
	NAME##32_IMM: DST = mbpf_##fn##32(DST, IMM); NEXT()

#define BRANCH(cond)	do { if (cond) JUMP(); NEXT(); } while (0)

/* One condition in its four shapes, on numbers of sign @s (u or s). */
#define COND(NAME, s, op)						\
	NAME##64_REG: BRANCH((s##64)DST op (s##64)SRC);			\
	NAME##64_IMM: BRANCH((s##64)DST op (s##64)IMM);			\
	NAME##32_REG: BRANCH((s##32)DST op (s##32)SRC);			\
	NAME##32_IMM: BRANCH((s##32)DST op (s##32)IMM)

/* Loads and stores of one size, plain and ordered. */
#define MEM(SIZE, bits)							\
	LDX_##SIZE: DST = ((struct mem##bits *)AT_SRC)->v; NEXT();	\
	STX_##SIZE: ((struct mem##bits *)AT_DST)->v = SRC; NEXT();	\
	ST_##SIZE: ((struct mem##bits *)AT_DST)->v = IMM; NEXT();	\
	LOAD_ACQ_##SIZE: DST = smp_load_acquire((u##bits *)AT_SRC); NEXT(); \
	STORE_REL_##SIZE: smp_store_release((u##bits *)AT_DST, (u##bits)SRC); NEXT()

#define LOAD_SIGNED(SIZE, bits)						\
	LDXS_##SIZE: DST = (s64)(s##bits)((struct mem##bits *)AT_SRC)->v; NEXT()

/* All read-modify-write instructions of one width, by the kernel's @type. */
#define ATOMIC(SIZE, bits, type)					\
	ATOMIC_ADD_##SIZE: type##_add(SRC, (type##_t *)AT_DST); NEXT();	\
	ATOMIC_OR_##SIZE: type##_or(SRC, (type##_t *)AT_DST); NEXT();	\
	ATOMIC_AND_##SIZE: type##_and(SRC, (type##_t *)AT_DST); NEXT();	\
	ATOMIC_XOR_##SIZE: type##_xor(SRC, (type##_t *)AT_DST); NEXT();	\
	FETCH_ADD_##SIZE: SRC = (u##bits)type##_fetch_add(SRC, (type##_t *)AT_DST); NEXT(); \
	FETCH_OR_##SIZE: SRC = (u##bits)type##_fetch_or(SRC, (type##_t *)AT_DST); NEXT(); \
	FETCH_AND_##SIZE: SRC = (u##bits)type##_fetch_and(SRC, (type##_t *)AT_DST); NEXT(); \
	FETCH_XOR_##SIZE: SRC = (u##bits)type##_fetch_xor(SRC, (type##_t *)AT_DST); NEXT(); \
	XCHG_##SIZE: SRC = (u##bits)type##_xchg((type##_t *)AT_DST, SRC); NEXT(); \
	CMPXCHG_##SIZE:							\
		regs[0] = (u##bits)type##_cmpxchg((type##_t *)AT_DST, regs[0], SRC); NEXT()

u64 mbpf_interpret(const struct mbpf_prog *prog, void *ctx, u8 *stack)
{
	static const void *const labels[MBPF_NR_RUN_OPS] __annotate_jump_table = {
		[MBPF_OP_INVALID] = &&TRAP,
#define X(name, ...) [MBPF_OP_##name] = &&name,
		MBPF_OPCODES(X)
#undef X
		[MBPF_OP_TRAP] = &&TRAP,
	};
	const struct mbpf_run_insn *insn = prog->code;
	struct frame frames[MBPF_MAX_FRAMES - 1] UNINITIALIZED;
	u64 regs[MBPF_NR_REGS] = { 0 };
	u32 depth = 0;

	regs[MBPF_R1] = (unsigned long)ctx;
	regs[MBPF_FP] = enter_frame((unsigned long)stack + MBPF_FRAME_SIZE, main_depth(prog));
	DISPATCH();

	ALU(ADD, add);
	ALU(SUB, sub);
	ALU(MUL, mul);
	ALU(DIV, div);
	ALU(SDIV, sdiv);
	ALU(MOD, mod);
	ALU(SMOD, smod);
	ALU(OR, or);
	ALU(AND, and);
	ALU(XOR, xor);
	ALU(LSH, lsh);
	ALU(RSH, rsh);
	ALU(ARSH, arsh);

	NEG64: DST = mbpf_neg64(DST); NEXT();
	NEG32: DST = mbpf_neg32(DST); NEXT();

	MOV64_REG: DST = SRC; NEXT();
	MOV64_IMM: DST = IMM; NEXT();
	MOV32_REG: DST = (u32)SRC; NEXT();
	MOV32_IMM: DST = (u32)IMM; NEXT();
	MOVSX64_8: DST = (s64)(s8)SRC; NEXT();
	MOVSX64_16: DST = (s64)(s16)SRC; NEXT();
	MOVSX64_32: DST = (s64)(s32)SRC; NEXT();
	MOVSX32_8: DST = (u32)(s8)SRC; NEXT();
	MOVSX32_16: DST = (u32)(s16)SRC; NEXT();

	LE16: DST = (u16)DST; NEXT();
	LE32: DST = (u32)DST; NEXT();
	LE64: NEXT();
	BE16: BSWAP16: DST = swab16((u16)DST); NEXT();
	BE32: BSWAP32: DST = swab32((u32)DST); NEXT();
	BE64: BSWAP64: DST = swab64(DST); NEXT();

	MEM(B, 8);
	MEM(H, 16);
	MEM(W, 32);
	MEM(DW, 64);
	LOAD_SIGNED(B, 8);
	LOAD_SIGNED(H, 16);
	LOAD_SIGNED(W, 32);
	ATOMIC(W, 32, atomic);
	ATOMIC(DW, 64, atomic64);

	COND(JEQ, u, ==);
	COND(JNE, u, !=);
	COND(JSET, u, &);
	COND(JGT, u, >);
	COND(JGE, u, >=);
	COND(JLT, u, <);
	COND(JLE, u, <=);
	COND(JSGT, s, >);
	COND(JSGE, s, >=);
	COND(JSLT, s, <);
	COND(JSLE, s, <=);
	JA: JA32: JUMP();

	/* The second slot holds nothing: the whole constant is in the first. */
	LD_IMM64: LD_MAP: LD_MAP_VALUE: DST = IMM; insn++; NEXT();

	CALL_HELPER:
		regs[0] = ((mbpf_helper_fn)(unsigned long)IMM)(regs[1], regs[2], regs[3],
							       regs[4], regs[5]);
		NEXT();

	CALL_LOCAL:
		if (unlikely(depth == MBPF_MAX_FRAMES - 1))
			goto TRAP;
		frames[depth].ret = insn;
		memcpy(frames[depth].saved, &regs[MBPF_R6], sizeof(frames[depth].saved));
		depth++;
		regs[MBPF_FP] = enter_frame(regs[MBPF_FP] + MBPF_FRAME_SIZE, IMM);
		JUMP();

	EXIT:
		if (!depth)
			return regs[0];
		depth--;
		insn = frames[depth].ret;
		memcpy(&regs[MBPF_R6], frames[depth].saved, sizeof(frames[depth].saved));
		regs[MBPF_FP] -= MBPF_FRAME_SIZE;
		NEXT();

	TRAP:
		return 0;
}
