"""The lists of the form, each filtered by what was chosen before. Read by `memory.Remembered`."""

from __future__ import annotations

import asyncio
from typing import Any

from azureops import fabrics, groups, ids, locations, networks, storage
from azureops import sizes as machine_sizes
from azureops import subscriptions as azure_subscriptions
from commands import world
from commands.deploy.rules import NOT_FOR_MACHINES
from commands.fields import Choice, Values
from core.sentences import number, say

SMALLEST_CORES, SMALLEST_GB, MOST_CORES = 4, 8, 32
MODERNISED = say("deploy-modernised", "modernised: needs no process server in Azure")
VALUE_LIMIT = 150  # of an option's value in Slack


async def subscriptions(azure: Any, values: Values) -> list[Choice]:
    return [
        Choice(value=s.id, label=s.name, description=s.id)
        for s in await azure_subscriptions.list_all(azure)
        if s.usable and world.offers(azure, s.id)
    ]


async def vaults(azure: Any, values: Values) -> list[Choice]:
    """Every known vault with its configuration servers; those of the subscription first."""
    found, _ = await world.all_fabrics(azure)
    here = values.get("subscription", "").lower()
    ordered = sorted(
        found, key=lambda f: (not _deployable(f), ids.subscription_of(f.vault_id).lower() != here)
    )
    return [_vault(f) for f in ordered if f.kind is not fabrics.Kind.OTHER]


def _deployable(fabric: fabrics.Fabric) -> bool:
    return fabric.kind is fabrics.Kind.VMWARE


def _vault(fabric: fabrics.Fabric) -> Choice:
    vault = ids.name_of(fabric.vault_id)
    if not _deployable(fabric):
        return Choice(value=vault, label=vault, description=MODERNISED)
    server = fabric.server
    return Choice(
        value=f"{vault}/{fabric.friendly_name}"[:VALUE_LIMIT],
        label=f"{vault} / {fabric.friendly_name}",
        description=_described(server.address, server.version_text) if server else "",
    )


def _described(address: str, version: str) -> str:
    return say("deploy-server", "{ip}, version {version}", ip=address, version=version)


async def resource_groups(azure: Any, values: Values) -> list[Choice]:
    return [
        Choice(value=g.name, label=g.name, description=g.location)
        for g in await groups.list_all(azure, await subscription_id(azure, values))
        if g.state != "Deleting"
    ]


async def regions(azure: Any, values: Values) -> list[Choice]:
    """Regions that have a virtual network come first."""
    subscription = await subscription_id(azure, values)
    listed, nets = await asyncio.gather(
        locations.list_all(azure, subscription), networks.list_all(azure, subscription)
    )
    counts: dict[str, int] = {}
    for net in nets:
        counts[locations.plain(net.location)] = counts.get(locations.plain(net.location), 0) + 1
    choices = [
        Choice(
            value=location.name,
            label=location.display_name,
            description=_networks(counts.get(location.name, 0)),
        )
        for location in listed
    ]
    return sorted(choices, key=lambda c: -counts.get(c.value, 0))


def _networks(count: int) -> str:
    if not count:
        return say("deploy-no-network", "no virtual network")
    return say(
        "deploy-networks",
        "1 virtual network" if count == 1 else "{count} virtual networks",
        count=count,
    )


async def _networks_here(azure: Any, values: Values) -> list[networks.Network]:
    region = locations.plain(values.get("region", ""))
    return [
        n
        for n in await networks.list_all(azure, await subscription_id(azure, values))
        if not region or locations.plain(n.location) == region
    ]


async def list_networks(azure: Any, values: Values) -> list[Choice]:
    return [
        Choice(
            value=_network_value(n),
            label=n.name,
            description=f"{n.resource_group}, {n.location}, {', '.join(n.prefixes)}",
        )
        for n in await _networks_here(azure, values)
    ]


def _network_value(network: networks.Network) -> str:
    whole = f"{network.resource_group}/{network.name}"
    return whole if len(whole) <= VALUE_LIMIT else network.name


async def subnets(azure: Any, values: Values) -> list[Choice]:
    wanted = values.get("network", "").lower()
    hits = [
        n
        for n in await _networks_here(azure, values)
        if wanted in {n.name.lower(), _network_value(n).lower(), n.id.lower()}
    ]
    return [
        Choice(
            value=s.name,
            label=s.name,
            description=f"{', '.join(s.prefixes)}",
        )
        for network in hits[:1]
        for s in network.subnets
        if s.name.lower() not in NOT_FOR_MACHINES and not s.delegations
    ]


async def storage_accounts(azure: Any, values: Values) -> list[Choice]:
    region = locations.plain(values.get("region", ""))
    return [
        Choice(value=a.name, label=a.name, description=f"{a.location}, {a.sku}")
        for a in await storage.list_all(azure, await subscription_id(azure, values))
        if a.takes_diagnostics and (not region or locations.plain(a.location) == region)
    ]


async def sizes(azure: Any, values: Values) -> list[Choice]:
    """Sizes that may be used and would do: generation 1, at least 4 cores and 8 GB."""
    region = locations.plain(values.get("region", ""))
    if not region:
        return []
    listed = await machine_sizes.list_all(azure, await subscription_id(azure, values), region)
    fitting = [
        s
        for s in listed
        if s.offered
        and SMALLEST_CORES <= s.cores <= MOST_CORES
        and s.memory_gb >= SMALLEST_GB
        and "V1" in (s.generations or ("V1",))
    ]
    fitting.sort(key=lambda s: (s.cores != 8, s.cores, s.memory_gb, s.name))
    return [
        Choice(
            value=s.name,
            label=s.name,
            description=say(
                "deploy-size",
                "{cores} cores, {memory} GB",
                cores=s.cores,
                memory=number(s.memory_gb),
            ),
        )
        for s in fitting
    ]


async def subscription_id(azure: Any, values: Values) -> str:
    """The chosen subscription's id; it may have been typed by name."""
    wanted = values.get("subscription", "").lower()
    for s in await azure_subscriptions.list_all(azure):
        if wanted in {s.id.lower(), s.name.lower()}:
            return s.id
    return wanted
