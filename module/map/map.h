/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Maps: key to value, shared by programs and user space.
 *
 * One file per type behind struct mbpf_map_ops; the list at the end makes the
 * table.  The verifier and the load room know a map by its ops and figures
 * alone.
 *
 * Life: mbpf_map_create() -> published by load/ (id, fd) -> last
 * mbpf_map_put() -> grace period -> ops->free().
 *
 * A value that lookup() returned stays readable and writable memory of this
 * map until the end of the RCU read section; its content may be replaced when
 * the element is deleted and its slot reused meanwhile.
 */
#ifndef MBPF_MAP_MAP_H
#define MBPF_MAP_MAP_H

#include <linux/types.h>
#include <linux/refcount.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include "core/limits.h"
#include "mbpf.h"

struct mbpf_map;
struct mbpf_btf;

/* Who may read and write, which every type allows to say. */
#define MBPF_MAP_ACCESS_FLAGS \
	(BPF_F_RDONLY | BPF_F_WRONLY | BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG)

/**
 * struct mbpf_map_def - what a map shall be, as MAP_CREATE says it
 * @flags: BPF_F_* bits
 */
struct mbpf_map_def {
	u32 type;
	u32 key_size;
	u32 value_size;
	u32 max_entries;
	u32 flags;
	u32 numa_node;
	u64 map_extra;
	char name[MBPF_NAME_LEN];
};

/**
 * struct mbpf_map_ops - one map type
 * @type: enum bpf_map_type
 * @name: as bpftool prints it
 * @allowed_flags: BPF_F_* bits that MAP_CREATE accepts for it
 * @percpu: values exist once for each possible CPU
 * @check: further conditions on a definition, before anything is allocated;
 *         negative errno.  May be NULL.
 * @alloc: the map, its @ops and figures not yet filled in; ERR_PTR.  Sleeps.
 * @free: nobody can see the map any more.  Sleeps.
 * @lookup: address of the value of @key (for a per-CPU map this CPU's), or
 *          NULL.  From programs: RCU read side, BH off, does not sleep.
 * @update: @flags is BPF_ANY, BPF_NOEXIST or BPF_EXIST; negative errno
 *          (EINVAL, EEXIST, ENOENT, E2BIG, ENOMEM, EBUSY).  RCU read side, BH
 *          off, does not sleep.  For a per-CPU map: this CPU's value, all
 *          others zeroed when the element is new.
 * @delete: negative errno (ENOENT; EINVAL where nothing can be deleted;
 *          EBUSY).  RCU read side, BH on or off, does not sleep.
 * @next_key: the key behind @key (the first, when @key is NULL or gone) into
 *            @next; -ENOENT behind the last, and -EBUSY as for @delete.
 *            Process context, RCU read side.
 * @read: copy the value of @key to @value, for user space: mbpf_map_user_size()
 *        bytes.  Process context, RCU read side.  -ENOENT.
 * @write: update from user space's @value of mbpf_map_user_size() bytes; NULL
 *         where update does, with BH on as well as off.  Process context, RCU
 *         read side, BH on.
 * @direct: address of byte @off of the one value, for LD_MAP_VALUE; ERR_PTR
 *          -EINVAL outside it.  NULL where a type has no fixed value.
 * @mmap_area: vmalloc_user() memory that user space may map and its length in
 *             bytes, whole pages; NULL where a type cannot be mapped, and
 *             returns NULL where this one map cannot
 * @mem_usage: bytes of memory the map holds
 */
struct mbpf_map_ops {
	u32 type;
	const char *name;
	u32 allowed_flags;
	bool percpu;
	int (*check)(const struct mbpf_map_def *def);
	struct mbpf_map *(*alloc)(const struct mbpf_map_def *def);
	void (*free)(struct mbpf_map *map);
	void *(*lookup)(struct mbpf_map *map, const void *key);
	int (*update)(struct mbpf_map *map, const void *key, const void *value, u64 flags);
	int (*delete)(struct mbpf_map *map, const void *key);
	int (*next_key)(struct mbpf_map *map, const void *key, void *next);
	int (*read)(struct mbpf_map *map, const void *key, void *value);
	int (*write)(struct mbpf_map *map, const void *key, const void *value, u64 flags);
	void *(*direct)(struct mbpf_map *map, u32 off);
	void *(*mmap_area)(struct mbpf_map *map, size_t *size);
	u64 (*mem_usage)(const struct mbpf_map *map);
};

/**
 * struct mbpf_map - the part that all maps share; first in each type's struct
 *
 * Lock letters: (I) set once before publishing, (A) atomic, (M) @lock.
 *
 * @ops: (I)
 * @def: (I) as created; sizes in bytes
 * @btf: (I) type information or NULL, counted by load/
 * @btf_key_id: (I) type id of the key in @btf, 0 for none
 * @btf_value_id: (I) type id of the value, 0 for none
 * @ref: (A) fds, programs, calls in progress
 * @id: (I) number among maps
 * @lock: guards @frozen against @writers
 * @frozen: (M) user space may not write any more; read with READ_ONCE
 * @writers: (M) writable mmaps; a map with some cannot be frozen
 */
struct mbpf_map {
	const struct mbpf_map_ops *ops;
	struct mbpf_map_def def;
	struct mbpf_btf *btf;
	u32 btf_key_id;
	u32 btf_value_id;
	refcount_t ref;
	u32 id;
	struct mutex lock;	/* of @frozen and @writers */
	bool frozen;
	u32 writers;
	struct rcu_head rcu;
};

/**
 * mbpf_map_create() - check a definition and make the map
 *
 * Return: a map with one reference and no id, or an ERR_PTR: -EINVAL (unknown
 * type, flag, zero or contradictory size), -E2BIG (over a limit), -ENOMEM,
 * -EINTR (a fatal signal came while it was made).  May sleep.
 */
struct mbpf_map *mbpf_map_create(const struct mbpf_map_def *def);

/** mbpf_map_destroy() - free at once a map nobody else can see; may sleep */
void mbpf_map_destroy(struct mbpf_map *map);

/** mbpf_map_user_size() - bytes of one value as user space sees it */
u32 mbpf_map_user_size(const struct mbpf_map *map);

/**
 * mbpf_map_update_flags_ok() - is @flags one of BPF_ANY, NOEXIST, EXIST?
 */
static inline bool mbpf_map_update_flags_ok(u64 flags)
{
	return flags <= BPF_EXIST;
}

/**
 * mbpf_map_is_constant() - can its content never change any more?
 *
 * Then the verifier may read values at load: read-only for programs, frozen
 * for user space, no writable mapping.
 */
bool mbpf_map_is_constant(const struct mbpf_map *map);

/** mbpf_map_ops_find() - ops of a type, NULL when there are none */
const struct mbpf_map_ops *mbpf_map_ops_find(u32 type);

/*
 * The list of map types: X(type, ops).  A missing file does not link, a
 * duplicate type does not compile.
 */
#define MBPF_MAP_TYPES(X)					\
	X(BPF_MAP_TYPE_HASH, mbpf_hash_ops)			\
	X(BPF_MAP_TYPE_ARRAY, mbpf_array_ops)			\
	X(BPF_MAP_TYPE_PERCPU_HASH, mbpf_percpu_hash_ops)	\
	X(BPF_MAP_TYPE_PERCPU_ARRAY, mbpf_percpu_array_ops)

#define X(type, ops) extern const struct mbpf_map_ops ops;
MBPF_MAP_TYPES(X)
#undef X

#endif /* MBPF_MAP_MAP_H */
