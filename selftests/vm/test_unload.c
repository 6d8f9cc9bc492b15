// SPDX-License-Identifier: GPL-2.0
/*
 * Unloading the module while links are on their hooks and packets pass.
 *
 *	near ---- n0 | r0 ---- here, kept links on r0 and on IP hooks
 *	ping -f -->
 *
 * Not with the harness of the other tests: it would hold /dev/mbpf open, and so
 * the module in the kernel.  Here the device is closed where it is in the way.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#define MBPF_TEST_LIBRARY
#include "mbpf_test.h"
#include "net_lab.h"
#include "net_link.h"
#include "net_prog.h"

static int results;
static int failures;

/* One result, in TAP. */
static void report(bool good, const char *sentence)
{
	results++;
	failures += !good;
	printf("%sok %d %s\n", good ? "" : "not ", results, sentence);
}

/*
 * Let go of the device, and take it again under the number that the library
 * has in mind.
 */
static void close_device(void)
{
	close(mbpf_device());
}

static bool open_device(void)
{
	int want = mbpf_device(), fd = open("/dev/" MBPF_DEVICE_NAME, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return false;
	if (fd != want) {
		dup3(fd, want, O_CLOEXEC);
		close(fd);
	}
	return true;
}

static bool load_module(void)
{
	const char *module = getenv("MBPF_MODULE"), *build = getenv("BUILD");
	char command[512];

	if (module)
		snprintf(command, sizeof(command), "insmod %s", module);
	else
		snprintf(command, sizeof(command), "insmod %s/mbpf.ko", build ? build : "build");
	return !system(command);
}

static bool unload_module(void)
{
	return !system("rmmod mbpf");
}

/*
 * Attach, keep, and close links of each kind; some programs write.  What lives
 * on then are the links, and the programs in them.
 */
static bool leave_links(void)
{
	int writer = prog_store(AT_IP + 8, 63), reader = mbpf_prog_pass();
	int links[] = {
		link_dev(writer, "r0"),
		link_ip(writer, NFPROTO_IPV4, NF_INET_PRE_ROUTING, 0),
		link_ip(reader, NFPROTO_IPV4, NF_INET_LOCAL_OUT, 0),
		link_ip(reader, NFPROTO_IPV6, NF_INET_POST_ROUTING, 0),
	};
	bool good = true;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(links); i++) {
		good &= links[i] >= 0 && !link_keep(links[i]);
		close(links[i]);
	}
	close(writer);
	close(reader);
	return good;
}

/* Packets in both directions, until it is killed. */
static pid_t start_traffic(const struct net_lab *lab)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	setpgid(0, 0);
	close_device();
	_exit(net_run(lab->near, "exec ping -q -f 10.1.0.1 >/dev/null"));
}

static void stop_traffic(pid_t pid)
{
	kill(-pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static bool ping_works(const struct net_lab *lab)
{
	return !net_run(lab->near, "ping -q -c 3 -i 0.01 -W 3 10.1.0.1 >/dev/null");
}

int main(void)
{
	struct net_lab lab;
	pid_t traffic;
	int round;

	printf("TAP version 13\n1..9\n");
	setlinebuf(stdout);
	if (net_lab_setup(&lab))
		return 1;
	report(system("rmmod mbpf 2>/dev/null"), "an open device keeps the module in the kernel");
	for (round = 0; round < 2; round++) {
		report(leave_links(), "links are attached and told to outlive their fds");
		traffic = start_traffic(&lab);
		usleep(300 * 1000);
		close_device();
		report(unload_module(), "the module is unloaded with links on their hooks");
		report(ping_works(&lab), "packets pass without it");
		stop_traffic(traffic);
		report(load_module() && open_device() && mbpf_live() == 0,
		       "the module is loaded again, and nothing is alive in it");
	}
	return failures ? 1 : 0;
}
