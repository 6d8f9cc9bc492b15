// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_MAP_*_ELEM and BPF_MAP_GET_NEXT_KEY: user space's access to elements.
 *
 * Keys and values pass through one buffer of ours, the key first: user memory
 * is never touched inside an RCU section or under a lock.
 *
 *	buffer: | key, padded to 8 bytes | value, or the next key |
 *
 * A command that changes a map counts as its writer meanwhile, so that a map
 * is never frozen with a change still on its way.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include "load/door.h"
#include "load/object.h"
#include "map/map.h"

/**
 * struct elem - one access
 * @map: counted
 * @key: key_size bytes
 * @value: behind the key: room for what the command needs
 */
struct elem {
	struct mbpf_map *map;
	void *key;
	void *value;
};

/* The buffer is zeroed: padding that no map type fills goes to the user, too. */
static int elem_open(struct elem *elem, const struct mbpf_door *door, fmode_t mode)
{
	struct mbpf_map *map = mbpf_map_from_fd(door->attr.map_elem.map_fd, mode);
	size_t key_room, value_room;

	if (IS_ERR(map))
		return PTR_ERR(map);
	key_room = round_up((size_t)map->def.key_size, 8);
	/* Or a next key, which is as large as the key. */
	value_room = max_t(size_t, mbpf_map_user_size(map), key_room);
	elem->map = map;
	elem->key = kvzalloc(key_room + value_room, GFP_USER | __GFP_NOWARN);
	if (!elem->key) {
		mbpf_map_put(map);
		return -ENOMEM;
	}
	elem->value = elem->key + key_room;
	return 0;
}

static void elem_close(struct elem *elem)
{
	kvfree(elem->key);
	mbpf_map_put(elem->map);
}

static int copy_in(void *to, u64 user, size_t size)
{
	return copy_from_user(to, u64_to_user_ptr(user), size) ? -EFAULT : 0;
}

static int copy_out(u64 user, const void *from, size_t size)
{
	return copy_to_user(u64_to_user_ptr(user), from, size) ? -EFAULT : 0;
}

static int read_value(struct elem *elem)
{
	struct mbpf_map *map = elem->map;
	int err;

	rcu_read_lock();
	err = map->ops->read(map, elem->key, elem->value);
	rcu_read_unlock();
	return err;
}

static int lookup(struct elem *elem, const union mbpf_attr *attr)
{
	int err = copy_in(elem->key, attr->map_elem.key, elem->map->def.key_size);

	if (!err)
		err = read_value(elem);
	if (!err)
		err = copy_out(attr->map_elem.value, elem->value, mbpf_map_user_size(elem->map));
	return err;
}

int mbpf_cmd_map_lookup(struct mbpf_door *door)
{
	struct elem elem;
	int err;

	/* BPF_F_LOCK is for values with a spin lock. */
	if (door->attr.map_elem.flags)
		return -EINVAL;
	err = elem_open(&elem, door, FMODE_READ);
	if (err)
		return err;
	err = lookup(&elem, &door->attr);
	elem_close(&elem);
	return err;
}

static int writer_begin(struct mbpf_map *map)
{
	int err = 0;

	mutex_lock(&map->lock);
	if (map->frozen)
		err = -EPERM;
	else
		map->writers++;
	mutex_unlock(&map->lock);
	return err;
}

static void writer_end(struct mbpf_map *map)
{
	mutex_lock(&map->lock);
	map->writers--;
	mutex_unlock(&map->lock);
}

static int write_value(struct elem *elem, u64 flags)
{
	const struct mbpf_map_ops *ops = elem->map->ops;
	int (*write)(struct mbpf_map *map, const void *key, const void *value, u64 flags) =
		ops->write ?: ops->update;
	int err = writer_begin(elem->map);

	if (err)
		return err;
	rcu_read_lock();
	err = write(elem->map, elem->key, elem->value, flags);
	rcu_read_unlock();
	writer_end(elem->map);
	return err;
}

static int update(struct elem *elem, const union mbpf_attr *attr)
{
	int err = copy_in(elem->key, attr->map_elem.key, elem->map->def.key_size);

	if (!err)
		err = copy_in(elem->value, attr->map_elem.value, mbpf_map_user_size(elem->map));
	if (!err)
		err = write_value(elem, attr->map_elem.flags);
	return err;
}

int mbpf_cmd_map_update(struct mbpf_door *door)
{
	struct elem elem;
	int err;

	if (!mbpf_map_update_flags_ok(door->attr.map_elem.flags))
		return -EINVAL;
	err = elem_open(&elem, door, FMODE_WRITE);
	if (err)
		return err;
	err = update(&elem, &door->attr);
	elem_close(&elem);
	return err;
}

static int delete_key(struct elem *elem)
{
	struct mbpf_map *map = elem->map;
	int err = writer_begin(map);

	if (err)
		return err;
	rcu_read_lock();
	err = map->ops->delete(map, elem->key);
	rcu_read_unlock();
	writer_end(map);
	return err;
}

int mbpf_cmd_map_delete(struct mbpf_door *door)
{
	struct elem elem;
	int err = elem_open(&elem, door, FMODE_WRITE);

	if (err)
		return err;
	err = copy_in(elem.key, door->attr.map_elem.key, elem.map->def.key_size);
	if (!err)
		err = delete_key(&elem);
	elem_close(&elem);
	return err;
}

static int next_key(struct elem *elem, const union mbpf_attr *attr)
{
	struct mbpf_map *map = elem->map;
	u64 from = attr->map_elem.key;
	int err = from ? copy_in(elem->key, from, map->def.key_size) : 0;

	if (err)
		return err;
	rcu_read_lock();
	err = map->ops->next_key(map, from ? elem->key : NULL, elem->value);
	rcu_read_unlock();
	if (err)
		return err;
	return copy_out(attr->map_elem.value, elem->value, map->def.key_size);
}

int mbpf_cmd_map_next_key(struct mbpf_door *door)
{
	struct elem elem;
	int err = elem_open(&elem, door, FMODE_READ);

	if (err)
		return err;
	err = next_key(&elem, &door->attr);
	elem_close(&elem);
	return err;
}
