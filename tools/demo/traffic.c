// SPDX-License-Identifier: GPL-2.0
/*
 * Real traffic that can be counted: an echo server, and clients that say how
 * many of their tries were answered.
 *
 *	traffic serve PORT...			   echo UDP and TCP on these ports
 *	traffic udp FROM TO PORT COUNT PATIENCE	   COUNT datagrams
 *	traffic tcp FROM TO PORT COUNT PATIENCE	   COUNT connections, a line each
 *
 * The server says "ready" once all ports are open. A client waits PATIENCE
 * milliseconds for an answer that does not come, sends nothing again, and prints
 * two numbers: tries that were answered, and packets that it took. The latter is
 * the kernel's own count (/proc/net/snmp) of what this network namespace sent in
 * that protocol: nobody else may send there meanwhile. It knows the SYN that TCP
 * repeats, and how many segments a connection was cut into.
 *
 * It does not know about firewalls: what should come through is the caller's affair.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_PORTS = 16, SERVER_PATIENCE_MS = 5000, LINGER_S = 10, BUFFER = 2048, DATAGRAM = 64 };

static const char greeting[] = "hello\n";

static void die(const char *what)
{
	fprintf(stderr, "traffic: %s: %s\n", what, strerror(errno));
	exit(1);
}

static struct sockaddr_in address(const char *ip, const char *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(atoi(port)) };

	if (inet_pton(AF_INET, ip, &at.sin_addr) != 1) {
		errno = EINVAL;
		die(ip);
	}
	return at;
}

static int socket_bound(int type, const struct sockaddr_in *at)
{
	int one = 1, fd = socket(AF_INET, type, 0);

	if (fd < 0)
		die("socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (const struct sockaddr *)at, sizeof(*at)))
		die("bind");
	return fd;
}

static bool wait_for(int fd, short events, int ms)
{
	struct pollfd one = { .fd = fd, .events = events };

	return poll(&one, 1, ms) == 1 && (one.revents & events);
}

/* --- server --- */

static void echo_udp(int fd)
{
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	char buf[BUFFER];
	ssize_t n = recvfrom(fd, buf, sizeof(buf), 0, (struct sockaddr *)&from, &len);

	if (n >= 0)
		sendto(fd, buf, n, 0, (struct sockaddr *)&from, len);
}

/* One line back, then close: a client waits for no more. */
static void echo_tcp(int fd)
{
	int conn = accept(fd, NULL, NULL);
	char buf[BUFFER];
	ssize_t n;

	if (conn < 0)
		return;
	if (wait_for(conn, POLLIN, SERVER_PATIENCE_MS)) {
		n = read(conn, buf, sizeof(buf));
		if (n > 0 && write(conn, buf, n) < 0)
			perror("traffic: echo");
	}
	close(conn);
}

static int serve(int nr, char **ports)
{
	struct pollfd fds[2 * MAX_PORTS];
	int i;

	if (nr > MAX_PORTS) {
		errno = E2BIG;
		die("ports");
	}
	for (i = 0; i < nr; i++) {
		struct sockaddr_in any = address("0.0.0.0", ports[i]);

		fds[2 * i].fd = socket_bound(SOCK_DGRAM, &any);
		fds[2 * i + 1].fd = socket_bound(SOCK_STREAM, &any);
		fds[2 * i].events = POLLIN;
		fds[2 * i + 1].events = POLLIN;
		if (listen(fds[2 * i + 1].fd, 64))
			die("listen");
	}
	puts("ready");
	fflush(stdout);
	while (poll(fds, 2 * nr, -1) > 0) {
		for (i = 0; i < 2 * nr; i++)
			if (fds[i].revents & POLLIN)
				i % 2 ? echo_tcp(fds[i].fd) : echo_udp(fds[i].fd);
	}
	return 1;
}

/* --- the kernel's books --- */

/* A counter of /proc/net/snmp, which has a line of names before each of values. */
static long counter(const char *protocol, const char *wanted)
{
	char names[BUFFER], values[BUFFER], *name, *value, *name_rest, *value_rest;
	FILE *file = fopen("/proc/net/snmp", "r");
	long found = -1;

	if (!file)
		die("/proc/net/snmp");
	while (found < 0 && fgets(names, sizeof(names), file) &&
	       fgets(values, sizeof(values), file)) {
		name = strtok_r(names, "\n :", &name_rest);
		value = strtok_r(values, "\n :", &value_rest);
		if (!name || strcmp(name, protocol))
			continue;
		while (name && value && strcmp(name, wanted)) {
			name = strtok_r(NULL, "\n ", &name_rest);
			value = strtok_r(NULL, "\n ", &value_rest);
		}
		found = name && value ? atol(value) : -1;
	}
	fclose(file);
	if (found < 0) {
		errno = ENODATA;
		die(wanted);
	}
	return found;
}

static long packets_sent(bool udp)
{
	if (udp)
		return counter("Udp", "OutDatagrams");
	return counter("Tcp", "OutSegs") + counter("Tcp", "RetransSegs");
}

/* --- clients --- */

static int count_udp(const struct sockaddr_in *from, const struct sockaddr_in *to,
		     int count, int patience)
{
	int fd = socket_bound(SOCK_DGRAM, from), back = 0, i;
	char buf[BUFFER] = "mbpf";

	if (connect(fd, (const struct sockaddr *)to, sizeof(*to)))
		die("connect");
	for (i = 0; i < count; i++)
		if (send(fd, buf, DATAGRAM, 0) != DATAGRAM)
			die("send");
	while (back < count && wait_for(fd, POLLIN, patience))
		back += recv(fd, buf, sizeof(buf), 0) == DATAGRAM;
	close(fd);
	return back;
}

/* Reads until the server has closed, and it must be what we sent. */
static bool is_echoed(int fd, int patience)
{
	char buf[BUFFER];
	ssize_t n = 1;
	size_t have = 0;

	while (n > 0 && wait_for(fd, POLLIN, patience)) {
		n = read(fd, buf + have, sizeof(buf) - have);
		have += n > 0 ? n : 0;
	}
	return !n && have == strlen(greeting) && !memcmp(buf, greeting, have);
}

/*
 * The server closes first, and close() lingers until it has confirmed our end,
 * too: nothing is left that could be sent after we have counted.
 */
static bool one_tcp(const struct sockaddr_in *from, const struct sockaddr_in *to, int patience)
{
	struct linger linger = { .l_onoff = 1, .l_linger = LINGER_S };
	int fd = socket_bound(SOCK_STREAM, from), err = 0;
	ssize_t len = strlen(greeting);
	socklen_t size = sizeof(err);
	bool good;

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (connect(fd, (const struct sockaddr *)to, sizeof(*to)) && errno != EINPROGRESS)
		die("connect");
	good = wait_for(fd, POLLOUT, patience) &&
	       !getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &size) && !err &&
	       write(fd, greeting, len) == len && is_echoed(fd, patience);
	close(fd);
	return good;
}

static int count_tcp(const struct sockaddr_in *from, const struct sockaddr_in *to,
		     int count, int patience)
{
	int back = 0;

	while (count--)
		back += one_tcp(from, to, patience);
	return back;
}

static int send_and_count(char **arg)
{
	struct sockaddr_in from = address(arg[1], "0"), to = address(arg[2], arg[3]);
	int count = atoi(arg[4]), patience = atoi(arg[5]), answered;
	bool udp = !strcmp(arg[0], "udp");
	long before = packets_sent(udp);

	if (udp)
		answered = count_udp(&from, &to, count, patience);
	else
		answered = count_tcp(&from, &to, count, patience);
	printf("%d %ld\n", answered, packets_sent(udp) - before);
	return 0;
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	if (argc > 2 && !strcmp(argv[1], "serve"))
		return serve(argc - 2, argv + 2);
	if (argc == 7 && (!strcmp(argv[1], "udp") || !strcmp(argv[1], "tcp")))
		return send_and_count(argv + 1);
	fprintf(stderr, "usage: traffic serve PORT... | {udp|tcp} FROM TO PORT COUNT PATIENCE\n");
	return 2;
}
