// SPDX-License-Identifier: GPL-2.0
/*
 * The program object's memory and its tag.
 *
 * Every array of a program is its own allocation, made by whoever knows its
 * length (the instructions here, facts and functions in verify/, runnable code
 * in rewrite/, BTF records in load/), and all are freed here.
 *
 * Counting references, ids and file descriptors are load/'s.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/insn.h"
#include "core/prog.h"
#include "core/sha1.h"

/* Set once at init, before any program exists. */
static void (*release_refs)(struct mbpf_prog *prog);

struct mbpf_prog *mbpf_prog_alloc(u32 len)
{
	struct mbpf_prog *prog;

	if (!len || len > MBPF_MAX_INSNS)
		return ERR_PTR(-E2BIG);

	prog = kzalloc(sizeof(*prog), GFP_KERNEL_ACCOUNT);
	if (!prog)
		return ERR_PTR(-ENOMEM);
	prog->insns = kvcalloc(len, sizeof(*prog->insns), GFP_KERNEL_ACCOUNT);
	if (!prog->insns) {
		kfree(prog);
		return ERR_PTR(-ENOMEM);
	}
	prog->len = len;
	refcount_set(&prog->ref, 1);
	return prog;
}

void mbpf_prog_free(struct mbpf_prog *prog)
{
	if (release_refs)
		release_refs(prog);
	mbpf_prog_drop_aux(prog);
	kvfree(prog->insns);
	kvfree(prog->code);
	kvfree(prog->subprogs);
	kvfree(prog->func_info);
	kvfree(prog->line_info);
	kfree(prog);
}

void mbpf_prog_set_release(void (*release)(struct mbpf_prog *prog))
{
	release_refs = release;
}

void mbpf_prog_drop_aux(struct mbpf_prog *prog)
{
	kvfree(prog->aux);
	prog->aux = NULL;
}

/* Does it load an address by naming a map, whose number says nothing? */
static bool names_a_map(const struct bpf_insn *insn)
{
	switch (mbpf_op_form(mbpf_opcode_decode(insn))) {
	case MBPF_FORM_LD_MAP:
	case MBPF_FORM_LD_MAP_VALUE:
		return true;
	default:
		return false;
	}
}

void mbpf_prog_tag(struct mbpf_prog *prog)
{
	u8 digest[MBPF_SHA1_SIZE];
	struct mbpf_sha1 sha;
	struct bpf_insn insn;
	bool second = false;	/* the slot before names a map */
	u32 pc;

	mbpf_sha1_init(&sha);
	for (pc = 0; pc < prog->len; pc++) {
		insn = prog->insns[pc];
		if (second) {
			insn.imm = 0;
			second = false;
		} else if (names_a_map(&insn)) {
			insn.imm = 0;
			second = true;
		}
		mbpf_sha1_update(&sha, &insn, sizeof(insn));
	}
	mbpf_sha1_final(&sha, digest);
	memcpy(prog->tag, digest, sizeof(prog->tag));
}
