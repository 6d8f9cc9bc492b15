// SPDX-License-Identifier: GPL-2.0
/*
 * Names become addresses: a helper's number that of its function, a map's id
 * that of the map or of a byte in its value.
 *
 * The addresses live as long as the program: helpers are the module's text,
 * maps are counted in prog->maps.
 */
#include <linux/err.h>
#include "core/core.h"
#include "helper/helper.h"
#include "map/map.h"
#include "rewrite/passes.h"

static u64 address_of(const void *object)
{
	return (unsigned long)object;
}

static int set_helper(struct mbpf_run_insn *run, const struct mbpf_insn_aux *aux)
{
	mbpf_helper_fn fn;

	if (!aux->helper)
		return -EINVAL;
	fn = aux->helper->fn;
	if (aux->helper->fewer && aux->nr_args < MBPF_MAX_ARGS)
		fn = aux->helper->fewer[aux->nr_args];
	if (!fn)
		return -EINVAL;
	run->imm = (unsigned long)fn;
	return 0;
}

static int set_map(struct mbpf_run_insn *run, const struct mbpf_insn_aux *aux)
{
	if (!aux->map)
		return -EINVAL;
	run->imm = address_of(aux->map);
	return 0;
}

static int set_map_value(struct mbpf_run_insn *run, const struct mbpf_insn_aux *aux)
{
	void *value;

	if (!aux->map || !aux->map->ops->direct)
		return -EINVAL;
	value = aux->map->ops->direct(aux->map, aux->map_off);
	if (IS_ERR_OR_NULL(value))
		return -EINVAL;
	run->imm = address_of(value);
	return 0;
}

static int set_address(struct mbpf_run_insn *run, const struct mbpf_insn_aux *aux)
{
	switch (mbpf_op_form(aux->op)) {
	case MBPF_FORM_CALL_HELPER:
		return set_helper(run, aux);
	case MBPF_FORM_LD_MAP:
		return set_map(run, aux);
	case MBPF_FORM_LD_MAP_VALUE:
		return set_map_value(run, aux);
	default:
		return 0;
	}
}

int mbpf_rewrite_addresses(struct mbpf_prog *prog)
{
	u32 pc;
	int err;

	for (pc = 0; pc < prog->len; pc++) {
		if (!prog->aux[pc].reached)
			continue;
		err = set_address(&prog->code[pc], &prog->aux[pc]);
		if (err)
			return err;
	}
	return 0;
}
