// SPDX-License-Identifier: GPL-2.0
/*
 * Which object is meant.
 *
 * Ids are looked up, names and tags are found by walking all objects of the
 * kind: there may be several with one name.  Where one is wanted and several
 * match, the error lists their ids.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "json.h"
#include "parse.h"
#include "prog_info.h"
#include "select.h"

static const char *const nouns[] = {
	[MBPF_KIND_PROG] = "program", [MBPF_KIND_MAP] = "map",
	[MBPF_KIND_LINK] = "link", [MBPF_KIND_BTF] = "BTF",
};

bool mbpf_select_is_next(const struct mbpf_args *args, enum mbpf_kind kind)
{
	const char *word = mbpf_args_peek(args);

	if (!word)
		return false;
	if (!strcmp(word, "id"))
		return true;
	if (!strcmp(word, "name"))
		return kind == MBPF_KIND_PROG || kind == MBPF_KIND_MAP;
	return !strcmp(word, "tag") && kind == MBPF_KIND_PROG;
}

static int parse_tag(struct mbpf_args *args, struct mbpf_selector *sel)
{
	const char *word;
	int status;

	status = mbpf_args_want(args, &word, "a tag");
	if (status)
		return status;
	if (mbpf_parse_hex(word, sel->tag, MBPF_TAG_SIZE) != MBPF_TAG_SIZE)
		return mbpf_fail_usage("'%s' is no tag: 16 hexadecimal digits are wanted", word);
	sel->by = MBPF_BY_TAG;
	return MBPF_EXIT_OK;
}

int mbpf_select_parse(struct mbpf_args *args, enum mbpf_kind kind, struct mbpf_selector *sel)
{
	memset(sel, 0, sizeof(*sel));
	sel->kind = kind;
	if (!mbpf_select_is_next(args, kind))
		return mbpf_fail_usage("which %s? say 'id ID'%s", nouns[kind],
				       kind == MBPF_KIND_PROG ? ", 'name NAME' or 'tag TAG'" :
				       kind == MBPF_KIND_MAP ? " or 'name NAME'" : "");
	if (mbpf_args_take(args, "id")) {
		sel->by = MBPF_BY_ID;
		return mbpf_args_u32(args, &sel->id, "id");
	}
	if (mbpf_args_take(args, "name")) {
		sel->by = MBPF_BY_NAME;
		return mbpf_args_want(args, &sel->name, "a name");
	}
	mbpf_args_next(args);
	return parse_tag(args, sel);
}

int mbpf_select_parse_all(struct mbpf_args *args, enum mbpf_kind kind, struct mbpf_selector *sel)
{
	int status;

	if (mbpf_args_peek(args)) {
		status = mbpf_select_parse(args, kind, sel);
		return status ? status : mbpf_args_end(args);
	}
	memset(sel, 0, sizeof(*sel));
	sel->kind = kind;
	return MBPF_EXIT_OK;
}

static bool is_prog_meant(const struct mbpf_selector *sel, int fd)
{
	struct mbpf_prog_info info = { 0 };
	char name[MBPF_PROG_NAME_SIZE];

	if (mbpf_dev_info(fd, &info, sizeof(info)))
		return false;
	if (sel->by == MBPF_BY_TAG)
		return !memcmp(info.tag, sel->tag, MBPF_TAG_SIZE);
	if (!strncmp(info.name, sel->name, sizeof(info.name)))
		return true;
	mbpf_prog_full_name(fd, &info, name);
	return !strcmp(name, sel->name);
}

static bool is_map_meant(const struct mbpf_selector *sel, int fd)
{
	struct mbpf_map_info info = { 0 };

	return !mbpf_dev_info(fd, &info, sizeof(info)) &&
	       !strncmp(info.name, sel->name, sizeof(info.name));
}

static bool is_meant(const struct mbpf_selector *sel, int fd)
{
	if (sel->by == MBPF_BY_ALL)
		return true;
	return sel->kind == MBPF_KIND_PROG ? is_prog_meant(sel, fd) : is_map_meant(sel, fd);
}

/**
 * struct walk - one walk over a kind
 * @sel: what is meant
 * @visit: what to do with it
 * @arg: for @visit
 * @found: objects that matched
 */
struct walk {
	const struct mbpf_selector *sel;
	int (*visit)(int fd, __u32 id, void *arg);
	void *arg;
	unsigned int found;
};

static int step(int fd, __u32 id, void *arg)
{
	struct walk *walk = arg;

	if (!is_meant(walk->sel, fd))
		return 0;
	walk->found++;
	return walk->visit(fd, id, walk->arg);
}

static int none(const struct mbpf_selector *sel)
{
	if (sel->by == MBPF_BY_ID)
		return mbpf_fail("there is no %s with id %u", nouns[sel->kind], sel->id);
	if (sel->by == MBPF_BY_NAME)
		return mbpf_fail("there is no %s with name '%s'", nouns[sel->kind], sel->name);
	return mbpf_fail("there is no %s with this tag", nouns[sel->kind]);
}

static int visit_id(const struct mbpf_selector *sel,
		    int (*visit)(int fd, __u32 id, void *arg), void *arg)
{
	int fd = mbpf_dev_fd(sel->kind, sel->id), status;

	if (fd == -ENOENT)
		return none(sel);
	if (fd < 0)
		return mbpf_fail_errno(-fd, "%s %u cannot be opened", nouns[sel->kind], sel->id);
	status = visit(fd, sel->id, arg);
	close(fd);
	return status;
}

int mbpf_select_each(const struct mbpf_selector *sel,
		     int (*visit)(int fd, __u32 id, void *arg), void *arg)
{
	struct walk walk = { .sel = sel, .visit = visit, .arg = arg };
	int ret;

	if (sel->by == MBPF_BY_ID)
		return visit_id(sel, visit, arg);
	ret = mbpf_dev_each(sel->kind, step, &walk);
	if (ret < 0)
		return mbpf_fail_errno(-ret, "the %ss cannot be listed", nouns[sel->kind]);
	if (!ret && !walk.found && sel->by != MBPF_BY_ALL)
		return none(sel);
	return ret;
}

int mbpf_select_show(struct mbpf_args *args, enum mbpf_kind kind,
		     int (*show)(int fd, __u32 id, void *arg))
{
	struct mbpf_selector sel;
	bool array;
	int status;

	status = mbpf_select_parse_all(args, kind, &sel);
	if (status)
		return status;
	array = mbpf_out && sel.by != MBPF_BY_ID;
	if (array)
		mbpf_json_open_array(mbpf_out, NULL);
	status = mbpf_select_each(&sel, show, NULL);
	if (array)
		mbpf_json_close_array(mbpf_out);
	return status;
}

/**
 * struct one - the object found so far
 * @fd: for it, -1 before the first
 * @found: how many matched
 * @ids: their ids, for the message
 */
struct one {
	int fd;
	unsigned int found;
	char ids[128];
};

static int take(int fd, __u32 id, void *arg)
{
	size_t len;
	struct one *one = arg;

	len = strlen(one->ids);
	snprintf(one->ids + len, sizeof(one->ids) - len, "%s%u", one->found ? ", " : "", id);
	if (!one->found++)
		one->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return MBPF_EXIT_OK;
}

int mbpf_select_one(struct mbpf_args *args, enum mbpf_kind kind, int *fd)
{
	struct one one = { .fd = -1 };
	struct mbpf_selector sel;
	int status;

	status = mbpf_select_parse(args, kind, &sel);
	if (!status)
		status = mbpf_select_each(&sel, take, &one);
	if (!status && one.found > 1)
		status = mbpf_fail("several %ss are meant; choose one by its id: %s",
				   nouns[kind], one.ids);
	if (!status && one.fd < 0)
		status = mbpf_fail_errno(errno, "no file descriptor is left");
	if (status && one.fd >= 0)
		close(one.fd);
	*fd = one.fd;
	return status;
}
