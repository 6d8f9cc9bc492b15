# SPDX-License-Identifier: GPL-2.0
#
# The rooms that are also user-space code, as a static library in two flavours:
# plain (the CLI, measurements) and asan (with sanitizers, for the unit tests).
# And the CLI, which uses the plain one.

user_rooms	:= core map helper progtype btf verify rewrite
user_sources	:= $(wildcard $(user_rooms:%=module/%/*.c)) \
		   $(wildcard module/run/interp.c tools/include/*.c)
user_libs	:= $(BUILD)/user/libmbpf-user.a $(BUILD)/user-asan/libmbpf-user.a
cli_sources	:= $(wildcard tools/mbpf/*.c)

# tools/include holds the kernel's words, written over libc.
user_include	:= -Itools/include -Imodule -Iuapi
user_warn	:= -std=gnu11 -Wall -Wextra -Werror -Wno-unused-parameter \
		   -Wno-sign-compare -Wno-missing-field-initializers
# The rooms are written with the kernel's rules.
user_cflags	:= $(user_warn) -fno-strict-aliasing -g -MMD -MP
sanitizers	:= -fsanitize=address,undefined -fno-sanitize-recover=all \
		   -fno-omit-frame-pointer

# Static: the CLI is one file, and its libbpf sends bpf(2) to /dev/mbpf.
libbpf		:= -Wl,--wrap=syscall -l:libbpf.a -l:libelf.a -l:libz.a

user_objects	= $(user_sources:%.c=$(BUILD)/$(1)/%.o)
cli_objects	:= $(cli_sources:tools/mbpf/%.c=$(BUILD)/cli/%.o)

$(BUILD)/user/libmbpf-user.a: $(call user_objects,user)
$(BUILD)/user-asan/libmbpf-user.a: $(call user_objects,user-asan)

$(user_libs):
	$(call step,AR,$@)
	$(Q)mkdir -p $(@D) && rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/user/%.o: %.c
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(user_cflags) -O2 $(user_include) -c -o $@ $<

$(BUILD)/user-asan/%.o: %.c
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(user_cflags) -O1 $(sanitizers) $(user_include) -c -o $@ $<

# An ordinary program; the file that calls the rooms needs the kernel's words.
$(BUILD)/cli/listing.o: cli_include = $(user_include)

$(BUILD)/cli/%.o: tools/mbpf/%.c
	$(call step,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(user_cflags) -O2 -D_GNU_SOURCE -Iuapi $(cli_include) \
		-DMBPF_VERSION_STRING='"$(version)"' -c -o $@ $<

$(BUILD)/mbpf: $(cli_objects) $(BUILD)/user/libmbpf-user.a
	$(call step,LINK,$@)
	$(Q)$(CC) -o $@ $^ $(libbpf)

-include $(patsubst %.o,%.d,$(call user_objects,user) $(call user_objects,user-asan))
-include $(cli_objects:.o=.d)
