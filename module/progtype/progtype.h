/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Program types: what a kind of program sees as its context, which helpers it
 * may call and what it may return.
 */
#ifndef MBPF_PROGTYPE_PROGTYPE_H
#define MBPF_PROGTYPE_PROGTYPE_H

#include <linux/types.h>

/** enum mbpf_ctx_kind - what reading a context field gives */
enum mbpf_ctx_kind {
	MBPF_CTX_SCALAR,	/* a number of the field's size */
	MBPF_CTX_DATA,		/* pointer to the packet's first byte */
	MBPF_CTX_DATA_END,	/* pointer behind its last byte */
	MBPF_CTX_DATA_META,	/* pointer to the metadata in front of it */
};

/**
 * struct mbpf_ctx_field - one field of the context
 * @name: for messages
 * @off: byte offset as the program sees it (struct xdp_md)
 * @size: bytes as the program sees it
 * @kind: enum mbpf_ctx_kind; pointers are read whole, numbers also in part
 * @run_off: byte offset in struct mbpf_ctx
 * @run_size: bytes there: 8 for pointers
 *
 * No field may be written by programs.
 */
struct mbpf_ctx_field {
	const char *name;
	u16 off;
	u8 size;
	u8 kind;
	u16 run_off;
	u8 run_size;
};

/**
 * struct mbpf_progtype - one program type
 * @type: enum bpf_prog_type
 * @name: as bpftool prints it
 * @fields: @nr_fields rows, ascending by offset
 * @ctx_size: bytes of the context as the program sees it
 * @has_packet: its context has packet pointers
 * @allowed_flags: prog_flags bits that are accepted
 * @has_helper: may it call this helper?
 */
struct mbpf_progtype {
	u32 type;
	const char *name;
	const struct mbpf_ctx_field *fields;
	u16 nr_fields;
	u16 ctx_size;
	bool has_packet;
	u32 allowed_flags;
	bool (*has_helper)(u32 id);
};

/** mbpf_progtype_find() - a type by number, NULL when mbpf has none */
const struct mbpf_progtype *mbpf_progtype_find(u32 type);

/**
 * mbpf_progtype_field() - the context field an access falls into
 * @off: bytes from the start of the context
 * @size: bytes of the access: 1, 2, 4 or 8
 *
 * Return: row number, or -EACCES when the access is outside every field,
 * crosses one's end, is misaligned, or takes only a part of a pointer.
 */
int mbpf_progtype_field(const struct mbpf_progtype *ptype, s64 off, u32 size);

/*
 * The list of program types: X(type, symbol).  A duplicate type does not
 * compile.
 */
#define MBPF_PROGTYPES(X)						\
	X(BPF_PROG_TYPE_SOCKET_FILTER, mbpf_progtype_socket_filter)	\
	X(BPF_PROG_TYPE_XDP, mbpf_progtype_xdp)

#define X(type, symbol) extern const struct mbpf_progtype symbol;
MBPF_PROGTYPES(X)
#undef X

#endif /* MBPF_PROGTYPE_PROGTYPE_H */
