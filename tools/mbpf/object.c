// SPDX-License-Identifier: GPL-2.0
/*
 * Loading an ELF object through libbpf, which does the work: sections, BTF,
 * relocations, maps, initial values.
 *
 * What is done to the object between opening and loading: programs that are
 * not wanted are left out, maps are replaced by ones that exist, pins are left
 * out because there is no filesystem to hold them, and every program gets a
 * log buffer, so that a rejection can be shown.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "device.h"
#include "messages.h"
#include "names.h"
#include "object.h"
#include "select.h"
#include "verdict_log.h"

/* What libbpf itself would take; pages that no log reaches cost nothing. */
#define LOG_SIZE ((16 << 20) - 1)
/* log_level: the figures, not each step of the verifier */
enum { LOG_FIGURES = 1 | 4 };

const char *mbpf_object_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int take_replacement(struct mbpf_args *args, struct mbpf_object_request *request)
{
	const char *name;
	int status, fd;

	if (!mbpf_args_take(args, "name"))
		return mbpf_fail_usage("after 'map' goes 'name', as in: map name NAME id ID");
	status = mbpf_args_want(args, &name, "the name of a map in the object");
	if (!status && request->nr_replaced == MBPF_MAX_REPLACED)
		status = mbpf_fail("more than %d maps cannot be replaced", MBPF_MAX_REPLACED);
	if (!status)
		status = mbpf_select_one(args, MBPF_KIND_MAP, &fd);
	if (status)
		return status;
	request->replaced[request->nr_replaced].name = name;
	request->replaced[request->nr_replaced++].fd = fd;
	return MBPF_EXIT_OK;
}

int mbpf_object_option(struct mbpf_args *args, struct mbpf_object_request *request, bool *taken)
{
	*taken = true;
	if (mbpf_args_take(args, "prog"))
		return mbpf_args_want(args, &request->prog, "the name of a program");
	if (mbpf_args_take(args, "type"))
		return mbpf_args_want(args, &request->type, "a program type");
	if (mbpf_args_take(args, "map"))
		return take_replacement(args, request);
	*taken = false;
	return MBPF_EXIT_OK;
}

static void list_programs(const struct bpf_object *object, char *text, size_t size)
{
	struct bpf_program *prog;
	size_t len = 0;

	*text = 0;
	bpf_object__for_each_program(prog, object)
		if (len < size)
			len += snprintf(text + len, size - len, "%s%s", len ? ", " : "",
					bpf_program__name(prog));
}

/* Leaves out what is not wanted. */
static int choose_programs(struct bpf_object *object, const struct mbpf_object_request *request)
{
	struct bpf_program *prog, *chosen = NULL;
	unsigned int nr = 0;
	char names[512];

	bpf_object__for_each_program(prog, object) {
		nr++;
		if (!request->prog || !strcmp(bpf_program__name(prog), request->prog))
			chosen = prog;
	}
	if (!nr)
		return mbpf_fail("%s has no program in it", request->path);
	list_programs(object, names, sizeof(names));
	if (!chosen)
		return mbpf_fail("%s has no program '%s'; it has: %s", request->path,
				 request->prog, names);
	if (request->single && !request->prog && nr > 1)
		return mbpf_fail("%s has several programs; choose one with 'prog NAME': %s",
				 request->path, names);
	if (!request->prog)
		return MBPF_EXIT_OK;
	bpf_object__for_each_program(prog, object)
		bpf_program__set_autoload(prog, prog == chosen);
	return MBPF_EXIT_OK;
}

static int set_types(struct bpf_object *object, const char *word)
{
	enum bpf_attach_type attach;
	struct bpf_program *prog;
	enum bpf_prog_type type;

	if (!word)
		return MBPF_EXIT_OK;
	if (libbpf_prog_type_by_name(word, &type, &attach))
		return mbpf_fail_usage("there is no program type '%s'", word);
	bpf_object__for_each_program(prog, object) {
		bpf_program__set_type(prog, type);
		bpf_program__set_expected_attach_type(prog, attach);
	}
	return MBPF_EXIT_OK;
}

/* libbpf would notice only some of this, and not say what. */
static int check_replacement(struct bpf_map *map, const struct mbpf_map_info *info)
{
	if (bpf_map__type(map) == info->type && bpf_map__key_size(map) == info->key_size &&
	    bpf_map__value_size(map) == info->value_size &&
	    bpf_map__max_entries(map) == info->max_entries)
		return MBPF_EXIT_OK;
	return mbpf_fail("map '%s' is a %s with key %uB, value %uB, %u entries; map %u, "
			 "meant to replace it, is a %s with key %uB, value %uB, %u entries",
			 bpf_map__name(map), mbpf_name_map_type(bpf_map__type(map)),
			 bpf_map__key_size(map), bpf_map__value_size(map),
			 bpf_map__max_entries(map), info->id, mbpf_name_map_type(info->type),
			 info->key_size, info->value_size, info->max_entries);
}

static int replace_maps(struct bpf_object *object, const struct mbpf_object_request *request)
{
	struct mbpf_map_info info;
	struct bpf_map *map;
	unsigned int i;
	int err, status;

	for (i = 0; i < request->nr_replaced; i++) {
		map = bpf_object__find_map_by_name(object, request->replaced[i].name);
		if (!map)
			return mbpf_fail("%s has no map '%s'", request->path,
					 request->replaced[i].name);
		memset(&info, 0, sizeof(info));
		err = mbpf_dev_info(request->replaced[i].fd, &info, sizeof(info));
		if (err)
			return mbpf_fail_errno(-err, "a map cannot be asked about itself");
		status = check_replacement(map, &info);
		if (status)
			return status;
		err = bpf_map__reuse_fd(map, request->replaced[i].fd);
		if (err)
			return mbpf_fail_errno(-err, "map '%s' cannot be replaced",
					       request->replaced[i].name);
	}
	return MBPF_EXIT_OK;
}

static void leave_out_pins(struct bpf_object *object, struct mbpf_object_request *request)
{
	char *text = request->pins_left_out;
	size_t size = sizeof(request->pins_left_out), len = 0;
	struct bpf_map *map;

	bpf_object__for_each_map(map, object) {
		if (!bpf_map__pin_path(map))
			continue;
		bpf_map__set_pin_path(map, NULL);
		if (len < size)
			len += snprintf(text + len, size - len, "%s%s", len ? ", " : "",
					bpf_map__name(map));
	}
}

/* The log of the program that was refused: libbpf stops at the first. */
static const char *find_log(struct bpf_object *object, const char **name)
{
	struct bpf_program *prog;
	const char *log;
	size_t size;

	bpf_object__for_each_program(prog, object) {
		log = bpf_program__log_buf(prog, &size);
		if (!log || !*log)
			continue;
		*name = bpf_program__name(prog);
		return log;
	}
	return NULL;
}

/* libbpf tells which map it was, by name alone: people want its type. */
static const struct bpf_map *find_failed_map(struct bpf_object *object, const char *cause)
{
	char name[64];

	if (sscanf(cause, "map '%63[^']': failed to create", name) != 1)
		return NULL;
	return bpf_object__find_map_by_name(object, name);
}

static int explain_map(const struct bpf_map *map, const char *path, int err)
{
	if (err != -EINVAL)
		return mbpf_fail_errno(-err, "%s cannot be loaded: its map '%s' cannot be created",
				       path, bpf_map__name(map));
	return mbpf_fail("%s cannot be loaded: its map '%s' cannot be created; mbpf has no maps of "
			 "type %s, or not with key %u, value %u, entries %u and flags 0x%x.\n"
			 "To see the types it has: man mbpf-map", path, bpf_map__name(map),
			 mbpf_name_map_type(bpf_map__type(map)), bpf_map__key_size(map),
			 bpf_map__value_size(map), bpf_map__max_entries(map),
			 bpf_map__map_flags(map));
}

static int explain(struct bpf_object *object, const char *path, int err)
{
	const char *log, *name = "", *cause = mbpf_messages_first();
	const struct bpf_map *map = find_failed_map(object, cause);
	struct mbpf_log_part why;

	if (map)
		return explain_map(map, path, err);
	log = find_log(object, &name);
	if (!log && (err == -EPERM || !*cause))
		return mbpf_fail_errno(-err, "%s cannot be loaded", path);
	if (!log)
		return mbpf_fail("%s cannot be loaded: %s (%s)", path, cause, strerror(-err));

	if (mbpf_options.log)
		fputs(log, stderr);
	if (err == -ENOSPC)
		return mbpf_fail("the verifier refused program '%s' of %s, but its log is longer "
				 "than %d bytes: the reason is not in it", name, path, LOG_SIZE);
	why = mbpf_log_rejection(log);
	return mbpf_fail("the verifier refused program '%s' of %s:\n%.*s%s", name, path,
			 (int)why.len, why.start, mbpf_options.log || mbpf_options.json ? "" :
			 "\nTo see the whole log, add --log.");
}

/* Of programs that were accepted. */
static void show_logs(struct bpf_object *object)
{
	const char *name, *log = find_log(object, &name);

	if (log)
		fputs(log, stderr);
}

static bool set_logs(struct bpf_object *object)
{
	struct bpf_program *prog;
	char *log;

	bpf_object__for_each_program(prog, object) {
		log = calloc(1, LOG_SIZE);
		if (!log)
			return false;
		bpf_program__set_log_buf(prog, log, LOG_SIZE);
		if (mbpf_options.log)
			bpf_program__set_log_level(prog, LOG_FIGURES);
	}
	return true;
}

/* The object keeps the pointers, but has no use for them any more. */
static void free_logs(struct bpf_object *object)
{
	struct bpf_program *prog;
	size_t size;

	bpf_object__for_each_program(prog, object)
		free((char *)bpf_program__log_buf(prog, &size));
}

static int load(struct bpf_object *object, const char *path)
{
	int err, status = MBPF_EXIT_OK;

	if (!set_logs(object)) {
		status = mbpf_fail("no memory for the verifier's log");
	} else {
		mbpf_messages_reset();
		err = bpf_object__load(object);
		if (err)
			status = explain(object, path, err);
		else if (mbpf_options.log)
			show_logs(object);
	}
	free_logs(object);
	return status;
}

int mbpf_object_load(struct mbpf_object_request *request, struct bpf_object **object)
{
	struct bpf_object *opened;
	int status;

	mbpf_messages_reset();
	opened = bpf_object__open_file(request->path, NULL);
	if (!opened)
		return mbpf_fail_errno(errno, "%s cannot be read as an eBPF object%s%s",
				       request->path, *mbpf_messages_first() ? ": " : "",
				       mbpf_messages_first());
	status = choose_programs(opened, request);
	if (!status)
		status = set_types(opened, request->type);
	if (!status)
		status = replace_maps(opened, request);
	if (!status) {
		leave_out_pins(opened, request);
		status = load(opened, request->path);
	}
	if (status) {
		bpf_object__close(opened);
		return status;
	}
	if (*request->pins_left_out)
		mbpf_note("pins are left out, for want of a filesystem to hold them: %s",
			  request->pins_left_out);
	*object = opened;
	return MBPF_EXIT_OK;
}

struct bpf_program *mbpf_object_program(struct bpf_object *object)
{
	struct bpf_program *prog;

	bpf_object__for_each_program(prog, object)
		if (bpf_program__fd(prog) >= 0)
			return prog;
	return NULL;
}

void mbpf_object_release(struct mbpf_object_request *request)
{
	while (request->nr_replaced)
		close(request->replaced[--request->nr_replaced].fd);
}
