#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The noun prog: loading objects, what is said about those that are refused,
# showing, listing instructions, running, and the trace log; and btf.
. "$(dirname "$0")/test_cli_lib.sh"

xdp_tools=$(dirname "$(ls /usr/lib/*/bpf/xdpfilt_alw_all.o 2>/dev/null | head -n 1)")
sample=$bpf/cli_sample.bpf.o
pair=$bpf/cli_pair.bpf.o
bad=$bpf/cli_bad.bpf.o

# --- load
mbpf prog load "$sample"
exits 0 "an object with globals, a function and two kinds of maps loads"
says 'cli_sample.bpf.o: proved safe' "and the result is said first"
says '^ +[0-9]+  xdp_cli_sample_long +[0-9]+ +[0-9]+$' "with the program's figures"
says '^ +[0-9]+  rules +hash +4B +[0-9]+B +4$' "and its maps"
says 'Nothing holds them, so they are gone again' "and that nothing holds them"
says 'mbpf net attach xdp .*cli_sample.bpf.o dev DEVICE' "and what to do about that"
complains '^note: pins are left out.*: volumes$' "a pin that is asked for is left out, and said so"
mbpf prog show
check -z "$out" "nothing is left of it"
mbpf -j map show
json '@$j == 0' "neither of its maps"

mbpf -j prog load "$sample"
exits 0 "loading speaks JSON"
json '@{$j->{progs}} == 1 && $j->{progs}[0]{name} eq "xdp_cli_sample_long"' "with the program"
json '$j->{progs}[0]{type} eq "xdp" && $j->{progs}[0]{gpl_compatible} &&
      !$j->{progs}[0]{jited} && $j->{progs}[0]{verified_insns} > 10 &&
      $j->{progs}[0]{bytes_xlated} % 8 == 0 && $j->{progs}[0]{tag} =~ /^[0-9a-f]{16}$/' \
	"and its fields as bpftool has them"
json '(grep { $_->{name} eq "rules" && $_->{type} eq "hash" && $_->{bytes_key} == 4 } @{$j->{maps}}) == 1' \
	"and the maps"
json '(grep { $_->{frozen} == 1 && $_->{name} =~ /rodata/ } @{$j->{maps}}) == 1' \
	"of which the constants are frozen"
json '$j->{pins_left_out} eq "volumes" && !$j->{held}' "and what was left out"

mbpf prog load "$pair"
exits 0 "an object with two programs loads"
says 'pair_quiet' "the first of them"
says 'pair_talks' "and the second"
mbpf prog load "$pair" prog pair_talks
says 'pair_talks' "with prog, the one that is named loads"
hides 'pair_quiet' "and no other"
mbpf prog load "$pair" prog cheese
exits 1 "a program that is not in the object is an error"
complains "no program 'cheese'; it has: pair_quiet, pair_talks" "which says what there is"
mbpf prog load "$pair" type xdp
exits 0 "the program type may be given"
mbpf prog load "$pair" type cheese
exits 2 "one that does not exist is a usage error"
mbpf prog load "$scratch/none.o"
exits 1 "a file that is not there is an error"
complains 'No such file or directory' "which says so"
echo cheese >"$scratch/cheese.o"
mbpf prog load "$scratch/cheese.o"
exits 1 "a file that is no ELF is an error"
complains 'cheese.o cannot be read as an eBPF object' "which says so"
mbpf prog load "$sample" map name cheese id 4000000000
exits 1 "a map that does not exist cannot replace one"

# --- a refusal
mbpf prog load "$bad"
exits 1 "a program that reads past data_end is refused"
complains "the verifier refused program 'xdp_bad' of .*cli_bad.bpf.o" "and named"
complains '^E-packet-bounds: ' "with the rule's code"
complains 'instruction [0-9]+' "the instruction"
complains '\br[0-9]\b' "the register"
complains 'data_end' "and the check that is missing"
complains '^; .*data\[12\]' "the C line is shown"
complains 'To see the whole log, add --log' "and how to see more"
mbpf --log prog load "$bad"
complains '^E-packet-bounds: ' "--log shows the reason, too"
check "$(grep -c 'E-packet-bounds' "$scratch/err")" -ge 2 "in the whole log and alone"
mbpf -j prog load "$bad"
exits 1 "a refusal in JSON has its status"
json '$j->{error} =~ /E-packet-bounds/ && $j->{error} =~ /xdp_bad/' "and is the error"
mbpf -d prog load "$pair"
complains 'libbpf: ' "--debug shows what libbpf does"
mbpf prog load "$pair"
check -z "$err" "without it libbpf is quiet"

# --- objects that others wrote
if [ -d "$xdp_tools" ]; then
	for object in "$xdp_tools"/xdpfilt_*.o; do
		mbpf prog load "$object"
		exits 0 "${object##*/} of xdp-tools loads unmodified"
		complains '^note: pins are left out' "with its pins left out"
	done
	mbpf -j prog load "$xdp_tools/xdpfilt_alw_all.o"
	json '@{$j->{progs}} == 1 && (grep { $_->{name} eq "xdp_stats_map" } @{$j->{maps}}) == 1' \
		"xdpfilt_alw_all.o has its statistics"
fi

# --- show, held by a process
hold prog load "$sample" hold || exit 1
sample_holder=$held
mbpf prog show
exits 0 "a program that is held is shown"
says '^[0-9]+: xdp  name xdp_cli_sample_long  tag [0-9a-f]{16}  gpl$' "with its whole name and tag"
says 'loaded_at [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+[+-][0-9]{4}  uid 0' "when and by whom"
says 'xlated [0-9]+B  not jited  memlock [0-9]+B  map_ids [0-9,]+' "its size and maps"
says 'verified [0-9]+ instructions  btf_id [0-9]+' "what was walked, and its BTF"
mbpf -j prog show
json '@$j == 1 && $j->[0]{name} eq "xdp_cli_sample_long"' "JSON has the same"
json 'abs($j->[0]{loaded_at} - time) < 120' "and the time is now"
id=$(pick '$j->[0]{id}')
tag=$(pick '$j->[0]{tag}')
btf=$(pick '$j->[0]{btf_id}')
mbpf -j prog show id "$id"
json '$j->{id} == '"$id" "by id it is one object"
mbpf -j prog show tag "$tag"
json '@$j == 1' "by tag it is a list"
mbpf -j prog list name xdp_cli_sample_long
json '@$j == 1' "the whole name finds it"
mbpf -j prog show name xdp_cli_sample_
json '@$j == 1' "so does the name as the device knows it"
mbpf prog show name xdp_cli
exits 1 "a part of a name does not"
complains "there is no program with name 'xdp_cli'" "and it is said"
mbpf prog show tag 0123456789abcdef
exits 1 "a tag that nobody has is an error"
hold prog load "$sample" hold || exit 1
second_holder=$held
mbpf prog dump xlated name xdp_cli_sample_long
exits 1 "a name that two have does not choose one"
complains "several programs are meant; choose one by its id: $id, [0-9]+" "and both are listed"
let_go "$second_holder" TERM
check "$status" = 0 "a command that holds ends well on SIGTERM"

# --- dump
mbpf prog dump xlated id "$id"
exits 0 "a program can be listed"
says '^int xdp_cli_sample_long\(struct xdp_md \*ctx\):$' "with its prototype"
says '^static int count\(|^int count\(' "and that of its function"
says '^; seen\+\+;$' "the C lines"
says '^ +[0-9]+: \(85\) call bpf_map_lookup_elem' "helpers by name"
says 'call pc.*#count$' "local functions by name"
says 'map\[id:[0-9]+\]' "maps by id"
says '^ +[0-9]+: \(95\) exit$' "and its end"
mbpf prog dump xlated id "$id" opcodes linum
says '\[file:.*cli_sample.bpf.c line_num:[0-9]+ line_col:[0-9]+\]' "linum adds places"
says '^ +95 00 00 00 00 00 00 00$' "opcodes adds bytes"
mbpf -j prog dump xlated id "$id" opcodes linum
json '$j->[0]{proto} =~ /^int xdp_cli_sample_long/ && $j->[0]{disasm} && $j->[0]{src}' \
	"the listing in JSON has prototypes and lines"
json '(grep { ($_->{opcodes}{code} // "") eq "0x95" } @$j) >= 1 && $j->[0]{line_num} > 0' \
	"and bytes and places"
mbpf -j prog show id "$id"
bytes=$(pick '$j->{bytes_xlated}')
mbpf prog dump xlated id "$id" file "$scratch/dump"
check "$(stat -c %s "$scratch/dump")" = "$bytes" "file writes as many bytes as there are"
check "$(tail -c 8 "$scratch/dump" | od -An -tx1 | tr -d ' ')" = 9500000000000000 \
	"and the last is an exit"
mbpf prog dump xlated id "$id" file /nonexistent/x
exits 1 "a file that cannot be written is an error"

# --- btf
mbpf btf show id "$btf"
says "^$btf: size [0-9]+B  prog_ids $id  map_ids [0-9,]+$" "btf show tells who uses it"
mbpf -j btf show
json '(grep { $_->{id} == '"$btf"' && $_->{prog_ids}[0] == '"$id"' } @$j) == 1' "in JSON, too"
mbpf btf dump id "$btf"
says '^struct rule \{$' "btf dump prints C"
mbpf -j btf dump id "$btf"
json '$j->{c} =~ /struct volume \{/' "in JSON, too"
mbpf btf dump id 4000000000
exits 1 "BTF that is not there is an error"

let_go "$sample_holder" INT
check "$status" = 0 "and on SIGINT"
mbpf prog show
check -z "$out" "after which its program is gone"

# --- run
ethernet=ffffffffffff0242c0a800010806
packet=$ethernet$(printf '00%.0s' {1..46})
mbpf prog run "$pair" prog pair_talks data_in "hex:$packet" data_out "$scratch/packet"
exits 0 "a program of an object runs on a packet"
says '^Return value: 2 \(XDP_PASS\), duration \(average\): [0-9]+ns$' "and its verdict is named"
check "$(od -An -tx1 -N2 "$scratch/packet" | tr -d ' ')" = 00ff "data_out has what it wrote"
check "$(stat -c %s "$scratch/packet")" = 60 "and the whole packet"
printf '%60s' '' >"$scratch/in"
mbpf -j prog run "$pair" prog pair_quiet data_in "$scratch/in" repeat 10
json '$j->{retval} == 3 && $j->{verdict} eq "XDP_TX" && $j->{data_size_out} == 60 &&
      defined $j->{duration}' "a file is a packet, too, and JSON has the result"
mbpf prog run "$pair" data_in "$scratch/in"
exits 1 "of two programs one must be chosen"
complains 'choose one with .prog NAME.: pair_quiet, pair_talks' "and both are named"
mbpf prog run "$pair" prog pair_quiet data_in hex:00
exits 1 "a packet without an Ethernet header is refused"
complains 'Ethernet header, 14 bytes' "with the reason"
mbpf prog run "$pair" prog pair_quiet data_in hex:0
exits 2 "half a byte is a usage error"
mbpf prog run "$pair" prog pair_quiet
exits 2 "a packet must be given"
mbpf prog run "$pair" prog pair_quiet data_in "$scratch/none"
exits 1 "a file that is not there is an error"
mbpf prog run id 4000000000 data_in hex:00
exits 1 "so is a program that is not there"

# --- tracelog
mbpf prog tracelog once
mbpf prog run "$pair" prog pair_talks data_in "hex:$packet"
mbpf prog tracelog once
exits 0 "the trace log can be read"
says 'first byte 0x0$' "and has what the program said"
mbpf prog tracelog once
check -z "$out" "once"
mbpf prog run "$pair" prog pair_talks data_in "hex:$packet"
mbpf -j prog tracelog once
json '$j->{line} =~ /first byte 0x0/' "in JSON, too"

finish
