/* SPDX-License-Identifier: GPL-2.0 */
/* Reference counts that stop the test when they are misused. */
#ifndef MBPF_TOOLS_LINUX_REFCOUNT_H
#define MBPF_TOOLS_LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/bug.h>

typedef struct {
	atomic_t refs;
} refcount_t;

#define REFCOUNT_INIT(n)	{ .refs = ATOMIC_INIT(n) }

static inline void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}

static inline unsigned int refcount_read(const refcount_t *r)
{
	return atomic_read(&r->refs);
}

static inline void refcount_inc(refcount_t *r)
{
	WARN_ON(atomic_fetch_add(1, &r->refs) <= 0);
}

static inline bool __must_check refcount_inc_not_zero(refcount_t *r)
{
	return atomic_add_unless(&r->refs, 1, 0);
}

static inline bool __must_check refcount_dec_and_test(refcount_t *r)
{
	int left = atomic_sub_return(1, &r->refs);

	WARN_ON(left < 0);
	return left == 0;
}

#endif /* MBPF_TOOLS_LINUX_REFCOUNT_H */
