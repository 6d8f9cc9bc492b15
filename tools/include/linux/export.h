/* SPDX-License-Identifier: GPL-2.0 */
/* Nothing to export to. */
#ifndef MBPF_TOOLS_LINUX_EXPORT_H
#define MBPF_TOOLS_LINUX_EXPORT_H

#define EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_GPL(sym)

#endif /* MBPF_TOOLS_LINUX_EXPORT_H */
