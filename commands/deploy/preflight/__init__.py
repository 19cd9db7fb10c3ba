"""Every check before a deployment."""

from __future__ import annotations

from commands import preflight
from commands.deploy.preflight import (
    internet,
    machine,
    network,
    place,
    ports,
    recovery,
    site,
    software,
)
from commands.deploy.preflight.look import Look

CHECKS: dict[str, preflight.Check[Look]] = {
    "subscription": place.subscription,
    "provider-registered": place.provider,
    "permissions": place.rights,
    "deployment-model": recovery.deployment_model,
    "vault": recovery.vault,
    "vmware-fabric": recovery.vmware_fabric,
    "configuration-server": recovery.configuration_server,
    "registered-before": recovery.registered_before,
    "passphrase-secret": recovery.passphrase,
    "resource-group": place.resource_group,
    "no-lock": place.no_lock,
    "policy": place.policy,
    "region": place.region,
    "network": network.network,
    "subnet": network.subnet,
    "gateway": site.gateway,
    "site-connection": site.connection,
    "ports": ports.passing,
    "outbound": internet.way_out,
    "failed-over": recovery.failed_over,
    "already-served": recovery.already_served,
    "other-networks": recovery.other_networks,
    "name-free": machine.name_free,
    "ip-free": machine.ip_free,
    "size": machine.size,
    "quota": machine.quota,
    "source": software.source,
    "image": software.image,
    "installer": software.installer,
    "storage": machine.boot_diagnostics,
}
"""By the stable name that findings carry; the order in which they are shown."""
