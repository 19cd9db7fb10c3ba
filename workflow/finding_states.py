"""What a finding may become, and by what: the one table."""

from __future__ import annotations

import enum


class State(enum.StrEnum):
    """How a finding stands."""

    OPEN = "open"  # It is so, and nobody has said anything to it.
    SNOOZED = "snoozed"  # A person wants to hear of it later.
    DISMISSED = "dismissed"  # A person has said, with a reason, that it may stay so.
    ACTING = "acting"  # An operation is at work on the server.
    RESOLVED = "resolved"  # It is so no more.


class Event(enum.StrEnum):
    """What may happen to a finding."""

    SNOOZE = "snooze"  # A person puts it off.
    DISMISS = "dismiss"  # A person sets it aside.
    WOKEN = "woken"  # The moment it was put off to has come.
    WORSE = "worse"  # A warning has become critical.
    OTHER = "other"  # It is about another version now than the one that was dismissed.
    BEGUN = "begun"  # An operation on the server has begun.
    ENDED = "ended"  # That operation is over, and it is still so.
    GONE = "gone"  # A look no longer sees it.
    BACK = "back"  # A look sees it again, soon after it had gone.


TRANSITIONS: dict[State, dict[Event, State]] = {
    State.OPEN: {
        Event.SNOOZE: State.SNOOZED,
        Event.DISMISS: State.DISMISSED,
        Event.BEGUN: State.ACTING,
        Event.GONE: State.RESOLVED,
    },
    State.SNOOZED: {
        Event.SNOOZE: State.SNOOZED,
        Event.DISMISS: State.DISMISSED,
        Event.WOKEN: State.OPEN,
        Event.WORSE: State.OPEN,
        Event.BEGUN: State.ACTING,
        Event.GONE: State.RESOLVED,
    },
    State.DISMISSED: {
        Event.WORSE: State.OPEN,
        Event.OTHER: State.OPEN,
        Event.GONE: State.RESOLVED,
    },
    State.ACTING: {Event.ENDED: State.OPEN, Event.GONE: State.RESOLVED},
    State.RESOLVED: {Event.BACK: State.OPEN},
}


def after(state: State, event: Event) -> State | None:
    """None: that cannot happen to it now."""
    return TRANSITIONS[state].get(event)
