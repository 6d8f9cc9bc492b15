// SPDX-License-Identifier: GPL-2.0
/*
 * Links in tests: each function is one call through the door.
 */
#include <net/if.h>
#define MBPF_TEST_LIBRARY
#include "mbpf_test.h"
#include "net_link.h"

void link_attr(union mbpf_attr *attr, int prog_fd, int pf, int hooknum, int priority)
{
	memset(attr, 0, sizeof(*attr));
	attr->link_create.prog_fd = prog_fd;
	attr->link_create.attach_type = MBPF_ATTACH_NETFILTER;
	attr->link_create.netfilter.pf = pf;
	attr->link_create.netfilter.hooknum = hooknum;
	attr->link_create.netfilter.priority = priority;
}

int link_ip(int prog_fd, int pf, int hooknum, int priority)
{
	union mbpf_attr attr;

	link_attr(&attr, prog_fd, pf, hooknum, priority);
	return mbpf_do(BPF_LINK_CREATE, &attr);
}

int link_dev(int prog_fd, const char *dev)
{
	return mbpf_xdp_link(prog_fd, if_nametoindex(dev));
}

int link_detach(int link_fd)
{
	union mbpf_attr attr = { .link_detach = { .link_fd = link_fd } };

	return mbpf_do(BPF_LINK_DETACH, &attr);
}

int link_keep(int link_fd)
{
	return ioctl(mbpf_device(), MBPF_IOC_LINK_KEEP, link_fd) ? -errno : 0;
}

struct mbpf_link_info link_info(int link_fd)
{
	struct mbpf_link_info info = {};
	__u32 len = sizeof(info);

	if (mbpf_info(link_fd, &info, &len))
		memset(&info, 0, sizeof(info));
	return info;
}

struct mbpf_link_stats link_stats(int link_fd)
{
	struct mbpf_link_stats stats = { .link_fd = link_fd };

	if (ioctl(mbpf_device(), MBPF_IOC_LINK_STATS, &stats))
		memset(&stats, 0, sizeof(stats));
	return stats;
}
