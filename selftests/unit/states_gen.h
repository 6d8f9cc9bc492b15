/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Random programs that a verifier may well accept: a generator that keeps
 * account of what each register and stack slot holds, roughly, and draws from
 * what real programs do.  Now and then it errs on purpose.
 *
 *	main:	r1 = context; loads data, data_end, data_meta
 *	f0:	r1 = address of 32 written bytes of the caller's stack, r2 = number
 *	f1:	r1 = packet, r2 = its end, r3 = number
 *	f2:	r1 = number, r2 = number
 */
#ifndef MBPF_TEST_STATES_GEN_H
#define MBPF_TEST_STATES_GEN_H

#include "states_machine.h"

enum gen_limits { GEN_LEN = 420, GEN_SLOTS = 10, GEN_FUNCS = 3, GEN_DEPTH = 3 };

enum gen_type { NOTHING, NUM, CTX, PKT, META, END, VALUE, MAYBE, STACK };

struct gen_types {
	u8 reg[10];
	u8 slot[GEN_SLOTS];	/* slot i is at r10 - 8 * (i + 1) */
};

static struct bpf_insn gen_code[GEN_LEN + 64];
static u32 gen_len;
static struct gen_types gen;
static u32 gen_depth;		/* of blocks in blocks */
static u32 gen_func;		/* number of the function being made, GEN_FUNCS: main */

/* Aimed when it is known where exit and functions are. */
enum { TO_EXIT = 0x7777, TO_FUNC = 0x777700 };

static void emit(struct bpf_insn insn)
{
	gen_code[gen_len++] = insn;
}

static void emit_wide(u32 dst, u32 src, int low)
{
	emit(INSN(BPF_LD | BPF_IMM | BPF_DW, dst, src, 0, low));
	emit(INSN(0, 0, 0, 0, 0));
}

static s16 slot_off(u32 slot)
{
	return -8 * (s16)(slot + 1);
}

/* A register that holds this; 10 when there is none. */
static u32 reg_with(u8 type)
{
	u32 start = pick(10), i;

	for (i = 0; i < 10; i++)
		if (gen.reg[(start + i) % 10] == type)
			return (start + i) % 10;
	return 10;
}

static u32 number_reg(void)
{
	u32 reg = pick(60) ? reg_with(NUM) : pick(10);

	if (reg < 10)
		return reg;
	emit(MOV64_IMM(0, (s32)pick(20)));
	gen.reg[0] = NUM;
	return 0;
}

/* Where a result goes: not over what is hard to get back, mostly. */
static u32 free_reg(void)
{
	u32 reg = pick(10), tries;

	for (tries = 0; tries < 8; tries++, reg = pick(10))
		if (gen.reg[reg] <= NUM)
			break;
	return reg;
}

static s32 edge(void)
{
	static const s32 edges[] = {
		0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, -1, -2, -8,
		0x7fff, 0x7fffffff, -0x7fffffff - 1, 0xffff, 1000,
	};

	return pick(3) ? edges[pick(ARRAY_SIZE(edges))] : (s32)pick(50);
}

static const u8 sizes[] = { BPF_B, BPF_H, BPF_W, BPF_DW };	/* by log2 */

static u8 condition(void)
{
	static const u8 ops[] = {
		BPF_JEQ, BPF_JNE, BPF_JGT, BPF_JGE, BPF_JLT, BPF_JLE, BPF_JSGT, BPF_JSGE,
		BPF_JSLT, BPF_JSLE, BPF_JSET,
	};

	return ops[pick(ARRAY_SIZE(ops))];
}

/* --- numbers --- */

static void gen_alu(void)
{
	static const u8 ops[] = {
		BPF_ADD, BPF_SUB, BPF_MUL, BPF_DIV, BPF_OR, BPF_AND, BPF_LSH, BPF_RSH, BPF_MOD,
		BPF_XOR, BPF_ARSH,
	};
	u8 op = ops[pick(ARRAY_SIZE(ops))], cls = pick(2) ? BPF_ALU64 : BPF_ALU;
	bool divides = op == BPF_DIV || op == BPF_MOD;
	u32 dst = number_reg();
	s32 imm = edge();

	if (op == BPF_LSH || op == BPF_RSH || op == BPF_ARSH)
		imm = pick(cls == BPF_ALU ? 32 : 64);
	if (divides && !imm)
		imm = 3;
	if (!pick(10))
		emit(INSN(cls | BPF_NEG, dst, 0, 0, 0));
	else if (!pick(10))
		emit(INSN((pick(2) ? BPF_ALU | BPF_TO_BE : BPF_ALU64) | BPF_END, dst, 0, 0,
			  16 << pick(3)));
	else if (pick(2))
		emit(INSN(cls | op | BPF_X, dst, number_reg(), divides ? pick(2) : 0, 0));
	else
		emit(INSN(cls | op | BPF_K, dst, 0, divides ? pick(2) : 0, imm));
}

/* Copies: whole, half, extended; of numbers or of anything. */
static void gen_copy(void)
{
	static const s16 width[] = { 8, 16, 32 };
	u32 dst = free_reg(), src;

	if (!pick(4)) {
		src = pick(10);
		if (gen.reg[src] == NOTHING)
			return;
		emit(MOV64_REG(dst, src));
		gen.reg[dst] = gen.reg[src];
		return;
	}
	src = number_reg();
	if (pick(2))
		emit(MOV64_REG(dst, src));
	else if (pick(3))
		emit(MOV32_REG(dst, src));
	else
		emit(INSN((pick(2) ? BPF_ALU64 : BPF_ALU) | BPF_MOV | BPF_X, dst, src,
			  width[pick(2)], 0));
	gen.reg[dst] = NUM;
}

static void emit_jump(s16 off)
{
	u8 cls = pick(2) ? BPF_JMP : BPF_JMP32;
	u32 a = number_reg(), b;

	if (pick(3)) {
		emit(INSN(cls | condition() | BPF_K, a, 0, off, edge()));
		return;
	}
	b = number_reg();
	emit(INSN(cls | condition() | BPF_X, a, b, off, 0));
}

static void gen_bound(u32 reg)
{
	s32 limit = pick(5) ? (s32)pick(24) : edge();

	switch (pick(8)) {
	case 0:
	case 1:
		emit(ALU64_IMM(BPF_AND, reg, limit));
		break;
	case 2:
		emit(JMP_IMM(BPF_JGT, reg, limit, TO_EXIT));
		break;
	case 3:
		emit(JMP_IMM(BPF_JSGT, reg, limit, TO_EXIT));
		emit(JMP_IMM(BPF_JSLT, reg, pick(2) ? 0 : -4, TO_EXIT));
		break;
	case 4:
		emit(INSN(BPF_ALU64 | BPF_MOD | BPF_K, reg, 0, 0, limit ?: 5));
		break;
	case 5:
		emit(ALU32_IMM(BPF_AND, reg, limit));
		break;
	case 6:
		emit(JMP32_IMM(BPF_JGE, reg, limit, TO_EXIT));
		break;
	default:
		emit(ALU64_IMM(BPF_RSH, reg, 59 + pick(5)));
	}
}

/* A small number in a register, its copy bounded in its place at times. */
static u32 small_number(void)
{
	u32 reg = number_reg(), copy;

	if (reg > 9 || pick(4)) {
		gen_bound(reg);
		return reg;
	}
	copy = free_reg();
	emit(pick(4) ? MOV64_REG(copy, reg) : MOV32_REG(copy, reg));
	gen.reg[copy] = NUM;
	gen_bound(copy);
	return pick(2) ? reg : copy;
}

/* --- stack --- */

static void gen_spill(void)
{
	u32 slot = pick(GEN_SLOTS), reg = pick(10);

	if (pick(2)) {
		if (gen.reg[reg] == NOTHING && pick(20))
			return;
		emit(STX_MEM(BPF_DW, 10, reg, slot_off(slot)));
		gen.slot[slot] = gen.reg[reg];
		return;
	}
	if (gen.slot[slot] == NOTHING && pick(20))
		return;
	reg = free_reg();
	emit(LDX_MEM(BPF_DW, reg, 10, slot_off(slot)));
	gen.reg[reg] = gen.slot[slot];
}

/* Part of a slot. */
static void gen_narrow(void)
{
	u32 slot = pick(GEN_SLOTS), log = pick(3), reg;
	s16 off = slot_off(slot) + (s16)(pick(8 >> log) << log);

	if (gen.slot[slot] != NUM && pick(20))
		return;
	switch (pick(4)) {
	case 0:
		emit(ST_MEM(sizes[log], 10, off, pick(2) ? 0 : edge()));
		break;
	case 1:
		emit(STX_MEM(sizes[log], 10, number_reg(), off));
		break;
	case 2:
		reg = free_reg();
		emit(LDX_MEMSX(sizes[log], reg, 10, off));
		gen.reg[reg] = NUM;
		break;
	default:
		reg = free_reg();
		emit(LDX_MEM(sizes[log], reg, 10, off));
		gen.reg[reg] = NUM;
	}
}

static void emit_access(u32 base, s16 off, u32 log)
{
	u32 reg;

	if (pick(2)) {
		emit(STX_MEM(sizes[log], base, number_reg(), off));
		return;
	}
	reg = free_reg();
	emit(LDX_MEM(sizes[log], reg, base, off));
	gen.reg[reg] = NUM;
}

/* A place in the stack that nobody knows. */
static void gen_variable_stack(void)
{
	u32 index = small_number(), ptr = free_reg();

	if (index > 9 || ptr == index)
		return;
	emit(MOV64_REG(ptr, 10));
	emit(ALU64_REG(pick(12) ? BPF_ADD : BPF_SUB, ptr, index));
	gen.reg[ptr] = STACK;
	if (pick(2))
		emit(ALU64_IMM(BPF_AND, index, 8));
	emit_access(ptr, slot_off(2 + pick(GEN_SLOTS - 2)), pick(4) ? 0 : pick(4));
	gen.reg[ptr] = NOTHING;
}

static void gen_atomic(void)
{
	static const s32 ops[] = {
		BPF_ADD, BPF_OR, BPF_AND, BPF_XOR, BPF_ADD | BPF_FETCH, BPF_OR | BPF_FETCH,
		BPF_AND | BPF_FETCH, BPF_XOR | BPF_FETCH, BPF_XCHG, BPF_CMPXCHG,
	};
	u32 value = reg_with(VALUE), slot = pick(GEN_SLOTS), reg = number_reg();
	u8 size = pick(2) ? BPF_W : BPF_DW;
	s32 op = ops[pick(ARRAY_SIZE(ops))];

	if (op == BPF_CMPXCHG && gen.reg[0] != NUM)
		return;
	if (value < 10 && pick(2))
		emit(ATOMIC(size, op, value, reg, 8 * (s16)pick(3)));
	else if (gen.slot[slot] == NUM || !pick(20))
		emit(ATOMIC(size, op, 10, reg, slot_off(slot)));
}

/* --- packet --- */

static void emit_end_test(u32 p, u32 end, s16 off)
{
	switch (pick(4)) {
	case 0:
		emit(JMP_REG(BPF_JGT, p, end, off));
		break;
	case 1:
		emit(JMP_REG(BPF_JGE, p, end, off));
		break;
	case 2:
		emit(JMP_REG(BPF_JLT, end, p, off));
		break;
	default:
		emit(JMP_REG(BPF_JLE, end, p, off));
	}
}

/* Move, compare with the end, use: exactly what was compared, or almost. */
static void gen_packet(void)
{
	bool meta = !pick(5);
	u32 p = reg_with(meta ? META : PKT), end = reg_with(meta ? PKT : END);
	u32 q = free_reg(), log = pick(4), n = (1 << log) + pick(16), index;

	if (p > 9 || end > 9 || q == p || q == end)
		return;
	if (pick(2)) {
		emit(MOV64_REG(q, p));
		gen.reg[q] = gen.reg[p];
	} else {
		q = p;
	}
	if (pick(2)) {
		index = small_number();
		if (index > 9 || index == q || index == end || gen.reg[q] == NUM)
			return;
		emit(ALU64_REG(pick(10) ? BPF_ADD : BPF_SUB, q, index));
	}
	if (pick(2)) {
		emit(ALU64_IMM(BPF_ADD, q, n));
		emit_end_test(q, end, TO_EXIT);
		emit_access(q, -(s16)(1 << log) + (pick(8) ? 0 : 1) - (s16)pick(3), log);
		return;
	}
	index = free_reg();
	if (index == q || index == end || index == p)
		return;
	emit(MOV64_REG(index, q));
	emit(ALU64_IMM(BPF_ADD, index, n));
	emit_end_test(index, end, TO_EXIT);
	gen.reg[index] = gen.reg[q];
	emit_access(q, (s16)n - (s16)(1 << log) + (pick(8) ? 0 : 1) - (s16)pick(3), log);
}

/* A step on, of one pointer or another, to be compared and used later. */
static void gen_advance(void)
{
	u32 p = reg_with(PKT), end = reg_with(END), index, log = pick(4);

	if (p > 9 || end > 9)
		return;
	switch (pick(4)) {
	case 0:
		emit(ALU64_IMM(pick(3) ? BPF_ADD : BPF_SUB, p, 1 + pick(9)));
		break;
	case 1:
		index = small_number();
		if (index < 10 && gen.reg[p] == PKT && gen.reg[index] == NUM)
			emit(ALU64_REG(BPF_ADD, p, index));
		break;
	case 2:
		emit_end_test(p, end, TO_EXIT);
		break;
	default:
		emit_access(p, -(s16)(1 << log) - (s16)pick(2), log);
	}
}

/* Through the packet, by a constant or by what is found there. */
static void gen_packet_loop(void)
{
	u32 p = reg_with(PKT), end = reg_with(END), start, jump;
	u32 n = 1 + pick(4), by = free_reg(), count = free_reg();

	if (p > 9 || end > 9 || by == p || by == end || count == by || count == p ||
	    count == end)
		return;
	emit(MOV64_IMM(count, 0));
	emit(MOV64_REG(by, p));
	start = gen_len;
	emit(ALU64_IMM(BPF_ADD, by, n));
	emit_end_test(by, end, 0);
	jump = gen_len - 1;
	emit(LDX_MEM(BPF_B, by, p, pick(12) ? (s16)pick(n) : (s16)n));
	if (pick(2)) {
		emit(ALU64_IMM(BPF_AND, by, 1 + 2 * pick(8)));
		emit(ALU64_REG(BPF_ADD, p, by));
	} else {
		emit(ALU64_IMM(BPF_ADD, p, n));
	}
	emit(MOV64_REG(by, p));
	emit(ALU64_IMM(BPF_ADD, count, 1));
	emit(JMP_IMM(BPF_JLT, count, 2 + pick(6), (s16)(start - gen_len - 1)));
	gen_code[jump].off = gen_len - jump - 1;
	gen.reg[by] = PKT;
	gen.reg[count] = NUM;
}

/* --- maps --- */

static void gen_clobber(void)
{
	u32 reg;

	for (reg = 1; reg <= 5; reg++)
		gen.reg[reg] = NOTHING;
}

static u32 saved_reg(void)
{
	u32 reg = 6 + pick(4), tries;

	for (tries = 0; tries < 6; tries++, reg = 6 + pick(4))
		if (gen.reg[reg] <= NUM || gen.reg[reg] == MAYBE)
			break;
	return reg;
}

/* Look something up; test it now, or a copy of it, or later, or never. */
static void gen_lookup(void)
{
	u32 map = pick(4) ? pick(2) : pick(NR_TEST_MAPS);
	u32 slot = pick(GEN_SLOTS), copy = saved_reg();

	emit(ST_MEM(BPF_DW, 10, slot_off(slot), pick(5)));
	gen.slot[slot] = NUM;
	emit(MOV64_REG(2, 10));
	emit(ALU64_IMM(BPF_ADD, 2, slot_off(slot)));
	emit_wide(1, BPF_PSEUDO_MAP_FD, MAP(map));
	emit(CALL(BPF_FUNC_map_lookup_elem));
	gen_clobber();
	gen.reg[0] = MAYBE;
	if (pick(2)) {
		emit(MOV64_REG(copy, 0));
		gen.reg[copy] = MAYBE;
	}
	if (pick(2)) {
		slot = pick(GEN_SLOTS);
		emit(STX_MEM(BPF_DW, 10, 0, slot_off(slot)));
		gen.slot[slot] = MAYBE;
	}
	if (!pick(4))
		return;
	emit(JMP_IMM(BPF_JEQ, pick(2) && gen.reg[copy] == MAYBE ? copy : 0, 0, TO_EXIT));
	gen.reg[0] = VALUE;
	if (gen.reg[copy] == MAYBE)
		gen.reg[copy] = VALUE;
	if (gen.slot[slot] == MAYBE)
		gen.slot[slot] = VALUE;
}

static void gen_value(void)
{
	u32 value = reg_with(VALUE), log = pick(4), index, p;
	s16 off = pick(6) ? (s16)pick(8) : (s16)pick(56) - 4;

	if (value > 9 && !pick(4)) {
		emit_wide(6 + pick(4), BPF_PSEUDO_MAP_VALUE, MAP(RODATA));
		gen.reg[gen_code[gen_len - 2].dst_reg] = VALUE;
		return;
	}
	if (value > 9)
		return;
	if (pick(2)) {
		emit_access(value, off, log);
		return;
	}
	index = small_number();
	p = free_reg();
	if (index > 9 || p == index || p == value || gen.reg[value] != VALUE)
		return;
	emit(MOV64_REG(p, value));
	emit(ALU64_REG(pick(10) ? BPF_ADD : BPF_SUB, p, index));
	gen.reg[p] = VALUE;
	emit_access(p, off, log);
	gen.reg[p] = NOTHING;
}

/* A print of a number or two, or of registers that nobody wrote. */
static void gen_print(void)
{
	u32 slot = pick(GEN_SLOTS), reg = number_reg();

	emit(ST_MEM(BPF_DW, 10, slot_off(slot), 0x6425));
	gen.slot[slot] = NUM;
	if (pick(2))
		emit(MOV64_REG(3, reg));
	emit(MOV64_REG(1, 10));
	emit(ALU64_IMM(BPF_ADD, 1, slot_off(slot)));
	emit(MOV64_IMM(2, 8));
	emit(CALL(BPF_FUNC_trace_printk));
	gen_clobber();
	gen.reg[0] = NUM;
}

static void gen_helper(void)
{
	if (!pick(3)) {
		gen_print();
		return;
	}
	emit(CALL(pick(2) ? BPF_FUNC_get_prandom_u32 : BPF_FUNC_ktime_get_ns));
	gen_clobber();
	gen.reg[0] = NUM;
}

/* --- functions --- */

static void emit_call(u32 func)
{
	emit(CALL_LOCAL(TO_FUNC + (int)func));
	gen_clobber();
	gen.reg[0] = NUM;
}

static void gen_call(void)
{
	u32 func = pick(GEN_FUNCS), slot = 3 + pick(GEN_SLOTS - 3), i, a, b;

	if (gen_func < GEN_FUNCS && func <= gen_func)
		return;
	a = number_reg();
	switch (func) {
	case 0:
		for (i = 0; i < 4; i++)
			if (gen.slot[slot - i] != NUM) {
				emit(ST_MEM(BPF_DW, 10, slot_off(slot - i), pick(9)));
				gen.slot[slot - i] = NUM;
			}
		emit(MOV64_REG(2, a));
		emit(MOV64_REG(1, 10));
		emit(ALU64_IMM(BPF_ADD, 1, slot_off(slot)));
		break;
	case 1:
		a = reg_with(PKT);
		b = reg_with(END);
		if (a > 9 || b > 9 || b == 1 || a == 3 || b == 3)
			return;
		emit(MOV64_IMM(3, pick(30)));
		emit(MOV64_REG(1, a));
		emit(MOV64_REG(2, b));
		break;
	default:
		b = number_reg();
		if (b == 1)
			return;
		emit(MOV64_REG(1, a));
		emit(MOV64_REG(2, b));
	}
	emit_call(func);
}

/* --- blocks --- */

static void gen_op(void);

/* What holds whether a block was run or not. */
static void join_types(const struct gen_types *other)
{
	u32 i;

	for (i = 0; i < sizeof(gen); i++)
		if (((u8 *)&gen)[i] != ((const u8 *)other)[i] && pick(30))
			((u8 *)&gen)[i] = NOTHING;
}

/* Nullable values: one of the ways back has it, the other has 0. */
static bool emit_null_jump(u32 *maybe)
{
	*maybe = reg_with(MAYBE);
	if (*maybe > 9 || pick(2))
		return false;
	emit(JMP_IMM(BPF_JEQ, *maybe, 0, 0));
	return true;
}

static void gen_skip(void)
{
	struct gen_types before;
	u32 jump, steps = 1 + pick(4), maybe;

	if (gen_depth == GEN_DEPTH)
		return;
	if (!emit_null_jump(&maybe)) {
		emit_jump(0);
		maybe = 10;
	}
	jump = gen_len - 1;
	before = gen;
	if (maybe < 10)
		gen.reg[maybe] = VALUE;
	gen_depth++;
	while (steps--)
		gen_op();
	gen_depth--;
	if (gen_len == jump + 1)
		emit(MOV64_REG(0, 0));
	gen_code[jump].off = gen_len - jump - 1;
	join_types(&before);
}

/* A loop with a counter in a register that the body may not know of. */
static void gen_loop(void)
{
	struct gen_types before = gen;
	u32 count = 6 + pick(4), start, steps = 1 + pick(3);

	if (gen_depth == GEN_DEPTH || gen.reg[count] > NUM)
		return;
	emit(MOV64_IMM(count, 0));
	start = gen_len;
	gen.reg[count] = NOTHING;
	gen_depth++;
	while (steps--)
		gen_op();
	gen_depth--;
	emit(ALU64_IMM(BPF_ADD, count, 1));
	emit(JMP_IMM(pick(2) ? BPF_JLT : BPF_JNE, count, 1 + pick(5),
		     (s16)(start - gen_len - 1)));
	join_types(&before);
	gen.reg[count] = NUM;
}

static void gen_op(void)
{
	static void (*const ops[])(void) = {
		gen_alu, gen_alu, gen_alu, gen_copy, gen_copy, gen_spill, gen_spill, gen_narrow,
		gen_variable_stack, gen_atomic, gen_packet, gen_packet, gen_advance, gen_advance,
		gen_packet_loop,
		gen_lookup, gen_value, gen_value, gen_helper, gen_call, gen_skip, gen_skip,
		gen_skip, gen_loop,
	};

	if (gen_len < GEN_LEN - 60)
		ops[pick(ARRAY_SIZE(ops))]();
	if (!pick(12)) {
		u32 reg = number_reg();

		emit_jump(TO_EXIT);
		gen.reg[reg] = NUM;
	}
}

/* Return: was there a jump to the exit? */
static bool aim_exits(u32 from, u32 at)
{
	bool any = false;

	for (; from < at; from++)
		if (gen_code[from].off == TO_EXIT) {
			gen_code[from].off = at - from;
			any = true;
		}
	return any;
}

/* The rest of the function that begins at @start. */
static void gen_body(u32 start, u32 steps)
{
	gen_depth = 0;
	while (steps--)
		gen_op();
	if (gen.reg[0] != NUM || pick(2))
		emit(MOV64_IMM(0, pick(9)));
	if (aim_exits(start, gen_len)) {
		emit(JA(1));
		emit(MOV64_IMM(0, 2));
	}
	emit(EXIT());
}

static void gen_main_start(void)
{
	u32 slot;

	emit(LDX_MEM(BPF_W, 7, 1, 0));
	emit(LDX_MEM(BPF_W, 8, 1, 4));
	emit(LDX_MEM(BPF_W, 9, 1, 8));
	emit(MOV64_REG(6, 1));
	emit(LDX_MEM(BPF_W, 0, 1, 16));
	gen.reg[7] = PKT;
	gen.reg[8] = END;
	gen.reg[9] = META;
	gen.reg[6] = CTX;
	gen.reg[1] = CTX;
	gen.reg[0] = NUM;
	emit(MOV64_REG(2, 7));
	emit(ALU64_IMM(BPF_ADD, 2, 32));
	emit(JMP_REG(BPF_JGT, 2, 8, TO_EXIT));
	gen.reg[2] = PKT;
	for (slot = 3; slot < 5; slot++) {
		emit(LDX_MEM(sizes[pick(4)], slot, 7, (s16)pick(24)));
		gen.reg[slot] = NUM;
	}
	for (slot = 0; slot < GEN_SLOTS; slot++)
		if (pick(2)) {
			emit(ST_MEM(BPF_DW, 10, slot_off(slot), pick(2) ? 0 : edge()));
			gen.slot[slot] = NUM;
		}
}

static void gen_function(u32 func)
{
	u32 start = gen_len;

	memset(&gen, 0, sizeof(gen));
	gen_func = func;
	switch (func) {
	case 0:
		gen.reg[2] = NUM;
		emit(MOV64_REG(6, 1));
		gen.reg[6] = STACK;
		emit(LDX_MEM(BPF_DW, 3, 1, 8));
		gen.reg[3] = NUM;
		emit(pick(2) ? STX_MEM(BPF_DW, 1, 2, 16) : STX_MEM(BPF_W, 1, 3, 4));
		break;
	case 1:
		gen.reg[1] = PKT;
		gen.reg[2] = END;
		gen.reg[3] = NUM;
		break;
	default:
		gen.reg[1] = NUM;
		gen.reg[2] = NUM;
	}
	gen_body(start, 1 + pick(6));
}

static void aim_calls(const u32 *starts)
{
	u32 pc;

	for (pc = 0; pc < gen_len; pc++)
		if (gen_code[pc].code == (BPF_JMP | BPF_CALL) &&
		    gen_code[pc].src_reg == BPF_PSEUDO_CALL)
			gen_code[pc].imm = starts[gen_code[pc].imm - TO_FUNC] - pc - 1;
}

static bool is_called(u32 func)
{
	u32 pc;

	for (pc = 0; pc < gen_len; pc++)
		if (gen_code[pc].src_reg == BPF_PSEUDO_CALL &&
		    gen_code[pc].code == (BPF_JMP | BPF_CALL) &&
		    gen_code[pc].imm == TO_FUNC + (int)func)
			return true;
	return false;
}

static void generate(void)
{
	u32 starts[GEN_FUNCS] = {}, func;

	memset(gen_code, 0, sizeof(gen_code));
	memset(&gen, 0, sizeof(gen));
	gen_len = 0;
	gen_func = GEN_FUNCS;
	gen_main_start();
	gen_body(0, 4 + pick(16));
	/* A function calls only those behind it, so one pass makes all. */
	for (func = 0; func < GEN_FUNCS; func++) {
		if (!is_called(func))
			continue;
		starts[func] = gen_len;
		gen_function(func);
	}
	aim_calls(starts);
}

#endif /* MBPF_TEST_STATES_GEN_H */
