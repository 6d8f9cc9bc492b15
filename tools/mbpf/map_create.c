// SPDX-License-Identifier: GPL-2.0
/*
 * map create: a map without a program.
 *
 * As with programs, something must hold it: this command ("hold"), or a
 * program that was loaded with it while this command runs.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "cli.h"
#include "device.h"
#include "names.h"
#include "show.h"
#include "verbs.h"

/**
 * struct wanted - the map that is asked for
 * @type: enum bpf_map_type, 0 when not said
 * @key: bytes of a key
 * @value: bytes of a value
 * @entries: elements
 * @flags: BPF_F_*
 * @name: or NULL
 * @hold: stay until a signal comes
 */
struct wanted {
	__u32 type;
	__u32 key;
	__u32 value;
	__u32 entries;
	__u32 flags;
	const char *name;
	bool hold;
};

static int parse_type(struct mbpf_args *args, __u32 *type)
{
	const char *word;
	int status;

	status = mbpf_args_want(args, &word, "a map type");
	if (!status && !mbpf_name_to_map_type(word, type))
		status = mbpf_fail_usage("there is no map type '%s'", word);
	return status;
}

static int parse_name(struct mbpf_args *args, const char **name)
{
	int status = mbpf_args_want(args, name, "a name");

	if (!status && strlen(*name) >= MBPF_NAME_LEN)
		status = mbpf_fail_usage("the name '%s' is too long: up to %d characters",
					 *name, MBPF_NAME_LEN - 1);
	return status;
}

static int parse_word(struct mbpf_args *args, struct wanted *wanted)
{
	if (mbpf_args_take(args, "type"))
		return parse_type(args, &wanted->type);
	if (mbpf_args_take(args, "key"))
		return mbpf_args_u32(args, &wanted->key, "key size");
	if (mbpf_args_take(args, "value"))
		return mbpf_args_u32(args, &wanted->value, "value size");
	if (mbpf_args_take(args, "entries"))
		return mbpf_args_u32(args, &wanted->entries, "number of entries");
	if (mbpf_args_take(args, "flags"))
		return mbpf_args_u32(args, &wanted->flags, "flags");
	if (mbpf_args_take(args, "name"))
		return parse_name(args, &wanted->name);
	wanted->hold = mbpf_args_take(args, "hold");
	return wanted->hold ? MBPF_EXIT_OK : mbpf_args_end(args);
}

static int parse(struct mbpf_args *args, struct wanted *wanted)
{
	int status = MBPF_EXIT_OK;

	while (!status && mbpf_args_peek(args))
		status = parse_word(args, wanted);
	if (!status && (!wanted->type || !wanted->entries))
		status = mbpf_fail_usage("%s is missing", wanted->type ? "entries N" : "type TYPE");
	return status;
}

static int create(const struct wanted *wanted, int *fd)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = wanted->flags);

	*fd = bpf_map_create(wanted->type, wanted->name, wanted->key, wanted->value,
			     wanted->entries, &opts);
	if (*fd == -EINVAL)
		return mbpf_fail("a map of type %s with key %uB, value %uB, %u entries and flags "
				 "0x%x is not possible, or mbpf has no such type",
				 mbpf_name_map_type(wanted->type), wanted->key, wanted->value,
				 wanted->entries, wanted->flags);
	if (*fd < 0)
		return mbpf_fail_errno(-*fd, "the map cannot be created");
	return MBPF_EXIT_OK;
}

static int show(int fd)
{
	struct mbpf_map_info info = { 0 };
	int err = mbpf_dev_info(fd, &info, sizeof(info));

	if (err)
		return mbpf_fail_errno(-err, "the map cannot be asked about itself");
	if (mbpf_out)
		mbpf_map_json(NULL, fd, &info);
	else
		printf("map %u: %s, key %uB, value %uB, %u entries\n", info.id,
		       mbpf_name_map_type(info.type), info.key_size, info.value_size,
		       info.max_entries);
	return MBPF_EXIT_OK;
}

/**
 * mbpf_do_map_create() - create, show, and hold or let go
 */
int mbpf_do_map_create(struct mbpf_args *args)
{
	struct wanted wanted = { 0 };
	int fd = -1, status;

	status = parse(args, &wanted);
	if (!status)
		status = create(&wanted, &fd);
	if (!status)
		status = show(fd);
	if (!status && wanted.hold) {
		if (!mbpf_out)
			printf("It stays until this command ends: Ctrl-C\n");
		mbpf_out_flush();
		mbpf_wait_for_signal();
	} else if (!status && !mbpf_out) {
		printf("Nothing holds it, so it is gone again. To keep it, add 'hold'.\n");
	}
	if (fd >= 0)
		close(fd);
	return status;
}
