// SPDX-License-Identifier: GPL-2.0
/*
 * Known bits: every operation on every set of five bits, at several places of
 * the 64, against all of its members.
 */
#include <linux/kernel.h>
#include "verify/tnum.h"
#include "tap.h"

#define BITS 5
#define NUMBERS 32	/* 2 to the power of BITS */
#define SETS 243	/* 3 to the power of BITS */

static struct mbpf_tnum sets[SETS];

static void make_sets(void)
{
	u64 value, mask;
	int nr = 0;

	for (mask = 0; mask < NUMBERS; mask++)
		for (value = 0; value < NUMBERS; value++)
			if (!(value & mask))
				sets[nr++] = (struct mbpf_tnum){ value, mask };
	is_int(nr, SETS, "all sets of %d bits are tried", BITS);
}

/* Operators by name, on sets and on numbers. */
struct operator {
	const char *name;
	struct mbpf_tnum (*on_sets)(struct mbpf_tnum a, struct mbpf_tnum b);
	u64 (*on_numbers)(u64 x, u64 y);
	bool exact;	/* no smaller tnum holds all results */
};

static u64 add(u64 x, u64 y) { return x + y; }
static u64 sub(u64 x, u64 y) { return x - y; }
static u64 mul(u64 x, u64 y) { return x * y; }
static u64 and(u64 x, u64 y) { return x & y; }
static u64 or(u64 x, u64 y) { return x | y; }
static u64 xor(u64 x, u64 y) { return x ^ y; }

/* A mistake: the carry out of unknown bits is forgotten. */
static struct mbpf_tnum add_without_carry(struct mbpf_tnum a, struct mbpf_tnum b)
{
	u64 mask = a.mask | b.mask;

	return (struct mbpf_tnum){ (a.value + b.value) & ~mask, mask };
}

static const struct operator operators[] = {
	{ "sum", mbpf_tnum_add, add, true },
	{ "difference", mbpf_tnum_sub, sub, true },
	{ "product", mbpf_tnum_mul, mul, false },
	{ "and", mbpf_tnum_and, and, true },
	{ "or", mbpf_tnum_or, or, true },
	{ "xor", mbpf_tnum_xor, xor, true },
};

/* Are all results in it (sound), and is no smaller tnum possible (exact)? */
static void try_pair(const struct operator *op, struct mbpf_tnum a, struct mbpf_tnum b,
		     bool *sound, bool *exact)
{
	struct mbpf_tnum r = op->on_sets(a, b);
	u64 first = op->on_numbers(a.value, b.value), changes = 0, x, y, z;

	*sound &= !(r.value & r.mask);
	/* All members of a tnum: count through the mask's bits. */
	for (x = 0, y = 0;;) {
		z = op->on_numbers(a.value | x, b.value | y);
		*sound &= mbpf_tnum_has(r, z);
		changes |= z ^ first;
		x = (x - a.mask) & a.mask;
		if (x)
			continue;
		y = (y - b.mask) & b.mask;
		if (!y)
			break;
	}
	*exact &= r.mask == changes;
}

static struct mbpf_tnum moved(struct mbpf_tnum t, u32 up)
{
	return (struct mbpf_tnum){ t.value << up, t.mask << up };
}

static void try_operator(const struct operator *op, u32 up, u32 up_b, bool *sound, bool *exact)
{
	int i, j;

	for (i = 0; i < SETS; i++)
		for (j = 0; j < SETS; j++)
			try_pair(op, moved(sets[i], up), moved(sets[j], up_b), sound, exact);
}

static void test_operators(void)
{
	static const struct operator bad = { "", add_without_carry, add };
	bool sound, exact;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(operators); i++) {
		const struct operator *op = &operators[i];

		sound = true;
		exact = true;
		try_operator(op, 0, 0, &sound, &exact);
		try_operator(op, 30, 30, &sound, &exact);
		try_operator(op, 59, 59, &sound, &exact);
		try_operator(op, 61, 0, &sound, &exact);
		ok(sound, "the %s of two sets holds all results", op->name);
		if (op->exact)
			ok(exact, "the %s of two sets knows every bit that can be known", op->name);
	}
	sound = true;
	try_operator(&bad, 0, 0, &sound, &exact);
	ok(!sound, "this test finds a sum that forgets carries");
}

static void test_shifts(void)
{
	bool lsh = true, rsh = true, arsh = true, sext = true;
	struct mbpf_tnum t;
	u32 up, count;
	u64 x;
	int i;

	for (i = 0; i < SETS; i++) {
		for (up = 0; up <= 59; up += 59) {
			for (count = 0; count < 64; count++) {
				t = moved(sets[i], up);
				x = t.value | (t.mask & 0x5555555555555555);
				lsh &= mbpf_tnum_has(mbpf_tnum_lsh(t, count), x << count);
				rsh &= mbpf_tnum_has(mbpf_tnum_rsh(t, count), x >> count);
				arsh &= mbpf_tnum_has(mbpf_tnum_arsh(t, count), (s64)x >> count);
				sext &= mbpf_tnum_has(mbpf_tnum_sext(t, count + 1),
						      (s64)(x << (63 - count)) >> (63 - count));
			}
		}
	}
	ok(lsh, "a set shifted to the left holds the shifted numbers");
	ok(rsh, "a set shifted to the right holds the shifted numbers");
	ok(arsh, "a set shifted to the right with its sign holds the shifted numbers");
	ok(sext, "a sign-extended set holds the extended numbers");
	t = mbpf_tnum_arsh((struct mbpf_tnum){ 0, 1ULL << 63 }, 4);
	is_u64(t.mask, 0xf8ULL << 56, "copies of an unknown sign are unknown");
	t = mbpf_tnum_arsh((struct mbpf_tnum){ 1ULL << 63, 0 }, 4);
	is_u64(t.value, 0xf8ULL << 56, "copies of a known sign are known");
}

static void test_algebra(void)
{
	bool subset = true, meet = true, join = true, least = true;
	struct mbpf_tnum r;
	int i, j;
	u64 x;

	for (i = 0; i < SETS; i++) {
		for (j = 0; j < SETS; j++) {
			struct mbpf_tnum a = sets[i], b = sets[j];
			u64 in_a = 0, in_b = 0, in_r = 0;

			for (x = 0; x < NUMBERS; x++) {
				in_a |= (u64)mbpf_tnum_has(a, x) << x;
				in_b |= (u64)mbpf_tnum_has(b, x) << x;
			}
			subset &= mbpf_tnum_is_subset(a, b) == !(in_a & ~in_b);
			if (mbpf_tnum_intersect(&r, a, b))
				for (x = 0; x < NUMBERS; x++)
					in_r |= (u64)mbpf_tnum_has(r, x) << x;
			meet &= in_r == (in_a & in_b);
			r = mbpf_tnum_join(a, b);
			join &= mbpf_tnum_is_subset(a, r) && mbpf_tnum_is_subset(b, r);
			least &= r.mask == (a.mask | b.mask | (a.value ^ b.value));
		}
	}
	ok(subset, "a set is a subset of another exactly when its numbers are");
	ok(meet, "the intersection holds exactly the numbers in both, or is refused");
	ok(join, "both sets are subsets of their join");
	ok(least, "a join only forgets bits on which its sets differ");
}

static void test_ranges(void)
{
	bool holds = true, least = true;
	struct mbpf_tnum r;
	u64 lo, hi, x, changes;

	for (lo = 0; lo < NUMBERS; lo++) {
		for (hi = lo; hi < NUMBERS; hi++) {
			r = mbpf_tnum_range(lo, hi);
			changes = 0;
			for (x = lo; x <= hi; x++) {
				holds &= mbpf_tnum_has(r, x);
				changes |= x ^ lo;
			}
			least &= !(changes & ~r.mask) && r.mask <= (changes | (changes >> 1) |
				 (changes >> 2) | (changes >> 3) | (changes >> 4));
		}
	}
	ok(holds, "the bits of a range hold all of its numbers");
	ok(least, "the bits of a range keep the leading bits that its numbers share");
	is_u64(mbpf_tnum_range(0, ~0ULL).mask, ~0ULL, "of all numbers no bit is known");
	is_u64(mbpf_tnum_range(~0ULL, ~0ULL).value, ~0ULL, "of one number all bits are known");
}

/* The plain search that first_from and last_to must agree with. */
static bool search(struct mbpf_tnum t, u64 x, int step, u64 *found)
{
	for (; x < NUMBERS; x += step) {
		if (mbpf_tnum_has(t, x)) {
			*found = x;
			return true;
		}
	}
	return false;
}

static void test_neighbours(void)
{
	bool first = true, last = true, high = true;
	u64 x, want, got;
	int i;

	for (i = 0; i < SETS; i++) {
		for (x = 0; x < NUMBERS; x++) {
			got = 0;
			want = 0;
			first &= search(sets[i], x, 1, &want) ==
				 mbpf_tnum_first_from(sets[i], x, &got) && got == want;
			got = 0;
			want = 0;
			last &= search(sets[i], x, -1, &want) ==
				mbpf_tnum_last_to(sets[i], x, &got) && got == want;
			got = 0;
			want = 0;
			high &= search(sets[i], x, 1, &want) ==
				mbpf_tnum_first_from(moved(sets[i], 59), x << 59, &got) &&
				got == want << 59;
		}
	}
	ok(first, "the first number of a set from another on is found");
	ok(last, "the last number of a set up to another is found");
	ok(high, "the first number of a set is found in the highest bits too");
	ok(mbpf_tnum_first_from(mbpf_tnum_unknown(), ~0ULL, &got) && got == ~0ULL,
	   "the first number from the largest on is the largest");
}

int main(void)
{
	make_sets();
	test_operators();
	test_shifts();
	test_algebra();
	test_ranges();
	test_neighbours();
	return done_testing();
}
