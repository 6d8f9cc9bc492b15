// SPDX-License-Identifier: GPL-2.0
/*
 * Reading /dev/mbpf: the lines that programs print with bpf_trace_printk().
 *
 * Lines are taken from the helper's buffer by the page and kept here until
 * they have been copied to a reader: a reader with a bad address loses
 * nothing.  Every read gives whole lines, and each line goes to one reader.
 * A reader whose buffer cannot hold the first line gets EINVAL.
 *
 *	helper's ring --mbpf_trace_read()--> page --copy_to_user()--> reader
 */
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include "helper/helper.h"
#include "load/door.h"

static DECLARE_WAIT_QUEUE_HEAD(readers);

/* Lines [first, end) of the page wait for a reader; under the lock. */
static DEFINE_MUTEX(page_lock);
static char page[PAGE_SIZE];
static size_t first, end;

/* After each new line, from wherever the program runs. */
static void wake_readers(void)
{
	if (wq_has_sleeper(&readers))
		wake_up_interruptible(&readers);
}

/* A buffer of no bytes: -EINVAL says that there is a line, 0 that there is none. */
static bool has_lines(void)
{
	return READ_ONCE(first) != READ_ONCE(end) || mbpf_trace_read(NULL, 0);
}

/* Bytes of the page's whole lines that fit into @count bytes. */
static size_t whole_lines(size_t count)
{
	size_t len = min(count, end - first);

	while (len && page[first + len - 1] != '\n')
		len--;
	return len;
}

static int fill_page(void)
{
	ssize_t len;

	if (first != end)
		return 0;
	len = mbpf_trace_read(page, sizeof(page));
	if (len < 0)
		return len;
	WRITE_ONCE(first, 0);
	WRITE_ONCE(end, len);
	return 0;
}

/* Return: bytes given to the reader, 0 when there are no lines. */
static ssize_t take_lines(char __user *buf, size_t count)
{
	size_t len;
	int err = fill_page();

	if (err || first == end)
		return err;
	len = whole_lines(count);
	if (!len)
		return -EINVAL;
	if (copy_to_user(buf, page + first, len))
		return -EFAULT;
	WRITE_ONCE(first, first + len);
	return len;
}

ssize_t mbpf_trace_file_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	ssize_t len;

	if (!count)
		return 0;
	for (;;) {
		if (mutex_lock_interruptible(&page_lock))
			return -ERESTARTSYS;
		len = take_lines(buf, count);
		mutex_unlock(&page_lock);
		if (len)
			return len;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(readers, has_lines()))
			return -ERESTARTSYS;
	}
}

__poll_t mbpf_trace_file_poll(struct file *file, struct poll_table_struct *table)
{
	poll_wait(file, &readers, table);
	/* Pairs with wq_has_sleeper(): a new line sees us, or we see it. */
	smp_mb();
	return has_lines() ? EPOLLIN | EPOLLRDNORM : 0;
}

void mbpf_trace_file_init(void)
{
	mbpf_trace_set_wake(wake_readers);
}

void mbpf_trace_file_exit(void)
{
	mbpf_trace_set_wake(NULL);
}
