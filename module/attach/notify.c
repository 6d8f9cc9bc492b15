// SPDX-License-Identifier: GPL-2.0
/*
 * Hearing that a device, a network namespace or the module goes, and taking
 * the links on it off first.
 *
 *	device deleted, or moved to	NETDEV_UNREGISTER, under the RTNL
 *	another namespace
 *
 *	namespace deleted		first its devices as above, then exit of
 *					our pernet operations
 *
 *	module unloaded			unregistering both brings the same calls
 *					for all devices and namespaces
 *
 * A link holds neither device nor namespace, so it never keeps one from going;
 * its fds stay, and say that the link is off.
 */
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <net/net_namespace.h>
#include "attach/attach.h"
#include "attach/link.h"

static int device_event(struct notifier_block *nb, unsigned long event, void *info)
{
	if (event == NETDEV_UNREGISTER)
		mbpf_links_detach(NULL, netdev_notifier_info_to_dev(info));
	return NOTIFY_DONE;
}

static struct notifier_block device_notifier = {
	.notifier_call = device_event,
};

static void __net_exit net_exit(struct net *net)
{
	mbpf_links_detach(net, NULL);
}

static struct pernet_operations net_ops = {
	.exit = net_exit,
};

int mbpf_attach_init(void)
{
	int err = register_pernet_subsys(&net_ops);

	if (err)
		return err;
	err = register_netdevice_notifier(&device_notifier);
	if (err)
		unregister_pernet_subsys(&net_ops);
	return err;
}

/*
 * By now no fd and no call is left, so nobody attaches any more; only kept
 * links exist.  The first wait is for packets inside a hook function, the
 * second for the links' own memory.
 */
void mbpf_attach_exit(void)
{
	unregister_netdevice_notifier(&device_notifier);
	unregister_pernet_subsys(&net_ops);
	mbpf_links_detach(NULL, NULL);
	synchronize_rcu();
	rcu_barrier();
}
