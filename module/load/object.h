/* SPDX-License-Identifier: GPL-2.0 */
/*
 * References to objects, and their death.  Private to load/.
 *
 * References are held by files, by programs (on maps and BTF), by maps (on
 * BTF), by links (on programs) and by calls in progress.  The last put takes
 * the object's id out of its table and hands the object to a worker, which
 * waits for a grace period and frees it.
 *
 *	publish: id + fd ... last put -> id gone -> grace period -> freed
 */
#ifndef MBPF_LOAD_OBJECT_H
#define MBPF_LOAD_OBJECT_H

#include "load/live.h"

struct mbpf_map;
struct mbpf_prog;
struct mbpf_btf;

/*
 * Puts of maps, programs and BTF: from anywhere but hard interrupts, never
 * sleep.  Links are put by attach/attach.h, which may sleep.
 */
void mbpf_map_put(struct mbpf_map *map);
void mbpf_prog_put(struct mbpf_prog *prog);
void mbpf_btf_put(struct mbpf_btf *btf);

/** mbpf_prog_discard() - free at once a program that was never published */
void mbpf_prog_discard(struct mbpf_prog *prog);

/** mbpf_object_get_unless_zero() - false when it is dying */
bool mbpf_object_get_unless_zero(enum mbpf_kind kind, void *obj);
/** mbpf_object_put() - the kind's put; sleeps for links */
void mbpf_object_put(enum mbpf_kind kind, void *obj);

/** mbpf_object_init() - register with those who hold references from below */
void mbpf_object_init(void);
/** mbpf_object_drain() - wait until all that was put has been freed */
void mbpf_object_drain(void);

#endif /* MBPF_LOAD_OBJECT_H */
