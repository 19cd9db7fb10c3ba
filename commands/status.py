"""`/failback-ps status`: operations that go on, one of them, or one server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from azureops.errors import AzureError
from commands import loads, pick, servers, world
from commands.existing import shown, subject
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core import clock
from core.sentences import join, say
from workflow import operations

SEEN = say("status-seen", "As Site Recovery shows it")
NONE = say("status-none", "None.")
NEVER = say(
    "status-never",
    "No operation is running, and none has run yet. `/failback-ps list` shows the servers.",
)
NOT_HERE = say("status-not-here", "Operations are not known here.")
TITLE = say("status-title", "Status")
OPERATIONS = say("status-operations", "Operations")


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    wanted = values.get("server", "").strip()
    if not wanted:
        return await _overview(asking)
    if wanted.lower().startswith("op-"):
        return await _operation(wanted.lower(), asking)
    if elsewhere := _elsewhere(wanted.lower()):
        return Answer(title=TITLE, sections=(Section(text=elsewhere),))
    return await _server(azure, wanted, asking)


async def _overview(asking: Asking) -> Answer:
    going = await listed(asking, say("status-unfinished", "Not finished"), over=False)
    ended = await listed(asking, say("status-last", "Last ones"), over=True, limit=5)
    if going.text == ended.text == NONE:
        return Answer(title=TITLE, sections=(Section(text=NEVER),))
    return Answer(title=TITLE, sections=(going, ended))


async def _operation(wanted: str, asking: Asking) -> Answer:
    """Raises `policies.Refused` for an id that none has."""
    if asking.operations is None:
        return Answer(title=TITLE, sections=(Section(text=NOT_HERE),))
    found = await asking.operations.get(wanted)
    return Answer(title=TITLE, sections=(Section(rows=(line(found),)),), operation=found)


def _elsewhere(id_: str) -> str:
    """Ids of other things are shown by their own commands, whose rules say by whom."""
    if id_.startswith("in-"):
        return say(
            "status-incident",
            "{id} is an incident: `/failback-ps incident status incident={id}` shows it.",
            id=id_,
        )
    if id_.startswith("fi-"):
        return say(
            "status-finding", "{id} is a finding: `/failback-ps findings {id}` shows it.", id=id_
        )
    return ""


async def _server(azure: Any, wanted: str, asking: Asking) -> Answer:
    """Everything known of it; what one service does not say hides nothing of the others."""
    try:
        found = await _found(azure, wanted)
    except (AzureError, pick.UnknownServer) as unknown:
        seen = Section(heading=SEEN, text=unknown.whole)
        operations_ = await listed(asking, OPERATIONS, target=wanted)
        return Answer(title=_title(wanted), sections=(seen, operations_))
    now = datetime.now(UTC)
    sections = await asyncio.gather(
        shown.in_azure(azure, found, now),
        shown.users(azure, found),
        listed(asking, OPERATIONS, target=found.name),
    )
    return Answer(title=_title(found.name), sections=(_seen(azure, found, now), *sections))


def _title(server: str) -> str:
    return say("status-of", "Status of {server}", server=server)


async def _found(azure: Any, wanted: str) -> subject.Subject:
    """Where only the machines cannot be read, its entry in the fabric alone."""
    try:
        return await subject.find(azure, wanted)
    except AzureError as refused:
        server = await pick.one(azure, wanted)
        return subject.Subject(
            name=server.label, address=server.ps.address, server=server, unclear=refused.whole
        )


def _seen(azure: Any, found: subject.Subject, now: datetime) -> Section:
    server = found.server
    if server is None:
        nobody = say("status-unknown", "No configuration server knows {server}.", server=found.name)
        return Section(heading=SEEN, text=join([nobody, world.unread(found.silent)]))
    vault = (say("status-portal", "Portal"), world.portal_url(azure, server.fabric.vault_id))
    return Section(heading=SEEN, rows=(*servers.rows(server, now), *loads.rows(server.ps), vault))


async def listed(asking: Asking, heading: str, **wanted: Any) -> Section:
    """The operations that `wanted` finds, as `desk.Desk.find` takes it."""
    if asking.operations is None:
        return Section(heading=heading, text=NOT_HERE)
    found = await asking.operations.find(**wanted)
    if not found:
        return Section(heading=heading, text=NONE)
    return Section(heading=heading, rows=tuple(map(line, found)))


def line(operation: operations.Operation) -> tuple[str, str]:
    """Its id, and how it stands."""
    parts = [f"{operation.verb} {operation.target}".strip(), operation.sentence]
    running = next((s for s in operation.steps if s.state is operations.StepState.RUNNING), None)
    if running is not None:
        step = say("status-step", "Step: {title}.", title=running.title)
        parts.append(join([step, running.note]))
    failed = operation.failure.sentence if operation.failure is not None else ""
    parts += dict.fromkeys(filter(None, (operation.reason, failed)))  # often the same
    parts.append(
        say(
            "status-asked",
            "Asked by <@{person}>, {at}.",
            person=operation.requester,
            at=clock.written(operation.created_at),
        )
    )
    return operation.id, join(p if p.endswith((".", "!")) else join([p, "."], "") for p in parts)


VERB = Verb(
    name="status",
    summary="what goes on now, one operation, or one server and its operations",
    description=(
        "Without a server: the operations that are not finished, and the last ones. With a "
        "server's name or address: how Site Recovery shows it now, and its operations. With "
        "an operation's id: that operation as its card shows it."
    ),
    authority=Authority.READ,
    fields=(
        pick.field(
            required=False,
            explained="A process server's name or address, or an operation's id (op-…); all if "
            "absent.",
        ),
    ),
    make_answer=_answer,
    examples=(
        "/failback-ps status",
        "/failback-ps status ps-neu-1",
        "/failback-ps status op-7f3k2qhd42",
    ),
    words=("server",),
)
