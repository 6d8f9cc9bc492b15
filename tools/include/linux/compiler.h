/* SPDX-License-Identifier: GPL-2.0 */
/* Annotations and once-only accesses, as far as a C compiler alone can give them. */
#ifndef MBPF_TOOLS_LINUX_COMPILER_H
#define MBPF_TOOLS_LINUX_COMPILER_H

#include <stddef.h>

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#define __printf(a, b)	__attribute__((__format__(printf, a, b)))
#define __packed	__attribute__((__packed__))
#define __aligned(x)	__attribute__((__aligned__(x)))
#define __maybe_unused	__attribute__((__unused__))
#define __must_check	__attribute__((__warn_unused_result__))
#define __used		__attribute__((__used__))
#define __pure		__attribute__((__pure__))
#define __weak		__attribute__((__weak__))
#define __cold		__attribute__((__cold__))
#define __noreturn	__attribute__((__noreturn__))
#define noinline	__attribute__((__noinline__))
#define fallthrough	__attribute__((__fallthrough__))
#ifndef __always_inline
#define __always_inline	inline __attribute__((__always_inline__))
#endif

/* For sparse and objtool, which do not look at user space. */
#define __user
#define __percpu
#define __rcu
#define __force
#define __kernel
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)
#define __acquire(x)	((void)0)
#define __release(x)	((void)0)
#define __annotate_jump_table
#define __nocast

#define barrier()	__asm__ __volatile__("" : : : "memory")

#define READ_ONCE(x)		(*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, val)	(*(volatile __typeof__(x) *)&(x) = (val))

#define OPTIMIZER_HIDE_VAR(var)	__asm__("" : "=r"(var) : "0"(var))
#define unreachable()		__builtin_unreachable()

#define __same_type(a, b) \
	__builtin_types_compatible_p(__typeof__(a), __typeof__(b))

#endif /* MBPF_TOOLS_LINUX_COMPILER_H */
