/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The ground floor: everything in it may be included by every room.
 */
#ifndef MBPF_CORE_CORE_H
#define MBPF_CORE_CORE_H

#include "core/ctx.h"
#include "core/disasm.h"
#include "core/insn.h"
#include "core/insn_aux.h"
#include "core/limits.h"
#include "core/log.h"
#include "core/opcodes.h"
#include "core/prog.h"

#endif /* MBPF_CORE_CORE_H */
