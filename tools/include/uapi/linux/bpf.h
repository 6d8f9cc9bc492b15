/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's path to a header that user space has without it. */
#ifndef MBPF_TOOLS_UAPI_LINUX_BPF_H
#define MBPF_TOOLS_UAPI_LINUX_BPF_H

#include <linux/bpf.h>

#endif /* MBPF_TOOLS_UAPI_LINUX_BPF_H */
