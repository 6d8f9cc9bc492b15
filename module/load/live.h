/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How many objects of each kind are alive.  Private to load/.
 *
 * The kinds of objects stand here because everything in load/ that exists once
 * for each kind (id tables, files, counters) is driven by this list.
 */
#ifndef MBPF_LOAD_LIVE_H
#define MBPF_LOAD_LIVE_H

#include <linux/types.h>

/* The kinds of objects: X(name in capitals, name) */
#define MBPF_KINDS(X)		\
	X(MAP, map)		\
	X(PROG, prog)		\
	X(BTF, btf)		\
	X(LINK, link)

enum mbpf_kind {
#define X(upper, lower) MBPF_KIND_##upper,
	MBPF_KINDS(X)
#undef X
	MBPF_NR_KINDS,
};

/** mbpf_live_add() - an object of this kind was made */
void mbpf_live_add(enum mbpf_kind kind);
/** mbpf_live_sub() - one was freed */
void mbpf_live_sub(enum mbpf_kind kind);
/** mbpf_live_total() - objects of all kinds, at some moment during the call */
u32 mbpf_live_total(void);

/** mbpf_live_init() - debugfs mbpf/live, where there is debugfs */
void mbpf_live_init(void);
void mbpf_live_exit(void);

#endif /* MBPF_LOAD_LIVE_H */
