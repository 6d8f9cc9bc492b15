/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Differences between kernels, and nothing else.  Kbuild puts this file in
 * front of every source file of the module.
 *
 * A difference is recognised by the feature itself (Kbuild greps the kernel's
 * headers and defines MBPF_HAVE_*), not by the version: distributions take
 * features into older kernels.  The module is written for the newest form; an
 * older kernel gets it from here.
 */
#ifndef MBPF_COMPAT_H
#define MBPF_COMPAT_H

/* Since 6.3 the flags of a mapping are changed through functions only. */
#ifndef MBPF_HAVE_VM_FLAGS_CLEAR
#define vm_flags_clear(vma, flags) ((vma)->vm_flags &= ~(flags))
#endif

#endif /* MBPF_COMPAT_H */
