// SPDX-License-Identifier: GPL-2.0
/*
 * prog dump xlated: a program's instructions, with the functions and C lines
 * they come from.
 *
 * The C lines are those that the compiler left in the object's BTF; nothing is
 * read from source files.  "file" writes the bytes instead, eight for each
 * instruction.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/btf.h>

#include "cli.h"
#include "listing.h"
#include "prog_info.h"
#include "select.h"
#include "verbs.h"

/**
 * struct dump - one listing
 * @prog: the program
 * @opcodes: print the bytes, too
 * @linum: print file and line number with each C line
 * @file: write bytes there instead, or NULL
 * @func: next of the program's func_info
 * @line: next of its line_info
 */
struct dump {
	struct mbpf_prog_details prog;
	bool opcodes;
	bool linum;
	const char *file;
	__u32 func;
	__u32 line;
};

static const char *func_name_at(const struct mbpf_prog_details *prog, __u32 slot)
{
	const struct btf_type *type;
	__u32 i;

	for (i = 0; prog->btf && i < prog->info.nr_func_info; i++) {
		if (prog->funcs[i].insn_off != slot)
			continue;
		type = btf__type_by_id(prog->btf, prog->funcs[i].type_id);
		return type ? btf__name_by_offset(prog->btf, type->name_off) : NULL;
	}
	return NULL;
}

struct prototype {
	char *text;
	size_t size;
	size_t len;
};

static void append(void *arg, const char *fmt, va_list ap)
{
	struct prototype *to = arg;

	if (to->len < to->size)
		to->len += vsnprintf(to->text + to->len, to->size - to->len, fmt, ap);
}

static void append_text(struct prototype *to, const char *text)
{
	if (to->len < to->size)
		to->len += snprintf(to->text + to->len, to->size - to->len, "%s", text);
}

static void append_type(struct prototype *to, struct btf_dump *dumper, __u32 id,
			const char *name)
{
	LIBBPF_OPTS(btf_dump_emit_type_decl_opts, opts, .field_name = name);

	/* libbpf's dumper has no declaration for void. */
	if (!id)
		append_text(to, "void");
	else
		btf_dump__emit_type_decl(dumper, id, &opts);
}

static void append_prototype(struct prototype *to, struct btf_dump *dumper,
			     const struct btf *btf, const struct btf_type *func)
{
	const struct btf_type *proto = btf__type_by_id(btf, func->type);
	const struct btf_param *param = btf_params(proto);
	__u32 i;

	append_type(to, dumper, proto->type, "");
	append_text(to, " ");
	append_text(to, btf__name_by_offset(btf, func->name_off));
	append_text(to, "(");
	for (i = 0; i < btf_vlen(proto); i++) {
		append_text(to, i ? ", " : "");
		append_type(to, dumper, param[i].type, btf__name_by_offset(btf, param[i].name_off));
	}
	append_text(to, btf_vlen(proto) ? ")" : "void)");
}

/* The function that starts at this slot, as C; false when none does. */
static bool function_at(struct dump *dump, __u32 slot, char *text, size_t size)
{
	struct prototype to = { text, size, 0 };
	const struct btf_type *func;
	struct btf_dump *dumper;

	if (dump->func >= dump->prog.info.nr_func_info || !dump->prog.btf ||
	    dump->prog.funcs[dump->func].insn_off != slot)
		return false;
	func = btf__type_by_id(dump->prog.btf, dump->prog.funcs[dump->func++].type_id);
	dumper = btf_dump__new(dump->prog.btf, append, &to, NULL);
	*text = 0;
	if (func && btf_is_func(func) && dumper)
		append_prototype(&to, dumper, dump->prog.btf, func);
	btf_dump__free(dumper);
	return *text;
}

/* The C line that starts at this slot, NULL when none does. */
static const struct bpf_line_info *line_at(struct dump *dump, __u32 slot)
{
	const struct bpf_line_info *line;

	if (dump->line >= dump->prog.info.nr_line_info || !dump->prog.btf)
		return NULL;
	line = &dump->prog.lines[dump->line];
	if (line->insn_off != slot)
		return NULL;
	dump->line++;
	return line;
}

static const char *string_of(const struct dump *dump, __u32 offset)
{
	const char *text = btf__name_by_offset(dump->prog.btf, offset);

	if (!text)
		return "";
	return text + strspn(text, " \t");
}

static void disassemble(const struct dump *dump, __u32 slot, char *text, size_t size)
{
	const struct bpf_insn *insn = &dump->prog.insns[slot];
	const char *callee;
	size_t len;

	mbpf_listing_text(text, size, insn);
	if (insn->code != (BPF_JMP | BPF_CALL) || insn->src_reg != BPF_PSEUDO_CALL)
		return;
	callee = func_name_at(&dump->prog, slot + insn->imm + 1);
	len = strlen(text);
	if (callee && len < size)
		snprintf(text + len, size - len, "#%s", callee);
}

static void print_bytes(const struct bpf_insn *insn, unsigned int slots)
{
	const __u8 *byte = (const __u8 *)insn;
	unsigned int i;

	printf("      ");
	for (i = 0; i < slots * sizeof(*insn); i++)
		printf(" %02x", byte[i]);
	printf("\n");
}

/* One C line often has several records, which differ in the column only. */
static bool is_same_line(const struct bpf_line_info *a, const struct bpf_line_info *b)
{
	return a->file_name_off == b->file_name_off && a->line_off == b->line_off &&
	       BPF_LINE_INFO_LINE_NUM(a->line_col) == BPF_LINE_INFO_LINE_NUM(b->line_col);
}

static void print_line(const struct dump *dump, const struct bpf_line_info *line)
{
	const char *text = string_of(dump, line->line_off);

	if (!*text)
		return;
	if (!dump->linum && line > dump->prog.lines && is_same_line(line, line - 1))
		return;
	printf("; %s", text);
	if (dump->linum)
		printf(" [file:%s line_num:%u line_col:%u]",
		       string_of(dump, line->file_name_off),
		       BPF_LINE_INFO_LINE_NUM(line->line_col),
		       BPF_LINE_INFO_LINE_COL(line->line_col));
	printf("\n");
}

static void print_insn(struct dump *dump, __u32 slot, unsigned int slots)
{
	const struct bpf_line_info *line;
	char text[256];

	if (function_at(dump, slot, text, sizeof(text)))
		printf("%s%s:\n", slot ? "\n" : "", text);
	line = line_at(dump, slot);
	if (line)
		print_line(dump, line);
	disassemble(dump, slot, text, sizeof(text));
	printf("%4u: (%02x) %s\n", slot, dump->prog.insns[slot].code, text);
	if (dump->opcodes)
		print_bytes(&dump->prog.insns[slot], slots);
}

static void json_opcodes(const struct bpf_insn *insn, unsigned int slots)
{
	struct mbpf_json *out = mbpf_out;
	char text[8];

	mbpf_json_open_object(out, "opcodes");
	snprintf(text, sizeof(text), "0x%02x", insn->code);
	mbpf_json_string(out, "code", text);
	snprintf(text, sizeof(text), "0x%x", insn->src_reg);
	mbpf_json_string(out, "src_reg", text);
	snprintf(text, sizeof(text), "0x%x", insn->dst_reg);
	mbpf_json_string(out, "dst_reg", text);
	mbpf_json_hex(out, "off", &insn->off, sizeof(insn->off));
	/* Of a wide one the whole second slot follows, as with bpftool. */
	mbpf_json_hex(out, "imm", &insn->imm, slots == 2 ? 12 : 4);
	mbpf_json_close_object(out);
}

static void json_line(const struct dump *dump, const struct bpf_line_info *line)
{
	struct mbpf_json *out = mbpf_out;

	mbpf_json_string(out, "src", string_of(dump, line->line_off));
	if (!dump->linum)
		return;
	mbpf_json_string(out, "file", string_of(dump, line->file_name_off));
	mbpf_json_u64(out, "line_num", BPF_LINE_INFO_LINE_NUM(line->line_col));
	mbpf_json_u64(out, "line_col", BPF_LINE_INFO_LINE_COL(line->line_col));
}

static void json_insn(struct dump *dump, __u32 slot, unsigned int slots)
{
	const struct bpf_insn *insn = &dump->prog.insns[slot];
	const struct bpf_line_info *line;
	char text[256], coded[272];

	mbpf_json_open_object(mbpf_out, NULL);
	if (function_at(dump, slot, text, sizeof(text)))
		mbpf_json_string(mbpf_out, "proto", text);
	line = line_at(dump, slot);
	if (line)
		json_line(dump, line);
	disassemble(dump, slot, text, sizeof(text));
	snprintf(coded, sizeof(coded), "(%02x) %s", insn->code, text);
	mbpf_json_string(mbpf_out, "disasm", coded);
	if (dump->opcodes)
		json_opcodes(insn, slots);
	mbpf_json_close_object(mbpf_out);
}

static int write_file(const struct dump *dump)
{
	size_t nr = dump->prog.nr_insns;
	FILE *file = fopen(dump->file, "we");
	bool good;

	if (!file)
		return mbpf_fail("%s cannot be written: %s", dump->file, strerror(errno));
	good = fwrite(dump->prog.insns, sizeof(*dump->prog.insns), nr, file) == nr;
	if (fclose(file) || !good)
		return mbpf_fail("%s cannot be written: %s", dump->file, strerror(errno));
	return MBPF_EXIT_OK;
}

static int print_all(struct dump *dump)
{
	__u32 slot, slots;

	if (!dump->prog.nr_insns)
		return mbpf_fail("the device does not tell this program's instructions");
	if (dump->file)
		return write_file(dump);
	if (mbpf_out)
		mbpf_json_open_array(mbpf_out, NULL);
	for (slot = 0; slot < dump->prog.nr_insns; slot += slots) {
		slots = mbpf_listing_is_wide(&dump->prog.insns[slot]) ? 2 : 1;
		if (mbpf_out)
			json_insn(dump, slot, slots);
		else
			print_insn(dump, slot, slots);
	}
	if (mbpf_out)
		mbpf_json_close_array(mbpf_out);
	return MBPF_EXIT_OK;
}

static int parse(struct mbpf_args *args, struct dump *dump, int *fd)
{
	int status;

	if (!mbpf_args_take(args, "xlated"))
		return mbpf_fail_usage("what is to be dumped? say 'xlated'");
	status = mbpf_select_one(args, MBPF_KIND_PROG, fd);
	while (!status && mbpf_args_peek(args)) {
		if (mbpf_args_take(args, "opcodes"))
			dump->opcodes = true;
		else if (mbpf_args_take(args, "linum"))
			dump->linum = true;
		else if (mbpf_args_take(args, "file"))
			status = mbpf_args_want(args, &dump->file, "a file to write");
		else
			status = mbpf_args_end(args);
	}
	return status;
}

/**
 * mbpf_do_prog_dump() - list one program
 */
int mbpf_do_prog_dump(struct mbpf_args *args)
{
	struct dump dump = { 0 };
	int fd = -1, status;

	status = parse(args, &dump, &fd);
	if (!status)
		status = mbpf_prog_details_get(fd, &dump.prog);
	if (!status)
		status = print_all(&dump);
	mbpf_prog_details_put(&dump.prog);
	if (fd >= 0)
		close(fd);
	return status;
}
