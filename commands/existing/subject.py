"""The process server that a verb is about: its entry in a fabric, its machine in Azure, or both.

Whoever made it: an entry leads by its address to an interface and so to a machine; a machine is a
process server by the bot's tag or by the gallery image that it was made from.
"""

from __future__ import annotations

import asyncio
import dataclasses
from dataclasses import dataclass

from azureops import ids, images, interfaces, machines
from azureops.azure import Azure
from commands import pick, servers, world
from commands.deploy import names


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`server` None: no fabric shows it. `machine` None: no machine that the bot may see has its
    address; `unclear` then says why, if there is more to say."""

    name: str
    address: str
    server: servers.Server | None = None
    machine: machines.Machine | None = None
    interface: interfaces.Interface | None = None
    unclear: str = ""

    @property
    def made_by_us(self) -> bool:
        return self.machine is not None and names.ROLE_TAG in self.machine.tags

    @property
    def proof(self) -> str:
        """Why the bot takes it for a process server; empty: it does not."""
        if self.server is not None:
            return f"{self.server.fabric.friendly_name} shows it as a process server"
        if self.machine is None:
            return ""
        if self.machine.tags.get(names.ROLE_TAG) == names.ROLE:
            return "this bot made it as a process server, by its tag"
        if images.is_process_server(self.machine.image):
            return "it was made from the gallery's process server image"
        return ""


def nowhere(found: Subject) -> str:
    """Why there is no machine in Azure to speak of."""
    server = found.server
    if server is not None and server.modernised:
        return (
            f"{found.name} is part of a modernised appliance at the site and has no machine in "
            "Azure; the appliance looks after it."
        )
    if server is not None and server.ps.built_in:
        return f"{found.name} is on the configuration server itself, at the site."
    at = f" with its address {found.address}" if found.address else ""
    return found.unclear or f"The bot sees no machine{at} in Azure."


async def find(azure: Azure, wanted: str) -> Subject:
    """By name, address or id. Raises `pick.UnknownServer`, `AzureError`."""
    nics, listed = await seen(azure)
    try:
        server = await pick.one(azure, wanted)
    except pick.UnknownServer:
        found = _unregistered(nics, listed, wanted)
        if found is None:
            raise
        return await _whole(azure, found)
    return await _whole(azure, registered(server, nics, listed))


Nics = tuple[interfaces.Interface, ...]
Machines = tuple[machines.Machine, ...]


async def seen(azure: Azure) -> tuple[Nics, Machines]:
    """All interfaces and machines of the subscriptions that the bot looks after."""

    async def one(subscription: str) -> tuple[Nics, Machines]:
        return await asyncio.gather(
            interfaces.list_all(azure, subscription), machines.list_all(azure, subscription)
        )

    found = await asyncio.gather(*map(one, await world.subscription_ids(azure)))
    return (
        tuple(nic for nics, _ in found for nic in nics),
        tuple(machine for _, listed in found for machine in listed),
    )


def registered(server: servers.Server, nics: Nics, listed: Machines) -> Subject:
    """By the entry's address; of several networks that use it, the machine of the same name."""
    at = [nic for nic in nics if nic.address == server.ps.address and nic.machine_id]
    by_id = {machine.id.lower(): machine for machine in listed}
    pairs = [(nic, by_id[nic.machine_id.lower()]) for nic in at if nic.machine_id.lower() in by_id]
    if len(pairs) > 1:
        label = server.ps.name.lower()
        named = [p for p in pairs if label in {p[1].name.lower(), p[1].computer_name.lower()}]
        pairs = named if len(named) == 1 else pairs
    bare = Subject(name=server.label, address=server.ps.address, server=server)
    if len(pairs) == 1:
        nic, machine = pairs[0]
        return dataclasses.replace(bare, machine=machine, interface=nic)
    if not pairs or server.ps.built_in:
        return bare
    many = ", ".join(sorted(machine.name for _, machine in pairs))
    unclear = f"Several machines have the address {bare.address}: {many}."
    return dataclasses.replace(bare, unclear=unclear)


def standing(nics: Nics, listed: Machines) -> tuple[Subject, ...]:
    """Every machine that is a process server by tag or image, whatever the fabrics show."""
    by_machine = {nic.machine_id.lower(): nic for nic in nics if nic.machine_id}
    found = []
    for machine in listed:
        nic = by_machine.get(machine.id.lower())
        address = nic.address if nic else ""
        one = Subject(name=machine.name, address=address, machine=machine, interface=nic)
        found += [one] if one.proof else []
    return tuple(found)


def _unregistered(nics: Nics, listed: Machines, wanted: str) -> Subject | None:
    """One that is proved to be a process server; else any of that name, for a check to refuse."""
    low = wanted.strip().lower()
    by_machine = {nic.machine_id.lower(): nic for nic in nics if nic.machine_id}
    named: list[Subject] = []
    for machine in listed:
        nic = by_machine.get(machine.id.lower())
        address = nic.address if nic else ""
        if low in {machine.name.lower(), address}:
            named.append(
                Subject(name=machine.name, address=address, machine=machine, interface=nic)
            )
    return next((one for one in named if one.proof), named[0] if named else None)


async def _whole(azure: Azure, found: Subject) -> Subject:
    """With the machine's power, which lists do not hold."""
    if found.machine is None:
        return found
    return dataclasses.replace(found, machine=await machines.get(azure, found.machine.id))


def environment(found: Subject) -> dict[str, str]:
    """What rules look at; without a machine, where the vault is."""
    vault = found.server.fabric.vault_id if found.server else ""
    place = found.machine.id if found.machine else vault
    known = {
        "subscription": ids.subscription_of(place),
        "resource_group": ids.group_of(place),
        "region": found.machine.location if found.machine else "",
        "vault": vault,
    }
    return {key: value for key, value in known.items() if value}
