"""What an incident may become, and by what: the one table."""

from __future__ import annotations

import enum


class State(enum.StrEnum):
    """How an incident stands."""

    OPEN = "open"  # It goes on: what concerns its servers is told in its channel.
    ENDED = "ended"  # A person has ended it; its timeline is what remains.


class Event(enum.StrEnum):
    """What may happen to an incident."""

    NOTE = "note"  # A person writes something down.
    ASKED = "asked"  # It has been open for very long: who started it is asked about it.
    END = "end"  # A person ends it.


class Severity(enum.StrEnum):
    """How bad it is."""

    SEV1 = "sev1"  # Recovery stands still.
    SEV2 = "sev2"  # Recovery is impaired.
    SEV3 = "sev3"  # Nothing is impaired yet.


DEFAULT = Severity.SEV2

TRANSITIONS: dict[State, dict[Event, State]] = {
    State.OPEN: {Event.NOTE: State.OPEN, Event.ASKED: State.OPEN, Event.END: State.ENDED},
    State.ENDED: {},
}


def after(state: State, event: Event) -> State | None:
    """None: that cannot happen to it now."""
    return TRANSITIONS[state].get(event)
