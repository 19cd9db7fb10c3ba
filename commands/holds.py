"""`lock`, `unlock`, `freeze`, `thaw`, `locks`: what people hold back, and who holds what."""

from __future__ import annotations

import asyncio
from typing import Any

from azureops.errors import AzureError
from commands import durations, pick
from commands.fields import Field, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core import clock, errors
from core.sentences import join, say
from workflow import holds, operations

LOOK = 5.0
"""Seconds that a look for the server's name may take."""


_STATES: dict[operations.State, str] = {
    operations.State.DRAFT: say("holds-state-draft", "draft"),
    operations.State.BLOCKED: say("holds-state-blocked", "blocked"),
    operations.State.AWAITING_APPROVAL: say("holds-state-awaiting-approval", "awaiting approval"),
    operations.State.APPROVED: say("holds-state-approved", "approved"),
    operations.State.RUNNING: say("holds-state-running", "running"),
    operations.State.WAITING_FOR_PERSON: say(
        "holds-state-waiting-for-person", "waiting for person"
    ),
    operations.State.CANCELLING: say("holds-state-cancelling", "cancelling"),
    operations.State.SUCCEEDED: say("holds-state-succeeded", "succeeded"),
    operations.State.FAILED: say("holds-state-failed", "failed"),
    operations.State.CANCELLED: say("holds-state-cancelled", "cancelled"),
    operations.State.DENIED: say("holds-state-denied", "denied"),
    operations.State.EXPIRED: say("holds-state-expired", "expired"),
    operations.State.WITHDRAWN: say("holds-state-withdrawn", "withdrawn"),
    operations.State.STALE: say("holds-state-stale", "stale"),
    operations.State.CLEANING: say("holds-state-cleaning", "cleaning"),
    operations.State.CLEANED: say("holds-state-cleaned", "cleaned"),
}
"""Of the operation that holds it, in a word."""


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
        help="When it ends by itself: 30m, 4h, 2d, tomorrow, or 2026-12-01 08:00 (UTC).",
        required=required,
        example="4h",
        check=durations.check,
        extent=durations.extent,
    )


def _keeper(asking: Asking) -> Any:
    if asking.keeper is None:
        raise NotHere(
            say("holds-not-here", "Locks are not known here."),
            remedy=say("holds-ask-in-slack", "Ask the bot in Slack."),
        )
    return asking.keeper


def _done(title: str, text: str) -> Answer:
    return Answer(title=title, sections=(Section(text=text),))


async def _hold(key: str, values: Values, asking: Asking) -> None:
    keeper = _keeper(asking)
    given, now = values.get("until"), keeper.now()
    until = durations.until(given, now, asking.moments) if given else None
    await keeper.hold(key, asking.person, values["reason"], until, asking.channel, asking.delivery)


async def _lock(azure: Any, values: Values, asking: Asking) -> Answer:
    await _hold(holds.server(values["server"]), values, asking)
    text = say(
        "holds-locked-server",
        "{server} is locked. Nothing begins to run on it until it is unlocked.",
        server=values["server"],
    )
    doubt = await _unheard(azure, values["server"])
    return _done(say("holds-locked", "Locked"), join([text, doubt], "\n"))


async def _unheard(azure: Any, server: str) -> str:
    """A doubt, where the name may be mistyped; a lock waits for no answer of Azure's."""
    try:
        async with asyncio.timeout(LOOK):
            await pick.one(azure, server)
    except pick.UnknownServer as unknown:
        return say("holds-doubt", "Is the name right? {why}", why=unknown.whole)
    except (AzureError, TimeoutError):
        return ""
    return ""


async def _freeze(_: Any, values: Values, asking: Asking) -> Answer:
    await _hold(holds.EVERYTHING, values, asking)
    text = say(
        "holds-frozen-all",
        "Everything is frozen. What runs goes on; nothing new begins, but for a broken glass.",
    )
    return _done(say("holds-frozen", "Frozen"), text)


async def _unlock(_: Any, values: Values, asking: Asking) -> Answer:
    await _keeper(asking).release(
        holds.server(values["server"]),
        asking.person,
        "unlock",
        values["reason"],
        asking.channel,
        asking.delivery,
    )
    text = say("holds-unlocked-server", "{server} is free.", server=values["server"])
    return _done(say("holds-unlocked", "Unlocked"), text)


async def _thaw(_: Any, values: Values, asking: Asking) -> Answer:
    await _keeper(asking).release(
        holds.EVERYTHING, asking.person, "thaw", values["reason"], asking.channel, asking.delivery
    )
    text = say(
        "holds-thawed-all",
        "Operations may begin again. Those that failed on it can be retried.",
    )
    return _done(say("holds-thawed", "Thawed"), text)


async def _locks(_: Any, values: Values, asking: Asking) -> Answer:
    del values
    found = await _keeper(asking).all()
    title = say("holds-title", "Locks")
    if not found:
        return _done(title, say("holds-none", "Nothing is locked, and nothing is frozen."))
    rows = tuple((_what(hold), _line(hold)) for hold in found)
    return Answer(title=title, sections=(Section(rows=rows),))


def _what(hold: holds.Hold) -> str:
    everything = hold.key == holds.EVERYTHING
    return say("holds-everything", "everything") if everything else hold.what


def _line(hold: holds.Hold) -> str:
    since = clock.written(hold.since)
    if hold.operation_id:
        return say(
            "holds-operation",
            "operation {operation} (“{reason}”, {state}), asked by <@{person}>, since {since}",
            operation=hold.operation_id,
            reason=hold.reason,
            state=_STATES[hold.state] if hold.state else "",
            person=hold.person,
            since=since,
        )
    if hold.until is None:
        return say(
            "holds-since",
            "<@{person}> since {since}: “{reason}”",
            person=hold.person,
            since=since,
            reason=hold.reason,
        )
    return say(
        "holds-until",
        "<@{person}> since {since}, until {until}: “{reason}”",
        person=hold.person,
        since=since,
        until=clock.written(hold.until),
        reason=hold.reason,
    )


_SERVER = pick.field(required=True, explained="The process server's name.")

LOCK = Verb(
    name="lock",
    summary="keep everybody's operations off one server, with a reason",
    description=(
        "Nothing begins to run on the server until it is unlocked; checks and plans still work. "
        "What runs already goes on."
    ),
    authority=Authority.READ,
    seen="who locked what, and why",
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
        "Gives a locked server back: by who locked it, or by one of the approvers of the rule for "
        "unlock. Also gives back what a failed operation still holds; never what a running one "
        "does."
    ),
    authority=Authority.READ,
    seen="who gave what back, and why",
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
        "Lets nothing begin to run anywhere until a moment; checks, plans and votes still work, "
        "and a broken glass runs. What runs already goes on."
    ),
    authority=Authority.READ,
    seen="who let nothing begin, until when and why",
    fields=(_until(required=True), _reason("the vault is being moved")),
    make_answer=_freeze,
    examples=("/failback-ps freeze 4h the vault is being moved",),
    words=("until",),
    rest="reason",
)
THAW = Verb(
    name="thaw",
    summary="end a freeze before its time, with a reason",
    description=(
        "Ends a freeze before its time: by who froze, or by one of the approvers of the rule for "
        "thaw."
    ),
    authority=Authority.READ,
    seen="who ended the freeze, and why",
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
