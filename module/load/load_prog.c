// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_PROG_LOAD: the stages from the user's bytes to a program that can run.
 *
 *	check		what the attributes say about themselves
 *	copy in		license, instructions, BTF records
 *	shape		is each slot an instruction that we know?
 *	resolve		map descriptors become maps
 *	records		do function and line info fit the program?
 *	verify		is it safe?  Leaves facts
 *	rewrite		the runnable form, made from the facts
 *	publish		id and descriptor
 *
 * Nobody can see the program before the last stage, so there is one undo for
 * all of them: discard it.  The log is open around everything; whoever fails
 * has said why there, from the shape on.
 */
#include <linux/btf.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/license.h>
#include <linux/mm.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include "btf/btf.h"
#include "core/prog.h"
#include "load/door.h"
#include "load/ids.h"
#include "load/object.h"
#include "load/user_log.h"
#include "progtype/progtype.h"
#include "rewrite/rewrite.h"
#include "verify/verify.h"

/* The longest license that bpf(2) looks at, with its final 0. */
enum { MAX_LICENSE = 128 };

/* What mbpf does not have: offload, attaching to functions, CO-RE in here. */
static bool asks_for_the_unknown(const union mbpf_attr *attr)
{
	return attr->prog_load.prog_ifindex || attr->prog_load.attach_btf_id ||
	       attr->prog_load.attach_prog_fd || attr->prog_load.core_relo_cnt ||
	       attr->prog_load.fd_array || attr->prog_load.core_relos ||
	       attr->prog_load.core_relo_rec_size;
}

static const struct mbpf_progtype *check_type(const union mbpf_attr *attr)
{
	const struct mbpf_progtype *ptype = mbpf_progtype_find(attr->prog_load.prog_type);
	u32 attach = attr->prog_load.expected_attach_type;

	if (!ptype)
		return NULL;
	if (attr->prog_load.prog_flags & ~ptype->allowed_flags)
		return NULL;
	/* A program that sees packets may say that it expects to be XDP's. */
	if (attach && !(ptype->has_packet && attach == BPF_XDP))
		return NULL;
	return ptype;
}

static int copy_license(struct mbpf_prog *prog, u64 user)
{
	char license[MAX_LICENSE];

	if (strncpy_from_user(license, u64_to_user_ptr(user), sizeof(license)) < 0)
		return -EFAULT;
	license[sizeof(license) - 1] = 0;
	prog->gpl = license_is_gpl_compatible(license);
	return 0;
}

static int copy_insns(struct mbpf_prog *prog, u64 user)
{
	size_t size = (size_t)prog->len * sizeof(*prog->insns);

	return copy_from_user(prog->insns, u64_to_user_ptr(user), size) ? -EFAULT : 0;
}

static int copy_func_info(struct mbpf_prog *prog, const union mbpf_attr *attr)
{
	u32 cnt = attr->prog_load.func_info_cnt;
	struct bpf_func_info *info;

	if (cnt > MBPF_MAX_SUBPROGS)
		return -E2BIG;
	info = mbpf_copy_records(attr->prog_load.func_info, cnt,
				 attr->prog_load.func_info_rec_size, sizeof(*info));
	if (IS_ERR(info))
		return PTR_ERR(info);
	prog->func_info = info;
	prog->nr_func_info = cnt;
	return 0;
}

static int copy_line_info(struct mbpf_prog *prog, const union mbpf_attr *attr)
{
	u32 cnt = attr->prog_load.line_info_cnt;
	struct bpf_line_info *info;

	/* At most one for each slot. */
	if (cnt > prog->len)
		return -EINVAL;
	info = mbpf_copy_records(attr->prog_load.line_info, cnt,
				 attr->prog_load.line_info_rec_size, sizeof(*info));
	if (IS_ERR(info))
		return PTR_ERR(info);
	prog->line_info = info;
	prog->nr_line_info = cnt;
	return 0;
}

static int copy_records(struct mbpf_prog *prog, const union mbpf_attr *attr)
{
	struct mbpf_btf *btf;
	int err;

	if (!attr->prog_load.prog_btf_fd && !attr->prog_load.func_info_cnt &&
	    !attr->prog_load.line_info_cnt)
		return 0;
	btf = mbpf_btf_from_fd(attr->prog_load.prog_btf_fd);
	if (IS_ERR(btf))
		return PTR_ERR(btf);
	prog->btf = btf;
	err = copy_func_info(prog, attr);
	return err ?: copy_line_info(prog, attr);
}

static int copy_prog(struct mbpf_prog *prog, const union mbpf_attr *attr)
{
	int err;

	prog->type = attr->prog_load.prog_type;
	prog->attach_type = attr->prog_load.expected_attach_type;
	prog->flags = attr->prog_load.prog_flags;
	prog->uid = from_kuid(&init_user_ns, current_uid());
	err = mbpf_copy_name(prog->name, attr->prog_load.prog_name);
	if (!err)
		err = copy_license(prog, attr->prog_load.license);
	if (!err)
		err = copy_insns(prog, attr->prog_load.insns);
	if (!err)
		err = copy_records(prog, attr);
	return err;
}

static struct mbpf_map *find_map(int fd)
{
	return mbpf_map_from_fd(fd, 0);
}

static int check_records(const struct mbpf_prog *prog, struct mbpf_log *log)
{
	int err = 0;

	if (prog->nr_func_info)
		err = mbpf_btf_check_func_info(prog->btf, prog->func_info, prog->nr_func_info,
					       prog->len, log);
	if (!err && prog->nr_line_info)
		err = mbpf_btf_check_line_info(prog->btf, prog->line_info, prog->nr_line_info,
					       prog->len, log);
	return err;
}

/* Names of functions are looked up by number: the records must be those. */
static int check_func_starts(const struct mbpf_prog *prog, struct mbpf_log *log)
{
	u32 i;

	if (!prog->nr_func_info)
		return 0;
	if (prog->nr_func_info != prog->nr_subprogs) {
		mbpf_log_printf(log, "func_info has %u records, the program %u functions\n",
				prog->nr_func_info, prog->nr_subprogs);
		return -EINVAL;
	}
	for (i = 0; i < prog->nr_subprogs; i++) {
		if (prog->func_info[i].insn_off == prog->subprogs[i].start)
			continue;
		mbpf_log_printf(log, "func_info[%u] is at instruction %u, function %u at %u\n",
				i, prog->func_info[i].insn_off, i, prog->subprogs[i].start);
		return -EINVAL;
	}
	return 0;
}

static u32 verify_flags(const struct mbpf_prog *prog)
{
	return prog->flags & BPF_F_STRICT_ALIGNMENT ? MBPF_VERIFY_STRICT_ALIGN : 0;
}

/* From copied to runnable. */
static int prepare(struct mbpf_prog *prog, struct mbpf_log *log)
{
	int err;

	err = mbpf_verify_shape(prog, log);
	if (err)
		return err;
	err = mbpf_verify_resolve(prog, find_map, mbpf_map_put, log);
	if (err)
		return err;
	err = check_records(prog, log);
	if (err)
		return err;
	err = mbpf_verify(prog, verify_flags(prog), log);
	if (err)
		return err;
	err = check_func_starts(prog, log);
	if (err)
		return err;
	err = mbpf_rewrite(prog);
	if (err)
		return err;
	mbpf_prog_drop_aux(prog);
	mbpf_prog_tag(prog);
	return 0;
}

static int publish(struct mbpf_door *door, struct mbpf_prog *prog)
{
	int err = mbpf_fd_prepare(&door->new, MBPF_KIND_PROG, O_RDWR);

	if (!err)
		err = mbpf_id_reserve(MBPF_KIND_PROG, &prog->id);
	if (err)
		return err;
	prog->load_time = ktime_get_boottime_ns();
	mbpf_fd_bind(&door->new, prog, prog->id);
	return 0;
}

static int load_prog(struct mbpf_door *door, struct mbpf_log *log)
{
	const union mbpf_attr *attr = &door->attr;
	const struct mbpf_progtype *ptype;
	struct mbpf_prog *prog;
	int err;

	ptype = check_type(attr);
	if (!ptype || asks_for_the_unknown(attr))
		return -EINVAL;
	prog = mbpf_prog_alloc(attr->prog_load.insn_cnt);
	if (IS_ERR(prog))
		return PTR_ERR(prog);
	mbpf_live_add(MBPF_KIND_PROG);
	prog->ptype = ptype;
	err = copy_prog(prog, attr);
	if (!err)
		err = prepare(prog, log);
	if (!err)
		err = publish(door, prog);
	if (err)
		mbpf_prog_discard(prog);
	return err;
}

int mbpf_cmd_prog_load(struct mbpf_door *door)
{
	union mbpf_attr *attr = &door->attr;
	struct mbpf_user_log *ulog;

	ulog = mbpf_user_log_open(attr->prog_load.log_level, attr->prog_load.log_buf,
				  attr->prog_load.log_size);
	if (IS_ERR(ulog))
		return PTR_ERR(ulog);
	return mbpf_user_log_close(ulog, load_prog(door, &ulog->log),
				   &attr->prog_load.log_true_size);
}
