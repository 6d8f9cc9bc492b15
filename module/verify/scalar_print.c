// SPDX-License-Identifier: GPL-2.0
/*
 * A set of numbers as text, for the verifier's sentences.
 *
 *	=5			one number
 *	=0xffff0000		one number, of the kind that people write so
 *	(umax=255,var_off=(0x0; 0xff))
 *	(smin=-4,smax=10)
 *	(u32_min=3,u32_max=9)	of the high half, nothing is known
 *				(nothing) no number is ruled out
 *
 * Why so: the words are those that people know from Linux's verifier, and a
 * bound is left out when it says nothing or only repeats another.
 */
#include <linux/kernel.h>
#include "verify/scalar_ops.h"

/* Up to here a number is printed in decimal. */
#define SMALL 65535

/**
 * struct text - what was printed so far
 * @buf: where to
 * @size: bytes of room
 * @length: that it would have, had all of it fitted
 */
struct text {
	char *buf;
	size_t size;
	int length;
};

__printf(2, 3)
static void add(struct text *t, const char *fmt, ...)
{
	size_t at = min_t(size_t, t->length, t->size);
	va_list args;

	va_start(args, fmt);
	t->length += vsnprintf(t->buf + at, t->size - at, fmt, args);
	va_end(args);
}

static void add_number(struct text *t, s64 value)
{
	if (value >= -SMALL && value <= SMALL)
		add(t, "%lld", value);
	else
		add(t, "0x%llx", (u64)value);
}

/* "(" or ",", the name and the number. */
static void add_bound(struct text *t, const char *name, s64 value)
{
	add(t, "%s%s=", t->length ? "," : "(", name);
	add_number(t, value);
}

/* The names of an order's bounds, and what they are when they say nothing. */
struct bounds {
	const char *min_name, *max_name;
	s64 least, most;
};

static void add_bounds(struct text *t, const struct bounds *b, s64 min, s64 max)
{
	if (min != b->least)
		add_bound(t, b->min_name, min);
	if (max != b->most)
		add_bound(t, b->max_name, max);
}

static void add_range64(struct text *t, const struct mbpf_range64 *r)
{
	static const struct bounds plain = { "umin", "umax", 0, U64_MAX };
	static const struct bounds sign = { "smin", "smax", S64_MIN, S64_MAX };

	add_bounds(t, &plain, r->umin, r->umax);
	/* On one side of the sign, both orders say the same. */
	if (r->smin < 0 && r->smax >= 0)
		add_bounds(t, &sign, r->smin, r->smax);
}

static void add_range32(struct text *t, const struct mbpf_range32 *r)
{
	static const struct bounds plain = { "u32_min", "u32_max", 0, U32_MAX };
	static const struct bounds sign = { "s32_min", "s32_max", S32_MIN, S32_MAX };

	add_bounds(t, &plain, r->umin, r->umax);
	if (r->smin < 0 && r->smax >= 0)
		add_bounds(t, &sign, r->smin, r->smax);
}

/* Does the low half's range follow from the rest? */
static bool is_low_implied(const struct mbpf_scalar *s)
{
	struct mbpf_scalar rest = *s;

	rest.r32 = mbpf_range32_unknown();
	return mbpf_scalar_sync(&rest) && mbpf_range32_is_subset(&rest.r32, &s->r32);
}

/* Is the whole number's range only what the low half makes of its bounds? */
static bool is_only_low(const struct mbpf_scalar *s)
{
	struct mbpf_scalar rest = *s;

	rest.r64 = mbpf_range64_unknown();
	return s->bits.mask >> 32 == U32_MAX &&
	       mbpf_scalar_sync(&rest) && mbpf_range64_is_subset(&rest.r64, &s->r64);
}

int mbpf_scalar_print(char *buf, size_t size, const struct mbpf_scalar *s)
{
	struct text t = { .buf = buf, .size = size };

	if (mbpf_scalar_is_const(s)) {
		add(&t, "=");
		add_number(&t, s->bits.value);
		return t.length;
	}
	if (size)
		*buf = '\0';
	if (!is_only_low(s))
		add_range64(&t, &s->r64);
	if (s->bits.mask != U64_MAX)
		add(&t, "%svar_off=(0x%llx; 0x%llx)", t.length ? "," : "(",
		    s->bits.value, s->bits.mask);
	if (!is_low_implied(s))
		add_range32(&t, &s->r32);
	if (t.length)
		add(&t, ")");
	return t.length;
}
