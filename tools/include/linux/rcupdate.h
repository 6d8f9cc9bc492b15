/* SPDX-License-Identifier: GPL-2.0 */
/* RCU for one thread: a grace period passes when somebody waits for one. */
#ifndef MBPF_TOOLS_LINUX_RCUPDATE_H
#define MBPF_TOOLS_LINUX_RCUPDATE_H

#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/types.h>

#define rcu_read_lock()		do { } while (0)
#define rcu_read_unlock()	do { } while (0)
#define rcu_read_lock_bh()	do { } while (0)
#define rcu_read_unlock_bh()	do { } while (0)
#define rcu_read_lock_held()	true

#define rcu_dereference(p)			READ_ONCE(p)
#define rcu_dereference_bh(p)			READ_ONCE(p)
#define rcu_dereference_raw(p)			READ_ONCE(p)
#define rcu_dereference_check(p, c)		READ_ONCE(p)
#define rcu_dereference_protected(p, c)		(p)
#define rcu_access_pointer(p)			READ_ONCE(p)
#define rcu_assign_pointer(p, v)		smp_store_release(&(p), v)
#define RCU_INIT_POINTER(p, v)			WRITE_ONCE(p, v)

/* Queued until rcu_barrier() or synchronize_rcu(): early frees would show. */
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
void rcu_barrier(void);

static inline void synchronize_rcu(void)
{
	rcu_barrier();
}

/* kfree_rcu: @ptr is a struct with the rcu_head @field. */
void mbpf_shim_kfree_rcu(struct rcu_head *head, void *ptr);

#define kfree_rcu(ptr, field)	mbpf_shim_kfree_rcu(&(ptr)->field, ptr)
#define kvfree_rcu(ptr, field)	kfree_rcu(ptr, field)

#endif /* MBPF_TOOLS_LINUX_RCUPDATE_H */
