// SPDX-License-Identifier: GPL-2.0
/*
 * A rejection's form: instruction, line of C, code and sentence, hint.
 */
#include <uapi/linux/btf.h>
#include "btf/btf.h"
#include "pass_helper.h"
#include "verify/explain.h"

static const char strings[] = "\0int x = data[3];\0\tif (x)\0/src/deep/prog.c\0prog.h\0 \t";

enum { LINE_X = 1, LINE_IF = 18, FILE_C = 26, FILE_H = 43, BLANK = 50 };

static struct mbpf_btf btf = { .strings = strings, .strings_len = sizeof(strings) };

static struct bpf_line_info lines[] = {
	{ .insn_off = 0, .file_name_off = FILE_C, .line_off = LINE_X, .line_col = 12 << 10 | 3 },
	{ .insn_off = 2, .file_name_off = FILE_H, .line_off = LINE_IF, .line_col = 7 << 10 },
	{ .insn_off = 4, .file_name_off = FILE_C, .line_off = BLANK, .line_col = 9 << 10 },
	{ .insn_off = 5, .file_name_off = 0, .line_off = LINE_X, .line_col = 0 },
};

static struct mbpf_prog *test_prog(void)
{
	return RAW(I(LDX_B, 3, 1, 14, 0), I(CALL_HELPER, 0, 0, 0, 1),
		   I(LD_IMM64, 2, 0, 0, 0x1234), WIDE(1), I(CALL_LOCAL, 0, 0, 0, -4),
		   I(EXIT, 0, 0, 0, 0));
}

static void add_lines(struct mbpf_prog *prog)
{
	prog->btf = &btf;
	prog->line_info = lines;
	prog->nr_line_info = ARRAY_SIZE(lines);
}

static void end_prog(struct mbpf_prog *prog)
{
	prog->btf = NULL;
	prog->line_info = NULL;
	mbpf_prog_free(prog);
}

#define SAYS(prog, pc, text, name) do {						\
	mbpf_reject(log_start(), prog, pc, MBPF_REJECT_CTX, "r1 is bad");	\
	is_str(log_end(), text, "%s", name);					\
} while (0)

static void test_form(void)
{
	struct mbpf_prog *prog = test_prog();

	is_int(mbpf_reject(log_start(), prog, 0, MBPF_REJECT_PACKET_BOUNDS, "r%d is %s", 1, "bad"),
	       -EACCES, "a rejection gives its category's errno");
	is_str(log_end(), "0: (71) r3 = *(u8 *)(r1 +14)\n"
	       "E-packet-bounds: instruction 0: r1 is bad\n",
	       "it shows instruction, code and sentence");
	is_int(mbpf_reject(log_start(), prog, 0, MBPF_REJECT_SHAPE, "x"), -EINVAL,
	       "another category has another errno");
	mbpf_reject(log_start(), prog, 0, MBPF_REJECT_PACKET_BOUNDS,
		    "r%d is bad; hint: compare r%d + %d with data_end first", 1, 1, 15);
	is_str(log_end(), "0: (71) r3 = *(u8 *)(r1 +14)\n"
	       "E-packet-bounds: instruction 0: r1 is bad\n"
	       "hint: compare r1 + 15 with data_end first\n",
	       "a hint stands on its own line");
	SAYS(prog, 1, "1: (85) call bpf_map_lookup_elem#1\nE-context: instruction 1: r1 is bad\n",
	     "helpers are named");
	SAYS(prog, 2, "2: (18) r2 = 0x100001234 ll\nE-context: instruction 2: r1 is bad\n",
	     "64-bit constants are shown whole");
	SAYS(prog, 6, "E-context: r1 is bad\n", "behind the program there is no place to show");
	end_prog(prog);

	prog = RAW(I(EXIT, 0, 0, 0, 0), I(LD_IMM64, 2, 0, 0, 5));
	SAYS(prog, 1, "1: (18) r2 = 0x5 ll\nE-context: instruction 1: r1 is bad\n",
	     "a constant cut by the end is shown as far as it goes");
	end_prog(prog);
}

static void test_lines(void)
{
	struct mbpf_prog *prog = test_prog();

	add_lines(prog);
	SAYS(prog, 0, "0: (71) r3 = *(u8 *)(r1 +14)\n; int x = data[3]; @ prog.c:12\n"
	     "E-context: instruction 0: r1 is bad\n", "the line of C is shown with its place");
	SAYS(prog, 1, "1: (85) call bpf_map_lookup_elem#1\n; int x = data[3]; @ prog.c:12\n"
	     "E-context: instruction 1: r1 is bad\n", "a line covers instructions up to the next");
	SAYS(prog, 2, "2: (18) r2 = 0x100001234 ll\n; if (x) @ prog.h:7\n"
	     "E-context: instruction 2: r1 is bad\n", "indentation and folders are left out");
	SAYS(prog, 4, "4: (85) call pc-4\nE-context: instruction 4: r1 is bad\n",
	     "a blank line is not shown");
	SAYS(prog, 5, "5: (95) exit\n; int x = data[3]; @ :0\n"
	     "E-context: instruction 5: r1 is bad\n",
	     "a line without a file is shown without one");
	prog->nr_line_info = 0;
	SAYS(prog, 5, "5: (95) exit\nE-context: instruction 5: r1 is bad\n",
	     "no lines are no lines");
	prog->nr_line_info = 1;
	prog->line_info = lines + 1;
	SAYS(prog, 1, "1: (85) call bpf_map_lookup_elem#1\nE-context: instruction 1: r1 is bad\n",
	     "in front of the first line there is none");
	end_prog(prog);
}

static void test_quiet(void)
{
	struct mbpf_prog *prog = test_prog();
	char name[600];

	is_int(mbpf_reject(NULL, prog, 0, MBPF_REJECT_COMPLEX, "x"), -E2BIG, "a log is not needed");
	log_start()->level = 0;
	is_int(mbpf_reject(&test_log, prog, 0, MBPF_REJECT_COMPLEX, "x"), -E2BIG,
	       "nor need it be on");
	is_str(log_end(), "", "then nothing is printed");
	memset(name, 'a', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	mbpf_reject(log_start(), prog, 5, MBPF_REJECT_CTX, "%s", name);
	ok(strlen(log_end()) < 560 && log_says("aaa\n"), "a sentence that is too long is cut");
	end_prog(prog);
}

/* Every category: a code that nobody else has, and a good errno. */
static void test_categories(void)
{
	static const struct {
		const char *code;
		int err;
		enum mbpf_rejection why;
	} all[] = {
#define X(name, text, error)	{ text, error, MBPF_REJECT_##name },
		MBPF_REJECTIONS(X)
#undef X
	};
	struct mbpf_prog *prog = test_prog();
	bool good = true;
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(all); i++) {
		char start[80];
		int err = mbpf_reject(log_start(), prog, 6, all[i].why, "x");

		snprintf(start, sizeof(start), "%s: x\n", all[i].code);
		good &= err == -all[i].err && !strcmp(log_end(), start);
		good &= all[i].err == EINVAL || all[i].err == EACCES || all[i].err == E2BIG;
		for (j = 0; j < i; j++)
			good &= !!strcmp(all[i].code, all[j].code);
	}
	ok(good, "each category has its own code and a documented errno");
	end_prog(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_form();
	test_lines();
	test_quiet();
	test_categories();
	return done_testing();
}
