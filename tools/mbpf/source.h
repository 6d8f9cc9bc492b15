/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The program that a verb works on: one that is loaded (id, name, tag), or one
 * to be loaded from an object file for it.
 */
#ifndef MBPF_CLI_SOURCE_H
#define MBPF_CLI_SOURCE_H

#include "object.h"

/**
 * struct mbpf_source - one program and where it comes from
 * @fd: the program, -1 before it is open
 * @object: the file's contents, NULL when it was loaded already
 * @request: what to load when @request.path is set
 */
struct mbpf_source {
	int fd;
	struct bpf_object *object;
	struct mbpf_object_request request;
};

void mbpf_source_init(struct mbpf_source *source);

/** mbpf_source_parse() - take "OBJECT" or a selector */
int mbpf_source_parse(struct mbpf_args *args, struct mbpf_source *source);

/** mbpf_source_option() - as mbpf_object_option(), where there is a file */
int mbpf_source_option(struct mbpf_args *args, struct mbpf_source *source, bool *taken);

/** mbpf_source_open() - load what is to be loaded; sets @source->fd */
int mbpf_source_open(struct mbpf_source *source);

/** mbpf_source_close() - let go of everything; after any of the above */
void mbpf_source_close(struct mbpf_source *source);

#endif /* MBPF_CLI_SOURCE_H */
