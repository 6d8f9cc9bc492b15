/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the verifier knows about one register (or one spilled stack slot).
 *
 * A pointer is "start of its region + off + var": a fixed distance and a set
 * of numbers.  Each pointer kind is one row of MBPF_REG_KINDS and one file
 * that knows its region.
 */
#ifndef MBPF_VERIFY_REG_H
#define MBPF_VERIFY_REG_H

#include <linux/types.h>
#include "verify/scalar.h"

struct mbpf_map;

/*
 * X(name, text, flags)
 *
 * M: the pointer may be moved by a known distance
 * V: ... and by a variable one
 * N: it may be 0
 */
#define MBPF_REG_KINDS(X)						\
	X(UNINIT, "uninitialised", 0)					\
	X(SCALAR, "scalar", 0)						\
	X(CTX, "ctx", MBPF_KIND_MOVES)					\
	X(STACK, "fp", MBPF_KIND_MOVES | MBPF_KIND_VARIES)		\
	X(PACKET, "pkt", MBPF_KIND_MOVES | MBPF_KIND_VARIES)		\
	X(PACKET_META, "pkt_meta", MBPF_KIND_MOVES | MBPF_KIND_VARIES)	\
	X(PACKET_END, "pkt_end", 0)					\
	X(MAP, "map_ptr", 0)						\
	X(MAP_VALUE, "map_value", MBPF_KIND_MOVES | MBPF_KIND_VARIES)	\
	X(MAP_VALUE_OR_NULL, "map_value_or_null", MBPF_KIND_MAYBE_NULL)

enum mbpf_kind_flags {
	MBPF_KIND_MOVES = 1, MBPF_KIND_VARIES = 2, MBPF_KIND_MAYBE_NULL = 4,
};

enum mbpf_reg_kind {
#define X(name, text, flags) MBPF_REG_##name,
	MBPF_REG_KINDS(X)
#undef X
	MBPF_NR_REG_KINDS,
};

/**
 * struct mbpf_reg - one register
 * @kind: enum mbpf_reg_kind
 * @frame: STACK: number of the frame it points into, the main one is 0
 * @range: PACKET, PACKET_META: bytes behind "start + var" that the program has
 *         compared with the packet's end; what may be touched is [0, range)
 *         counted from there
 * @id: registers with the same id (not 0) and kind share something:
 *      SCALAR: the value; PACKET*: @var; MAP_VALUE_OR_NULL: being null
 * @off: pointers: fixed distance from the region's start, in bytes
 * @map: MAP and the two map value kinds: which one
 * @var: SCALAR: the number; pointers: the variable distance, in bytes
 *
 * Compared for pruning in equal.c: a field added here must be added there.
 */
struct mbpf_reg {
	u8 kind;
	u8 frame;
	u16 range;
	u32 id;
	s32 off;
	struct mbpf_map *map;
	struct mbpf_scalar var;
};

static inline bool mbpf_reg_is_scalar(const struct mbpf_reg *reg)
{
	return reg->kind == MBPF_REG_SCALAR;
}

static inline bool mbpf_reg_is_pointer(const struct mbpf_reg *reg)
{
	return reg->kind > MBPF_REG_SCALAR;
}

static inline bool mbpf_reg_is_packet(const struct mbpf_reg *reg)
{
	return reg->kind == MBPF_REG_PACKET || reg->kind == MBPF_REG_PACKET_META;
}

/** mbpf_reg_is_zero() - the number 0? */
static inline bool mbpf_reg_is_zero(const struct mbpf_reg *reg)
{
	return mbpf_reg_is_scalar(reg) && mbpf_scalar_is_const(&reg->var) &&
	       !reg->var.bits.value;
}

/** mbpf_reg_has_var() - a pointer at a distance that is not one number? */
static inline bool mbpf_reg_has_var(const struct mbpf_reg *reg)
{
	return !mbpf_scalar_is_const(&reg->var) || reg->var.bits.value;
}

/** mbpf_kind_name() - as messages say it */
const char *mbpf_kind_name(u8 kind);
/** mbpf_kind_flags() - enum mbpf_kind_flags of a kind */
u8 mbpf_kind_flags(u8 kind);

void mbpf_reg_set_uninit(struct mbpf_reg *reg);
void mbpf_reg_set_scalar(struct mbpf_reg *reg, struct mbpf_scalar value);
void mbpf_reg_set_unknown(struct mbpf_reg *reg);
/** mbpf_reg_set_pointer() - to the start of a region of this kind */
void mbpf_reg_set_pointer(struct mbpf_reg *reg, u8 kind);

/** mbpf_reg_min_off(), mbpf_reg_max_off() - bounds of off + var, in bytes */
s64 mbpf_reg_min_off(const struct mbpf_reg *reg);
s64 mbpf_reg_max_off(const struct mbpf_reg *reg);

/** mbpf_reg_print() - compact text, as "pkt(off=14,r=34)"; snprintf() length */
int mbpf_reg_print(char *buf, size_t size, const struct mbpf_reg *reg);

#endif /* MBPF_VERIFY_REG_H */
