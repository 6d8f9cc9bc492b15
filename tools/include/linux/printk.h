/* SPDX-License-Identifier: GPL-2.0 */
/* Kernel messages go to stderr. */
#ifndef MBPF_TOOLS_LINUX_PRINTK_H
#define MBPF_TOOLS_LINUX_PRINTK_H

#include <stdio.h>

#define printk(fmt, ...)	fprintf(stderr, fmt, ##__VA_ARGS__)
#define pr_err(fmt, ...)	printk(fmt, ##__VA_ARGS__)
#define pr_warn(fmt, ...)	printk(fmt, ##__VA_ARGS__)
#define pr_info(fmt, ...)	printk(fmt, ##__VA_ARGS__)
#define pr_debug(fmt, ...)	do { if (0) printk(fmt, ##__VA_ARGS__); } while (0)

#endif /* MBPF_TOOLS_LINUX_PRINTK_H */
