"""The process server that a verb is about: its entry in a fabric, its machine in Azure, or both.

Whoever made it: an entry leads by its address to an interface and so to a machine; a machine is a
process server by the bot's tag or by the gallery image that it was made from. An address alone
proves nothing: ranges of the site and of Azure may overlap, so that another machine altogether may
have the entry's address.
"""

from __future__ import annotations

import asyncio
import dataclasses
from dataclasses import dataclass

from azureops import ids, images, interfaces, machines
from azureops.azure import Azure
from commands import pick, servers, world
from commands.deploy import names
from core.sentences import say


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`server` None: no fabric shows it. `machine` None: no machine that the bot may see is known
    to be it; `unclear` then says why, if there is more to say, and `remedy` what to do about it.
    `silent` are the vaults that gave no answer: what no other shows may be in them."""

    name: str
    address: str
    server: servers.Server | None = None
    machine: machines.Machine | None = None
    interface: interfaces.Interface | None = None
    unclear: str = ""
    remedy: str = ""
    silent: tuple[world.Silent, ...] = ()

    @property
    def made_by_us(self) -> bool:
        """A person may have given the role's tag to a machine that the bot did not make."""
        return self.machine is not None and {names.ROLE_TAG, names.OPERATION_TAG} <= set(
            self.machine.tags
        )

    @property
    def proof(self) -> str:
        """Why the bot takes it for a process server; empty: it does not."""
        if self.server is not None:
            fabric = self.server.fabric.friendly_name
            return say(
                "existing-sign-fabric", "{fabric} shows it as a process server", fabric=fabric
            )
        if self.machine is None:
            return ""
        return _signs(self.machine)


def _signs(machine: machines.Machine) -> str:
    """What shows of the machine itself that it is a process server; empty: nothing."""
    if machine.tags.get(names.ROLE_TAG) == names.ROLE:
        if names.OPERATION_TAG in machine.tags:
            return say("existing-sign-ours", "this bot made it as a process server, by its tag")
        return say("existing-sign-tag", "it is marked as one, by its tag")
    if images.is_process_server(machine.image):
        return say("existing-sign-image", "it was made from the gallery's process server image")
    return ""


def nowhere(found: Subject) -> str:
    """Why there is no machine in Azure to speak of."""
    server = found.server
    if server is not None and server.modernised:
        return say(
            "existing-nowhere-modernised",
            "{server} is part of a modernised appliance at the site and has no machine in Azure; "
            "the appliance looks after it.",
            server=found.name,
        )
    if server is not None and server.ps.built_in:
        return say(
            "existing-nowhere-own",
            "{server} is on the configuration server itself, at the site.",
            server=found.name,
        )
    if found.unclear:
        return found.unclear
    if not found.address:
        return say("existing-nowhere", "The bot sees no machine in Azure.")
    return say(
        "existing-nowhere-at",
        "The bot sees no machine with its address {address} in Azure.",
        address=found.address,
    )


async def find(azure: Azure, wanted: str) -> Subject:
    """By name, address or id. Raises `pick.UnknownServer`, `AzureError`."""
    (nics, listed), (found, silent) = await asyncio.gather(seen(azure), world.all_fabrics(azure))
    known = servers.of(found)
    server = pick.among(known, wanted)
    if server is not None:
        one: Subject | None = registered(server, nics, listed)
    else:
        one = _unregistered(nics, listed, wanted)
        one = _entered(one, known, nics, listed) if one else None
    if one is None:
        raise pick.unknown(known, silent, wanted)
    return await _whole(azure, dataclasses.replace(one, silent=silent))


def _entered(
    found: Subject, known: tuple[servers.Server, ...], nics: Nics, listed: Machines
) -> Subject:
    """With its entry, where that is called otherwise than its machine. Raises
    `pick.UnknownServer` where several entries lead to this machine."""
    entries = [registered(server, nics, listed) for server in known]
    mine = [one for one in entries if one.machine == found.machine]
    if len(mine) > 1:
        raise pick.several(tuple(one.server for one in mine if one.server), found.name)
    return mine[0] if mine else found


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
    """The machine at the entry's address, if more than the address shows that it is this one; of
    several that might be, the one of the same name."""
    by_id = {machine.id.lower(): machine for machine in listed}
    at = [nic for nic in nics if nic.address == server.ps.address and nic.machine_id]
    pairs = [(nic, by_id[nic.machine_id.lower()]) for nic in at if nic.machine_id.lower() in by_id]
    bare = Subject(name=server.label, address=server.ps.address, server=server)
    if not pairs or server.ps.built_in:
        return bare
    likely = [p for p in pairs if _signs(p[1]) or _called(server, p[1])]
    if len(likely) > 1:
        likely = [p for p in likely if _called(server, p[1])]
    if len(likely) == 1:
        nic, machine = likely[0]
        return dataclasses.replace(bare, machine=machine, interface=nic)
    return _untold(bare, [machine for _, machine in pairs])


def _called(server: servers.Server, machine: machines.Machine) -> bool:
    """An entry is called as Windows is, which a machine in Azure need not be."""
    return server.ps.name.lower() in {machine.name.lower(), machine.computer_name.lower()}


def _untold(bare: Subject, at: list[machines.Machine]) -> Subject:
    """No machine is taken: why, and what makes it known."""
    shown = ", ".join(sorted(f"{one.name} ({ids.group_of(one.id)})" for one in at))
    if len(at) > 1:
        unclear = say(
            "existing-several",
            "Several machines have the address {address}: {machines}. Which of them is {server} "
            "is not known.",
            address=bare.address,
            machines=shown,
            server=bare.name,
        )
    else:
        unclear = say(
            "existing-not-it",
            "The machine {machine} has the address {address}, but nothing else shows that it is "
            "{server}: neither its name nor its computer name is that, it has no tag of the bot, "
            "and it was not made from the gallery's process server image.",
            machine=shown,
            address=bare.address,
            server=bare.name,
        )
    remedy = say(
        "existing-overlap",
        "Ranges of the site and of Azure may overlap. If it is that one, give that machine in "
        "Azure the tag `{tag}` with the value `{value}`, then ask again."
        if len(at) == 1
        else "Ranges of the site and of Azure may overlap. If one of them is it, give that "
        "machine in Azure the tag `{tag}` with the value `{value}`, then ask again.",
        tag=names.ROLE_TAG,
        value=names.ROLE,
        count=len(at),
    )
    return dataclasses.replace(bare, unclear=unclear, remedy=remedy)


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
