/* SPDX-License-Identifier: GPL-2.0 */
/* Nothing preempts a test. */
#ifndef MBPF_TOOLS_LINUX_PREEMPT_H
#define MBPF_TOOLS_LINUX_PREEMPT_H

#define preempt_disable()	do { } while (0)
#define preempt_enable()	do { } while (0)
#define migrate_disable()	do { } while (0)
#define migrate_enable()	do { } while (0)
#define in_nmi()		0
#define in_hardirq()		0

#endif /* MBPF_TOOLS_LINUX_PREEMPT_H */
