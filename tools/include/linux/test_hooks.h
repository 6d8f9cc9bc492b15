/* SPDX-License-Identifier: GPL-2.0 */
/* What only the user-space build has: handles by which tests steer the stand-ins. */
#ifndef MBPF_TOOLS_LINUX_TEST_HOOKS_H
#define MBPF_TOOLS_LINUX_TEST_HOOKS_H

#include <linux/types.h>

/**
 * mbpf_test_fail_nth_alloc() - let one allocation fail
 * @nth: 1 for the next one; 0 for none any more
 *
 * The allocation that fails is counted down to once; later ones succeed.
 */
void mbpf_test_fail_nth_alloc(unsigned long nth);

/** mbpf_test_alloc_failed() - has the failure that was ordered happened? */
bool mbpf_test_alloc_failed(void);

/** mbpf_test_live_allocs() - allocations that nobody has freed yet */
unsigned long mbpf_test_live_allocs(void);

/** mbpf_test_set_cpu() - let the following code run on this CPU, 0..3 */
void mbpf_test_set_cpu(unsigned int cpu);

/** mbpf_test_set_signal() - is a fatal signal pending from here on? */
void mbpf_test_set_signal(bool pending);

#endif /* MBPF_TOOLS_LINUX_TEST_HOOKS_H */
