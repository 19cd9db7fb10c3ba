"""Failed-over machines, the networks that hold them, and the process servers that serve these.

Shared by the preflight of `deploy` and by `coverage`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from azureops import ids, interfaces, networks, protected_items
from azureops.azure import Azure
from azureops.process_servers import ProcessServer
from azureops.protected_items import ProtectedItem
from commands import world


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A failed-over machine; `network_id` is empty where it is not known."""

    item: ProtectedItem
    network_id: str


async def of_vault(azure: Azure, vault_id: str) -> tuple[Placed, ...]:
    """The failed-over machines of a vault."""
    return await place(azure, await protected_items.list_all(azure, vault_id))


async def place(azure: Azure, items: Iterable[ProtectedItem]) -> tuple[Placed, ...]:
    """Those that have failed over, each by what its item says: its network, else the interface of
    its machine, else the one interface that has its address."""
    out = [item for item in items if item.failed_over]
    return among(out, await _interfaces(azure, [item for item in out if not item.network_id]))


def among(
    items: Iterable[ProtectedItem], nics: tuple[interfaces.Interface, ...]
) -> tuple[Placed, ...]:
    """The failed-over ones, placed by interfaces that are known already."""
    return tuple(
        Placed(item=item, network_id=item.network_id or _by(item, nics))
        for item in items
        if item.failed_over
    )


async def _interfaces(
    azure: Azure, unplaced: list[ProtectedItem]
) -> tuple[interfaces.Interface, ...]:
    """Where they may be: their machines' subscriptions; where no machine is named, all."""
    wanted = {ids.subscription_of(item.machine_id).lower() for item in unplaced if item.machine_id}
    if any(not item.machine_id for item in unplaced):
        wanted |= {each.lower() for each in await world.subscription_ids(azure)}
    listed = await asyncio.gather(*(interfaces.list_all(azure, each) for each in sorted(wanted)))
    return tuple(nic for group in listed for nic in group if nic.machine_id)


def _by(item: ProtectedItem, nics: tuple[interfaces.Interface, ...]) -> str:
    """The network's id. Several networks may use one address: then the machine's name decides."""
    if item.machine_id:
        found = [nic for nic in nics if ids.same(nic.machine_id, item.machine_id)]
    else:
        # On the way back the source runs in Azure, and `address` is the source's.
        source = item.address if item.kind == protected_items.BACK else ""
        addresses = {item.azure_address, source} - {""}
        found = [nic for nic in nics if nic.address in addresses]
        if len({_network(nic) for nic in found}) > 1:
            names = {item.machine_name.lower(), item.name.lower()}
            found = [nic for nic in found if ids.name_of(nic.machine_id).lower() in names]
    networks_ = {_network(nic).lower(): _network(nic) for nic in found}
    return next(iter(networks_.values())) if len(networks_) == 1 else ""


def _network(nic: interfaces.Interface) -> str:
    return ids.parent_of(nic.subnet_id)


def by_network(placed: Iterable[Placed]) -> dict[str, list[str]]:
    """The machines' names by their network's id, in small letters; empty: not known."""
    found: dict[str, list[str]] = {}
    for one in placed:
        found.setdefault(one.network_id.lower(), []).append(one.item.name)
    return found


def serving(
    network: networks.Network, servers: Iterable[ProcessServer]
) -> tuple[ProcessServer, ...]:
    """The process servers that are in the network, by their addresses."""
    return tuple(ps for ps in servers if network.holds(ps.address))
