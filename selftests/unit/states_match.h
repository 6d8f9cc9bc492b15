/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Is what a machine holds among what the verifier said that it may hold?
 *
 * All states that the verifier stepped are recorded.  A moment of the machine
 * is allowed by a state if every register and every byte of the stack is:
 * numbers lie in the sets, pointers at their distances, and what shares an id
 * is related as the id says, for the state as a whole.
 *
 * Walked without pruning, the states that allow all of one moment must lead to
 * one that allows all of the next.  With it, a moment may be one that a state
 * only stands for: then any state will do, what is dead may be anything, a
 * number that decides nothing any number, and so may be how far a pointer is
 * behind the packet's start, when that decides nothing.
 */
#ifndef MBPF_TEST_STATES_MATCH_H
#define MBPF_TEST_STATES_MATCH_H

#include "states_machine.h"
#include "verify/env.h"

enum { MAX_STATES = 6000, MAX_IDS = 96 };

/**
 * struct recorded - one state
 * @next: at the same slot
 * @from: the one whose step led to it
 * @allowed: number of the last moment that it allowed
 */
struct recorded {
	struct mbpf_state state;
	u32 pc;
	u32 allowed;
	struct recorded *next;
	const struct recorded *from;
};

/**
 * struct record - the states of one verification
 * @waiting: paths that wait, and where each came from
 * @at: lists, one for each slot
 * @flow: what the static passes found
 * @decides: env->distance_decides
 * @full: more states than there is room for: no use to compare
 */
struct record {
	struct recorded all[MAX_STATES];
	struct recorded *at[512];
	struct mbpf_flow flow[512];
	struct {
		const struct mbpf_path *path;
		const struct recorded *from;
	} waiting[MAX_STATES];
	u32 nr;
	u32 nr_waiting;
	bool decides;
	bool full;
};

/*
 * Which state led to the one that is stepped now?  The last one, unless a path
 * was taken up that waited; the last step may have left one to wait, too.
 */
static const struct recorded *find_from(struct record *record, const struct mbpf_env *env)
{
	const struct recorded *from = record->nr ? &record->all[record->nr - 1] : NULL;
	const struct mbpf_path *pending = env->walk.pending, *last = NULL;

	if (record->nr_waiting)
		last = record->waiting[record->nr_waiting - 1].path;
	if (pending && pending != last && pending->next == last) {
		record->waiting[record->nr_waiting].path = pending;
		record->waiting[record->nr_waiting++].from = from;
		return from;
	}
	while (record->nr_waiting && record->waiting[record->nr_waiting - 1].path != pending)
		from = record->waiting[--record->nr_waiting].from;
	return from;
}

static void record_step(void *arg, const struct mbpf_env *env)
{
	struct record *record = arg;
	struct recorded *new = &record->all[record->nr];

	if (!record->nr)
		memcpy(record->flow, env->flow, env->prog->len * sizeof(*env->flow));
	record->decides = env->distance_decides;
	if (record->nr == MAX_STATES) {
		record->full = true;
		return;
	}
	if (mbpf_state_copy(&new->state, &env->walk.state))
		bail_out("no memory for a state");
	new->pc = env->walk.pc;
	new->allowed = 0;
	new->from = find_from(record, env);
	new->next = record->at[new->pc];
	record->at[new->pc] = new;
	record->nr++;
}

static void record_clear(struct record *record)
{
	while (record->nr)
		mbpf_state_clear(&record->all[--record->nr].state);
	memset(record->at, 0, sizeof(record->at));
	record->nr_waiting = 0;
	record->full = false;
	record->decides = false;
}

/**
 * struct match - one comparison in progress
 * @whole: without pruning: everything counts
 * @near: the distances in packet pointers count
 * @nr: ids seen, with the value that all which have them must share
 */
struct match {
	const struct machine *m;
	bool whole;
	bool near;
	u32 nr;
	struct {
		u32 id;
		u64 value;
	} seen[MAX_IDS];
};

static bool same_id(struct match *match, u32 id, u64 value)
{
	u32 i;

	if (!id)
		return true;
	for (i = 0; i < match->nr; i++)
		if (match->seen[i].id == id)
			return match->seen[i].value == value;
	if (match->nr == MAX_IDS)
		return true;
	match->seen[match->nr].id = id;
	match->seen[match->nr++].value = value;
	return true;
}

/* The element of @map that @value points to or near to. */
static bool match_value(const struct mbpf_reg *reg, u64 value)
{
	u32 map = map_number(reg->map), elem;

	for (elem = 0; elem < WORLD_ELEMS; elem++)
		if (mbpf_scalar_has(&reg->var, value - elem_address(map, elem) - reg->off))
			return true;
	return false;
}

static bool match_elem(const struct mbpf_reg *reg, u64 value)
{
	u32 map = map_number(reg->map), elem;

	for (elem = 0; elem < WORLD_ELEMS; elem++)
		if (value == elem_address(map, elem))
			return true;
	return !value;
}

static bool match_packet(struct match *match, const struct mbpf_reg *reg, u64 start, u64 end,
			 u64 value)
{
	s64 distance = value - start - reg->off;

	if (!same_id(match, reg->id, distance))
		return false;
	if (reg->range && (distance < 0 || distance + reg->range > (s64)(end - start)))
		return false;
	if (match->near || reg->var.r64.smin < 0)
		return mbpf_scalar_has(&reg->var, distance);
	return distance >= 0;
}

static bool match_pointer(struct match *match, const struct mbpf_reg *reg, u64 value)
{
	const struct machine *m = match->m;

	switch (reg->kind) {
	case MBPF_REG_CTX:
		return value == CTX_BASE + reg->off;
	case MBPF_REG_STACK:
		return mbpf_scalar_has(&reg->var, value - frame_end(reg->frame) - reg->off);
	case MBPF_REG_PACKET:
		return match_packet(match, reg, packet_data(m), packet_end(m), value);
	case MBPF_REG_PACKET_META:
		return match_packet(match, reg, PACKET_BASE, packet_data(m), value);
	case MBPF_REG_PACKET_END:
		return value == packet_end(m);
	case MBPF_REG_MAP:
		return value == HANDLE_BASE + 256 * map_number(reg->map);
	case MBPF_REG_MAP_VALUE:
		return match_value(reg, value);
	case MBPF_REG_MAP_VALUE_OR_NULL:
		return match_elem(reg, value) && same_id(match, reg->id, !value);
	default:
		return false;
	}
}

static bool match_reg(struct match *match, const struct mbpf_reg *reg, u64 value, u8 taint,
		      bool precise)
{
	if (reg->kind == MBPF_REG_UNINIT)
		return true;
	if (!mbpf_reg_is_scalar(reg))
		return (taint == ADDRESS || !value) && match_pointer(match, reg, value);
	if (taint != NUMBER)
		return false;
	return !precise ||
	       (mbpf_scalar_has(&reg->var, value) && same_id(match, reg->id, value));
}

static bool match_byte(u8 kind, u8 byte, u8 taint)
{
	switch (kind) {
	case MBPF_BYTE_MISC:
		return taint == NUMBER;
	case MBPF_BYTE_ZERO:
		return taint == NUMBER && !byte;
	default:
		return kind == MBPF_BYTE_INVALID;
	}
}

static bool match_slot(struct match *match, const struct mbpf_slot *slot, const struct act *act,
		       u32 nr)
{
	const u8 *bytes = &act->stack[MBPF_FRAME_SIZE - 8 * (nr + 1)];
	const u8 *taint = &act->stack_taint[MBPF_FRAME_SIZE - 8 * (nr + 1)];
	u64 value;
	u32 i;

	if (mbpf_slot_is_spill(slot)) {
		memcpy(&value, bytes, sizeof(value));
		return match_reg(match, &slot->reg, value, taint[0], true);
	}
	for (i = 0; i < MBPF_SLOT_BYTES; i++)
		if (!match_byte(slot->bytes[i], bytes[i], taint[i]))
			return false;
	return true;
}

static bool match_frame(struct match *match, const struct record *record,
			const struct mbpf_frame *frame, const struct act *act, u32 regs_at,
			u32 slots_at)
{
	const struct mbpf_flow *flow = &record->flow[regs_at];
	u64 slots = record->flow[slots_at].slots;
	u32 i;

	for (i = 0; i < MBPF_NR_REGS; i++)
		if ((match->whole || (flow->live & BIT(i))) &&
		    !match_reg(match, &frame->regs[i], act->regs[i], act->taint[i],
			       match->whole || (flow->precise & BIT(i))))
			return false;
	for (i = 0; i < frame->nr_slots; i++)
		if ((match->whole || (slots & BIT_ULL(i))) &&
		    !match_slot(match, &frame->slots[i], act, i))
			return false;
	return true;
}

static bool match_state(const struct record *record, const struct machine *m,
			const struct mbpf_state *state, bool whole)
{
	struct match match = { .m = m, .whole = whole, .near = whole || record->decides };
	u32 i, at = m->pc;

	if (state->nr != m->nr)
		return false;
	for (i = m->nr; i-- > 0;) {
		bool running = i == m->nr - 1;

		if (!match_frame(&match, record, state->frames[i], &m->acts[i], at,
				 running ? at : at - 1))
			return false;
		at = m->acts[i].return_pc;
		if (i && at != state->frames[i]->return_pc)
			return false;
	}
	return true;
}

static bool was_allowed(const struct recorded *from, u32 moment)
{
	return from && from->allowed == moment;
}

/* Does some state allow this moment?  @moment: its number, never 0 */
static bool is_allowed(struct record *record, const struct machine *m, u32 moment, bool whole)
{
	bool first = !m->steps, found = false;
	struct recorded *r;

	for (r = record->at[m->pc]; r && (whole || !found); r = r->next) {
		if (whole && !first && !was_allowed(r->from, moment - 1))
			continue;
		if (!match_state(record, m, &r->state, whole))
			continue;
		r->allowed = moment;
		found = true;
	}
	return found;
}

#endif /* MBPF_TEST_STATES_MATCH_H */
