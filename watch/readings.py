"""What one look reads: each vault's fabrics by one listing, and more only for rules that ask."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from azureops import (
    azure,
    fabrics,
    ids,
    images,
    interfaces,
    protected_items,
    sizes,
    subscriptions,
    vaults,
)
from azureops.errors import AzureError
from commands import world
from core.sentences import say

AT_ONCE = 8
"""Calls in flight: the service's budget is per subscription, and people's commands share it.
Source: learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling"""

FAMILY = "standardav2family"
"""Of the documents' size for a process server, Standard_A8_v2, in small letters."""
Given = TypeVar("Given")
Got = TypeVar("Got")


@dataclass(frozen=True, kw_only=True)
class Vault:
    """One vault's answer. `refused`: it gave none, and nothing is concluded from its silence."""

    id: str
    fabrics: tuple[fabrics.Fabric, ...] = ()
    items: tuple[protected_items.ProtectedItem, ...] | None = None  # None: not asked for
    refused: AzureError | None = None

    @property
    def name(self) -> str:
        return ids.name_of(self.id)


@dataclass(frozen=True, kw_only=True)
class Region:
    """Where the next process server would be deployed. `image` None: none is listed there. `name`
    is the subscription's, empty where the bot may not read it. `refused`: it gave no answer, and
    nothing is concluded from its silence."""

    subscription: str
    name: str = ""
    location: str
    image: images.Image | None = None
    quota: sizes.Quota | None = None
    refused: AzureError | None = None

    @property
    def id(self) -> str:
        return f"/subscriptions/{self.subscription}/locations/{self.location}".lower()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One sweep. `nics` and `regions` are None unless a rule asked for them."""

    now: datetime
    vaults: tuple[Vault, ...]
    nics: tuple[interfaces.Interface, ...] | None = None
    regions: tuple[Region, ...] | None = None

    # The interfaces are thousands, and every vault asks: they are gone through once.

    @cached_property
    def at(self) -> Mapping[str, list[interfaces.Interface]]:
        """By address, which several networks may use."""
        found: dict[str, list[interfaces.Interface]] = {}
        for nic in self.nics or ():
            found.setdefault(nic.address, []).append(nic)
        return found

    @cached_property
    def networks(self) -> Mapping[str, interfaces.Interface]:
        """One in each network, by its id in small letters."""
        return {ids.parent_of(n.subnet_id).lower(): n for n in self.nics or () if n.subnet_id}

    @cached_property
    def machines(self) -> Collection[str]:
        """Ids, in small letters, of those with an interface."""
        return {nic.machine_id.lower() for nic in self.nics or () if nic.machine_id}


async def read(
    cloud: azure.Azure,
    now: datetime,
    *,
    items: bool,
    nics: bool,
    regions: bool,
    only: Collection[str] | None = None,
) -> Reading:
    """`only`: of these vaults. Raises `AzureError` when not even the vaults can be listed."""
    watched = [v for v in await world.vault_ids(cloud) if only is None or v.lower() in only]
    found = await bounded(lambda vault_id: _vault(cloud, vault_id, items=items), watched)
    seen = await _nics(cloud) if nics or regions else None
    return Reading(
        now=now,
        vaults=tuple(found),
        nics=seen,
        regions=await _regions(cloud, found, seen) if regions and seen is not None else None,
    )


async def bounded(
    work: Callable[[Given], Awaitable[Got]], given: Iterable[Given], most: int = AT_ONCE
) -> Sequence[Got]:
    """Every answer in its order, never more than `most` under way."""
    gate = asyncio.Semaphore(most)

    async def one(each: Given) -> Got:
        async with gate:
            return await work(each)

    return await asyncio.gather(*map(one, given))


async def _vault(cloud: azure.Azure, vault_id: str, *, items: bool) -> Vault:
    try:
        found = await _fabrics(cloud, vault_id)
        classic = any(fabric.kind is fabrics.Kind.VMWARE for fabric in found)
        listed = await protected_items.list_all(cloud, vault_id) if items and classic else None
    except AzureError as refused:
        return Vault(id=vault_id, refused=refused)
    return Vault(id=vault_id, fabrics=found, items=listed)


async def _fabrics(cloud: azure.Azure, vault_id: str) -> tuple[fabrics.Fabric, ...]:
    """Where the listing is empty or not found, the vault is asked for: it may not exist."""
    try:
        found = await fabrics.list_all(cloud, vault_id)
    except AzureError as refused:
        if refused.status == 404 and await vaults.get(cloud, vault_id) is None:
            raise _missing(vault_id) from refused
        raise
    if not found and await vaults.get(cloud, vault_id) is None:
        raise _missing(vault_id)
    return found


def _missing(vault: str) -> AzureError:
    return AzureError(
        say(
            "looked-no-vault",
            "Azure has no vault '{vault}' in the resource group '{group}'.",
            vault=ids.name_of(vault),
            group=ids.group_of(vault),
        ),
        remedy=say(
            "looked-no-vault-remedy",
            "Correct `azure.vaults` in the bot's settings, or take the vault out.",
        ),
        code="vault-not-found",
        status=404,
    )


async def _nics(cloud: azure.Azure) -> tuple[interfaces.Interface, ...] | None:
    """One listing a subscription. None where one cannot be read: nothing is concluded then."""
    try:
        listed = await bounded(
            lambda each: interfaces.list_all(cloud, each), await world.subscription_ids(cloud)
        )
    except AzureError:
        return None
    return tuple(nic for some in listed for nic in some)


async def _regions(
    cloud: azure.Azure, found: Sequence[Vault], nics: Sequence[interfaces.Interface]
) -> tuple[Region, ...]:
    """Those in which process servers stand now: the next one is deployed where the last one is."""
    addresses = {
        ps.address
        for vault in found
        for fabric in vault.fabrics
        if fabric.kind is fabrics.Kind.VMWARE
        for ps in fabric.process_servers
        if not ps.built_in
    }
    places = {
        (ids.subscription_of(nic.id), nic.location)
        for nic in nics
        if nic.machine_id and nic.address in addresses
    }
    regions = await bounded(lambda place: _region(cloud, *place), sorted(places))
    names = await _names(cloud) if places else {}
    return tuple(
        dataclasses.replace(region, name=names.get(region.subscription.lower(), ""))
        for region in regions
    )


async def _names(cloud: azure.Azure) -> dict[str, str]:
    """What people call the subscriptions, by id. Without it the ids do."""
    try:
        found = await subscriptions.list_all(cloud)
    except AzureError:
        return {}
    return {one.id.lower(): one.name for one in found if one.name != one.id}


async def _region(cloud: azure.Azure, subscription: str, location: str) -> Region:
    try:
        listed = await images.versions(cloud, subscription, location)
        newest = images.choose(listed, "")
        image = await images.get(cloud, subscription, location, newest) if newest else None
        quotas = await sizes.quota(cloud, subscription, location)
    except AzureError as refused:
        return Region(subscription=subscription, location=location, refused=refused)
    return Region(
        subscription=subscription,
        location=location,
        image=image,
        quota=quotas.get(FAMILY),
    )
