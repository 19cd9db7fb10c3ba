"""Every check before a deployment: read-only, all at once, one finding each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from azureops.errors import AzureError
from commands.deploy.preflight import machine, network, place, recovery, shared
from commands.deploy.preflight.look import Look
from commands.deploy.preflight.said import Missing, Said, blocking, warning
from workflow import plans

Check = Callable[[Look], Awaitable[Said]]

CHECKS: dict[str, Check] = {
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
    "gateway": network.gateway,
    "site-connection": network.site_connection,
    "ports": network.ports,
    "outbound": network.way_out,
    "failed-over": recovery.failed_over,
    "already-served": recovery.already_served,
    "other-networks": recovery.other_networks,
    "name-free": machine.name_free,
    "ip-free": machine.ip_free,
    "size": machine.size,
    "quota": machine.quota,
    "image": machine.image,
    "storage": machine.boot_diagnostics,
}
"""By the stable name that findings carry; the order in which they are shown."""


async def run(look: Look) -> tuple[plans.Finding, ...]:
    """One finding per check; a check that cannot be done never hides the others."""
    said = await asyncio.gather(*(_one(name, check, look) for name, check in CHECKS.items()))
    return tuple(said)


async def _one(name: str, check: Check, look: Look) -> plans.Finding:
    said = await _said(name, check, look)
    return plans.Finding(
        check=name, severity=said.severity, sentence=said.sentence, remedy=said.remedy
    )


async def _said(name: str, check: Check, look: Look) -> Said:
    try:
        return await check(look)
    except Missing as missing:
        # An owner that no check is named after would otherwise leave warnings and no reason.
        if missing.owner == name or missing.owner not in CHECKS:
            return blocking(missing.sentence, missing.remedy)
        return warning(f"Not checked, because of {missing.owner}: {missing.sentence}")
    except AzureError as refused:
        if refused.code == shared.UNREGISTERED and name != shared.REGISTERED:
            return warning(f"Not checked, because of {shared.REGISTERED}: {refused.sentence}")
        return blocking(
            f"This could not be checked: {refused.sentence}",
            refused.remedy or "Try again in a minute.",
        )
