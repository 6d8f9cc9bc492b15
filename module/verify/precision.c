// SPDX-License-Identifier: GPL-2.0
/*
 * The precision pass: whose number may still decide whether something is safe?
 *
 * A scalar that is only counted up, or written to a packet, can have any value:
 * two states that differ in it alone are one to the verifier.  A scalar that
 * may reach a branch, an address, a size or an argument must be compared.
 * Which is which is computed here once for all paths, against the flow, by a
 * rule for each form of instruction and no rule for what follows from rules:
 *
 *	r3 += r2	r2 decides when r3 decides behind it
 *	r4 = *(r3)	r3 decides: it is an address; r4 no more
 *	if r5 > r6	both decide
 *	r7 /= r8	r8 decides: whether it can be 0 is a fact we leave
 *
 * "Decides" is about numbers in registers.  What kind of thing a register
 * holds, where a pointer points, and what is in the stack slots that are live,
 * must be compared always; therefore what is stored where it may be the stack
 * decides, and what a store to other memory writes does not.
 *
 * The main program's return value decides nothing: no program type limits it.
 * A function's does when it does behind one of its calls.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "verify/flow.h"
#include "verify/passes.h"
#include "verify/stackptr.h"

struct precision {
	struct mbpf_flow *flow;
	struct mbpf_stackptr sp;
	bool *returns;		/* of each function: does its r0 decide? */
};

/* What decides behind @pc. */
static u16 collect_behind(const struct precision *p, const struct mbpf_prog *prog, u32 pc)
{
	enum mbpf_op op = prog->aux[pc].op;
	u16 precise = 0;

	if (mbpf_op_is_jump(op))
		precise |= p->flow[mbpf_insn_target(&prog->insns[pc], op, pc)].precise;
	if (mbpf_op_falls_through(op))
		precise |= p->flow[mbpf_flow_next(prog, pc)].precise;
	return precise;
}

/* The function's r0 decides: so it does at each of its exits. */
static void set_returns(struct mbpf_backward *back, u32 sub)
{
	const struct mbpf_prog *prog = back->prog;
	struct precision *p = back->arg;
	u32 pc;

	if (p->returns[sub])
		return;
	p->returns[sub] = true;
	for (pc = prog->subprogs[sub].start; pc < prog->subprogs[sub].end; pc++)
		if (prog->aux[pc].op == MBPF_OP_EXIT)
			mbpf_backward_push(back, pc);
}

static u16 call_local(struct mbpf_backward *back, u32 pc, u16 behind)
{
	u32 sub = back->prog->aux[pc].subprog;
	struct precision *p = back->arg;
	u16 args = p->flow[back->prog->subprogs[sub].start].precise & MBPF_FLOW_ARGS;

	if (behind & BIT(MBPF_R0))
		set_returns(back, sub);
	return (behind & ~MBPF_FLOW_CLOBBERED) | args;
}

/* A value that may come back from the stack decides. */
static u16 stored(const struct precision *p, const struct bpf_insn *insn, u32 pc)
{
	if (mbpf_stackptr_at(&p->sp, pc, insn->dst_reg) == MBPF_STACKPTR_NOT)
		return 0;
	return BIT(insn->src_reg);
}

/* Whether a divisor may be 0 is a fact that rewrite relies on. */
static bool is_division(enum mbpf_op op)
{
	u8 bits = BPF_OP(mbpf_op_row(op)->code);

	return bits == BPF_DIV || bits == BPF_MOD;
}

/* What decides in front of @pc, given what decides behind it. */
static u16 step(struct mbpf_backward *back, u32 pc, u16 behind)
{
	const struct bpf_insn *insn = &back->prog->insns[pc];
	enum mbpf_op op = back->prog->aux[pc].op;
	u16 dst = BIT(insn->dst_reg), src = BIT(insn->src_reg);
	struct precision *p = back->arg;

	switch (mbpf_op_form(op)) {
	case MBPF_FORM_ALU_REG:
		return behind | (behind & dst || is_division(op) ? src : 0);
	case MBPF_FORM_ALU_IMM:
	case MBPF_FORM_NEG:
	case MBPF_FORM_END:
		return behind;
	case MBPF_FORM_MOV_REG:
	case MBPF_FORM_MOVSX:
		return (behind & ~dst) | (behind & dst ? src : 0);
	case MBPF_FORM_MOV_IMM:
	case MBPF_FORM_LD_IMM64:
	case MBPF_FORM_LD_MAP:
	case MBPF_FORM_LD_MAP_VALUE:
		return behind & ~dst;
	case MBPF_FORM_LDX:
	case MBPF_FORM_LOAD_ACQ:
		return (behind & ~dst) | src;
	case MBPF_FORM_ST:
		return behind | dst;
	case MBPF_FORM_STX:
	case MBPF_FORM_STORE_REL:
		return behind | dst | stored(p, insn, pc);
	case MBPF_FORM_ATOMIC:
	case MBPF_FORM_FETCH:
		return behind | dst | src;
	case MBPF_FORM_CMPXCHG:
		return behind | dst | src | BIT(MBPF_R0);
	case MBPF_FORM_JA:
	case MBPF_FORM_JA32:
		return behind;
	case MBPF_FORM_JMP_REG:
		return behind | dst | src;
	case MBPF_FORM_JMP_IMM:
		return behind | dst;
	case MBPF_FORM_CALL_HELPER:
		return (behind & ~MBPF_FLOW_CLOBBERED) | mbpf_flow_helper_args(insn->imm);
	case MBPF_FORM_CALL_LOCAL:
		return call_local(back, pc, behind);
	case MBPF_FORM_EXIT:
		return p->returns[mbpf_flow_subprog(back->prog, pc)] ? BIT(MBPF_R0) : 0;
	default:
		/* A form without a rule: everything may decide. */
		return MBPF_FLOW_ALL;
	}
}

static bool update(struct mbpf_backward *back, u32 pc)
{
	struct precision *p = back->arg;
	u16 precise = step(back, pc, collect_behind(p, back->prog, pc));
	bool changed = precise != p->flow[pc].precise;

	p->flow[pc].precise = precise;
	return changed;
}

int mbpf_pass_precision(struct mbpf_prog *prog, struct mbpf_flow *flow)
{
	struct precision p = { .flow = flow };
	struct mbpf_backward back = { .prog = prog, .update = update, .arg = &p };
	int err;

	err = mbpf_stackptr_run(&p.sp, prog);
	if (err)
		return err;
	err = -ENOMEM;
	p.returns = kvcalloc(prog->nr_subprogs, sizeof(*p.returns), GFP_KERNEL_ACCOUNT);
	if (p.returns)
		err = mbpf_backward_run(&back);
	kvfree(p.returns);
	mbpf_stackptr_free(&p.sp);
	return err;
}
