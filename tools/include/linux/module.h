/* SPDX-License-Identifier: GPL-2.0 */
/* A library is not a module. */
#ifndef MBPF_TOOLS_LINUX_MODULE_H
#define MBPF_TOOLS_LINUX_MODULE_H

#include_next <linux/module.h>
#include <linux/export.h>
#include <linux/init.h>

#define THIS_MODULE	((void *)0)
#define MODULE_LICENSE(x)
#define MODULE_AUTHOR(x)
#define MODULE_DESCRIPTION(x)

#endif /* MBPF_TOOLS_LINUX_MODULE_H */
