"""`lock`, `unlock`, `freeze`, `thaw`, `locks`: what people hold back, and who holds what."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import Any

from azureops.errors import AzureError
from commands import durations, pick
from commands.fields import Field, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core import errors
from workflow import holds

LOOK = 5.0
"""Seconds that a look for the server's name may take."""


class NotHere(errors.BotError):
    """Locks are kept by the serving bot only."""

    code = "not-here"


def _reason(example: str) -> Field:
    explained = "Shown to whoever is held up."
    return Field(name="reason", label="Reason", help=explained, example=example)


def _until(*, required: bool) -> Field:
    return Field(
        name="until",
        label="Until",
        help="When it ends by itself: 30m, 4h, 2d, or 2026-12-01 08:00 (UTC).",
        required=required,
        example="4h",
        check=durations.check,
    )


def _keeper(asking: Asking) -> Any:
    if asking.keeper is None:
        raise NotHere("Locks are not known here.", remedy="Ask the bot in Slack.")
    return asking.keeper


def _done(title: str, text: str) -> Answer:
    return Answer(title=title, sections=(Section(text=text),))


async def _hold(key: str, values: Values, asking: Asking) -> None:
    keeper = _keeper(asking)
    until = durations.until(values["until"], keeper.now()) if values.get("until") else None
    await keeper.hold(key, asking.person, values["reason"], until, asking.channel, asking.delivery)


async def _lock(azure: Any, values: Values, asking: Asking) -> Answer:
    await _hold(holds.server(values["server"]), values, asking)
    text = f"{values['server']} is locked. Nothing begins to run on it until it is unlocked."
    return _done("Locked", f"{text}{await _unheard(azure, values['server'])}")


async def _unheard(azure: Any, server: str) -> str:
    """A doubt, where the name may be mistyped; a lock waits for no answer of Azure's."""
    try:
        async with asyncio.timeout(LOOK):
            await pick.one(azure, server)
    except pick.UnknownServer as unknown:
        return f"\nIs the name right? {unknown}"
    except (AzureError, TimeoutError):
        return ""
    return ""


async def _freeze(_: Any, values: Values, asking: Asking) -> Answer:
    await _hold(holds.EVERYTHING, values, asking)
    text = "Everything is frozen. What runs goes on; nothing new begins, but for a broken glass."
    return _done("Frozen", text)


async def _unlock(_: Any, values: Values, asking: Asking) -> Answer:
    await _keeper(asking).release(
        holds.server(values["server"]),
        asking.person,
        "unlock",
        values["reason"],
        asking.channel,
        asking.delivery,
    )
    return _done("Unlocked", f"{values['server']} is free.")


async def _thaw(_: Any, values: Values, asking: Asking) -> Answer:
    await _keeper(asking).release(
        holds.EVERYTHING, asking.person, "thaw", values["reason"], asking.channel, asking.delivery
    )
    return _done("Thawed", "Operations may begin again. Those that failed on it can be retried.")


async def _locks(_: Any, values: Values, asking: Asking) -> Answer:
    del values
    found = await _keeper(asking).all()
    if not found:
        return _done("Locks", "Nothing is locked, and nothing is frozen.")
    rows = tuple((hold.what, _line(hold)) for hold in found)
    return Answer(title="Locks", sections=(Section(rows=rows),))


def _line(hold: holds.Hold) -> str:
    since = f"since {hold.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if hold.operation_id:
        state = hold.state.value.replace("_", " ") if hold.state else ""
        return (
            f"operation {hold.operation_id} (“{hold.reason}”, {state}), asked by "
            f"<@{hold.person}>, {since}"
        )
    end = f", until {hold.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if hold.until else ""
    return f"<@{hold.person}> {since}{end}: “{hold.reason}”"


_SERVER = pick.field(required=True, explained="The process server's name.")

LOCK = Verb(
    name="lock",
    summary="keep everybody's operations off one server, with a reason",
    description=(
        "Nothing begins to run on the server until it is unlocked; checks and plans still work. "
        "What runs already goes on."
    ),
    authority=Authority.READ,
    fields=(_SERVER, _reason("disk is being swapped"), _until(required=False)),
    make_answer=_lock,
    examples=("/failback-ps lock ps-neu-1 disk is being swapped",),
    words=("server",),
    rest="reason",
)
UNLOCK = Verb(
    name="unlock",
    summary="give a locked server back, with a reason",
    description=(
        "By who locked it, or by one of the approvers of the rule for unlock. Also gives back "
        "what a failed operation still holds; never what a running one does."
    ),
    authority=Authority.READ,
    fields=(_SERVER, _reason("the disk is in")),
    make_answer=_unlock,
    examples=("/failback-ps unlock ps-neu-1 the disk is in",),
    words=("server",),
    rest="reason",
)
FREEZE = Verb(
    name="freeze",
    summary="let nothing begin anywhere, until a moment",
    description=(
        "Nothing begins to run until then; checks, plans and votes still work, and a broken glass "
        "runs. What runs already goes on."
    ),
    authority=Authority.READ,
    fields=(_until(required=True), _reason("the vault is being moved")),
    make_answer=_freeze,
    examples=("/failback-ps freeze 4h the vault is being moved",),
    words=("until",),
    rest="reason",
)
THAW = Verb(
    name="thaw",
    summary="end a freeze before its time, with a reason",
    description="By who froze, or by one of the approvers of the rule for thaw.",
    authority=Authority.READ,
    fields=(_reason("the vault is moved"),),
    make_answer=_thaw,
    examples=("/failback-ps thaw the vault is moved",),
    rest="reason",
)
LOCKS = Verb(
    name="locks",
    summary="who holds what, since when and why",
    description="What people have locked or frozen, and what operations hold.",
    authority=Authority.READ,
    make_answer=_locks,
    examples=("/failback-ps locks",),
)
VERBS = (LOCKS, LOCK, UNLOCK, FREEZE, THAW)
