/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The door as main.c sees it.
 */
#ifndef MBPF_LOAD_LOAD_H
#define MBPF_LOAD_LOAD_H

/* The module's version; that of the packages is in dkms.conf. */
#define MBPF_RELEASE "0.1.0"

/** mbpf_load_init() - id tables, the device; last thing at init */
int mbpf_load_init(void);
/** mbpf_load_exit() - close the door; first thing at exit */
void mbpf_load_exit(void);
/** mbpf_load_drain() - wait until every object has been freed; nothing may be alive */
void mbpf_load_drain(void);

#endif /* MBPF_LOAD_LOAD_H */
