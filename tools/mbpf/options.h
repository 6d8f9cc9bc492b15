/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The global options, one row each.
 */
#ifndef MBPF_CLI_OPTIONS_H
#define MBPF_CLI_OPTIONS_H

/**
 * struct mbpf_option - one option
 * @brief: "-j"
 * @full: "--json"
 * @help: what it does
 */
struct mbpf_option {
	const char *brief;
	const char *full;
	const char *help;
};

/** mbpf_option_table - all options; the last has no name */
extern const struct mbpf_option mbpf_option_table[];

#endif /* MBPF_CLI_OPTIONS_H */
