// SPDX-License-Identifier: GPL-2.0
/*
 * The id tables: from a number to its object.
 *
 * One XArray for each kind.  A reserved entry holds a place but no pointer:
 * lookups and iterations do not see it, and storing the pointer later needs no
 * memory.  An entry does not count as a reference: the last put of an object
 * takes it out before the object is freed, and a lookup takes its reference
 * under the table's lock, so it meets either a live object or none.
 */
#include <linux/err.h>
#include <linux/xarray.h>
#include "load/ids.h"
#include "load/object.h"

/* Programs are given back by softirqs, too: the locks keep those out. */
#define ID_TABLE(name) XARRAY_INIT(name, XA_FLAGS_ALLOC1 | XA_FLAGS_LOCK_BH)

static struct xarray tables[MBPF_NR_KINDS] = {
#define X(upper, lower) [MBPF_KIND_##upper] = ID_TABLE(tables[MBPF_KIND_##upper]),
	MBPF_KINDS(X)
#undef X
};

static u32 next_ids[MBPF_NR_KINDS];

int mbpf_id_reserve(enum mbpf_kind kind, u32 *id)
{
	int err = xa_alloc_cyclic_bh(&tables[kind], id, NULL, XA_LIMIT(1, INT_MAX),
				     &next_ids[kind], GFP_KERNEL);

	if (err == -EBUSY)
		return -ENOSPC;
	/* 1 says that the numbers have started over. */
	return err < 0 ? err : 0;
}

void mbpf_id_publish(enum mbpf_kind kind, u32 id, void *obj)
{
	xa_store_bh(&tables[kind], id, obj, 0);
}

void mbpf_id_remove(enum mbpf_kind kind, u32 id)
{
	if (id)
		xa_erase_bh(&tables[kind], id);
}

void *mbpf_id_find(enum mbpf_kind kind, u32 id)
{
	void *obj;

	xa_lock_bh(&tables[kind]);
	obj = xa_load(&tables[kind], id);
	if (!obj || !mbpf_object_get_unless_zero(kind, obj))
		obj = ERR_PTR(-ENOENT);
	xa_unlock_bh(&tables[kind]);
	return obj;
}

int mbpf_id_next(enum mbpf_kind kind, u32 start, u32 *next)
{
	unsigned long index = start;

	if (!xa_find_after(&tables[kind], &index, INT_MAX, XA_PRESENT))
		return -ENOENT;
	*next = index;
	return 0;
}
