/* SPDX-License-Identifier: GPL-2.0 */
/*
 * BPF_OBJ_GET_INFO_BY_FD, by kind.  Private to load/.
 *
 * The info structs are versioned like the attributes: a caller with a shorter
 * one gets as much as fits, a longer one must be zero behind what we know.
 */
#ifndef MBPF_LOAD_INFO_H
#define MBPF_LOAD_INFO_H

#include <linux/types.h>

/**
 * mbpf_info_in() - read what the caller wrote into its info struct
 * @info: zeroed where the caller's ends
 * @size: bytes at @info
 * @len: bytes at @user; becomes the smaller of the two
 *
 * Return: 0, -E2BIG, -EFAULT.
 */
int mbpf_info_in(void *info, size_t size, u64 user, u32 *len);

/** mbpf_info_out() - write @len bytes back; -EFAULT */
int mbpf_info_out(u64 user, const void *info, u32 len);

/*
 * Fill the info of one object, which is of the kind in the function's name:
 * @user is the info's address, @len as in mbpf_info_in().
 * Return: 0, -E2BIG, -EFAULT, -EINVAL (contradictory fields).
 */
int mbpf_map_info_fill(const void *obj, u64 user, u32 *len);
int mbpf_prog_info_fill(const void *obj, u64 user, u32 *len);
int mbpf_btf_info_fill(const void *obj, u64 user, u32 *len);
int mbpf_link_info_fill(const void *obj, u64 user, u32 *len);

#endif /* MBPF_LOAD_INFO_H */
