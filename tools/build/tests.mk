# SPDX-License-Identifier: GPL-2.0
#
# The test programs: one per file, named after it.
#
#	selftests/unit/*.c	run here, on the sanitized user-space library
#	selftests/vm/*.c	run in a VM, on /dev/mbpf; selftests/lib is linked in
#	selftests/bpf/*.bpf.c	BPF objects for the latter, and tools/demo/*.bpf.c
#	tools/demo/*.c		what the demo runs in its VM

unit_sources	:= $(wildcard selftests/unit/*.c)
vm_sources	:= $(wildcard selftests/vm/*.c)
lib_sources	:= $(wildcard selftests/lib/*.c)
demo_sources	:= $(filter-out %.bpf.c,$(wildcard tools/demo/*.c))
bpf_sources	:= $(wildcard selftests/bpf/*.bpf.c tools/demo/*.bpf.c)

unit_programs	:= $(unit_sources:selftests/unit/%.c=$(BUILD)/unit/%)
vm_programs	:= $(vm_sources:selftests/vm/%.c=$(BUILD)/vm/%)
demo_programs	:= $(demo_sources:tools/demo/%.c=$(BUILD)/demo/%)
test_programs	:= $(unit_programs) $(vm_programs) $(demo_programs)
lib_objects	:= $(lib_sources:selftests/lib/%.c=$(BUILD)/vm/lib/%.o)
bpf_objects	:= $(addprefix $(BUILD)/bpf/,$(patsubst %.c,%.o,$(notdir $(bpf_sources))))

# The harness is the kernel's: taken from its package when it is first needed.
kselftest	= $(shell tools/kernel-files)
vm_cflags	= $(user_cflags) -O1 -D_GNU_SOURCE -Iselftests/lib -Iuapi -isystem $(kselftest)

# clang's BPF target has no headers of its own for <asm/types.h>.
multiarch	= $(shell $(CC) -print-multiarch)
bpf_cflags	= -O2 -g -target bpf -Wall -Werror -MMD -MP -I/usr/include/$(multiarch)

$(BUILD)/unit/%: selftests/unit/%.c $(BUILD)/user-asan/libmbpf-user.a
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(user_cflags) -O1 $(sanitizers) -Iselftests/unit -Iselftests/lib $(user_include) \
		-MT $@ -MF $@.d -o $@ $< $(BUILD)/user-asan/libmbpf-user.a -lpthread

$(BUILD)/vm/lib/%.o: selftests/lib/%.c
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(vm_cflags) -c -o $@ $<

$(BUILD)/vm/%: selftests/vm/%.c $(lib_objects)
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(vm_cflags) -MT $@ -MF $@.d -o $@ $< $(lib_objects) \
		-l:libbpf.a -l:libelf.a -l:libz.a -lpthread

# What is measured is built as it ships: optimised, without sanitizers.
$(BUILD)/bench/%: tools/bench/%.c $(BUILD)/user/libmbpf-user.a
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(user_cflags) -O2 -Iselftests/unit $(user_include) \
		-MT $@ -MF $@.d -o $@ $< $(BUILD)/user/libmbpf-user.a

$(BUILD)/demo/%: tools/demo/%.c
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(user_cflags) -O2 -D_GNU_SOURCE -MT $@ -MF $@.d -o $@ $<

define bpf_rule
$(BUILD)/bpf/%.bpf.o: $(1)/%.bpf.c
	$$(call step,BPF,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)clang $$(bpf_cflags) -c -o $$@ $$<
endef
$(foreach dir,selftests/bpf tools/demo,$(eval $(call bpf_rule,$(dir))))

# Kept, though only the test programs ask for them.
.SECONDARY: $(lib_objects)

-include $(addsuffix .d,$(test_programs)) $(lib_objects:.o=.d) $(bpf_objects:.o=.d)
