/* SPDX-License-Identifier: GPL-2.0 */
/* Variable arguments are the compiler's. */
#ifndef MBPF_TOOLS_LINUX_STDARG_H
#define MBPF_TOOLS_LINUX_STDARG_H

#include <stdarg.h>

#endif /* MBPF_TOOLS_LINUX_STDARG_H */
