"""`/failback-ps status`: operations that go on, or one server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from azureops.errors import AzureError
from commands import pick, servers
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from workflow import operations

State = operations.State
NONE = "None."
NEVER = "No operation is running, and none has run yet. `/failback-ps list` shows the servers."
OPEN = frozenset(state for state, following in operations.TRANSITIONS.items() if following)
"""States that an operation may still leave: in flight, or waiting for a decision."""


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    wanted = values.get("server", "").strip()
    if not wanted:
        return await _overview(asking)
    seen, name = await _as_seen(azure, wanted)
    return Answer(
        title=f"Status of {name}",
        sections=(seen, await listed(asking, "Operations", target=name)),
    )


async def _overview(asking: Asking) -> Answer:
    going = await listed(asking, "Not finished", states=OPEN)
    ended = await listed(asking, "Last ones", states=frozenset(State) - OPEN, limit=5)
    if going.text == ended.text == NONE:
        return Answer(title="Status", sections=(Section(text=NEVER),))
    return Answer(title="Status", sections=(going, ended))


async def _as_seen(azure: Any, wanted: str) -> tuple[Section, str]:
    """The server as its fabric shows it, and its name; Azure's silence does not hide the rest."""
    heading = "As Site Recovery shows it"
    try:
        server = await pick.one(azure, wanted)
    except (AzureError, pick.UnknownServer) as unknown:
        return Section(heading=heading, text=str(unknown)), wanted
    return Section(heading=heading, rows=servers.rows(server, datetime.now(UTC))), server.label


async def listed(asking: Asking, heading: str, **wanted: Any) -> Section:
    """The operations that `wanted` finds, as `desk.Desk.find` takes it."""
    if asking.operations is None:
        return Section(heading=heading, text="Operations are not known here.")
    found = await asking.operations.find(**wanted)
    if not found:
        return Section(heading=heading, text=NONE)
    return Section(heading=heading, rows=tuple(map(_row, found)))


def _row(operation: operations.Operation) -> tuple[str, str]:
    target = operation.plan.target if operation.plan else str(operation.values.get("name", ""))
    said = operations.SENTENCES[operation.state]
    parts = [f"{operation.verb} {target}".strip(), said]
    running = next((s for s in operation.steps if s.state is operations.StepState.RUNNING), None)
    if running is not None:
        parts.append(f"Step: {running.title}. {running.note}".strip())
    if operation.reason:
        parts.append(operation.reason)
    if operation.failure is not None:
        parts.append(operation.failure.sentence)
    parts.append(f"Asked by <@{operation.requester}>, {operation.created_at:%Y-%m-%d %H:%M} UTC.")
    return operation.id, " ".join(p if p.endswith((".", "!")) else f"{p}." for p in parts)


VERB = Verb(
    name="status",
    summary="what goes on now, or one server and its operations",
    description=(
        "Without a server: the operations that are not finished, and the last ones. With a "
        "server's name or address: how Site Recovery shows it now, and its operations."
    ),
    authority=Authority.READ,
    fields=(
        pick.field(required=False, explained="A process server's name or address; all if absent."),
    ),
    make_answer=_answer,
    examples=("/failback-ps status", "/failback-ps status ps-neu-1"),
    words=("server",),
)
