"""The field `server`: a process server chosen from the fabrics of all vaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commands import memory, servers, words, world
from commands.fields import Choice, Field, Kind, Values
from core.sentences import join, say
from workflow import procedures


class UnknownServer(procedures.Unplannable):
    """No fabric shows a process server of that name or address."""

    code = "unknown-server"


MOST = 12  # names in one sentence


async def _choices(azure: Any, values: Values) -> list[Choice]:
    found, _ = await world.all_fabrics(azure)
    return [
        Choice(
            value=s.label,
            label=s.label,
            description=f"{s.ps.address}, {s.ps.version_text}, {s.vault}",
        )
        for s in servers.of(found)
    ]


def field(
    *, required: bool, explained: str, name: str = "server", label: str = "Process server"
) -> Field:
    return Field(
        name=name,
        label=label,
        help=explained,
        kind=Kind.LOOKUP,
        required=required,
        lookup=memory.Remembered(_choices),
        free_text=True,
        example="ps-neu-1",
    )


async def one(azure: Any, wanted: str, vaults: Sequence[str] = ()) -> servers.Server:
    """The one server of that name, address or id. Raises `UnknownServer`. `vaults`: names that
    might have been meant as well."""
    found, silent = await world.all_fabrics(azure)
    listed = servers.of(found)
    hit = among(listed, wanted)
    if hit is None:
        raise unknown(listed, silent, wanted, vaults)
    return hit


def among(listed: tuple[servers.Server, ...], wanted: str) -> servers.Server | None:
    """None: there is none. Raises `UnknownServer` where there are several."""
    hits = servers.named(listed, wanted)
    if len(hits) > 1:
        raise several(hits, wanted)
    return hits[0] if hits else None


def several(hits: tuple[servers.Server, ...], wanted: str) -> UnknownServer:
    """What to say where more than one is meant; they may have one address, but not one id."""
    apart = len({s.ps.address for s in hits}) == len(hits)
    telling = ", ".join(s.ps.address if apart else s.ps.id for s in hits)
    return UnknownServer(
        say(
            "pick-several",
            "{count} process servers are called “{wanted}”.",
            count=len(hits),
            wanted=words.shorten(wanted),
        ),
        remedy=say("pick-address", "Give the address: {these}.", these=telling)
        if apart
        else say("pick-id", "Give the id: {these}.", these=telling),
    )


def unknown(
    listed: tuple[servers.Server, ...],
    silent: tuple[world.Silent, ...],
    wanted: str,
    vaults: Sequence[str] = (),
) -> UnknownServer:
    """What to say where nobody knows it."""
    near = words.nearest(wanted, [*(s.label for s in listed), *vaults], cutoff=80)
    nobody = (
        say(
            "pick-unknown-either",
            "I know no process server and no vault “{wanted}”.",
            wanted=words.shorten(wanted),
        )
        if vaults
        else say(
            "pick-unknown",
            "No configuration server knows a process server “{wanted}”.",
            wanted=words.shorten(wanted),
        )
    )
    meant = say("pick-meant", "Did you mean {near}?", near=near) if near else ""
    return UnknownServer(
        join([nobody, world.unread(silent)]), remedy=join([meant, _known(listed, vaults)])
    )


def _known(listed: tuple[servers.Server, ...], vaults: Sequence[str]) -> str:
    names = ", ".join(s.label for s in listed[:MOST])
    if not vaults:
        return say("pick-known", "Choose from {names}.", names=names)
    return say(
        "pick-known-either",
        "Known are the vaults {vaults} and the servers {names}.",
        vaults=", ".join(vaults[:MOST]),
        names=names,
    )
