// SPDX-License-Identifier: GPL-2.0
/*
 * Links through the door: BPF_LINK_CREATE, BPF_LINK_DETACH, and the ioctls
 * that bpf(2) does not have, MBPF_IOC_LINK_STATS and MBPF_IOC_LINK_KEEP.
 *
 * What attaching means is decided in attach/.  A link acts as soon as it is
 * made, so everything that may fail comes before: the descriptor and the id.
 */
#include <linux/err.h>
#include "attach/attach.h"
#include "core/prog.h"
#include "load/door.h"
#include "load/ids.h"
#include "load/object.h"

/* Takes over the reference to @prog. */
static int create_link(struct mbpf_door *door, struct mbpf_prog *prog)
{
	struct mbpf_link *link;
	u32 id = 0;
	int err = mbpf_fd_prepare(&door->new, MBPF_KIND_LINK, O_RDWR);

	if (!err)
		err = mbpf_id_reserve(MBPF_KIND_LINK, &id);
	if (err)
		goto put_prog;
	link = mbpf_link_create(prog, &door->attr);
	if (IS_ERR(link)) {
		err = PTR_ERR(link);
		goto remove_id;
	}
	mbpf_live_add(MBPF_KIND_LINK);
	mbpf_link_set_id(link, id);
	mbpf_fd_bind(&door->new, link, id);
	return 0;

remove_id:
	mbpf_id_remove(MBPF_KIND_LINK, id);
put_prog:
	mbpf_prog_put(prog);
	return err;
}

int mbpf_cmd_link_create(struct mbpf_door *door)
{
	struct mbpf_prog *prog = mbpf_prog_from_fd(door->attr.link_create.prog_fd);

	return IS_ERR(prog) ? PTR_ERR(prog) : create_link(door, prog);
}

int mbpf_cmd_link_detach(struct mbpf_door *door)
{
	struct mbpf_link *link = mbpf_link_from_fd(door->attr.link_detach.link_fd);
	int err;

	if (IS_ERR(link))
		return PTR_ERR(link);
	err = mbpf_link_detach(link);
	mbpf_link_put(link);
	return err;
}

int mbpf_link_stats(struct mbpf_link_stats *stats)
{
	struct mbpf_link *link = mbpf_link_from_fd(stats->link_fd);

	if (IS_ERR(link))
		return PTR_ERR(link);
	mbpf_link_fill_stats(link, stats);
	mbpf_link_put(link);
	return 0;
}

int mbpf_link_keep_fd(u32 fd)
{
	struct mbpf_link *link = mbpf_link_from_fd(fd);
	int err;

	if (IS_ERR(link))
		return PTR_ERR(link);
	err = mbpf_link_keep(link);
	mbpf_link_put(link);
	return err;
}
