"""What belongs to a process server in Azure, and to it alone: what `delete` lists and removes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from azureops import disks, groups, ids, interfaces, machines, permissions, secrets, storage
from azureops.azure import Azure
from azureops.errors import AzureError
from commands.deploy import names
from commands.removal import Found
from core.sentences import say

T = TypeVar("T")
CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """`operation` made it; empty for a server that the bot did not make: then there is no secret.

    `others` carry the operation's tag and stay; `stays` are sentences on what else stays.
    """

    machine: machines.Machine
    interfaces: tuple[interfaces.Interface, ...]
    disks: tuple[disks.Disk, ...]
    container: str = ""
    operation: str = ""
    secret: str = ""
    others: tuple[groups.Resource, ...] = ()
    stays: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return (*(one.id for one in self._things), *filter(None, [self.container]))

    @property
    def uniques(self) -> dict[str, str]:
        """By id in lower case: which very one was found."""
        return {one.id.lower(): one.unique for one in self._things}

    @property
    def _things(self) -> tuple[Found, ...]:
        return (self.machine, *self.interfaces, *self.disks)


async def of(azure: Azure, machine: machines.Machine, *, ours: bool) -> Belongings:
    """Attached to the machine and to no other; of ours also what has our tag and hangs on nothing.

    A disk that several machines share, a public address and whatever else there may be stay.
    """
    operation = machine.tags.get(names.OPERATION_TAG, "") if ours else ""
    nic_ids, disk_ids, others = await _tagged(azure, machine, operation)
    nics, drives = await asyncio.gather(
        _all(interfaces.get(azure, one) for one in (*machine.interface_ids, *nic_ids)),
        _all(disks.get(azure, one) for one in (*machine.disk_ids, *disk_ids)),
    )
    container, blind = await _diagnostics(azure, machine)
    secret = names.password_secret(machine.name, operation) if operation else ""
    if secret and not await secrets.exists(azure, secret):
        secret = ""
    attached = [m.lower() for m in (*machine.interface_ids, *machine.disk_ids)]
    mine = [d for d in drives if not d.shared and (d.id.lower() in attached or not d.machine_id)]
    free = [n for n in nics if n.id.lower() in attached or not n.machine_id]
    goes = {one.id.lower() for one in mine} | {one.id.lower() for one in free}
    return Belongings(
        machine=machine,
        interfaces=tuple(free),
        disks=tuple(mine),
        container=container,
        operation=operation,
        secret=secret,
        others=tuple(one for one in others if one.id.lower() not in goes),
        stays=(*_stays(machine, nics, drives), *filter(None, [blind])),
    )


async def _all(each: Iterable[Awaitable[T | None]]) -> list[T]:
    return [one for one in await asyncio.gather(*each) if one is not None]


def _stays(
    machine: machines.Machine, nics: list[interfaces.Interface], drives: list[disks.Disk]
) -> list[str]:
    found: list[str] = [
        say("delete-public", "the public address of {interface}", interface=nic.name)
        for nic in nics
        if nic.public
    ]
    found += [
        say("delete-shared", "the disk {disk}, which several machines share", disk=disk.name)
        for disk in drives
        if disk.shared
    ]
    unmanaged = 1 + len(machine.data_disks) - len(machine.disk_ids)
    if unmanaged > 0:
        found.append(
            say(
                "delete-unmanaged",
                "an unmanaged disk in a storage account"
                if unmanaged == 1
                else "{count} unmanaged disks in a storage account",
                count=unmanaged,
            )
        )
    return found


async def _tagged(
    azure: Azure, machine: machines.Machine, operation: str
) -> tuple[list[str], list[str], list[groups.Resource]]:
    """Interfaces, disks and all that carry the operation's tag, besides the machine's own."""
    if not operation:
        return [], [], []
    subscription = ids.subscription_of(machine.id)
    listed = await groups.tagged(azure, subscription, names.OPERATION_TAG, operation)
    own = {one.lower() for one in (machine.id, *machine.interface_ids, *machine.disk_ids)}
    found = [one for one in listed if one.id.lower() not in own]
    kinds = {
        kind: [one.id for one in found if one.type.lower() == kind]
        for kind in ("microsoft.network/networkinterfaces", "microsoft.compute/disks")
    }
    nics, drives = kinds.values()
    return nics, drives, found


async def _diagnostics(azure: Azure, machine: machines.Machine) -> tuple[str, str]:
    """The container, or why it stays."""
    subscription = ids.subscription_of(machine.id)
    try:
        found = await storage.diagnostics(
            azure, subscription, machine.diagnostics_uri, machine.unique
        )
    except AzureError as refused:
        if refused.status != 403:
            raise
        return "", say(
            "delete-diagnostics-unseen",
            "the boot diagnostics, which the bot's identity may not see: {why}",
            why=refused.sentence,
        )
    if not found:
        return "", ""
    account = found.partition("/blobServices/")[0]
    if await permissions.missing(azure, account, [f"{CONTAINERS}/delete"]):
        return "", say(
            "delete-diagnostics-kept",
            "the boot diagnostics in {account}, which the bot's identity may not delete",
            account=ids.name_of(account),
        )
    return found, ""
