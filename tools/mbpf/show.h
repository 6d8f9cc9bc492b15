/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One object as one JSON object, for every verb that lists some.
 */
#ifndef MBPF_CLI_SHOW_H
#define MBPF_CLI_SHOW_H

#include "mbpf.h"

struct mbpf_prog_details;

/** mbpf_prog_json() - a program as bpftool shows it; @key as in json.h */
void mbpf_prog_json(const char *key, int fd, const struct mbpf_prog_details *details);

/** mbpf_map_json() - a map as bpftool shows it */
void mbpf_map_json(const char *key, int fd, const struct mbpf_map_info *info);

/** mbpf_prog_loaded_at() - seconds since 1970 at which a program was loaded */
__u64 mbpf_prog_loaded_at(__u64 load_time);

#endif /* MBPF_CLI_SHOW_H */
