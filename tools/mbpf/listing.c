// SPDX-License-Identifier: GPL-2.0
/*
 * The module's disassembler and helper names, for the command line.
 *
 * This is the only file here that includes headers of module/, and so the
 * kernel's words of tools/include; it is linked with the user-space build of
 * those rooms.  A listing thus reads exactly as the verifier's log does.
 */
#include "core/disasm.h"
#include "core/opcodes.h"
#include "helper/helper.h"

#include "listing.h"

static const char *helper_name(void *arg, u32 id)
{
	return mbpf_helper_name(id);
}

void mbpf_listing_text(char *buf, size_t size, const struct bpf_insn *insn)
{
	static const struct mbpf_disasm_names names = { .helper = helper_name };
	static bool ready;

	if (!ready)
		ready = !mbpf_opcodes_init();
	mbpf_disasm(buf, size, insn, 0, &names);
}

bool mbpf_listing_is_wide(const struct bpf_insn *insn)
{
	return insn->code == (BPF_LD | BPF_IMM | BPF_DW);
}
