"""Locks and freezes as people ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from core import clock
from core.sentences import say
from workflow import approvals, book, deliveries, holds, once, people, policies, records, store
from workflow.operations import TRANSITIONS, State

RELEASABLE = frozenset({State.FAILED, State.CANCELLED}) | {
    state for state, following in TRANSITIONS.items() if not following
}
"""A lock whose operation still runs is never given back by hand: cancel the operation."""


class Keeper:
    """Like `desk.Desk`, whose errors these wishes share. `place` is the channel that is told.

    Who may ask is said by the rules of the verbs `lock`, `unlock`, `freeze` and `thaw`; to give
    back what somebody else holds takes one of the approvers of that rule."""

    def __init__(
        self,
        *,
        rows: store.Store,
        rules: book.Book,
        directory: people.Directory,
        clock: clock.Clock,
    ) -> None:
        self._rows = rows
        self._rules = rules
        self._directory = directory
        self._clock = clock
        self._once = once.Once(rows, clock)

    async def all(self) -> list[holds.Hold]:
        """People's and operations', freeze first. Raises `store.Unavailable`."""
        now = self._clock.now()
        return await self._rows.read(lambda c: _all(c, now))

    def now(self) -> datetime:
        return self._clock.now()

    async def hold(  # noqa: PLR0917 - every wish is called the same way
        self,
        key: str,
        person: str,
        reason: str,
        until: datetime | None,
        place: str,
        delivery: str,
    ) -> None:
        """Lock a server, or freeze everything. One's own is renewed."""

        async def judge() -> deliveries.Work:
            hold = holds.Hold(
                key=key, person=person, reason=reason, since=self._clock.now(), until=until
            )

            def work(connection: sa.Connection) -> str:
                holds.take(connection, hold, place, delivery)
                return key

            return work

        await self._once.do("hold", None, person, delivery, judge)

    async def release(  # noqa: PLR0917 - as `hold`
        self, key: str, person: str, verb: str, reason: str, place: str, delivery: str
    ) -> None:
        """Unlock or thaw: by who holds it, or by one of the approvers of the verb's rules."""

        async def judge() -> deliveries.Work:
            hold = _releasable(await self.all(), key)
            if hold.person != person:
                await self._lead(verb, person, hold)

            def work(connection: sa.Connection) -> str:
                now = self._clock.now()
                if hold.operation_id:  # a retry of it has been, or comes after this
                    records.get(connection, hold.operation_id, lock=True)
                if not _same(_releasable(_all(connection, now), key), hold):
                    raise _nothing(key)
                back = replace(hold, person=person, reason=reason, since=now)
                holds.give_back(connection, hold, back, place, delivery)
                return key

            return work

        await self._once.do("release", None, person, delivery, judge)

    async def _lead(self, verb: str, person: str, hold: holds.Hold) -> None:
        circles = [circle for rule in self._rules.of_verb(verb) for circle in rule.approvers]
        roll = await approvals.call(self._directory, circles, [person])
        reason = approvals.full_member(roll, person)
        if reason is None and any(roll.within(circle, person) for circle in circles):
            return
        who = approvals.mentions(circles)
        raise policies.Refused(
            reason
            or say(
                "hold-others",
                "<@{person}> holds {what}: “{reason}”",
                person=hold.person,
                what=hold.what,
                reason=hold.reason,
            ),
            remedy=say(
                "hold-others-remedy",
                "Only <@{person}> or {who} may give it back. Ask one of them.",
                person=hold.person,
                who=who,
            ),
            code="not-requester-or-lead",
        )


def _all(connection: sa.Connection, now: datetime) -> list[holds.Hold]:
    return [*holds.held(connection, now), *holds.locked(connection)]


def _releasable(found: Sequence[holds.Hold], key: str) -> holds.Hold:
    """Raises `policies.Refused` where nobody holds it, or an operation that is at work."""
    hold = next((one for one in found if one.key == key), None)
    if hold is None:
        raise _nothing(key)
    if hold.operation_id and hold.state not in RELEASABLE:
        raise policies.Refused(
            say(
                "hold-at-work",
                "Operation {operation} is at work on {what}.",
                operation=hold.operation_id,
                what=hold.what,
            ),
            remedy=say(
                "hold-at-work-remedy",
                "Cancel it on its card; its lock is given back when it has ended.",
            ),
            code="locked",
        )
    return hold


def _same(one: holds.Hold, other: holds.Hold) -> bool:
    return (one.key, one.person, one.operation_id) == (other.key, other.person, other.operation_id)


def _nothing(key: str) -> policies.Refused:
    what = holds.Hold(key=key, person="", reason="", since=datetime.min).what  # noqa: DTZ901 - unread
    return policies.Refused(
        say("hold-nothing-frozen", "Nobody holds everything.")
        if key == holds.EVERYTHING
        else say("hold-nobody", "Nobody holds {what}.", what=what),
        remedy=say("hold-nobody-remedy", "`/failback-ps locks` shows what is held."),
        code="not-held",
    )
