# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# How the demo speaks, and how it checks. To be sourced, by bash.
#
#	section TITLE			a new part of the story
#	say TEXT			a line of it
#	run COMMAND...			shows a command and what it prints; it must succeed
#	must WHAT EXPECTED GOT		a number that must be so; if not, it is shown,
#					and the demo goes on but has failed
#	give_up TEXT			the demo cannot go on

numbers=0
wrong=0
bold='' dim='' red='' green='' plain=''
if [ -n "${MBPF_COLOUR:-}" ]; then
	bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
fi

section() { printf '\n%s%s%s\n\n' "$bold" "== $*" "$plain"; }
say() { printf '%s\n' "$*"; }

give_up()
{
	printf '%s\n' "${red}demo: $*$plain" >&2
	exit 1
}

# A command as one would type it.
prompt() { printf '%s\n' "$bold\$ $*$plain"; }

run()
{
	local shown status

	prompt "$*"
	shown=$("$@" 2>&1) && status=0 || status=$?
	[ -z "$shown" ] || printf '%s\n' "$shown" | sed 's/^/    /'
	[ "$status" = 0 ] || give_up "this failed: $*"
}

must()
{
	numbers=$((numbers + 1))
	[ "$2" != "$3" ] || return 0
	wrong=$((wrong + 1))
	printf '%s\n' "${red}WRONG: $1: expected $2, got ${3:-nothing}$plain"
}

# The end: one line, and whether all was well.
sum_up()
{
	if [ "$wrong" = 0 ]; then
		say "${green}All $numbers numbers are what they must be.$plain"
	else
		say "${red}$wrong of $numbers numbers are not what they must be.$plain"
	fi
	[ "$wrong" = 0 ]
}
