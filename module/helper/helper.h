/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Helpers: functions of the kernel that a program may call by number.
 *
 * A helper is its function plus its contract: what each argument must be and
 * what it returns.  The verifier enforces the contract; the function may rely
 * on it.  Families: map.c, time.c (clock, random, CPU), trace.c, csum.c.
 *
 * Every function takes five u64 and returns one, whatever its contract uses.
 * It runs inside RCU read section with bottom halves off and does not sleep.
 */
#ifndef MBPF_HELPER_HELPER_H
#define MBPF_HELPER_HELPER_H

#include <linux/types.h>

/** enum mbpf_arg - what one argument must be */
enum mbpf_arg {
	MBPF_ARG_NONE,			/* not there: the register is not looked at */
	MBPF_ARG_ANY,			/* any initialised value that is not a pointer */
	MBPF_ARG_CTX,			/* the context, unmoved */
	MBPF_ARG_MAP,			/* a map handle */
	MBPF_ARG_MAP_KEY,		/* readable: key_size bytes of the map before */
	MBPF_ARG_MAP_VALUE,		/* readable: value_size bytes of the map before */
	MBPF_ARG_MEM,			/* readable: as many bytes as the next argument */
	MBPF_ARG_MEM_OR_NULL,		/* the same, or 0 with a size of 0 */
	MBPF_ARG_MEM_UNINIT,		/* writable, is filled by the helper */
	MBPF_ARG_SIZE,			/* bytes of the argument before: not 0 */
	MBPF_ARG_SIZE_OR_ZERO,		/* bytes of the argument before */
	MBPF_ARG_OPTIONAL,		/* no pointer; may be uninitialised, then any number */
	MBPF_NR_ARGS_KINDS,
};

/** enum mbpf_ret - what r0 is after the call */
enum mbpf_ret {
	MBPF_RET_SCALAR,		/* any 64-bit number */
	MBPF_RET_MAP_VALUE_OR_NULL,	/* a value of the map argument, or 0 */
};

/* r1..r5 */
enum { MBPF_MAX_ARGS = 5 };

typedef u64 (*mbpf_helper_fn)(u64 r1, u64 r2, u64 r3, u64 r4, u64 r5);

enum mbpf_helper_flags {
	MBPF_HELPER_GPL = 1,		/* for GPL-compatible programs only */
	MBPF_HELPER_MOVES_PACKET = 2,	/* packet pointers are stale afterwards */
	MBPF_HELPER_WRITES_MAP = 4,	/* the map argument must not be read-only for programs */
};

/**
 * struct mbpf_helper - one helper
 * @id: enum bpf_func_id
 * @name: without "bpf_"
 * @fn: the function
 * @ret: enum mbpf_ret
 * @arg: enum mbpf_arg of r1..r5
 * @flags: enum mbpf_helper_flags
 * @fewer: with MBPF_ARG_OPTIONAL: fewer[n] is the function for a call of which
 *         only the first n arguments are initialised; it must not look at the
 *         others, in which anything may lie, addresses too.  Else NULL.
 */
struct mbpf_helper {
	u32 id;
	const char *name;
	mbpf_helper_fn fn;
	u8 ret;
	u8 arg[MBPF_MAX_ARGS];
	u8 flags;
	const mbpf_helper_fn *fewer;
};

/** mbpf_helper_find() - a helper by number, NULL when mbpf has none */
const struct mbpf_helper *mbpf_helper_find(u32 id);

/**
 * mbpf_helper_name() - name of any helper that linux/bpf.h knows, even of one
 * that mbpf does not have; NULL otherwise
 */
const char *mbpf_helper_name(u32 id);

/*
 * The list of helpers: X(id, symbol).  Each is defined in its family's file; a
 * duplicate id does not compile.
 */
#define MBPF_HELPERS(X)								\
	X(BPF_FUNC_map_lookup_elem, mbpf_helper_map_lookup_elem)		\
	X(BPF_FUNC_map_update_elem, mbpf_helper_map_update_elem)		\
	X(BPF_FUNC_map_delete_elem, mbpf_helper_map_delete_elem)		\
	X(BPF_FUNC_ktime_get_ns, mbpf_helper_ktime_get_ns)			\
	X(BPF_FUNC_trace_printk, mbpf_helper_trace_printk)			\
	X(BPF_FUNC_get_prandom_u32, mbpf_helper_get_prandom_u32)		\
	X(BPF_FUNC_get_smp_processor_id, mbpf_helper_get_smp_processor_id)	\
	X(BPF_FUNC_csum_diff, mbpf_helper_csum_diff)

#define X(id, symbol) extern const struct mbpf_helper symbol;
MBPF_HELPERS(X)
#undef X

/**
 * mbpf_trace_read() - take the oldest lines of bpf_trace_printk()
 * @buf: kernel memory
 * @size: bytes at @buf
 *
 * When lines were overwritten before anybody took them, the first line says
 * how many.
 *
 * Return: bytes taken, whole lines only; 0 when there are none; -EINVAL when
 * not even the first line fits.  Any context but hard interrupts.
 */
ssize_t mbpf_trace_read(char *buf, size_t size);

typedef void (*mbpf_trace_wake_fn)(void);

/**
 * mbpf_trace_set_wake() - whom to call after each new line; NULL for nobody
 *
 * The function is called in RCU read section, bottom halves off.  Whoever takes
 * it away waits for a grace period before it goes.
 */
void mbpf_trace_set_wake(mbpf_trace_wake_fn wake);

#endif /* MBPF_HELPER_HELPER_H */
