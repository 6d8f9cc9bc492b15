/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A check of static analyses against what programs really do.
 *
 * Random programs are run on a small machine of their own, twice: once as they
 * are, and once with something changed in the middle that, as the analysis
 * says, cannot matter (a dead register, a dead slot, a number that decides
 * nothing).  Both runs must do the same:
 *
 *	run:       0 1 5 6 7 1 5 ...	--> a hash of all that is seen
 *	                 ^ spoil()
 *	run again: 0 1 5 6 7 1 5 ...	--> must be the same hash
 *
 * Seen are the path, every address, what goes to the stack and to helpers, and
 * (unless only deciding numbers count) what goes to the packet and is returned.
 * A run stops where the verifier would refuse to go on: at arithmetic with
 * pointers, at pointers stored in pieces, at addresses outside.  What is read
 * from the packet or given by a helper is a number that depends on the time
 * alone.
 */
#ifndef MBPF_TEST_PASS_MACHINE_H
#define MBPF_TEST_PASS_MACHINE_H

#include "core/disasm.h"
#include "pass_helper.h"
#include "verify/flow.h"

/**
 * struct pass_args - one analysis, to be called again by fail_each_alloc()
 * @pass: which
 * @prog: its program
 * @flow: its result
 */
struct pass_args {
	int (*pass)(struct mbpf_prog *prog, struct mbpf_flow *flow);
	struct mbpf_prog *prog;
	struct mbpf_flow *flow;
};

static int pass_again(void *arg)
{
	struct pass_args *args = arg;

	return args->pass(args->prog, args->flow);
}

enum machine_limits {
	RUN_FRAMES = 4,
	RUN_STEPS = 250,
	RUN_INSNS = 160,
	RUN_PACKET = 64,
	RUN_PROGRAMS = 4000,
	RUN_SPOILS = 16,
};

enum machine_kind { KIND_NUMBER, KIND_POINTER, KIND_BROKEN };

struct machine_frame {
	u64 regs[MBPF_NR_REGS];
	u8 kinds[MBPF_NR_REGS];
	u64 stack[MBPF_FRAME_SIZE / 8];
	u8 stack_kinds[MBPF_FRAME_SIZE];
	u32 return_pc;
};

struct machine_run {
	const struct mbpf_prog *prog;
	struct machine_frame frames[RUN_FRAMES];
	u64 packet[RUN_PACKET / 8];
	u32 depth, pc, steps;
	bool all_numbers;	/* do numbers that decide nothing count as seen? */
	bool stopped;
	u64 seen;
};

/* One at a fixed place: addresses are the same in every run. */
static struct machine_run the_run;

/* --- chance --- */

static u64 random_state = 88172645463325252ULL;

static inline u64 random_u64(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static inline u32 random_below(u32 n)
{
	return (random_u64() >> 20) % n;
}

/* A number that depends on the time and on what it is for. */
static inline u64 number_at(const struct machine_run *run, u64 what)
{
	u64 x = (run->steps + 1) * 0x9e3779b97f4a7c15ULL ^ what * 0xbf58476d1ce4e5b9ULL;

	x ^= x >> 29;
	return x % 3 ? x % 7 : x;
}

/* --- what happens is seen --- */

static inline void see(struct machine_run *run, u64 what)
{
	run->seen = (run->seen ^ what) * 0x100000001b3ULL;
	run->seen ^= run->seen >> 31;
}

static inline void stop_run(struct machine_run *run)
{
	run->stopped = true;
}

static inline struct machine_frame *run_top(struct machine_run *run)
{
	return &run->frames[run->depth - 1];
}

static inline u64 frame_top(struct machine_frame *frame)
{
	return (u64)(unsigned long)(frame->stack + MBPF_FRAME_SIZE / 8);
}

/* Frame and distance from its lowest byte of an address, or NULL. */
static inline struct machine_frame *find_frame(struct machine_run *run, u64 addr, u32 size, u32 *at)
{
	u32 i;

	for (i = 0; i < run->depth; i++) {
		u64 low = frame_top(&run->frames[i]) - MBPF_FRAME_SIZE;

		if (addr >= low && addr + size <= low + MBPF_FRAME_SIZE) {
			*at = addr - low;
			return &run->frames[i];
		}
	}
	return NULL;
}

static inline bool in_packet(const struct machine_run *run, u64 addr, u32 size)
{
	u64 low = (u64)(unsigned long)run->packet;

	return addr >= low && addr + size <= low + RUN_PACKET;
}

/* --- memory --- */

static inline bool all_kind(const u8 *kinds, u32 size, u8 kind)
{
	while (size--)
		if (*kinds++ != kind)
			return false;
	return true;
}

static inline u64 run_load(struct machine_run *run, u64 addr, u32 size, u8 *kind)
{
	struct machine_frame *frame;
	u64 value = 0;
	u32 at;

	*kind = KIND_NUMBER;
	see(run, addr);
	if (in_packet(run, addr, size))
		return number_at(run, 1) & (size == 8 ? ~0ULL : (1ULL << 8 * size) - 1);
	frame = find_frame(run, addr, size, &at);
	if (!frame) {
		stop_run(run);
		return 0;
	}
	memcpy(&value, (u8 *)frame->stack + at, size);
	if (size == 8 && !(at % 8) && all_kind(frame->stack_kinds + at, 8, KIND_POINTER))
		*kind = KIND_POINTER;
	else if (!all_kind(frame->stack_kinds + at, size, KIND_NUMBER))
		stop_run(run);
	return value;
}

/* What is left of a pointer that is written over in part. */
static inline void break_pointers(struct machine_frame *frame, u32 at, u32 size)
{
	u32 i, end = round_up(at + size, 8);

	for (i = round_down(at, 8); i < end; i++)
		if (frame->stack_kinds[i] == KIND_POINTER)
			frame->stack_kinds[i] = KIND_BROKEN;
}

static inline void run_store(struct machine_run *run, u64 addr, u32 size, u64 value, u8 kind)
{
	struct machine_frame *frame, *owner;
	u32 at, where;

	see(run, addr);
	if (in_packet(run, addr, size)) {
		if (run->all_numbers)
			see(run, value);
		if (kind != KIND_NUMBER)
			stop_run(run);
		return;
	}
	frame = find_frame(run, addr, size, &at);
	if (!frame || (kind == KIND_POINTER && (size != 8 || at % 8))) {
		stop_run(run);
		return;
	}
	owner = kind == KIND_POINTER ? find_frame(run, value, 0, &where) : NULL;
	if (owner > frame)
		stop_run(run);
	see(run, size == 8 ? value : value & ((1ULL << 8 * size) - 1));
	break_pointers(frame, at, size);
	memcpy((u8 *)frame->stack + at, &value, size);
	memset(frame->stack_kinds + at, kind, size);
}

/* --- instructions --- */

static inline void set_reg(struct machine_run *run, u32 reg, u64 value, u8 kind)
{
	run_top(run)->regs[reg] = value;
	run_top(run)->kinds[reg] = kind;
}

static inline void run_alu(struct machine_run *run, enum mbpf_op op, u8 dst, u64 b, u8 kind)
{
	struct machine_frame *top = run_top(run);
	u64 a = top->regs[dst];
	u32 pointers = (top->kinds[dst] != KIND_NUMBER) + (kind != KIND_NUMBER);
	bool is_sub = op == MBPF_OP_SUB64_REG || op == MBPF_OP_SUB64_IMM;
	bool is_add = op == MBPF_OP_ADD64_REG || op == MBPF_OP_ADD64_IMM;

	if (pointers && !(is_add && pointers == 1) && !(is_sub && kind == KIND_NUMBER)) {
		stop_run(run);
		return;
	}
	switch (BPF_OP(mbpf_op_row(op)->code)) {
	case BPF_ADD:
		a += b;
		break;
	case BPF_SUB:
		a -= b;
		break;
	case BPF_MUL:
		a *= b;
		break;
	case BPF_AND:
		a &= b;
		break;
	case BPF_XOR:
		a ^= b;
		break;
	case BPF_LSH:
		a <<= b & 63;
		break;
	case BPF_DIV:
		see(run, !b);
		a = b ? a / b : 0;
		break;
	case BPF_NEG:
		a = -a;
		break;
	default:
		bail_out("the machine has no %s", mbpf_op_row(op)->name);
	}
	set_reg(run, dst, mbpf_op_is_alu32(op) ? (u32)a : a,
		pointers ? KIND_POINTER : KIND_NUMBER);
}

static inline void clobber(struct machine_run *run, u32 from)
{
	u32 reg;

	for (reg = from; reg <= MBPF_R5; reg++)
		set_reg(run, reg, number_at(run, reg), KIND_NUMBER);
}

/* All that a helper may look at, by its contract. */
static inline void run_helper(struct machine_run *run, u32 id)
{
	u16 args = mbpf_flow_helper_args(id);
	u32 reg, at;

	for (reg = MBPF_R1; reg <= MBPF_R5; reg++) {
		struct machine_frame *frame;
		u64 value = run_top(run)->regs[reg];

		if (!(args & BIT(reg)))
			continue;
		see(run, value);
		frame = find_frame(run, value, 0, &at);
		for (; frame && at < MBPF_FRAME_SIZE; at++)
			see(run, ((u8 *)frame->stack)[at] + 256 * frame->stack_kinds[at]);
	}
	clobber(run, MBPF_R0);
}

/* A fresh frame: garbage everywhere, in which there is no pointer. */
static inline void push_frame(struct machine_run *run, u32 return_pc)
{
	struct machine_frame *frame = &run->frames[run->depth++];
	u32 i;

	memset(frame, 0, sizeof(*frame));
	frame->return_pc = return_pc;
	for (i = 0; i < MBPF_FP; i++)
		frame->regs[i] = number_at(run, 100 + i);
	for (i = 0; i < ARRAY_SIZE(frame->stack); i++)
		frame->stack[i] = number_at(run, 200 + i);
	frame->regs[MBPF_FP] = frame_top(frame);
	frame->kinds[MBPF_FP] = KIND_POINTER;
}

static inline void run_call(struct machine_run *run, u32 target)
{
	struct machine_frame *caller = run_top(run);
	u32 reg;

	if (run->depth == RUN_FRAMES) {
		stop_run(run);
		return;
	}
	push_frame(run, run->pc + 1);
	for (reg = MBPF_R1; reg <= MBPF_R5; reg++)
		set_reg(run, reg, caller->regs[reg], caller->kinds[reg]);
	run->pc = target;
}

static inline void run_exit(struct machine_run *run)
{
	struct machine_frame *callee = run_top(run);
	u64 r0 = callee->regs[MBPF_R0];
	u8 kind = callee->kinds[MBPF_R0];
	u32 at;

	if (run->depth == 1) {
		if (run->all_numbers)
			see(run, r0);
		stop_run(run);
		return;
	}
	if (kind == KIND_POINTER && find_frame(run, r0, 0, &at) == callee) {
		stop_run(run);
		return;
	}
	run->pc = callee->return_pc;
	run->depth--;
	clobber(run, MBPF_R1);
	set_reg(run, MBPF_R0, r0, kind);
}

static inline bool run_condition(struct machine_run *run, enum mbpf_op op, u64 a, u64 b)
{
	switch (BPF_OP(mbpf_op_row(op)->code)) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	default:
		return (s64)a < (s64)b;
	}
}

static inline void run_jump(struct machine_run *run, const struct bpf_insn *insn, enum mbpf_op op)
{
	struct machine_frame *top = run_top(run);
	bool by_reg = mbpf_op_form(op) == MBPF_FORM_JMP_REG;
	u64 b = by_reg ? top->regs[insn->src_reg] : (u64)(s64)insn->imm;

	if (top->kinds[insn->dst_reg] || (by_reg && top->kinds[insn->src_reg])) {
		stop_run(run);
		return;
	}
	if (run_condition(run, op, top->regs[insn->dst_reg], b))
		run->pc += insn->off;
	run->pc++;
}

static inline void run_atomic(struct machine_run *run, const struct bpf_insn *insn, enum mbpf_op op)
{
	struct machine_frame *top = run_top(run);
	u64 addr = top->regs[insn->dst_reg] + insn->off, value = top->regs[insn->src_reg];
	u32 size = mbpf_op_size(op);
	u8 kind;
	u64 old = run_load(run, addr, size, &kind);

	if (kind != KIND_NUMBER || top->kinds[insn->src_reg] != KIND_NUMBER)
		stop_run(run);
	if (run->stopped)
		return;
	switch (mbpf_op_form(op)) {
	case MBPF_FORM_CMPXCHG:
		see(run, old == top->regs[MBPF_R0]);
		run_store(run, addr, size, old == top->regs[MBPF_R0] ? value : old, kind);
		set_reg(run, MBPF_R0, old, kind);
		break;
	case MBPF_FORM_FETCH:
		run_store(run, addr, size, value, kind);
		set_reg(run, insn->src_reg, old, kind);
		break;
	default:
		run_store(run, addr, size, old + value, kind);
		break;
	}
}

static inline void run_straight(struct machine_run *run, const struct bpf_insn *insn,
				enum mbpf_op op)
{
	struct machine_frame *top = run_top(run);
	u64 dst = top->regs[insn->dst_reg], src = top->regs[insn->src_reg], value;
	u8 kind = top->kinds[insn->src_reg];

	switch (mbpf_op_form(op)) {
	case MBPF_FORM_ALU_REG:
		run_alu(run, op, insn->dst_reg, src, kind);
		break;
	case MBPF_FORM_ALU_IMM:
	case MBPF_FORM_NEG:
		run_alu(run, op, insn->dst_reg, (s64)insn->imm, KIND_NUMBER);
		break;
	case MBPF_FORM_MOV_REG:
		if (op != MBPF_OP_MOV64_REG && kind)
			stop_run(run);
		set_reg(run, insn->dst_reg, op == MBPF_OP_MOV64_REG ? src : (u32)src, kind);
		break;
	case MBPF_FORM_MOV_IMM:
		set_reg(run, insn->dst_reg, (s64)insn->imm, KIND_NUMBER);
		break;
	case MBPF_FORM_LD_IMM64:
		set_reg(run, insn->dst_reg, mbpf_insn_imm64(insn), KIND_NUMBER);
		break;
	case MBPF_FORM_LDX:
		value = run_load(run, src + insn->off, mbpf_op_size(op), &kind);
		set_reg(run, insn->dst_reg, value, kind);
		break;
	case MBPF_FORM_ST:
		run_store(run, dst + insn->off, mbpf_op_size(op), (s64)insn->imm, KIND_NUMBER);
		break;
	case MBPF_FORM_STX:
		run_store(run, dst + insn->off, mbpf_op_size(op), src, kind);
		break;
	case MBPF_FORM_CALL_HELPER:
		run_helper(run, insn->imm);
		break;
	default:
		run_atomic(run, insn, op);
		break;
	}
	run->pc = mbpf_flow_next(run->prog, run->pc);
}

static inline void run_step(struct machine_run *run)
{
	const struct bpf_insn *insn = &run->prog->insns[run->pc];
	enum mbpf_op op = run->prog->aux[run->pc].op;

	see(run, run->pc);
	switch (mbpf_op_form(op)) {
	case MBPF_FORM_JMP_REG:
	case MBPF_FORM_JMP_IMM:
		run_jump(run, insn, op);
		break;
	case MBPF_FORM_JA:
		run->pc += 1 + insn->off;
		break;
	case MBPF_FORM_CALL_LOCAL:
		run_call(run, mbpf_insn_target(insn, op, run->pc));
		break;
	case MBPF_FORM_EXIT:
		run_exit(run);
		break;
	default:
		run_straight(run, insn, op);
		break;
	}
	run->steps++;
}

typedef bool (*spoil_fn)(struct machine_run *run, const struct mbpf_flow *flow);

/*
 * From the start to the end, or for RUN_STEPS.  In front of step @when something
 * is spoiled; says whether there was something to spoil.
 */
static inline bool run_program(struct machine_run *run, const struct mbpf_prog *prog,
			       const struct mbpf_flow *flow, u32 when, spoil_fn spoil)
{
	bool spoiled = false;

	run->prog = prog;
	run->depth = 0;
	run->pc = 0;
	run->steps = 0;
	run->stopped = false;
	run->seen = 1;
	push_frame(run, 0);
	set_reg(run, MBPF_R1, (u64)(unsigned long)run->packet, KIND_POINTER);
	while (!run->stopped && run->steps < RUN_STEPS) {
		if (run->steps == when)
			spoiled = spoil(run, flow);
		run_step(run);
	}
	return spoiled;
}

/* --- random programs --- */

static inline u8 any_reg(void)
{
	return random_below(9);		/* r9 keeps the packet */
}

static inline s16 any_place(void)
{
	return -(s16)random_below(80);
}

/* Mostly r10, or a register that is likely to hold an address. */
static inline u8 any_base(void)
{
	static const u8 bases[] = { 10, 10, 10, 10, 6, 7, 1, 2, 9, 9 };

	return bases[random_below(ARRAY_SIZE(bases))];
}

static inline struct bpf_insn any_memory(void)
{
	static const enum mbpf_op ops[] = {
		MBPF_OP_LDX_DW, MBPF_OP_LDX_DW, MBPF_OP_LDX_W, MBPF_OP_LDX_B,
		MBPF_OP_STX_DW, MBPF_OP_STX_DW, MBPF_OP_STX_W, MBPF_OP_STX_H,
		MBPF_OP_ST_DW, MBPF_OP_ST_W, MBPF_OP_ATOMIC_ADD_DW, MBPF_OP_XCHG_DW,
		MBPF_OP_CMPXCHG_DW,
	};
	enum mbpf_op op = ops[random_below(ARRAY_SIZE(ops))];
	u8 base = any_base();
	s16 off = base == 10 ? any_place() : base == 9 ? (s16)random_below(60)
							: (s16)random_below(24) - 8;

	if (random_below(3))
		off &= ~7;
	if (mbpf_op_form(op) == MBPF_FORM_LDX)
		return insn_of(op, any_reg(), base, off, 0);
	return insn_of(op, base, mbpf_op_form(op) == MBPF_FORM_ST ? 0 : any_reg(), off,
		       random_below(8));
}

static inline struct bpf_insn any_alu(void)
{
	static const enum mbpf_op ops[] = {
		MBPF_OP_ADD64_REG, MBPF_OP_SUB64_REG, MBPF_OP_XOR64_REG, MBPF_OP_AND64_REG,
		MBPF_OP_MUL64_REG, MBPF_OP_ADD32_REG, MBPF_OP_MOV32_REG, MBPF_OP_DIV64_REG,
		MBPF_OP_LSH64_IMM, MBPF_OP_ADD64_IMM, MBPF_OP_AND64_IMM, MBPF_OP_NEG64,
	};
	enum mbpf_op op = ops[random_below(ARRAY_SIZE(ops))];
	u8 fields = mbpf_forms[mbpf_op_form(op)].fields;

	return insn_of(op, any_reg(), fields & MBPF_F_SRC ? any_reg() : 0, 0,
		       fields & MBPF_F_IMM ? (s32)random_below(8) : 0);
}

static inline struct bpf_insn any_jump(void)
{
	static const enum mbpf_op ops[] = {
		MBPF_OP_JEQ64_REG, MBPF_OP_JGT64_REG, MBPF_OP_JEQ64_IMM, MBPF_OP_JSLT64_IMM,
	};
	enum mbpf_op op = ops[random_below(ARRAY_SIZE(ops))];
	bool by_reg = mbpf_op_form(op) == MBPF_FORM_JMP_REG;

	return insn_of(op, any_reg(), by_reg ? any_reg() : 0, 0, by_reg ? 0 : (s32)random_below(4));
}

/* One or a few instructions; how many. */
static inline u32 any_insns(struct bpf_insn *insn, bool in_main)
{
	static const s32 helpers[] = { BPF_FUNC_ktime_get_ns, BPF_FUNC_map_lookup_elem, 9999 };
	u8 reg = 6 + random_below(2), index = any_reg();

	switch (random_below(14)) {
	case 0:
	case 1:
		insn[0] = I(MOV64_REG, any_reg(), any_reg(), 0, 0);
		return 1;
	case 2:
		insn[0] = I(MOV64_IMM, any_reg(), 0, 0, random_below(5));
		return 1;
	case 3:
		reg = random_below(2) ? reg : 1 + random_below(2);
		insn[0] = I(MOV64_REG, reg, 10, 0, 0);
		insn[1] = I(ADD64_IMM, reg, 0, 0, any_place() & ~7);
		return 2;
	case 4:
		insn[0] = I(MOV64_REG, reg, 10, 0, 0);
		insn[1] = I(ADD64_IMM, reg, 0, 0, -64);
		insn[2] = I(AND64_IMM, index, 0, 0, 56);
		insn[3] = I(ADD64_REG, reg, index, 0, 0);
		return 4;
	case 5:
		insn[0] = I(CALL_HELPER, 0, 0, 0, helpers[random_below(3)]);
		return 1;
	case 6:
		insn[0] = I(CALL_LOCAL, 0, 0, 0, 0);
		return 1;
	case 7:
	case 8:
		insn[0] = any_jump();
		return 1;
	case 9:
	case 10:
		insn[0] = any_alu();
		return 1;
	case 11:
		insn[0] = I(LD_IMM64, any_reg(), 0, 0, random_below(9));
		insn[1] = WIDE(0);
		return 2;
	default:
		insn[0] = any_memory();
		return 1;
	}
}

/* Give jumps a target in [start, end), calls one of the functions behind. */
static inline void link_insns(struct bpf_insn *insns, u32 start, u32 end, const u32 *later, u32 nr)
{
	u32 pc;

	for (pc = start; pc < end; pc++) {
		enum mbpf_op op = mbpf_opcode_decode(&insns[pc]);

		if (mbpf_op_is_cond_jump(op))
			insns[pc].off = (s32)(start + random_below(end - start)) - (s32)pc - 1;
		else if (op == MBPF_OP_CALL_LOCAL && nr)
			insns[pc].imm = later[random_below(nr)] - pc - 1;
		else if (op == MBPF_OP_CALL_LOCAL)
			insns[pc] = I(MOV64_IMM, 0, 0, 0, 1);
	}
}

/* A main program and two functions; NULL when chance made nonsense of it. */
static inline struct mbpf_prog *any_prog(void)
{
	struct bpf_insn insns[RUN_INSNS];
	u32 starts[4], n = 0, f;
	struct mbpf_prog *prog;

	for (f = 0; f < 3; f++) {
		u32 want = 8 + random_below(30);

		starts[f] = n;
		if (!f)
			insns[n++] = I(MOV64_REG, 9, 1, 0, 0);
		while (n < starts[f] + want)
			n += any_insns(&insns[n], !f);
		insns[n++] = I(EXIT, 0, 0, 0, 0);
	}
	starts[3] = n;
	for (f = 0; f < 3; f++)
		link_insns(insns, starts[f], starts[f + 1], &starts[f + 1], 2 - f);

	prog = raw_prog(insns, n);
	if (!mbpf_verify_shape(prog, NULL) && !mbpf_pass_subprogs(prog, NULL))
		return prog;
	mbpf_prog_free(prog);
	return NULL;
}

static inline void show_prog(const struct mbpf_prog *prog, const struct mbpf_flow *flow)
{
	char text[96];
	u32 pc;

	for (pc = 0; pc < prog->len; pc = mbpf_flow_next(prog, pc)) {
		mbpf_disasm(text, sizeof(text), &prog->insns[pc], pc, NULL);
		diag("  %3u: %-40s live %03x precise %03x slots %llx", pc, text, flow[pc].live,
		     flow[pc].precise, (unsigned long long)flow[pc].slots);
	}
}

/* Spoil one program again and again; false when it made a difference. */
static inline bool check_spoils(const struct mbpf_prog *prog, const struct mbpf_flow *flow,
				spoil_fn spoil, u32 *nr_spoils)
{
	u64 seen, state;
	u32 i, steps, when;

	run_program(&the_run, prog, flow, RUN_STEPS, spoil);
	seen = the_run.seen;
	steps = the_run.steps;
	for (i = 0; i < RUN_SPOILS; i++) {
		when = random_below(steps);
		state = random_state;
		if (!run_program(&the_run, prog, flow, when, spoil))
			continue;
		(*nr_spoils)++;
		if (the_run.seen == seen)
			continue;
		diag("  spoiled in front of step %u, chance was %llu", when,
		     (unsigned long long)state);
		show_prog(prog, flow);
		return false;
	}
	return true;
}

/*
 * Random programs, spoiled at random.
 * @all_numbers: must numbers be the same that decide nothing?
 */
static inline void check_random(const char *name, spoil_fn spoil, bool all_numbers)
{
	u32 nr_progs = 0, nr_spoils = 0;
	bool good = true;

	the_run.all_numbers = all_numbers;
	while (nr_progs < RUN_PROGRAMS && good) {
		struct mbpf_prog *prog = any_prog();
		struct mbpf_flow *flow;

		if (!prog)
			continue;
		kvfree(prog->subprogs);
		prog->subprogs = NULL;
		flow = flow_alloc(prog);
		if (!mbpf_pass_subprogs(prog, NULL) && !mbpf_pass_cfg(prog, flow, NULL) &&
		    !mbpf_pass_liveness(prog, flow) && !mbpf_pass_precision(prog, flow)) {
			nr_progs++;
			good = check_spoils(prog, flow, spoil, &nr_spoils);
		}
		kvfree(flow);
		mbpf_prog_free(prog);
	}
	diag("  %u programs, spoiled %u times", nr_progs, nr_spoils);
	ok(good && nr_spoils > RUN_PROGRAMS, "%s", name);
}

#endif /* MBPF_TEST_PASS_MACHINE_H */
