/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A machine that runs loaded programs one instruction at a time, in a world of
 * its own, and knows of each byte whether it is a number, part of an address or
 * nothing that a program may look at.
 *
 *	stack frames, context, packet with metadata, map values: each a region
 *	with gaps around it; addresses look like a kernel's
 *
 * It shares no code with the interpreter and looks at no fact of the verifier.
 * What a verified program must not do ends the run with a complaint: touch what
 * is in no region, read what was never written, put an address where others
 * can see it.
 */
#ifndef MBPF_TEST_STATES_MACHINE_H
#define MBPF_TEST_STATES_MACHINE_H

#include "verify_helper.h"

/* What a value or a byte is: the larger, the less may be done with it. */
enum taint { NUMBER, ADDRESS, GARBAGE };

enum world {
	WORLD_META = 32, WORLD_PACKET = 128,
	WORLD_ELEMS = 4, WORLD_VALUE = 48, WORLD_STEPS = 3000,
};

#define STACK_BASE	0xffffc90000000000ULL
#define CTX_BASE	0xffffc9f000000000ULL
#define PACKET_BASE	0xffff888012340000ULL
#define HANDLE_BASE	0xffff888100000000ULL
#define VALUE_BASE	0xffff8882000000f0ULL
#define VALUE_STEP	0x10000ULL
#define MAP_STEP	0x1000000ULL

struct act {
	u64 regs[MBPF_NR_REGS];
	u8 taint[MBPF_NR_REGS];
	u8 stack[MBPF_FRAME_SIZE];
	u8 stack_taint[MBPF_FRAME_SIZE];
	u32 return_pc;
};

struct machine {
	const struct bpf_insn *insns;
	const struct mbpf_prog *prog;	/* decoded numbers and callees only */
	struct act acts[MBPF_MAX_FRAMES];
	u32 nr;
	u32 pc;
	u32 steps;
	bool done;
	bool jumped;			/* the last instruction was a jump that was taken */
	u64 touched;			/* address of the last access to memory */
	const char *complaint;
	u32 meta_len, packet_len;
	u8 packet[WORLD_META + WORLD_PACKET];
	u8 values[NR_TEST_MAPS][WORLD_ELEMS][WORLD_VALUE];
};

static u64 seed = 1;

static u32 pick(u32 n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static u64 any_number(void)
{
	static const u8 bytes[] = { 0, 0, 1, 0x7f, 0x80, 0xff, 0xfe, 8 };
	u64 value = 0;
	u32 i;

	if (pick(2))
		return pick(3) ? pick(20) : ~(u64)pick(20);
	for (i = 0; i < 8; i++)
		value = value << 8 | (pick(2) ? bytes[pick(ARRAY_SIZE(bytes))] : pick(256));
	return value;
}

static u64 packet_data(const struct machine *m)
{
	return PACKET_BASE + m->meta_len;
}

static u64 packet_end(const struct machine *m)
{
	return packet_data(m) + m->packet_len;
}

static u64 frame_end(u32 nr)
{
	return STACK_BASE + nr * 0x100000 + MBPF_FRAME_SIZE;
}

static u64 elem_address(u32 map, u32 elem)
{
	return VALUE_BASE + map * MAP_STEP + elem * VALUE_STEP;
}

static u32 map_number(const struct mbpf_map *map)
{
	u32 i;

	for (i = 0; i < NR_TEST_MAPS && test_maps[i] != map; i++)
		;
	return i;
}

static void complain(struct machine *m, const char *why)
{
	if (!m->complaint)
		m->complaint = why;
	m->done = true;
}

static struct act *top(struct machine *m)
{
	return &m->acts[m->nr - 1];
}

/* --- memory --- */

static u8 *find_stack(struct machine *m, u64 address, u32 size, u8 **taint)
{
	u32 i;

	for (i = 0; i < m->nr; i++) {
		u64 low = frame_end(i) - MBPF_FRAME_SIZE;

		if (address < low || address + size > low + MBPF_FRAME_SIZE)
			continue;
		*taint = &m->acts[i].stack_taint[address - low];
		return &m->acts[i].stack[address - low];
	}
	return NULL;
}

static u8 *find_value(struct machine *m, u64 address, u32 size)
{
	u32 map, elem;

	for (map = 0; map < NR_TEST_MAPS; map++) {
		for (elem = 0; elem < WORLD_ELEMS; elem++) {
			u64 low = elem_address(map, elem);

			if (address >= low &&
			    address + size <= low + test_maps[map]->def.value_size)
				return &m->values[map][elem][address - low];
		}
	}
	return NULL;
}

/* Where these bytes are; NULL in no region.  @taint: NULL where all are numbers */
static u8 *find_bytes(struct machine *m, u64 address, u32 size, u8 **taint)
{
	*taint = NULL;
	if (address >= PACKET_BASE && address + size <= packet_end(m))
		return &m->packet[address - PACKET_BASE];
	return find_stack(m, address, size, taint) ?: find_value(m, address, size);
}

static u64 load_ctx(struct machine *m, u32 off, u32 size, u8 *taint)
{
	u32 fields[] = { 0, 0, 0, 3, 0x80000001, 0 };
	u64 value = 0;

	if (off + size > sizeof(fields)) {
		complain(m, "reads outside the context");
		return 0;
	}
	if (off < 12)
		*taint = ADDRESS;
	if (off < 12 && (size != 4 || off % 4))
		complain(m, "reads part of an address from the context");
	if (off < 12)
		return off == 0 ? packet_data(m) : off == 4 ? packet_end(m) : PACKET_BASE;
	memcpy(&value, (u8 *)fields + off, size);
	return value;
}

static u64 load(struct machine *m, u64 address, u32 size, u8 *taint)
{
	u64 value = 0;
	u32 i, addresses = 0;
	u8 *bytes, *kinds;

	m->touched = address;
	*taint = NUMBER;
	if (address >= CTX_BASE && address < CTX_BASE + 0x1000)
		return load_ctx(m, address - CTX_BASE, size, taint);
	bytes = find_bytes(m, address, size, &kinds);
	if (!bytes) {
		complain(m, "reads what is not its own");
		return 0;
	}
	memcpy(&value, bytes, size);
	for (i = 0; kinds && i < size; i++) {
		if (kinds[i] == GARBAGE)
			complain(m, "reads stack that was never written");
		addresses += kinds[i] == ADDRESS;
	}
	if (addresses && (addresses != 8 || address % 8))
		complain(m, "reads part of an address from the stack");
	if (addresses)
		*taint = ADDRESS;
	return value;
}

static void store(struct machine *m, u64 address, u32 size, u64 value, u8 taint)
{
	u8 *bytes, *kinds;
	u32 i;

	m->touched = address;
	bytes = find_bytes(m, address, size, &kinds);
	if (!bytes) {
		complain(m, "writes what is not its own");
		return;
	}
	if (taint != NUMBER && (!kinds || size != 8 || address % 8))
		complain(m, "stores an address where it can be seen");
	memcpy(bytes, &value, size);
	for (i = 0; kinds && i < size; i++)
		kinds[i] = taint;
	/* What is left of an address that was written over in part. */
	address -= address % 8;
	if (kinds && size < 8 && find_stack(m, address, 8, &kinds))
		for (i = 0; i < 8; i++)
			if (kinds[i] == ADDRESS)
				kinds[i] = GARBAGE;
}

/* --- arithmetic --- */

static u64 sext(u64 x, u32 bits)
{
	return bits == 64 ? x : (u64)((s64)(x << (64 - bits)) >> (64 - bits));
}

static u64 divide(u64 a, u64 b, bool sign, bool modulo)
{
	if (!b)
		return modulo ? a : 0;
	if (!sign)
		return modulo ? a % b : a / b;
	if (b == ~0ULL)
		return modulo ? 0 : -a;
	return modulo ? (u64)((s64)a % (s64)b) : (u64)((s64)a / (s64)b);
}

static u64 compute(const struct bpf_insn *insn, u64 a, u64 b)
{
	bool wide = BPF_CLASS(insn->code) == BPF_ALU64, sign = insn->off == 1;
	u8 op = BPF_OP(insn->code);
	u64 x = wide ? a : (u32)a, y = wide ? b : (u32)b;
	u32 count = y & (wide ? 63 : 31), width = wide ? 64 : 32;
	u64 r = 0;

	switch (op) {
	case BPF_ADD:
		r = x + y;
		break;
	case BPF_SUB:
		r = x - y;
		break;
	case BPF_MUL:
		r = x * y;
		break;
	case BPF_OR:
		r = x | y;
		break;
	case BPF_AND:
		r = x & y;
		break;
	case BPF_XOR:
		r = x ^ y;
		break;
	case BPF_LSH:
		r = x << count;
		break;
	case BPF_RSH:
		r = x >> count;
		break;
	case BPF_ARSH:
		r = (s64)sext(x, width) >> count;
		break;
	case BPF_NEG:
		r = -x;
		break;
	case BPF_MOV:
		r = insn->off ? sext(y, insn->off) : y;
		break;
	case BPF_DIV:
	case BPF_MOD:
		if (sign)
			r = divide(sext(x, width), sext(y, width), true, op == BPF_MOD);
		else
			r = divide(x, y, false, op == BPF_MOD);
	}
	return wide ? r : (u32)r;
}

static u64 byte_swap(const struct bpf_insn *insn, u64 x)
{
	u64 low = insn->imm == 64 ? x : x & ((1ULL << insn->imm) - 1), r = 0;
	u32 i;

	if (BPF_CLASS(insn->code) == BPF_ALU && BPF_SRC(insn->code) == BPF_TO_LE)
		return low;
	for (i = 0; i < insn->imm / 8; i++)
		r = r << 8 | (low >> 8 * i & 0xff);
	return r;
}

/* Taint of a result; the distance of two places in the packet is a number. */
static u8 mix(const struct bpf_insn *insn, u8 a, u8 b)
{
	if (BPF_OP(insn->code) == BPF_SUB && a == ADDRESS && b == ADDRESS)
		return NUMBER;
	return max(a, b);
}

static void run_alu(struct machine *m, const struct bpf_insn *insn)
{
	struct act *act = top(m);
	u8 op = BPF_OP(insn->code), dst = insn->dst_reg, taint_b = NUMBER;
	bool unary = op == BPF_NEG || op == BPF_END;
	u64 b = (s64)insn->imm;
	u8 taint_a = op == BPF_MOV ? NUMBER : act->taint[dst];

	if (!unary && BPF_SRC(insn->code) == BPF_X) {
		b = act->regs[insn->src_reg];
		taint_b = act->taint[insn->src_reg];
	}
	if (taint_a == GARBAGE || taint_b == GARBAGE)
		complain(m, "computes with a register that was never written");
	act->taint[dst] = mix(insn, taint_a, taint_b);
	act->regs[dst] = op == BPF_END ? byte_swap(insn, act->regs[dst]) :
					 compute(insn, act->regs[dst], b);
	m->pc++;
}

static bool compare(const struct bpf_insn *insn, u64 a, u64 b)
{
	bool wide = BPF_CLASS(insn->code) == BPF_JMP;
	u64 x = wide ? a : (u32)a, y = wide ? b : (u32)b;
	s64 sx = wide ? (s64)a : (s32)a, sy = wide ? (s64)b : (s32)b;

	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		return x == y;
	case BPF_JNE:
		return x != y;
	case BPF_JSET:
		return x & y;
	case BPF_JGT:
		return x > y;
	case BPF_JGE:
		return x >= y;
	case BPF_JLT:
		return x < y;
	case BPF_JLE:
		return x <= y;
	case BPF_JSGT:
		return sx > sy;
	case BPF_JSGE:
		return sx >= sy;
	case BPF_JSLT:
		return sx < sy;
	default:
		return sx <= sy;
	}
}

static void run_branch(struct machine *m, const struct bpf_insn *insn)
{
	struct act *act = top(m);
	u64 b = (s64)insn->imm;
	u8 taint = act->taint[insn->dst_reg];

	if (BPF_SRC(insn->code) == BPF_X) {
		b = act->regs[insn->src_reg];
		taint = max(taint, act->taint[insn->src_reg]);
	}
	if (taint == GARBAGE)
		complain(m, "compares a register that was never written");
	m->jumped = compare(insn, act->regs[insn->dst_reg], b);
	m->pc += 1 + (m->jumped ? insn->off : 0);
}

/* --- atomics --- */

static void run_atomic(struct machine *m, const struct bpf_insn *insn, u32 size)
{
	struct act *act = top(m);
	u64 address = act->regs[insn->dst_reg] + insn->off;
	u64 operand = act->regs[insn->src_reg], old, now;
	u8 taint;

	if (act->taint[insn->src_reg] != NUMBER)
		complain(m, "an atomic operation with no number");
	old = load(m, address, size, &taint);
	if (taint != NUMBER || address % size)
		complain(m, "an atomic operation on an address, or misaligned");
	switch (insn->imm & 0xf0) {
	case BPF_ADD:
		now = old + operand;
		break;
	case BPF_OR:
		now = old | operand;
		break;
	case BPF_AND:
		now = old & operand;
		break;
	case BPF_XOR:
		now = old ^ operand;
		break;
	default:
		now = operand;
	}
	if (insn->imm == BPF_XCHG)
		now = operand;
	if (insn->imm == BPF_CMPXCHG) {
		now = old == (size == 8 ? act->regs[0] : (u32)act->regs[0]) ? operand : old;
		act->regs[0] = old;
	} else if (insn->imm & BPF_FETCH) {
		act->regs[insn->src_reg] = old;
	}
	store(m, address, size, now, NUMBER);
}

/* --- calls --- */

static void clobber(struct act *act)
{
	u32 reg;

	for (reg = MBPF_R1; reg <= MBPF_R5; reg++) {
		act->regs[reg] = STACK_BASE + pick(4096);
		act->taint[reg] = GARBAGE;
	}
}

/* A helper reads these bytes: they must be numbers. */
static void read_bytes(struct machine *m, u64 address, u32 size)
{
	u32 i;
	u8 taint;

	for (i = 0; i < size; i++) {
		load(m, address + i, 1, &taint);
		if (taint != NUMBER)
			complain(m, "hands an address to a helper");
	}
}

static u64 run_map_helper(struct machine *m, u32 id, u8 *taint)
{
	struct act *act = top(m);
	u32 map = (act->regs[1] - HANDLE_BASE) / 256;

	if (map >= NR_TEST_MAPS || (act->regs[1] - HANDLE_BASE) % 256) {
		complain(m, "calls a map helper without a map");
		return 0;
	}
	read_bytes(m, act->regs[2], test_maps[map]->def.key_size);
	if (id == BPF_FUNC_map_update_elem)
		read_bytes(m, act->regs[3], test_maps[map]->def.value_size);
	if (id != BPF_FUNC_map_lookup_elem)
		return pick(2) ? 0 : (u64)-2;
	if (!pick(3))
		return 0;
	*taint = ADDRESS;
	return elem_address(map, map == RODATA ? 0 : pick(WORLD_ELEMS));
}

static void run_helper(struct machine *m, u32 id)
{
	struct act *act = top(m);
	u8 taint = NUMBER;
	u64 r0;

	switch (id) {
	case BPF_FUNC_map_lookup_elem:
	case BPF_FUNC_map_update_elem:
	case BPF_FUNC_map_delete_elem:
		r0 = run_map_helper(m, id, &taint);
		break;
	case BPF_FUNC_csum_diff:
		read_bytes(m, act->regs[1], act->regs[2]);
		read_bytes(m, act->regs[3], act->regs[4]);
		r0 = any_number();
		break;
	default:
		r0 = any_number();
	}
	clobber(act);
	act->regs[0] = r0;
	act->taint[0] = taint;
	m->pc++;
}

static void enter_frame(struct machine *m)
{
	struct act *act = top(m);

	memset(act->taint, GARBAGE, sizeof(act->taint));
	memset(act->stack_taint, GARBAGE, sizeof(act->stack_taint));
	memset(act->stack, 0xc9, sizeof(act->stack));
	act->regs[MBPF_FP] = frame_end(m->nr - 1);
	act->taint[MBPF_FP] = ADDRESS;
}

static void run_call(struct machine *m, const struct bpf_insn *insn)
{
	struct act *caller = top(m);
	u32 reg;

	if (m->nr == MBPF_MAX_FRAMES) {
		complain(m, "calls too deep");
		return;
	}
	m->nr++;
	enter_frame(m);
	for (reg = MBPF_R1; reg <= MBPF_R5; reg++) {
		top(m)->regs[reg] = caller->regs[reg];
		top(m)->taint[reg] = caller->taint[reg];
	}
	clobber(caller);
	caller->taint[0] = GARBAGE;
	top(m)->return_pc = m->pc + 1;
	m->pc += 1 + insn->imm;
}

static void run_exit(struct machine *m)
{
	struct act *act = top(m);

	if (m->nr == 1) {
		if (act->taint[0] != NUMBER)
			complain(m, "returns what is no number");
		m->done = true;
		return;
	}
	m->pc = act->return_pc;
	m->nr--;
	top(m)->regs[0] = act->regs[0];
	top(m)->taint[0] = act->taint[0];
}

/* --- one step --- */

static void run_load_imm(struct machine *m, const struct bpf_insn *insn, enum mbpf_form form)
{
	const struct mbpf_insn_aux *aux = &m->prog->aux[m->pc];
	struct act *act = top(m);

	act->taint[insn->dst_reg] = form == MBPF_FORM_LD_IMM64 ? NUMBER : ADDRESS;
	if (form == MBPF_FORM_LD_IMM64)
		act->regs[insn->dst_reg] = mbpf_insn_imm64(insn);
	else if (form == MBPF_FORM_LD_MAP)
		act->regs[insn->dst_reg] = HANDLE_BASE + 256 * map_number(aux->map);
	else
		act->regs[insn->dst_reg] = elem_address(map_number(aux->map), 0) + insn[1].imm;
	m->pc += 2;
}

static void run_memory(struct machine *m, const struct bpf_insn *insn, enum mbpf_op op)
{
	enum mbpf_form form = mbpf_op_form(op);
	bool is_load = form == MBPF_FORM_LDX || form == MBPF_FORM_LOAD_ACQ;
	u32 base = is_load ? insn->src_reg : insn->dst_reg, size = mbpf_op_size(op);
	struct act *act = top(m);
	u64 address = act->regs[base] + insn->off;
	u8 taint;

	if (act->taint[base] != ADDRESS)
		complain(m, "uses what is no address");
	m->pc++;
	if (is_load) {
		u64 value = load(m, address, size, &taint);

		act->regs[insn->dst_reg] = mbpf_op_is_sext_load(op) ? sext(value, size * 8) : value;
		act->taint[insn->dst_reg] = taint;
	} else if (form == MBPF_FORM_ST) {
		store(m, address, size, (s64)insn->imm, NUMBER);
	} else if (form == MBPF_FORM_STX || form == MBPF_FORM_STORE_REL) {
		if (act->taint[insn->src_reg] == GARBAGE)
			complain(m, "stores a register that was never written");
		store(m, address, size, act->regs[insn->src_reg], act->taint[insn->src_reg]);
	} else {
		run_atomic(m, insn, size);
	}
}

static void machine_step(struct machine *m)
{
	const struct bpf_insn *insn = &m->insns[m->pc];
	enum mbpf_op op = m->prog->aux[m->pc].op;

	m->jumped = false;
	m->touched = 0;
	if (++m->steps > WORLD_STEPS) {
		complain(m, "does not end");
		return;
	}
	switch (mbpf_op_form(op)) {
	case MBPF_FORM_JA:
		m->pc += 1 + insn->off;
		break;
	case MBPF_FORM_JA32:
		m->pc += 1 + insn->imm;
		break;
	case MBPF_FORM_JMP_REG:
	case MBPF_FORM_JMP_IMM:
		run_branch(m, insn);
		break;
	case MBPF_FORM_CALL_HELPER:
		run_helper(m, insn->imm);
		break;
	case MBPF_FORM_CALL_LOCAL:
		run_call(m, insn);
		break;
	case MBPF_FORM_EXIT:
		run_exit(m);
		break;
	case MBPF_FORM_LD_IMM64:
	case MBPF_FORM_LD_MAP:
	case MBPF_FORM_LD_MAP_VALUE:
		run_load_imm(m, insn, mbpf_op_form(op));
		break;
	default:
		if (BPF_CLASS(insn->code) == BPF_ALU || BPF_CLASS(insn->code) == BPF_ALU64)
			run_alu(m, insn);
		else
			run_memory(m, insn, op);
	}
}

static void machine_start(struct machine *m, const struct mbpf_prog *prog)
{
	static const u32 rodata[2] = { 7, 0xffffffff };
	u32 i;

	memset(m, 0, sizeof(*m));
	m->prog = prog;
	m->insns = prog->insns;
	m->meta_len = pick(2) ? 4 * pick(9) : 0;
	m->packet_len = pick(3) ? 36 + pick(30) : pick(WORLD_PACKET);
	for (i = 0; i < sizeof(m->packet); i++)
		m->packet[i] = any_number();
	for (i = 0; i < sizeof(m->values); i++)
		((u8 *)m->values)[i] = any_number();
	memcpy(m->values[RODATA][0], rodata, sizeof(rodata));
	m->nr = 1;
	enter_frame(m);
	m->acts[0].regs[1] = CTX_BASE;
	m->acts[0].taint[1] = ADDRESS;
}

#endif /* MBPF_TEST_STATES_MACHINE_H */
