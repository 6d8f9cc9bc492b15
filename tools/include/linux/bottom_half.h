/* SPDX-License-Identifier: GPL-2.0 */
/* No bottom halves run in a test. */
#ifndef MBPF_TOOLS_LINUX_BOTTOM_HALF_H
#define MBPF_TOOLS_LINUX_BOTTOM_HALF_H

#define local_bh_disable()	do { } while (0)
#define local_bh_enable()	do { } while (0)

#endif /* MBPF_TOOLS_LINUX_BOTTOM_HALF_H */
