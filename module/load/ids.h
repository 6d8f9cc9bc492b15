/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Numbers for objects, one space for each kind.  Private to load/.
 *
 * An id is reserved while its object is made, when nobody can find it, and
 * published together with the file descriptor.  The last put removes it.
 */
#ifndef MBPF_LOAD_IDS_H
#define MBPF_LOAD_IDS_H

#include "load/live.h"

/**
 * mbpf_id_reserve() - take the next free number
 *
 * Numbers rise and start over at 1 behind the highest, so that a number which
 * somebody remembers does not soon mean another object.  May sleep.
 *
 * Return: 0, -ENOMEM, or -ENOSPC when all are in use.
 */
int mbpf_id_reserve(enum mbpf_kind kind, u32 *id);

/** mbpf_id_publish() - from now on @id finds @obj; cannot fail */
void mbpf_id_publish(enum mbpf_kind kind, u32 id, void *obj);

/**
 * mbpf_id_remove() - give a number back, published or not; 0 is none
 *
 * From anywhere but hard interrupts.
 */
void mbpf_id_remove(enum mbpf_kind kind, u32 id);

/** mbpf_id_find() - a counted reference, or ERR_PTR(-ENOENT) */
void *mbpf_id_find(enum mbpf_kind kind, u32 id);

/** mbpf_id_next() - the smallest published id above @start, or -ENOENT */
int mbpf_id_next(enum mbpf_kind kind, u32 start, u32 *next);

#endif /* MBPF_LOAD_IDS_H */
