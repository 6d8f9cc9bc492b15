// SPDX-License-Identifier: GPL-2.0
/*
 * Saying no, in one form for all rooms of the verifier.
 *
 * A rejection is read by two: by a person, who wants to know which line of C
 * is meant and what to write instead, and by a program, which greps for the
 * stable code at the start of the sentence.  See verify/explain.h for how it
 * looks.
 *
 * Whether to refuse is decided by who calls; nothing here looks at registers
 * or states.  No addresses of the kernel are ever printed: a map is named by
 * its id, as the resolve pass left it in the instruction.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "btf/btf.h"
#include "core/disasm.h"
#include "core/log.h"
#include "core/prog.h"
#include "helper/helper.h"
#include "verify/explain.h"

static const struct {
	const char *code;
	int error;
} rejections[] = {
#define X(name, text, err)	\
	[MBPF_REJECT_##name] = { text, err },
	MBPF_REJECTIONS(X)
#undef X
};

static const char *helper_name(void *arg, u32 id)
{
	return mbpf_helper_name(id);
}

static void print_insn(struct mbpf_log *log, const struct mbpf_prog *prog, u32 pc)
{
	static const struct mbpf_disasm_names names = { .helper = helper_name };
	struct bpf_insn insn[2] = { prog->insns[pc] };
	char text[96];

	/* A wide instruction may be cut by the program's end. */
	if (pc + 1 < prog->len)
		insn[1] = prog->insns[pc + 1];
	mbpf_disasm(text, sizeof(text), insn, pc, &names);
	mbpf_log_printf(log, "%u: (%02x) %s\n", pc, insn[0].code, text);
}

/* The record that covers a slot: the last one that starts at it or before. */
static const struct bpf_line_info *find_line(const struct mbpf_prog *prog, u32 pc)
{
	u32 low = 0, high = prog->nr_line_info;

	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (prog->line_info[mid].insn_off <= pc)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &prog->line_info[low - 1] : NULL;
}

static void print_line(struct mbpf_log *log, const struct mbpf_prog *prog, u32 pc)
{
	const struct bpf_line_info *line;
	const char *text, *file, *slash;

	if (!prog->btf || !prog->line_info)
		return;
	line = find_line(prog, pc);
	if (!line)
		return;

	text = mbpf_btf_name(prog->btf, line->line_off);
	while (*text == ' ' || *text == '\t')
		text++;
	file = mbpf_btf_name(prog->btf, line->file_name_off);
	slash = strrchr(file, '/');
	if (*text)
		mbpf_log_printf(log, "; %s @ %s:%u\n", text, slash ? slash + 1 : file,
				BPF_LINE_INFO_LINE_NUM(line->line_col));
}

/* The cause, and behind "; hint: " on a line of its own what to do about it. */
static __printf(5, 0)
void print_sentence(struct mbpf_log *log, const char *code, u32 pc, u32 len,
		    const char *fmt, va_list args)
{
	static const char mark[] = "; hint: ";
	char text[512];
	char *hint;

	vsnprintf(text, sizeof(text), fmt, args);
	hint = strstr(text, mark);
	if (hint)
		*hint = '\0';
	if (pc < len)
		mbpf_log_printf(log, "%s: instruction %u: %s\n", code, pc, text);
	else
		mbpf_log_printf(log, "%s: %s\n", code, text);
	if (hint)
		mbpf_log_printf(log, "hint: %s\n", hint + sizeof(mark) - 1);
}

int mbpf_vreject(struct mbpf_log *log, const struct mbpf_prog *prog, u32 pc,
		 enum mbpf_rejection why, const char *fmt, va_list args)
{
	if (mbpf_log_has(log, MBPF_LOG_ALL)) {
		if (pc < prog->len) {
			print_insn(log, prog, pc);
			print_line(log, prog, pc);
		}
		print_sentence(log, rejections[why].code, pc, prog->len, fmt, args);
	}
	return -rejections[why].error;
}

int mbpf_reject(struct mbpf_log *log, const struct mbpf_prog *prog, u32 pc,
		enum mbpf_rejection why, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = mbpf_vreject(log, prog, pc, why, fmt, args);
	va_end(args);
	return err;
}
