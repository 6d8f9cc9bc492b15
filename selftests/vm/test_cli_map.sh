#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The noun map: elements with and without types, for one value and for one per
# CPU, and what is said when something cannot be done.
. "$(dirname "$0")/test_cli_lib.sh"

cpus=$(nproc --all)

hold prog load "$bpf/cli_sample.bpf.o" hold || exit 1

# --- show
mbpf map show
exits 0 "maps are shown"
says '^[0-9]+: hash  name rules  flags 0x0$' "with type, name and flags"
says '^	key 4B  value [0-9]+B  max_entries 4  memlock [0-9]+B$' "and sizes"
says '^	btf_id [0-9]+  frozen$' "constants are frozen"
mbpf -j map show name rules
json '@$j == 1 && $j->[0]{type} eq "hash" && $j->[0]{bytes_key} == 4 &&
      $j->[0]{max_entries} == 4 && $j->[0]{flags} == 0 && $j->[0]{frozen} == 0 &&
      $j->[0]{bytes_memlock} > 0 && $j->[0]{btf_id} > 0' "JSON has the fields of bpftool"
id=$(pick '$j->[0]{id}')
size=$(pick '$j->[0]{bytes_value}')
mbpf -j map show id "$id"
json '$j->{name} eq "rules"' "by id it is one object"

# --- an empty hash
mbpf map dump id "$id"
exits 0 "an empty map is dumped"
says '^0 elements$' "as such"
mbpf -j map dump id "$id"
json 'ref $j eq "ARRAY" && !@$j' "in JSON an empty list"
mbpf map getnext id "$id"
exits 1 "it has no first key"
complains "map $id is empty" "which is said"
mbpf map lookup id "$id" key ip 10.0.0.2
exits 1 "a key that is not there is an error"
complains "the key is not in map $id" "which is said"
mbpf map delete id "$id" key ip 10.0.0.2
exits 1 "for delete, too"
mbpf map update id "$id" key ip 10.0.0.2 value zero exist
exits 1 "and for update with exist"

# --- a struct
rule="u64 3 be16 53 s16 -5 u32 0x5a u32 1 hex 64 6e 73 u8 0 zero"
mbpf map update id "$id" key ip 10.0.0.2 value $rule
exits 0 "a struct is written item by item"
mbpf map update id "$id" key ip 10.0.0.2 value zero noexist
exits 1 "noexist does not overwrite"
complains "the key is in map $id already" "which is said"
mbpf map lookup name rules key 10 0 0 2
exits 0 "plain bytes are a key, too"
says '^key: \(__be32\)33554442  # 0a 00 00 02$' "the key is shown typed and as bytes"
says '^value: \(struct rule\)\{$' "the value is C"
says '^	\.hits = 3,$' "with its members"
says '\.weight = -5,' "signs"
says '\.mood = MOOD_STRICT,' "and names of enums"
mbpf -j map lookup id "$id" key hex 0a 00 00 02
json 'join(",", @{$j->{key}}) eq "0x0a,0x00,0x00,0x02" && @{$j->{value}} == '"$size" \
	"JSON has the bytes as bpftool"
json '$j->{formatted}{key} == 33554442 && $j->{formatted}{value}{hits} == 3 &&
      $j->{formatted}{value}{port} == 53 << 8 && $j->{formatted}{value}{weight} == -5' \
	"and the values of members"
json '$j->{formatted}{value}{low} == 2 && $j->{formatted}{value}{high} == 11' "of bit fields"
json '$j->{formatted}{value}{mood} eq "MOOD_STRICT" && $j->{formatted}{value}{name} eq "dns" &&
      !$j->{formatted}{value}{on}' "of enums, strings and truth"

# --- a full hash
for i in 3 4 5; do
	mbpf map update id "$id" key ip "10.0.0.$i" value zero
	exits 0 "element $i has a place"
done
mbpf map update id "$id" key ip 10.0.0.6 value zero
exits 1 "the fifth of four elements has none"
complains 'has no place for this key: it has room for 4 elements' "which is said"
mbpf map dump id "$id"
says '^4 elements$' "all are dumped"
mbpf map dump id "$id" nonzero
says '^1 element, 3 more that are zero$' "nonzero shows those with content"
mbpf -j map dump id "$id"
json '@$j == 4 && (grep { $_->{formatted}{value}{hits} == 3 } @$j) == 1' "JSON has all"
mbpf -j map dump id "$id" nonzero
json '@$j == 1' "or those with content"
mbpf -j map getnext id "$id"
json '!defined $j->{key} && @{$j->{next_key}} == 4' "getnext gives the first key"
seen=$(pick 'join " ", map { hex } @{$j->{next_key}}')
# shellcheck disable=SC2086
mbpf -j map getnext id "$id" key $seen
json '@{$j->{key}} == 4 && "@{$j->{key}}" ne "@{$j->{next_key}}"' "and the one behind a key"
mbpf map getnext id "$id" key $seen
says '^next key: ' "in text, too"
mbpf map delete id "$id" key ip 10.0.0.3
exits 0 "an element is deleted"
mbpf -j map delete id "$id" key ip 10.0.0.4
exits 0 "in JSON mode, too"
json '!defined $j' "whose result is null"
mbpf map dump id "$id"
says '^2 elements$' "and they are gone"

# --- what is no key or value
for words in "update id $id" "update id $id key 1 2 3 4" "update id $id key 1 2 3 value zero" \
	"update id $id key 1 2 3 4 5 value zero" "update id $id key 1 2 3 4 value 1" \
	"update id $id key 1 2 3 4 value zero cheese" "update id $id key u32 value zero" \
	"update id $id key 1 2 3 4 value zero any exist" "lookup id $id" \
	"lookup id $id key 1 2 3 4 value 1" "delete id $id key" "dump id $id cheese"; do
	# shellcheck disable=SC2086
	mbpf map $words
	exits 2 "'map ${words//$id/ID}' is a usage error"
done
mbpf map dump name cheese
exits 1 "a map that does not exist is an error"
complains "there is no map with name 'cheese'" "which is said"

# --- variables
mbpf -j map show
bss=$(pick '(grep { $_->{name} =~ /bss/ } @$j)[0]{id}')
data=$(pick '(grep { $_->{name} =~ /data$/ && $_->{name} !~ /ro/ } @$j)[0]{id}')
rodata=$(pick '(grep { $_->{name} =~ /rodata/ } @$j)[0]{id}')
mbpf map dump id "$data"
says '^value: __s32 balance = -7;$' "variables are shown with their values"
mbpf -j map dump id "$data"
json '$j->[0]{formatted}{value}{".data"}[0]{balance} == -7' "in JSON as bpftool"
mbpf -j map dump id "$rodata"
json '$j->[0]{formatted}{value}{".rodata"}[0]{limit} == 1500' "constants, too"
mbpf map update id "$bss" key u32 0 value u64 77
exits 0 "a variable can be set"
mbpf -j map dump id "$bss"
json '$j->[0]{formatted}{value}{".bss"}[0]{seen} == 77' "and has that value"
mbpf map update id "$rodata" key u32 0 value zero
exits 1 "constants cannot be set"
complains "map $rodata is frozen: user space may not write to it" "which is said"
mbpf map delete id "$bss" key u32 0
exits 1 "elements of an array cannot be deleted"
complains "nothing that map $bss can do" "which is said"
mbpf map update id "$bss" key u32 1 value u64 0
exits 1 "an index beyond the end is refused"
complains "no place for this key: it has room for 1 elements" "which is said"

# --- per CPU
mbpf map update name volumes key u32 1 value u64 5 u64 100
exits 0 "a value per CPU is set on all"
mbpf map lookup name volumes key u32 1
says '^value \(cpu 0\): \(struct volume\)\{ \.packets = 5, \.bytes = 100 \}$' "each CPU's is shown"
says '^value \(sum\): \(struct volume\)\{ \.packets = '$((5 * cpus))', \.bytes = '$((100 * cpus))' \}$' \
	"and their sum"
mbpf -j map lookup name volumes key u32 1
json '@{$j->{values}} == '"$cpus"' && $j->{values}[0]{cpu} == 0 && @{$j->{values}[0]{value}} == 16' \
	"in JSON each CPU has its bytes"
json '$j->{formatted}{values}[-1]{value}{bytes} == 100' "and its values"
json '$j->{formatted}{sum}{bytes} == 100 * '"$cpus" "and there is the sum"
mbpf map dump name volumes nonzero
says '^1 element, 1 more that are zero$' "elements that are zero on all CPUs can be left out"

# --- freeze
mbpf map freeze id "$id"
exits 0 "a map is frozen"
mbpf map update id "$id" key ip 10.0.0.2 value zero
exits 1 "after which it cannot be written"
mbpf map freeze id "$id"
exits 1 "nor frozen again"
complains 'frozen already' "which is said"
mbpf map freeze id "$bss"
exits 0 "variables can be frozen"
mbpf map update id "$bss" key u32 0 value zero
complains "map $bss is frozen" "and cannot be written then"
let_go "$held"

# --- create
mbpf map create type hash key 8 value 2 entries 10 name mine
exits 0 "a map is created"
says '^map [0-9]+: hash, key 8B, value 2B, 10 entries$' "and shown"
says "Nothing holds it" "and is gone again"
mbpf map create type hash key 0 value 2 entries 10
exits 1 "a hash without keys is refused"
complains 'hash with key 0B, value 2B, 10 entries and flags 0x0 is not possible' "with its figures"
hold map create type hash key 4 value 4 entries 3 name mine hold || exit 1
mbpf map update name mine key u32 7 value hex 01 02 03 04
mbpf map dump name mine
says '^key: 07 00 00 00$' "without BTF keys are bytes"
says '^value: 01 02 03 04$' "and values, too"
mbpf -j map dump name mine
json '!exists $j->[0]{formatted} && $j->[0]{value}[3] eq "0x04"' "in JSON, too"
mbpf map create type percpu_array key 4 value 4 entries 3 name rules
mbpf prog load "$bpf/cli_sample.bpf.o" map name rules name mine
exits 1 "a map cannot replace one of other sizes"
complains "map 'rules' is a hash with key 4B, value [0-9]+B, 4 entries; map [0-9]+, meant to" \
	"and both are described"
let_go "$held"
hold map create type hash key 4 value "$size" entries 4 name other hold || exit 1
mbpf -j map show name other
other=$(pick '$j->[0]{id}')
mbpf -j prog load "$bpf/cli_sample.bpf.o" map name rules id "$other"
exits 0 "a map of the same sizes can"
json 'grep { $_ == '"$other"' } @{$j->{progs}[0]{map_ids}}' "and the program uses it"
let_go "$held"
check "$status" = 0 "what holds a map ends well"

finish
