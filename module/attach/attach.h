/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Links and hooks: where programs meet packets.
 *
 * A link is one program on one hook.  XDP_PASS lets a packet go on, every other
 * return value drops it; each is counted.  A link's life:
 *
 *   create -> (kept?) -> dead: off the hook, the program still referenced
 *                 -> last reference -> grace period -> freed
 *
 * What makes it dead: LINK_DETACH, its last reference, its device or network
 * namespace going, the module going.  A dead link can still be asked about.
 * Packets that are on their way when it dies may still run its program.
 */
#ifndef MBPF_ATTACH_ATTACH_H
#define MBPF_ATTACH_ATTACH_H

#include <linux/types.h>

struct mbpf_prog;
struct mbpf_link;
struct mbpf_link_info;
struct mbpf_link_stats;
struct seq_file;
union mbpf_attr;

/**
 * mbpf_link_create() - attach a program
 * @prog: a reference that the link takes over on success
 * @attr: link_create; checked here, in the order of the errnos below
 *
 * The link's own id must be set (mbpf_link_set_id) by the caller, which also
 * publishes it.  In the caller's network namespace.  May sleep, takes the RTNL.
 *
 * Return: a link with one reference, or an ERR_PTR: -EINVAL (attach type,
 * program type, a field that must be zero, flags, pf, hook number, priority),
 * -EOPNOTSUPP (XDP in the driver or in hardware), -ENOMEM, -ENODEV, -EEXIST (the
 * device has one), -EOPNOTSUPP (the kernel lacks the hook), -E2BIG (too many
 * programs and rules on the hook).
 */
struct mbpf_link *mbpf_link_create(struct mbpf_prog *prog, const union mbpf_attr *attr);

/** mbpf_link_get() - one more reference */
void mbpf_link_get(struct mbpf_link *link);
/** mbpf_link_get_unless_zero() - for id lookups; false when it is dying */
bool mbpf_link_get_unless_zero(struct mbpf_link *link);
/** mbpf_link_put() - the last one detaches and frees; may sleep */
void mbpf_link_put(struct mbpf_link *link);

/** mbpf_link_detach() - take it off its hook; -ENOLINK when it is already off */
int mbpf_link_detach(struct mbpf_link *link);

/**
 * mbpf_link_keep() - outlive the last fd: takes a reference that detaching
 * gives back; -ENOLINK when it is off its hook, -EEXIST when already kept
 */
int mbpf_link_keep(struct mbpf_link *link);

void mbpf_link_set_id(struct mbpf_link *link, u32 id);

/** mbpf_link_fill_info() - all of @info but user pointers */
void mbpf_link_fill_info(const struct mbpf_link *link, struct mbpf_link_info *info);
/** mbpf_link_fill_stats() - sums over CPUs; link_fd is left alone */
void mbpf_link_fill_stats(const struct mbpf_link *link, struct mbpf_link_stats *stats);
/** mbpf_link_show_fdinfo() - its lines for /proc/PID/fdinfo/FD */
void mbpf_link_show_fdinfo(const struct mbpf_link *link, struct seq_file *m);

/**
 * mbpf_attach_set_release() - whom the last put of a link tells
 * @unpublish: forget its id
 * @prog_put: give back its program
 */
void mbpf_attach_set_release(void (*unpublish)(u32 id), void (*prog_put)(struct mbpf_prog *prog));

/** mbpf_attach_init() - notifiers for devices and network namespaces */
int mbpf_attach_init(void);
/** mbpf_attach_exit() - detach what is left, wait for readers, free kept links */
void mbpf_attach_exit(void);

#endif /* MBPF_ATTACH_ATTACH_H */
