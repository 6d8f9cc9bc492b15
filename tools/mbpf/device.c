// SPDX-License-Identifier: GPL-2.0
/*
 * The calls to /dev/mbpf, one function each.
 *
 * The device is opened once per process.  What libbpf can say as well (map
 * elements, test runs) is said through libbpf, whose calls arrive here by way
 * of wrap.c; this file has what libbpf does not know, or says differently from
 * version to version.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "device.h"

int mbpf_dev_open(void)
{
	static int device = -1;

	if (device < 0)
		device = open("/dev/" MBPF_DEVICE_NAME, O_RDWR | O_CLOEXEC);
	return device < 0 ? -errno : device;
}

static int control(unsigned long request, void *arg)
{
	int device = mbpf_dev_open(), ret;

	if (device < 0)
		return device;
	ret = ioctl(device, request, arg);
	return ret < 0 ? -errno : ret;
}

int mbpf_dev_call(unsigned int cmd, void *attr, unsigned int size)
{
	struct mbpf_call call = {
		.cmd = cmd, .size = size, .attr = (__u64)(unsigned long)attr,
	};

	return control(MBPF_IOC_CALL, &call);
}

int mbpf_dev_next_id(enum mbpf_kind kind, __u32 id, __u32 *next)
{
	static const unsigned int cmd[] = {
		[MBPF_KIND_PROG] = BPF_PROG_GET_NEXT_ID,
		[MBPF_KIND_MAP] = BPF_MAP_GET_NEXT_ID,
		[MBPF_KIND_LINK] = BPF_LINK_GET_NEXT_ID,
		[MBPF_KIND_BTF] = BPF_BTF_GET_NEXT_ID,
	};
	union mbpf_attr attr = { .id.start_id = id };
	int ret = mbpf_dev_call(cmd[kind], &attr, sizeof(attr.id));

	if (ret >= 0)
		*next = attr.id.next_id;
	return ret;
}

int mbpf_dev_fd(enum mbpf_kind kind, __u32 id)
{
	static const unsigned int cmd[] = {
		[MBPF_KIND_PROG] = BPF_PROG_GET_FD_BY_ID,
		[MBPF_KIND_MAP] = BPF_MAP_GET_FD_BY_ID,
		[MBPF_KIND_LINK] = BPF_LINK_GET_FD_BY_ID,
		[MBPF_KIND_BTF] = BPF_BTF_GET_FD_BY_ID,
	};
	union mbpf_attr attr = { .id.start_id = id };

	return mbpf_dev_call(cmd[kind], &attr, sizeof(attr.id));
}

int mbpf_dev_info(int fd, void *info, __u32 size)
{
	union mbpf_attr attr = {
		.info = { .bpf_fd = fd, .info_len = size, .info = (__u64)(unsigned long)info },
	};

	return mbpf_dev_call(BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof(attr.info));
}

int mbpf_dev_each(enum mbpf_kind kind, int (*visit)(int fd, __u32 id, void *arg), void *arg)
{
	__u32 id = 0;
	int fd, ret;

	while (!(ret = mbpf_dev_next_id(kind, id, &id))) {
		fd = mbpf_dev_fd(kind, id);
		if (fd == -ENOENT)
			continue;
		if (fd < 0)
			return fd;
		ret = visit(fd, id, arg);
		close(fd);
		if (ret)
			return ret;
	}
	return ret == -ENOENT ? 0 : ret;
}

bool mbpf_dev_fdinfo(int fd, const char *key, __u64 *value)
{
	size_t len = strlen(key);
	bool found = false;
	char text[256];
	FILE *file;

	snprintf(text, sizeof(text), "/proc/self/fdinfo/%d", fd);
	file = fopen(text, "re");
	if (!file)
		return false;
	while (!found && fgets(text, sizeof(text), file))
		if (!strncmp(text, key, len) && text[len] == ':')
			found = sscanf(text + len + 1, "%" SCNu64, (uint64_t *)value) == 1;
	fclose(file);
	return found;
}

int mbpf_dev_link_create(union mbpf_attr *attr)
{
	return mbpf_dev_call(BPF_LINK_CREATE, attr, sizeof(attr->link_create));
}

int mbpf_dev_link_detach(int fd)
{
	union mbpf_attr attr = { .link_detach.link_fd = fd };

	return mbpf_dev_call(BPF_LINK_DETACH, &attr, sizeof(attr.link_detach));
}

int mbpf_dev_link_keep(int fd)
{
	return control(MBPF_IOC_LINK_KEEP, (void *)(long)fd);
}

int mbpf_dev_link_stats(int fd, struct mbpf_link_stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	stats->link_fd = fd;
	return control(MBPF_IOC_LINK_STATS, stats);
}

int mbpf_dev_version(struct mbpf_version *version)
{
	memset(version, 0, sizeof(*version));
	return control(MBPF_IOC_VERSION, version);
}
