"""What Azure shows about one process server. Every fact is read once for one plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from azureops import groups, ids, machines, protected_items
from commands import servers, world
from commands.existing import subject
from commands.preflight import shared
from commands.preflight.said import Missing
from commands.preflight.shared import fact
from core.sentences import say


class Look(shared.Shared):
    """The facts. All read-only; all may raise `Missing`. `values` are what was asked for."""

    def __init__(
        self, azure: Any, found: subject.Subject, values: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.azure = azure
        self.subject = found
        self.values = values or {}

    @property
    def name(self) -> str:
        return self.subject.name

    def machine(self) -> machines.Machine:
        """Its machine in Azure."""
        if self.subject.machine is None:
            found = self.subject.server
            at_the_site = found is not None and (found.modernised or found.ps.built_in)
            raise Missing(
                "machine",
                subject.nowhere(self.subject),
                say("existing-in-azure-only", "This verb is for process servers in Azure.")
                if at_the_site
                else self.subject.remedy
                or say(
                    "existing-elsewhere",
                    "If it is in a subscription that the bot does not look after, add that to "
                    "`subscriptions` in the [azure] table of the settings.",
                ),
            )
        return self.subject.machine

    def server(self) -> servers.Server:
        """Its entry in a fabric."""
        if self.subject.server is None:
            whether = say(
                "existing-whether-known",
                "Whether a configuration server knows {server}",
                server=self.name,
            )
            self.heard("registered", whether)
            raise Missing(
                "registered",
                say(
                    "existing-unregistered",
                    "No configuration server knows {server}.",
                    server=self.name,
                ),
                say(
                    "existing-unregistered-remedy",
                    "Register it first: `/failback-ps register {server} <configuration server>`; "
                    "`/failback-ps list` shows those that are known.",
                    server=self.name,
                ),
            )
        return self.subject.server

    def heard(self, owner: str, whether: str) -> None:
        """Raises `Missing` while a vault is silent: it may hold what the others do not."""
        silent = self.subject.silent
        if silent:
            sentence = say(
                "existing-untold",
                "{whether} cannot be told: {why}",
                whether=whether,
                why=world.unread(silent),
            )
            raise Missing(owner, sentence, world.mend(silent))

    @fact("in-use")
    async def users(self) -> tuple[protected_items.ProtectedItem, ...]:
        """The machines that replicate through it; none while it is sure that no fabric knows it."""
        found = self.subject.server
        if found is None:
            self.heard(
                "in-use",
                say("existing-whether-used", "Whether anybody uses {server}", server=self.name),
            )
            return ()
        listed = await protected_items.list_all(self.azure, found.fabric.vault_id)
        wanted = found.ps.id.lower()
        return tuple(item for item in listed if item.process_server_id.lower() == wanted)

    @fact("machine")
    async def group(self) -> groups.Group | None:
        """The machine's resource group."""
        place = self.machine().id
        return await groups.get(self.azure, ids.subscription_of(place), ids.group_of(place))
