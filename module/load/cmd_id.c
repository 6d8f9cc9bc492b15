// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_*_GET_NEXT_ID and BPF_*_GET_FD_BY_ID: finding what others have made.
 *
 * One function for all kinds; the table of commands says which is meant.
 */
#include <linux/err.h>
#include "load/door.h"
#include "load/ids.h"
#include "load/object.h"

int mbpf_cmd_next_id(struct mbpf_door *door)
{
	u32 start = door->attr.id.start_id;

	/* No id lies above. */
	if (start >= INT_MAX)
		return -EINVAL;
	return mbpf_id_next(door->kind, start, &door->attr.id.next_id);
}

int mbpf_cmd_fd_by_id(struct mbpf_door *door)
{
	int access = mbpf_copy_access(door->attr.id.open_flags);
	void *obj;
	int err;

	if (access < 0)
		return access;
	err = mbpf_fd_prepare(&door->new, door->kind, access);
	if (err)
		return err;
	obj = mbpf_id_find(door->kind, door->attr.id.start_id);
	if (IS_ERR(obj))
		return PTR_ERR(obj);
	mbpf_fd_bind(&door->new, obj, 0);
	return 0;
}
