/* SPDX-License-Identifier: GPL-2.0 */
/* Searching in sorted arrays is libc's. */
#ifndef MBPF_TOOLS_LINUX_BSEARCH_H
#define MBPF_TOOLS_LINUX_BSEARCH_H

#include <stdlib.h>

#endif /* MBPF_TOOLS_LINUX_BSEARCH_H */
