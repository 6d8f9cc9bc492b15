// SPDX-License-Identifier: GPL-2.0
/*
 * One register: its kinds, how it is set and how it is printed.
 *
 * Setting replaces everything: no field of the old value survives, so that
 * two registers with the same meaning are also equal byte for byte (equal.c
 * relies on it for loops).
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "map/map.h"
#include "verify/reg.h"

static const struct {
	const char *text;
	u8 flags;
} kinds[MBPF_NR_REG_KINDS] = {
#define X(name, text, flags) [MBPF_REG_##name] = { text, flags },
	MBPF_REG_KINDS(X)
#undef X
};

const char *mbpf_kind_name(u8 kind)
{
	return kinds[kind].text;
}

u8 mbpf_kind_flags(u8 kind)
{
	return kinds[kind].flags;
}

void mbpf_reg_set_uninit(struct mbpf_reg *reg)
{
	memset(reg, 0, sizeof(*reg));
}

void mbpf_reg_set_scalar(struct mbpf_reg *reg, struct mbpf_scalar value)
{
	memset(reg, 0, sizeof(*reg));
	reg->kind = MBPF_REG_SCALAR;
	reg->var = value;
}

void mbpf_reg_set_unknown(struct mbpf_reg *reg)
{
	mbpf_reg_set_scalar(reg, mbpf_scalar_unknown());
}

void mbpf_reg_set_pointer(struct mbpf_reg *reg, u8 kind)
{
	memset(reg, 0, sizeof(*reg));
	reg->kind = kind;
	reg->var = mbpf_scalar_const(0);
}

s64 mbpf_reg_min_off(const struct mbpf_reg *reg)
{
	return reg->off + reg->var.r64.smin;
}

s64 mbpf_reg_max_off(const struct mbpf_reg *reg)
{
	return reg->off + reg->var.r64.smax;
}

static int print_details(char *buf, size_t size, const struct mbpf_reg *reg)
{
	int n = scnprintf(buf, size, "(off=%d", reg->off);

	if (mbpf_reg_has_var(reg)) {
		n += scnprintf(buf + n, size - n, ",var=");
		n += mbpf_scalar_print(buf + n, size - n, &reg->var);
		n = min_t(int, n, size - 1);
	}
	if (reg->id)
		n += scnprintf(buf + n, size - n, ",id=%u", reg->id);
	if (mbpf_reg_is_packet(reg))
		n += scnprintf(buf + n, size - n, ",r=%u", reg->range);
	if (reg->map)
		n += scnprintf(buf + n, size - n, ",map=%s,vs=%u",
			       reg->map->def.name, reg->map->def.value_size);
	return n + scnprintf(buf + n, size - n, ")");
}

int mbpf_reg_print(char *buf, size_t size, const struct mbpf_reg *reg)
{
	int n;

	if (mbpf_reg_is_scalar(reg)) {
		n = scnprintf(buf, size, "scalar");
		return min_t(int, size - 1, n + mbpf_scalar_print(buf + n, size - n, &reg->var));
	}
	if (reg->kind == MBPF_REG_STACK)
		n = scnprintf(buf, size, "fp[%u]", reg->frame);
	else
		n = scnprintf(buf, size, "%s", mbpf_kind_name(reg->kind));
	if (!mbpf_reg_is_pointer(reg))
		return n;
	return n + print_details(buf + n, size - n, reg);
}
