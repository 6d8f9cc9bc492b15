// SPDX-License-Identifier: GPL-2.0
/*
 * The liveness pass: what may still be read, in front of each instruction?
 *
 * When the walk compares two states it may forget what nobody reads any more.
 * That is computed here once for all paths, against the flow:
 *
 *	in front of pc = (behind pc - what pc overwrites) + what pc reads
 *	behind pc      = in front of each slot that pc may lead to
 *
 * for registers and, in halves of four bytes (most keys are u32), for the
 * function's own frame.  Too much is harmless, too little is not; so
 *
 *   - only a store through r10 plus a constant overwrites, and only the halves
 *     that it covers;
 *   - an address that may be anywhere in the frame reads all of it, even when
 *     it is stored to (the walk must see that no kept pointer is hit);
 *   - a helper that gets an address in the frame reads all from there up,
 *     because the size is a matter of paths;
 *   - a function that gets an address in its caller's frame reads all of that
 *     frame, for as long as it runs.
 *
 * r0 counts as read at every exit, and a call reads of r1..r5 what the callee
 * does.  A store at a known place reads nothing: whoever checks stores must not
 * refuse one because of what was there.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "helper/helper.h"
#include "verify/flow.h"
#include "verify/passes.h"
#include "verify/stackptr.h"

enum { HALF = 4, NR_HALVES = MBPF_FRAME_SIZE / HALF };

static_assert(NR_HALVES == 128, "a frame is two words of halves");

/*
 * A set of halves of the frame.  Half i is [r10 - 4 * (i + 1), r10 - 4 * i), so
 * slot i of struct mbpf_flow is the halves 2 * i and 2 * i + 1.
 */
struct halves {
	u64 word[2];
};

struct liveness {
	struct mbpf_flow *flow;
	struct halves *halves;		/* in front of each slot */
	struct mbpf_stackptr sp;
};

/* --- sets of halves --- */

/* Halves from..to-1. */
static struct halves halves_between(u32 from, u32 to)
{
	struct halves set = {};
	u32 i;

	for (i = from; i < to; i++)
		set.word[i / 64] |= BIT_ULL(i % 64);
	return set;
}

static struct halves all_halves(void)
{
	return (struct halves){ { ~0ULL, ~0ULL } };
}

/* Halves that have a byte in [low, high), counted from r10. */
static struct halves halves_touched(s32 low, s32 high)
{
	low = max(low, -MBPF_FRAME_SIZE);
	high = min(high, 0);
	if (low >= high)
		return (struct halves){};
	return halves_between(-high / HALF, (-low + HALF - 1) / HALF);
}

/* Halves that lie in [low, high) as a whole. */
static struct halves halves_covered(s32 low, s32 high)
{
	low = max(low, -MBPF_FRAME_SIZE);
	high = min(high, 0);
	if (low >= high)
		return (struct halves){};
	return halves_between((-high + HALF - 1) / HALF, -low / HALF);
}

static void add_halves(struct halves *set, struct halves more)
{
	set->word[0] |= more.word[0];
	set->word[1] |= more.word[1];
}

static void take_halves(struct halves *set, struct halves less)
{
	set->word[0] &= ~less.word[0];
	set->word[1] &= ~less.word[1];
}

/* Every pair of bits to one bit: 32 slots from 64 halves. */
static u32 pairs(u64 bits)
{
	bits = (bits | bits >> 1) & 0x5555555555555555ULL;
	bits = (bits | bits >> 1) & 0x3333333333333333ULL;
	bits = (bits | bits >> 2) & 0x0f0f0f0f0f0f0f0fULL;
	bits = (bits | bits >> 4) & 0x00ff00ff00ff00ffULL;
	bits = (bits | bits >> 8) & 0x0000ffff0000ffffULL;
	return bits | bits >> 16;
}

static u64 slots_of(const struct halves *set)
{
	return pairs(set->word[0]) | (u64)pairs(set->word[1]) << 32;
}

/* --- what one instruction does to the frame --- */

/* It reads @size bytes at @off from a register. */
static void read_frame(struct halves *set, s16 base, s32 off, u32 size)
{
	if (mbpf_stackptr_is_known(base))
		add_halves(set, halves_touched(base + off, base + off + size));
	else if (base == MBPF_STACKPTR_ANY)
		add_halves(set, all_halves());
}

static void write_frame(struct halves *set, s16 base, s32 off, u32 size)
{
	if (mbpf_stackptr_is_known(base))
		take_halves(set, halves_covered(base + off, base + off + size));
	else
		read_frame(set, base, off, size);
}

/* A helper reads from each address it is given to the top of the frame. */
static void helper_frame(const struct liveness *l, u32 pc, u16 args, struct halves *set)
{
	u32 reg;

	for (reg = MBPF_R1; reg <= MBPF_R5; reg++) {
		if (args & BIT(reg))
			read_frame(set, mbpf_stackptr_at(&l->sp, pc, reg), 0, MBPF_FRAME_SIZE);
	}
}

/* A function may read all of its caller's frame once it has an address there. */
static void local_frame(const struct liveness *l, u32 pc, u16 args, struct halves *set)
{
	bool passes = l->sp.spilled;
	u32 reg;

	for (reg = MBPF_R1; reg <= MBPF_R5; reg++)
		if (args & BIT(reg))
			passes |= mbpf_stackptr_may_be_own(mbpf_stackptr_at(&l->sp, pc, reg));
	if (passes)
		*set = all_halves();
}

/* @reads: registers that the instruction reads */
static void step_frame(const struct liveness *l, const struct mbpf_prog *prog, u32 pc,
		       u16 reads, struct halves *set)
{
	const struct bpf_insn *insn = &prog->insns[pc];
	enum mbpf_op op = prog->aux[pc].op;
	u32 size = mbpf_op_size(op);

	switch (mbpf_op_form(op)) {
	case MBPF_FORM_LDX:
	case MBPF_FORM_LOAD_ACQ:
		read_frame(set, mbpf_stackptr_at(&l->sp, pc, insn->src_reg), insn->off, size);
		break;
	case MBPF_FORM_ST:
	case MBPF_FORM_STX:
	case MBPF_FORM_STORE_REL:
		write_frame(set, mbpf_stackptr_at(&l->sp, pc, insn->dst_reg), insn->off, size);
		break;
	case MBPF_FORM_ATOMIC:
	case MBPF_FORM_FETCH:
	case MBPF_FORM_CMPXCHG:
		read_frame(set, mbpf_stackptr_at(&l->sp, pc, insn->dst_reg), insn->off, size);
		break;
	case MBPF_FORM_CALL_HELPER:
		helper_frame(l, pc, reads, set);
		break;
	case MBPF_FORM_CALL_LOCAL:
		local_frame(l, pc, reads, set);
		break;
	default:
		break;
	}
}

/* --- registers --- */

/* Of r1..r5, those that a call reads. */
static u16 call_args(const struct liveness *l, const struct mbpf_prog *prog, u32 pc)
{
	const struct mbpf_insn_aux *aux = &prog->aux[pc];

	if (aux->op == MBPF_OP_CALL_HELPER)
		return mbpf_flow_helper_args(prog->insns[pc].imm);
	return l->flow[prog->subprogs[aux->subprog].start].live & MBPF_FLOW_ARGS;
}

/* Add what is live in front of the slots that @pc leads to. */
static u16 collect_behind(const struct liveness *l, const struct mbpf_prog *prog, u32 pc,
			  struct halves *set)
{
	enum mbpf_op op = prog->aux[pc].op;
	u16 live = 0;
	u32 next;

	if (mbpf_op_is_jump(op)) {
		next = mbpf_insn_target(&prog->insns[pc], op, pc);
		live |= l->flow[next].live;
		add_halves(set, l->halves[next]);
	}
	if (mbpf_op_falls_through(op)) {
		next = mbpf_flow_next(prog, pc);
		live |= l->flow[next].live;
		add_halves(set, l->halves[next]);
	}
	return live;
}

static bool update(struct mbpf_backward *back, u32 pc)
{
	const struct mbpf_prog *prog = back->prog;
	enum mbpf_op op = prog->aux[pc].op;
	struct liveness *l = back->arg;
	struct halves set = {};
	u16 live, reads, writes;
	bool changed;

	live = collect_behind(l, prog, pc, &set);
	mbpf_insn_regs(&prog->insns[pc], op, &reads, &writes);
	if (op == MBPF_OP_CALL_HELPER || op == MBPF_OP_CALL_LOCAL)
		reads = call_args(l, prog, pc);
	live = (live & ~writes) | reads;
	step_frame(l, prog, pc, reads, &set);

	changed = live != l->flow[pc].live || set.word[0] != l->halves[pc].word[0] ||
		  set.word[1] != l->halves[pc].word[1];
	l->flow[pc].live = live;
	l->halves[pc] = set;
	return changed;
}

static int run(struct liveness *l, struct mbpf_prog *prog)
{
	struct mbpf_backward back = { .prog = prog, .update = update, .arg = l };
	int err;
	u32 pc;

	err = mbpf_backward_run(&back);
	if (err)
		return err;
	for (pc = 0; pc < prog->len; pc++)
		l->flow[pc].slots = slots_of(&l->halves[pc]);
	return 0;
}

int mbpf_pass_liveness(struct mbpf_prog *prog, struct mbpf_flow *flow)
{
	struct liveness l = { .flow = flow };
	int err;

	err = mbpf_stackptr_run(&l.sp, prog);
	if (err)
		return err;
	err = -ENOMEM;
	l.halves = kvcalloc(prog->len, sizeof(*l.halves), GFP_KERNEL_ACCOUNT);
	if (l.halves)
		err = run(&l, prog);
	kvfree(l.halves);
	mbpf_stackptr_free(&l.sp);
	return err;
}
