// SPDX-License-Identifier: GPL-2.0
/*
 * What can be done with a map's descriptor besides passing it to a command:
 * mapping it into memory, and polling.
 *
 * The rules of mapping follow from what the verifier may believe of a map that
 * is read-only for programs and frozen: its content never changes again.
 *
 *	who wants to write		is refused when the map is
 *	-------------------------	----------------------------------
 *	mmap(PROT_WRITE)		frozen (EPERM), or read-only for
 *					programs (EACCES): a page that was ever
 *					writable may be kept so by a reference
 *					that outlives the mapping
 *	mprotect(PROT_WRITE) later	always, unless it was mapped writable
 *	MAP_FREEZE			mapped writable (EBUSY)
 *
 * Private mappings are refused: their reader would see a copy grow old.
 */
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/vmalloc.h>
#include "load/fd.h"
#include "map/map.h"

/*
 * A mapping that was made writable counts as a writer until its end, however
 * it is protected at the moment: VM_MAYWRITE lets that change at any time.
 */
static void area_open(struct vm_area_struct *vma)
{
	struct mbpf_map *map = vma->vm_file->private_data;

	if (!(vma->vm_flags & VM_MAYWRITE))
		return;
	mutex_lock(&map->lock);
	map->writers++;
	mutex_unlock(&map->lock);
}

static void area_close(struct vm_area_struct *vma)
{
	struct mbpf_map *map = vma->vm_file->private_data;

	if (!(vma->vm_flags & VM_MAYWRITE))
		return;
	mutex_lock(&map->lock);
	map->writers--;
	mutex_unlock(&map->lock);
}

static const struct vm_operations_struct area_ops = {
	.open = area_open,
	.close = area_close,
};

static int map_area(struct mbpf_map *map, struct vm_area_struct *vma)
{
	size_t size;
	void *area = map->ops->mmap_area ? map->ops->mmap_area(map, &size) : NULL;

	return area ? remap_vmalloc_range(vma, area, vma->vm_pgoff) : -EOPNOTSUPP;
}

static int map_writable(struct mbpf_map *map, struct vm_area_struct *vma)
{
	int err;

	lockdep_assert_held(&map->lock);
	if (map->frozen)
		return -EPERM;
	if (map->def.flags & BPF_F_RDONLY_PROG)
		return -EACCES;
	err = map_area(map, vma);
	if (!err)
		map->writers++;
	return err;
}

int mbpf_map_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct mbpf_map *map = file->private_data;
	int err;

	/* VM_SHARED is not set for a shared mapping of a read-only descriptor. */
	if (!(vma->vm_flags & VM_MAYSHARE))
		return -EINVAL;
	vma->vm_ops = &area_ops;
	vm_flags_clear(vma, VM_MAYEXEC);
	if (!(vma->vm_flags & VM_WRITE)) {
		vm_flags_clear(vma, VM_MAYWRITE);
		return map_area(map, vma);
	}
	mutex_lock(&map->lock);
	err = map_writable(map, vma);
	mutex_unlock(&map->lock);
	return err;
}

/* No map type has events to wait for. */
__poll_t mbpf_map_file_poll(struct file *file, struct poll_table_struct *table)
{
	return EPOLLERR;
}
