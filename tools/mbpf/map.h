/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One map, open, with what is needed to move and print its elements.
 */
#ifndef MBPF_CLI_MAP_H
#define MBPF_CLI_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include "mbpf.h"

struct btf;
struct mbpf_args;

/**
 * struct mbpf_map - one map
 * @fd: of it
 * @info: as told
 * @btf: types of its elements, NULL when it has none
 * @key_type: that of keys, in C; NULL without BTF
 * @value_type: that of values
 * @cpus: values of one element: possible CPUs, 1 where there is one for all
 * @stride: bytes from one CPU's value to the next
 * @key: room for a key
 * @next: room for another
 * @value: room for all values of one element
 */
struct mbpf_map {
	int fd;
	struct mbpf_map_info info;
	struct btf *btf;
	char *key_type;
	char *value_type;
	unsigned int cpus;
	size_t stride;
	void *key;
	void *next;
	void *value;
};

/** mbpf_map_open() - take a selector and open the map it means */
int mbpf_map_open(struct mbpf_args *args, struct mbpf_map *map);

/** mbpf_map_close() - also after an open that failed */
void mbpf_map_close(struct mbpf_map *map);

/** mbpf_map_is_percpu() - has an element one value for each CPU? */
bool mbpf_map_is_percpu(const struct mbpf_map *map);

/** mbpf_map_is_frozen() - is user space forbidden to write to it? */
bool mbpf_map_is_frozen(const struct mbpf_map *map);

/** mbpf_map_print_key() - text: "key: ..." and a newline */
void mbpf_map_print_key(const struct mbpf_map *map, const char *label, const void *key);

/** mbpf_map_print_value() - text: one line or more, the sum over CPUs last */
void mbpf_map_print_value(const struct mbpf_map *map, const void *value);

/** mbpf_map_json_elem() - a member for the bytes and, with BTF, "formatted" */
void mbpf_map_json_elem(const struct mbpf_map *map, const void *key, const void *value);

#endif /* MBPF_CLI_MAP_H */
