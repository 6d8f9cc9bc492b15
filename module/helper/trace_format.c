// SPDX-License-Identifier: GPL-2.0
/*
 * The formats of bpf_trace_printk(): a checked part of printf's.
 *
 * Each conversion is read into a struct, and printed from that by a format of
 * our own: the program's bytes never reach snprintf(). What follows pointers
 * (%s) or prints them (%p) is refused: a line must not tell where the kernel's
 * memory lies.
 *
 *	%  flags  width  length  conversion
 *	   -+ #0  0..99  l, ll   d i u x X o c
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "helper/trace_format.h"

/**
 * struct conversion - one conversion as read
 * @flags: its flags, each once, and a 0
 * @width: least number of characters
 * @is_long: the value has 64 bits, not 32
 * @kind: the letter
 */
struct conversion {
	char flags[6];
	int width;
	bool is_long;
	char kind;
};

/**
 * struct out - the line so far
 * @text: always terminated
 * @room: bytes there
 * @len: of them in use
 */
struct out {
	char *text;
	size_t room;
	size_t len;
};

static void put_char(struct out *out, char c)
{
	if (out->len + 1 >= out->room)
		return;
	out->text[out->len++] = c;
	out->text[out->len] = 0;
}

static const char *read_flags(const char *p, struct conversion *conv)
{
	int n = 0;

	for (; *p && strchr("-+ #0", *p); p++) {
		if (!strchr(conv->flags, *p))
			conv->flags[n++] = *p;
	}
	return p;
}

/* What stands behind the '%'; NULL when it is nothing that we print. */
static const char *read_conversion(const char *p, struct conversion *conv)
{
	int digits = 0, longs = 0;

	*conv = (struct conversion){};
	p = read_flags(p, conv);
	for (; isdigit((u8)*p); p++, digits++)
		conv->width = conv->width * 10 + *p - '0';
	for (; *p == 'l'; p++)
		longs++;
	if (digits > 2 || longs > 2 || !*p)
		return NULL;
	conv->is_long = longs;
	conv->kind = *p;
	if (conv->kind == 'c')
		return longs ? NULL : p + 1;
	return strchr("diuxXo", conv->kind) ? p + 1 : NULL;
}

/* A signed value of 32 bits keeps its sign, an unsigned one its size. */
static u64 value_of(const struct conversion *conv, u64 arg)
{
	if (conv->is_long)
		return arg;
	return conv->kind == 'd' || conv->kind == 'i' ? (u64)(s32)arg : (u32)arg;
}

static void put_number(struct out *out, const struct conversion *conv, u64 arg)
{
	char spec[16];

	scnprintf(spec, sizeof(spec), "%%%s*ll%c", conv->flags, conv->kind);
	out->len += scnprintf(out->text + out->len, out->room - out->len, spec,
			      conv->width, value_of(conv, arg));
}

/* A control character would let a program play with the reader's terminal. */
static void put_letter(struct out *out, const struct conversion *conv, u64 arg)
{
	char c = isascii((u8)arg) && isprint((u8)arg) ? arg : '?';
	bool left = strchr(conv->flags, '-');
	int pad = conv->width - 1;

	for (; !left && pad > 0; pad--)
		put_char(out, ' ');
	put_char(out, c);
	for (; pad > 0; pad--)
		put_char(out, ' ');
}

static bool is_plain(char c)
{
	return isascii(c) && (isprint(c) || isspace(c));
}

static int expand(struct out *out, const char *p, const u64 *args)
{
	struct conversion conv;
	int used = 0;

	while (*p) {
		if (!is_plain(*p))
			return -EINVAL;
		if (*p != '%') {
			put_char(out, *p++);
			continue;
		}
		if (p[1] == '%') {
			put_char(out, '%');
			p += 2;
			continue;
		}
		p = read_conversion(p + 1, &conv);
		if (!p || used == MBPF_TRACE_ARGS)
			return -EINVAL;
		if (conv.kind == 'c')
			put_letter(out, &conv, args[used++]);
		else
			put_number(out, &conv, args[used++]);
	}
	return 0;
}

int mbpf_trace_format(char *line, size_t room, const char *fmt, u32 size, const u64 *args)
{
	/* The last place is for the newline. */
	struct out out = { .text = line, .room = room - 1 };
	int err;

	if (strnlen(fmt, size) == size)
		return -EINVAL;
	line[0] = 0;
	err = expand(&out, fmt, args);
	if (err)
		return err;
	if (!out.len || line[out.len - 1] != '\n')
		line[out.len++] = '\n';
	line[out.len] = 0;
	return out.len;
}
