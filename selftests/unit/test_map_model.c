// SPDX-License-Identifier: GPL-2.0
/*
 * Every map type against a model of it that nobody can get wrong: a table with
 * a row for each key there may be. 250,000 random operations each, on few
 * keys, so that maps are often full and often empty; answers and contents must
 * be the model's.
 *
 * Usage: test_map_model [SEED]
 */
#include <linux/random.h>
#include "map_helper.h"

enum {
	KEYS = 24,
	OPS = 250000,
	KEY_ROOM = 512,
	VALUE_ROOM = 64,
};

/**
 * struct row - what the model knows of one key
 * @version: of each CPU's value; 0 is zeros, as in a fresh element
 */
struct row {
	bool present;
	u32 version[CPUS];
};

/**
 * struct model - a map and what it should be
 * @is_array: keys are indexes, and all below max_entries are there
 * @key: the bytes of each key
 */
struct model {
	struct mbpf_map *map;
	bool is_array;
	bool percpu;
	u32 count;
	u32 version;
	struct row row[KEYS];
	u8 key[KEYS][KEY_ROOM];
};

struct shape {
	u32 type, key_size, value_size, max_entries, flags;
	const char *what;
};

static u64 state;

/* A number below @limit. */
static u32 pick(u32 limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 32) % limit;
}

/* Indexes, or keys that differ in their first or in their last byte only. */
static void make_keys(struct model *m)
{
	u32 size = m->map->def.key_size, n;

	for (n = 0; n < KEYS; n++) {
		memset(m->key[n], 0x55, size);
		if (m->is_array)
			memcpy(m->key[n], &n, 4);
		else
			m->key[n][n & 1 ? 0 : size - 1] = n;
	}
}

static bool is_present(const struct model *m, u32 n)
{
	return m->is_array ? n < m->map->def.max_entries : m->row[n].present;
}

static bool is_version(const struct model *m, const void *value, u32 n, u32 version)
{
	u32 size = m->map->def.value_size;

	return version ? value_is(value, size, n, version) : is_zero(value, size);
}

/* The errno an update must give. */
static int expect_update(const struct model *m, u32 n, u64 flags)
{
	if (flags > BPF_EXIST)
		return -EINVAL;
	if (m->is_array && !is_present(m, n))
		return -E2BIG;
	if (is_present(m, n))
		return flags == BPF_NOEXIST ? -EEXIST : 0;
	if (flags == BPF_EXIST)
		return -ENOENT;
	return m->count == m->map->def.max_entries ? -E2BIG : 0;
}

static void insert(struct model *m, u32 n)
{
	if (m->is_array || m->row[n].present)
		return;
	m->row[n].present = true;
	memset(m->row[n].version, 0, sizeof(m->row[n].version));
	m->count++;
}

/* As a program does, on some CPU. */
static bool do_update(struct model *m, u32 n, u32 cpu)
{
	u64 flags = pick(4);
	int want = expect_update(m, n, flags);
	u8 value[VALUE_ROOM];

	value_fill(value, m->map->def.value_size, n, ++m->version);
	if (m->map->ops->update(m->map, m->key[n], value, flags) != want)
		return false;
	if (want)
		return true;
	insert(m, n);
	m->row[n].version[m->percpu ? cpu : 0] = m->version;
	return true;
}

/* As user space does: of a per-CPU map, all values at once. */
static bool do_write(struct model *m, u32 n)
{
	u32 stride = round_up(m->map->def.value_size, 8), values = m->percpu ? CPUS : 1, i;
	u64 flags = pick(4);
	int want = expect_update(m, n, flags);
	u8 value[VALUE_ROOM * CPUS];

	for (i = 0; i < values; i++)
		value_fill(value + i * stride, m->map->def.value_size, n, m->version + 1 + i);
	if (map_write(m->map, m->key[n], value, flags) != want)
		return false;
	if (!want) {
		insert(m, n);
		for (i = 0; i < values; i++)
			m->row[n].version[i] = m->version + 1 + i;
	}
	m->version += values;
	return true;
}

static bool do_delete(struct model *m, u32 n)
{
	int want = m->is_array ? -EINVAL : m->row[n].present ? 0 : -ENOENT;

	if (m->map->ops->delete(m->map, m->key[n]) != want)
		return false;
	if (!want) {
		m->row[n].present = false;
		m->count--;
	}
	return true;
}

static bool do_lookup(struct model *m, u32 n, u32 cpu)
{
	void *value = m->map->ops->lookup(m->map, m->key[n]);

	if (!is_present(m, n))
		return !value;
	return value && is_version(m, value, n, m->row[n].version[m->percpu ? cpu : 0]);
}

static bool do_read(struct model *m, u32 n)
{
	u32 stride = round_up(m->map->def.value_size, 8), values = m->percpu ? CPUS : 1, i;
	u8 value[VALUE_ROOM * CPUS];
	int err;

	err = m->map->ops->read(m->map, m->key[n], value);
	if (err || !is_present(m, n))
		return err == (is_present(m, n) ? 0 : -ENOENT);
	for (i = 0; i < values; i++)
		if (!is_version(m, value + i * stride, n, m->row[n].version[i]))
			return false;
	return true;
}

static u32 number_of(const struct model *m, const u8 *key)
{
	u32 n;

	for (n = 0; n < KEYS; n++)
		if (!memcmp(key, m->key[n], m->map->def.key_size))
			break;
	return n;
}

/* A walk meets each key that is there once, and no other. */
static bool do_walk(struct model *m)
{
	u8 key[KEY_ROOM] = {}, next[KEY_ROOM] = {};
	u32 seen = 0, met = 0, n, steps;
	int err = m->map->ops->next_key(m->map, NULL, next);

	for (steps = 0; !err && steps <= KEYS; steps++) {
		memcpy(key, next, sizeof(key));
		n = number_of(m, key);
		if (n == KEYS || !is_present(m, n) || seen & 1U << n)
			return false;
		seen |= 1U << n;
		met++;
		err = m->map->ops->next_key(m->map, key, next);
	}
	return err == -ENOENT && met == (m->is_array ? m->map->def.max_entries : m->count);
}

static bool step(struct model *m)
{
	u32 n = pick(KEYS), cpu = pick(CPUS);

	mbpf_test_set_cpu(cpu);
	switch (pick(16)) {
	case 0 ... 3:
		return do_update(m, n, cpu);
	case 4 ... 5:
		return do_write(m, n);
	case 6 ... 8:
		return do_delete(m, n);
	case 9 ... 12:
		return do_lookup(m, n, cpu);
	case 13 ... 14:
		return do_read(m, n);
	default:
		/* Memory that was given back goes back, now and then. */
		rcu_barrier();
		return do_walk(m);
	}
}

static void run(const struct shape *shape)
{
	struct model m = {
		.map = map_need(shape->type, shape->key_size, shape->value_size,
				shape->max_entries, shape->flags),
		.is_array = shape->type == BPF_MAP_TYPE_ARRAY ||
			    shape->type == BPF_MAP_TYPE_PERCPU_ARRAY,
		.percpu = shape->type == BPF_MAP_TYPE_PERCPU_ARRAY ||
			  shape->type == BPF_MAP_TYPE_PERCPU_HASH,
	};
	u32 i;

	make_keys(&m);
	for (i = 0; i < OPS && step(&m); i++)
		;
	is_u64(i, OPS, "%s, keys of %u, values of %u, %u elements: does what the model does",
	       shape->what, shape->key_size, shape->value_size, shape->max_entries);
	mbpf_map_destroy(m.map);
	rcu_barrier();
}

int main(int argc, char **argv)
{
	static const struct shape shapes[] = {
		{ BPF_MAP_TYPE_ARRAY, 4, 8, 1, 0, "array" },
		{ BPF_MAP_TYPE_ARRAY, 4, 13, 20, 0, "array" },
		{ BPF_MAP_TYPE_ARRAY, 4, 8, 24, BPF_F_MMAPABLE, "mapped array" },
		{ BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 1, 0, "per-CPU array" },
		{ BPF_MAP_TYPE_PERCPU_ARRAY, 4, 19, 20, 0, "per-CPU array" },
		{ BPF_MAP_TYPE_HASH, 4, 8, 1, 0, "hash" },
		{ BPF_MAP_TYPE_HASH, 4, 8, 7, 0, "hash" },
		{ BPF_MAP_TYPE_HASH, 1, 1, 16, 0, "hash" },
		{ BPF_MAP_TYPE_HASH, 8, 64, 23, 0, "hash" },
		{ BPF_MAP_TYPE_HASH, 16, 5, 8, 0, "hash" },
		{ BPF_MAP_TYPE_HASH, 13, 8, 12, 0, "hash" },
		{ BPF_MAP_TYPE_HASH, 512, 3, 12, BPF_F_ZERO_SEED, "hash" },
		{ BPF_MAP_TYPE_HASH, 4, 8, 1, BPF_F_NO_PREALLOC, "allocating hash" },
		{ BPF_MAP_TYPE_HASH, 20, 24, 12, BPF_F_NO_PREALLOC, "allocating hash" },
		{ BPF_MAP_TYPE_PERCPU_HASH, 4, 8, 1, 0, "per-CPU hash" },
		{ BPF_MAP_TYPE_PERCPU_HASH, 8, 12, 12, 0, "per-CPU hash" },
		{ BPF_MAP_TYPE_PERCPU_HASH, 4, 8, 12, BPF_F_NO_PREALLOC,
		  "allocating per-CPU hash" },
		{ BPF_MAP_TYPE_PERCPU_HASH, 40, 1, 7, BPF_F_NO_PREALLOC,
		  "allocating per-CPU hash" },
	};
	u32 i;

	state = argc > 1 ? strtoull(argv[1], NULL, 0) : 0x9e3779b97f4a7c15ULL;
	diag("seed %llu", (unsigned long long)state);
	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		run(&shapes[i]);
	is_u64(mbpf_test_live_allocs(), 0, "nothing is left of any of them");
	return done_testing();
}
