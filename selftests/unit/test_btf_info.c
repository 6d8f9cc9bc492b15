// SPDX-License-Identifier: GPL-2.0
/*
 * The records of functions and lines that come with a program.
 */
#include <uapi/linux/bpf.h>
#include "btf_helper.h"

enum { LEN = 10, FUNC_ID = 3 };

static struct mbpf_log *fresh_log(void)
{
	btf_text[0] = '\0';
	mbpf_log_init(&btf_log, MBPF_LOG_LEVEL1, btf_sink, NULL);
	return &btf_log;
}

#define FUNCS(want, text, name, ...) do {					\
	struct bpf_func_info info_[] = { __VA_ARGS__ };				\
	int err_ = mbpf_btf_check_func_info(btf, info_, ARRAY_SIZE(info_), LEN,	\
					    fresh_log());			\
										\
	ok(err_ == (want) && btf_says(text), "%s", name);			\
} while (0)

#define LINES(want, text, name, ...) do {					\
	struct bpf_line_info info_[] = { __VA_ARGS__ };				\
	int err_ = mbpf_btf_check_line_info(btf, info_, ARRAY_SIZE(info_), LEN,	\
					    fresh_log());			\
										\
	ok(err_ == (want) && btf_says(text), "%s", name);			\
} while (0)

static void test_funcs(void)
{
	FUNCS(0, "", "the main function alone is accepted", { 0, FUNC_ID });
	FUNCS(0, "", "functions in order are accepted", { 0, FUNC_ID }, { 5, FUNC_ID },
	      { LEN - 1, FUNC_ID });
	FUNCS(-EINVAL, "record 0 is for insn 1", "the first must start the program",
	      { 1, FUNC_ID });
	FUNCS(-EINVAL, "record 2 is for insn 4", "functions out of order are refused",
	      { 0, FUNC_ID }, { 5, FUNC_ID }, { 4, FUNC_ID });
	FUNCS(-EINVAL, "record 1 is for insn 0", "two for one slot are refused",
	      { 0, FUNC_ID }, { 0, FUNC_ID });
	FUNCS(-EINVAL, "insn 10 of 10", "one behind the program is refused",
	      { 0, FUNC_ID }, { LEN, FUNC_ID });
	FUNCS(-EINVAL, "insn 4294967295 of 10", "one far behind it too",
	      { 0, FUNC_ID }, { ~0U, FUNC_ID });
	FUNCS(-EINVAL, "type 1, which is no function", "a type that is no function is refused",
	      { 0, 1 });
	FUNCS(-EINVAL, "type 0, which is no function", "void is no function", { 0, 0 });
	FUNCS(-EINVAL, "type 4, which is no function", "nor is what is not there", { 0, 4 });
	is_int(mbpf_btf_check_func_info(btf, NULL, 0, LEN, NULL), 0, "no records are fine");
}

static void test_lines(void)
{
	u32 last = btf->strings_len - 1;

	LINES(0, "", "lines in order are accepted", { 0, 1, 1, 0 }, { LEN - 1, last, last, ~0U });
	LINES(0, "", "they need not start with the program", { 3, 1, 1, 0 });
	LINES(-EINVAL, "record 1 is for insn 3", "two for one slot are refused",
	      { 3, 1, 1, 0 }, { 3, 1, 1, 0 });
	LINES(-EINVAL, "record 1 is for insn 2", "lines out of order are refused",
	      { 3, 1, 1, 0 }, { 2, 1, 1, 0 });
	LINES(-EINVAL, "insn 10 of 10", "a line behind the program is refused", { LEN, 1, 1, 0 });
	LINES(-EINVAL, "no good strings", "a line that is no string is refused",
	      { 0, 1, last + 1, 0 });
	LINES(-EINVAL, "no good strings", "a file that is no string is refused",
	      { 0, last + 1, 1, 0 });
	LINES(-EINVAL, "no good strings", "nor one far behind", { 0, ~0U, ~0U, 0 });
	is_int(mbpf_btf_check_line_info(btf, NULL, 0, LEN, NULL), 0, "no records are fine");
}

int main(void)
{
	u32 id;

	blob_start();
	add_int();
	id = TYPE(BTF_KIND_FUNC_PROTO, 0, 0, "", 0);
	TYPE(BTF_KIND_FUNC, 0, 0, "f", id);
	GOOD("a blob with a function is accepted");
	test_funcs();
	test_lines();
	blob_end();
	return done_testing();
}
