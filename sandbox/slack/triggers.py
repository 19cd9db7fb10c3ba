"""Trigger ids: the right to open one view, for three seconds after a person did something."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.refusals import SlackError

LIFETIME = 3.0
"""Seconds (https://docs.slack.dev/interactivity/handling-user-interaction)."""


@dataclass(kw_only=True, slots=True)
class Trigger:
    id: str
    user: str
    born: float
    view_id: str | None = None
    """The modal in which the person acted, for views.push."""
    used: bool = False


class Triggers:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self._known: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None) -> str:
        self._forget()
        id_ = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._known[id_] = Trigger(id=id_, user=user, born=self._now(), view_id=view_id)
        return id_

    def use(self, id_: str) -> Trigger:
        """The trigger, now used up; Slack's refusals for one that is unknown, used or too old."""
        trigger = self._known.get(id_)
        if trigger is None:
            raise SlackError("invalid_trigger_id" if id_ else "invalid_arguments")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._now() - trigger.born > LIFETIME:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def _forget(self) -> None:
        """Keep those of the last minutes, so that late uses still hear `expired_trigger_id`."""
        limit = self._now() - 600
        for id_ in [t.id for t in self._known.values() if t.born < limit]:
            del self._known[id_]
