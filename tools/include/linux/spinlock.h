/* SPDX-License-Identifier: GPL-2.0 */
/* Spinlocks for one thread: taking one twice, or giving back one that is free, aborts. */
#ifndef MBPF_TOOLS_LINUX_SPINLOCK_H
#define MBPF_TOOLS_LINUX_SPINLOCK_H

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/types.h>

typedef struct {
	bool locked;
} raw_spinlock_t;

typedef raw_spinlock_t spinlock_t;

#define __RAW_SPIN_LOCK_UNLOCKED(name)	{ .locked = false }
#define DEFINE_RAW_SPINLOCK(name)	raw_spinlock_t name
#define DEFINE_SPINLOCK(name)		spinlock_t name

static inline void raw_spin_lock_init(raw_spinlock_t *lock)
{
	lock->locked = false;
}

static inline void raw_spin_lock(raw_spinlock_t *lock)
{
	WARN_ON(lock->locked);
	lock->locked = true;
}

static inline bool raw_spin_trylock(raw_spinlock_t *lock)
{
	if (lock->locked)
		return false;
	lock->locked = true;
	return true;
}

static inline void raw_spin_unlock(raw_spinlock_t *lock)
{
	WARN_ON(!lock->locked);
	lock->locked = false;
}

#define raw_spin_lock_irqsave(lock, flags) \
	do { (flags) = 0; raw_spin_lock(lock); } while (0)
#define raw_spin_unlock_irqrestore(lock, flags) \
	do { (void)(flags); raw_spin_unlock(lock); } while (0)
#define raw_spin_trylock_irqsave(lock, flags) \
	({ (flags) = 0; raw_spin_trylock(lock); })

#define raw_spin_lock_bh(lock)			raw_spin_lock(lock)
#define raw_spin_unlock_bh(lock)		raw_spin_unlock(lock)
#define spin_lock_init(lock)			raw_spin_lock_init(lock)
#define spin_lock(lock)				raw_spin_lock(lock)
#define spin_trylock(lock)			raw_spin_trylock(lock)
#define spin_unlock(lock)			raw_spin_unlock(lock)
#define spin_lock_bh(lock)			raw_spin_lock(lock)
#define spin_unlock_bh(lock)			raw_spin_unlock(lock)
#define spin_lock_irqsave(lock, flags)		raw_spin_lock_irqsave(lock, flags)
#define spin_unlock_irqrestore(lock, flags)	raw_spin_unlock_irqrestore(lock, flags)

#endif /* MBPF_TOOLS_LINUX_SPINLOCK_H */
