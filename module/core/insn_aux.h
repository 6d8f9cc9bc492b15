/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Facts: what the verifier leaves about each instruction for rewrite and JIT.
 *
 * The verifier writes them; everyone after it only reads.  A fact holds on
 * every path that reaches the instruction; where two paths disagree the fact
 * is the one that promises less.
 */
#ifndef MBPF_CORE_INSN_AUX_H
#define MBPF_CORE_INSN_AUX_H

#include <linux/types.h>

struct mbpf_map;
struct mbpf_helper;

/** enum mbpf_access - what a memory instruction touches */
enum mbpf_access {
	MBPF_ACCESS_NONE,	/* not a memory instruction, or never reached */
	MBPF_ACCESS_STACK,
	MBPF_ACCESS_CTX,	/* rewritten through the program type's table */
	MBPF_ACCESS_PACKET,
	MBPF_ACCESS_MAP_VALUE,
	MBPF_ACCESS_MIXED,	/* several of stack, packet, map value */
};

/**
 * struct mbpf_insn_aux - facts about one slot
 * @op: enum mbpf_op; MBPF_OP_INVALID in the second slot of a wide instruction
 * @reached: some path executes it
 * @access: enum mbpf_access
 * @ctx_field: MBPF_ACCESS_CTX: row of the program type's field table
 * @subprog: CALL_LOCAL: number of the called function
 * @never_taken: conditional jump: no path jumps
 * @always_taken: conditional jump: no path falls through
 * @divisor_nonzero: division or modulo by a register that is never 0
 * @map: LD_MAP, LD_MAP_VALUE: the map; CALL_HELPER: the map handed to the
 *       helper where that is the same one on every path, else NULL
 * @map_off: LD_MAP_VALUE: offset in the value
 * @helper: CALL_HELPER: its row in the table
 * @nr_args: CALL_HELPER: this many leading arguments of its contract are
 *           initialised on every path; what lies in the others is unknown
 */
struct mbpf_insn_aux {
	u16 op;
	u8 reached : 1;
	u8 never_taken : 1;
	u8 always_taken : 1;
	u8 divisor_nonzero : 1;
	u8 access;
	u8 nr_args;
	u16 ctx_field;
	u16 subprog;
	struct mbpf_map *map;
	u32 map_off;
	const struct mbpf_helper *helper;
};

#endif /* MBPF_CORE_INSN_AUX_H */
