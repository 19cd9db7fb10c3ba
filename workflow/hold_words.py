"""What is said of people's locks and freezes: to who meets one, and to the channel that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import clock
from core.sentences import say

if TYPE_CHECKING:
    from workflow.holds import Hold


def locked(hold: Hold) -> str:
    if hold.until is None:
        return say(
            "hold-locked",
            "<@{person}> has locked {what} since {since}: “{reason}”",
            person=hold.person,
            what=hold.what,
            since=clock.written(hold.since),
            reason=hold.reason,
        )
    return say(
        "hold-locked-until",
        "<@{person}> has locked {what} since {since} until {until}: “{reason}”",
        person=hold.person,
        what=hold.what,
        since=clock.written(hold.since),
        until=clock.written(hold.until),
        reason=hold.reason,
    )


def frozen(freeze: Hold) -> str:
    if freeze.until is None:
        return say(
            "hold-frozen",
            "<@{person}> has frozen everything since {since}: “{reason}”",
            person=freeze.person,
            since=clock.written(freeze.since),
            reason=freeze.reason,
        )
    return say(
        "hold-frozen-until",
        "<@{person}> has frozen everything since {since} until {until}: “{reason}”",
        person=freeze.person,
        since=clock.written(freeze.since),
        until=clock.written(freeze.until),
        reason=freeze.reason,
    )


def taking(hold: Hold) -> str:
    """What who took it did, behind their name."""
    if hold.until is None:
        if hold.freeze:
            return say("hold-did-freeze", "has frozen everything")
        return say("hold-did-lock", "has locked {what}", what=hold.what)
    until = clock.written(hold.until)
    if hold.freeze:
        return say("hold-did-freeze-until", "has frozen everything until {until}", until=until)
    return say(
        "hold-did-lock-until", "has locked {what} until {until}", what=hold.what, until=until
    )


def giving(hold: Hold, person: str) -> str:
    """What who gave it back did, behind their name."""
    if hold.person == person:
        if hold.freeze:
            return say("hold-did-thaw", "has thawed everything")
        return say("hold-did-unlock", "has unlocked {what}", what=hold.what)
    if hold.freeze:
        return say(
            "hold-did-thaw-other",
            "has thawed everything, which <@{holder}> held",
            holder=hold.person,
        )
    return say(
        "hold-did-unlock-other",
        "has unlocked {what}, which <@{holder}> held",
        what=hold.what,
        holder=hold.person,
    )
