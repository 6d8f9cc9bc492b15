// SPDX-License-Identifier: GPL-2.0
/*
 * Ranges: the template of the verifier's 64-bit and 32-bit ranges, made with
 * 8 bits, where a range can be compared with the set of its numbers.
 *
 * Every unsigned and every signed arc, and a large sample of ranges that both
 * bound, against all pairs of their members.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include "verify/range.h"
#include "tap.h"

struct range8 {
	u8 umin, umax;
	s8 smin, smax;
};

MBPF_RANGE_API(range8, u8)

#define R(name)	range8_##name
#define RANGE	struct range8
#define UINT	u8
#define SINT	s8
#include "verify/range_template.h"

#define MAX_RANGES 1200
static struct range8 ranges[MAX_RANGES];
static int nr_ranges;

/* The same numbers in every run. */
static u32 random8(void)
{
	static u32 state = 1;

	state = state * 1664525 + 1013904223;
	return state >> 24;
}

static bool is_empty(const struct range8 *r)
{
	int x;

	for (x = 0; x < 256; x++)
		if (range8_has(r, x))
			return false;
	return true;
}

static void add_range(u8 umin, u8 umax, s8 smin, s8 smax)
{
	struct range8 r = { umin, umax, smin, smax };

	if (umin <= umax && smin <= smax && !is_empty(&r) && nr_ranges < MAX_RANGES)
		ranges[nr_ranges++] = r;
}

/* Arcs between numbers near the cuts, and others by chance. */
static void make_ranges(void)
{
	static const u8 near[] = { 0, 1, 2, 5, 100, 126, 127, 128, 129, 150, 253, 254, 255 };
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(near); i++) {
		for (j = 0; j < ARRAY_SIZE(near); j++) {
			add_range(near[i], near[j], -128, 127);
			add_range(0, 255, near[i], near[j]);
		}
	}
	while (nr_ranges < MAX_RANGES)
		add_range(random8(), random8(), random8(), random8());
}

struct operator {
	const char *name;
	struct range8 (*on_ranges)(const struct range8 *a, const struct range8 *b);
	int (*on_numbers)(int x, int y);
};

static int add(int x, int y) { return x + y; }
static int sub(int x, int y) { return x - y; }
static int mul(int x, int y) { return x * y; }
static int and(int x, int y) { return x & y; }
static int or(int x, int y) { return x | y; }
static int xor(int x, int y) { return x ^ y; }

/* Mistakes: overflow is not looked at; and keeps a's lower bound. */
static struct range8 add_without_overflow(const struct range8 *a, const struct range8 *b)
{
	struct range8 r = range8_unknown();

	r.umin = min(a->umin + b->umin, 255);
	r.umax = min(a->umax + b->umax, 255);
	return r;
}

static struct range8 and_keeps_least(const struct range8 *a, const struct range8 *b)
{
	struct range8 r = range8_and(a, b);

	r.umin = min(a->umin, r.umax);
	return r;
}

static bool is_sound(const struct operator *op, const struct range8 *a, const struct range8 *b)
{
	struct range8 r = op->on_ranges(a, b);
	int x, y;

	for (x = 0; x < 256; x++) {
		if (!range8_has(a, x))
			continue;
		for (y = 0; y < 256; y++)
			if (range8_has(b, y) && !range8_has(&r, op->on_numbers(x, y)))
				return false;
	}
	return true;
}

static bool is_operator_sound(const struct operator *op)
{
	int i;

	for (i = 0; i < nr_ranges; i++) {
		if (!is_sound(op, &ranges[i], &ranges[(i * 7 + 3) % nr_ranges]) ||
		    !is_sound(op, &ranges[i], &ranges[(i * 11 + 5) % nr_ranges]))
			return false;
	}
	return true;
}

static void test_operators(void)
{
	static const struct operator operators[] = {
		{ "sum", range8_add, add }, { "difference", range8_sub, sub },
		{ "product", range8_mul, mul }, { "and", range8_and, and },
		{ "or", range8_or, or }, { "xor", range8_xor, xor },
	};
	static const struct operator planted[] = {
		{ "sum that ignores overflow", add_without_overflow, add },
		{ "and that keeps a lower bound", and_keeps_least, and },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(operators); i++)
		ok(is_operator_sound(&operators[i]), "the %s of two ranges holds all results",
		   operators[i].name);
	for (i = 0; i < ARRAY_SIZE(planted); i++)
		ok(!is_operator_sound(&planted[i]), "this test finds a %s", planted[i].name);
}

static void test_cut(void)
{
	bool exact = true, sides = true, united = true, narrow = true;
	struct mbpf_halves h;
	struct range8 r;
	bool in_half;
	int i, x;

	for (i = 0; i < nr_ranges; i++) {
		h = range8_cut(&ranges[i]);
		r = ranges[i];
		united &= range8_unite(&r, &h);
		for (x = 0; x < 256; x++) {
			struct mbpf_interval *half = &h.half[x >= 128];

			in_half = half->lo <= x && x <= half->hi;
			exact &= in_half == range8_has(&ranges[i], x);
			united &= range8_has(&r, x) == in_half;
		}
		sides &= mbpf_interval_is_empty(&h.half[0]) || h.half[0].hi < 128;
		sides &= mbpf_interval_is_empty(&h.half[1]) || h.half[1].lo >= 128;
		narrow &= range8_has(&r, r.umin) && range8_has(&r, r.umax) &&
			  range8_has(&r, r.smin) && range8_has(&r, r.smax);
	}
	ok(exact, "both halves together hold exactly the numbers of the range");
	ok(sides, "a half holds numbers of one sign only");
	ok(united, "united halves are the range again");
	ok(narrow, "united halves give bounds that are in the range, all four");
}

static void test_empty(void)
{
	struct range8 r = { .umin = 5, .umax = 4, .smin = -128, .smax = 127 }, before = r;
	struct mbpf_halves h = range8_cut(&r);

	ok(!range8_unite(&r, &h), "a range upside down is found empty, not repaired");
	ok(range8_is_equal(&r, &before), "and left as it was");
	r = (struct range8){ .umin = 1, .umax = 100, .smin = -128, .smax = -1 };
	h = range8_cut(&r);
	ok(!range8_unite(&r, &h), "arcs that do not meet are found empty");
}

/* All numbers on the arc clockwise from @lo to @hi? */
static bool is_on_arc(u8 x, u8 lo, u8 hi)
{
	return (u8)(x - lo) <= (u8)(hi - lo);
}

static void test_arcs(void)
{
	bool sound = true, kept = true;
	struct range8 r;
	int lo, hi, x;

	for (lo = 0; lo < 256; lo++) {
		for (hi = 0; hi < 256; hi++) {
			r = range8_unknown();
			range8_learn_arc(&r, lo, hi);
			for (x = 0; x < 256; x++)
				sound &= !is_on_arc(x, lo, hi) || range8_has(&r, x);
			if (lo <= hi)
				kept &= r.umin == lo && r.umax == hi;
			if ((s8)lo <= (s8)hi)
				kept &= r.smin == (s8)lo && r.smax == (s8)hi;
		}
	}
	ok(sound, "learning an arc keeps all numbers on it");
	ok(kept, "an arc that does not pass the cut of an order is known in it");
}

/* One order, strict or not: numbers with a partner stay, all others may go. */
static bool is_less_right(enum mbpf_order order, bool strict, const struct range8 *a,
			  const struct range8 *b)
{
	struct range8 na = *a, nb = *b;
	bool possible = range8_learn_less(&na, &nb, order, strict);
	int x, y;

	for (x = 0; x < 256; x++) {
		if (!range8_has(a, x))
			continue;
		for (y = 0; y < 256; y++) {
			int less = order == MBPF_ORDER_SIGNED ? (s8)y - (s8)x : y - x;

			if (!range8_has(b, y) || less < strict)
				continue;
			if (!possible || !range8_has(&na, x) || !range8_has(&nb, y))
				return false;
		}
	}
	return true;
}

static void test_less(void)
{
	static const char * const names[2][2] = {
		{ "less or equal", "less" },
		{ "signed less or equal", "signed less" },
	};
	bool sound;
	int order, strict, i;

	for (order = 0; order < 2; order++) {
		for (strict = 0; strict < 2; strict++) {
			sound = true;
			for (i = 0; i < nr_ranges; i++)
				sound &= is_less_right(order, strict, &ranges[i],
						       &ranges[(i * 7 + 3) % nr_ranges]);
			ok(sound, "learning %s keeps all numbers that are", names[order][strict]);
		}
	}
}

static void test_less_edges(void)
{
	struct range8 a = range8_unknown(), b = range8_const(0);

	ok(!range8_learn_less(&a, &b, MBPF_ORDER_UNSIGNED, true),
	   "nothing unsigned is less than 0");
	a = range8_const(255);
	b = range8_unknown();
	ok(!range8_learn_less(&a, &b, MBPF_ORDER_UNSIGNED, true),
	   "the largest unsigned number is less than nothing");
	a = range8_unknown();
	b = range8_const(128);
	ok(!range8_learn_less(&a, &b, MBPF_ORDER_SIGNED, true),
	   "nothing signed is less than the least signed number");
	a = range8_unknown();
	b = range8_const(10);
	ok(range8_learn_less(&a, &b, MBPF_ORDER_UNSIGNED, true) && a.umax == 9,
	   "what is less than 10 is at most 9");
	a = range8_unknown();
	ok(range8_learn_less(&a, &b, MBPF_ORDER_UNSIGNED, false) && a.umax == 10,
	   "what is not above 10 is at most 10");
}

static void test_exclude(void)
{
	bool sound = true;
	struct range8 r;
	int i, x, v;

	for (i = 0; i < nr_ranges; i++) {
		for (v = 0; v < 256; v++) {
			r = ranges[i];
			if (!range8_exclude(&r, v))
				r = (struct range8){ .umin = 1, .umax = 0 };
			for (x = 0; x < 256; x++)
				sound &= x == v || range8_has(&r, x) == range8_has(&ranges[i], x);
		}
	}
	ok(sound, "excluding a number removes no other");
	r = range8_const(7);
	ok(!range8_exclude(&r, 7), "excluding the only number leaves nothing");
	r = (struct range8){ 7, 9, 7, 9 };
	ok(range8_exclude(&r, 7) && r.umin == 8 && r.smin == 8, "excluding a bound moves it");
	ok(range8_exclude(&r, 9) && r.umax == 8 && r.smax == 8, "on both sides");
}

static void test_algebra(void)
{
	bool join = true, meet = true, subset = true, one = true;
	struct range8 r;
	int i, x;

	for (i = 0; i < nr_ranges; i++) {
		const struct range8 *a = &ranges[i], *b = &ranges[(i * 7 + 3) % nr_ranges];

		r = range8_join(a, b);
		join &= range8_is_subset(a, &r) && range8_is_subset(b, &r);
		r = *a;
		range8_intersect(&r, b);
		for (x = 0; x < 256; x++) {
			meet &= range8_has(&r, x) == (range8_has(a, x) && range8_has(b, x));
			if (range8_is_subset(a, b))
				subset &= !range8_has(a, x) || range8_has(b, x);
		}
	}
	for (i = 0; i < 256; i++) {
		r = range8_const(i);
		for (x = 0; x < 256; x++)
			one &= range8_has(&r, x) == (x == i);
	}
	ok(join, "both ranges are subsets of their join");
	ok(meet, "an intersection holds exactly the numbers in both");
	ok(subset, "numbers of a subset are in the larger range");
	ok(one, "the range of one number holds that number only");
}

static void test_widths(void)
{
	struct mbpf_range64 a = mbpf_range64_const(U32_MAX), b = mbpf_range64_const(1);
	struct mbpf_range32 c = mbpf_range32_const(U32_MAX), d = mbpf_range32_const(1);

	is_u64(mbpf_range64_add(&a, &b).umin, 1ULL << 32, "64-bit sums carry into bit 32");
	is_u64(mbpf_range32_add(&c, &d).umax, 0, "32-bit sums wrap there");
}

int main(void)
{
	make_ranges();
	test_operators();
	test_cut();
	test_empty();
	test_arcs();
	test_less();
	test_less_edges();
	test_exclude();
	test_algebra();
	test_widths();
	return done_testing();
}
