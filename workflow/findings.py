"""What the watch found: one row per server and kind, opened, edited, resolved by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa

from core import clock, errors, ids
from core.sentences import say
from workflow import deliveries, finding_holds, finding_posts, finding_rows, once, policies, store
from workflow.finding_rows import SAID, Finding, Observation, subject
from workflow.finding_states import Event, State
from workflow.finding_sweeps import Look
from workflow.finding_sweeps import record as _record
from workflow.store import schema

__all__ = ["SAID", "Finding", "Findings", "Look", "Observation", "State", "Unknown", "subject"]


class Unknown(errors.BotError):
    code = "unknown-finding"


class Findings:
    """Keeps findings; each is shown by one message, with a line in its thread when resolved."""

    def __init__(
        self, store: store.Store, clock: clock.Clock, make_id: ids.Ids = ids.new_id
    ) -> None:
        self._store = store
        self._clock = clock
        self._make_id = make_id
        self._once = once.Once(store, clock)

    async def record(self, scope: str, kind: str, observations: Sequence[Observation]) -> None:
        """All that was seen of `kind` within `scope` in one look."""
        await self.sweep([Look(scope=scope, kind=kind, observations=observations)])

    async def sweep(self, looks: Sequence[Look]) -> None:
        """All that one look saw, in one transaction.

        New: opened, with a prompt, or one digest of many. Changed: edited. No longer observed:
        resolved. The same again: only `last_seen` moves. Scopes and kinds that were not looked at
        stay as they are."""
        now = self._clock.now()
        await self._store.write(lambda c: _record(c, looks, now, lambda: self._make_id("fi")))

    async def get(self, id: str) -> Finding:  # noqa: A002 - the noun's own id
        """Raises `Unknown`."""
        found = await self._store.read(lambda c: finding_rows.select(c, _t.c.id == id))
        if not found:
            raise Unknown(
                say("decision-no-finding", "There is no finding {finding!r}.", finding=id),
                remedy=say("decision-no-finding-remedy", "It may be of another workspace."),
            )
        return found[0]

    async def open(self) -> list[Finding]:
        """All unresolved findings, oldest first: snoozed, dismissed and acted on as well."""
        return await self._store.read(lambda c: finding_rows.select(c, _t.c.resolved_at.is_(None)))

    async def overtaken(self) -> list[Finding]:
        """Those that an operation was at work on which has ended since."""

        def read(connection: sa.Connection) -> list[Finding]:
            working = set(finding_rows.at_work(connection).values())
            acting = finding_rows.select(connection, _t.c.state == State.ACTING.value)
            return [one for one in acting if one.operation_id not in working]

        return await self._store.read(read)

    async def shown_by(self, post_key: str) -> list[Finding]:
        """Those of a digest, resolved ones as well."""
        return await self._store.read(lambda c: finding_rows.select(c, _t.c.post_key == post_key))

    async def snooze(self, id: str, person: str, until: datetime, delivery: str) -> None:  # noqa: A002
        """Raises `policies.Refused` where it cannot be put off any more."""
        await self._decide(
            id, person, delivery, Event.SNOOZE, lambda _: {"snoozed_until": until, "reason": ""}
        )

    async def dismiss(self, id: str, person: str, reason: str, delivery: str) -> None:  # noqa: A002
        """It may stay as it is, until it is about another version. Raises `policies.Refused`."""
        if not reason.strip():
            raise policies.Refused(
                say("decision-no-reason", "It was not dismissed: a reason is needed."),
                remedy=say(
                    "decision-no-reason-remedy", "Say why it may stay so; others will read it."
                ),
                code="no-reason",
            )
        await self._decide(
            id,
            person,
            delivery,
            Event.DISMISS,
            lambda f: {"reason": reason.strip(), "dismissed_about": f.about, "snoozed_until": None},
        )

    async def _decide(
        self,
        id: str,  # noqa: A002
        person: str,
        delivery: str,
        event: Event,
        columns: Callable[[Finding], dict[str, object]],
    ) -> None:
        await self.get(id)
        now = self._clock.now()

        async def judge() -> deliveries.Work:
            def work(connection: sa.Connection) -> str:
                finding_holds.alone(connection)  # else a look could win, and a person be refused
                (finding,) = finding_rows.select(connection, _t.c.id == id)
                moved = finding_rows.move(
                    connection,
                    finding,
                    event,
                    now=now,
                    actor=person,
                    decided_by=person,
                    **columns(finding),
                )
                if moved is None:
                    raise _too_late(finding)
                finding_posts.changed(connection, [moved])
                return id

            return work

        await self._once.do(f"finding-{event.value}", None, person, delivery, judge)


_t = schema.findings
_NOW = {
    State.RESOLVED: say("decision-finding-resolved", "It is resolved"),
    State.ACTING: say("decision-finding-acting", "An operation is at work on it"),
    State.OPEN: say("decision-finding-open", "It is open"),
    State.SNOOZED: say("decision-finding-snoozed", "It is snoozed"),
    State.DISMISSED: say("decision-finding-dismissed", "It is dismissed"),
}


def _too_late(finding: Finding) -> policies.Refused:
    now = _NOW[finding.state]
    return policies.Refused(
        say(
            "decision-finding-closed",
            "Nothing was changed: {server} ({kind}). {now}.",
            server=finding.server_name,
            kind=finding.kind,
            now=now,
        ),
        remedy=say("decision-finding-closed-remedy", "`/failback-ps findings` shows what stands."),
        code="finding-closed",
    )
