// SPDX-License-Identifier: GPL-2.0
/*
 * The table of contents: what has to be there before what, and its mirror.
 *
 *	init	table checked -> stacks to run on -> hooks -> the door, last:
 *		nobody comes in before everything stands
 *	exit	the door, first: nobody comes in -> hooks: nobody runs ->
 *		objects freed -> stacks
 *
 * While a descriptor is open the module cannot be unloaded, so at exit nothing
 * is alive but links that were told to outlive theirs, and what they hold.
 */
#include <linux/init.h>
#include <linux/module.h>
#include "attach/attach.h"
#include "core/opcodes.h"
#include "load/load.h"
#include "run/run.h"

static int __init mbpf_init(void)
{
	int err;

	err = mbpf_opcodes_init();
	if (err)
		return err;
	err = mbpf_run_init();
	if (err)
		return err;
	err = mbpf_attach_init();
	if (err)
		goto exit_run;
	err = mbpf_load_init();
	if (err)
		goto exit_attach;
	return 0;

exit_attach:
	mbpf_attach_exit();
exit_run:
	mbpf_run_exit();
	return err;
}

static void __exit mbpf_exit(void)
{
	mbpf_load_exit();
	mbpf_attach_exit();
	mbpf_load_drain();
	mbpf_run_exit();
}

module_init(mbpf_init);
module_exit(mbpf_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Modular BPF: an eBPF that you can load");
MODULE_VERSION(MBPF_RELEASE);
