// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_BTF_LOAD: type information as an object of its own.
 *
 * The blob is copied whole and then checked in btf/; what passes is kept as it
 * was, and given back by BPF_OBJ_GET_INFO_BY_FD.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "btf/btf.h"
#include "core/limits.h"
#include "load/door.h"
#include "load/ids.h"
#include "load/object.h"
#include "load/user_log.h"

static u8 *copy_blob(const union mbpf_attr *attr)
{
	u32 size = attr->btf_load.btf_size;
	u8 *data;

	if (!size)
		return ERR_PTR(-EINVAL);
	if (size > MBPF_MAX_BTF_SIZE)
		return ERR_PTR(-E2BIG);
	data = kvmalloc(size, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!data)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(data, u64_to_user_ptr(attr->btf_load.btf), size)) {
		kvfree(data);
		return ERR_PTR(-EFAULT);
	}
	return data;
}

static struct mbpf_btf *make_btf(const union mbpf_attr *attr, struct mbpf_log *log)
{
	u8 *data = copy_blob(attr);
	struct mbpf_btf *btf;

	if (IS_ERR(data))
		return ERR_CAST(data);
	btf = mbpf_btf_parse(data, attr->btf_load.btf_size, log);
	if (IS_ERR(btf))
		kvfree(data);
	else
		mbpf_live_add(MBPF_KIND_BTF);
	return btf;
}

static int load_btf(struct mbpf_door *door, struct mbpf_log *log)
{
	struct mbpf_btf *btf;
	int err = mbpf_fd_prepare(&door->new, MBPF_KIND_BTF, O_RDONLY);

	if (err)
		return err;
	btf = make_btf(&door->attr, log);
	if (IS_ERR(btf))
		return PTR_ERR(btf);
	err = mbpf_id_reserve(MBPF_KIND_BTF, &btf->id);
	if (err) {
		mbpf_btf_put(btf);
		return err;
	}
	mbpf_fd_bind(&door->new, btf, btf->id);
	return 0;
}

int mbpf_cmd_btf_load(struct mbpf_door *door)
{
	union mbpf_attr *attr = &door->attr;
	struct mbpf_user_log *ulog;

	ulog = mbpf_user_log_open(attr->btf_load.btf_log_level, attr->btf_load.btf_log_buf,
				  attr->btf_load.btf_log_size);
	if (IS_ERR(ulog))
		return PTR_ERR(ulog);
	return mbpf_user_log_close(ulog, load_btf(door, &ulog->log),
				   &attr->btf_load.btf_log_true_size);
}
