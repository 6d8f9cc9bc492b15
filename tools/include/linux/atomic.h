/* SPDX-License-Identifier: GPL-2.0 */
/* Atomic counters, by the compiler's builtins. */
#ifndef MBPF_TOOLS_LINUX_ATOMIC_H
#define MBPF_TOOLS_LINUX_ATOMIC_H

#include <linux/types.h>
#include <asm/barrier.h>

#define ATOMIC_INIT(i)		{ (i) }
#define ATOMIC64_INIT(i)	{ (i) }

#define MBPF_SHIM_ATOMIC(name, type, num)				\
static inline num name##_read(const type *v)				\
{									\
	return __atomic_load_n(&v->counter, __ATOMIC_RELAXED);		\
}									\
static inline void name##_set(type *v, num i)				\
{									\
	__atomic_store_n(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline num name##_add_return(num i, type *v)			\
{									\
	return __atomic_add_fetch(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_sub_return(num i, type *v)			\
{									\
	return __atomic_sub_fetch(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_fetch_add(num i, type *v)			\
{									\
	return __atomic_fetch_add(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_fetch_or(num i, type *v)			\
{									\
	return __atomic_fetch_or(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_fetch_and(num i, type *v)			\
{									\
	return __atomic_fetch_and(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_fetch_xor(num i, type *v)			\
{									\
	return __atomic_fetch_xor(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_xchg(type *v, num i)				\
{									\
	return __atomic_exchange_n(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline num name##_cmpxchg(type *v, num old, num new)		\
{									\
	__atomic_compare_exchange_n(&v->counter, &old, new, false,	\
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	return old;							\
}									\
static inline bool name##_try_cmpxchg(type *v, num *old, num new)		\
{									\
	return __atomic_compare_exchange_n(&v->counter, old, new, false, \
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
}									\
static inline void name##_add(num i, type *v)				\
{									\
	__atomic_fetch_add(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void name##_sub(num i, type *v)				\
{									\
	__atomic_fetch_sub(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void name##_or(num i, type *v)				\
{									\
	__atomic_fetch_or(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void name##_and(num i, type *v)				\
{									\
	__atomic_fetch_and(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void name##_xor(num i, type *v)				\
{									\
	__atomic_fetch_xor(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void name##_inc(type *v)					\
{									\
	name##_add(1, v);						\
}									\
static inline void name##_dec(type *v)					\
{									\
	name##_sub(1, v);						\
}									\
static inline num name##_inc_return(type *v)				\
{									\
	return name##_add_return(1, v);					\
}									\
static inline num name##_dec_return(type *v)				\
{									\
	return name##_sub_return(1, v);					\
}									\
static inline bool name##_dec_and_test(type *v)				\
{									\
	return !name##_sub_return(1, v);				\
}									\
static inline bool name##_add_unless(type *v, num i, num not)		\
{									\
	num old = name##_read(v);					\
									\
	while (old != not &&						\
	       !__atomic_compare_exchange_n(&v->counter, &old, old + i, false, \
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) \
		;							\
	return old != not;						\
}

MBPF_SHIM_ATOMIC(atomic, atomic_t, int)
MBPF_SHIM_ATOMIC(atomic64, atomic64_t, s64)

#define cmpxchg(ptr, old, new) ({					\
	__typeof__(*(ptr)) __old = (old);				\
									\
	__atomic_compare_exchange_n(ptr, &__old, new, false,		\
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	__old; })
#define xchg(ptr, new)	__atomic_exchange_n(ptr, new, __ATOMIC_SEQ_CST)

#endif /* MBPF_TOOLS_LINUX_ATOMIC_H */
