#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The README's tour, run as it is written: every line of its sh blocks is one
# command that must succeed; one that begins with "!" must fail.
#
#     the VM                         namespace client
#     server0 10.0.0.2/24 <--------> client0 10.0.0.1/24
set -u

PATH=$BUILD:$PATH
number=0
failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT

commands()
{
	awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' README.md
}

# $1: a command line. In this shell, so that what it sets up stays.
try()
{
	local status=0

	number=$((number + 1))
	eval "$1" >"$output" 2>&1 </dev/null || status=$?
	if [ $status = 0 ]; then
		echo "ok $number - the README's: ${1//#/}"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $number - the README's: ${1//#/}"
	echo "# exit status $status; it printed:"
	sed 's/^/# /' "$output"
}

while IFS= read -r command <&3; do
	try "$command"
done 3< <(commands)

# What the tour promises beside: its last command finds no program left.
number=$((number + 1))
if [ ! -s "$output" ]; then
	echo "ok $number - after the tour no program is left"
else
	failed=$((failed + 1))
	echo "not ok $number - after the tour no program is left"
	sed 's/^/# /' "$output"
fi
echo "1..$number"
exit $((failed > 0))
