/* SPDX-License-Identifier: GPL-2.0 */
/* No interrupts come in a test. */
#ifndef MBPF_TOOLS_LINUX_IRQFLAGS_H
#define MBPF_TOOLS_LINUX_IRQFLAGS_H

#define local_irq_save(flags)		((flags) = 0)
#define local_irq_restore(flags)	((void)(flags))
#define local_irq_disable()		do { } while (0)
#define local_irq_enable()		do { } while (0)

#endif /* MBPF_TOOLS_LINUX_IRQFLAGS_H */
