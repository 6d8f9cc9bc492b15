/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Links in tests: thin functions over the door, in the caller's network
 * namespace.  Errnos are returned as negative numbers.
 */
#ifndef MBPF_TEST_NET_LINK_H
#define MBPF_TEST_NET_LINK_H

#include <netinet/in.h>		/* before the kernel has its own in.h */
#include <linux/netfilter.h>
#include "mbpf.h"

/** link_attr() - LINK_CREATE on an IP hook, to be changed before the call */
void link_attr(union mbpf_attr *attr, int prog_fd, int pf, int hooknum, int priority);
/** link_ip() - LINK_CREATE of that: a link fd */
int link_ip(int prog_fd, int pf, int hooknum, int priority);
/** link_dev() - LINK_CREATE at the ingress of a device of this name */
int link_dev(int prog_fd, const char *dev);

int link_detach(int link_fd);
int link_keep(int link_fd);
/** link_info() - all zero when that fails */
struct mbpf_link_info link_info(int link_fd);
/** link_stats() - all zero when that fails */
struct mbpf_link_stats link_stats(int link_fd);

#endif /* MBPF_TEST_NET_LINK_H */
