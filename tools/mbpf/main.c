// SPDX-License-Identifier: GPL-2.0
/*
 * mbpf: load, see and attach eBPF programs of mbpf.ko.
 *
 *	mbpf [OPTION...] NOUN VERB [ARGUMENT...]
 *
 * main() takes the options out of the words, finds the verb's row (verbs.c),
 * sees that the device is there, runs the handler, and prints its JSON.  What
 * a verb does stands in the file named after it; libbpf does all the loading.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "device.h"
#include "messages.h"
#include "options.h"
#include "verbs.h"

const struct mbpf_option mbpf_option_table[] = {
	{ "-j", "--json", "print JSON" },
	{ "-p", "--pretty", "print JSON, indented" },
	{ "-l", "--log", "show the verifier's whole log" },
	{ "-d", "--debug", "show what libbpf does, and the log as --log" },
	{ "-V", "--version", "print versions, as 'mbpf version'" },
	{ "-h", "--help", "print help, as 'mbpf help'" },
	{ 0 },
};

struct mbpf_options mbpf_options;
struct mbpf_json *mbpf_out;

static struct mbpf_json document;
static char *document_text;
static size_t document_size;
static bool document_flushed;	/* some of it is printed already */

static const struct mbpf_option *find_option(const char *word)
{
	const struct mbpf_option *option;

	for (option = mbpf_option_table; option->brief; option++)
		if (!strcmp(word, option->brief) || !strcmp(word, option->full))
			return option;
	return NULL;
}

/* "-" and negative numbers are words. */
static bool looks_like_option(const char *word)
{
	return word[0] == '-' && word[1] && (word[1] < '0' || word[1] > '9');
}

static void set_option(char letter)
{
	switch (letter) {
	case 'p':
		mbpf_options.pretty = true;
		mbpf_options.json = true;
		break;
	case 'j':
		mbpf_options.json = true;
		break;
	case 'd':
		mbpf_options.debug = true;
		mbpf_options.log = true;
		break;
	case 'l':
		mbpf_options.log = true;
		break;
	}
}

/*
 * Takes the options out of the words, up to "--".  @command is set to the verb
 * that an option asks for.
 */
static int take_options(struct mbpf_args *args, char **command)
{
	const struct mbpf_option *option;
	int from, to = 0, status = MBPF_EXIT_OK;

	for (from = 0; from < args->left; from++) {
		if (!strcmp(args->at[from], "--")) {
			from++;
			break;
		}
		option = find_option(args->at[from]);
		if (option && strchr("hV", option->brief[1]))
			*command = option->brief[1] == 'h' ? "help" : "version";
		else if (option)
			set_option(option->brief[1]);
		else if (looks_like_option(args->at[from]))
			status = mbpf_fail_usage("there is no option '%s'", args->at[from]);
		else
			args->at[to++] = args->at[from];
	}
	while (from < args->left)
		args->at[to++] = args->at[from++];
	args->left = to;
	return status;
}

static void open_document(void)
{
	if (!mbpf_options.json)
		return;
	document.pretty = mbpf_options.pretty;
	document.out = open_memstream(&document_text, &document_size);
	if (!document.out) {
		fprintf(stderr, "mbpf: no memory\n");
		exit(MBPF_EXIT_ERROR);
	}
	mbpf_out = &document;
}

void mbpf_out_flush(void)
{
	if (mbpf_out) {
		fclose(document.out);
		if (document_size)
			printf("%s\n", document_text);
		free(document_text);
		document_text = NULL;
		document.comma = false;
		document_flushed = true;
		open_document();
	}
	fflush(stdout);
}

/* The result, null where there is none to print, or the error alone. */
static void close_document(int status)
{
	struct mbpf_json error = { .out = stdout, .pretty = mbpf_options.pretty };

	if (!mbpf_out)
		return;
	fclose(document.out);
	if (status == MBPF_EXIT_OK) {
		if (document_size || !document_flushed)
			printf("%s\n", document_size ? document_text : "null");
	} else {
		mbpf_json_open_object(&error, NULL);
		mbpf_json_string(&error, "error", mbpf_fail_text());
		mbpf_json_close_object(&error);
		printf("\n");
	}
	free(document_text);
}

static int reach_device(void)
{
	int device = mbpf_dev_open();

	switch (device) {
	case -ENOENT:
	case -ENXIO:
	case -ENODEV:
		return mbpf_fail("/dev/" MBPF_DEVICE_NAME
				 " is not there: the module is not loaded; load it with 'modprobe mbpf' or 'insmod mbpf.ko'");
	case -EACCES:
	case -EPERM:
		return mbpf_fail("/dev/" MBPF_DEVICE_NAME " may not be opened; run mbpf as root");
	}
	if (device < 0)
		return mbpf_fail_errno(-device, "/dev/" MBPF_DEVICE_NAME " cannot be opened");
	return MBPF_EXIT_OK;
}

static int run(struct mbpf_args *args, char *command)
{
	struct mbpf_args asked = { 1, &command };
	const struct mbpf_verb *verb;
	int status;

	/* "mbpf prog help" and "mbpf prog -h" are "mbpf help prog". */
	if (args->left > 1 && !strcmp(args->at[1], "help")) {
		command = "help";
		args->left = 1;
	}
	if (command && !strcmp(command, "help"))
		return mbpf_do_help(args);
	status = mbpf_verb_find(command ? &asked : args, &verb);
	if (status)
		return status;
	mbpf_verb_current = verb;
	if (verb->needs_device)
		status = reach_device();
	return status ? status : verb->run(command ? &asked : args);
}

static void caught(int signal)
{
	(void)signal;
}

void mbpf_wait_for_signal(void)
{
	static const int wanted[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = caught };
	sigset_t set, old;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		sigaddset(&set, wanted[i]);
	/* Blocked until sigsuspend(), so that none can slip in between. */
	sigprocmask(SIG_BLOCK, &set, &old);
	for (i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		sigaction(wanted[i], &action, NULL);
	sigsuspend(&old);
	sigprocmask(SIG_SETMASK, &old, NULL);
}

int main(int argc, char **argv)
{
	struct mbpf_args args = { argc - 1, argv + 1 };
	char *command = NULL;
	int status;

	status = take_options(&args, &command);
	open_document();
	mbpf_messages_init();
	if (!status && !args.left && !command)
		command = "help";
	if (!status)
		status = run(&args, command);
	close_document(status);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "mbpf: the output could not be written: %s\n", strerror(errno));
		status = status ? status : MBPF_EXIT_ERROR;
	}
	return status;
}
