# SPDX-License-Identifier: GPL-2.0
#
# The module, built by the kernel's own build system (Kbuild).
#
# Kbuild puts its output beside the sources, so it is given a mirror of them: a
# folder of links under $(BUILD), one per kernel. W=1 and -Werror are for us;
# whoever builds with Kbuild directly (DKMS) is not stopped by a warning that a
# newer compiler invents.

KDIR	?= /usr/src/linux-headers-$(shell tools/vm/release $(KERNEL))
mirror	= $(BUILD)/kernel-$(KERNEL)
kbuild	= $(MAKE) -C $(KDIR) M=$(mirror) W=1 KCFLAGS=-Werror \
		  CONFIG_DEBUG_INFO_BTF_MODULES=

.PHONY: mirror build-module check-sparse

# Links to files that are gone would be built on; -f renews those that are there.
mirror:
	@[ -d $(KDIR) ] || { echo "no kernel headers in $(KDIR): make setup, or install linux-headers" >&2; exit 1; }
	$(Q)mkdir -p $(mirror)
	$(Q)find $(mirror) -xtype l -delete
	$(Q)cp -rsf $(CURDIR)/Kbuild $(CURDIR)/module $(CURDIR)/uapi $(mirror)/

build-module: mirror
	$(call step,MODULE,kernel-$(KERNEL)/mbpf.ko)
	+$(Q)$(kbuild) $(if $(V),V=1,--no-print-directory -s) modules

# C=2 checks what is up to date, too. sparse warns and succeeds, so its words decide.
check-sparse: mirror
	$(call step,SPARSE,kernel-$(KERNEL))
	+$(Q)$(kbuild) --no-print-directory -s C=2 modules >$(mirror)/sparse.log 2>&1 || \
		{ cat $(mirror)/sparse.log; exit 1; }
	$(Q)! grep -E 'warning:|error:' $(mirror)/sparse.log
