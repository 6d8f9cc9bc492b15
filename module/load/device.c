// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mbpf: the device, its ioctls, and the table of commands.
 *
 * MBPF_IOC_CALL is judged in this order; the first that fails decides:
 *
 *	1. struct mbpf_call can be read			EFAULT
 *	2. the caller has CAP_BPF or CAP_SYS_ADMIN	EPERM
 *	3. the command is known				EINVAL
 *	4. to change hooks: CAP_NET_ADMIN, too		EPERM
 *	5. the size is at most a page			E2BIG
 *	6. bytes behind union mbpf_attr are zero	E2BIG, EFAULT
 *	7. the attribute can be read			EFAULT
 *	8. fields behind the command's last are zero	EINVAL
 *	9. the command itself
 *
 * The command is known or not before its attribute is looked at, since probes
 * for newer commands pass no attribute.  Capabilities are those towards the
 * initial user namespace: programs see packets and use the kernel's memory
 * whatever namespace they came from, so root in a container is not enough.
 *
 * Afterwards the fields that are output are copied back, as far as the caller's
 * size reaches, and only then does a new object become visible.
 */
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/stddef.h>
#include <linux/uaccess.h>
#include "load/door.h"
#include "load/live.h"
#include "load/load.h"
#include "load/object.h"

/**
 * struct command - one row of the table
 * @run: the command
 * @known: bytes of the attribute up to the end of its last field
 * @out: offsets of its output fields, each of 4 bytes; 0 ends them
 * @hooks: it changes what happens to packets
 * @kind: for commands that exist once for each kind
 */
struct command {
	int (*run)(struct mbpf_door *door);
	u8 known;
	u8 out[4];
	bool hooks;
	enum mbpf_kind kind;
};

#define KNOWN(last)	.known = offsetofend(union mbpf_attr, last)
#define OUT(field)	offsetof(union mbpf_attr, field)
#define NEXT_ID(of) \
	{ mbpf_cmd_next_id, KNOWN(id.next_id), .out = { OUT(id.next_id) }, .kind = of }

static const struct command commands[] = {
	[BPF_MAP_CREATE] = { mbpf_cmd_map_create, KNOWN(map_create.map_extra) },
	[BPF_MAP_LOOKUP_ELEM] = { mbpf_cmd_map_lookup, KNOWN(map_elem.flags) },
	[BPF_MAP_UPDATE_ELEM] = { mbpf_cmd_map_update, KNOWN(map_elem.flags) },
	[BPF_MAP_DELETE_ELEM] = { mbpf_cmd_map_delete, KNOWN(map_elem.key) },
	[BPF_MAP_GET_NEXT_KEY] = { mbpf_cmd_map_next_key, KNOWN(map_elem.value) },
	[BPF_MAP_FREEZE] = { mbpf_cmd_map_freeze, KNOWN(map_freeze.map_fd) },
	[BPF_PROG_LOAD] = { mbpf_cmd_prog_load, KNOWN(prog_load.log_true_size),
			    .out = { OUT(prog_load.log_true_size) } },
	[BPF_PROG_TEST_RUN] = { mbpf_cmd_prog_test_run, KNOWN(test.batch_size),
				.out = { OUT(test.retval), OUT(test.data_size_out),
					 OUT(test.duration), OUT(test.ctx_size_out) } },
	[BPF_BTF_LOAD] = { mbpf_cmd_btf_load, KNOWN(btf_load.btf_log_true_size),
			   .out = { OUT(btf_load.btf_log_true_size) } },
	[BPF_LINK_CREATE] = { mbpf_cmd_link_create, KNOWN(link_create.reserved),
			      .hooks = true },
	[BPF_LINK_DETACH] = { mbpf_cmd_link_detach, KNOWN(link_detach.link_fd),
			      .hooks = true },
	[BPF_OBJ_GET_INFO_BY_FD] = { mbpf_cmd_info, KNOWN(info.info),
				     .out = { OUT(info.info_len) } },
	[BPF_MAP_GET_NEXT_ID] = NEXT_ID(MBPF_KIND_MAP),
	[BPF_PROG_GET_NEXT_ID] = NEXT_ID(MBPF_KIND_PROG),
	[BPF_BTF_GET_NEXT_ID] = NEXT_ID(MBPF_KIND_BTF),
	[BPF_LINK_GET_NEXT_ID] = NEXT_ID(MBPF_KIND_LINK),
	[BPF_MAP_GET_FD_BY_ID] = { mbpf_cmd_fd_by_id, KNOWN(id.open_flags),
				   .kind = MBPF_KIND_MAP },
	[BPF_PROG_GET_FD_BY_ID] = { mbpf_cmd_fd_by_id, KNOWN(id.start_id),
				    .kind = MBPF_KIND_PROG },
	[BPF_BTF_GET_FD_BY_ID] = { mbpf_cmd_fd_by_id, KNOWN(id.start_id),
				   .kind = MBPF_KIND_BTF },
	[BPF_LINK_GET_FD_BY_ID] = { mbpf_cmd_fd_by_id, KNOWN(id.start_id),
				    .kind = MBPF_KIND_LINK },
};

/* struct command counts bytes in a u8. */
static_assert(sizeof(union mbpf_attr) <= U8_MAX);

static bool may_use(void)
{
	return capable(CAP_BPF) || capable(CAP_SYS_ADMIN);
}

static bool may_change_hooks(void)
{
	return capable(CAP_SYS_ADMIN) || (capable(CAP_BPF) && capable(CAP_NET_ADMIN));
}

static const struct command *find_command(u32 cmd)
{
	if (cmd >= ARRAY_SIZE(commands))
		return NULL;
	cmd = array_index_nospec(cmd, ARRAY_SIZE(commands));
	return commands[cmd].run ? &commands[cmd] : NULL;
}

static int copy_in(const struct command *command, const struct mbpf_call *call,
		   union mbpf_attr *attr)
{
	int err;

	if (call->size > PAGE_SIZE)
		return -E2BIG;
	err = copy_struct_from_user(attr, sizeof(*attr), u64_to_user_ptr(call->attr), call->size);
	if (err)
		return err;
	if (memchr_inv((u8 *)attr + command->known, 0, sizeof(*attr) - command->known))
		return -EINVAL;
	return 0;
}

static int copy_out(const struct command *command, const struct mbpf_call *call,
		    const union mbpf_attr *attr)
{
	u8 __user *user = u64_to_user_ptr(call->attr);
	int i;

	for (i = 0; i < ARRAY_SIZE(command->out) && command->out[i]; i++) {
		u32 off = command->out[i];

		if (off + sizeof(u32) > call->size)
			continue;
		if (copy_to_user(user + off, (u8 *)attr + off, sizeof(u32)))
			return -EFAULT;
	}
	return 0;
}

/* Runs a command; output is copied back after a failure, too (a log's size). */
static int serve(const struct command *command, const struct mbpf_call *call)
{
	struct mbpf_door door = { .kind = command->kind };
	int err, fault;

	err = copy_in(command, call, &door.attr);
	if (err)
		return err;
	err = command->run(&door);
	fault = copy_out(command, call, &door.attr);
	if (!err)
		err = fault;
	if (!door.new.file)
		return err;
	if (!err)
		return mbpf_fd_finish(&door.new);
	mbpf_fd_abort(&door.new);
	return err;
}

static long ioctl_call(unsigned long arg)
{
	const struct command *command;
	struct mbpf_call call;

	if (copy_from_user(&call, (void __user *)arg, sizeof(call)))
		return -EFAULT;
	if (!may_use())
		return -EPERM;
	command = find_command(call.cmd);
	if (!command)
		return -EINVAL;
	if (command->hooks && !may_change_hooks())
		return -EPERM;
	return serve(command, &call);
}

static long ioctl_version(unsigned long arg)
{
	struct mbpf_version version = { .abi = MBPF_ABI, .nr_live = mbpf_live_total() };

	strscpy(version.release, MBPF_RELEASE, sizeof(version.release));
	return copy_to_user((void __user *)arg, &version, sizeof(version)) ? -EFAULT : 0;
}

static long ioctl_link_stats(unsigned long arg)
{
	struct mbpf_link_stats stats;
	int err;

	if (copy_from_user(&stats, (void __user *)arg, sizeof(stats)))
		return -EFAULT;
	if (!may_use())
		return -EPERM;
	err = mbpf_link_stats(&stats);
	if (err)
		return err;
	return copy_to_user((void __user *)arg, &stats, sizeof(stats)) ? -EFAULT : 0;
}

static long ioctl_link_keep(unsigned long arg)
{
	if (!may_change_hooks())
		return -EPERM;
	return arg > U32_MAX ? -EBADF : mbpf_link_keep_fd(arg);
}

static const struct {
	unsigned int cmd;
	long (*run)(unsigned long arg);
} ioctls[] = {
	[_IOC_NR(MBPF_IOC_CALL)] = { MBPF_IOC_CALL, ioctl_call },
	[_IOC_NR(MBPF_IOC_VERSION)] = { MBPF_IOC_VERSION, ioctl_version },
	[_IOC_NR(MBPF_IOC_LINK_STATS)] = { MBPF_IOC_LINK_STATS, ioctl_link_stats },
	[_IOC_NR(MBPF_IOC_LINK_KEEP)] = { MBPF_IOC_LINK_KEEP, ioctl_link_keep },
};

static long device_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	unsigned int nr = _IOC_NR(cmd);

	if (nr >= ARRAY_SIZE(ioctls))
		return -ENOTTY;
	nr = array_index_nospec(nr, ARRAY_SIZE(ioctls));
	if (!ioctls[nr].run || ioctls[nr].cmd != cmd)
		return -ENOTTY;
	return ioctls[nr].run(arg);
}

/* What read(2) gives is decided here: it uses the opener's rights. */
static int device_open(struct inode *inode, struct file *file)
{
	return may_use() ? stream_open(inode, file) : -EPERM;
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.read = mbpf_trace_file_read,
	.poll = mbpf_trace_file_poll,
	.unlocked_ioctl = device_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = MBPF_DEVICE_NAME,
	.fops = &device_fops,
	.mode = 0600,
};

int mbpf_load_init(void)
{
	int err;

	mbpf_object_init();
	mbpf_live_init();
	mbpf_trace_file_init();
	err = misc_register(&device);
	if (!err)
		return 0;
	mbpf_trace_file_exit();
	mbpf_live_exit();
	return err;
}

void mbpf_load_exit(void)
{
	misc_deregister(&device);
	mbpf_trace_file_exit();
	mbpf_live_exit();
}

void mbpf_load_drain(void)
{
	mbpf_object_drain();
}
