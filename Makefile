# SPDX-License-Identifier: GPL-2.0
#
# mbpf: an eBPF that you can load. `make help` lists what can be made.
#
# Everything built goes to $(BUILD), out of the tree. Say `make BUILD=/elsewhere`
# for a second build beside the first. The rules for the parts are in
# tools/build/*.mk; this file is the list of what there is to make.

BUILD	?= build
KERNEL	?= 6.1

override BUILD := $(abspath $(BUILD))
export BUILD
unexport T

version = $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)

# One line per step: V=1 shows the commands instead.
Q = $(if $(V),,@)
step = @printf '  %-8s %s\n' '$(1)' '$(patsubst $(BUILD)/%,%,$(2))'

all: module cli user tests		## build all of what follows (the default)

include tools/build/module.mk
include tools/build/user.mk
include tools/build/tests.mk
include tools/build/install.mk

## Build

module: build-module			## the kernel module, build/mbpf.ko
	$(Q)cmp -s $(mirror)/mbpf.ko $(BUILD)/mbpf.ko || cp $(mirror)/mbpf.ko $(BUILD)/

cli: $(BUILD)/mbpf			## the command line tool, build/mbpf
user: $(user_libs)			## the module's rooms as a user-space library
tests: $(test_programs) $(bpf_objects)	## the test programs and BPF objects
demo-parts: $(demo_programs) $(bpf_objects)

## Run

# A fresh machine lacks the compiler, so what is built is decided after setup.
demo: setup				## show mbpf filter packets, in a VM
	+$(Q)$(MAKE) --no-print-directory module cli demo-parts
	$(Q)tools/demo/run

test: setup				## run all tests, or those of T="name..."
	+$(Q)$(MAKE) --no-print-directory all
	$(Q)set -f; tools/test/run $(T)

vm: setup				## a shell in a VM where mbpf.ko is loaded
	+$(Q)$(MAKE) --no-print-directory module cli demo-parts
	$(Q)tools/vm/run --shell

bench: $(BUILD)/bench/interp		## what the interpreter costs, natively
	$(Q)$(BUILD)/bench/interp

## Look after the source

check: check-layers check-style sparse	## all of the following checks

check-layers:				## does each folder include only what it may?
	$(Q)tools/check-layers

check-style:				## checkpatch, file lengths, licences
	$(Q)tools/check-style

sparse: check-sparse			## the kernel's static checker, over the module

## Real machines

install: install-module install-cli	## install module and CLI for this kernel
uninstall: uninstall-all		## take them away again
dkms-install: install-dkms		## let DKMS build the module for each kernel

## Other

setup:					## install the Debian packages that are missing
	$(Q)tools/setup

# By name: a BUILD that was mistyped may be a folder with other things in it.
clean:					## remove everything built
	$(Q)rm -rf $(BUILD)/kernel-* $(addprefix $(BUILD)/,user user-asan cli unit vm bpf bench demo mbpf mbpf.ko)
	$(Q)[ ! -d $(BUILD) ] || rmdir --ignore-fail-on-non-empty $(BUILD)

help:					## this list
	@awk -f tools/build/help.awk $(firstword $(MAKEFILE_LIST))

.PHONY: all module cli user tests demo-parts demo test vm bench check check-layers check-style \
	sparse install uninstall dkms-install setup clean help
