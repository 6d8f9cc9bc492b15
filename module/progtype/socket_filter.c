// SPDX-License-Identifier: GPL-2.0
/*
 * BPF_PROG_TYPE_SOCKET_FILTER: known so that loaders can find out what mbpf
 * has.
 *
 * libbpf loads tiny programs of this type to see whether helpers, global data
 * and instructions work. They do not look at their context, which is opaque
 * here; there is no hook to attach one to.
 */
#include "mbpf.h"
#include "progtype/base.h"
#include "progtype/progtype.h"

const struct mbpf_progtype mbpf_progtype_socket_filter = {
	.type = BPF_PROG_TYPE_SOCKET_FILTER,
	.name = "socket_filter",
	.allowed_flags = MBPF_PROGTYPE_BASE_FLAGS,
	.has_helper = mbpf_progtype_has_base_helper,
};
