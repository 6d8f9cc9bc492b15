/* SPDX-License-Identifier: GPL-2.0 */
/* Marks of code that a kernel throws away after start. */
#ifndef MBPF_TOOLS_LINUX_INIT_H
#define MBPF_TOOLS_LINUX_INIT_H

#include <linux/compiler.h>

#define __init
#define __exit
#define __initdata
#define __ro_after_init

#endif /* MBPF_TOOLS_LINUX_INIT_H */
