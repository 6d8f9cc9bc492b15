# SPDX-License-Identifier: GPL-2.0
#
# Installing on a real machine, for the kernel that runs there. With DESTDIR,
# everything goes below that folder.

.PHONY: install-module install-cli uninstall-all install-dkms uninstall-dkms

running		= $(shell uname -r)
modules_dir	= $(DESTDIR)/lib/modules/$(running)/extra
sbin_dir	= $(DESTDIR)/usr/local/sbin
man_dir		= $(DESTDIR)/usr/local/share/man/man8
completion_dir	= $(DESTDIR)/usr/local/share/bash-completion/completions
dkms_dir	= /usr/src/mbpf-$(version)

man_pages	= $(wildcard tools/mbpf/man/*.8)
completion	= $(wildcard tools/mbpf/completion.bash)

install-module:
	+$(Q)$(MAKE) --no-print-directory KERNEL=$(running) \
		KDIR=/lib/modules/$(running)/build build-module
	$(call step,INSTALL,$(modules_dir)/mbpf.ko)
	$(Q)install -D -m 644 $(BUILD)/kernel-$(running)/mbpf.ko $(modules_dir)/mbpf.ko
	$(Q)depmod $(if $(DESTDIR),-b $(DESTDIR)) $(running)

install-cli: cli
	$(call step,INSTALL,$(sbin_dir)/mbpf)
	$(Q)install -D -m 755 $(BUILD)/mbpf $(sbin_dir)/mbpf
	$(if $(man_pages),$(Q)install -D -m 644 -t $(man_dir) $(man_pages))
	$(if $(completion),$(Q)install -D -m 644 $(completion) $(completion_dir)/mbpf)

uninstall-all: $(if $(DESTDIR),,uninstall-dkms)
	$(Q)rm -f $(modules_dir)/mbpf.ko $(sbin_dir)/mbpf $(completion_dir)/mbpf \
		$(addprefix $(man_dir)/,$(notdir $(man_pages)))
	$(Q)depmod $(if $(DESTDIR),-b $(DESTDIR)) $(running)

# DKMS builds from a copy of the sources. Each version is removed before it comes
# again: DKMS does not look whether they changed.
install-dkms:
	@command -v dkms >/dev/null || { echo "dkms is missing: apt-get install dkms" >&2; exit 1; }
	+$(Q)$(MAKE) --no-print-directory uninstall-dkms
	$(call step,DKMS,mbpf/$(version))
	$(Q)mkdir -p $(dkms_dir)
	$(Q)cp -r Kbuild module uapi dkms.conf LICENSE $(dkms_dir)/
	$(Q)dkms install mbpf/$(version) -k $(running)

uninstall-dkms:
	$(Q)! command -v dkms >/dev/null || ! dkms status mbpf/$(version) | grep -q . || \
		dkms remove mbpf/$(version) --all
	$(Q)rm -rf $(dkms_dir)
