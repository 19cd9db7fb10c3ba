"""A configuration server chosen by name or address from the classic fabrics of all vaults."""

from __future__ import annotations

from azureops import fabrics, ids
from azureops.azure import Azure
from commands import memory, words, world
from commands.fields import Choice, Field, Kind, Values
from core.sentences import join, say
from workflow import procedures


class UnknownConfigurationServer(procedures.Unplannable):
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
            say(
                "fabric-several",
                "{count} configuration servers are called “{wanted}”.",
                count=len(hits),
                wanted=words.shorten(wanted),
            ),
            remedy=say("fabric-address", "Give the address instead of the name."),
        )
    modern = [f for f in found if f.kind is fabrics.Kind.MODERNISED]
    if any(low == f.friendly_name.lower() for f in modern):
        raise UnknownConfigurationServer(
            say(
                "fabric-modernised",
                "“{wanted}” is a site of the modernised architecture: it has appliances instead "
                "of a configuration server.",
                wanted=words.shorten(wanted),
            ),
            remedy=say(
                "fabric-appliance",
                "Its process servers are looked after on the appliance itself; `/failback-ps "
                "list` shows them.",
            ),
        )
    names = sorted(f.friendly_name for f in known)
    nobody = say(
        "fabric-unknown",
        "No vault has a configuration server “{wanted}” of the classic kind.",
        wanted=words.shorten(wanted),
    )
    listed = ", ".join(names) or say("fabric-none", "none")
    raise UnknownConfigurationServer(
        join([nobody, world.unread(silent)]),
        remedy=say("pick-known", "Choose from {names}.", names=listed),
    )
