"""Incidents as people ask for them: started, noted, ended, and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from core import clock, ids, json
from core.sentences import join, say
from workflow import (
    audit,
    book,
    deliveries,
    desk,
    finding_holds,
    incident_endings,
    incident_rows,
    incident_times,
    once,
    outbox,
    policies,
    scopes,
    standings,
    store,
)
from workflow.incident_rows import Entry, Incident, Seen
from workflow.incident_states import Event, Severity, State
from workflow.store import schema

__all__ = ["Entry", "Event", "Incident", "Incidents", "Seen", "Severity", "State"]

VERB = "incident"
"""The verb whose rules say who may start, note and end."""
RECENT = 10
REFRESH = timedelta(seconds=50)
"""How old a board may become while nothing happens."""

_t = schema.incidents
_Making = Callable[[datetime], deliveries.Work]


class Incidents:
    """Like `desk.Desk`, whose errors these wishes share. Who may ask is judged here, whoever
    brings the wish: a command, a button or the terminal."""

    def __init__(
        self,
        *,
        rows: store.Store,
        desk: desk.Desk,
        rules: book.Book,
        clock: clock.Clock,
        make_id: ids.Ids = ids.new_id,
        leads: tuple[str, ...] = (),
    ) -> None:
        self._rows = rows
        self._desk = desk
        self._rules = rules
        self._clock = clock
        self._make_id = make_id
        self._leads = leads
        self._once = once.Once(rows, clock)

    async def get(self, id: str) -> Incident:  # noqa: A002 - the noun's own id
        """Raises `policies.Refused` (`unknown-incident`)."""
        found = await self._rows.read(lambda c: incident_rows.select(c, _t.c.id == id))
        if not found:
            raise policies.Refused(
                say("request-no-incident", "There is no incident {incident!r}.", incident=id),
                remedy=say(
                    "request-no-incident-remedy",
                    "`/failback-ps incident status` shows the one of a channel.",
                ),
                code="unknown-incident",
            )
        return found[0]

    async def open(self) -> list[Incident]:
        """Those that go on, oldest first."""
        return await self._rows.read(incident_rows.going_on)

    async def recent(self, limit: int = RECENT) -> list[Incident]:
        """The newest ones, ended ones as well."""
        return await self._rows.read(lambda c: incident_rows.select(c, limit=limit))

    async def of_channel(self, channel: str) -> Incident | None:
        """The one that goes on there; None: none does."""
        return next((one for one in await self.open() if one.channel == channel), None)

    async def entries(self, incident_id: str) -> list[Entry]:
        """The whole timeline, in order."""
        table = schema.incident_entries
        return await self._rows.read(
            lambda c: incident_rows.entries(c, table.c.incident_id == incident_id)
        )

    async def shown_by(self, line: str) -> list[Entry]:
        """Those that one line's message shows."""
        return await self._rows.read(
            lambda c: incident_rows.entries(c, schema.incident_entries.c.line == line)
        )

    async def standing(self, id: str) -> standings.Standing:  # noqa: A002 - as `get`
        """Raises `policies.Refused` (`unknown-incident`)."""
        incident = await self.get(id)
        return await self._rows.read(lambda c: standings.read(c, incident))

    async def times(self, id: str) -> incident_times.Times:  # noqa: A002 - as `get`
        """Raises `policies.Refused` (`unknown-incident`)."""
        incident = await self.get(id)
        return await self._rows.read(lambda c: incident_times.read(c, incident))

    def leads(self) -> policies.Circle:
        """Who leads: the groups of the settings, else all who approve anything by the policy."""
        if self._leads:
            return policies.Circle(groups=self._leads)
        circles = [circle for rule in self._rules.rules for circle in rule.approvers]
        return policies.Circle(
            groups=tuple(dict.fromkeys(one for circle in circles for one in circle.groups)),
            people=tuple(dict.fromkeys(one for circle in circles for one in circle.people)),
        )

    async def start(  # noqa: PLR0917 - every wish is called the same way
        self,
        title: str,
        severity: Severity,
        scope: scopes.Scope,
        seen: Sequence[Seen],
        person: str,
        channel: str,
        delivery: str,
    ) -> Incident:
        """Binds the channel. Raises `policies.Refused` (`incident-open`) where one goes on."""
        id_ = self._make_id("in")

        def starting(now: datetime) -> deliveries.Work:
            incident = Incident(
                id=id_,
                title=title,
                severity=severity,
                state=State.OPEN,
                channel=channel,
                scope=scope,
                seen=tuple(seen),
                seen_at=now if seen else None,
                started_by=person,
                started_at=now,
            )

            def work(connection: sa.Connection) -> str:
                if not incident_rows.insert(connection, incident):
                    raise _taken(connection, channel)
                outbox.board(connection, id_, channel, now)
                book.call(connection, self._rules.rules, now)
                _record(connection, incident, "started", person, now)
                return id_

            return work

        return await self._do("incident-start", person, delivery, starting)

    async def note(self, id: str, text: str, person: str, delivery: str) -> Incident:  # noqa: A002
        """Writes something down. Raises `policies.Refused` where it has ended."""
        if not text.strip():
            raise policies.Refused(
                say("request-no-note", "Nothing was written down: the note is empty."),
                remedy=say("request-no-note-remedy", "Say what happened or what was decided."),
                code="no-text",
            )

        def noting(now: datetime) -> deliveries.Work:
            def work(connection: sa.Connection) -> str:
                incident = _moved(connection, id, Event.NOTE)
                _record(connection, incident, "note", person, now, text=text.strip())
                return id

            return work

        return await self._do("incident-note", person, delivery, noting)

    async def end(
        self,
        id: str,  # noqa: A002 - as `get`
        summary: str,
        person: str,
        delivery: str,
        *,
        anyway: bool = False,
    ) -> Incident:
        """Its timeline follows. Raises `policies.Refused` where somebody was first, and where an
        operation of its servers is still at work, unless it is to end `anyway`."""

        def ending(now: datetime) -> deliveries.Work:
            def work(connection: sa.Connection) -> str:
                said = summary.strip()
                finding_holds.alone(connection)
                ended = _moved(
                    connection, id, Event.END, ended_by=person, ended_at=now, summary=said
                )
                working = incident_endings.judged(connection, ended, anyway=anyway)
                finding_holds.release(connection, id, now)
                book.call(connection, self._rules.rules, now)
                outbox.timeline(connection, id, ended.channel, now)
                _record(connection, ended, "ended", person, now, summary=said, **working)
                return id

            return work

        return await self._do("incident-end", person, delivery, ending)

    async def saw(self, id: str, seen: Sequence[Seen], now: datetime) -> None:  # noqa: A002
        """Its servers, as a look saw them. The board is edited where it would read differently,
        and every `REFRESH` as well: who leads may have changed."""

        def work(connection: sa.Connection) -> None:
            found = incident_rows.select(connection, _t.c.id == id)
            if not found or not found[0].is_open:
                return
            before, after = found[0], tuple(seen)
            due = before.seen_at is None or now - before.seen_at >= REFRESH
            news = before.seen != after or due
            if news and incident_rows.saw(connection, before, after, now):
                outbox.touch(connection, f"board:{id}")

        await self._rows.write(work)

    async def ask_about(self, before: datetime) -> None:
        """Those that are open since before then are asked about, once each."""
        now = self._clock.now()

        def work(connection: sa.Connection) -> None:
            asked = []
            for incident in incident_rows.going_on(connection):
                if incident.started_at > before or incident.asked_at is not None:
                    continue
                if incident_rows.move(connection, incident, Event.ASKED, asked_at=now) is None:
                    continue
                mention: json.Object = {"event": "incident-long", "mention": [incident.started_by]}
                outbox.notice(
                    connection,
                    f"long:{incident.id}",
                    subject=incident.id,
                    thread_key="",
                    channel=incident.channel,
                    payload=mention,
                    now=now,
                )
                asked.append(incident)
            # The chain's head last, after every row: a note takes them in that order too.
            for incident in asked:
                _record(connection, incident, "long", audit.BOT, now)

        if any(one.started_at <= before and one.asked_at is None for one in await self.open()):
            await self._rows.write(work)

    async def _do(self, wish: str, person: str, delivery: str, work: _Making) -> Incident:
        async def judge() -> deliveries.Work:
            await self._desk.may(VERB, person)
            return work(self._clock.now())

        return await self.get(await self._once.do(wish, None, person, delivery, judge))


def _taken(connection: sa.Connection, channel: str) -> policies.Refused:
    here = (one for one in incident_rows.going_on(connection) if one.channel == channel)
    one = next(here, None)
    return policies.Refused(
        say(
            "request-incident-there",
            "An incident is open here already: “{title}” ({incident}), started by <@{who}>.",
            title=one.title,
            incident=one.id,
            who=one.started_by,
        )
        if one
        else say("request-incident-open", "An incident is open here already."),
        remedy=say(
            "request-incident-open-remedy",
            "End it with `/failback-ps incident end`, or start this one in a channel of its own.",
        ),
        code="incident-open",
    )


def _locked(connection: sa.Connection, incident_id: str) -> Incident:
    """As it is, and nobody else changes it until this transaction ends. Raises
    `policies.Refused` where it has ended."""
    connection.execute(sa.select(_t.c.id).where(_t.c.id == incident_id).with_for_update())
    (incident,) = incident_rows.select(connection, _t.c.id == incident_id)
    if not incident.is_open:
        raise _over(incident)
    return incident


def _moved(
    connection: sa.Connection, incident_id: str, event: Event, **columns: object
) -> Incident:
    incident = _locked(connection, incident_id)
    moved = incident_rows.move(connection, incident, event, **columns)
    if moved is None:
        raise _over(incident)
    return moved


def _over(incident: Incident) -> policies.Refused:
    over = say(
        "request-incident-over",
        "“{title}” ({incident}) is over.",
        title=incident.title,
        incident=incident.id,
    )
    by = incident.ended_by and say(
        "request-incident-ended-by", "<@{who}> ended it.", who=incident.ended_by
    )
    return policies.Refused(
        join([over, by]),
        remedy=say(
            "request-incident-over-remedy",
            "Its timeline is in its channel; a new one begins with `/failback-ps incident start`.",
        ),
        code="incident-ended",
    )


def _record(
    connection: sa.Connection,
    incident: Incident,
    what: str,
    actor: str,
    now: datetime,
    **detail: json.JSON,
) -> None:
    audit.record(
        connection,
        f"incident.{what}",
        actor=actor,
        at=now,
        detail={"incident": incident.id, "severity": incident.severity.value, **detail},
    )
