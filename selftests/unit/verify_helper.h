/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of programs for the verifier: each case is a sentence, a program, and
 * the code of the rejection that it must get (NULL: accepted).
 *
 * Programs name maps by small numbers in the place of fds: see enum test_map.
 */
#ifndef MBPF_TEST_VERIFY_HELPER_H
#define MBPF_TEST_VERIFY_HELPER_H

#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/err.h>
#include "core/core.h"
#include "map/map.h"
#include "progtype/progtype.h"
#include "verify/verify.h"
#include "../lib/insn.h"
#include "tap.h"

/* fd - 100 of the maps that programs may use */
enum test_map { ARRAY_48, HASH_16, RODATA, WRONLY, PERCPU_8, SINGLE_48, NR_TEST_MAPS };
#define MAP(n) (100 + (n))

static struct mbpf_map *test_maps[NR_TEST_MAPS];

static struct mbpf_map *test_map_make(u32 type, u32 key, u32 value, u32 max, u32 flags)
{
	struct mbpf_map_def def = {
		.type = type, .key_size = key, .value_size = value,
		.max_entries = max, .flags = flags, .name = "test",
	};
	struct mbpf_map *map = mbpf_map_create(&def);

	if (IS_ERR(map))
		bail_out("a test map cannot be made: %ld", PTR_ERR(map));
	return map;
}

static void test_maps_make(void)
{
	u32 zero = 0, value[2] = { 7, 0xffffffff };

	if (mbpf_opcodes_init())
		bail_out("the table of opcodes is broken");
	test_maps[ARRAY_48] = test_map_make(BPF_MAP_TYPE_ARRAY, 4, 48, 4, 0);
	test_maps[HASH_16] = test_map_make(BPF_MAP_TYPE_HASH, 8, 16, 16, 0);
	test_maps[RODATA] = test_map_make(BPF_MAP_TYPE_ARRAY, 4, 8, 1, BPF_F_RDONLY_PROG);
	test_maps[WRONLY] = test_map_make(BPF_MAP_TYPE_ARRAY, 4, 8, 1, BPF_F_WRONLY_PROG);
	test_maps[PERCPU_8] = test_map_make(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 2, 0);
	test_maps[SINGLE_48] = test_map_make(BPF_MAP_TYPE_ARRAY, 4, 48, 1, 0);
	test_maps[RODATA]->ops->update(test_maps[RODATA], &zero, value, BPF_ANY);
	test_maps[RODATA]->frozen = true;
}

static void test_maps_free(void)
{
	u32 i;

	for (i = 0; i < NR_TEST_MAPS; i++)
		mbpf_map_destroy(test_maps[i]);
}

static struct mbpf_map *test_find(int fd)
{
	if (fd < 100 || fd >= 100 + NR_TEST_MAPS)
		return ERR_PTR(-EBADF);
	return test_maps[fd - 100];
}

static void test_put(struct mbpf_map *map)
{
}

/* The log, cut at its buffer's end. */
static char test_log[1 << 16];

static int test_sink(void *arg, u64 pos, const char *text, u32 len)
{
	if (pos + len >= sizeof(test_log))
		len = pos < sizeof(test_log) ? sizeof(test_log) - 1 - pos : 0;
	memcpy(test_log + pos, text, len);
	test_log[pos + len] = 0;
	return 0;
}

static struct mbpf_prog *test_prog(const struct bpf_insn *insns, u32 len, u32 type)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(len);

	if (IS_ERR(prog))
		bail_out("no memory for a program");
	memcpy(prog->insns, insns, len * sizeof(*insns));
	prog->type = type;
	prog->ptype = mbpf_progtype_find(type);
	prog->gpl = true;
	return prog;
}

/* All steps of the verifier; the log of the last call is in test_log. */
static int test_verify_prog(struct mbpf_prog *prog, u32 flags)
{
	struct mbpf_log log;
	int err;

	test_log[0] = 0;
	mbpf_log_init(&log, MBPF_LOG_LEVEL1, test_sink, NULL);
	err = mbpf_verify_shape(prog, &log);
	if (!err)
		err = mbpf_verify_resolve(prog, test_find, test_put, &log);
	if (!err)
		err = mbpf_verify(prog, flags, &log);
	mbpf_log_finish(&log);
	return err;
}

static inline int test_verify(const struct bpf_insn *insns, u32 len, u32 flags)
{
	struct mbpf_prog *prog = test_prog(insns, len, BPF_PROG_TYPE_XDP);
	int err = test_verify_prog(prog, flags);

	mbpf_prog_free(prog);
	return err;
}

enum { MAX_CASE = 48 };

struct verify_case {
	const char *says;
	const char *code;	/* of the rejection, NULL when accepted */
	const char *phrase;	/* that the log must contain, or NULL */
	struct bpf_insn insns[MAX_CASE];
};

static u32 case_len(const struct verify_case *c)
{
	static const struct bpf_insn none;
	u32 len = MAX_CASE;

	while (len && !memcmp(&c->insns[len - 1], &none, sizeof(none)))
		len--;
	return len;
}

/* Pruning must never change a verdict. */
static inline void run_verify_case(const struct verify_case *c)
{
	int pruned = test_verify(c->insns, case_len(c), 0);
	int walked = test_verify(c->insns, case_len(c), MBPF_VERIFY_NO_PRUNE);
	bool good = !pruned == !c->code && !walked == !c->code;

	if (c->code && !strstr(test_log, c->code))
		good = false;
	if (c->phrase && !strstr(test_log, c->phrase))
		good = false;
	if (!ok(good, "%s: %s", c->code ? "refused" : "accepted", c->says)) {
		diag("  expected %s%s%s", c->code ? c->code : "accepted",
		     c->phrase ? ", saying: " : "", c->phrase ? c->phrase : "");
		diag("       got %d pruned, %d walked whole; the log says:", pruned, walked);
		diag("%s", test_log);
	}
}

#define RUN_VERIFY_CASES(cases)						\
	do {								\
		u32 i_;							\
		for (i_ = 0; i_ < ARRAY_SIZE(cases); i_++)		\
			run_verify_case(&(cases)[i_]);			\
	} while (0)

/* r2 = data, r3 = data_end, r1 = ctx */
#define PACKET_START \
	LDX_MEM(BPF_W, 2, 1, 0), LDX_MEM(BPF_W, 3, 1, 4)
#define RETURN(n) MOV64_IMM(0, n), EXIT()
/* r0 = value of key 0 of an array, or NULL */
#define LOOKUP_ARRAY(map)						\
	ST_MEM(BPF_W, 10, -4, 0), MOV64_REG(2, 10), ALU64_IMM(BPF_ADD, 2, -4), \
	LD_MAP_FD(1, MAP(map)), CALL(1)

#endif /* MBPF_TEST_VERIFY_HELPER_H */
