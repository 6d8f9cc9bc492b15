# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What the scripts in tools/vm share: where things are kept, how to speak, how
# to give up. To be sourced, by bash.

# Exit statuses of our own, far from those that commands use. They are listed
# for the user in `tools/vm/run --help`.
readonly VM_SETUP=85 VM_KLOG=86 VM_DIED=87 VM_TIMEOUT=88
export VM_SETUP VM_KLOG VM_DIED VM_TIMEOUT

# vm_dir is this folder, top the checkout.
vm_dir=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
top=$(dirname "$(dirname "$vm_dir")")
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/mbpf
export vm_dir top cache

# depmod and modprobe are not in everybody's path.
PATH=$PATH:/usr/sbin:/sbin

say() { printf 'vm: %s\n' "$*" >&2; }

die()
{
	say "$*"
	exit "$VM_SETUP"
}

# Runs a command that only root may run.
as_root()
{
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "this needs root, and there is no sudo: $*"
	fi
}
