// SPDX-License-Identifier: GPL-2.0
/*
 * The program object: allocation and its failures, what is freed, and tags,
 * which must not depend on the numbers that maps happen to have.
 */
#include <linux/test_hooks.h>
#include "run_helper.h"

static void test_alloc(void)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(3);
	struct bpf_insn zero[3] = { { 0 } };

	if (IS_ERR(prog))
		bail_out("no program");
	is_u64(prog->len, 3, "a new program has its length");
	ok(!memcmp(prog->insns, zero, sizeof(zero)), "and instructions of zeros");
	is_u64(refcount_read(&prog->ref), 1, "and one reference");
	mbpf_prog_free(prog);

	is_int(PTR_ERR(mbpf_prog_alloc(0)), -E2BIG, "a program without instructions is refused");
	is_int(PTR_ERR(mbpf_prog_alloc(MBPF_MAX_INSNS + 1)), -E2BIG,
	       "a program over the limit is refused");
	prog = mbpf_prog_alloc(MBPF_MAX_INSNS);
	ok(!IS_ERR(prog), "one of just the limit is not");
	if (!IS_ERR(prog))
		mbpf_prog_free(prog);
}

static void test_alloc_failures(void)
{
	unsigned long live = mbpf_test_live_allocs();
	unsigned long nth = 0;
	struct mbpf_prog *prog;

	do {
		mbpf_test_fail_nth_alloc(++nth);
		prog = mbpf_prog_alloc(10);
		if (IS_ERR(prog))
			is_int(PTR_ERR(prog), -ENOMEM, "without memory for allocation %lu: -ENOMEM",
			       nth);
	} while (mbpf_test_alloc_failed());
	mbpf_test_fail_nth_alloc(0);
	ok(!IS_ERR(prog) && nth > 1, "with memory for all of them there is a program");
	mbpf_prog_free(prog);
	is_u64(mbpf_test_live_allocs(), live, "nothing is left behind");
}

static u32 released;

static void count_release(struct mbpf_prog *prog)
{
	released += prog->len;
}

static void test_free(void)
{
	unsigned long live = mbpf_test_live_allocs();
	struct mbpf_prog *prog = mbpf_prog_alloc(5);

	prog->aux = kvcalloc(5, sizeof(*prog->aux), GFP_KERNEL);
	prog->code = kvcalloc(6, sizeof(*prog->code), GFP_KERNEL);
	prog->subprogs = kvcalloc(1, sizeof(*prog->subprogs), GFP_KERNEL);
	prog->func_info = kvcalloc(1, sizeof(struct bpf_func_info), GFP_KERNEL);
	prog->line_info = kvcalloc(1, sizeof(struct bpf_line_info), GFP_KERNEL);
	mbpf_prog_drop_aux(prog);
	ok(!prog->aux, "dropped facts are gone");
	mbpf_prog_drop_aux(prog);
	mbpf_prog_set_release(count_release);
	mbpf_prog_free(prog);
	is_u64(released, 5, "freeing gives back what the program refers to, once");
	is_u64(mbpf_test_live_allocs(), live, "and all its memory");
	mbpf_prog_set_release(NULL);
}

/* The tag in hexadecimal; the last four of them stay readable. */
static const char *tag_of(const struct bpf_insn *insns, u32 len)
{
	static char texts[4][2 * MBPF_TAG_SIZE + 1];
	static u32 next;
	struct mbpf_prog *prog = mbpf_prog_alloc(len);
	char *text = texts[next++ % 4];
	u32 i;

	memcpy(prog->insns, insns, len * sizeof(*insns));
	mbpf_prog_tag(prog);
	for (i = 0; i < MBPF_TAG_SIZE; i++)
		sprintf(text + 2 * i, "%02x", prog->tag[i]);
	mbpf_prog_free(prog);
	return text;
}

#define TAG(...) ({							\
	const struct bpf_insn tag_insns_[] = { __VA_ARGS__ };		\
	tag_of(tag_insns_, ARRAY_SIZE(tag_insns_)); })

static void test_tags(void)
{
	is_str(TAG(I(MOV64_IMM, 0, 0, 0, 2), I(EXIT, 0, 0, 0, 0)), "3b185187f1855c4c",
	       "\"r0 = 2; exit\" has the tag that the kernel gives it");
	is_str(TAG(I(MOV64_IMM, 0, 0, 0, 0), I(EXIT, 0, 0, 0, 0)), "a04f5eef06a7f555",
	       "\"r0 = 0; exit\" too");
	is_str(TAG(I(LD_MAP, 1, 0, 0, 9), WIDE(0), I(EXIT, 0, 0, 0, 0)),
	       TAG(I(LD_MAP, 1, 0, 0, 7), WIDE(0), I(EXIT, 0, 0, 0, 0)),
	       "the map's number does not count");
	ok(strcmp(TAG(I(LD_MAP, 2, 0, 0, 7), WIDE(0), I(EXIT, 0, 0, 0, 0)),
		  TAG(I(LD_MAP, 1, 0, 0, 7), WIDE(0), I(EXIT, 0, 0, 0, 0))),
	   "the register does");
	is_str(TAG(I(LD_MAP_VALUE, 1, 0, 0, 9), WIDE(8), I(EXIT, 0, 0, 0, 0)),
	       TAG(I(LD_MAP_VALUE, 1, 0, 0, 7), WIDE(16), I(EXIT, 0, 0, 0, 0)),
	       "neither number nor offset of a map's value counts");
	ok(strcmp(TAG(I(LD_IMM64, 1, 0, 0, 9), WIDE(8), I(EXIT, 0, 0, 0, 0)),
		  TAG(I(LD_IMM64, 1, 0, 0, 9), WIDE(16), I(EXIT, 0, 0, 0, 0))),
	   "both halves of a plain constant do");
	ok(strcmp(TAG(I(LD_MAP, 1, 0, 0, 7), WIDE(0), I(MOV64_IMM, 0, 0, 0, 1)),
		  TAG(I(LD_MAP, 1, 0, 0, 7), WIDE(0), I(MOV64_IMM, 0, 0, 0, 2))),
	   "and so does the constant behind a map");
}

static void test_long_tag(void)
{
	enum { LEN = 1000 };
	struct bpf_insn *insns = calloc(LEN, sizeof(*insns));
	char *before, *after;
	u32 i;

	for (i = 0; i < LEN; i++)
		insns[i] = I(MOV64_IMM, 0, 0, 0, i);
	before = strdup(tag_of(insns, LEN));
	insns[LEN - 1].imm++;
	after = strdup(tag_of(insns, LEN));
	ok(strcmp(before, after), "the last of 1000 instructions counts");
	free(before);
	free(after);
	free(insns);
}

int main(void)
{
	test_begin();
	test_alloc();
	test_alloc_failures();
	test_free();
	test_tags();
	test_long_tag();
	return done_testing();
}
