/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names that the linker makes of "syscall", with -Wl,--wrap=syscall.
 */
#ifndef MBPF_CLI_WRAP_H
#define MBPF_CLI_WRAP_H

/** __real_syscall() - libc's syscall() */
long __real_syscall(long number, ...);

/** __wrap_syscall() - what libbpf calls in its place */
long __wrap_syscall(long number, ...);

#endif /* MBPF_CLI_WRAP_H */
