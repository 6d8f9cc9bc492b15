// SPDX-License-Identifier: GPL-2.0
/*
 * What a program says about itself, with its arrays.
 *
 * An array is asked for by its address and count, or its bytes.  The count
 * comes back as how many there are; as many as fit are written, and none where
 * count or address was 0.  So a caller asks twice: first for the counts, then,
 * with room for them, for the content.
 *
 * A program has no native code: all jited fields are 0.
 */
#include <linux/mm.h>
#include <linux/uaccess.h>
#include "btf/btf.h"
#include "core/prog.h"
#include "load/info.h"
#include "map/map.h"

/* A caller that knows another record than ours would misread the array. */
static bool record_fits(u32 cnt, u32 rec_size, u32 size)
{
	return rec_size == size || (!cnt && !rec_size);
}

static int check_records(const struct mbpf_prog_info *wanted)
{
	if (record_fits(wanted->nr_func_info, wanted->func_info_rec_size,
			sizeof(struct bpf_func_info)) &&
	    record_fits(wanted->nr_line_info, wanted->line_info_rec_size,
			sizeof(struct bpf_line_info)) &&
	    record_fits(wanted->nr_jited_line_info, wanted->jited_line_info_rec_size,
			sizeof(u64)))
		return 0;
	return -EINVAL;
}

/* Copy the first @wanted of @cnt records, where an address was given. */
static int copy_array(u64 user, u32 wanted, const void *from, u32 cnt, size_t size)
{
	size_t len = min(wanted, cnt) * size;

	if (!user)
		return 0;
	return copy_to_user(u64_to_user_ptr(user), from, len) ? -EFAULT : 0;
}

static int copy_map_ids(const struct mbpf_prog *prog, u64 user, u32 wanted)
{
	u32 ids[MBPF_MAX_USED_MAPS];
	u32 i;

	for (i = 0; i < prog->nr_maps; i++)
		ids[i] = prog->maps[i]->id;
	return copy_array(user, wanted, ids, prog->nr_maps, sizeof(*ids));
}

static int copy_arrays(const struct mbpf_prog *prog, const struct mbpf_prog_info *wanted)
{
	int err;

	err = copy_array(wanted->xlated_prog_insns, wanted->xlated_prog_len, prog->insns,
			 prog->len * sizeof(*prog->insns), 1);
	if (!err)
		err = copy_map_ids(prog, wanted->map_ids, wanted->nr_map_ids);
	if (!err)
		err = copy_array(wanted->func_info, wanted->nr_func_info, prog->func_info,
				 prog->nr_func_info, sizeof(*prog->func_info));
	if (!err)
		err = copy_array(wanted->line_info, wanted->nr_line_info, prog->line_info,
				 prog->nr_line_info, sizeof(*prog->line_info));
	if (!err)
		err = copy_array(wanted->prog_tags, wanted->nr_prog_tags, prog->tag, 1,
				 sizeof(prog->tag));
	return err;
}

int mbpf_prog_info_fill(const void *obj, u64 user, u32 *len)
{
	const struct mbpf_prog *prog = obj;
	struct mbpf_prog_info wanted, info;
	int err = mbpf_info_in(&wanted, sizeof(wanted), user, len);

	if (!err)
		err = check_records(&wanted);
	if (!err)
		err = copy_arrays(prog, &wanted);
	if (err)
		return err;

	info = (struct mbpf_prog_info){
		.type = prog->type,
		.id = prog->id,
		.xlated_prog_len = prog->len * sizeof(*prog->insns),
		.xlated_prog_insns = wanted.xlated_prog_insns,
		.load_time = prog->load_time,
		.created_by_uid = prog->uid,
		.nr_map_ids = prog->nr_maps,
		.map_ids = wanted.map_ids,
		.gpl_compatible = prog->gpl,
		.btf_id = prog->btf ? prog->btf->id : 0,
		.func_info_rec_size = sizeof(*prog->func_info),
		.func_info = wanted.func_info,
		.nr_func_info = prog->nr_func_info,
		.nr_line_info = prog->nr_line_info,
		.line_info = wanted.line_info,
		.line_info_rec_size = sizeof(*prog->line_info),
		.jited_line_info_rec_size = sizeof(u64),
		.nr_prog_tags = 1,
		.prog_tags = wanted.prog_tags,
		.verified_insns = prog->figures.processed,
	};
	memcpy(info.tag, prog->tag, sizeof(info.tag));
	memcpy(info.name, prog->name, sizeof(info.name));
	return mbpf_info_out(user, &info, *len);
}
