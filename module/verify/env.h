/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The verifier's hall: what the rooms of one verification share.
 *
 * struct mbpf_env has one sub-struct for each room that keeps something; only
 * its owner writes it.  Below stand the doors of the step rooms: first check_*
 * (what must hold; may reject), then set_*, mark_*, learn_* (what becomes
 * true).
 */
#ifndef MBPF_VERIFY_ENV_H
#define MBPF_VERIFY_ENV_H

#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>
#include "core/core.h"
#include "map/map.h"
#include "helper/helper.h"
#include "progtype/progtype.h"
#include "verify/explain.h"
#include "verify/passes.h"
#include "verify/state.h"
#include "verify/verify.h"

struct mbpf_env;
struct mbpf_kept;

/**
 * struct mbpf_watch - somebody who sees each state before it is stepped
 * @step: called with the state in @env->walk; may copy, must not change
 * @arg: for @step
 */
struct mbpf_watch {
	void (*step)(void *arg, const struct mbpf_env *env);
	void *arg;
};

/**
 * struct mbpf_path - a path that waits to be walked
 * @state: what is known at @pc
 * @parent: last kept state on the way to it
 */
struct mbpf_path {
	struct mbpf_path *next;
	struct mbpf_state state;
	u32 pc;
	struct mbpf_kept *parent;
};

/**
 * enum mbpf_seen - what the paths have shown about one instruction
 *
 * Turned into facts when all paths are walked.
 */
enum mbpf_seen {
	MBPF_SEEN_REACHED = 1,
	MBPF_SEEN_TAKEN = 2,
	MBPF_SEEN_FALL = 4,
	MBPF_SEEN_ZERO_DIVISOR = 8,
	MBPF_SEEN_CALL = 16,	/* a helper call whose facts are already set */
};

/**
 * struct mbpf_env - one verification
 * @prog: as given to mbpf_verify()
 * @log: as given to mbpf_verify()
 * @flags: as given to mbpf_verify()
 * @flow: static facts, one for each slot (passes)
 * @walk: the path being walked (walk.c)
 * @walk.pc: instruction being stepped
 * @walk.state: state of the current path
 * @walk.parent: last kept state of the current path
 * @walk.pending: paths to walk later, last in first out
 * @walk.pending_bytes: memory of their states
 * @walk.processed: instructions stepped
 * @walk.seen: enum mbpf_seen bits, one byte for each slot
 * @ids: numbers for what registers share (mbpf_env_new_id())
 * @ids.last: last id handed out
 * @keep: kept states (prune.c)
 * @keep.at: a list for each slot
 * @keep.since: instructions since the current path last kept one
 * @keep.nr: states kept at this moment
 * @keep.bytes: memory that they take
 * @keep.peak: most at once
 * @keep.total: all that were kept
 * @keep.max_per_insn: longest list
 * @distance_decides: some packet pointer was moved backwards by an unknown
 *                    number, or far from the start, or alignment is asked for:
 *                    then numbers in packet pointers are compared (mem_packet.c)
 * @depth: the stack (mem_stack.c)
 * @depth.bytes: bytes that each function uses
 * @watch: who looks on (mbpf_verify_watched())
 */
struct mbpf_env {
	struct mbpf_prog *prog;
	struct mbpf_log *log;
	u32 flags;
	struct mbpf_flow *flow;
	struct {
		u32 pc;
		struct mbpf_state state;
		struct mbpf_kept *parent;
		struct mbpf_path *pending;
		u32 pending_bytes;
		u32 processed;
		u8 *seen;
	} walk;
	struct {
		u32 last;
	} ids;
	struct {
		struct mbpf_kept **at;
		u32 since;
		u32 nr;
		u32 bytes;
		u32 peak;
		u32 total;
		u32 max_per_insn;
	} keep;
	bool distance_decides;
	struct {
		u16 bytes[MBPF_MAX_SUBPROGS];
	} depth;
	const struct mbpf_watch *watch;
};

/**
 * mbpf_verify_watched() - mbpf_verify() under the eyes of a test
 * @watch: who looks on, or NULL
 *
 * A test can so ask whether what a program really does is among what the
 * states say that it may do.
 */
int mbpf_verify_watched(struct mbpf_prog *prog, u32 flags, struct mbpf_log *log,
			const struct mbpf_watch *watch);

/* Reject the instruction being stepped: "return mbpf_refuse(env, CTX, ...);" */
#define mbpf_refuse(env, why, ...) \
	mbpf_reject((env)->log, (env)->prog, (env)->walk.pc, MBPF_REJECT_##why, __VA_ARGS__)

static inline const struct bpf_insn *mbpf_env_insn(const struct mbpf_env *env)
{
	return &env->prog->insns[env->walk.pc];
}

static inline struct mbpf_insn_aux *mbpf_env_aux(const struct mbpf_env *env)
{
	return &env->prog->aux[env->walk.pc];
}

static inline enum mbpf_op mbpf_env_op(const struct mbpf_env *env)
{
	return mbpf_env_aux(env)->op;
}

static inline struct mbpf_frame *mbpf_env_frame(struct mbpf_env *env)
{
	return mbpf_state_top(&env->walk.state);
}

static inline struct mbpf_reg *mbpf_env_reg(struct mbpf_env *env, u32 regno)
{
	return &mbpf_env_frame(env)->regs[regno];
}

static inline u32 mbpf_env_new_id(struct mbpf_env *env)
{
	return ++env->ids.last;
}

/** check_init: is r@regno readable?  E-uninitialised */
int mbpf_check_init(struct mbpf_env *env, u32 regno);

/* --- alu.c, ptr_alu.c --- */
int mbpf_step_alu(struct mbpf_env *env);
int mbpf_step_ptr_alu(struct mbpf_env *env, const struct mbpf_reg *dst,
		      const struct mbpf_reg *src, struct mbpf_reg *out);
int mbpf_step_ld_imm64(struct mbpf_env *env);

/* --- mem.c: loads, stores, atomics; dispatch to the region of a pointer --- */

enum mbpf_access_kind { MBPF_READ = 1, MBPF_WRITE = 2 };

/**
 * struct mbpf_mem - one access to memory
 * @regno: register the address comes from, for messages
 * @reg: its value
 * @off: distance added by the instruction, in bytes
 * @size: bytes
 * @access: MBPF_READ, MBPF_WRITE or both
 * @by_helper: touched by a helper, byte by byte: needs no alignment
 */
struct mbpf_mem {
	u32 regno;
	const struct mbpf_reg *reg;
	s32 off;
	u32 size;
	u8 access;
	bool by_helper;
};

int mbpf_step_ldx(struct mbpf_env *env);
int mbpf_step_store(struct mbpf_env *env);
int mbpf_step_atomic(struct mbpf_env *env);
int mbpf_step_ordered(struct mbpf_env *env);

/**
 * mbpf_check_mem_arg() - may a helper touch these bytes?
 *
 * Reading wants them initialised and free of pointers.
 */
int mbpf_check_mem_arg(struct mbpf_env *env, const struct mbpf_mem *mem);
/** mbpf_set_mem_arg() - a helper has filled these (checked) bytes */
int mbpf_set_mem_arg(struct mbpf_env *env, const struct mbpf_mem *mem);

/* --- one file for each region --- */
int mbpf_check_stack(struct mbpf_env *env, const struct mbpf_mem *mem);
int mbpf_load_stack(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out);
int mbpf_store_stack(struct mbpf_env *env, const struct mbpf_mem *mem,
		     const struct mbpf_reg *value);
int mbpf_check_stack_readable(struct mbpf_env *env, const struct mbpf_mem *mem);
int mbpf_set_stack_misc(struct mbpf_env *env, const struct mbpf_mem *mem);

int mbpf_check_packet(struct mbpf_env *env, const struct mbpf_mem *mem);
/**
 * mbpf_note_packet_move() - a packet pointer has become @ptr
 * @backwards: by a number that is not known and may be negative
 */
void mbpf_note_packet_move(struct mbpf_env *env, const struct mbpf_reg *ptr, bool backwards);
/** mbpf_learn_packet_range() - "p <= end" (or "<", with @strict) holds for @p */
void mbpf_learn_packet_range(struct mbpf_state *state, const struct mbpf_reg *p, bool strict);
/** mbpf_mark_packet_stale() - the packet has moved: its pointers are no more */
void mbpf_mark_packet_stale(struct mbpf_env *env);

int mbpf_check_map_value(struct mbpf_env *env, const struct mbpf_mem *mem);
int mbpf_load_map_value(struct mbpf_env *env, const struct mbpf_mem *mem,
			struct mbpf_reg *out);

int mbpf_check_ctx(struct mbpf_env *env, const struct mbpf_mem *mem);
int mbpf_load_ctx(struct mbpf_env *env, const struct mbpf_mem *mem, struct mbpf_reg *out);

/* --- calls --- */
int mbpf_step_call_helper(struct mbpf_env *env);

/**
 * struct mbpf_call_args - what checking the arguments of a helper has shown
 * @map: the map argument or NULL
 * @filled: memory that the helper fills
 * @has_filled: is there some?
 */
struct mbpf_call_args {
	struct mbpf_map *map;
	struct mbpf_mem filled;
	bool has_filled;
};

int mbpf_check_helper_args(struct mbpf_env *env, const struct mbpf_helper *helper,
			   struct mbpf_call_args *args);
/** mbpf_step_call_local() - enter a function; the walk goes on at @next */
int mbpf_step_call_local(struct mbpf_env *env, u32 *next);
/** mbpf_step_exit() - @done: the whole program ended, else go on at @next */
int mbpf_step_exit(struct mbpf_env *env, u32 *next, bool *done);

/* --- branch.c --- */
int mbpf_step_branch(struct mbpf_env *env, u32 *next);
/** mbpf_push_path() - walk @state from @pc later; takes the state over */
int mbpf_push_path(struct mbpf_env *env, struct mbpf_state *state, u32 pc);

/* --- equal.c --- */
/** mbpf_state_covers() - is all that @new may be allowed by @old, at @pc? */
bool mbpf_state_covers(const struct mbpf_env *env, const struct mbpf_state *old,
		       const struct mbpf_state *new, u32 pc);
/** mbpf_state_same() - are they the same in all that is still read, at @pc? */
bool mbpf_state_same(const struct mbpf_env *env, const struct mbpf_state *a,
		     const struct mbpf_state *b, u32 pc);

/* --- prune.c --- */
enum mbpf_visit { MBPF_VISIT_GO_ON, MBPF_VISIT_PRUNED };

/**
 * mbpf_visit() - the current path stands before a slot
 *
 * Return: enum mbpf_visit, or a negative errno (E-endless-loop, -ENOMEM).
 */
int mbpf_visit(struct mbpf_env *env);
/** mbpf_keep_soon() - a path begins anew: keep a state at the first place */
void mbpf_keep_soon(struct mbpf_env *env);
/** mbpf_path_done() - a path with this last kept state has ended */
void mbpf_path_done(struct mbpf_kept *parent);
/** mbpf_path_added() - one more path depends on this kept state */
void mbpf_path_added(struct mbpf_kept *parent);
void mbpf_keep_free(struct mbpf_env *env);

/* --- walk.c --- */
int mbpf_walk(struct mbpf_env *env);

/* --- dump.c --- */
/** mbpf_dump_insn() - print the state and the instruction being stepped */
void mbpf_dump_insn(struct mbpf_env *env);
void mbpf_dump_figures(struct mbpf_env *env);

#endif /* MBPF_VERIFY_ENV_H */
