/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the tests of map types share: making maps in one line, and values that
 * can be recognised.
 */
#ifndef MBPF_TEST_MAP_HELPER_H
#define MBPF_TEST_MAP_HELPER_H

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/test_hooks.h>
#include "core/limits.h"
#include "map/map.h"
#include "tap.h"

#define CPUS 4

/* A definition in one line; other fields may follow. */
#define DEF(what, key, value, max, bits, ...) {				\
	.type = what, .key_size = key, .value_size = value,		\
	.max_entries = max, .flags = bits, ##__VA_ARGS__ }

/* A definition and what creating it says. */
struct bad_def {
	const char *why;
	struct mbpf_map_def def;
	int err;
};

static inline struct mbpf_map *map_make(u32 type, u32 key, u32 value, u32 max, u32 flags)
{
	const struct mbpf_map_def def = {
		.type = type, .key_size = key, .value_size = value,
		.max_entries = max, .flags = flags, .name = "test",
	};

	return mbpf_map_create(&def);
}

/* A map that the rest of a test needs. */
static inline struct mbpf_map *map_need(u32 type, u32 key, u32 value, u32 max, u32 flags)
{
	struct mbpf_map *map = map_make(type, key, value, max, flags);

	if (IS_ERR(map))
		bail_out("a map of type %u cannot be made: %ld", type, PTR_ERR(map));
	return map;
}

/* What creating says: 0 or an errno; the map is gone again. */
static inline int map_try(const struct mbpf_map_def *def)
{
	struct mbpf_map *map = mbpf_map_create(def);

	if (IS_ERR(map))
		return PTR_ERR(map);
	mbpf_map_destroy(map);
	return 0;
}

static inline void map_refuses(const struct bad_def *bad, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		is_int(map_try(&bad[i].def), bad[i].err, "a map with %s is %s", bad[i].why,
		       bad[i].err ? "refused" : "made");
}

/* As user space writes: through write where a type has one. */
static inline int map_write(struct mbpf_map *map, const void *key, const void *value, u64 flags)
{
	return (map->ops->write ?: map->ops->update)(map, key, value, flags);
}

/* The number of the first allocation that creating does not make, failing each before. */
static inline void map_fails_cleanly(const struct mbpf_map_def *def, const char *what)
{
	unsigned long before = mbpf_test_live_allocs();
	unsigned long nth, leaked = 0, wrong = 0;
	bool failed = true;
	int err;

	for (nth = 1; failed; nth++) {
		mbpf_test_fail_nth_alloc(nth);
		err = map_try(def);
		failed = mbpf_test_alloc_failed();
		mbpf_test_fail_nth_alloc(0);
		rcu_barrier();
		wrong += err != (failed ? -ENOMEM : 0);
		leaked += mbpf_test_live_allocs() != before;
	}
	ok(nth > 2, "making %s allocates memory (%lu times)", what, nth - 2);
	is_u64(wrong, 0, "making %s says ENOMEM whichever allocation fails", what);
	is_u64(leaked, 0, "making %s leaks nothing whichever allocation fails", what);
}

/* Bytes that tell the key and the version they were written for. */
static inline void value_fill(void *value, u32 size, u32 key, u32 version)
{
	u8 *p = value;
	u32 i;

	for (i = 0; i < size; i++)
		p[i] = key * 31 + version * 7 + i + 1;
}

static inline bool value_is(const void *value, u32 size, u32 key, u32 version)
{
	const u8 *p = value;
	u32 i;

	for (i = 0; i < size; i++)
		if (p[i] != (u8)(key * 31 + version * 7 + i + 1))
			return false;
	return true;
}

static inline bool is_zero(const void *mem, size_t size)
{
	return !memchr_inv(mem, 0, size);
}

#endif /* MBPF_TEST_MAP_HELPER_H */
