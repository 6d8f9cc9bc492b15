/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ranges of numbers of one width: a template, so it has no include guard.
 *
 * Who includes it (range.c, and the tests with 8 bits, where everything can be
 * tried) defines
 *
 *	R(name)		names of functions
 *	RANGE		struct of UINT umin, umax and SINT smin, smax
 *	UINT, SINT	types of the numbers
 *
 * Arithmetic is written once, for arcs (see range.h), by this rule: the sum of
 * the arcs [p, p + m] and [q, q + n] is the arc [p + q, p + q + m + n], as long
 * as m + n does not go around the whole circle.  An unsigned and a signed arc
 * of one operand are both true of it, so each pair may be combined.
 *
 * Each function here that returns a range may return one that is wider than
 * need be (umin..umax and smin..smax not yet narrowed by one another), and one
 * that narrows may leave it empty (umin > umax, or no number on both arcs):
 * cutting it into halves is what finds out.
 */

#define UINT_TOP	((UINT)((UINT)1 << (sizeof(UINT) * 8 - 1)))	/* the sign */
#define UINT_MOST	((UINT)~(UINT)0)
#define SINT_LEAST	((SINT)UINT_TOP)
#define SINT_MOST	((SINT)(UINT_TOP - 1))

/** range_unknown() - all numbers */
RANGE R(unknown)(void)
{
	return (RANGE){
		.umin = 0, .umax = UINT_MOST,
		.smin = SINT_LEAST, .smax = SINT_MOST,
	};
}

/** range_const() - one number */
RANGE R(const)(UINT value)
{
	return (RANGE){
		.umin = value, .umax = value,
		.smin = (SINT)value, .smax = (SINT)value,
	};
}

/** range_has() - is @value in it? */
bool R(has)(const RANGE *r, UINT value)
{
	return r->umin <= value && value <= r->umax &&
	       r->smin <= (SINT)value && (SINT)value <= r->smax;
}

/** range_is_equal() - the same bounds? */
bool R(is_equal)(const RANGE *a, const RANGE *b)
{
	return a->umin == b->umin && a->umax == b->umax &&
	       a->smin == b->smin && a->smax == b->smax;
}

/** range_is_subset() - are the bounds of @a within those of @b? */
bool R(is_subset)(const RANGE *a, const RANGE *b)
{
	return a->umin >= b->umin && a->umax <= b->umax &&
	       a->smin >= b->smin && a->smax <= b->smax;
}

/** range_join() - the smallest range that holds both */
RANGE R(join)(const RANGE *a, const RANGE *b)
{
	return (RANGE){
		.umin = min(a->umin, b->umin), .umax = max(a->umax, b->umax),
		.smin = min(a->smin, b->smin), .smax = max(a->smax, b->smax),
	};
}

/** range_intersect() - narrow @r to what is in @with too; may leave it empty */
void R(intersect)(RANGE *r, const RANGE *with)
{
	r->umin = max(r->umin, with->umin);
	r->umax = min(r->umax, with->umax);
	r->smin = max(r->smin, with->smin);
	r->smax = min(r->smax, with->smax);
}

static void R(learn_unsigned)(RANGE *r, UINT lo, UINT hi)
{
	r->umin = max(r->umin, lo);
	r->umax = min(r->umax, hi);
}

static void R(learn_signed)(RANGE *r, SINT lo, SINT hi)
{
	r->smin = max(r->smin, lo);
	r->smax = min(r->smax, hi);
}

/**
 * range_learn_arc() - narrow @r to the arc clockwise from @lo to @hi
 *
 * What an order cannot express, because the arc passes its cut, it ignores.
 * May leave @r empty.
 */
void R(learn_arc)(RANGE *r, UINT lo, UINT hi)
{
	if (lo <= hi)
		R(learn_unsigned)(r, lo, hi);
	if ((SINT)lo <= (SINT)hi)
		R(learn_signed)(r, (SINT)lo, (SINT)hi);
}

/**
 * range_learn_less() - narrow both: a number of @a is less than one of @b
 * @strict: if not, it may be equal
 *
 * May leave them empty.  Return: false when there are no such numbers.
 */
bool R(learn_less)(RANGE *a, RANGE *b, enum mbpf_order order, bool strict)
{
	if (order == MBPF_ORDER_UNSIGNED) {
		if (strict && (!b->umax || a->umin == UINT_MOST))
			return false;
		a->umax = min(a->umax, (UINT)(b->umax - strict));
		b->umin = max(b->umin, (UINT)(a->umin + strict));
	} else {
		if (strict && (b->smax == SINT_LEAST || a->smin == SINT_MOST))
			return false;
		a->smax = min(a->smax, (SINT)(b->smax - strict));
		b->smin = max(b->smin, (SINT)(a->smin + strict));
	}
	return true;
}

/**
 * range_exclude() - narrow @r: it is not @value
 *
 * Only helps where @value is a bound.  Return: false when nothing else was in
 * @r; otherwise it may still be empty.
 */
bool R(exclude)(RANGE *r, UINT value)
{
	if ((r->umin == value && r->umax == value) ||
	    (r->smin == (SINT)value && r->smax == (SINT)value))
		return false;
	if (r->umin == value)
		r->umin++;
	if (r->umax == value)
		r->umax--;
	if (r->smin == (SINT)value)
		r->smin++;
	if (r->smax == (SINT)value)
		r->smax--;
	return true;
}

/**
 * range_cut() - cut @r at 0 and at the sign
 *
 * Exact: a number is in one of the halves if and only if it is in @r.
 */
struct mbpf_halves R(cut)(const RANGE *r)
{
	struct mbpf_interval *plain, *sign;
	struct mbpf_halves h;

	plain = &h.half[0];
	sign = &h.half[1];
	mbpf_interval_clear(plain);
	mbpf_interval_clear(sign);
	if (r->smax >= 0) {
		plain->lo = max(r->umin, (UINT)(r->smin < 0 ? 0 : r->smin));
		plain->hi = min(r->umax, (UINT)r->smax);
	}
	if (r->smin < 0) {
		sign->lo = max(r->umin, (UINT)r->smin);
		sign->hi = min(r->umax, (UINT)(r->smax < 0 ? r->smax : -1));
	}
	return h;
}

/**
 * range_unite() - the smallest range that holds both halves
 *
 * Return: false, with @r unchanged, when both are empty.
 */
bool R(unite)(RANGE *r, const struct mbpf_halves *h)
{
	bool no_plain = mbpf_interval_is_empty(&h->half[0]);
	bool no_sign = mbpf_interval_is_empty(&h->half[1]);

	if (no_plain && no_sign)
		return false;
	r->umin = h->half[no_plain ? 1 : 0].lo;
	r->umax = h->half[no_sign ? 0 : 1].hi;
	r->smin = (SINT)h->half[no_sign ? 0 : 1].lo;
	r->smax = (SINT)h->half[no_plain ? 1 : 0].hi;
	return true;
}

/* The @i-th true arc of @r: the unsigned and the signed one. */
static UINT R(arc_lo)(const RANGE *r, int i)
{
	return i ? (UINT)r->smin : r->umin;
}

static UINT R(arc_length)(const RANGE *r, int i)
{
	return i ? (UINT)r->smax - (UINT)r->smin : r->umax - r->umin;
}

/** range_add() - all x + y, modulo the width */
RANGE R(add)(const RANGE *a, const RANGE *b)
{
	RANGE sum = R(unknown)();
	UINT lo, length;
	int i, j;

	for (i = 0; i < 2; i++) {
		for (j = 0; j < 2; j++) {
			if (check_add_overflow(R(arc_length)(a, i), R(arc_length)(b, j), &length))
				continue;
			lo = R(arc_lo)(a, i) + R(arc_lo)(b, j);
			R(learn_arc)(&sum, lo, lo + length);
		}
	}
	return sum;
}

/** range_sub() - all x - y, modulo the width */
RANGE R(sub)(const RANGE *a, const RANGE *b)
{
	/* -y lies between -max and -min, on the circle. */
	RANGE sum = R(unknown)();
	UINT lo, length, back;
	int i, j;

	for (i = 0; i < 2; i++) {
		for (j = 0; j < 2; j++) {
			back = R(arc_length)(b, j);
			if (check_add_overflow(R(arc_length)(a, i), back, &length))
				continue;
			lo = R(arc_lo)(a, i) - R(arc_lo)(b, j) - back;
			R(learn_arc)(&sum, lo, lo + length);
		}
	}
	return sum;
}

/* A constant @by stretches an arc, as long as it does not go all around. */
static void R(learn_scaled)(RANGE *product, const RANGE *a, UINT by)
{
	UINT lo, length;
	int i;

	for (i = 0; i < 2; i++) {
		if (check_mul_overflow(R(arc_length)(a, i), by, &length))
			continue;
		lo = R(arc_lo)(a, i) * by;
		R(learn_arc)(product, lo, lo + length);
	}
}

/* x * y without overflow has its extremes where both are extreme. */
static void R(learn_corners)(RANGE *product, const RANGE *a, const RANGE *b)
{
	SINT corner[4];
	UINT lo, hi;

	if (!check_mul_overflow(a->umin, b->umin, &lo) &&
	    !check_mul_overflow(a->umax, b->umax, &hi))
		R(learn_unsigned)(product, lo, hi);
	if (!check_mul_overflow(a->smin, b->smin, &corner[0]) &&
	    !check_mul_overflow(a->smin, b->smax, &corner[1]) &&
	    !check_mul_overflow(a->smax, b->smin, &corner[2]) &&
	    !check_mul_overflow(a->smax, b->smax, &corner[3]))
		R(learn_signed)(product,
				min(min(corner[0], corner[1]), min(corner[2], corner[3])),
				max(max(corner[0], corner[1]), max(corner[2], corner[3])));
}

/** range_mul() - all x * y, modulo the width */
RANGE R(mul)(const RANGE *a, const RANGE *b)
{
	RANGE product = R(unknown)();

	R(learn_corners)(&product, a, b);
	if (a->umin == a->umax)
		R(learn_scaled)(&product, b, a->umin);
	if (b->umin == b->umax)
		R(learn_scaled)(&product, a, b->umin);
	return product;
}

/*
 * x and y that fit in n bits with the sign have equal bits from n - 1 up; so
 * has any bitwise combination of them, which thus fits in n bits too.
 */
static RANGE R(bitwise)(const RANGE *a, const RANGE *b)
{
	RANGE r = R(unknown)();
	UINT magnitude = 0, mask;

	magnitude |= a->smin < 0 ? ~(UINT)a->smin : (UINT)a->smin;
	magnitude |= a->smax < 0 ? ~(UINT)a->smax : (UINT)a->smax;
	magnitude |= b->smin < 0 ? ~(UINT)b->smin : (UINT)b->smin;
	magnitude |= b->smax < 0 ? ~(UINT)b->smax : (UINT)b->smax;
	mask = magnitude ? (UINT)(~0ULL >> (64 - fls64(magnitude))) : 0;
	R(learn_signed)(&r, (SINT)~mask, (SINT)mask);
	return r;
}

/** range_and() - all x & y; unsigned, it is at most either of them */
RANGE R(and)(const RANGE *a, const RANGE *b)
{
	RANGE r = R(bitwise)(a, b);

	R(learn_unsigned)(&r, 0, min(a->umax, b->umax));
	/* Clearing bits of x lowers it; to clear its sign takes a y >= 0, the larger. */
	R(learn_signed)(&r, SINT_LEAST, max(a->smax, b->smax));
	return r;
}

/** range_or() - all x | y; unsigned, it is at least either of them */
RANGE R(or)(const RANGE *a, const RANGE *b)
{
	RANGE r = R(bitwise)(a, b);

	R(learn_unsigned)(&r, max(a->umin, b->umin), UINT_MOST);
	/* Setting bits of x raises it; to set its sign takes a y < 0, the smaller. */
	R(learn_signed)(&r, min(a->smin, b->smin), SINT_MOST);
	return r;
}

/** range_xor() - all x ^ y */
RANGE R(xor)(const RANGE *a, const RANGE *b)
{
	return R(bitwise)(a, b);
}

#undef UINT_TOP
#undef UINT_MOST
#undef SINT_LEAST
#undef SINT_MOST
