// SPDX-License-Identifier: GPL-2.0
/*
 * The table of helpers: numbers, names, contracts; and the helpers on maps and
 * of the machine.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include "helper/helper.h"
#include "map_helper.h"

static u64 call(const struct mbpf_helper *helper, u64 a, u64 b, u64 c, u64 d)
{
	return helper->fn(a, b, c, d, 0);
}

static u64 reg(const void *ptr)
{
	return (unsigned long)ptr;
}

#define X(number, symbol) { number, &(symbol) },
static const struct {
	u32 id;
	const struct mbpf_helper *helper;
} helpers[] = { MBPF_HELPERS(X) };
#undef X

static void test_table(void)
{
	const struct mbpf_helper *helper;
	u32 i, id;

	for (i = 0; i < ARRAY_SIZE(helpers); i++) {
		helper = helpers[i].helper;
		id = helpers[i].id;
		is_u64(helper->id, id, "bpf_%s has its number", helper->name);
		ok(mbpf_helper_find(id) == helper, "bpf_%s is found by it", helper->name);
		is_str(helper->name, mbpf_helper_name(id), "and has the name that users know");
		ok(helper->fn, "and a function");
	}
	ok(!mbpf_helper_find(BPF_FUNC_unspec), "there is no helper 0");
	ok(!mbpf_helper_find(BPF_FUNC_probe_read), "a helper that mbpf lacks is not found");
	ok(!mbpf_helper_find(__BPF_FUNC_MAX_ID), "nor one behind the last");
	ok(!mbpf_helper_find(U32_MAX), "nor the farthest");
}

static void test_names(void)
{
	u32 id, missing = 0;

	for (id = 0; id < __BPF_FUNC_MAX_ID; id++)
		missing += !mbpf_helper_name(id);
	is_u64(missing, 0, "every helper that linux/bpf.h knows has a name");
	is_str(mbpf_helper_name(BPF_FUNC_map_lookup_elem), "map_lookup_elem", "the first");
	is_str(mbpf_helper_name(BPF_FUNC_redirect_map), "redirect_map",
	       "and one that mbpf does not have");
	ok(!mbpf_helper_name(__BPF_FUNC_MAX_ID), "numbers behind the last have none");
	ok(!mbpf_helper_name(U32_MAX), "nor has the farthest");
}

/* A contract must make sense before the verifier enforces it. */
static void test_contract(const struct mbpf_helper *helper)
{
	bool sized = true, mapped = true, dense = true;
	int i;

	for (i = 0; i < 5; i++) {
		u8 arg = helper->arg[i], before = i ? helper->arg[i - 1] : MBPF_ARG_NONE;
		u8 after = i < 4 ? helper->arg[i + 1] : MBPF_ARG_NONE;

		if (arg == MBPF_ARG_SIZE || arg == MBPF_ARG_SIZE_OR_ZERO)
			sized &= before == MBPF_ARG_MEM || before == MBPF_ARG_MEM_OR_NULL ||
				 before == MBPF_ARG_MEM_UNINIT;
		if (arg == MBPF_ARG_MEM || arg == MBPF_ARG_MEM_UNINIT)
			sized &= after == MBPF_ARG_SIZE || after == MBPF_ARG_SIZE_OR_ZERO;
		if (arg == MBPF_ARG_MEM_OR_NULL)
			sized &= after == MBPF_ARG_SIZE_OR_ZERO;
		if (arg == MBPF_ARG_MAP_KEY || arg == MBPF_ARG_MAP_VALUE)
			mapped &= helper->arg[0] == MBPF_ARG_MAP;
		dense &= arg == MBPF_ARG_NONE || !i || before != MBPF_ARG_NONE;
	}
	ok(sized, "memory for bpf_%s comes with its size", helper->name);
	ok(mapped, "a key or value for bpf_%s comes with its map", helper->name);
	ok(dense, "bpf_%s has no argument behind a gap", helper->name);
	ok(helper->ret != MBPF_RET_MAP_VALUE_OR_NULL || helper->arg[0] == MBPF_ARG_MAP,
	   "bpf_%s returns a value of a map only if it has one", helper->name);
}

static void test_contracts(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(helpers); i++)
		test_contract(helpers[i].helper);
	ok(mbpf_helper_trace_printk.flags & MBPF_HELPER_GPL,
	   "printing is for GPL-compatible programs, as in Linux");
	ok(mbpf_helper_map_update_elem.flags & MBPF_HELPER_WRITES_MAP, "updating writes a map");
	ok(mbpf_helper_map_delete_elem.flags & MBPF_HELPER_WRITES_MAP, "deleting does");
	ok(!(mbpf_helper_map_lookup_elem.flags & MBPF_HELPER_WRITES_MAP), "looking up does not");
}

static void test_maps(void)
{
	struct mbpf_map *map = map_need(BPF_MAP_TYPE_HASH, 4, 8, 1, 0);
	u32 key = 7, other = 8;
	u64 value = 42, *found;

	is_u64(call(&mbpf_helper_map_lookup_elem, reg(map), reg(&key), 0, 0), 0,
	       "a lookup that finds nothing returns 0");
	is_int(call(&mbpf_helper_map_update_elem, reg(map), reg(&key), reg(&value), BPF_EXIST),
	       -ENOENT, "an update returns its errno as 64 bits");
	is_int(call(&mbpf_helper_map_update_elem, reg(map), reg(&key), reg(&value), BPF_ANY), 0,
	       "or 0");
	found = (u64 *)(unsigned long)call(&mbpf_helper_map_lookup_elem, reg(map), reg(&key),
					   0, 0);
	ok(found && *found == 42, "a lookup returns the value's address");
	is_int(call(&mbpf_helper_map_update_elem, reg(map), reg(&other), reg(&value), BPF_ANY),
	       -E2BIG, "a full map says so");
	is_int(call(&mbpf_helper_map_update_elem, reg(map), reg(&key), reg(&value), 1ULL << 32),
	       -EINVAL, "all 64 bits of the flags are looked at");
	is_int(call(&mbpf_helper_map_delete_elem, reg(map), reg(&key), 0, 0), 0,
	       "a key can be deleted");
	is_int(call(&mbpf_helper_map_delete_elem, reg(map), reg(&key), 0, 0), -ENOENT, "once");
	mbpf_map_destroy(map);
}

static void test_machine(void)
{
	u64 before = call(&mbpf_helper_ktime_get_ns, 0, 0, 0, 0);
	u64 after = call(&mbpf_helper_ktime_get_ns, 0, 0, 0, 0);
	u64 ones = 0, zeros = 0, random;
	int i;

	ok(before && after >= before, "the clock does not go back");
	for (i = 0; i < 64; i++) {
		random = call(&mbpf_helper_get_prandom_u32, 0, 0, 0, 0);
		ones |= random;
		zeros |= ~random;
	}
	is_u64(ones, U32_MAX, "random numbers have 32 bits");
	is_u64(zeros, U64_MAX, "each of which is sometimes 0");
	mbpf_test_set_cpu(3);
	is_u64(call(&mbpf_helper_get_smp_processor_id, 0, 0, 0, 0), 3, "this CPU is asked for");
	mbpf_test_set_cpu(0);
	is_u64(call(&mbpf_helper_get_smp_processor_id, 0, 0, 0, 0), 0, "each time");
}

int main(void)
{
	test_table();
	test_names();
	test_contracts();
	test_maps();
	test_machine();
	return done_testing();
}
