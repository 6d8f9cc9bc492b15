// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/PID/fdinfo of our files: the keys that bpftool reads there.
 *
 * Whoever can read the file could also have asked with the descriptor.
 */
#include <linux/seq_file.h>
#include "attach/attach.h"
#include "btf/btf.h"
#include "core/prog.h"
#include "load/fd.h"
#include "map/map.h"

void mbpf_map_show_fdinfo(struct seq_file *m, struct file *file)
{
	const struct mbpf_map *map = file->private_data;

	seq_printf(m, "map_type:\t%u\n", map->def.type);
	seq_printf(m, "key_size:\t%u\n", map->def.key_size);
	seq_printf(m, "value_size:\t%u\n", map->def.value_size);
	seq_printf(m, "max_entries:\t%u\n", map->def.max_entries);
	seq_printf(m, "map_flags:\t%#x\n", map->def.flags);
	seq_printf(m, "map_extra:\t%#llx\n", map->def.map_extra);
	seq_printf(m, "memlock:\t%llu\n", map->ops->mem_usage(map));
	seq_printf(m, "map_id:\t%u\n", map->id);
	seq_printf(m, "frozen:\t%u\n", READ_ONCE(map->frozen));
}

/* The program as loaded and as it is run; its records are few beside them. */
static u64 prog_memory(const struct mbpf_prog *prog)
{
	return sizeof(*prog) +
	       (u64)prog->len * (sizeof(*prog->insns) + sizeof(*prog->code));
}

void mbpf_prog_show_fdinfo(struct seq_file *m, struct file *file)
{
	const struct mbpf_prog *prog = file->private_data;

	seq_printf(m, "prog_type:\t%u\n", prog->type);
	seq_puts(m, "prog_jited:\t0\n");
	seq_printf(m, "prog_tag:\t%*phN\n", MBPF_TAG_SIZE, prog->tag);
	seq_printf(m, "memlock:\t%llu\n", prog_memory(prog));
	seq_printf(m, "prog_id:\t%u\n", prog->id);
	seq_puts(m, "run_time_ns:\t0\n");
	seq_puts(m, "run_cnt:\t0\n");
	seq_puts(m, "recursion_misses:\t0\n");
	seq_printf(m, "verified_insns:\t%u\n", prog->figures.processed);
}

void mbpf_btf_show_fdinfo(struct seq_file *m, struct file *file)
{
	const struct mbpf_btf *btf = file->private_data;

	seq_printf(m, "btf_id:\t%u\n", btf->id);
}

void mbpf_link_file_show_fdinfo(struct seq_file *m, struct file *file)
{
	mbpf_link_show_fdinfo(file->private_data, m);
}
