/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What all program types have.
 */
#ifndef MBPF_PROGTYPE_BASE_H
#define MBPF_PROGTYPE_BASE_H

#include <linux/types.h>

/*
 * Flags of PROG_LOAD.  STRICT_ALIGNMENT asks the verifier for more than the
 * machine needs; ANY_ALIGNMENT asks for less, on machines that need some, and
 * mbpf takes it as no wish at all; the TEST ones change how a verifier goes
 * about its work, not what it accepts, and are without effect.
 */
#define MBPF_PROGTYPE_BASE_FLAGS						\
	(BPF_F_STRICT_ALIGNMENT | BPF_F_ANY_ALIGNMENT |			\
	 BPF_F_TEST_RND_HI32 | BPF_F_TEST_STATE_FREQ)

/** mbpf_progtype_has_base_helper() - is this a helper for every type? */
bool mbpf_progtype_has_base_helper(u32 id);

#endif /* MBPF_PROGTYPE_BASE_H */
