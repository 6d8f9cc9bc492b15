/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Three network namespaces in a row, for tests that need real packets:
 *
 *	     near                    here                     far
 *	+-------------+    +----------------------+    +-------------+
 *	|  n0  .2 ----+----+---- .1  r0    r1 .1 --+----+---- .2  f0  |
 *	+-------------+    +----------------------+    +-------------+
 *	      10.1.0.0/24, fd01::/64      10.2.0.0/24, fd02::/64
 *
 * The test's own process is moved to "here", which routes between the others;
 * a socket can be made in each of them and keeps working from here.  Addresses
 * and neighbours are fixed, so that nothing but what a test sends has to pass
 * (IPv6 still says a few words of its own).  All ends with the process.
 */
#ifndef MBPF_TEST_NET_LAB_H
#define MBPF_TEST_NET_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <netinet/in.h>

/* Link-layer addresses: 02:00:00:00:<network>:<host>. */
#define LAB_MAC(network, host) { 0x02, 0, 0, 0, network, host }

/**
 * struct net_lab - file descriptors of the namespaces
 */
struct net_lab {
	int near;
	int here;
	int far;
};

/** net_lab_setup() - build it; 0, or -1 with a line on stderr */
int net_lab_setup(struct net_lab *lab);

/*
 * One lab for all tests of a program that leave it as they found it: built
 * before main(), which has the tests in processes of their own.
 */
#define NET_LAB_SHARED(name)						\
	static struct net_lab name;					\
	static void __attribute__((constructor)) setup_##name(void)	\
	{								\
		if (net_lab_setup(&(name)))				\
			exit(1);					\
	}

/** net_new() - a namespace of its own with lo up: its fd, or -1 */
int net_new(void);

/** net_run() - run a shell command in a namespace; its exit status */
__attribute__((format(printf, 2, 3)))
int net_run(int ns, const char *fmt, ...);

/** net_socket() - socket(2) in a namespace */
int net_socket(int ns, int family, int type, int protocol);

/** net_addr() - "10.1.0.2" or "fd01::2" and a port (host order) as an address */
struct sockaddr_storage net_addr(const char *text, int port);

/** net_udp() - a UDP socket in a namespace, bound; its fd, or -1 */
int net_udp(int ns, const char *address, int port);

/** net_send() - one datagram; 0 or a negative errno */
int net_send(int fd, const char *to, int port, const void *data, size_t len);

/** net_recv() - wait up to @ms for a datagram; its length, or -1 when none came */
int net_recv(int fd, void *data, size_t size, int ms);

/* How long to wait for what must come, and for what must not; milliseconds. */
enum { NET_COMES = 3000, NET_STAYS_AWAY = 60 };

#endif /* MBPF_TEST_NET_LAB_H */
