# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# What the tests of the command line share. TAP in bash: run a command, then say
# what must be true of it.
#
#	mbpf prog show			sets $out, $err, $status
#	exits 0 "name"			the status
#	says REGEX "name"		stdout has a line that matches
#	complains REGEX "name"		stderr has one
#	mbpf -j prog show
#	json 'EXPR' "name"		stdout is strict JSON, and the Perl expression
#					EXPR is true of it ($j)
#	finish				the plan and the exit status
#
# When something is not so, what came is shown.

cli=$BUILD/mbpf
bpf=$BUILD/bpf
scratch=$(mktemp -d)
number=0
failed=0
holders=()
trap 'kill "${holders[@]}" 2>/dev/null; rm -rf "$scratch"' EXIT

mbpf()
{
	called="mbpf $*"
	"$cli" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
	read -r -d "" out <"$scratch/out"
	read -r -d "" err <"$scratch/err"
}

# The same inside a network namespace.
mbpf_in()
{
	local netns=$1

	shift
	called="mbpf $* (in $netns)"
	ip netns exec "$netns" "$cli" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
	read -r -d "" out <"$scratch/out"
	read -r -d "" err <"$scratch/err"
}

# Is there a line in $scratch/$1 that matches the expression $2? As grep -E, but
# without a process, of which an emulated CPU starts few in a second.
has_line()
{
	local line

	while IFS= read -r line || [ -n "$line" ]; do
		[[ $line =~ $2 ]] && return
	done <"$scratch/$1"
	return 1
}

# $1: 0 when it holds, $2: what must hold
result()
{
	number=$((number + 1))
	if [ "$1" = 0 ]; then
		echo "ok $number - ${2//#/}"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $number - ${2//#/}"
	{
		echo "$called: status $status"
		head -c 2000 "$scratch/out"
		echo "stderr:"
		head -c 2000 "$scratch/err"
	} | sed 's/^/# /'
}

# $1: test words for [, the last: what must hold
check() { [ "${@:1:$#-1}" ]; result $? "${!#}"; }

exits() { [ "$status" = "$1" ]; result $? "$2"; }
says() { has_line out "$1"; result $? "$2"; }
complains() { has_line err "$1"; result $? "$2"; }
hides() { ! has_line out "$1"; result $? "$2"; }

# A perl that stays: each line it gets is an expression, each it gives is "1", "0"
# or what is wrong.
coproc judge {
	perl -MJSON::PP -e '
		$| = 1;
		while (my $expression = <STDIN>) {
			open my $out, "<", $ARGV[0];
			my $text = do { local $/; <$out> };
			my $j = eval { JSON::PP->new->allow_nonref->decode($text) };
			my $good = $@ ? undef : eval $expression;
			print $@ ? "$@" =~ s{\n}{ }gr : $good ? 1 : 0, "\n";
		}' "$scratch/out"
}

json()
{
	local answer

	echo "${1//$'\n'/ }" >&"${judge[1]}"
	read -r answer <&"${judge[0]}"
	[ "$answer" = 1 ] || echo "the JSON: $answer" >>"$scratch/err"
	[ "$answer" = 1 ]
	result $? "$2"
}

# Print what a Perl expression gives for the JSON that came.
pick()
{
	perl -MJSON::PP -e 'local $/; my $j = decode_json(<STDIN>); print eval $ARGV[0]' "$1" \
		<"$scratch/out"
}

# Start a command that stays, and wait until it has said where it stands.
hold()
{
	local i

	"$cli" "$@" >"$scratch/hold" 2>&1 </dev/null &
	holders+=($!)
	held=$!
	for ((i = 0; i < 200; i++)); do
		grep -q 'Ctrl-C\|"id"' "$scratch/hold" && return
		kill -0 "$held" 2>/dev/null || break
		sleep 0.05
	done
	echo "# mbpf $* does not stay:"
	sed 's/^/# /' "$scratch/hold"
	return 1
}

# $1: the command that stays; $2: by which signal it ends
let_go()
{
	kill -"${2:-INT}" "$1"
	wait "$1"
	status=$?
}

finish()
{
	echo "1..$number"
	exit $((failed > 0 || number == 0))
}
