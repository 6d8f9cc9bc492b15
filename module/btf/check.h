/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The check of a blob, between the files of this folder:
 *
 *   btf.c         header, sections, where each type starts
 *   kind.c        each type by itself: fields, names, numbers
 *   refs.c        do the types that are referred to exist, and fit?
 *   type_check.c  what types contain
 *
 * Each relies on the ones before: no type is looked into before its length is
 * known to be right, none is followed before all ids are in range.
 */
#ifndef MBPF_BTF_CHECK_H
#define MBPF_BTF_CHECK_H

#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <uapi/linux/btf.h>
#include "btf/btf.h"

/** enum mbpf_btf_limits - ids */
enum mbpf_btf_limits {
	MBPF_BTF_VOID = 0,
	MBPF_NR_BTF_KINDS = BTF_KIND_ENUM64 + 1,
};

/* The kind's own data behind its struct btf_type. */
static inline const void *mbpf_btf_extra(const struct btf_type *t)
{
	return t + 1;
}

static inline u32 mbpf_btf_kind(const struct btf_type *t)
{
	return BTF_INFO_KIND(t->info);
}

static inline u32 mbpf_btf_vlen(const struct btf_type *t)
{
	return BTF_INFO_VLEN(t->info);
}

static inline bool mbpf_btf_kflag(const struct btf_type *t)
{
	return BTF_INFO_KFLAG(t->info);
}

/** mbpf_btf_is_modifier() - const, volatile, restrict, typedef, type tag? */
bool mbpf_btf_is_modifier(const struct btf_type *t);

/** mbpf_btf_pause() - in a loop over types: -EINTR when a fatal signal came */
static inline int mbpf_btf_pause(u32 id)
{
	if (id % 4096)
		return 0;
	cond_resched();
	return fatal_signal_pending(current) ? -EINTR : 0;
}

/**
 * struct mbpf_btf_place - a type that is being checked
 * @btf: the blob
 * @log: for faults, may be NULL
 * @id: number of the type
 * @t: the type
 */
struct mbpf_btf_place {
	const struct mbpf_btf *btf;
	struct mbpf_log *log;
	u32 id;
	const struct btf_type *t;
};

/** mbpf_btf_go_to() - look at another type */
static inline void mbpf_btf_go_to(struct mbpf_btf_place *p, u32 id)
{
	p->id = id;
	p->t = mbpf_btf_type(p->btf, id);
}

/** mbpf_btf_fault() - say what is wrong with a type; returns -EINVAL */
__printf(2, 3)
int mbpf_btf_fault(const struct mbpf_btf_place *p, const char *fmt, ...);

/**
 * mbpf_btf_kind_length() - bytes of a type, struct btf_type included
 *
 * Return: bytes; -EINVAL for an unknown kind or reserved bits.
 */
s64 mbpf_btf_kind_length(const struct btf_type *t);

/** mbpf_btf_kind_name() - as messages say it */
const char *mbpf_btf_kind_name(u32 kind);

/** mbpf_btf_check_kinds() - every type by itself; 0, -EINVAL, -EINTR */
int mbpf_btf_check_kinds(const struct mbpf_btf *btf, struct mbpf_log *log);

/** mbpf_btf_check_refs() - every reference; 0, -EINVAL, -EINTR */
int mbpf_btf_check_refs(const struct mbpf_btf *btf, struct mbpf_log *log);

/** mbpf_btf_check_types() - what types contain; 0, -EINVAL, -ENOMEM, -EINTR */
int mbpf_btf_check_types(const struct mbpf_btf *btf, struct mbpf_log *log);

#endif /* MBPF_BTF_CHECK_H */
