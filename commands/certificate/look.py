"""The configuration server whose certificate is meant, and what depends on it."""

from __future__ import annotations

from typing import Any

from azureops import fabrics, ids, process_servers, protected_items
from azureops.azure import Azure
from commands import memory, words, world
from commands.fields import Choice, Field, Kind, Values
from commands.preflight import shared
from commands.preflight.shared import fact
from core import errors


class UnknownConfigurationServer(errors.BotError):
    """No vault has a configuration server of that name."""

    code = "unknown-configuration-server"


class Look(shared.Shared):
    def __init__(self, azure: Azure, fabric: fabrics.Fabric) -> None:
        super().__init__()
        self.azure = azure
        self.fabric = fabric

    @property
    def name(self) -> str:
        return self.fabric.friendly_name

    @property
    def server(self) -> process_servers.ConfigurationServer:
        """Of a VMware fabric there always is one."""
        assert self.fabric.server is not None  # noqa: S101 - `one` gives VMware fabrics only
        return self.fabric.server

    @fact("agents")
    async def items(self) -> tuple[protected_items.ProtectedItem, ...]:
        """The machines that it protects."""
        listed = await protected_items.list_all(self.azure, self.fabric.vault_id)
        return tuple(item for item in listed if item.fabric_name == self.fabric.name)


async def _classic(azure: Azure) -> tuple[fabrics.Fabric, ...]:
    found, _ = await world.all_fabrics(azure)
    return tuple(f for f in found if f.kind is fabrics.Kind.VMWARE)


async def _choices(azure: Any, values: Values) -> list[Choice]:
    return [
        Choice(
            value=f.friendly_name,
            label=f.friendly_name,
            description=f"{ids.name_of(f.vault_id)}, {f.server.address if f.server else ''}",
        )
        for f in await _classic(azure)
    ]


FIELD = Field(
    name="server",
    label="Configuration server",
    help="The configuration server, by name or address.",
    kind=Kind.LOOKUP,
    lookup=memory.Remembered(_choices),
    free_text=True,
    example="cs-onprem-01",
)


async def one(azure: Azure, wanted: str) -> fabrics.Fabric:
    """By name or address. Raises `UnknownConfigurationServer`, `AzureError`."""
    low, known = wanted.strip().lower(), await _classic(azure)
    hits = [
        f for f in known if low in {f.friendly_name.lower(), f.server.address if f.server else ""}
    ]
    if len(hits) == 1:
        return hits[0]
    names = sorted(f.friendly_name for f in known)
    if hits:
        raise UnknownConfigurationServer(
            f"{len(hits)} configuration servers are called “{words.shorten(wanted)}”.",
            remedy="Give the address instead of the name.",
        )
    raise UnknownConfigurationServer(
        f"No vault has a configuration server “{words.shorten(wanted)}” of the classic kind.",
        remedy=f"Known are: {', '.join(names) or 'none'}.",
    )
