// SPDX-License-Identifier: GPL-2.0
/*
 * Network namespaces, and packets between them, for tests.
 *
 * Namespaces are made by unshare(2) and held by file descriptors, not by name,
 * so that they go when the test's process ends, however it ends.  What iproute2
 * can do is left to it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
#include "net_lab.h"

static int own_ns(void)
{
	return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

int net_new(void)
{
	int old = own_ns(), ns = -1;

	if (old < 0)
		return -1;
	if (!unshare(CLONE_NEWNET)) {
		ns = own_ns();
		if (setns(old, CLONE_NEWNET))
			abort();
	}
	close(old);
	if (ns >= 0 && net_run(ns, "ip link set lo up")) {
		close(ns);
		return -1;
	}
	return ns;
}

int net_run(int ns, const char *fmt, ...)
{
	char *command;
	int status;
	va_list args;
	pid_t pid;

	va_start(args, fmt);
	status = vasprintf(&command, fmt, args);
	va_end(args);
	if (status < 0)
		return -1;

	pid = fork();
	if (!pid) {
		if (setns(ns, CLONE_NEWNET))
			_exit(126);
		execl("/bin/sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	free(command);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int net_socket(int ns, int family, int type, int protocol)
{
	int old = own_ns(), fd;

	if (old < 0 || setns(ns, CLONE_NEWNET))
		return -1;
	fd = socket(family, type | SOCK_CLOEXEC, protocol);
	if (setns(old, CLONE_NEWNET))
		abort();
	close(old);
	return fd;
}

struct sockaddr_storage net_addr(const char *text, int port)
{
	struct sockaddr_storage addr = {};
	struct sockaddr_in *v4 = (struct sockaddr_in *)&addr;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&addr;

	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(port);
	} else {
		memset(&addr, 0, sizeof(addr));
		inet_pton(AF_INET6, text, &v6->sin6_addr);
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(port);
	}
	return addr;
}

int net_udp(int ns, const char *address, int port)
{
	struct sockaddr_storage addr = net_addr(address, port);
	int fd = net_socket(ns, addr.ss_family, SOCK_DGRAM, 0);

	if (fd >= 0 && bind(fd, (struct sockaddr *)&addr, sizeof(addr))) {
		close(fd);
		return -1;
	}
	return fd;
}

int net_send(int fd, const char *to, int port, const void *data, size_t len)
{
	struct sockaddr_storage addr = net_addr(to, port);

	if (sendto(fd, data, len, 0, (struct sockaddr *)&addr, sizeof(addr)) != (ssize_t)len)
		return -errno;
	return 0;
}

int net_recv(int fd, void *data, size_t size, int ms)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };

	if (poll(&waiting, 1, ms) != 1)
		return -1;
	return recv(fd, data, size, MSG_DONTWAIT | MSG_TRUNC);
}

/* What each namespace is told, as a batch for ip(8). */
static const char here_batch[] =
	"link add r0 address 02:00:00:00:01:01 type veth peer name n0 address 02:00:00:00:01:02\n"
	"link add r1 address 02:00:00:00:02:01 type veth peer name f0 address 02:00:00:00:02:02\n"
	"addr add 10.1.0.1/24 dev r0\n"
	"addr add 10.2.0.1/24 dev r1\n"
	"addr add fd01::1/64 dev r0 nodad\n"
	"addr add fd02::1/64 dev r1 nodad\n"
	"link set r0 up\n"
	"link set r1 up\n"
	"neigh add 10.1.0.2 lladdr 02:00:00:00:01:02 dev r0\n"
	"neigh add 10.2.0.2 lladdr 02:00:00:00:02:02 dev r1\n"
	"neigh add fd01::2 lladdr 02:00:00:00:01:02 dev r0\n"
	"neigh add fd02::2 lladdr 02:00:00:00:02:02 dev r1\n";

/* Arguments: device and number of the network, four times. */
static const char edge_batch[] =
	"addr add 10.%2$d.0.2/24 dev %1$s\n"
	"addr add fd0%2$d::2/64 dev %1$s nodad\n"
	"link set %1$s up\n"
	"neigh add 10.%2$d.0.1 lladdr 02:00:00:00:0%2$d:01 dev %1$s\n"
	"neigh add fd0%2$d::1 lladdr 02:00:00:00:0%2$d:01 dev %1$s\n"
	"route add default via 10.%2$d.0.1\n"
	"route add ::/0 via fd0%2$d::1\n";

static int setup_here(int ns)
{
	return net_run(ns, "echo 1 >/proc/sys/net/ipv4/ip_forward &&"
		       "echo 1 >/proc/sys/net/ipv6/conf/all/forwarding &&"
		       "ip -batch - <<'END'\n%sEND", here_batch);
}

static int setup_edge(int here, int ns, const char *dev, int network)
{
	char batch[sizeof(edge_batch) + 256];

	if (net_run(here, "ip link set %s netns /proc/%d/fd/%d", dev, getpid(), ns))
		return -1;
	snprintf(batch, sizeof(batch), edge_batch, dev, network);
	return net_run(ns, "ip -batch - <<'END'\n%sEND", batch);
}

int net_lab_setup(struct net_lab *lab)
{
	lab->near = net_new();
	lab->here = net_new();
	lab->far = net_new();
	if (lab->near < 0 || lab->here < 0 || lab->far < 0 || setup_here(lab->here) ||
	    setup_edge(lab->here, lab->near, "n0", 1) || setup_edge(lab->here, lab->far, "f0", 2)) {
		fprintf(stderr, "# the network namespaces could not be set up\n");
		return -1;
	}
	return setns(lab->here, CLONE_NEWNET);
}
