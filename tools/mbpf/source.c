// SPDX-License-Identifier: GPL-2.0
/*
 * The program that a verb works on: a loaded one, or one from a file.
 *
 * A file whose name is "id", "name" or "tag" is reached as ./id.
 */
#include <string.h>
#include <unistd.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "select.h"
#include "source.h"

void mbpf_source_init(struct mbpf_source *source)
{
	memset(source, 0, sizeof(*source));
	source->fd = -1;
	source->request.single = true;
}

int mbpf_source_parse(struct mbpf_args *args, struct mbpf_source *source)
{
	if (mbpf_select_is_next(args, MBPF_KIND_PROG))
		return mbpf_select_one(args, MBPF_KIND_PROG, &source->fd);
	return mbpf_args_want(args, &source->request.path,
			      "an object file, or 'id ID' of a program,");
}

int mbpf_source_option(struct mbpf_args *args, struct mbpf_source *source, bool *taken)
{
	*taken = false;
	if (!source->request.path)
		return MBPF_EXIT_OK;
	return mbpf_object_option(args, &source->request, taken);
}

int mbpf_source_open(struct mbpf_source *source)
{
	int status;

	if (!source->request.path)
		return MBPF_EXIT_OK;
	status = mbpf_object_load(&source->request, &source->object);
	if (!status)
		source->fd = bpf_program__fd(mbpf_object_program(source->object));
	return status;
}

void mbpf_source_close(struct mbpf_source *source)
{
	/* The fd of a file's program is the object's. */
	if (source->object)
		bpf_object__close(source->object);
	else if (source->fd >= 0)
		close(source->fd);
	mbpf_object_release(&source->request);
}
