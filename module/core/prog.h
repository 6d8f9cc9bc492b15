/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The program object.  Layer 3 rooms meet here: the verifier leaves its facts
 * and figures in it, rewrite turns those into runnable code, run runs it.
 *
 * Life: mbpf_prog_alloc() -> filled by load/ -> verify -> rewrite ->
 * published (immutable from here on) -> last mbpf_prog_put() -> grace period
 * -> freed, with its references to maps and BTF.
 */
#ifndef MBPF_CORE_PROG_H
#define MBPF_CORE_PROG_H

#include <linux/types.h>
#include <linux/refcount.h>
#include <linux/rcupdate.h>
#include "core/insn_aux.h"
#include "core/limits.h"
#include "core/opcodes.h"

struct mbpf_map;
struct mbpf_btf;
struct mbpf_progtype;

/**
 * struct mbpf_subprog - one function of a program: slots [start, end)
 * @stack_depth: bytes of its frame in use, a multiple of 8: nobody reads or
 *               writes below them, so only they are zeroed at a call
 * @worst_frames: frames of the deepest call chain that starts here
 */
struct mbpf_subprog {
	u32 start;
	u32 end;
	u16 stack_depth;
	u16 worst_frames;
};

/**
 * struct mbpf_run_insn - one runnable instruction
 * @op: enum mbpf_op, or MBPF_OP_TRAP
 * @dst: register
 * @src: register
 * @off: memory: byte offset; jumps and local calls: distance to the target
 *       slot from the next slot
 * @imm: constant, sign-extended; LD_*: the 64-bit value or address;
 *       CALL_HELPER: address of the function; CALL_LOCAL: bytes of its frame
 *       that the called function uses
 *
 * Slots correspond one to one to those of the loaded program.
 */
struct mbpf_run_insn {
	u16 op;
	u8 dst;
	u8 src;
	s32 off;
	u64 imm;
};

/**
 * struct mbpf_figures - what verifying a program cost and showed
 * @processed: instructions walked
 * @total_states: states stored
 * @peak_states: most states stored at once
 * @max_states_per_insn: most states stored at one instruction
 * @stack_depth: bytes, all frames of the deepest chain
 * @verify_ns: time in nanoseconds, 0 where there is no clock
 */
struct mbpf_figures {
	u32 processed;
	u32 total_states;
	u32 peak_states;
	u32 max_states_per_insn;
	u32 stack_depth;
	u64 verify_ns;
};

/**
 * struct mbpf_prog - one program
 *
 * All fields are set once before the program is published, except @ref, @id
 * and @stats.
 *
 * @type: enum bpf_prog_type
 * @attach_type: expected_attach_type as given
 * @flags: prog_flags as given
 * @ptype: its program type
 * @name: as given, terminated
 * @tag: first bytes of the SHA-1 of its instructions without map fds
 * @gpl: its license is GPL-compatible
 * @len: slots in @insns, @aux and @code
 * @insns: as given; the resolve pass puts map ids in the place of map fds
 * @aux: facts; freed when the program is published
 * @code: the runnable form
 * @subprogs: functions, the main one first, ascending
 * @maps: each map it names, once, counted
 * @writes_packet: some path may write packet bytes
 * @btf: its type information or NULL, counted
 * @func_info: nr_func_info struct bpf_func_info
 * @line_info: nr_line_info struct bpf_line_info
 * @ref: fds, links and calls in progress
 * @id: its number among programs, 0 before it is published
 * @load_time: ns since boot
 */
struct mbpf_prog {
	u32 type;
	u32 attach_type;
	u32 flags;
	const struct mbpf_progtype *ptype;
	char name[MBPF_NAME_LEN];
	u8 tag[MBPF_TAG_SIZE];
	bool gpl;
	bool writes_packet;

	u32 len;
	struct bpf_insn *insns;
	struct mbpf_insn_aux *aux;
	struct mbpf_run_insn *code;

	u32 nr_subprogs;
	struct mbpf_subprog *subprogs;

	u32 nr_maps;
	struct mbpf_map *maps[MBPF_MAX_USED_MAPS];

	struct mbpf_btf *btf;
	u32 nr_func_info;
	u32 nr_line_info;
	struct bpf_func_info *func_info;
	struct bpf_line_info *line_info;

	struct mbpf_figures figures;

	refcount_t ref;
	u32 id;
	u32 uid;
	u64 load_time;
	struct rcu_head rcu;
};

/**
 * mbpf_prog_alloc() - a program with room for @len instructions, all zero
 * @len: 1..MBPF_MAX_INSNS
 *
 * May sleep.  Return: a program with one reference, or an ERR_PTR (-E2BIG,
 * -ENOMEM).
 */
struct mbpf_prog *mbpf_prog_alloc(u32 len);

/**
 * mbpf_prog_free() - free at once what nobody can see: a program that was
 * never published, or whose grace period is over
 *
 * Gives back maps and BTF through mbpf_prog_release_refs.
 */
void mbpf_prog_free(struct mbpf_prog *prog);

/**
 * mbpf_prog_set_release() - who gives back a program's maps and BTF
 * @release: called once by mbpf_prog_free() with the program
 *
 * core/ knows maps and BTF by name only (they are a layer above); load/
 * registers this at init, a user-space test where it needs to.
 */
void mbpf_prog_set_release(void (*release)(struct mbpf_prog *prog));

/** mbpf_prog_drop_aux() - free the facts once nobody needs them */
void mbpf_prog_drop_aux(struct mbpf_prog *prog);

/**
 * mbpf_prog_tag() - compute @prog->tag
 *
 * As the kernel does: SHA-1 over the instructions with the immediates of map
 * loads zeroed.  Sleeps for nothing, allocates nothing.
 */
void mbpf_prog_tag(struct mbpf_prog *prog);

#endif /* MBPF_CORE_PROG_H */
