// SPDX-License-Identifier: GPL-2.0
/*
 * map dump: all elements of a map.
 *
 * Keys are asked for one after the other, and programs may change the map
 * meanwhile: an element that has gone is skipped; when the walk meets more
 * elements than the map can have, it started over on the way, which is said.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>

#include "cli.h"
#include "map.h"
#include "verbs.h"

/**
 * struct dump - one walk over a map
 * @map: the map
 * @nonzero: elements whose values are all zero are not shown
 * @shown: elements shown
 * @hidden: elements not shown
 */
struct dump {
	struct mbpf_map map;
	bool nonzero;
	unsigned long shown;
	unsigned long hidden;
};

/* Bytes between the values of CPUs are zero. */
static bool is_zero(const struct mbpf_map *map)
{
	const char *value = map->value;
	size_t i;

	for (i = 0; i < map->cpus * map->stride; i++)
		if (value[i])
			return false;
	return true;
}

static int dump_elem(struct dump *dump, const void *key)
{
	struct mbpf_map *map = &dump->map;
	int err = bpf_map_lookup_elem(map->fd, key, map->value);

	if (err == -ENOENT)
		return MBPF_EXIT_OK;
	if (err)
		return mbpf_fail_errno(-err, "an element of map %u cannot be read", map->info.id);
	if (dump->nonzero && is_zero(map)) {
		dump->hidden++;
		return MBPF_EXIT_OK;
	}
	dump->shown++;
	if (mbpf_out) {
		mbpf_map_json_elem(map, key, map->value);
		return MBPF_EXIT_OK;
	}
	mbpf_map_print_key(map, "key", key);
	mbpf_map_print_value(map, map->value);
	return MBPF_EXIT_OK;
}

static int dump_all(struct dump *dump)
{
	struct mbpf_map *map = &dump->map;
	const void *key = NULL;
	int status, err;
	__u32 nr;

	for (nr = 0; !(err = bpf_map_get_next_key(map->fd, key, map->next)); nr++) {
		if (nr == map->info.max_entries) {
			mbpf_note("the map changed while it was read: elements may stand here "
				  "twice, or be missing");
			return MBPF_EXIT_OK;
		}
		memcpy(map->key, map->next, map->info.key_size);
		key = map->key;
		status = dump_elem(dump, key);
		if (status)
			return status;
	}
	if (err != -ENOENT)
		return mbpf_fail_errno(-err, "the keys of map %u cannot be listed", map->info.id);
	return MBPF_EXIT_OK;
}

static int parse(struct mbpf_args *args, struct dump *dump)
{
	int status = mbpf_map_open(args, &dump->map);

	if (status)
		return status;
	dump->nonzero = mbpf_args_take(args, "nonzero");
	return mbpf_args_end(args);
}

/**
 * mbpf_do_map_dump() - print all elements, or those that are not zero
 */
int mbpf_do_map_dump(struct mbpf_args *args)
{
	struct dump dump = { 0 };
	int status;

	status = parse(args, &dump);
	if (!status && mbpf_out)
		mbpf_json_open_array(mbpf_out, NULL);
	if (!status)
		status = dump_all(&dump);
	if (!status && mbpf_out)
		mbpf_json_close_array(mbpf_out);
	if (!status && !mbpf_out) {
		printf("%lu element%s", dump.shown, dump.shown == 1 ? "" : "s");
		if (dump.nonzero)
			printf(", %lu more that are zero", dump.hidden);
		printf("\n");
	}
	mbpf_map_close(&dump.map);
	return status;
}
