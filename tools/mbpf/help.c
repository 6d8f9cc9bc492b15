// SPDX-License-Identifier: GPL-2.0
/*
 * help and version: what there is, from the verb table and the device.
 *
 * "help" itself needs no device, so it works before the module is loaded.
 */
#include <stdio.h>
#include <string.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "device.h"
#include "options.h"
#include "verbs.h"

static void print_row(const struct mbpf_verb *row)
{
	printf("  mbpf %s%s%s%s%s%s%s\n      %s\n", row->noun, row->verb ? " " : "",
	       row->verb ? row->verb : "", row->alias ? "|" : "", row->alias ? row->alias : "",
	       *row->usage ? " " : "", row->usage, row->help);
}

static void json_row(const struct mbpf_verb *row)
{
	mbpf_json_open_object(mbpf_out, NULL);
	mbpf_json_string(mbpf_out, "noun", row->noun);
	if (row->verb)
		mbpf_json_string(mbpf_out, "verb", row->verb);
	if (row->alias)
		mbpf_json_string(mbpf_out, "alias", row->alias);
	mbpf_json_string(mbpf_out, "usage", row->usage);
	mbpf_json_string(mbpf_out, "help", row->help);
	mbpf_json_close_object(mbpf_out);
}

static bool is_meant(const struct mbpf_verb *row, const char *noun, const char *verb)
{
	if (noun && strcmp(row->noun, noun))
		return false;
	return !verb || (row->verb && !strcmp(row->verb, verb)) ||
	       (row->alias && !strcmp(row->alias, verb));
}

static void print_general(void)
{
	const struct mbpf_option *option;

	printf("\nOptions, anywhere on the line:\n");
	for (option = mbpf_option_table; option->brief; option++)
		printf("  %s, %-10s %s\n", option->brief, option->full, option->help);
	printf("\nWords:\n"
	       "  OBJECT   an ELF file with eBPF programs (clang -target bpf)\n"
	       "  PROG     id ID | name NAME | tag TAG\n"
	       "  MAP      id ID | name NAME\n"
	       "  SOURCE   PROG | OBJECT [prog NAME] [type TYPE] [map name NAME MAP]...\n"
	       "  DATA     bytes (7 0x2a), hex 0a 00, or typed: u32 7, be16 53, ip 10.0.0.2, ...\n"
	       "  HOOK     prerouting, input, forward, output, postrouting\n"
	       "A loaded program lives as long as something holds it: a link made by\n"
	       "'mbpf net attach', or a process. Exit status: 0 done, 1 failed, 2 not understood.\n");
}

/**
 * mbpf_do_help() - all rows, those of a noun, or one
 */
int mbpf_do_help(struct mbpf_args *args)
{
	const char *noun = mbpf_args_next(args), *verb = mbpf_args_next(args);
	const struct mbpf_verb *row;
	int shown = 0;

	if (mbpf_args_end(args))
		return MBPF_EXIT_USAGE;
	if (mbpf_out)
		mbpf_json_open_array(mbpf_out, NULL);
	else
		printf("mbpf: load, see and attach eBPF programs of mbpf.ko\n\n");
	for (row = mbpf_verbs; row->noun; row++) {
		if (!is_meant(row, noun, verb))
			continue;
		shown++;
		if (mbpf_out)
			json_row(row);
		else
			print_row(row);
	}
	if (mbpf_out)
		mbpf_json_close_array(mbpf_out);
	if (!shown)
		return mbpf_fail_usage("there is no '%s%s%s'", noun, verb ? " " : "",
				       verb ? verb : "");
	if (!mbpf_out && !verb)
		print_general();
	return MBPF_EXIT_OK;
}

static void json_version(const struct mbpf_version *module)
{
	mbpf_json_open_object(mbpf_out, NULL);
	mbpf_json_string(mbpf_out, "version", MBPF_VERSION_STRING);
	mbpf_json_string(mbpf_out, "libbpf_version", libbpf_version_string() + 1);
	if (module) {
		mbpf_json_open_object(mbpf_out, "module");
		mbpf_json_string(mbpf_out, "version", module->release);
		mbpf_json_u64(mbpf_out, "abi", module->abi);
		mbpf_json_u64(mbpf_out, "objects", module->nr_live);
		mbpf_json_close_object(mbpf_out);
	} else {
		mbpf_json_null(mbpf_out, "module");
	}
	mbpf_json_close_object(mbpf_out);
}

/**
 * mbpf_do_version() - versions; that of the module where it can be asked
 */
int mbpf_do_version(struct mbpf_args *args)
{
	struct mbpf_version module;
	int err;

	if (mbpf_args_end(args))
		return MBPF_EXIT_USAGE;
	err = mbpf_dev_version(&module);
	module.release[sizeof(module.release) - 1] = 0;
	if (mbpf_out) {
		json_version(err ? NULL : &module);
		return MBPF_EXIT_OK;
	}
	printf("mbpf v%s\nusing libbpf %s\n", MBPF_VERSION_STRING, libbpf_version_string());
	if (err)
		printf("module not reached: %s\n", strerror(-err));
	else
		printf("module v%s, ABI %u, %u objects alive\n", module.release, module.abi,
		       module.nr_live);
	return MBPF_EXIT_OK;
}
