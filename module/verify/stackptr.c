// SPDX-License-Identifier: GPL-2.0
/*
 * Which registers may point into the stack: a forward data-flow analysis.
 *
 * Liveness of the stack needs to know which slots an instruction may read and
 * which it surely overwrites; precision needs to know which stored values may
 * come back from the stack.  Both ask for an answer that holds on every path,
 * so this is computed once over the graph, not by the walk:
 *
 *	r2 = r10	r2: 0
 *	r2 += -8	r2: -8
 *	r2 += r3	r2: ANY, r3 is not looked at
 *	r4 = *(r1)	r4: NOT, or ANY when stack addresses were ever stored
 *
 * A function's arguments are what all its callers pass, and seen from inside
 * an address of a caller's frame is OTHER.  Everything not understood is ANY,
 * which promises nothing.
 *
 * Whether an address may be used at all is not asked: the walk refuses.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "verify/flow.h"
#include "verify/stackptr.h"

enum { STEPS_BETWEEN_LOOKS = 65536 };

/**
 * struct forward - the walk over the graph
 * @prog: the program
 * @sp: the result in the making
 * @seen: slots whose registers hold something
 * @queued: slots on @todo
 * @todo: slots whose registers changed, a stack; room for all
 * @nr_todo: how many
 */
struct forward {
	const struct mbpf_prog *prog;
	struct mbpf_stackptr *sp;
	unsigned long *seen;
	unsigned long *queued;
	u32 *todo;
	u32 nr_todo;
};

/* --- what one register can be --- */

/* Either of two. */
static s16 join(s16 a, s16 b)
{
	if (a == b)
		return a;
	if (mbpf_stackptr_may_be_own(a) || mbpf_stackptr_may_be_own(b))
		return MBPF_STACKPTR_ANY;
	return MBPF_STACKPTR_OTHER;
}

/* The same address, moved nobody knows where. */
static s16 blur(s16 a)
{
	return mbpf_stackptr_is_known(a) ? MBPF_STACKPTR_ANY : a;
}

static s16 move(s16 a, s64 by)
{
	if (!mbpf_stackptr_is_known(a))
		return a;
	if (a + by <= -MBPF_STACKPTR_LIMIT || a + by >= MBPF_STACKPTR_LIMIT)
		return MBPF_STACKPTR_ANY;
	return a + by;
}

/* Passed to a function: its caller's frame is not its own. */
static s16 passed(s16 a)
{
	return a == MBPF_STACKPTR_NOT ? MBPF_STACKPTR_NOT : MBPF_STACKPTR_OTHER;
}

static s16 get(const struct mbpf_stackptr_regs *regs, u32 reg)
{
	return reg == MBPF_FP ? 0 : regs->reg[reg];
}

/* --- what one instruction does --- */

static s16 alu_imm(enum mbpf_op op, s16 a, s32 imm)
{
	switch (op) {
	case MBPF_OP_ADD64_IMM:
		return move(a, imm);
	case MBPF_OP_SUB64_IMM:
		return move(a, -(s64)imm);
	default:
		return blur(a);
	}
}

/* Eight bytes of memory may be an address that was stored; fewer never are. */
static s16 loaded(const struct forward *fwd, enum mbpf_op op)
{
	return fwd->sp->spilled && mbpf_op_size(op) == 8 ? MBPF_STACKPTR_ANY
							 : MBPF_STACKPTR_NOT;
}

static void note_store(struct forward *fwd, s16 stored)
{
	if (stored != MBPF_STACKPTR_NOT)
		fwd->sp->spilled = true;
}

static void forget_args(struct mbpf_stackptr_regs *regs)
{
	u32 reg;

	for (reg = MBPF_R1; reg <= MBPF_R5; reg++)
		regs->reg[reg] = MBPF_STACKPTR_NOT;
}

/* A function can give back what it was given, or what it found in memory. */
static void call_local(const struct forward *fwd, struct mbpf_stackptr_regs *regs)
{
	s16 ret = fwd->sp->spilled ? MBPF_STACKPTR_ANY : MBPF_STACKPTR_NOT;
	u32 reg;

	for (reg = MBPF_R1; reg <= MBPF_R5; reg++)
		ret = join(ret, blur(regs->reg[reg]));
	regs->reg[MBPF_R0] = ret;
	forget_args(regs);
}

/* The registers behind the instruction, in place of those in front of it. */
static void step(struct forward *fwd, u32 pc, struct mbpf_stackptr_regs *regs)
{
	const struct bpf_insn *insn = &fwd->prog->insns[pc];
	enum mbpf_op op = fwd->prog->aux[pc].op;
	u8 dst = insn->dst_reg, src = insn->src_reg;

	switch (mbpf_op_form(op)) {
	case MBPF_FORM_ALU_REG:
		regs->reg[dst] = join(blur(get(regs, dst)), blur(get(regs, src)));
		break;
	case MBPF_FORM_ALU_IMM:
		regs->reg[dst] = alu_imm(op, get(regs, dst), insn->imm);
		break;
	case MBPF_FORM_NEG:
	case MBPF_FORM_END:
		regs->reg[dst] = blur(get(regs, dst));
		break;
	case MBPF_FORM_MOV_REG:
		regs->reg[dst] = op == MBPF_OP_MOV64_REG ? get(regs, src) : blur(get(regs, src));
		break;
	case MBPF_FORM_MOVSX:
		regs->reg[dst] = blur(get(regs, src));
		break;
	case MBPF_FORM_MOV_IMM:
	case MBPF_FORM_LD_IMM64:
	case MBPF_FORM_LD_MAP:
	case MBPF_FORM_LD_MAP_VALUE:
		regs->reg[dst] = MBPF_STACKPTR_NOT;
		break;
	case MBPF_FORM_LDX:
	case MBPF_FORM_LOAD_ACQ:
		regs->reg[dst] = loaded(fwd, op);
		break;
	case MBPF_FORM_STX:
	case MBPF_FORM_STORE_REL:
	case MBPF_FORM_ATOMIC:
		note_store(fwd, get(regs, src));
		break;
	case MBPF_FORM_FETCH:
		note_store(fwd, get(regs, src));
		regs->reg[src] = loaded(fwd, op);
		break;
	case MBPF_FORM_CMPXCHG:
		note_store(fwd, get(regs, src));
		regs->reg[MBPF_R0] = loaded(fwd, op);
		break;
	case MBPF_FORM_CALL_HELPER:
		forget_args(regs);
		regs->reg[MBPF_R0] = MBPF_STACKPTR_NOT;
		break;
	case MBPF_FORM_CALL_LOCAL:
		call_local(fwd, regs);
		break;
	default:
		break;
	}
}

/* --- along the edges --- */

static void push_slot(struct forward *fwd, u32 pc)
{
	if (!__test_and_set_bit(pc, fwd->queued))
		fwd->todo[fwd->nr_todo++] = pc;
}

/* Control may come to @pc with these registers, too. */
static void arrive(struct forward *fwd, u32 pc, const struct mbpf_stackptr_regs *regs)
{
	struct mbpf_stackptr_regs *at = &fwd->sp->regs[pc];
	bool changed = false;
	u32 reg;

	if (!__test_and_set_bit(pc, fwd->seen)) {
		*at = *regs;
		push_slot(fwd, pc);
		return;
	}
	for (reg = MBPF_R0; reg < MBPF_FP; reg++) {
		s16 joined = join(at->reg[reg], regs->reg[reg]);

		changed |= joined != at->reg[reg];
		at->reg[reg] = joined;
	}
	if (changed)
		push_slot(fwd, pc);
}

static void set_none(struct mbpf_stackptr_regs *regs)
{
	u32 reg;

	for (reg = MBPF_R0; reg < MBPF_FP; reg++)
		regs->reg[reg] = MBPF_STACKPTR_NOT;
}

static void arrive_in_callee(struct forward *fwd, u32 pc)
{
	u32 callee = fwd->prog->aux[pc].subprog;
	struct mbpf_stackptr_regs regs;
	u32 reg;

	set_none(&regs);
	for (reg = MBPF_R1; reg <= MBPF_R5; reg++)
		regs.reg[reg] = passed(fwd->sp->regs[pc].reg[reg]);
	arrive(fwd, fwd->prog->subprogs[callee].start, &regs);
}

static void follow(struct forward *fwd, u32 pc)
{
	struct mbpf_stackptr_regs regs = fwd->sp->regs[pc];
	enum mbpf_op op = fwd->prog->aux[pc].op;

	if (op == MBPF_OP_CALL_LOCAL)
		arrive_in_callee(fwd, pc);
	step(fwd, pc, &regs);
	if (mbpf_op_is_jump(op))
		arrive(fwd, mbpf_insn_target(&fwd->prog->insns[pc], op, pc), &regs);
	if (mbpf_op_falls_through(op))
		arrive(fwd, mbpf_flow_next(fwd->prog, pc), &regs);
}

/* From the start until nothing changes any more. */
static int run(struct forward *fwd)
{
	struct mbpf_stackptr_regs regs;
	u32 steps = 0;

	memset(fwd->seen, 0, BITS_TO_LONGS(fwd->prog->len) * sizeof(long));
	set_none(&regs);
	arrive(fwd, 0, &regs);
	while (fwd->nr_todo) {
		u32 pc = fwd->todo[--fwd->nr_todo];

		__clear_bit(pc, fwd->queued);
		follow(fwd, pc);
		if (++steps % STEPS_BETWEEN_LOOKS == 0) {
			cond_resched();
			if (fatal_signal_pending(current))
				return -EINTR;
		}
	}
	return 0;
}

/*
 * Loads seen before the first store of an address were taken for harmless, so
 * when there is such a store all is done again knowing it.
 */
static int run_twice(struct forward *fwd)
{
	int err;

	fwd->sp->spilled = false;
	err = run(fwd);
	if (!err && fwd->sp->spilled)
		err = run(fwd);
	return err;
}

int mbpf_stackptr_run(struct mbpf_stackptr *sp, const struct mbpf_prog *prog)
{
	struct forward fwd = { .prog = prog, .sp = sp };
	size_t longs = BITS_TO_LONGS(prog->len);
	int err = -ENOMEM;

	sp->regs = kvcalloc(prog->len, sizeof(*sp->regs), GFP_KERNEL_ACCOUNT);
	fwd.todo = kvmalloc_array(prog->len, sizeof(*fwd.todo), GFP_KERNEL_ACCOUNT);
	fwd.seen = kvcalloc(longs, sizeof(long), GFP_KERNEL_ACCOUNT);
	fwd.queued = kvcalloc(longs, sizeof(long), GFP_KERNEL_ACCOUNT);
	if (sp->regs && fwd.todo && fwd.seen && fwd.queued)
		err = run_twice(&fwd);
	kvfree(fwd.queued);
	kvfree(fwd.seen);
	kvfree(fwd.todo);
	if (err)
		mbpf_stackptr_free(sp);
	return err;
}

void mbpf_stackptr_free(struct mbpf_stackptr *sp)
{
	kvfree(sp->regs);
	sp->regs = NULL;
}
