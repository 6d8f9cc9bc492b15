// SPDX-License-Identifier: GPL-2.0
/*
 * How libbpf comes to speak to /dev/mbpf.
 *
 * libbpf is linked statically with -Wl,--wrap=syscall: each of its calls of
 * syscall() arrives at __wrap_syscall().  bpf(2) goes to the device, always:
 * what the device refuses is never tried on the kernel's own BPF, or objects
 * of the two would get mixed.  Every other system call goes where it went.
 */
#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>

#include "device.h"
#include "wrap.h"

long __wrap_syscall(long number, ...)
{
	long arg[6], ret;
	va_list ap;
	int i;

	/* More than were passed: as syscall() itself, which cannot know either. */
	va_start(ap, number);
	for (i = 0; i < 6; i++)
		arg[i] = va_arg(ap, long);
	va_end(ap);
	if (number != __NR_bpf)
		return __real_syscall(number, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);

	ret = mbpf_dev_call(arg[0], (void *)arg[1], arg[2]);
	if (ret < 0) {
		errno = -ret;
		return -1;
	}
	return ret;
}
