// SPDX-License-Identifier: GPL-2.0
/*
 * Checks and copies that several commands need for their attributes.
 *
 * Each takes user memory once and gives back kernel memory that is checked.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "load/door.h"

/* Records of a length that is not in between are a mistake, not a version. */
enum { MAX_RECORD_SIZE = 252 };

int mbpf_copy_name(char *to, const char *from)
{
	size_t len = strnlen(from, MBPF_NAME_LEN);
	size_t i;

	if (len == MBPF_NAME_LEN)
		return -EINVAL;
	for (i = 0; i < len; i++) {
		if (!isascii(from[i]) ||
		    (!isalnum(from[i]) && from[i] != '_' && from[i] != '.'))
			return -EINVAL;
	}
	memset(to, 0, MBPF_NAME_LEN);
	memcpy(to, from, len);
	return 0;
}

int mbpf_copy_access(u32 flags)
{
	switch (flags) {
	case 0:
		return O_RDWR;
	case BPF_F_RDONLY:
		return O_RDONLY;
	case BPF_F_WRONLY:
		return O_WRONLY;
	default:
		return -EINVAL;
	}
}

/* One by one, since each may carry a tail that we do not know. */
static int copy_each(u8 *to, u8 __user *from, u32 cnt, u32 user_size, u32 size)
{
	u32 i;
	int err;

	for (i = 0; i < cnt; i++, to += size, from += user_size) {
		err = copy_struct_from_user(to, size, from, user_size);
		if (err)
			return err;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
	return 0;
}

void *mbpf_copy_records(u64 user, u32 cnt, u32 user_size, u32 size)
{
	void *records;
	int err;

	if (!cnt)
		return NULL;
	if (user_size < size || user_size > MAX_RECORD_SIZE || user_size % sizeof(u32))
		return ERR_PTR(-EINVAL);
	records = kvmalloc_array(cnt, size, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!records)
		return ERR_PTR(-ENOMEM);
	err = copy_each(records, u64_to_user_ptr(user), cnt, user_size, size);
	if (!err)
		return records;
	kvfree(records);
	return ERR_PTR(err);
}
