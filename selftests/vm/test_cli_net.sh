#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The nouns net and link: programs on hooks that see real packets, their
# counters, and what is said when something cannot be attached or detached.
. "$(dirname "$0")/test_cli_lib.sh"

sample=$bpf/cli_sample.bpf.o
pair=$bpf/cli_pair.bpf.o

ip netns add near
ip netns add far
ip link add veth0 netns near type veth peer name veth0 netns far
ip -n near addr add 10.0.0.1/24 dev veth0
ip -n far addr add 10.0.0.2/24 dev veth0
for netns in near far; do
	ip -n $netns link set veth0 up
	ip -n $netns link set lo up
done

# How many of three pings come back.
pings()
{
	ip netns exec near ping -q -n -i 0.2 -W 1 -c 3 10.0.0.2 |
		sed -n 's/.* \([0-9]*\) received.*/\1/p'
}

called="ping"
: >"$scratch/out" >"$scratch/err"
check "$(pings)" = 3 "packets pass while nothing is attached"
mbpf net show
exits 0 "no hooks are shown"
says '^no program is attached to a network hook$' "and that is said"
mbpf -j net show
json 'ref $j eq "ARRAY" && @{$j->[0]{xdp}} == 0 && @{$j->[0]{netfilter}} == 0' "in JSON, too"

# --- a device
mbpf_in far net attach xdp "$sample" dev veth0
exits 0 "a program is attached to a device"
says '^link [0-9]+: program [0-9]+ \(xdp_cli_sample_long\) on xdp veth0\([0-9]+\), maps [0-9, ]+$' \
	"and link, program, hook and maps are told"
complains '^note: pins are left out' "pins are left out here, too"
mbpf -j link show
json '@$j == 1 && $j->[0]{type} eq "xdp" && $j->[0]{kept} && $j->[0]{prog_id} > 0 &&
      $j->[0]{ifindex} > 0' "the link outlives the command"
link=$(pick '$j->[0]{id}')
prog=$(pick '$j->[0]{prog_id}')
check "$(pings)" = 3 "packets that the program passes pass"
mbpf map update name rules key ip 10.0.0.1 value zero
exits 0 "the map of an attached program can be written"
check "$(pings)" = 0 "packets that it drops do not"
mbpf -j map lookup name rules key ip 10.0.0.1
json '$j->{formatted}{value}{hits} >= 3' "the map counts them"
mbpf -j map lookup name volumes key u32 0
json '$j->{formatted}{sum}{packets} >= 6' "on all CPUs together"
mbpf map delete name rules key ip 10.0.0.1
check "$(pings)" = 3 "and they pass again when the map allows it"
mbpf_in far net show
says '^HOOK +LINK +PROG +NAME +packets +aborted +drop +pass +tx +redirect$' "hooks have a heading"
says "^xdp veth0\([0-9]+\) +$link +$prog +xdp_cli_sample_long +[0-9]+ +0 +[0-9]+ +[0-9]+ +0 +0$" \
	"and a row for each link"
mbpf_in far -j net show
json 'my $x = $j->[0]{xdp}[0]; $x->{devname} eq "veth0" && $x->{id} == '"$prog"' &&
      $x->{link_id} == '"$link"' && $x->{name} eq "xdp_cli_sample_long"' \
	"JSON has bpftool's shape"
json 'my $x = $j->[0]{xdp}[0]; $x->{verdicts}{drop} >= 3 && $x->{verdicts}{pass} >= 6 &&
      $x->{runs} == $x->{verdicts}{drop} + $x->{verdicts}{pass} && $x->{bytes} > 0' \
	"and the verdicts add up"
mbpf net show
says '^xdp device\([0-9]+\) in another netns ' "a device of another namespace is marked"
mbpf link show
says "^$link: xdp  prog $prog$" "links are shown"
says '^	xdp device\([0-9]+\) in another netns  kept$' "with their hook"
mbpf -j link show id "$link"
json '$j->{id} == '"$link" "by id it is one object"
mbpf_in far net attach xdp id "$prog" dev veth0
exits 1 "a second program on the device is refused"
complains "veth0 has a program already, by link $link; detach that first: mbpf net detach xdp dev veth0" \
	"with the way out"
mbpf_in near net detach xdp dev veth0
exits 1 "the same name in another namespace is another device"
complains 'no program is attached there; see mbpf net show' "which has none"
mbpf_in far net detach xdp dev veth0
exits 0 "the program is detached by its device"
mbpf -j link show
json '@$j == 0' "and the link is gone"
mbpf prog show
check -z "$out" "and the program with it"
mbpf_in far net detach xdp dev veth0
exits 1 "twice is an error"

# --- IP hooks
mbpf_in far net attach netfilter "$sample" pf ipv4 hook input
exits 0 "a program is attached to an IP hook"
says ' on ip input prio 0, maps' "at priority 0 where none is given"
mbpf map update name rules key ip 10.0.0.1 value zero
check "$(pings)" = 0 "and drops there, too"
mbpf_in far -j net show
json 'my $n = $j->[0]{netfilter}[0]; $n->{pf} == 2 && $n->{hook} == 1 && $n->{prio} == 0 &&
      $n->{verdicts}{drop} >= 3' "and is shown with its counters"
mbpf -j prog show
prog=$(pick '$j->[0]{id}')
mbpf_in far net attach netfilter id "$prog" pf ip hook prerouting priority -100
exits 0 "one program can be on several hooks"
mbpf_in far -j net attach netfilter id "$prog" pf ipv4 hook input priority 7
exits 0 "and several times on one"
json '$j->{prog_id} == '"$prog"' && $j->{prio} == 7 && $j->{link_id} > 0 && @{$j->{map_ids}} > 1' \
	"JSON tells what was attached"
mbpf_in far net attach netfilter id "$prog" pf ipv6 hook forward
exits 0 "for IPv6, too"
mbpf_in far net show
check "$(awk '/ prio /{ printf "%s %s %s,", $1, $2, $4 }' "$scratch/out")" = \
	"ip prerouting -100,ip input 0,ip input 7,ip6 forward 0," \
	"hooks stand in the order of a packet's way"
mbpf_in far link show
says '^	ip prerouting prio -100  kept$' "links tell their hooks"
mbpf net show
says '^ip input prio 7 in another netns ' "hooks of another namespace are marked"
mbpf net detach netfilter pf ipv4 hook prerouting
exits 1 "and cannot be detached from here by name"
mbpf_in far net detach netfilter pf ipv4 hook input
exits 1 "of two programs on one hook, one must be chosen"
complains '2 programs are attached there; choose one by its priority' "which is said"
mbpf_in far net detach netfilter pf ipv4 hook input priority 7
exits 0 "the priority chooses"
mbpf_in far net detach netfilter pf ipv4 hook input
exits 0 "one alone needs none"
check "$(pings)" = 0 "the program that is left on prerouting still drops"
mbpf -j link show
json '@$j == 2' "two links are left"
link=$(pick '$j->[0]{id}')
mbpf link detach id "$link"
exits 0 "a link is detached by id"
mbpf link detach id "$link"
exits 1 "and is gone then"
complains "there is no link with id $link" "which is said"
mbpf_in far net detach netfilter pf ipv6 hook forward
exits 0 "the last one, too"
check "$(pings)" = 3 "and all packets pass"

# --- what takes a link away
mbpf_in far net attach xdp "$pair" prog pair_quiet dev veth0
exits 0 "one of two programs is attached"
check "$(pings)" = 0 "a verdict that cannot be carried out drops"
mbpf_in far -j net show
json '$j->[0]{xdp}[0]{verdicts}{tx} >= 1' "and is counted as what it was"
mbpf_in far net attach netfilter "$pair" prog pair_talks pf ipv4 hook output
ip -n far link del veth0
mbpf -j link show
json '@$j == 1 && $j->[0]{type} eq "netfilter"' "a link goes with its device"
ip netns del far
for ((i = 0; i < 100; i++)); do
	mbpf -j link show
	[ "$out" = '[]' ] && break
	sleep 0.1
done
check "$out" = '[]' "and with its network namespace"
ip netns del near

# --- what cannot be attached
mbpf net attach xdp "$bpf/cli_bad.bpf.o" dev lo
exits 1 "a program that is refused is not attached"
complains 'E-packet-bounds' "and the reason is given"
mbpf net attach xdp "$pair" dev lo
exits 1 "of two programs one must be chosen"
mbpf net attach xdp id 4000000000 dev lo
exits 1 "a program that does not exist cannot be attached"
mbpf net attach xdp "$sample" dev lo pf ipv4
exits 2 "a device has no protocol family"
mbpf -j link show
json '@$j == 0' "and nothing is attached"

finish
