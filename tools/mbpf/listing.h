/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The module's disassembler, in words that need no kernel headers.
 */
#ifndef MBPF_CLI_LISTING_H
#define MBPF_CLI_LISTING_H

#include <stdbool.h>
#include <stddef.h>

struct bpf_insn;

/**
 * mbpf_listing_text() - one instruction as text
 * @insn: one slot, or two where the code is wide
 */
void mbpf_listing_text(char *buf, size_t size, const struct bpf_insn *insn);

/** mbpf_listing_is_wide() - does it take two slots? */
bool mbpf_listing_is_wide(const struct bpf_insn *insn);

#endif /* MBPF_CLI_LISTING_H */
