/* SPDX-License-Identifier: GPL-2.0 */
/* Mutexes for one thread: taking one twice, or giving back one that is free, aborts. */
#ifndef MBPF_TOOLS_LINUX_MUTEX_H
#define MBPF_TOOLS_LINUX_MUTEX_H

#include <linux/bug.h>
#include <linux/lockdep.h>
#include <linux/types.h>

struct mutex {
	bool locked;
};

#define DEFINE_MUTEX(name)	struct mutex name

static inline void mutex_init(struct mutex *lock)
{
	lock->locked = false;
}

static inline void mutex_lock(struct mutex *lock)
{
	WARN_ON(lock->locked);
	lock->locked = true;
}

static inline bool mutex_trylock(struct mutex *lock)
{
	if (lock->locked)
		return false;
	lock->locked = true;
	return true;
}

static inline void mutex_unlock(struct mutex *lock)
{
	WARN_ON(!lock->locked);
	lock->locked = false;
}

static inline bool mutex_is_locked(struct mutex *lock)
{
	return lock->locked;
}

static inline void mutex_destroy(struct mutex *lock)
{
	WARN_ON(lock->locked);
}

#endif /* MBPF_TOOLS_LINUX_MUTEX_H */
