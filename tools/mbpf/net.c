// SPDX-License-Identifier: GPL-2.0
/*
 * net attach, net detach: programs onto network hooks and off again.
 *
 * "net attach" makes the link outlive this command (MBPF_IOC_LINK_KEEP); it
 * goes when it is detached, when its device or network namespace goes, or when
 * the module is unloaded.  The hook is one of this network namespace.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "device.h"
#include "hook.h"
#include "net.h"
#include "prog_info.h"
#include "source.h"
#include "verbs.h"

static int parse_attach(struct mbpf_args *args, struct mbpf_place *place,
			struct mbpf_source *source)
{
	bool taken;
	int status;

	status = mbpf_place_parse_kind(args, place);
	if (!status)
		status = mbpf_source_parse(args, source);
	while (!status && mbpf_args_peek(args)) {
		status = mbpf_place_option(args, place, &taken);
		if (!status && !taken)
			status = mbpf_source_option(args, source, &taken);
		if (!status && !taken)
			status = mbpf_args_end(args);
	}
	return status ? status : mbpf_place_check(place);
}

/* The link that is on a hook already, 0 when it cannot be found. */
static __u32 find_occupant(const struct mbpf_place *place)
{
	struct mbpf_hooked_list list;
	__u32 id = 0;
	size_t i;

	if (!mbpf_hooked_list_get(&list))
		for (i = 0; i < list.nr && !id; i++)
			if (mbpf_place_has(place, &list.links[i]))
				id = list.links[i].info.id;
	mbpf_hooked_list_put(&list);
	return id;
}

static int fail_attach(const struct mbpf_place *place, int err)
{
	if (err == EEXIST)
		return mbpf_fail("%s has a program already, by link %u; detach that first: "
				 "mbpf net detach xdp dev %s", place->device,
				 find_occupant(place), place->device);
	if (err == EOPNOTSUPP)
		return mbpf_fail("this kernel has no %s hook", place->netfilter ?
				 "such netfilter" : "netdev ingress");
	if (err == EINVAL)
		return mbpf_fail("this program cannot be attached there: it must be of type xdp");
	return mbpf_fail_errno(err, "the program cannot be attached");
}

static int show_attached(int link, const struct mbpf_prog_details *prog)
{
	char text[MBPF_HOOK_TEXT_SIZE];
	struct mbpf_hooked hooked;
	int status;
	__u32 i;

	status = mbpf_hooked_get(link, &hooked);
	if (status)
		return status;
	if (mbpf_out) {
		mbpf_json_open_object(mbpf_out, NULL);
		mbpf_json_u64(mbpf_out, "link_id", hooked.info.id);
		mbpf_json_u64(mbpf_out, "prog_id", prog->info.id);
		mbpf_json_open_array(mbpf_out, "map_ids");
		for (i = 0; i < prog->info.nr_map_ids; i++)
			mbpf_json_u64(mbpf_out, NULL, prog->map_ids[i]);
		mbpf_json_close_array(mbpf_out);
		mbpf_hooked_json(&hooked);
		mbpf_json_close_object(mbpf_out);
		return MBPF_EXIT_OK;
	}
	mbpf_hooked_text(&hooked, text);
	printf("link %u: program %u (%s) on %s", hooked.info.id, prog->info.id, prog->name, text);
	for (i = 0; i < prog->info.nr_map_ids; i++)
		printf("%s%u", i ? ", " : ", maps ", prog->map_ids[i]);
	printf("\n");
	return MBPF_EXIT_OK;
}

static int keep(int link, int prog)
{
	struct mbpf_prog_details details;
	int err, status;

	status = mbpf_prog_details_get(prog, &details);
	if (!status) {
		err = mbpf_dev_link_keep(link);
		if (err)
			status = mbpf_fail_errno(-err, "the link cannot be made to stay");
	}
	if (!status)
		status = show_attached(link, &details);
	mbpf_prog_details_put(&details);
	return status;
}

static int attach(const struct mbpf_place *place, int prog)
{
	union mbpf_attr attr = { .link_create.prog_fd = prog };
	int link, status;

	mbpf_place_attr(place, &attr);
	link = mbpf_dev_link_create(&attr);
	if (link < 0)
		return fail_attach(place, -link);
	status = keep(link, prog);
	close(link);
	return status;
}

/**
 * mbpf_do_net_attach() - load if need be, attach, and leave it there
 */
int mbpf_do_net_attach(struct mbpf_args *args)
{
	struct mbpf_source source;
	struct mbpf_place place;
	int status;

	mbpf_source_init(&source);
	status = parse_attach(args, &place, &source);
	if (!status)
		status = mbpf_source_open(&source);
	if (!status)
		status = attach(&place, source.fd);
	mbpf_source_close(&source);
	return status;
}

static int parse_detach(struct mbpf_args *args, struct mbpf_place *place)
{
	bool taken;
	int status;

	status = mbpf_place_parse_kind(args, place);
	while (!status && mbpf_args_peek(args)) {
		status = mbpf_place_option(args, place, &taken);
		if (!status && !taken)
			status = mbpf_args_end(args);
	}
	return status ? status : mbpf_place_check(place);
}

/* Exactly one link must be meant: several may share an IP hook. */
static int find_link(const struct mbpf_place *place, const struct mbpf_hooked_list *list,
		     __u32 *id)
{
	unsigned int found = 0;
	size_t i;

	for (i = 0; i < list->nr; i++) {
		if (!mbpf_place_has(place, &list->links[i]))
			continue;
		found++;
		*id = list->links[i].info.id;
	}
	if (!found)
		return mbpf_fail("no program is attached there; see mbpf net show");
	if (found > 1)
		return mbpf_fail("%u programs are attached there; choose one by its priority, "
				 "or by its id: mbpf link detach id ID", found);
	return MBPF_EXIT_OK;
}

/**
 * mbpf_do_net_detach() - take the link off a hook
 */
int mbpf_do_net_detach(struct mbpf_args *args)
{
	struct mbpf_hooked_list list = { 0 };
	struct mbpf_place place;
	int status, fd, err;
	__u32 id = 0;

	status = parse_detach(args, &place);
	if (!status)
		status = mbpf_hooked_list_get(&list);
	if (!status)
		status = find_link(&place, &list, &id);
	mbpf_hooked_list_put(&list);
	if (status)
		return status;
	fd = mbpf_dev_fd(MBPF_KIND_LINK, id);
	err = fd < 0 ? fd : mbpf_dev_link_detach(fd);
	if (fd >= 0)
		close(fd);
	return err ? mbpf_fail_errno(-err, "link %u cannot be detached", id) : MBPF_EXIT_OK;
}
