// SPDX-License-Identifier: GPL-2.0
/*
 * Running a program on this CPU: finds it a stack and starts it.
 *
 * The frames of one run are too big for the kernel's stack, so each CPU has a
 * few sets of them, one for each run that may be in progress there:
 *
 *	CPU 0:	busy[ 1 | 0 | 0 | 0 ]	stack[0] stack[1] stack[2] stack[3]
 *	CPU 1:	busy[ 0 | 0 | 0 | 0 ]	...
 *
 * A run takes the first set that is free and gives that one back.  Usually
 * this is set 0: with bottom halves off nothing else of ours runs on the CPU,
 * except what a run itself brings about.  On PREEMPT_RT, though, a task with
 * bottom halves off may be preempted by another one that also runs a program,
 * and the two may end in any order; hence a flag for each set, taken in one
 * instruction, and not a counter.  With bottom halves off a task stays on its
 * CPU, there too: so do the flag and a program's per-CPU values.
 *
 * Cost: one compare-and-exchange (without lock prefix on x86), one store.
 * Does not account runs (the links do) and knows nothing about packets.
 */
#include <linux/percpu.h>
#include "core/core.h"
#include "run/run.h"

/**
 * struct nest - the frames of one CPU
 * @busy: who is in use; set by its CPU, in one instruction
 * @stack: frames; belong to the run that set @busy
 */
struct nest {
	u8 busy[MBPF_MAX_NESTING];
	u8 stack[MBPF_MAX_NESTING][MBPF_MAX_FRAMES * MBPF_FRAME_SIZE] __aligned(64);
};

static struct nest __percpu *nests;

/* Return: a level that is ours now, MBPF_MAX_NESTING when there is none. */
static u32 take_level(void)
{
	u32 level;

	for (level = 0; level < MBPF_MAX_NESTING; level++) {
		if (!this_cpu_cmpxchg(nests->busy[level], 0, 1))
			break;
	}
	return level;
}

static void give_level(u32 level)
{
	this_cpu_write(nests->busy[level], 0);
}

u64 mbpf_run(const struct mbpf_prog *prog, struct mbpf_ctx *ctx)
{
	u32 level = take_level();
	u64 r0;

	if (unlikely(level == MBPF_MAX_NESTING))
		return XDP_ABORTED;
	r0 = mbpf_interpret(prog, ctx, this_cpu_ptr(nests)->stack[level]);
	give_level(level);
	return r0;
}

int mbpf_run_init(void)
{
	nests = alloc_percpu(struct nest);
	return nests ? 0 : -ENOMEM;
}

void mbpf_run_exit(void)
{
	free_percpu(nests);
}
