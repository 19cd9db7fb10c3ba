"""A configuration server chosen by name or address from the classic fabrics of all vaults."""

from __future__ import annotations

from azureops import fabrics, ids
from azureops.azure import Azure
from commands import memory, words, world
from commands.fields import Choice, Field, Kind, Values
from core import errors


class UnknownConfigurationServer(errors.BotError):
    """No vault has a configuration server of that name."""

    code = "unknown-configuration-server"


def _address(fabric: fabrics.Fabric) -> str:
    return fabric.server.address if fabric.server else ""


async def _choices(azure: Azure, values: Values) -> list[Choice]:
    found, _ = await world.all_fabrics(azure)
    return [
        Choice(
            value=f.friendly_name,
            label=f.friendly_name,
            description=f"{ids.name_of(f.vault_id)}, {_address(f)}",
        )
        for f in found
        if f.kind is fabrics.Kind.VMWARE
    ]


def field(
    *,
    name: str = "server",
    explained: str = "The configuration server, by name or address.",
    required: bool = True,
    example: str = "cs-onprem-01",
) -> Field:
    return Field(
        name=name,
        label="Configuration server",
        help=explained,
        kind=Kind.LOOKUP,
        required=required,
        lookup=memory.Remembered(_choices),
        free_text=True,
        example=example,
    )


async def one(azure: Azure, wanted: str) -> fabrics.Fabric:
    """By name or address. Raises `UnknownConfigurationServer`, `AzureError`."""
    low = wanted.strip().lower()
    found, silent = await world.all_fabrics(azure)
    known = [f for f in found if f.kind is fabrics.Kind.VMWARE]
    hits = [f for f in known if low in {f.friendly_name.lower(), _address(f)}]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise UnknownConfigurationServer(
            f"{len(hits)} configuration servers are called “{words.shorten(wanted)}”.",
            remedy="Give the address instead of the name.",
        )
    modern = [f for f in found if f.kind is fabrics.Kind.MODERNISED]
    if any(low == f.friendly_name.lower() for f in modern):
        raise UnknownConfigurationServer(
            f"“{words.shorten(wanted)}” is a site of the modernised architecture: it has "
            "appliances instead of a configuration server.",
            remedy="Its process servers are looked after on the appliance itself; `/failback-ps "
            "list` shows them.",
        )
    names = sorted(f.friendly_name for f in known)
    unread = f" {world.unread(silent)}" if silent else ""
    raise UnknownConfigurationServer(
        f"No vault has a configuration server “{words.shorten(wanted)}” of the classic kind."
        f"{unread}",
        remedy=f"Known are: {', '.join(names) or 'none'}.",
    )
