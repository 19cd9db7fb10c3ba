"""What Azure shows about a switch: the server given up, the one taken, and the machines."""

from __future__ import annotations

import asyncio

from azureops import protected_items
from azureops.azure import Azure
from commands import pick, servers
from commands.existing import look, subject
from commands.preflight.said import Missing
from commands.preflight.shared import near
from core.sentences import say

Items = tuple[protected_items.ProtectedItem, ...]


class Look(look.Look):
    """`named` are the machines as typed; none means all that use the server. `receiver` is the
    target with its machine, where the bot sees one."""

    def __init__(
        self,
        azure: Azure,
        found: subject.Subject,
        target: servers.Server,
        receiver: subject.Subject,
        named: tuple[str, ...],
    ) -> None:
        super().__init__(azure, found)
        self.target = target
        self.receiver = receiver
        self.named = named

    async def chosen(self) -> Items:
        """The machines to move. Raises `Missing` for a name that no machine of the server has."""
        using = await self.users()
        if not self.named:
            return using
        by_name = {item.name.lower(): item for item in using}
        strange = [name for name in self.named if name.lower() not in by_name]
        if strange:
            raise Missing(
                "machines",
                say(
                    "switch-strange",
                    "No machine {names} uses {server}.",
                    names=", ".join(strange),
                    server=self.name,
                ),
                near(strange[0], sorted(item.name for item in using)),
            )
        return tuple(by_name[name.lower()] for name in dict.fromkeys(map(str.lower, self.named)))


async def of(azure: Azure, values: dict[str, str]) -> Look:
    """Raises `pick.UnknownServer`, `AzureError`."""
    target = await pick.one(azure, values["to"])
    found, receiver = await asyncio.gather(
        subject.find(azure, values["server"]), subject.find(azure, values["to"])
    )
    named = values.get("machines", "").replace(",", " ").split()
    return Look(azure, found, target, receiver, tuple(named))
