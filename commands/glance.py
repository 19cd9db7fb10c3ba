"""All process servers at a glance: what Azure and the protected machines add to the fabrics."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from azureops import fabrics, machines, protected_items
from azureops.errors import AzureError
from commands import servers, world
from commands.existing import checks, subject
from core.sentences import join, say


@dataclass(kw_only=True)
class Glance:
    """Read once for all servers. `refused`: what Azure did not say, and why."""

    nics: subject.Nics = ()
    listed: subject.Machines = ()
    powers: dict[str, machines.Power] = field(default_factory=dict)
    users: Counter[str] = field(default_factory=Counter)  # by process server id, small letters
    counted: set[str] = field(default_factory=set)  # vaults whose machines were read
    refused: list[tuple[str, str]] = field(default_factory=list)

    def of(self, server: servers.Server) -> str:
        """Where it runs and who uses it, to stand behind `servers.line`."""
        said: list[str] = []
        found = subject.registered(server, self.nics, self.listed).machine
        if found is not None:
            said.append(
                say(
                    "list-machine",
                    "{power} in {region}, {size}",
                    power=self._power(found),
                    region=found.location,
                    size=found.size,
                )
            )
        if server.fabric.vault_id.lower() in self.counted:
            said.append(self._used(server))
        return join(said, "; ")

    def _used(self, server: servers.Server) -> str:
        """The service may count machines of which none names it: of an appliance, or for a while
        after they were switched."""
        number = self.users[server.ps.id.lower()]
        if number:
            return say("list-used", "used by {machines}", machines=checks.machines(number))
        if server.ps.machine_count:
            return say(
                "list-counted",
                "used by {machines} by the service's count, which lags; none names it",
                machines=checks.machines(server.ps.machine_count),
            )
        return say("list-unused", "used by nobody")

    def _power(self, machine: machines.Machine) -> str:
        return checks.POWERS[self.powers.get(machine.id.lower(), machines.Power.UNKNOWN)]

    def unregistered(self, known: tuple[servers.Server, ...]) -> tuple[tuple[str, str], ...]:
        """Process servers in Azure that none of these fabrics shows, as rows."""
        seen = {server.ps.address for server in known}
        rows = []
        for found in subject.standing(self.nics, self.listed):
            if found.machine is None or found.address in seen:
                continue
            told = say(
                "list-register-or-delete",
                "{address}, {power} in {region}. It can be registered if its software is still "
                "installed (`/failback-ps register {server}`), or deleted (`/failback-ps delete "
                "{server}`).",
                address=found.address,
                power=self._power(found.machine),
                region=found.machine.location,
                server=found.name,
            )
            rows.append((found.name, told))
        return tuple(sorted(rows))


async def read(azure: Any, found: tuple[fabrics.Fabric, ...]) -> Glance:
    """Each part by itself: what Azure refuses hides nothing of the others."""
    seen = Glance()
    vaults = sorted({fabric.vault_id for fabric in found})
    await asyncio.gather(_machines(azure, seen), *(_users(azure, seen, one) for one in vaults))
    return seen


async def _machines(azure: Any, seen: Glance) -> None:
    try:
        seen.nics, seen.listed = await subject.seen(azure)
        subscriptions = await world.subscription_ids(azure)
        for some in await asyncio.gather(*(machines.powers(azure, one) for one in subscriptions)):
            seen.powers |= some
    except AzureError as refused:
        what = say("list-machines", "Machines in Azure")
        seen.refused.append((what, refused.whole))


async def _users(azure: Any, seen: Glance, vault_id: str) -> None:
    try:
        listed = await protected_items.list_all(azure, vault_id)
    except AzureError as refused:
        name = vault_id.rpartition("/")[2]
        what = say("list-protected", "Protected machines of {vault}", vault=name)
        seen.refused.append((what, refused.whole))
        return
    seen.counted.add(vault_id.lower())
    seen.users.update(item.process_server_id.lower() for item in listed)
