"""`/failback-ps list`: the process servers of all vaults."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from azureops import fabrics, ids
from commands import servers, world
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    found, silent = await world.all_fabrics(azure)
    now = datetime.now(UTC)
    sections = [_section(fabric, now) for fabric in found if fabric.kind is not fabrics.Kind.OTHER]
    if not sections and not silent:
        sections.append(Section(text="No vault has a configuration server."))
    if silent:
        sections.append(Section(heading="No answer from Azure", rows=servers.silent(silent)))
    return Answer(title="Process servers", sections=tuple(sections))


def _section(fabric: fabrics.Fabric, now: datetime) -> Section:
    vault = ids.name_of(fabric.vault_id)
    if fabric.kind is fabrics.Kind.MODERNISED:
        heading = f"{vault}: {fabric.friendly_name} (modernised)"
        text = "Modernised vaults need no process server in Azure; their appliances are shown."
    else:
        server = fabric.server
        version = f", version {server.version_text}" if server else ""
        heading = f"{vault}: configuration server {fabric.friendly_name}{version}"
        text = ""
    rows = tuple((s.label, servers.line(s, now)) for s in servers.of((fabric,)))
    return Section(heading=heading, text=text if rows or text else "None yet.", rows=rows)


VERB = Verb(
    name="list",
    summary="the process servers of all vaults: version, health, heartbeat, certificate",
    description=(
        "Shows every process server that a configuration server knows, with its version and "
        "whether it is outdated, its health, its last heartbeat (answers lag by about ten "
        "minutes) and until when its certificate is valid."
    ),
    authority=Authority.READ,
    make_answer=_answer,
    examples=("/failback-ps list",),
)
