/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trying whether one row's operator on sets is right.
 *
 * It is when for all x in A and y in B the result of x and y is in the result
 * of A and B.  Each is tried on
 *
 *	windows	all small sets around each number where something happens
 *		(0, 2^31, 2^32, 2^63, -1, the counts of shifts), with each of
 *		their members
 *	random	sets of all sizes drawn around members drawn before
 */
#ifndef MBPF_TEST_SCALAR_TRY_H
#define MBPF_TEST_SCALAR_TRY_H

#include "test_scalar.h"

#define RANDOM_CASES 25000

/* What is tried: the real thing, or one with a mistake. */
struct domain {
	struct mbpf_scalar (*alu)(enum mbpf_op op, const struct mbpf_scalar *a,
				  const struct mbpf_scalar *b);
	bool (*branch)(enum mbpf_op op, bool taken, struct mbpf_scalar *a,
		       struct mbpf_scalar *b);
	bool quiet;
};

/* A small set and all its members. */
struct small_set {
	struct mbpf_scalar set;
	u64 members[4];
	int nr;
};

#define MAX_SETS 256
static struct small_set windows[MAX_SETS];
static int nr_windows;
static u64 nr_cases;

/* The smallest set that holds those of four numbers that @which has bits for. */
static inline struct mbpf_scalar subset_of_four(u64 first, int which)
{
	struct mbpf_scalar set, one;
	bool any = false;
	int i;

	for (i = 0; i < 4; i++) {
		if (!(which & (1 << i)))
			continue;
		one = mbpf_scalar_const(first + i);
		set = any ? mbpf_scalar_join(&set, &one) : one;
		any = true;
	}
	return set;
}

static inline void add_small_set(const struct mbpf_scalar *set, u64 first)
{
	struct small_set *small = &windows[nr_windows];
	int i;

	for (i = 0; i < nr_windows; i++)
		if (mbpf_scalar_is_equal(&windows[i].set, set))
			return;
	if (nr_windows == MAX_SETS)
		bail_out("more than %d small sets", MAX_SETS);
	small->set = *set;
	for (i = 0; i < 4; i++)
		if (mbpf_scalar_has(set, first + i))
			small->members[small->nr++] = first + i;
	nr_windows++;
}

static inline void make_windows(void)
{
	static const u64 edges[] = {
		0, 3, 32, 64, 1ULL << 31, 1ULL << 32, 1ULL << 63,
		-(1ULL << 31), -(1ULL << 32), 0x5a5a5a5a5a5a,
	};
	struct mbpf_scalar set;
	int which;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(edges); i++) {
		for (which = 1; which < 16; which++) {
			set = subset_of_four(edges[i] - 2, which);
			add_small_set(&set, edges[i] - 2);
		}
	}
}

static inline void complain(const struct domain *d, const char *what, enum mbpf_op op,
			    u64 x, u64 y, const struct mbpf_scalar *a, const struct mbpf_scalar *b)
{
	char text_a[200], text_b[200];

	if (d->quiet)
		return;
	mbpf_scalar_print(text_a, sizeof(text_a), a);
	mbpf_scalar_print(text_b, sizeof(text_b), b);
	diag("%s: %s of 0x%llx and 0x%llx, in %s and %s", what, mbpf_opcodes[op].name, x, y,
	     text_a, text_b);
}

/* Is the result for all these members in the result for these sets? */
static inline bool is_alu_right(const struct domain *d, enum mbpf_op op,
				const struct mbpf_scalar *a, const u64 *xs, int nr_x,
				const struct mbpf_scalar *b, const u64 *ys, int nr_y)
{
	struct mbpf_scalar r = d->alu(op, a, b);
	bool single = mbpf_scalar_is_const(a) && mbpf_scalar_is_const(b);
	int i, j;

	if (!is_well_formed(&r) || (single && !mbpf_scalar_is_const(&r))) {
		complain(d, "badly formed result", op, xs[0], ys[0], a, b);
		return false;
	}
	for (i = 0; i < nr_x; i++) {
		for (j = 0; j < nr_y; j++) {
			nr_cases++;
			if (mbpf_scalar_has(&r, true_alu(op, xs[i], ys[j])))
				continue;
			complain(d, "result is missing", op, xs[i], ys[j], a, b);
			return false;
		}
	}
	return true;
}

/* Does going one way keep all members that go there? */
static inline bool is_way_right(const struct domain *d, enum mbpf_op op, bool taken,
				const struct mbpf_scalar *a, const u64 *xs, int nr_x,
				const struct mbpf_scalar *b, const u64 *ys, int nr_y)
{
	struct mbpf_scalar na = *a, nb = *b;
	bool possible = d->branch(op, taken, &na, &nb);
	int i, j;

	if (possible && (!is_well_formed(&na) || !is_well_formed(&nb) ||
			 !mbpf_scalar_is_subset(&na, a) || !mbpf_scalar_is_subset(&nb, b))) {
		complain(d, "badly formed operand", op, xs[0], ys[0], a, b);
		return false;
	}
	for (i = 0; i < nr_x; i++) {
		for (j = 0; j < nr_y; j++) {
			nr_cases++;
			if (true_jump(op, xs[i], ys[j]) != taken)
				continue;
			if (possible && mbpf_scalar_has(&na, xs[i]) && mbpf_scalar_has(&nb, ys[j]))
				continue;
			complain(d, taken ? "lost when taken" : "lost when not taken", op,
				 xs[i], ys[j], a, b);
			return false;
		}
	}
	return true;
}

/* Two constants go one way only. */
static inline bool is_decided(const struct domain *d, enum mbpf_op op, u64 x, u64 y)
{
	struct mbpf_scalar a = mbpf_scalar_const(x), b = mbpf_scalar_const(y);

	if (!d->branch(op, !true_jump(op, x, y), &a, &b))
		return true;
	complain(d, "constants go both ways", op, x, y, &a, &b);
	return false;
}

static inline bool is_right(const struct domain *d, enum mbpf_op op,
			    const struct mbpf_scalar *a, const u64 *xs, int nr_x,
			    const struct mbpf_scalar *b, const u64 *ys, int nr_y)
{
	if (is_alu_row(op))
		return is_alu_right(d, op, a, xs, nr_x, b, ys, nr_y);
	return is_way_right(d, op, false, a, xs, nr_x, b, ys, nr_y) &&
	       is_way_right(d, op, true, a, xs, nr_x, b, ys, nr_y) &&
	       is_decided(d, op, xs[0], ys[0]);
}

static inline bool try_windows(const struct domain *d, enum mbpf_op op)
{
	const struct small_set *a, *b;
	int i, j;

	for (i = 0; i < nr_windows; i++) {
		for (j = 0; j < nr_windows; j++) {
			a = &windows[i];
			b = &windows[j];
			if (!is_right(d, op, &a->set, a->members, a->nr,
				      &b->set, b->members, b->nr))
				return false;
		}
	}
	return true;
}

/* A second operand that an immediate row can have, too. */
static inline u64 random_second(enum mbpf_op op, u64 first)
{
	u64 y = random_below(4) ? random_number() : first;

	if (mbpf_op_form(op) == MBPF_FORM_ALU_IMM || mbpf_op_form(op) == MBPF_FORM_JMP_IMM)
		y = (s32)y;
	return y;
}

static inline bool try_random(const struct domain *d, enum mbpf_op op)
{
	struct mbpf_scalar a, b;
	u64 x, y;
	int i;

	for (i = 0; i < RANDOM_CASES; i++) {
		x = random_number();
		y = random_second(op, x);
		a = random_set(x);
		b = random_below(3) ? random_set(y) : mbpf_scalar_const(y);
		if (!is_right(d, op, &a, &x, 1, &b, &y, 1))
			return false;
	}
	return true;
}

static inline bool is_row_right(const struct domain *d, enum mbpf_op op)
{
	return try_windows(d, op) && try_random(d, op);
}

#endif /* MBPF_TEST_SCALAR_TRY_H */
