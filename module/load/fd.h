/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Objects as file descriptors.  Private to load/.
 *
 * A new descriptor is made in steps, so that an object is invisible until
 * nothing can fail any more:
 *
 *	prepare: number and file, both still private
 *	bind:    the file gets its object
 *	finish:  the object's id is published, the number leads to the file
 *	abort:   or all of it is undone
 */
#ifndef MBPF_LOAD_FD_H
#define MBPF_LOAD_FD_H

#include <linux/fs.h>
#include "load/live.h"

struct mbpf_map;
struct mbpf_prog;
struct mbpf_btf;
struct mbpf_link;

/**
 * struct mbpf_new_fd - a descriptor in the making; all zero is none
 * @file: NULL when there is none
 * @fd: its number to be
 * @kind: of the object
 * @new_id: the id to publish with it; 0 when the object has been published
 */
struct mbpf_new_fd {
	struct file *file;
	int fd;
	enum mbpf_kind kind;
	u32 new_id;
};

/**
 * mbpf_fd_prepare() - reserve a number and make a file without an object
 * @flags: O_RDWR, O_RDONLY or O_WRONLY; close-on-exec always comes with it
 *
 * Return: 0, -EMFILE, -ENFILE, -ENOMEM.
 */
int mbpf_fd_prepare(struct mbpf_new_fd *new, enum mbpf_kind kind, int flags);

/** mbpf_fd_bind() - the file takes over the caller's reference to @obj */
void mbpf_fd_bind(struct mbpf_new_fd *new, void *obj, u32 new_id);

/** mbpf_fd_finish() - publish; returns the number.  After bind only. */
int mbpf_fd_finish(struct mbpf_new_fd *new);

/** mbpf_fd_abort() - undo; puts the object if one is bound */
void mbpf_fd_abort(struct mbpf_new_fd *new);

/**
 * mbpf_map_from_fd() - the map of a descriptor, counted
 * @mode: FMODE_READ, FMODE_WRITE, both or 0: what it must be open for
 *
 * Return: the map, or an ERR_PTR: -EBADF (not open, or no map), -EPERM (open
 * for the other direction).
 */
struct mbpf_map *mbpf_map_from_fd(u32 fd, fmode_t mode);

/* The same for the other kinds, which have no direction. */
struct mbpf_prog *mbpf_prog_from_fd(u32 fd);
struct mbpf_btf *mbpf_btf_from_fd(u32 fd);
struct mbpf_link *mbpf_link_from_fd(u32 fd);

/** mbpf_object_from_fd() - whatever it is, counted; sets *@kind; -EBADF */
void *mbpf_object_from_fd(u32 fd, enum mbpf_kind *kind);

/* What is particular to the files of maps: map_file.c */
int mbpf_map_file_mmap(struct file *file, struct vm_area_struct *vma);
__poll_t mbpf_map_file_poll(struct file *file, struct poll_table_struct *table);

/* /proc/PID/fdinfo: fdinfo.c */
struct seq_file;
void mbpf_map_show_fdinfo(struct seq_file *m, struct file *file);
void mbpf_prog_show_fdinfo(struct seq_file *m, struct file *file);
void mbpf_btf_show_fdinfo(struct seq_file *m, struct file *file);
void mbpf_link_file_show_fdinfo(struct seq_file *m, struct file *file);

#endif /* MBPF_LOAD_FD_H */
