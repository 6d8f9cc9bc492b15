// SPDX-License-Identifier: GPL-2.0
/*
 * prog load: have an object's programs proved safe, and say what was proved.
 *
 * A program lives as long as something holds it, and this command attaches
 * nothing: its programs are gone when it ends, unless "hold" tells it to stay.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "device.h"
#include "names.h"
#include "object.h"
#include "prog_info.h"
#include "show.h"
#include "verbs.h"

static int show_program(const struct bpf_program *prog)
{
	struct mbpf_prog_details details;
	int status;

	status = mbpf_prog_details_get(bpf_program__fd(prog), &details);
	if (!status && mbpf_out)
		mbpf_prog_json(NULL, bpf_program__fd(prog), &details);
	else if (!status)
		printf("%6u  %-28s %12u %12u\n", details.info.id, bpf_program__name(prog),
		       details.nr_insns, details.info.verified_insns);
	mbpf_prog_details_put(&details);
	return status;
}

static int show_programs(const struct bpf_object *object)
{
	struct bpf_program *prog;
	int status = MBPF_EXIT_OK;

	if (mbpf_out)
		mbpf_json_open_array(mbpf_out, "progs");
	else
		printf("    ID  PROGRAM                      INSTRUCTIONS    PROCESSED\n");
	bpf_object__for_each_program(prog, object)
		if (!status && bpf_program__fd(prog) >= 0)
			status = show_program(prog);
	if (mbpf_out)
		mbpf_json_close_array(mbpf_out);
	return status;
}

static int show_map(const struct bpf_map *map, unsigned int nr)
{
	struct mbpf_map_info info = { 0 };
	int err = mbpf_dev_info(bpf_map__fd(map), &info, sizeof(info));

	if (err)
		return mbpf_fail_errno(-err, "map '%s' cannot be asked about itself",
				       bpf_map__name(map));
	if (mbpf_out) {
		mbpf_map_json(NULL, bpf_map__fd(map), &info);
		return MBPF_EXIT_OK;
	}
	if (!nr)
		printf("    ID  MAP              TYPE               KEY    VALUE    ENTRIES\n");
	printf("%6u  %-16s %-16s %4uB %7uB %10u\n", info.id, info.name,
	       mbpf_name_map_type(info.type), info.key_size, info.value_size,
	       info.max_entries);
	return MBPF_EXIT_OK;
}

static int show_maps(const struct bpf_object *object)
{
	const struct bpf_map *map;
	int status = MBPF_EXIT_OK;
	unsigned int nr = 0;

	if (mbpf_out)
		mbpf_json_open_array(mbpf_out, "maps");
	bpf_object__for_each_map(map, object)
		if (!status && bpf_map__fd(map) >= 0)
			status = show_map(map, nr++);
	if (mbpf_out)
		mbpf_json_close_array(mbpf_out);
	return status;
}

static int show(const struct bpf_object *object, const struct mbpf_object_request *request,
		bool hold)
{
	int status;

	if (mbpf_out)
		mbpf_json_open_object(mbpf_out, NULL);
	else
		printf("%s: proved safe\n", mbpf_object_file_name(request->path));
	status = show_programs(object);
	if (!status)
		status = show_maps(object);
	if (mbpf_out) {
		mbpf_json_string(mbpf_out, "pins_left_out", request->pins_left_out);
		mbpf_json_bool(mbpf_out, "held", hold);
		mbpf_json_close_object(mbpf_out);
	}
	return status;
}

static int parse(struct mbpf_args *args, struct mbpf_object_request *request, bool *hold)
{
	bool taken;
	int status;

	status = mbpf_args_want(args, &request->path, "an object file");
	while (!status && mbpf_args_peek(args)) {
		status = mbpf_object_option(args, request, &taken);
		if (status || taken)
			continue;
		*hold = mbpf_args_take(args, "hold");
		if (!*hold)
			status = mbpf_args_end(args);
	}
	return status;
}

/**
 * mbpf_do_prog_load() - load, show, and hold or let go
 */
int mbpf_do_prog_load(struct mbpf_args *args)
{
	struct mbpf_object_request request = { 0 };
	struct bpf_object *object = NULL;
	bool hold = false;
	int status;

	status = parse(args, &request, &hold);
	if (!status)
		status = mbpf_object_load(&request, &object);
	if (!status)
		status = show(object, &request, hold);
	if (!status && hold) {
		if (!mbpf_out)
			printf("They stay until this command ends: Ctrl-C\n");
		mbpf_out_flush();
		mbpf_wait_for_signal();
	} else if (!status && !mbpf_out) {
		printf("Nothing holds them, so they are gone again. To keep them:\n"
		       "  mbpf net attach xdp %s dev DEVICE\n  mbpf prog load %s hold\n",
		       request.path, request.path);
	}
	bpf_object__close(object);
	mbpf_object_release(&request);
	return status;
}
