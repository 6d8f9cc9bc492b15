// SPDX-License-Identifier: GPL-2.0
/*
 * The resolve pass: fds become maps, each counted once, and every way that this
 * can fail leaves the program able to be freed.
 *
 * The "process" here has an array at fd 3, a hash at fd 4 and many maps from
 * fd 100 on; every reference that find() gives out is counted.
 */
#include "pass_helper.h"

enum { ARRAY_FD = 3, HASH_FD = 4, MANY_FD = 100, NR_MANY = MBPF_MAX_USED_MAPS + 1 };

static u8 value[32];

static void *array_direct(struct mbpf_map *map, u32 off)
{
	return off < sizeof(value) ? value + off : ERR_PTR(-EINVAL);
}

static const struct mbpf_map_ops array_ops = { .name = "array", .direct = array_direct };
static const struct mbpf_map_ops hash_ops = { .name = "hash" };

static struct mbpf_map array = {
	.ops = &array_ops, .id = 12, .def = { .value_size = sizeof(value), .max_entries = 1 },
};

static struct mbpf_map hash = { .ops = &hash_ops, .id = 34 };

static struct mbpf_map many[NR_MANY];

static int nr_refs;	/* given out and not yet given back */
static int nr_found;

static struct mbpf_map *find(int fd)
{
	struct mbpf_map *map;

	if (fd == ARRAY_FD)
		map = &array;
	else if (fd == HASH_FD)
		map = &hash;
	else if (fd >= MANY_FD && fd < MANY_FD + NR_MANY)
		map = &many[fd - MANY_FD];
	else
		return ERR_PTR(fd == 1 ? -EINVAL : -EBADF);
	nr_refs++;
	nr_found++;
	return map;
}

static void put(struct mbpf_map *map)
{
	nr_refs--;
}

static int resolve(struct mbpf_prog *prog)
{
	nr_refs = 0;
	nr_found = 0;
	return mbpf_verify_resolve(prog, find, put, log_start());
}

static void test_good(void)
{
	struct mbpf_prog *prog = SHAPED(I(LD_MAP, 1, 0, 0, ARRAY_FD), WIDE(0),
					I(LD_MAP_VALUE, 2, 0, 0, ARRAY_FD), WIDE(31),
					I(LD_MAP, 1, 0, 0, HASH_FD), WIDE(0),
					I(LD_IMM64, 1, 0, 0, ARRAY_FD), WIDE(0),
					I(EXIT, 0, 0, 0, 0));

	is_int(resolve(prog), 0, "maps are found by their fds");
	is_u64(nr_found, 3, "each load of a map is looked up, a plain constant is not");
	is_u64(prog->nr_maps, 2, "a map that is named twice is entered once");
	ok(prog->maps[0] == &array && prog->maps[1] == &hash, "maps are entered as they come");
	is_int(nr_refs, 2, "the program keeps one reference to each");
	ok(prog->aux[0].map == &array && prog->aux[2].map == &array && prog->aux[4].map == &hash,
	   "each load knows its map");
	ok(!prog->aux[6].map && prog->insns[6].imm == ARRAY_FD, "a plain constant is left alone");
	is_u64(prog->insns[0].imm, 12, "the map's id takes the place of the fd");
	is_u64(prog->insns[4].imm, 34, "... of every map");
	is_u64(prog->aux[2].map_off, 31, "the last byte of a value has an address");
	is_u64(prog->insns[3].imm, 31, "... and the offset stays in the instruction");
	mbpf_prog_free(prog);
}

static void test_bad_fd(void)
{
	struct mbpf_prog *prog = SHAPED(I(LD_MAP, 1, 0, 0, HASH_FD), WIDE(0),
					I(LD_MAP, 1, 0, 0, -7), WIDE(0), I(EXIT, 0, 0, 0, 0));

	is_int(resolve(prog), -EBADF, "an fd that is not open is refused with find()'s error");
	ok(log_says("E-map-fd: instruction 2: fd -7 is not pointing to valid bpf_map"),
	   "... and named");
	is_int(nr_refs, 1, "what was found before stays the program's");
	mbpf_prog_free(prog);

	prog = SHAPED(I(LD_MAP, 1, 0, 0, 1), WIDE(0), I(EXIT, 0, 0, 0, 0));
	is_int(resolve(prog), -EINVAL, "an fd of another kind is refused with find()'s error");
	is_int(nr_refs, 0, "... and nothing is kept");
	mbpf_prog_free(prog);
}

static void test_bad_value(void)
{
	struct mbpf_prog *prog = SHAPED(I(LD_MAP_VALUE, 1, 0, 0, HASH_FD), WIDE(0),
					I(EXIT, 0, 0, 0, 0));

	is_int(resolve(prog), -EINVAL, "a map without a fixed value has no address in it");
	ok(log_says("a hash map has no value whose address is known at load"), "... and says so");
	is_int(nr_refs, prog->nr_maps, "... and loses no reference");
	mbpf_prog_free(prog);

	prog = SHAPED(I(LD_MAP_VALUE, 1, 0, 0, ARRAY_FD), WIDE(32), I(EXIT, 0, 0, 0, 0));
	is_int(resolve(prog), -EINVAL, "an offset behind the value is refused");
	ok(log_says("offset 32 is not in the only value"), "... and named");
	is_int(nr_refs, prog->nr_maps, "... and no reference is lost");
	mbpf_prog_free(prog);

	prog = SHAPED(I(LD_MAP_VALUE, 1, 0, 0, ARRAY_FD), WIDE(-1), I(EXIT, 0, 0, 0, 0));
	is_int(resolve(prog), -EINVAL, "offsets are not signed");
	mbpf_prog_free(prog);
}

/* A program that names @nr different maps, the first one twice. */
static struct mbpf_prog *prog_of_many(u32 nr)
{
	struct mbpf_prog *prog = mbpf_prog_alloc(2 * nr + 3);
	u32 i;

	for (i = 0; i <= nr; i++)
		prog->insns[2 * i] = I(LD_MAP, 1, 0, 0, MANY_FD + i % nr);
	prog->insns[2 * i] = I(EXIT, 0, 0, 0, 0);
	if (mbpf_verify_shape(prog, log_start()))
		bail_out("no program of %u maps: %s", nr, log_end());
	return prog;
}

static void test_many(void)
{
	struct mbpf_prog *prog = prog_of_many(MBPF_MAX_USED_MAPS);

	is_int(resolve(prog), 0, "%d maps are accepted", MBPF_MAX_USED_MAPS);
	is_int(nr_refs, MBPF_MAX_USED_MAPS, "... and counted once each");
	mbpf_prog_free(prog);

	prog = prog_of_many(MBPF_MAX_USED_MAPS + 1);
	is_int(resolve(prog), -E2BIG, "one map more is refused");
	ok(log_says("the program uses more than 64 maps"), "... and says so");
	is_int(nr_refs, MBPF_MAX_USED_MAPS, "... and the one too many is given back");
	mbpf_prog_free(prog);
}

int main(void)
{
	if (mbpf_opcodes_init())
		bail_out("the table of instructions is broken");
	test_good();
	test_bad_fd();
	test_bad_value();
	test_many();
	return done_testing();
}
