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
        said = []
        found = subject.registered(server, self.nics, self.listed).machine
        if found is not None:
            power = self.powers.get(found.id.lower(), machines.Power.UNKNOWN)
            said.append(f"{power.value} in {found.location}, {found.size}")
        if server.fabric.vault_id.lower() in self.counted:
            number = self.users[server.ps.id.lower()]
            said.append(f"used by {checks.machines(number)}" if number else "used by nobody")
        return "; ".join(said)

    def unregistered(self, known: tuple[servers.Server, ...]) -> tuple[tuple[str, str], ...]:
        """Process servers in Azure that none of these fabrics shows, as rows."""
        seen = {server.ps.address for server in known}
        rows = []
        for found in subject.standing(self.nics, self.listed):
            if found.machine is None or found.address in seen:
                continue
            power = self.powers.get(found.machine.id.lower(), machines.Power.UNKNOWN)
            told = (
                f"{found.address}, {power.value} in {found.machine.location}. It can be registered "
                f"if its software is still installed (`/failback-ps register {found.name}`), or "
                f"deleted (`/failback-ps delete {found.name}`)."
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
        seen.refused.append(("Machines in Azure", str(refused)))


async def _users(azure: Any, seen: Glance, vault_id: str) -> None:
    try:
        listed = await protected_items.list_all(azure, vault_id)
    except AzureError as refused:
        name = vault_id.rpartition("/")[2]
        seen.refused.append((f"Protected machines of {name}", str(refused)))
        return
    seen.counted.add(vault_id.lower())
    seen.users.update(item.process_server_id.lower() for item in listed)
