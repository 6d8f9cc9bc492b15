#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The objects of Debian's xdp-tools, compiled by others and loaded unmodified.
# Which of them load and which are refused, each for a known reason, is the table
# below; then the filters' verdicts about packets, with and without rules.
. "$(dirname "$0")/test_cli_lib.sh"

folder=$(dirname "$(ls /usr/lib/*/bpf/xdpfilt_alw_all.o 2>/dev/null | head -n 1)")
if [ ! -e "$folder/xdpfilt_alw_all.o" ]; then
	echo "1..0 # SKIP xdp-tools is not installed"
	exit 4
fi

# object, what becomes of it, and: its maps, or the map that is not to be had
table=(
	"xdp-dispatcher.o     loads   xdp_disp.rodata"
	"xdpdump_bpf.o        refused xdpdump_perf_map"
	"xdpdump_xdp.o        refused xdpdump_perf_map"
	"xdpfilt_alw_all.o    loads   filter_ethernet,filter_ipv4,filter_ipv6,filter_ports,xdp_stats_map"
	"xdpfilt_alw_eth.o    loads   filter_ethernet,xdp_stats_map"
	"xdpfilt_alw_ip.o     loads   filter_ipv4,filter_ipv6,xdp_stats_map"
	"xdpfilt_alw_tcp.o    loads   filter_ports,xdp_stats_map"
	"xdpfilt_alw_udp.o    loads   filter_ports,xdp_stats_map"
	"xdpfilt_dny_all.o    loads   filter_ethernet,filter_ipv4,filter_ipv6,filter_ports,xdp_stats_map"
	"xdpfilt_dny_eth.o    loads   filter_ethernet,xdp_stats_map"
	"xdpfilt_dny_ip.o     loads   filter_ipv4,filter_ipv6,xdp_stats_map"
	"xdpfilt_dny_tcp.o    loads   filter_ports,xdp_stats_map"
	"xdpfilt_dny_udp.o    loads   filter_ports,xdp_stats_map"
	"xsk_def_xdp_prog.o   refused xsks_map"
	"xsk_def_xdp_prog_5.3.o refused xsks_map"
)

# Ethernet and IPv4 from 10.0.0.66 to 10.0.0.2, then UDP or TCP to port 1900.
ethernet=0200000000020200000000010800
addresses=0a0000420a000002
udp=${ethernet}4500001c0000000040110000${addresses}3039076c00080000
tcp=${ethernet}450000280000000040060000${addresses}3039076c000000000000000050020000ffff0000
# The same UDP, cut in the middle of the IP header.
short=${udp:0:60}

# $1: object, $2: the names of its maps
check_loads()
{
	local object=$1 maps=$2

	mbpf -j prog load "$folder/$object"
	exits 0 "$object loads unmodified"
	json '@{$j->{progs}} >= 1 && !(grep { $_->{type} ne "xdp" || $_->{verified_insns} < 1 ||
	      $_->{verified_insns} > 1000000 } @{$j->{progs}})' "$object: all of it is proved, within the budget"
	json 'join(",", sort map { $_->{name} } @{$j->{maps}}) eq "'"$maps"'"' "$object: it has its maps"
}

check_refused()
{
	local object=$1 map=$2

	mbpf prog load "$folder/$object"
	exits 1 "$object is refused"
	complains "its map '$map' cannot be created; mbpf has no maps of type" "$object: for want of a map type"
}

# Objects are freed a moment after their last reference (RCU).
nothing_is_left()
{
	local i

	for ((i = 0; i < 50; i++)); do
		mbpf version
		[[ $out != *" 0 objects alive" ]] || break
		sleep 0.1
	done
	says ' 0 objects alive$' "$1"
}

for row in "${table[@]}"; do
	read -r object fate maps <<<"$row"
	"check_$fate" "$object" "$maps"
done
nothing_is_left "nothing is left of any of them"

# --- verdicts without rules
for object in "$folder"/xdpfilt_{alw,dny}_*.o; do
	name=${object##*/}
	case $name in
	*_alw_*) verdict=PASS policy=passes ;;
	*) verdict=DROP policy=drops ;;
	esac
	mbpf prog run "$object" data_in "hex:$udp"
	says "^Return value: [12] \(XDP_$verdict\)," "$name without rules $policy what it does not know"
done
mbpf prog run "$folder/xdpfilt_alw_all.o" data_in "hex:$short"
says '^Return value: 0 \(XDP_ABORTED\),' "a packet that ends within its IP header is aborted"

# --- verdicts with rules
# $1: xdpfilt's name for the policy; $2, $3: verdict for what a rule hits, and misses
check_rules()
{
	local name=xdpfilt_$1_all hit=$2 miss=$3 words

	hold prog load "$folder/$name.o" hold || return
	expect "$miss" "$udp" "no rule applies"
	# map, key, flags: 1 source, 2 destination, 4 TCP, 8 UDP
	for words in "filter_ipv4 ip 10.0.0.66 1" "filter_ipv4 ip 10.0.0.2 2" \
		"filter_ports be16 1900 u16 0 10" "filter_ports be16 12345 u16 0 9" \
		"filter_ethernet hex 02 00 00 00 00 01 1" "filter_ethernet hex 02 00 00 00 00 02 2"; do
		rule "${words% *}" "${words##* }"
		expect "$hit" "$udp" "UDP and ${words% *} with flags ${words##* }"
		rule "${words% *}" 0
	done
	rule "filter_ipv4 ip 10.0.0.66" 2
	expect "$miss" "$udp" "the source is blocked as destination only"
	rule "filter_ports be16 1900 u16 0" 6
	expect "$miss" "$udp" "the port is blocked for TCP only"
	expect "$hit" "$tcp" "TCP and the same"
	mbpf map lookup name filter_ports key be16 1900 u16 0
	says '^value \(cpu [0-9]+\): \(__u64\)70$' "$name counts in the rule that it applied once"
	let_go "$held"
}

# $1: map and key, $2: flags, in the values of all CPUs
rule()
{
	# shellcheck disable=SC2086 # words of a key
	mbpf map update name ${1%% *} key ${1#* } value u64 "$2"
	[ "$status" = 0 ] || exits 0 "the rule $1 can be set"
}

expect()
{
	mbpf prog run name "$name" data_in "hex:$2"
	says "^Return value: [12] \(XDP_$1\)," "$name says $1: $3"
}

check_rules alw DROP PASS
check_rules dny PASS DROP
nothing_is_left "nothing is left of what was held"

finish
