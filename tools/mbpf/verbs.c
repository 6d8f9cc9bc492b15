// SPDX-License-Identifier: GPL-2.0
/*
 * The verb table: every command that there is, once.
 *
 * main.c finds the handler here, help.c prints it, and a test compares it with
 * the man pages and the completion.  Adding a command is its handler, its row,
 * and what that test asks for.
 */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "verbs.h"

/* The words in capitals are explained by help.c. */

const struct mbpf_verb mbpf_verbs[] = {
	{ "prog", "show", "list", "[PROG]",
	  "list the loaded programs", mbpf_do_prog_show, true },
	{ "prog", "load", NULL,
	  "OBJECT [prog NAME] [type TYPE] [map name NAME MAP]... [hold]",
	  "have an object's programs proved safe; hold keeps them until Ctrl-C",
	  mbpf_do_prog_load, true },
	{ "prog", "dump", NULL, "xlated PROG [opcodes] [linum] [file FILE]",
	  "print a program's instructions with its C lines", mbpf_do_prog_dump, true },
	{ "prog", "run", NULL, "SOURCE data_in FILE|hex:BYTES [data_out FILE] [repeat N]",
	  "run a program on a packet of yours", mbpf_do_prog_run, true },
	{ "prog", "tracelog", NULL, "[once]",
	  "print what programs say with bpf_printk(), as it comes",
	  mbpf_do_prog_tracelog, true },

	{ "map", "show", "list", "[MAP]",
	  "list the maps", mbpf_do_map_show, true },
	{ "map", "dump", NULL, "MAP [nonzero]",
	  "print all elements of a map", mbpf_do_map_dump, true },
	{ "map", "lookup", NULL, "MAP key DATA",
	  "print one element", mbpf_do_map_lookup, true },
	{ "map", "getnext", NULL, "MAP [key DATA]",
	  "print the key behind this one, or the first", mbpf_do_map_getnext, true },
	{ "map", "update", NULL, "MAP key DATA value DATA [any|exist|noexist]",
	  "set one element", mbpf_do_map_update, true },
	{ "map", "delete", NULL, "MAP key DATA",
	  "remove one element", mbpf_do_map_delete, true },
	{ "map", "create", NULL,
	  "type TYPE key BYTES value BYTES entries N [name NAME] [flags FLAGS] [hold]",
	  "make a map; hold keeps it until Ctrl-C", mbpf_do_map_create, true },
	{ "map", "freeze", NULL, "MAP",
	  "forbid user space to write to a map, for good", mbpf_do_map_freeze, true },

	{ "link", "show", "list", "[id ID]",
	  "list the links: which program is attached where", mbpf_do_link_show, true },
	{ "link", "detach", NULL, "id ID",
	  "take a link off its hook", mbpf_do_link_detach, true },

	{ "net", "show", "list", "",
	  "show the hooks that carry programs, with what those decided",
	  mbpf_do_net_show, true },
	{ "net", "attach", NULL,
	  "xdp SOURCE dev DEVICE | netfilter SOURCE pf ipv4|ipv6 hook HOOK [priority N]",
	  "attach a program to a network hook, to stay there", mbpf_do_net_attach, true },
	{ "net", "detach", NULL,
	  "xdp dev DEVICE | netfilter pf ipv4|ipv6 hook HOOK [priority N]",
	  "detach the program from a network hook", mbpf_do_net_detach, true },

	{ "btf", "show", "list", "[id ID]",
	  "list the type information that is loaded, and who uses it",
	  mbpf_do_btf_show, true },
	{ "btf", "dump", NULL, "id ID",
	  "print type information as C", mbpf_do_btf_dump, true },

	{ "version", NULL, NULL, "",
	  "print the versions of command line, libbpf and module", mbpf_do_version, false },
	{ "help", NULL, NULL, "[NOUN [VERB]]",
	  "print what there is", mbpf_do_help, false },
	{ 0 },
};

const struct mbpf_verb *mbpf_verb_current;

/* 2: the very word, 1: the beginning of it, 0: another. */
static int match(const char *word, const char *whole)
{
	if (!whole || strncmp(word, whole, strlen(word)))
		return 0;
	return strlen(word) == strlen(whole) ? 2 : 1;
}

static int match_verb(const char *word, const struct mbpf_verb *row)
{
	int verb = match(word, row->verb), alias = match(word, row->alias);

	return verb > alias ? verb : alias;
}

/* The whole noun that a word stands for, NULL when it is none or several. */
static const char *find_noun(const char *word)
{
	const struct mbpf_verb *row;
	const char *found = NULL;

	for (row = mbpf_verbs; row->noun; row++) {
		if (match(word, row->noun) == 2)
			return row->noun;
		if (!match(word, row->noun) || (found && !strcmp(found, row->noun)))
			continue;
		if (found)
			return NULL;
		found = row->noun;
	}
	return found;
}

static const struct mbpf_verb *find_verb(const char *noun, const char *word)
{
	const struct mbpf_verb *row, *found = NULL;
	int how, best = 0;

	for (row = mbpf_verbs; row->noun; row++) {
		how = strcmp(row->noun, noun) ? 0 : match_verb(word, row);
		if (how > best)
			found = row;
		else if (how && how == best)
			found = NULL;
		if (how > best)
			best = how;
	}
	return found;
}

int mbpf_verb_find(struct mbpf_args *args, const struct mbpf_verb **found)
{
	const struct mbpf_verb *row;
	const char *word, *noun;
	int status;

	status = mbpf_args_want(args, &word, "a noun (prog, map, link, net, btf)");
	if (status)
		return status;
	noun = find_noun(word);
	if (!noun)
		return mbpf_fail_usage("there is no noun '%s'", word);

	for (row = mbpf_verbs; strcmp(row->noun, noun); row++)
		;
	*found = row;
	if (!row->verb)
		return MBPF_EXIT_OK;
	/* As bpftool: a noun alone shows. */
	word = mbpf_args_next(args);
	if (!word)
		return MBPF_EXIT_OK;
	*found = find_verb(noun, word);
	if (!*found)
		return mbpf_fail_usage("'%s' has no verb '%s'; see mbpf %s help", noun, word, noun);
	return MBPF_EXIT_OK;
}
