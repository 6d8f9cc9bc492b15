// SPDX-License-Identifier: GPL-2.0
/*
 * map lookup, getnext, update, delete, freeze: one element at a time.
 *
 * Keys and values are written as parse.h says.  A per-CPU element is given the
 * same value on every CPU.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>

#include "cli.h"
#include "map.h"
#include "parse.h"
#include "verbs.h"

static int parse_key(struct mbpf_args *args, const struct mbpf_map *map)
{
	if (!mbpf_args_take(args, "key"))
		return mbpf_fail_usage("a key is missing: key DATA");
	return mbpf_parse_bytes(args, "key", map->key, map->info.key_size);
}

/* What an errno says about an element of this map. */
static int fail_elem(const struct mbpf_map *map, int err, const char *what)
{
	__u32 id = map->info.id;

	switch (err) {
	case ENOENT:
		return mbpf_fail("the key is not in map %u", id);
	case EEXIST:
		return mbpf_fail("the key is in map %u already, and 'noexist' was asked for", id);
	case ENOSPC:
	case E2BIG:
		return mbpf_fail("map %u has no place for this key: it has room for %u elements",
				 id, map->info.max_entries);
	case EINVAL:
		return mbpf_fail("%s is nothing that map %u can do", what, id);
	case EPERM:
		if (mbpf_map_is_frozen(map))
			return mbpf_fail("map %u is frozen: user space may not write to it", id);
	}
	return mbpf_fail_errno(err, "%s in map %u failed", what, id);
}

/**
 * mbpf_do_map_lookup() - print the value of a key
 */
int mbpf_do_map_lookup(struct mbpf_args *args)
{
	struct mbpf_map map;
	int status, err;

	status = mbpf_map_open(args, &map);
	if (!status)
		status = parse_key(args, &map);
	if (!status)
		status = mbpf_args_end(args);
	if (!status) {
		err = bpf_map_lookup_elem(map.fd, map.key, map.value);
		if (err)
			status = fail_elem(&map, -err, "looking up a key");
	}
	if (!status && mbpf_out) {
		mbpf_map_json_elem(&map, map.key, map.value);
	} else if (!status) {
		mbpf_map_print_key(&map, "key", map.key);
		mbpf_map_print_value(&map, map.value);
	}
	mbpf_map_close(&map);
	return status;
}

static void show_next(const struct mbpf_map *map, bool first)
{
	if (!mbpf_out) {
		if (!first)
			mbpf_map_print_key(map, "key", map->key);
		mbpf_map_print_key(map, "next key", map->next);
		return;
	}
	mbpf_json_open_object(mbpf_out, NULL);
	if (first)
		mbpf_json_null(mbpf_out, "key");
	else
		mbpf_json_hex(mbpf_out, "key", map->key, map->info.key_size);
	mbpf_json_hex(mbpf_out, "next_key", map->next, map->info.key_size);
	mbpf_json_close_object(mbpf_out);
}

/**
 * mbpf_do_map_getnext() - print the key that follows
 */
int mbpf_do_map_getnext(struct mbpf_args *args)
{
	struct mbpf_map map;
	bool first = false;
	int status, err;

	status = mbpf_map_open(args, &map);
	if (!status) {
		first = !mbpf_args_peek(args);
		status = first ? MBPF_EXIT_OK : parse_key(args, &map);
	}
	if (!status)
		status = mbpf_args_end(args);
	if (!status) {
		err = bpf_map_get_next_key(map.fd, first ? NULL : map.key, map.next);
		if (err == -ENOENT)
			status = mbpf_fail(first ? "map %u is empty" :
					   "map %u has no key behind this one", map.info.id);
		else if (err)
			status = fail_elem(&map, -err, "listing keys");
		else
			show_next(&map, first);
	}
	mbpf_map_close(&map);
	return status;
}

static int parse_value(struct mbpf_args *args, const struct mbpf_map *map)
{
	char *value = map->value;
	unsigned int cpu;
	int status;

	if (!mbpf_args_take(args, "value"))
		return mbpf_fail_usage("a value is missing: value DATA");
	status = mbpf_parse_bytes(args, "value", value, map->info.value_size);
	for (cpu = 1; !status && cpu < map->cpus; cpu++)
		memcpy(value + cpu * map->stride, value, map->info.value_size);
	return status;
}

static int parse_flags(struct mbpf_args *args, __u64 *flags)
{
	*flags = BPF_ANY;
	if (mbpf_args_take(args, "exist"))
		*flags = BPF_EXIST;
	else if (mbpf_args_take(args, "noexist"))
		*flags = BPF_NOEXIST;
	else
		mbpf_args_take(args, "any");
	return mbpf_args_end(args);
}

/**
 * mbpf_do_map_update() - set the value of a key
 */
int mbpf_do_map_update(struct mbpf_args *args)
{
	struct mbpf_map map;
	__u64 flags;
	int status, err;

	status = mbpf_map_open(args, &map);
	if (!status)
		status = parse_key(args, &map);
	if (!status)
		status = parse_value(args, &map);
	if (!status)
		status = parse_flags(args, &flags);
	if (!status) {
		err = bpf_map_update_elem(map.fd, map.key, map.value, flags);
		if (err)
			status = fail_elem(&map, -err, "setting an element");
	}
	mbpf_map_close(&map);
	return status;
}

/**
 * mbpf_do_map_delete() - remove a key and its value
 */
int mbpf_do_map_delete(struct mbpf_args *args)
{
	struct mbpf_map map;
	int status, err;

	status = mbpf_map_open(args, &map);
	if (!status)
		status = parse_key(args, &map);
	if (!status)
		status = mbpf_args_end(args);
	if (!status) {
		err = bpf_map_delete_elem(map.fd, map.key);
		if (err)
			status = fail_elem(&map, -err, "deleting an element");
	}
	mbpf_map_close(&map);
	return status;
}

/**
 * mbpf_do_map_freeze() - let nobody but programs write to a map any more
 */
int mbpf_do_map_freeze(struct mbpf_args *args)
{
	struct mbpf_map map;
	int status, err;

	status = mbpf_map_open(args, &map);
	if (!status)
		status = mbpf_args_end(args);
	if (!status) {
		err = bpf_map_freeze(map.fd);
		if (err && mbpf_map_is_frozen(&map))
			status = mbpf_fail("map %u is frozen already", map.info.id);
		else if (err == -EBUSY)
			status = mbpf_fail("map %u is written to by a process; end that first",
					   map.info.id);
		else if (err)
			status = fail_elem(&map, -err, "freezing");
	}
	mbpf_map_close(&map);
	return status;
}
