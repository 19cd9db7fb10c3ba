"""What Azure shows about one wish. Every fact is read once and shared by all checks and the plan.

A fact that is not there raises `Missing` with the name of the check that reports it, so that one
cause makes one blocking finding and the checks that stand on it say that they could not be done.
"""

from __future__ import annotations

from typing import Any

from azureops import (
    fabrics,
    gateways,
    groups,
    ids,
    locations,
    networks,
    sizes,
    storage,
    subscriptions,
    vaults,
)
from commands import passphrases, world
from commands.deploy import rules
from commands.deploy.preflight import missing
from commands.deploy.wish import Wish
from commands.preflight import shared
from commands.preflight.shared import fact


class Look(shared.Shared):
    """The facts. All read-only; all may raise `Missing`."""

    def __init__(self, azure: Any, wish: Wish) -> None:
        super().__init__()
        self.azure = azure
        self.wish = wish

    @fact("subscription")
    async def subscription(self) -> subscriptions.Subscription:
        wanted = self.wish.subscription
        visible = await subscriptions.list_all(self.azure)
        hits = [s for s in visible if wanted.lower() in {s.id.lower(), s.name.lower()}]
        offered = [s for s in visible if world.offers(self.azure, s.id)]
        if hits and not set(hits) & set(offered):
            raise missing.subscription_closed(hits[0].name, wanted, [s.name for s in offered])
        hits = [s for s in hits if s in offered]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise missing.one_subscription(wanted, [s.id for s in hits])
        raise missing.subscription(wanted, [s.name for s in offered])

    async def subscription_id(self) -> str:
        return (await self.subscription()).id

    @property
    def passphrase_secret(self) -> str:
        """The name, never the value."""
        return passphrases.name(self.azure, self.wish.passphrase_secret)

    @fact("region")
    async def region(self) -> locations.Location:
        wanted = self.wish.region
        listed = await locations.list_all(self.azure, await self.subscription_id())
        for location in listed:
            if locations.plain(wanted) in {location.name, locations.plain(location.display_name)}:
                return location
        raise missing.region(wanted, [location.name for location in listed])

    @fact("resource-group")
    async def group(self) -> groups.Group | None:
        """None: it is to be made."""
        return await groups.get(self.azure, await self.subscription_id(), self.wish.resource_group)

    @fact("network")
    async def network(self) -> networks.Network:
        group, _, name = self.wish.network.rpartition("/")
        listed = await networks.list_all(self.azure, await self.subscription_id())
        hits = [n for n in listed if _is(n, group, name)]
        if len(hits) > 1:
            region = locations.plain(self.wish.region)
            hits = [n for n in hits if locations.plain(n.location) == region] or hits
        if len(hits) > 1:
            raise missing.one_network(name, hits)
        if not hits:
            raise missing.network(self.wish, [n.name for n in listed])
        found = await networks.get(self.azure, hits[0].id)
        return found or hits[0]

    @fact("subnet")
    async def subnet(self) -> networks.Subnet:
        network = await self.network()
        found = network.subnet(self.wish.subnet)
        if found is None:
            raise missing.subnet(network, self.wish.subnet)
        return found

    @fact("ip-free")
    async def address(self) -> str:
        """The concrete address: the one asked for, or a free one for `auto`."""
        subnet = await self.subnet()
        if self.wish.ip.lower() != rules.AUTO:
            return self.wish.ip
        network = await self.network()
        before = self.wish.approved_ip
        if before and subnet.holds(before) and not subnet.reserved(before):
            answer = await networks.check_ip(self.azure, network.id, before)
            if answer.available:
                return before
        free = await networks.free_ips(self.azure, network.id, subnet)
        if not free:
            raise missing.address(subnet.name)
        return free[0]

    @fact("gateway")
    async def own_gateways(self) -> tuple[gateways.Gateway, ...]:
        return await gateways.of_network(self.azure, (await self.network()).id)

    @fact("vault")
    async def vault(self) -> vaults.Vault:
        vault_id = await self._vault_id()
        found = await vaults.get(self.azure, vault_id)
        if found is None:
            raise missing.vault(vault_id)
        return found

    async def _vault_id(self) -> str:
        known = await world.vault_ids(self.azure)
        name = self.wish.vault.partition("/")[0]
        if self.wish.vault.startswith("/"):
            hits = [v for v in known if ids.same(v, self.wish.vault)]
        else:
            hits = [v for v in known if ids.name_of(v).lower() == name.lower()]
        if len(hits) > 1:
            here = (await self.subscription_id()).lower()
            hits = [v for v in hits if ids.subscription_of(v).lower() == here] or hits
        if len(hits) == 1:
            return hits[0]
        raise missing.one_vault(self.wish.vault, len(hits), [ids.name_of(v) for v in known])

    @fact("vmware-fabric")
    async def vault_fabrics(self) -> tuple[fabrics.Fabric, ...]:
        return await fabrics.list_all(self.azure, (await self.vault()).id)

    @fact("vmware-fabric")
    async def fabric(self) -> fabrics.Fabric:
        vault = await self.vault()
        listed = await self.vault_fabrics()
        vmware = [f for f in listed if f.kind is fabrics.Kind.VMWARE]
        if not vmware:
            raise missing.fabric(vault.name, listed)
        wanted = "" if self.wish.vault.startswith("/") else self.wish.vault.partition("/")[2]
        hits = [f for f in vmware if not wanted or wanted.lower() in _called(f)]
        if len(hits) == 1:
            return hits[0]
        known = [f.friendly_name for f in vmware]
        raise missing.one_fabric(vault.name, wanted, len(hits), known)

    @fact("size")
    async def all_sizes(self) -> tuple[sizes.Size, ...]:
        region = await self.region()
        return await sizes.list_all(self.azure, await self.subscription_id(), region.name)

    @fact("size")
    async def size(self) -> sizes.Size:
        wanted = self.wish.size.lower()
        listed = await self.all_sizes()
        found = next((s for s in listed if s.name.lower() == wanted), None)
        if found is None:
            raise missing.size(self.wish, [s.name for s in listed if s.offered])
        return found

    @fact("storage")
    async def storage_account(self) -> storage.Account | None:
        """None: none was asked for, Azure keeps the boot diagnostics itself."""
        if not self.wish.storage:
            return None
        listed = await storage.list_all(self.azure, await self.subscription_id())
        found = next((a for a in listed if a.name.lower() == self.wish.storage.lower()), None)
        if found is None:
            raise missing.storage_account(self.wish.storage, [a.name for a in listed])
        return found


def _is(network: networks.Network, group: str, name: str) -> bool:
    if "/" in group:  # a whole id was given
        return ids.same(network.id, f"{group}/{name}")
    same_group = not group or network.resource_group.lower() == group.lower()
    return same_group and network.name.lower() == name.lower()


def _called(fabric: fabrics.Fabric) -> set[str]:
    address = fabric.server.address if fabric.server else ""
    return {fabric.friendly_name.lower(), fabric.name.lower(), address}
