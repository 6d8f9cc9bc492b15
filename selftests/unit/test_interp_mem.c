// SPDX-License-Identifier: GPL-2.0
/*
 * The interpreter's memory instructions: loads, stores, atomics, ordered
 * accesses and two-slot constants.
 *
 * Each runs on the machine's memory with r6 as the address; all registers and
 * all bytes of memory are compared, so that a neighbour touched shows.
 */
#include "run_helper.h"

enum { AT = 8 };	/* where in machine.mem an access goes: neighbours on both sides */

/* Machine memory around @AT as a number of @size bytes. */
static u64 mem_at(const struct machine *m, u32 at, u32 size)
{
	u64 v = 0;

	memcpy(&v, m->mem + at, size);
	return v;
}

static void set_mem(struct machine *m, u32 at, u64 v, u32 size)
{
	memcpy(m->mem + at, &v, size);
}

/* Have bytes outside [at, at + size) changed? */
static bool neighbours_changed(const struct machine *a, const struct machine *b, u32 at, u32 size)
{
	u32 i;

	for (i = 0; i < sizeof(a->mem); i++)
		if ((i < at || i >= at + size) && a->mem[i] != b->mem[i])
			return true;
	return false;
}

struct load {
	enum mbpf_op op;
	u64 mem, want;
	const char *why;
};

#define L(NAME, mem, want, why) { MBPF_OP_##NAME, mem, want, why }

static const struct load loads[] = {
	L(LDX_B, 0x1122334455667788ULL, 0x88, "one byte, zero-extended"),
	L(LDX_H, 0x1122334455667788ULL, 0x7788, "two bytes, zero-extended"),
	L(LDX_H, 0xffff, 0xffff, "no sign is extended"),
	L(LDX_W, 0x1122334455667788ULL, 0x55667788, "four bytes, zero-extended"),
	L(LDX_W, 0x80000000, 0x80000000, "no sign is extended"),
	L(LDX_DW, 0x1122334455667788ULL, 0x1122334455667788ULL, "eight bytes"),
	L(LDXS_B, 0x7f, 0x7f, "a positive byte stays"),
	L(LDXS_B, 0x80, 0xffffffffffffff80ULL, "a negative byte is extended to 64 bits"),
	L(LDXS_H, 0x7fff, 0x7fff, "a positive half word stays"),
	L(LDXS_H, 0x8000, 0xffffffffffff8000ULL, "a negative one is extended to 64 bits"),
	L(LDXS_W, 0x7fffffff, 0x7fffffff, "a positive word stays"),
	L(LDXS_W, 0x80000000, 0xffffffff80000000ULL, "a negative one is extended to 64 bits"),
	L(LOAD_ACQ_B, 0x1122334455667788ULL, 0x88, "one byte, zero-extended"),
	L(LOAD_ACQ_H, 0x1122334455667788ULL, 0x7788, "two bytes, zero-extended"),
	L(LOAD_ACQ_W, 0x1122334455667788ULL, 0x55667788, "four bytes, zero-extended"),
	L(LOAD_ACQ_DW, 0x1122334455667788ULL, 0x1122334455667788ULL, "eight bytes"),
};

static void test_loads(void)
{
	struct machine before, after;
	bool clean = true;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(loads); i++) {
		machine_fill(&before);
		set_mem(&before, AT, loads[i].mem, 8);
		before.r[6] = (uintptr_t)before.mem;
		after = before;
		machine_step(&after, insn_of(loads[i].op, 2, 6, AT, 0));
		is_u64(after.r[2], loads[i].want, "%s: %s", mbpf_opcodes[loads[i].op].name,
		       loads[i].why);
		clean &= !(machine_changed(&before, &after) & ~(1 << 2));
		clean &= !memcmp(before.mem, after.mem, sizeof(after.mem));
	}
	ok(clean, "loads change nothing but their destination");
}

static const enum mbpf_op stores[] = {
	MBPF_OP_STX_B, MBPF_OP_STX_H, MBPF_OP_STX_W, MBPF_OP_STX_DW,
	MBPF_OP_STORE_REL_B, MBPF_OP_STORE_REL_H, MBPF_OP_STORE_REL_W, MBPF_OP_STORE_REL_DW,
};

static u64 low_bytes(u64 v, u32 size)
{
	return size == 8 ? v : v & ((1ULL << 8 * size) - 1);
}

static void test_stores(void)
{
	struct machine before, after;
	u32 i, size;

	for (i = 0; i < ARRAY_SIZE(stores); i++) {
		size = mbpf_op_size(stores[i]);
		machine_fill(&before);
		before.r[3] = 0xf1e2d3c4b5a69788ULL;
		before.r[6] = (uintptr_t)after.mem;
		after = before;
		machine_step(&after, insn_of(stores[i], 6, 3, AT, 0));
		is_u64(mem_at(&after, AT, size), low_bytes(before.r[3], size),
		       "%s stores the low %u bytes", mbpf_opcodes[stores[i]].name, size);
		ok(!neighbours_changed(&before, &after, AT, size) &&
		   !machine_changed(&before, &after),
		   "%s leaves the bytes beside it and the registers alone",
		   mbpf_opcodes[stores[i]].name);
	}
}

static const enum mbpf_op const_stores[] = {
	MBPF_OP_ST_B, MBPF_OP_ST_H, MBPF_OP_ST_W, MBPF_OP_ST_DW,
};

static void test_const_stores(void)
{
	static const s32 imms[] = { 0, 0x12345678, -2 };
	struct machine before, after;
	u32 i, j, size;

	for (i = 0; i < ARRAY_SIZE(const_stores); i++) {
		size = mbpf_op_size(const_stores[i]);
		for (j = 0; j < ARRAY_SIZE(imms); j++) {
			machine_fill(&before);
			before.r[6] = (uintptr_t)after.mem;
			after = before;
			machine_step(&after, insn_of(const_stores[i], 6, 0, AT, imms[j]));
			is_u64(mem_at(&after, AT, size), low_bytes((s64)imms[j], size),
			       "%s stores %d, cut or sign-extended to %u bytes",
			       mbpf_opcodes[const_stores[i]].name, imms[j], size);
			ok(!neighbours_changed(&before, &after, AT, size) &&
			   !machine_changed(&before, &after),
			   "%s of %d leaves the bytes beside it and the registers alone",
			   mbpf_opcodes[const_stores[i]].name, imms[j]);
		}
	}
}

static void test_offsets(void)
{
	struct machine m;

	machine_fill(&m);
	m.r[6] = (uintptr_t)(m.mem + 16);
	set_mem(&m, 3, 0xcafef00d, 4);
	machine_step(&m, I(LDX_W, 2, 6, -13, 0));
	is_u64(m.r[2], 0xcafef00d, "a negative offset and an odd address can be loaded from");
	machine_step(&m, I(STX_DW, 6, 2, -9, 0));
	is_u64(mem_at(&m, 7, 8), 0xcafef00d, "and stored to");
	machine_step(&m, I(ST_W, 6, 0, 1, 77));
	is_u64(mem_at(&m, 17, 4), 77, "a constant too");
	m.r[6] = (uintptr_t)m.mem + 0x7fff;
	machine_step(&m, I(LDX_B, 2, 6, -0x7fff, 0));
	is_u64(m.r[2], m.mem[0], "the smallest offset reaches down that far");
	m.r[6] = (uintptr_t)m.mem - 0x7fff;
	machine_step(&m, I(LDX_B, 2, 6, 0x7fff, 0));
	is_u64(m.r[2], m.mem[0], "the largest offset reaches up that far");
	m.r[6] = (uintptr_t)m.mem;
	machine_step(&m, I(LDX_DW, 6, 6, 0, 0));
	is_u64(m.r[6], mem_at(&m, 0, 8), "a load may overwrite its own address");
}

struct atomic_case {
	const char *name;
	enum mbpf_op w, dw;
	u64 old, src, want;	/* in 64 bits; the 32-bit one works on the low half */
};

#define A(NAME, old, src, want) \
	{ #NAME, MBPF_OP_##NAME##_W, MBPF_OP_##NAME##_DW, old, src, want }

static const struct atomic_case atomics[] = {
	A(ATOMIC_ADD, 0x00000001ffffffffULL, 1, 0x0000000200000000ULL),
	A(ATOMIC_ADD, 5, -7, -2),
	A(ATOMIC_OR, 0x0f0f0f0f0f0f0f0fULL, 0xf0000000f0000000ULL, 0xff0f0f0fff0f0f0fULL),
	A(ATOMIC_AND, 0xffff0000ffff0000ULL, 0x0ff00ff00ff00ff0ULL, 0x0ff000000ff00000ULL),
	A(ATOMIC_XOR, 0xffff0000ffff0000ULL, 0x0ff00ff00ff00ff0ULL, 0xf00f0ff0f00f0ff0ULL),
	A(FETCH_ADD, 0x00000001ffffffffULL, 1, 0x0000000200000000ULL),
	A(FETCH_ADD, 0x8000000080000000ULL, -1, 0x800000007fffffffULL),
	A(FETCH_OR, 0x8f0f0f0f8f0f0f0fULL, 0xf0000000f0000000ULL, 0xff0f0f0fff0f0f0fULL),
	A(FETCH_AND, 0xffff0000ffff0000ULL, 0x0ff00ff00ff00ff0ULL, 0x0ff000000ff00000ULL),
	A(FETCH_XOR, 0xffff0000ffff0000ULL, 0x0ff00ff00ff00ff0ULL, 0xf00f0ff0f00f0ff0ULL),
	A(XCHG, 0x8899aabb8899aabbULL, 0x1122334455667788ULL, 0x1122334455667788ULL),
};

static void run_atomic(const struct atomic_case *c, enum mbpf_op op)
{
	bool fetches = mbpf_op_form(op) == MBPF_FORM_FETCH;
	struct machine before, after;
	u32 size = mbpf_op_size(op);
	const char *name = mbpf_opcodes[op].name;

	machine_fill(&before);
	set_mem(&before, AT, c->old, 8);
	before.r[3] = c->src;
	before.r[6] = (uintptr_t)after.mem;
	after = before;
	machine_step(&after, insn_of(op, 6, 3, AT, 0));
	is_u64(mem_at(&after, AT, size), low_bytes(c->want, size),
	       "%s of 0x%llx and 0x%llx leaves the right result in memory", name,
	       (unsigned long long)c->old, (unsigned long long)c->src);
	is_u64(after.r[3], fetches ? low_bytes(c->old, size) : c->src,
	       fetches ? "%s gives the old value, zero-extended" : "%s keeps its source", name);
	ok(!neighbours_changed(&before, &after, AT, size) &&
	   !(machine_changed(&before, &after) & ~(1 << 3)),
	   "%s leaves the bytes beside it and other registers alone", name);
}

static void test_atomics(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(atomics); i++) {
		run_atomic(&atomics[i], atomics[i].w);
		run_atomic(&atomics[i], atomics[i].dw);
	}
}

struct cmpxchg_case {
	enum mbpf_op op;
	u64 mem, r0, src;
	u64 want_mem, want_r0;
	const char *why;
};

static const struct cmpxchg_case cmpxchgs[] = {
	{ MBPF_OP_CMPXCHG_DW, 7, 7, 9, 9, 7, "an equal value is replaced, r0 stays" },
	{ MBPF_OP_CMPXCHG_DW, 7, 8, 9, 7, 7, "another value stays, r0 tells it" },
	{ MBPF_OP_CMPXCHG_DW, 0x100000007ULL, 7, 9, 0x100000007ULL, 0x100000007ULL,
	  "all 64 bits are compared" },
	{ MBPF_OP_CMPXCHG_W, 7, 7, 9, 9, 7, "an equal value is replaced, r0 stays" },
	{ MBPF_OP_CMPXCHG_W, 0x80000007ULL, 8, 9, 0x80000007ULL, 0x80000007ULL,
	  "another value stays, r0 tells it zero-extended" },
	{ MBPF_OP_CMPXCHG_W, 7, 0x100000007ULL, 9, 9, 7,
	  "the high half of r0 is not compared, and is cleared" },
	{ MBPF_OP_CMPXCHG_W, 7, 7, 0x100000009ULL, 9, 7,
	  "the high half of the source is not stored" },
};

static void test_cmpxchg(void)
{
	const struct cmpxchg_case *c;
	struct machine before, after;
	u32 i, size;

	for (i = 0; i < ARRAY_SIZE(cmpxchgs); i++) {
		c = &cmpxchgs[i];
		size = mbpf_op_size(c->op);
		machine_fill(&before);
		set_mem(&before, AT, c->mem, size);
		before.r[0] = c->r0;
		before.r[3] = c->src;
		before.r[6] = (uintptr_t)after.mem;
		after = before;
		machine_step(&after, insn_of(c->op, 6, 3, AT, 0));
		is_u64(mem_at(&after, AT, size), c->want_mem, "%s: %s (memory)",
		       mbpf_opcodes[c->op].name, c->why);
		is_u64(after.r[0], c->want_r0, "%s: %s (r0)", mbpf_opcodes[c->op].name, c->why);
		ok(!neighbours_changed(&before, &after, AT, size) &&
		   !(machine_changed(&before, &after) & ~1),
		   "%s: the rest stays as it is (%s)", mbpf_opcodes[c->op].name, c->why);
	}
}

static void test_atomic_operands(void)
{
	struct machine m;

	machine_fill(&m);
	m.r[0] = 5;
	set_mem(&m, AT, 5, 8);
	m.r[6] = (uintptr_t)m.mem;
	machine_step(&m, I(CMPXCHG_DW, 6, 0, AT, 0));
	is_u64(mem_at(&m, AT, 8), 5, "cmpxchg may store r0 itself");
	set_mem(&m, AT, 100, 8);
	machine_step(&m, I(FETCH_ADD_DW, 6, 6, AT, 0));
	is_u64(m.r[6], 100, "a fetch may overwrite its own address");
	is_u64(mem_at(&m, AT, 8), 100 + (uintptr_t)m.mem, "after having added it");
}

struct wide {
	u32 low, high;
	u64 want;
};

static void test_imm64(void)
{
	static const struct wide wides[] = {
		{ 0x55667788, 0x11223344, 0x1122334455667788ULL },
		{ 0xffffffff, 0, 0xffffffffULL },
		{ 0, 0x80000000, 0x8000000000000000ULL },
		{ 0xffffffff, 0xffffffff, 0xffffffffffffffffULL },
		{ 0, 0, 0 },
	};
	struct bpf_insn insns[2];
	struct machine m;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(wides); i++) {
		machine_fill(&m);
		insns[0] = I(LD_IMM64, 5, 0, 0, wides[i].low);
		insns[1] = WIDE(wides[i].high);
		machine_run(&m, insns, 2);
		is_u64(m.r[5], wides[i].want, "LD_IMM64 joins 0x%x and 0x%x", wides[i].low,
		       wides[i].high);
	}
	m.r[2] = 1;
	machine_run(&m, (struct bpf_insn[]) {
		I(LD_IMM64, 5, 0, 0, 1), WIDE(2), I(ADD64_IMM, 2, 0, 0, 41) }, 3);
	is_u64(m.r[2], 42, "what follows a two-slot instruction is run");
}

static u8 map_value[16];

static void *test_direct(struct mbpf_map *map, u32 off)
{
	return map_value + off;
}

static void test_map_loads(void)
{
	static const struct mbpf_map_ops ops = { .direct = test_direct };
	struct mbpf_map map = { .ops = &ops };
	struct machine m;

	test_map = &map;
	machine_fill(&m);
	machine_run(&m, (struct bpf_insn[]) { I(LD_MAP, 4, 0, 0, 1), WIDE(0) }, 2);
	is_u64(m.r[4], (uintptr_t)&map, "LD_MAP gives the map");
	machine_run(&m, (struct bpf_insn[]) { I(LD_MAP_VALUE, 4, 0, 0, 1), WIDE(12) }, 2);
	is_u64(m.r[4], (uintptr_t)map_value + 12, "LD_MAP_VALUE gives a byte of the map's value");
	test_map = NULL;
}

int main(void)
{
	test_begin();
	test_loads();
	test_stores();
	test_const_stores();
	test_offsets();
	test_atomics();
	test_cmpxchg();
	test_atomic_operands();
	test_imm64();
	test_map_loads();
	check_coverage(1 << BPF_LD | 1 << BPF_LDX | 1 << BPF_ST | 1 << BPF_STX, "about memory");
	return done_testing();
}
