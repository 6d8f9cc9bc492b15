# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# The demo's network and its traffic. To be sourced, after lib.sh; what runs here
# runs in the network namespace "server".
#
# Two sets of books are kept, and must agree. The client's: what each flow sent,
# as ping, traffic.c and the kernel of the other side count it, kept in sent[] by
# the rule that must decide it. And the firewall's: its maps, and its link.

readonly good=10.0.0.1 villain=10.0.0.66 server=10.0.0.2
readonly server_ports=(53 1900 80 23)

# protocol, port, source, tries
readonly flows=(
	"ping - $good 5" "udp 53 $good 10" "udp 1900 $good 10" "tcp 80 $good 3" "tcp 23 $good 3"
	"ping - $villain 5" "udp 53 $villain 10" "tcp 80 $villain 3"
)

# How long to wait for an answer: only until it is there, or only to see that
# there is none. A packet that comes late is counted by the firewall still.
readonly patience_ms=15000 doubt_ms=400

declare -A blocked		# "address 10.0.0.66", "tcp port 23": rules in force
declare -A sent			# packets since new_books, by rule, or else by protocol
wire_before=0			# packets on the wire before that

in_client() { ip netns exec client "$@"; }

make_lab()
{
	local netns

	modprobe veth
	ip netns add client
	ip netns add server
	for netns in client server; do
		# IPv6 would send packets of its own, which nobody counts.
		ip netns exec $netns sh -c 'for scope in all default; do
			echo 1 >/proc/sys/net/ipv6/conf/$scope/disable_ipv6; done'
		ip -n $netns link set lo up
	done
	ip link add veth0 address 02:00:00:00:00:01 netns client \
		type veth peer name veth1 address 02:00:00:00:00:02 netns server
	ip -n client addr add $good/24 dev veth0
	ip -n client addr add $villain/24 dev veth0
	ip -n server addr add $server/24 dev veth1
	ip -n client link set veth0 up
	ip -n server link set veth1 up
	# Neighbours that are known need not be asked for: no ARP in the counts.
	ip -n client neigh add $server lladdr 02:00:00:00:00:02 dev veth0
	ip -n server neigh add $good lladdr 02:00:00:00:00:01 dev veth1
	ip -n server neigh add $villain lladdr 02:00:00:00:00:01 dev veth1
}

start_server()
{
	coproc SERVER { exec "$BUILD/demo/traffic" serve "${server_ports[@]}"; }
	# shellcheck disable=SC2064 # at the end, bash has forgotten the id
	trap "kill $SERVER_PID" EXIT
	read -r -t 60 -u "${SERVER[0]}" || give_up "the echo server does not start"
}

packets_on_wire() { in_client cat /sys/class/net/veth0/statistics/tx_packets; }

new_books()
{
	blocked=()
	sent=()
	wire_before=$(packets_on_wire)
}

# Which rule decides about these packets? None: they pass. The order is that of
# the programs: the address comes first in a packet.
rule_of()
{
	local proto=$1 port=$2 from=$3 rule

	for rule in "address $from" "$proto port $port"; do
		[ -z "${blocked[$rule]:-}" ] || { echo "$rule"; return; }
	done
}

# Prints how many tries were answered, and how many packets it took.
send_flow()
{
	local proto=$1 port=$2 from=$3 tries=$4 patience=$5

	if [ "$proto" = ping ]; then
		in_client ping -q -n -I "$from" -c "$tries" -i 0.02 \
			-W $((patience / 1000)).$((patience % 1000)) $server |
			sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\) received.*/\2 \1/p'
	else
		in_client "$BUILD/demo/traffic" "$proto" "$from" $server "$port" "$tries" "$patience"
	fi
}

# What the client's side must see of a flow: answers only if no rule forbids them,
# and one packet a try; TCP takes more, and says itself how many.
check_flow()
{
	local proto=$1 name=$2 tries=$3 answered=$4 packets=$5 rule=$6

	must "$name: answered" $((${#rule} ? 0 : tries)) "$answered"
	if [ "$proto" != tcp ]; then
		must "$name: packets" "$tries" "$packets"
	elif [ -n "$rule" ]; then
		# Only the SYN, and what the kernel repeats of it.
		must "$name: at least a packet a try" 1 $((packets >= tries))
	fi
}

fate_of() { [ -n "$1" ] && echo "${yellow}dropped: $1$plain" || echo "${green}passed$plain"; }

# Sends all flows once. With "brief", one line for each source.
round()
{
	local brief=${1:-} flow proto port from tries rule patience answered packets name
	local last='' line=''

	[ -n "$brief" ] || printf '    %-11s %-9s %6s %9s %8s   %s\n' \
		FROM WHAT TRIES ANSWERED PACKETS "MUST BE"
	for flow in "${flows[@]}"; do
		read -r proto port from tries <<<"$flow"
		rule=$(rule_of "$proto" "$port" "$from")
		patience=$patience_ms
		[ -z "$rule" ] || patience=$doubt_ms
		name=$proto
		[ "$proto" = ping ] || name="$proto $port"
		read -r answered packets < <(send_flow "$proto" "$port" "$from" "$tries" $patience) ||
			give_up "there is no traffic for $name from $from"
		sent[${rule:-$proto}]=$((${sent[${rule:-$proto}]:-0} + packets))
		if [ -z "$brief" ]; then
			printf '    %-11s %-9s %6d %9d %8d   %s\n' "$from" "$name" "$tries" \
				"$answered" "$packets" "$(fate_of "$rule")"
		else
			[ "$from" = "$last" ] ||
				printf -v line '%s%-25s' "${line:+$line$'\n'}" "    answered to $from"
			line+="  $name $answered/$tries"
			last=$from
		fi
		check_flow "$proto" "$name from $from" "$tries" "$answered" "$packets" "$rule"
	done
	[ -z "$brief" ] || say "$line"
}

sent_by() { echo "${sent[$1]:-0}"; }

# All that the rules forbid, or all that they allow.
sent_to_be()
{
	local fate=$1 book total=0

	for book in "${!sent[@]}"; do
		case $fate,$book in
		passed,ping | passed,udp | passed,tcp) total=$((total + sent[$book])) ;;
		dropped,*\ *) total=$((total + sent[$book])) ;;
		esac
	done
	echo "$total"
}

# A number of the link, as `mbpf net show` gives it.
link_number() { mbpf -p net show | sed -n 's/^\t*"'"$1"'": \([0-9]*\),\{0,1\}$/\1/p'; }

# The link has seen each packet that is on the wire, once.
check_link()
{
	local wire i

	wire=$(($(packets_on_wire) - wire_before))
	# The last packet may still be on its way.
	for ((i = 0; i < 50; i++)); do
		[ "$(link_number runs)" != $wire ] || break
		sleep 0.1
	done
	must "packets on the wire" $(($(sent_to_be passed) + $(sent_to_be dropped))) $wire
	must "the link's runs" $wire "$(link_number runs)"
	must "the link's pass" "$(sent_to_be passed)" "$(link_number pass)"
	must "the link's drop" "$(sent_to_be dropped)" "$(link_number drop)"
	must "the link's aborted" 0 "$(link_number aborted)"
}
