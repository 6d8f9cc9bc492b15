// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_PROG_TEST_RUN: run a program on bytes of the caller, not of a packet.
 *
 * run/ does it; here is only the way from the descriptor to the program, and
 * the refusal of programs that see no packet.
 */
#include <linux/err.h>
#include "core/prog.h"
#include "load/door.h"
#include "load/object.h"
#include "progtype/progtype.h"
#include "run/run.h"

int mbpf_cmd_prog_test_run(struct mbpf_door *door)
{
	struct mbpf_prog *prog = mbpf_prog_from_fd(door->attr.test.prog_fd);
	int err = -EOPNOTSUPP;

	if (IS_ERR(prog))
		return PTR_ERR(prog);
	if (prog->ptype->has_packet)
		err = mbpf_test_run(prog, &door->attr);
	mbpf_prog_put(prog);
	return err;
}
