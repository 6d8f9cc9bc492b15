/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One call through the door, and the commands that serve it.  Private to load/.
 *
 * A command finds its attribute in kernel memory, copied once and checked for
 * unknown bytes.  It leaves results in the attribute (the table in device.c
 * says which fields are copied back) and, when it makes a descriptor, in @new.
 */
#ifndef MBPF_LOAD_DOOR_H
#define MBPF_LOAD_DOOR_H

#include "load/fd.h"
#include "mbpf.h"

/**
 * struct mbpf_door - one call of MBPF_IOC_CALL
 * @attr: its attribute
 * @kind: what kind of object the command is about, where the table says so
 * @new: a descriptor to publish when the command succeeds; may be left empty
 */
struct mbpf_door {
	union mbpf_attr attr;
	enum mbpf_kind kind;
	struct mbpf_new_fd new;
};

/*
 * The commands.  Process context; they sleep, and end at a fatal signal.
 * Return: 0 or a negative errno of the table in mbpf.h.
 */
int mbpf_cmd_map_create(struct mbpf_door *door);
int mbpf_cmd_map_lookup(struct mbpf_door *door);
int mbpf_cmd_map_update(struct mbpf_door *door);
int mbpf_cmd_map_delete(struct mbpf_door *door);
int mbpf_cmd_map_next_key(struct mbpf_door *door);
int mbpf_cmd_map_freeze(struct mbpf_door *door);
int mbpf_cmd_prog_load(struct mbpf_door *door);
int mbpf_cmd_prog_test_run(struct mbpf_door *door);
int mbpf_cmd_btf_load(struct mbpf_door *door);
int mbpf_cmd_link_create(struct mbpf_door *door);
int mbpf_cmd_link_detach(struct mbpf_door *door);
int mbpf_cmd_next_id(struct mbpf_door *door);
int mbpf_cmd_fd_by_id(struct mbpf_door *door);
int mbpf_cmd_info(struct mbpf_door *door);

/* The other ioctls about links: 0 or a negative errno. */
int mbpf_link_stats(struct mbpf_link_stats *stats);
int mbpf_link_keep_fd(u32 fd);

/* Lines of bpf_trace_printk(), read from the device: trace.c */
ssize_t mbpf_trace_file_read(struct file *file, char __user *buf, size_t count, loff_t *pos);
__poll_t mbpf_trace_file_poll(struct file *file, struct poll_table_struct *table);
void mbpf_trace_file_init(void);
void mbpf_trace_file_exit(void);

/* What the commands share: copy.c */

/**
 * mbpf_copy_name() - take over an object's name
 *
 * Return: 0, or -EINVAL when it has no end within MBPF_NAME_LEN bytes or a
 * character that is no letter, digit, '_' or '.'.
 */
int mbpf_copy_name(char *to, const char *from);

/**
 * mbpf_copy_access() - the file flags that BPF_F_RDONLY and BPF_F_WRONLY mean
 * @flags: no other bits may be set
 *
 * Return: O_RDWR, O_RDONLY or O_WRONLY; -EINVAL.
 */
int mbpf_copy_access(u32 flags);

/**
 * mbpf_copy_records() - copy an array of versioned records from the user
 * @user: address of @cnt records, each @user_size bytes long
 * @size: bytes that we know of one record
 *
 * Return: kvmalloc()ed array of @size-byte records, NULL when @cnt is 0, or an
 * ERR_PTR: -EINVAL (bad @user_size), -E2BIG (non-zero bytes that we do not
 * know), -EFAULT, -ENOMEM, -EINTR.
 */
void *mbpf_copy_records(u64 user, u32 cnt, u32 user_size, u32 size);

#endif /* MBPF_LOAD_DOOR_H */
