// SPDX-License-Identifier: GPL-2.0
/*
 * The records that tie a program to its type information: which slots are
 * which function, and which line of C.
 *
 * Both lists ascend by slot, so that whoever looks something up may search.
 * Offsets are in slots (instructions of eight bytes), as bpf(2) has them.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <uapi/linux/bpf.h>
#include "btf/check.h"

int mbpf_btf_check_func_info(const struct mbpf_btf *btf, const struct bpf_func_info *info,
			     u32 cnt, u32 len, struct mbpf_log *log)
{
	u32 i;

	for (i = 0; i < cnt; i++) {
		const struct btf_type *t = mbpf_btf_type(btf, info[i].type_id);

		if (i ? info[i].insn_off <= info[i - 1].insn_off : info[i].insn_off) {
			mbpf_log_printf(log,
					"func_info: record %u is for insn %u: the first must be for insn 0, the others ascend\n",
					i, info[i].insn_off);
			return -EINVAL;
		}
		if (info[i].insn_off >= len) {
			mbpf_log_printf(log, "func_info: record %u is for insn %u of %u\n", i,
					info[i].insn_off, len);
			return -EINVAL;
		}
		if (!t || mbpf_btf_kind(t) != BTF_KIND_FUNC) {
			mbpf_log_printf(log,
					"func_info: record %u has type %u, which is no function\n",
					i, info[i].type_id);
			return -EINVAL;
		}
	}
	return 0;
}

int mbpf_btf_check_line_info(const struct mbpf_btf *btf, const struct bpf_line_info *info,
			     u32 cnt, u32 len, struct mbpf_log *log)
{
	u32 i;

	for (i = 0; i < cnt; i++) {
		if (i && info[i].insn_off <= info[i - 1].insn_off) {
			mbpf_log_printf(log,
					"line_info: record %u is for insn %u: they must ascend\n",
					i, info[i].insn_off);
			return -EINVAL;
		}
		if (info[i].insn_off >= len) {
			mbpf_log_printf(log, "line_info: record %u is for insn %u of %u\n", i,
					info[i].insn_off, len);
			return -EINVAL;
		}
		if (info[i].line_off >= btf->strings_len ||
		    info[i].file_name_off >= btf->strings_len) {
			mbpf_log_printf(log, "line_info: record %u has no good strings (%u, %u)\n",
					i, info[i].line_off, info[i].file_name_off);
			return -EINVAL;
		}
	}
	return 0;
}
