/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What libbpf has to say.
 */
#ifndef MBPF_CLI_MESSAGES_H
#define MBPF_CLI_MESSAGES_H

/** mbpf_messages_init() - be quiet, or print everything with --debug */
void mbpf_messages_init(void);

/**
 * mbpf_messages_first() - libbpf's first warning since the last reset
 *
 * Of a chain of warnings the first one names the cause.  Without the "libbpf: "
 * in front, on one line; "" when there was none.
 */
const char *mbpf_messages_first(void);

/** mbpf_messages_reset() - forget it */
void mbpf_messages_reset(void);

#endif /* MBPF_CLI_MESSAGES_H */
