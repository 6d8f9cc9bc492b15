#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The words of the command line: help, versions, options, what is said about
# words that are not understood, and that the verb table, the man pages and the
# completion agree.
. "$(dirname "$0")/test_cli_lib.sh"

man=tools/mbpf/man
completion=tools/mbpf/completion.bash

# --- help and version
mbpf
exits 0 "without words, mbpf prints help and succeeds"
says '^  mbpf prog load OBJECT' "help has a line for each command"
mbpf help
exits 0 "mbpf help succeeds"
says 'Exit status: 0 done, 1 failed, 2 not understood' "help explains the exit statuses"
mbpf -h
says '^  mbpf map dump' "-h is help"
mbpf prog help
says 'mbpf prog dump xlated' "NOUN help prints this noun's commands"
hides 'mbpf map' "and no other's"
mbpf map update --help
says 'any\|exist\|noexist' "NOUN VERB --help prints this command"
hides 'mbpf map delete' "and no other"
mbpf help link detach
says 'mbpf link detach id ID' "help NOUN VERB does, too"
mbpf help cheese
exits 2 "help for what does not exist is a usage error"
mbpf version
exits 0 "version succeeds"
says '^mbpf v[0-9]' "version tells that of the command line"
says 'libbpf v1\.' "and of libbpf"
says '^module v[0-9.]+, ABI 1, [0-9]+ objects alive' "and of the module"
mbpf -V -j
json '$j->{version} && $j->{libbpf_version} && $j->{module}{abi} == 1' \
	"-V -j has all three in JSON"
mbpf -j help
json 'ref $j eq "ARRAY" && (grep { $_->{noun} eq "net" && $_->{verb} eq "attach" } @$j) == 1' \
	"help in JSON is the verb table"

# --- one table, three places
verbs=$(pick 'join("\n", map { $_->{noun} . " " . ($_->{verb} // "-") . " " . ($_->{alias} // "-") } @$j)')
check -n "$verbs" "the verb table can be read"
# shellcheck disable=SC1090
. "$completion"
COMP_WORDS=(mbpf "")
COMP_CWORD=1
_mbpf
nouns=" ${COMPREPLY[*]} "
while read -r noun verb alias; do
	[[ $nouns == *" $noun "* ]]
	result $? "the completion offers the noun of '$noun $verb'"
	if [ "$verb" = - ]; then
		grep -q "^\.Cm $noun$" $man/mbpf.8
		result $? "mbpf.8 names '$noun'"
		continue
	fi
	for word in "$verb" "$alias"; do
		[ "$word" = - ] && continue
		[[ " $(_mbpf_verbs "$noun") " == *" $word "* ]]
		result $? "the completion offers '$noun $word'"
		grep -A1 "^\.Nm mbpf $noun$" "$man/mbpf-$noun.8" | grep -Eq "^\.Cm .*\b$word\b"
		result $? "mbpf-$noun.8 has '$noun $word' in its synopsis"
		grep -Eq "^\.It Cm .*\b$word\b" "$man/mbpf-$noun.8"
		result $? "mbpf-$noun.8 describes '$noun $word'"
	done
done <<<"$verbs"
for noun in prog map link net btf; do
	for verb in $(_mbpf_verbs "$noun"); do
		[ "$verb" = help ] && continue
		grep -Eq "^$noun .*\b$verb\b" <<<"$verbs"
		result $? "'$noun $verb', which the completion offers, exists"
	done
done
mbpf help
while read -r option; do
	[[ $out == *" $option"* ]]
	result $? "help explains the option $option, which the completion offers"
	grep -q -- "Fl ${option#-}" $man/mbpf.8
	result $? "and mbpf.8 does"
done < <(grep -o -- 'offered="-.*"' $completion | grep -o -- '-[-a-zA-Z]*' | sed '/^-$/d')
if command -v groff >/dev/null; then
	for page in "$man"/*.8; do
		warnings=$(groff -mandoc -ww -z "$page" 2>&1)
		check -z "$warnings" "groff has nothing to say about ${page##*/}"
	done
fi

# --- words that are not understood
for words in "cheese" "prog cheese" "map show cheese" "prog show id" "prog show id x" \
	"prog show id 4294967296" "prog show tag 12" "prog show name" "prog load" \
	"prog dump" "prog dump jited id 1" "prog run" "prog tracelog twice" "map lookup" \
	"map create" "map create type cheese" "map create type hash key 4 value 4" \
	"map create type hash name sixteen_letters_ entries 1" "link detach" "link show name x" \
	"net attach" "net attach tc x" "net attach xdp x" "net attach netfilter x pf ipv4" \
	"net attach netfilter x hook input" "net attach netfilter x pf ipx hook input" \
	"net attach netfilter x pf ipv4 hook output priority high" \
	"net attach netfilter x pf ipv4 hook cheese" "net detach xdp" "net show all" \
	"btf dump" "version now" "--cheese" "-x prog show" "p show m" "-- -j"; do
	# shellcheck disable=SC2086
	mbpf $words
	exits 2 "'mbpf $words' is a usage error"
	complains '^usage: mbpf ' "and the usage is shown"
done
mbpf prog cheese
complains "'prog' has no verb 'cheese'" "an unknown verb is named"
mbpf net attach xdp x dev cheese
exits 1 "a device that does not exist is an error"
complains "no network device 'cheese' in this network namespace" "which names it"

# --- abbreviations
mbpf pr sh
exits 0 "words may be cut short"
mbpf map l
exits 2 "but not so short that two fit"
mbpf map
exits 0 "a noun alone shows"

# --- JSON errors
mbpf -j prog show id 4000000000
exits 1 "an error in JSON mode has its status"
json '$j->{error} =~ /no program with id 4000000000/ && keys(%$j) == 1' \
	"and is an object with the sentence"
check -z "$err" "and nothing is on stderr"
mbpf -p map cheese
exits 2 "a usage error in JSON mode has its status"
json '$j->{error} =~ /no verb/' "and is JSON, too"

# --- without the module, and without the right
if id nobody >/dev/null 2>&1 && command -v setpriv >/dev/null; then
	called="mbpf prog show (as nobody)"
	setpriv --reuid=65534 --regid=65534 --clear-groups "$cli" prog show \
		>"$scratch/out" 2>"$scratch/err"
	status=$?
	exits 1 "who may not open the device gets an error"
	complains 'run mbpf as root' "which says to be root"
fi
rmmod mbpf
mbpf prog show
exits 1 "without the module, showing is an error"
complains "/dev/mbpf is not there: the module is not loaded; load it with 'modprobe mbpf'" \
	"which says how to load it"
mbpf version
exits 0 "version works without the module"
says 'module not reached' "and says so"
mbpf -j version
json '!defined $j->{module} && exists $j->{module}' "in JSON, too"
mbpf help
exits 0 "and so does help"

finish
