"""`/failback-ps refresh`: a configuration server is asked for its news, and they are shown."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import UTC, datetime
from typing import Any

from azureops import fabrics
from azureops.errors import AzureError
from commands import configuration_servers, pick, servers, world
from commands import list as list_verb
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core.sentences import join, say


class NotRefreshed(configuration_servers.UnknownConfigurationServer):
    """It is of a kind that is not refreshed."""

    code = "not-refreshed"


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    wanted = values.get("server", "").strip()
    silent: tuple[world.Silent, ...] = ()
    if wanted:
        chosen = [await _one(azure, wanted)]
    else:
        found, silent = await world.all_fabrics(azure)
        chosen = [fabric for fabric in found if fabric.kind is fabrics.Kind.VMWARE]
    sections = list(await asyncio.gather(*(_refreshed(azure, fabric) for fabric in chosen)))
    if silent:
        sections.append(
            Section(heading=say("list-silent", "No answer from Azure"), rows=servers.silent(silent))
        )
    if not sections:
        nobody = say("refresh-none", "No vault has a classic configuration server to ask.")
        sections.append(Section(text=nobody))
    return Answer(title=say("refresh-title", "Refreshed"), sections=tuple(sections))


async def _one(azure: Any, wanted: str) -> fabrics.Fabric:
    """A configuration server, or that of a process server.

    Raises `UnknownConfigurationServer`, `AzureError`."""
    try:
        return await configuration_servers.one(azure, wanted)
    except configuration_servers.UnknownConfigurationServer as unknown:
        try:
            fabric = (await pick.one(azure, wanted)).fabric
        except pick.UnknownServer:
            raise unknown from None
    if fabric.kind is not fabrics.Kind.VMWARE:
        raise NotRefreshed(
            say(
                "refresh-modernised",
                "{fabric} is of the modernised architecture: its appliance reports by itself, and "
                "there is no configuration server to ask.",
                fabric=fabric.friendly_name,
            ),
            remedy=say(
                "refresh-status",
                "`/failback-ps status {server}` shows its last report.",
                server=wanted,
            ),
        )
    return fabric


async def _refreshed(azure: Any, fabric: fabrics.Fabric) -> Section:
    """What it reports now; where it gives no answer, what was known before, and why."""
    began = datetime.now(UTC)
    try:
        await fabrics.refresh(azure, fabric)
        newest = await fabrics.get(azure, fabric.id) or fabric
    except AzureError as refused:
        shown = list_verb.section(fabric, datetime.now(UTC))
        before = say("refresh-not-asked", "It could not be asked for news; this was known before.")
        return dataclasses.replace(shown, text=join([before, refused.whole]))
    now = datetime.now(UTC)
    said = say(
        "refresh-asked",
        "Asked for news; Site Recovery had them after {seconds} s.",
        seconds=f"{(now - began).total_seconds():.0f}",
    )
    return dataclasses.replace(list_verb.section(newest, now), text=said)


VERB = Verb(
    name="refresh",
    summary="ask a configuration server for its news now, and show them",
    description=(
        "Site Recovery hears from a configuration server every 15 minutes. This asks it now, "
        "follows that to its end, which may take a minute or two, and shows how its process "
        "servers are: version, health, heartbeat, certificate. Without a server, all classic "
        "configuration servers are asked. It changes nothing."
    ),
    authority=Authority.READ,
    fields=(
        configuration_servers.field(
            explained="A configuration server, or one of its process servers, by name or address; "
            "all if absent.",
            required=False,
        ),
    ),
    make_answer=_answer,
    examples=("/failback-ps refresh", "/failback-ps refresh cs-onprem-01"),
    words=("server",),
)
