"""`/failback-ps list`: the process servers of all vaults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from azureops import fabrics, ids
from commands import glance, servers, world
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core.sentences import join, say


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    found, silent = await world.all_fabrics(azure)
    now, seen = datetime.now(UTC), await glance.read(azure, found)
    sections = [
        section(fabric, now, seen.of) for fabric in found if fabric.kind is not fabrics.Kind.OTHER
    ]
    if not sections and not silent:
        sections.append(Section(text=say("list-none", "No vault has a configuration server.")))
    # Where a vault is silent, it may be the one that knows them.
    rows = () if silent else seen.unregistered(servers.of(found))
    if rows:
        sections.append(
            Section(heading=say("list-unregistered", "In Azure, but in no fabric"), rows=rows)
        )
    unread = (*servers.silent(silent), *seen.refused)
    if unread:
        sections.append(Section(heading=say("list-silent", "No answer from Azure"), rows=unread))
    return Answer(title=say("list-title", "Process servers"), sections=tuple(sections))


def section(
    fabric: fabrics.Fabric, now: datetime, more: Callable[[servers.Server], str] | None = None
) -> Section:
    """A configuration server, or a modernised site, with its process servers; `more` is said
    behind each."""
    vault, name = ids.name_of(fabric.vault_id), fabric.friendly_name
    if fabric.kind is fabrics.Kind.MODERNISED:
        heading = say("list-modernised", "{vault}: {fabric} (modernised)", vault=vault, fabric=name)
        text: str = say(
            "list-appliances",
            "Modernised vaults need no process server in Azure; their appliances are shown.",
        )
    else:
        heading = say(
            "list-classic", "{vault}: configuration server {fabric}", vault=vault, fabric=name
        )
        if fabric.server is not None:
            version = fabric.server.version_text
            stands = say("servers-at-version", "version {version}", version=version)
            heading = join([heading, stands], ", ")
        text = ""
    rows = tuple((s.label, _row(s, now, more)) for s in servers.of((fabric,)))
    return Section(
        heading=heading, text=text if rows or text else say("list-none-yet", "None yet."), rows=rows
    )


def _row(
    server: servers.Server, now: datetime, more: Callable[[servers.Server], str] | None
) -> str:
    said = servers.line(server, now)
    further = more(server) if more is not None else ""
    return join([said, further], "; ")


VERB = Verb(
    name="list",
    summary="the process servers of all vaults: version, health, heartbeat, certificate",
    description=(
        "Shows every process server that a configuration server knows, with its version and "
        "whether it is outdated, its health, its last heartbeat (answers lag by about ten "
        "minutes), until when its certificate is valid, its machine in Azure and how many "
        "protected machines use it. Process servers in Azure that no fabric shows are listed, too."
    ),
    authority=Authority.READ,
    make_answer=_answer,
    examples=("/failback-ps list",),
)
