# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# How the demo speaks, and how it checks. To be sourced, by bash.
#
#	section TITLE			a new part of the story
#	say TEXT			a line of it
#	run COMMAND...			shows a command and what it prints; it must succeed
#	run_head N COMMAND...		the same, but only the first N lines
#	must WHAT EXPECTED GOT		a number that must be so; if not, it is shown,
#					and the demo goes on but has failed
#	give_up TEXT			the demo cannot go on

numbers=0
wrong=0
bold='' red='' yellow='' green='' plain=''
if [ -n "${MBPF_COLOUR:-}" ]; then
	bold=$'\e[1m' red=$'\e[31m' yellow=$'\e[33m' green=$'\e[32m' plain=$'\e[0m'
fi

section() { printf '\n%s%s%s\n' "$bold" "== $*" "$plain"; }
say() { printf '%s\n' "$*"; }

give_up()
{
	printf '%s\n' "${red}demo: $*$plain" >&2
	exit 1
}

# A command as one would type it.
prompt() { printf '%s\n' "$bold\$ $*$plain"; }

indent() { sed 's/^/    /'; }

# For words, not for tables.
indent_folded() { fold -s -w 92 | sed 's/ *$//' | indent; }

run()
{
	local output status=0

	prompt "$*"
	output=$("$@" 2>&1) || status=$?
	[ -z "$output" ] || indent <<<"$output"
	[ "$status" = 0 ] || give_up "this failed with status $status: $*"
}

# Not through a real head, which would end the command when it has enough.
run_head()
{
	local lines=$1 notes=/run/demo-notes output status=0

	shift
	prompt "$* | head -n $lines"
	output=$("$@" 2>$notes) || status=$?
	indent_folded <$notes
	[ "$status" = 0 ] || give_up "this failed with status $status: $*"
	head -n "$lines" <<<"$output" | indent
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
