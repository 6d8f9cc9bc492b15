// SPDX-License-Identifier: GPL-2.0
/*
 * One element of a map, as text and as JSON.
 *
 * With BTF, text is C; keys have their bytes behind them, because a number in
 * network order says little.  Without BTF there are only bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "btf_value.h"
#include "cli.h"
#include "map.h"

static void print_bytes(const void *data, size_t size)
{
	const unsigned char *byte = data;
	size_t i;

	for (i = 0; i < size; i++)
		printf("%s%02x", i ? " " : "", byte[i]);
}

/* The text, or where there is none the bytes. */
static void print_text(char *text, const void *data, size_t size)
{
	if (text)
		printf("%s", text);
	else
		print_bytes(data, size);
	free(text);
}

static void print_value(const struct mbpf_map *map, const void *value)
{
	__u32 type = map->info.btf_value_type_id;

	print_text(type ? mbpf_btf_text(map->btf, type, map->value_type, value,
					map->info.value_size) : NULL,
		   value, map->info.value_size);
}

void mbpf_map_print_key(const struct mbpf_map *map, const char *label, const void *key)
{
	__u32 type = map->info.btf_key_type_id;

	printf("%s: ", label);
	print_text(type ? mbpf_btf_text(map->btf, type, map->key_type, key,
					map->info.key_size) : NULL,
		   key, map->info.key_size);
	if (type) {
		printf("  # ");
		print_bytes(key, map->info.key_size);
	}
	printf("\n");
}

/* All CPUs' numbers together; NULL when the type has others. */
static void *sum_up(const struct mbpf_map *map, const void *value)
{
	__u32 type = map->info.btf_value_type_id;
	void *sum = type ? calloc(1, map->stride) : NULL;
	unsigned int cpu;

	for (cpu = 0; sum && cpu < map->cpus; cpu++) {
		if (mbpf_btf_sum(map->btf, type, sum, (const char *)value + cpu * map->stride,
				 map->info.value_size))
			continue;
		free(sum);
		sum = NULL;
	}
	return sum;
}

static void print_percpu(const struct mbpf_map *map, const void *value)
{
	void *sum = sum_up(map, value);
	unsigned int cpu;

	for (cpu = 0; cpu < map->cpus; cpu++) {
		printf("value (cpu %u): ", cpu);
		print_value(map, (const char *)value + cpu * map->stride);
		printf("\n");
	}
	if (sum) {
		printf("value (sum): ");
		print_value(map, sum);
		printf("\n");
	}
	free(sum);
}

void mbpf_map_print_value(const struct mbpf_map *map, const void *value)
{
	if (mbpf_map_is_percpu(map)) {
		print_percpu(map, value);
		return;
	}
	printf("value: ");
	print_value(map, value);
	printf("\n");
}

static void json_typed(const struct mbpf_map *map, const char *key, const void *data)
{
	mbpf_btf_json(mbpf_out, key, map->btf, map->info.btf_value_type_id, data,
		      map->info.value_size);
}

/* [{"cpu": 0, "value": ...}, ...], as bytes or typed. */
static void json_percpu(const struct mbpf_map *map, const void *value, bool typed)
{
	const char *data = value;
	unsigned int cpu;

	mbpf_json_open_array(mbpf_out, "values");
	for (cpu = 0; cpu < map->cpus; cpu++, data += map->stride) {
		mbpf_json_open_object(mbpf_out, NULL);
		mbpf_json_u64(mbpf_out, "cpu", cpu);
		if (typed)
			json_typed(map, "value", data);
		else
			mbpf_json_hex(mbpf_out, "value", data, map->info.value_size);
		mbpf_json_close_object(mbpf_out);
	}
	mbpf_json_close_array(mbpf_out);
}

static void json_formatted(const struct mbpf_map *map, const void *key, const void *value)
{
	void *sum = NULL;

	if (!map->info.btf_key_type_id && !map->info.btf_value_type_id)
		return;
	mbpf_json_open_object(mbpf_out, "formatted");
	if (map->info.btf_key_type_id)
		mbpf_btf_json(mbpf_out, "key", map->btf, map->info.btf_key_type_id, key,
			      map->info.key_size);
	if (map->info.btf_value_type_id && mbpf_map_is_percpu(map)) {
		json_percpu(map, value, true);
		sum = sum_up(map, value);
		if (sum)
			json_typed(map, "sum", sum);
	} else if (map->info.btf_value_type_id) {
		json_typed(map, "value", value);
	}
	mbpf_json_close_object(mbpf_out);
	free(sum);
}

void mbpf_map_json_elem(const struct mbpf_map *map, const void *key, const void *value)
{
	mbpf_json_open_object(mbpf_out, NULL);
	mbpf_json_hex(mbpf_out, "key", key, map->info.key_size);
	if (mbpf_map_is_percpu(map))
		json_percpu(map, value, false);
	else
		mbpf_json_hex(mbpf_out, "value", value, map->info.value_size);
	json_formatted(map, key, value);
	mbpf_json_close_object(mbpf_out);
}
