/* SPDX-License-Identifier: GPL-2.0 */
/* Says which lock must be held; the stand-ins in spinlock.h and mutex.h can tell. */
#ifndef MBPF_TOOLS_LINUX_LOCKDEP_H
#define MBPF_TOOLS_LINUX_LOCKDEP_H

#include <linux/bug.h>

#define lockdep_assert_held(lock)	WARN_ON(!(lock)->locked)
#define lockdep_assert_not_held(lock)	WARN_ON((lock)->locked)

struct lock_class_key {
	char dummy;
};

#define lockdep_set_class(lock, key)		((void)(key))
#define lockdep_register_key(key)		((void)(key))
#define lockdep_unregister_key(key)		((void)(key))

#endif /* MBPF_TOOLS_LINUX_LOCKDEP_H */
