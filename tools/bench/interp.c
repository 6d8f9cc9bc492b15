// SPDX-License-Identifier: GPL-2.0
/*
 * What the interpreter costs: nanoseconds for one run and for one instruction
 * of a few programs that stress different parts of it.
 *
 * Runs natively, on the plain user-space library; the programs take turns, and
 * the best of many rounds counts, so that a busy machine disturbs little.
 * Figures of user space are not those of the kernel, where each indirect jump
 * may cost a thunk.
 *
 * make bench
 */
#include <time.h>
#include "run_helper.h"

enum { ROUNDS = 200, ROUND_NS = 500000 };

/**
 * struct bench - one program to measure
 * @executed: instructions that one run executes
 */
struct bench {
	const char *name;
	u64 executed;
	struct mbpf_prog *prog;
	u64 repeat;
	double best;
};

static u8 packet[1504] __aligned(8);

static u64 nothing(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5)
{
	return r1;
}

static const struct mbpf_helper bench_helper = { .id = 1, .name = "nothing", .fn = nothing };

static struct bench benches[8];
static u32 nr_benches;

static void add(const char *name, u64 executed, const struct bpf_insn *insns, u32 len)
{
	struct bench *b = &benches[nr_benches++];

	b->name = name;
	b->executed = executed;
	b->prog = prog_of(insns, len);
	b->best = 1e18;
	b->repeat = 1;
}

#define ADD(name, executed, ...) do {					\
	const struct bpf_insn add_insns_[] = { __VA_ARGS__ };		\
	add(name, executed, add_insns_, ARRAY_SIZE(add_insns_));	\
} while (0)

static void add_benches(void)
{
	ADD("return a constant", 2, I(MOV64_IMM, 0, 0, 0, 2), I(EXIT, 0, 0, 0, 0));

	ADD("64-bit arithmetic, 100 turns", 3 + 100 * 10 + 1,
	    I(MOV64_IMM, 0, 0, 0, 1), I(MOV64_IMM, 2, 0, 0, 100), I(MOV64_IMM, 3, 0, 0, 77),
	    I(MUL64_IMM, 0, 0, 0, 31), I(ADD64_REG, 0, 3, 0, 0), I(XOR64_REG, 3, 0, 0, 0),
	    I(MOV64_REG, 4, 0, 0, 0), I(RSH64_IMM, 4, 0, 0, 7), I(XOR64_REG, 0, 4, 0, 0),
	    I(LSH64_IMM, 3, 0, 0, 3), I(OR64_IMM, 3, 0, 0, 5),
	    I(ADD64_IMM, 2, 0, 0, -1), I(JNE64_IMM, 2, 0, -10, 0),
	    I(EXIT, 0, 0, 0, 0));

	ADD("32-bit arithmetic, 100 turns", 3 + 100 * 10 + 1,
	    I(MOV32_IMM, 0, 0, 0, 1), I(MOV32_IMM, 2, 0, 0, 100), I(MOV32_IMM, 3, 0, 0, 77),
	    I(MUL32_IMM, 0, 0, 0, 31), I(ADD32_REG, 0, 3, 0, 0), I(XOR32_REG, 3, 0, 0, 0),
	    I(MOV32_REG, 4, 0, 0, 0), I(RSH32_IMM, 4, 0, 0, 7), I(XOR32_REG, 0, 4, 0, 0),
	    I(LSH32_IMM, 3, 0, 0, 3), I(OR32_IMM, 3, 0, 0, 5),
	    I(ADD32_IMM, 2, 0, 0, -1), I(JNE32_IMM, 2, 0, -10, 0),
	    I(EXIT, 0, 0, 0, 0));

	ADD("sum of 1500 bytes by 2", 3 + 750 * 4 + 1,
	    I(MOV64_IMM, 0, 0, 0, 0), I(MOV64_REG, 2, 1, 0, 0), I(ADD64_IMM, 2, 0, 0, 1500),
	    I(LDX_H, 3, 1, 0, 0), I(ADD64_REG, 0, 3, 0, 0), I(ADD64_IMM, 1, 0, 0, 2),
	    I(JLT64_REG, 1, 2, -4, 0),
	    I(EXIT, 0, 0, 0, 0));

	ADD("stack spills and fills, 100 turns", 1 + 100 * 6 + 1,
	    I(MOV64_IMM, 2, 0, 0, 100),
	    I(STX_DW, 10, 2, -8, 0), I(STX_W, 10, 2, -16, 0), I(LDX_DW, 3, 10, -8, 0),
	    I(LDX_W, 4, 10, -16, 0), I(ADD64_IMM, 2, 0, 0, -1), I(JNE64_IMM, 2, 0, -6, 0),
	    I(EXIT, 0, 0, 0, 0));

	ADD("100 helper calls", 2 + 100 * 3 + 1,
	    I(MOV64_IMM, 6, 0, 0, 100), I(MOV64_IMM, 1, 0, 0, 1),
	    I(CALL_HELPER, 0, 0, 0, 1), I(ADD64_IMM, 6, 0, 0, -1), I(JNE64_IMM, 6, 0, -3, 0),
	    I(EXIT, 0, 0, 0, 0));

	ADD("100 local calls", 1 + 100 * 5 + 1,
	    I(MOV64_IMM, 6, 0, 0, 100),
	    I(CALL_LOCAL, 0, 0, 0, 3), I(ADD64_IMM, 6, 0, 0, -1), I(JNE64_IMM, 6, 0, -3, 0),
	    I(EXIT, 0, 0, 0, 0),
	    I(MOV64_IMM, 0, 0, 0, 0), I(EXIT, 0, 0, 0, 0));
}

static u64 now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

static u8 stack[MBPF_MAX_FRAMES * MBPF_FRAME_SIZE] __aligned(64);

/* One round: as many runs as take about ROUND_NS. */
static void measure(struct bench *b)
{
	u64 start = now_ns(), ns, i;

	for (i = 0; i < b->repeat; i++)
		mbpf_interpret(b->prog, packet, stack);
	ns = now_ns() - start;
	if (ns < ROUND_NS) {
		b->repeat *= 2;
		return;
	}
	if ((double)ns / b->repeat < b->best)
		b->best = (double)ns / b->repeat;
}

int main(void)
{
	u32 round, i;

	test_begin();
	test_helpers = &bench_helper;
	test_nr_helpers = 1;
	add_benches();

	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < nr_benches; i++)
			measure(&benches[i]);

	printf("%-36s %10s %14s %10s\n", "program", "ns a run", "instructions", "ns each");
	for (i = 0; i < nr_benches; i++)
		printf("%-36s %10.1f %14llu %10.2f\n", benches[i].name, benches[i].best,
		       (unsigned long long)benches[i].executed,
		       benches[i].best / benches[i].executed);
	for (i = 0; i < nr_benches; i++)
		mbpf_prog_free(benches[i].prog);
	return 0;
}
