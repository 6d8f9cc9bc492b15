/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Loading an ELF object through libbpf.
 */
#ifndef MBPF_CLI_OBJECT_H
#define MBPF_CLI_OBJECT_H

#include <stdbool.h>
#include <linux/types.h>

struct bpf_object;
struct bpf_program;
struct mbpf_args;

enum { MBPF_MAX_REPLACED = 32 };

/**
 * struct mbpf_object_request - what to load, and how
 * @path: the ELF file; messages name it
 * @prog: load this program only; NULL for all
 * @single: exactly one program is wanted: without @prog the file must have one
 * @type: program type in words, for files whose section names do not tell
 * @nr_replaced: rows of @replaced in use
 * @replaced: maps of the file in whose place a map that exists is used
 * @pins_left_out: names of maps that asked for a pin, after loading
 *
 * Starts zeroed.
 */
struct mbpf_object_request {
	const char *path;
	const char *prog;
	bool single;
	const char *type;
	unsigned int nr_replaced;
	struct {
		const char *name;
		int fd;
	} replaced[MBPF_MAX_REPLACED];
	char pins_left_out[512];
};

/** mbpf_object_option() - take one of the words that describe a request
 *
 * prog NAME, type TYPE, map name NAME {id ID|name NAME}.
 * @taken: whether there was one
 */
int mbpf_object_option(struct mbpf_args *args, struct mbpf_object_request *request, bool *taken);

/**
 * mbpf_object_load() - open, check against the request, and have it loaded
 * @object: set on success; bpf_object__close() it
 *
 * Prints the verifier's reasons when it refuses a program.
 */
int mbpf_object_load(struct mbpf_object_request *request, struct bpf_object **object);

/** mbpf_object_program() - the program of a request with @single */
struct bpf_program *mbpf_object_program(struct bpf_object *object);

/** mbpf_object_release() - close the fds of replaced maps */
void mbpf_object_release(struct mbpf_object_request *request);

/** mbpf_object_file_name() - the last part of a path */
const char *mbpf_object_file_name(const char *path);

#endif /* MBPF_CLI_OBJECT_H */
