/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The handlers that the verb table names; each is described by its row there.
 */
#ifndef MBPF_CLI_VERBS_H
#define MBPF_CLI_VERBS_H

struct mbpf_args;

int mbpf_do_prog_show(struct mbpf_args *args);
int mbpf_do_prog_load(struct mbpf_args *args);
int mbpf_do_prog_dump(struct mbpf_args *args);
int mbpf_do_prog_run(struct mbpf_args *args);
int mbpf_do_prog_tracelog(struct mbpf_args *args);

int mbpf_do_map_show(struct mbpf_args *args);
int mbpf_do_map_dump(struct mbpf_args *args);
int mbpf_do_map_lookup(struct mbpf_args *args);
int mbpf_do_map_getnext(struct mbpf_args *args);
int mbpf_do_map_update(struct mbpf_args *args);
int mbpf_do_map_delete(struct mbpf_args *args);
int mbpf_do_map_create(struct mbpf_args *args);
int mbpf_do_map_freeze(struct mbpf_args *args);

int mbpf_do_link_show(struct mbpf_args *args);
int mbpf_do_link_detach(struct mbpf_args *args);

int mbpf_do_net_show(struct mbpf_args *args);
int mbpf_do_net_attach(struct mbpf_args *args);
int mbpf_do_net_detach(struct mbpf_args *args);

int mbpf_do_btf_show(struct mbpf_args *args);
int mbpf_do_btf_dump(struct mbpf_args *args);

int mbpf_do_version(struct mbpf_args *args);
int mbpf_do_help(struct mbpf_args *args);

#endif /* MBPF_CLI_VERBS_H */
