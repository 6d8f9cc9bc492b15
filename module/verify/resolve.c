// SPDX-License-Identifier: GPL-2.0
/*
 * The resolve pass: from map file descriptors to maps.
 *
 *	r1 = map fd 5        ---->   r1 = map id 12, aux[].map = that map
 *	r2 = value of fd 5 + 16      ... and aux[].map_off = 16
 *
 * A file descriptor means something only to the process that loads, and only
 * now; so it is looked up once, the program takes its reference, and the
 * instruction keeps the map's id, which is what is shown to people.
 *
 * Who knows file descriptors is load/, which hands in @find and @put; a test
 * hands in its own.  Whether a program may use a map is not asked here.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include "core/insn.h"
#include "core/prog.h"
#include "map/map.h"
#include "verify/explain.h"
#include "verify/verify.h"

/* What the pass needs at every instruction. */
struct resolve {
	struct mbpf_prog *prog;
	struct mbpf_map *(*find)(int fd);
	void (*put)(struct mbpf_map *map);
	struct mbpf_log *log;
};

static bool has_map(const struct mbpf_prog *prog, const struct mbpf_map *map)
{
	u32 i;

	for (i = 0; i < prog->nr_maps; i++)
		if (prog->maps[i] == map)
			return true;
	return false;
}

/* Give the program the reference to @map, or give it back. */
static int own_map(const struct resolve *r, u32 pc, struct mbpf_map *map)
{
	struct mbpf_prog *prog = r->prog;

	if (has_map(prog, map)) {
		r->put(map);
		return 0;
	}
	if (prog->nr_maps == MBPF_MAX_USED_MAPS) {
		r->put(map);
		mbpf_reject(r->log, prog, pc, MBPF_REJECT_RESOLVE,
			    "the program uses more than %u maps", MBPF_MAX_USED_MAPS);
		return -E2BIG;
	}
	prog->maps[prog->nr_maps++] = map;
	return 0;
}

/* A load of a value's address: is there one, and does the offset lie in it? */
static int check_direct(const struct resolve *r, u32 pc, struct mbpf_map *map, u32 off)
{
	if (!map->ops->direct)
		return mbpf_reject(r->log, r->prog, pc, MBPF_REJECT_RESOLVE,
				   "a %s map has no value whose address is known at load; hint: use bpf_map_lookup_elem",
				   map->ops->name);
	if (IS_ERR(map->ops->direct(map, off)))
		return mbpf_reject(r->log, r->prog, pc, MBPF_REJECT_RESOLVE,
				   "offset %u is not in the only value of this map (%u elements of %u bytes)",
				   off, map->def.max_entries, map->def.value_size);
	return 0;
}

static int resolve_insn(const struct resolve *r, u32 pc)
{
	struct mbpf_insn_aux *aux = &r->prog->aux[pc];
	struct bpf_insn *insn = &r->prog->insns[pc];
	struct mbpf_map *map;
	int err;

	map = r->find(insn->imm);
	if (IS_ERR(map)) {
		mbpf_reject(r->log, r->prog, pc, MBPF_REJECT_RESOLVE,
			    "fd %d is not pointing to valid bpf_map", insn->imm);
		return PTR_ERR(map);
	}
	err = own_map(r, pc, map);
	if (err)
		return err;

	if (mbpf_op_form(aux->op) == MBPF_FORM_LD_MAP_VALUE) {
		aux->map_off = insn[1].imm;
		err = check_direct(r, pc, map, aux->map_off);
	}
	aux->map = map;
	insn->imm = map->id;
	return err;
}

int mbpf_verify_resolve(struct mbpf_prog *prog, struct mbpf_map *(*find)(int fd),
			void (*put)(struct mbpf_map *map), struct mbpf_log *log)
{
	struct resolve r = { .prog = prog, .find = find, .put = put, .log = log };
	u32 pc;
	int err;

	for (pc = 0; pc < prog->len; pc++) {
		enum mbpf_form form;

		if (prog->aux[pc].op == MBPF_OP_INVALID)
			continue;
		form = mbpf_op_form(prog->aux[pc].op);
		if (form != MBPF_FORM_LD_MAP && form != MBPF_FORM_LD_MAP_VALUE)
			continue;
		err = resolve_insn(&r, pc);
		if (err)
			return err;
	}
	return 0;
}
