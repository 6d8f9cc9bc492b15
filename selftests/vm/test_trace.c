// SPDX-License-Identifier: GPL-2.0
/*
 * Reading the device: the lines that programs print with bpf_trace_printk().
 *
 * Each test first takes away what others have left, then prints lines of its
 * own by running a program.
 */
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include "mbpf_test.h"

#define PAGE 4096

static int open_reader(int flags)
{
	return open("/dev/" MBPF_DEVICE_NAME, O_RDONLY | O_CLOEXEC | flags);
}

/* A reader that does not block, and nothing to read. */
static int fresh_reader(void)
{
	char line[4096];
	int fd = open_reader(O_NONBLOCK);

	while (read(fd, line, sizeof(line)) > 0)
		;
	return fd;
}

/* A program that prints "x<letter>". */
static int printer(char letter)
{
	const struct bpf_insn insns[] = {
		ST_MEM(BPF_B, 10, -8, 'x'),
		ST_MEM(BPF_B, 10, -7, letter),
		ST_MEM(BPF_B, 10, -6, 0),
		MOV64_REG(1, 10),
		ALU64_IMM(BPF_ADD, 1, -8),
		MOV64_IMM(2, 3),
		CALL(BPF_FUNC_trace_printk),
		MOV64_IMM(0, XDP_PASS),
		EXIT(),
	};

	return mbpf_prog_new(insns, ARRAY_SIZE(insns));
}

static void print_line(char letter)
{
	unsigned char packet[64] = {};
	int fd = printer(letter);

	mbpf_prog_run(fd, packet, sizeof(packet), NULL);
	close(fd);
}

static void nothing(int signal)
{
}

TEST(reader_that_does_not_wait_is_told_that_there_is_nothing)
{
	char line[64];

	EXPECT_EQ(-1, read(fresh_reader(), line, sizeof(line)));
	EXPECT_EQ(EAGAIN, errno);
}

TEST(line_of_a_program_can_be_read)
{
	char line[256] = "";
	int fd = fresh_reader();

	print_line('a');
	EXPECT_LT(0, read(fd, line, sizeof(line) - 1));
	EXPECT_NE(NULL, strstr(line, "xa\n")) TH_LOG("'%s'", line);
	EXPECT_EQ(-1, read(fd, line, sizeof(line)));
	EXPECT_EQ(EAGAIN, errno);
}

TEST(lines_come_in_order_and_together)
{
	char lines[1024] = "";
	int fd = fresh_reader();
	const char *a, *b;

	print_line('a');
	print_line('b');
	ASSERT_LT(0, read(fd, lines, sizeof(lines) - 1));
	a = strstr(lines, "xa\n");
	b = strstr(lines, "xb\n");
	EXPECT_NE(NULL, a);
	EXPECT_LT(a, b);
}

TEST(reader_with_room_for_one_line_gets_whole_lines)
{
	char first[256] = "", second[256] = "";
	int fd = fresh_reader();
	ssize_t len;

	print_line('a');
	len = read(fd, first, sizeof(first) - 1);
	ASSERT_LT(0, len);
	print_line('b');
	print_line('c');
	/* Some more than one line, some less than two. */
	ASSERT_LT(0, read(fd, first, len + len / 2));
	ASSERT_LT(0, read(fd, second, len + len / 2));
	EXPECT_NE(NULL, strstr(first, "xb\n"));
	EXPECT_EQ(NULL, strstr(first, "xc"));
	EXPECT_NE(NULL, strstr(second, "xc\n"));
}

TEST(buffer_too_small_for_the_line_is_refused_and_loses_nothing)
{
	char line[256] = "";
	int fd = fresh_reader();

	print_line('a');
	EXPECT_EQ(-1, read(fd, line, 1));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_LT(0, read(fd, line, sizeof(line) - 1));
	EXPECT_NE(NULL, strstr(line, "xa\n"));
}

TEST(buffer_that_cannot_be_written_is_a_fault_and_loses_nothing)
{
	char *page = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char line[256] = "";
	int fd = fresh_reader();

	ASSERT_NE(MAP_FAILED, page);
	print_line('a');
	EXPECT_EQ(-1, read(fd, page, 256));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_LT(0, read(fd, line, sizeof(line) - 1));
	EXPECT_NE(NULL, strstr(line, "xa\n"));
}

TEST(reading_no_bytes_gives_none)
{
	char byte;

	EXPECT_EQ(0, read(fresh_reader(), &byte, 0));
	print_line('a');
	EXPECT_EQ(0, read(open_reader(O_NONBLOCK), &byte, 0));
}

TEST(each_line_goes_to_one_reader)
{
	char line[256];
	int fd = fresh_reader(), other = open_reader(O_NONBLOCK);

	print_line('a');
	EXPECT_LT(0, read(other, line, sizeof(line)));
	EXPECT_EQ(-1, read(fd, line, sizeof(line)));
	EXPECT_EQ(EAGAIN, errno);
}

TEST(polling_tells_whether_there_is_a_line)
{
	struct pollfd poll_fd = { .fd = fresh_reader(), .events = POLLIN };
	char line[256];

	EXPECT_EQ(0, poll(&poll_fd, 1, 0));
	print_line('a');
	EXPECT_EQ(1, poll(&poll_fd, 1, 1000));
	EXPECT_EQ(POLLIN, poll_fd.revents);
	ASSERT_LT(0, read(poll_fd.fd, line, sizeof(line)));
	EXPECT_EQ(0, poll(&poll_fd, 1, 0));
}

TEST(polling_wakes_up_when_a_line_comes)
{
	struct pollfd poll_fd = { .fd = fresh_reader(), .events = POLLIN };
	pid_t child = fork();

	if (!child) {
		usleep(200 * 1000);
		print_line('a');
		_exit(0);
	}
	EXPECT_EQ(1, poll(&poll_fd, 1, 10 * 1000));
	ASSERT_EQ(child, waitpid(child, NULL, 0));
}

TEST(waiting_reader_wakes_up_when_a_line_comes)
{
	char line[256] = "";
	int fd;
	pid_t child;

	close(fresh_reader());
	fd = open_reader(0);
	child = fork();
	if (!child) {
		usleep(200 * 1000);
		print_line('a');
		_exit(0);
	}
	EXPECT_LT(0, read(fd, line, sizeof(line) - 1));
	EXPECT_NE(NULL, strstr(line, "xa\n"));
	ASSERT_EQ(child, waitpid(child, NULL, 0));
}

TEST(signal_ends_the_waiting)
{
	const struct sigaction action = { .sa_handler = nothing };
	const struct itimerval timer = { .it_value = { .tv_usec = 200 * 1000 } };
	char line[256];
	int fd;

	close(fresh_reader());
	fd = open_reader(0);
	ASSERT_EQ(0, sigaction(SIGALRM, &action, NULL));
	ASSERT_EQ(0, setitimer(ITIMER_REAL, &timer, NULL));
	EXPECT_EQ(-1, read(fd, line, sizeof(line)));
	EXPECT_EQ(EINTR, errno);
}

TEST(program_that_is_killed_while_waiting_ends)
{
	pid_t child;
	int status;

	close(fresh_reader());
	child = fork();
	if (!child) {
		char line[256];

		_exit(read(open_reader(0), line, sizeof(line)));
	}
	usleep(200 * 1000);
	ASSERT_EQ(0, kill(child, SIGKILL));
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_TRUE(WIFSIGNALED(status));
}

MBPF_TEST_MAIN
