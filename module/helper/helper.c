// SPDX-License-Identifier: GPL-2.0
/*
 * The table of helpers: by number, and the names of those that are not ours.
 *
 * A program that calls a helper which mbpf lacks is refused with that helper's
 * name, and listings name it too; so the names come from linux/bpf.h, which
 * knows them all, and not from our own rows.
 */
#include <linux/kernel.h>
#include <linux/nospec.h>
#include "helper/helper.h"
#include "mbpf.h"

#define X(id, symbol) [id] = &(symbol),
static const struct mbpf_helper *const helpers[] = { MBPF_HELPERS(X) };
#undef X

#define NAME(name) [BPF_FUNC_##name] = #name
static const char *const names[] = { __BPF_FUNC_MAPPER(NAME) };
#undef NAME

const struct mbpf_helper *mbpf_helper_find(u32 id)
{
	if (id >= ARRAY_SIZE(helpers))
		return NULL;
	return helpers[array_index_nospec(id, ARRAY_SIZE(helpers))];
}

const char *mbpf_helper_name(u32 id)
{
	if (id >= ARRAY_SIZE(names))
		return NULL;
	return names[array_index_nospec(id, ARRAY_SIZE(names))];
}
