# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# Completion of mbpf for bash: nouns, verbs, the words of each verb, and what
# only the machine knows: ids and names of what is loaded, devices, files.

_mbpf_ids()
{
	mbpf -j "$1" show 2>/dev/null | grep -o '"id":[0-9]*' | cut -d: -f2
}

_mbpf_names()
{
	mbpf -j "$1" show 2>/dev/null | grep -o '"name":"[^"]*"' | cut -d'"' -f4
}

# The words that may follow somewhere behind this noun and verb.
_mbpf_words()
{
	local prog="id name tag" map="id name"
	local data="key value hex u8 u16 u32 u64 s8 s16 s32 s64 be16 be32 be64 ip ip6 mac zero"

	case "$1 $2" in
	"prog show" | "prog list") echo "$prog" ;;
	"prog load") echo "prog type map name id hold" ;;
	"prog dump") echo "xlated $prog opcodes linum file" ;;
	"prog run") echo "$prog prog type map data_in data_out repeat" ;;
	"prog tracelog") echo "once" ;;
	"map show" | "map list" | "map freeze") echo "$map" ;;
	"map dump") echo "$map nonzero" ;;
	"map lookup" | "map getnext" | "map delete") echo "$map $data" ;;
	"map update") echo "$map $data any exist noexist" ;;
	"map create") echo "type key value entries name flags hold" ;;
	"link show" | "link list" | "link detach") echo "id" ;;
	"net show" | "net list") ;;
	"net attach") echo "xdp netfilter $prog prog type map dev pf hook priority" ;;
	"net detach") echo "xdp netfilter dev pf hook priority" ;;
	"btf show" | "btf list" | "btf dump") echo "id" ;;
	esac
}

_mbpf_verbs()
{
	case $1 in
	prog) echo "show list load dump run tracelog help" ;;
	map) echo "show list dump lookup getnext update delete create freeze help" ;;
	link) echo "show list detach help" ;;
	net) echo "show list attach detach help" ;;
	btf) echo "show list dump help" ;;
	esac
}

# What follows this word, whatever the verb; fails when the verb must tell.
_mbpf_after()
{
	case $1 in
	id) _mbpf_ids "$2" ;;
	name) _mbpf_names "$2" ;;
	dev) ls /sys/class/net ;;
	pf) echo "ipv4 ipv6" ;;
	hook) echo "prerouting input forward output postrouting" ;;
	type)
		[ "$2" = map ] && echo "hash array percpu_hash percpu_array"
		[ "$2" = map ] || echo "xdp socket"
		;;
	priority | repeat | entries | flags | tag | value | key) ;;
	*) return 1 ;;
	esac
}

_mbpf()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} word
	local -a words=()
	local offered

	COMPREPLY=()
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $word in
		-*) ;;
		*) words+=("$word") ;;
		esac
	done

	case ${#words[@]} in
	0) offered="prog map link net btf version help" ;;
	1) offered=$(_mbpf_verbs "${words[0]}") ;;
	*)
		# "key" and "value" are followed by data in most verbs of a map.
		if ! { [ "${words[0]}" = map ] && [[ $prev = key || $prev = value ]]; } &&
			offered=$(_mbpf_after "$prev" "${words[0]}"); then
			:
		elif [[ $prev = file || $prev = data_in || $prev = data_out ]]; then
			offered=
			compopt -o default
		else
			offered=$(_mbpf_words "${words[0]}" "${words[1]}")
			case "${words[0]} ${words[1]}" in
			"prog load" | "prog run" | "net attach") compopt -o default ;;
			esac
		fi
		;;
	esac
	[[ $cur = -* ]] && offered="-j -p -l -d -V -h --json --pretty --log --debug --version --help"
	mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$cur")
}

complete -F _mbpf mbpf
