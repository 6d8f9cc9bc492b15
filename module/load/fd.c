// SPDX-License-Identifier: GPL-2.0
/*
 * Objects as anonymous files.
 *
 * The file's private_data is the object, of which the file holds one
 * reference; the file's operations tell the kind.  Nothing depends on the
 * number: a descriptor may be duplicated, renumbered and sent to another
 * process.  The files' names contain "bpf-map" and so on, by which bpftool
 * tells the kinds of descriptors.
 *
 * Descriptors of others (the kernel's own BPF objects, too) have other
 * operations and are refused with EBADF.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/module.h>
#include "load/fd.h"
#include "load/ids.h"
#include "load/object.h"

static int map_release(struct inode *inode, struct file *file)
{
	if (file->private_data)
		mbpf_object_put(MBPF_KIND_MAP, file->private_data);
	return 0;
}

static int prog_release(struct inode *inode, struct file *file)
{
	if (file->private_data)
		mbpf_object_put(MBPF_KIND_PROG, file->private_data);
	return 0;
}

static int btf_release(struct inode *inode, struct file *file)
{
	if (file->private_data)
		mbpf_object_put(MBPF_KIND_BTF, file->private_data);
	return 0;
}

static int link_release(struct inode *inode, struct file *file)
{
	if (file->private_data)
		mbpf_object_put(MBPF_KIND_LINK, file->private_data);
	return 0;
}

static const struct file_operations map_fops = {
	.owner = THIS_MODULE,
	.release = map_release,
	.mmap = mbpf_map_file_mmap,
	.poll = mbpf_map_file_poll,
	.show_fdinfo = mbpf_map_show_fdinfo,
};

static const struct file_operations prog_fops = {
	.owner = THIS_MODULE,
	.release = prog_release,
	.show_fdinfo = mbpf_prog_show_fdinfo,
};

static const struct file_operations btf_fops = {
	.owner = THIS_MODULE,
	.release = btf_release,
	.show_fdinfo = mbpf_btf_show_fdinfo,
};

static const struct file_operations link_fops = {
	.owner = THIS_MODULE,
	.release = link_release,
	.show_fdinfo = mbpf_link_file_show_fdinfo,
};

static const struct {
	const char *name;
	const struct file_operations *fops;
} files[MBPF_NR_KINDS] = {
#define X(upper, lower) [MBPF_KIND_##upper] = { "mbpf-" #lower, &lower##_fops },
	MBPF_KINDS(X)
#undef X
};

int mbpf_fd_prepare(struct mbpf_new_fd *new, enum mbpf_kind kind, int flags)
{
	int fd = get_unused_fd_flags(O_CLOEXEC);
	struct file *file;

	if (fd < 0)
		return fd;
	file = anon_inode_getfile(files[kind].name, files[kind].fops, NULL, flags | O_CLOEXEC);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	*new = (struct mbpf_new_fd){ .file = file, .fd = fd, .kind = kind };
	return 0;
}

void mbpf_fd_bind(struct mbpf_new_fd *new, void *obj, u32 new_id)
{
	new->file->private_data = obj;
	new->new_id = new_id;
}

int mbpf_fd_finish(struct mbpf_new_fd *new)
{
	if (new->new_id)
		mbpf_id_publish(new->kind, new->new_id, new->file->private_data);
	fd_install(new->fd, new->file);
	return new->fd;
}

void mbpf_fd_abort(struct mbpf_new_fd *new)
{
	put_unused_fd(new->fd);
	fput(new->file);
}

/* An open file's own reference keeps the object alive while we take another. */
static void *get_from_file(struct file *file, enum mbpf_kind kind, fmode_t mode)
{
	void *obj = file->private_data;

	if (file->f_op != files[kind].fops)
		return ERR_PTR(-EBADF);
	if ((file->f_mode & mode) != mode)
		return ERR_PTR(-EPERM);
	return mbpf_object_get_unless_zero(kind, obj) ? obj : ERR_PTR(-EBADF);
}

static void *get_from_fd(u32 fd, enum mbpf_kind kind, fmode_t mode)
{
	struct file *file = fget(fd);
	void *obj;

	if (!file)
		return ERR_PTR(-EBADF);
	obj = get_from_file(file, kind, mode);
	fput(file);
	return obj;
}

struct mbpf_map *mbpf_map_from_fd(u32 fd, fmode_t mode)
{
	return get_from_fd(fd, MBPF_KIND_MAP, mode);
}

struct mbpf_prog *mbpf_prog_from_fd(u32 fd)
{
	return get_from_fd(fd, MBPF_KIND_PROG, 0);
}

struct mbpf_btf *mbpf_btf_from_fd(u32 fd)
{
	return get_from_fd(fd, MBPF_KIND_BTF, 0);
}

struct mbpf_link *mbpf_link_from_fd(u32 fd)
{
	return get_from_fd(fd, MBPF_KIND_LINK, 0);
}

void *mbpf_object_from_fd(u32 fd, enum mbpf_kind *kind)
{
	struct file *file = fget(fd);
	void *obj = ERR_PTR(-EBADF);
	int k;

	if (!file)
		return obj;
	for (k = 0; k < MBPF_NR_KINDS; k++) {
		obj = get_from_file(file, k, 0);
		if (!IS_ERR(obj)) {
			*kind = k;
			break;
		}
	}
	fput(file);
	return obj;
}
