"""Whatever order things happen and get sent in, and whoever dies: each event is told once."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import keys
from tests.acceptance.workflow.test_findings import SERVERS, Hands
from tests.unit.workflow import toys
from workflow import book, desk, findings, incidents, policies, posts, scopes, store
from workflow.incident_states import Severity
from workflow.store import schema

ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("look"),
            st.dictionaries(st.sampled_from(SERVERS), st.sampled_from(["warning", "blocking"])),
        ),
        st.tuples(st.just("note"), st.sampled_from(["The tunnel is up.", "Moved to the spare."])),
        st.tuples(st.just("snooze"), st.sampled_from(SERVERS)),
        st.tuples(st.just("dismiss"), st.sampled_from(SERVERS)),
        st.tuples(st.just("later"), st.sampled_from([1, 90])),
        st.tuples(st.just("send"), st.integers(min_value=1, max_value=4)),
    ),
    max_size=16,
)
_names = itertools.count()


class Place:
    """An incident with its channel, which a projector fills; it may die after each message."""

    def __init__(self, rows: store.Store, name: str) -> None:
        self.rows, self.name, self.clock = rows, name, Hands()
        self.findings = findings.Findings(rows, self.clock)
        self.posts = posts.Posts(rows, self.clock)
        counter = desk.Desk(
            store=rows,
            procedures={},
            rules=book.Book(toys.RULES),
            directory=toys.Town(),
            clock=self.clock,
        )
        self.incidents = incidents.Incidents(
            rows=rows, desk=counter, rules=book.Book(toys.RULES), clock=self.clock
        )
        self.number = itertools.count()
        self.channel: dict[str, tuple[str, list[int]]] = {}  # by ts: key, entries that are seen

    def delivery(self) -> str:
        return f"{self.name}:{next(self.number)}"

    async def start(self) -> incidents.Incident:
        scope = scopes.Scope(vaults=(self.name.lower(),))
        return await self.incidents.start(
            "Munich", Severity.SEV2, scope, [], toys.RITA, self.name, self.delivery()
        )

    async def look(self, servers: dict[str, str]) -> None:
        seen = [
            findings.Observation(
                server=f"{self.name}/{name}",
                server_name=name,
                kind="heartbeat-lost",
                severity=severity,
                sentence="It is silent.",
                channel="C-elsewhere",
            )
            for name, severity in servers.items()
        ]
        await self.findings.record(self.name.lower(), "heartbeat-lost", seen)

    async def send(self, *, dying_at: int = 10_000) -> int:
        """As the projector does: looks for the message before it posts again."""
        due = [one for one in await self.posts.due(500) if one.channel == self.name]
        for sent, post in enumerate(due, 1):
            ts = post.ts or next((t for t, (k, _) in self.channel.items() if k == post.key), "")
            ts = ts or f"{len(self.channel) + 1}"
            shown = [one.n for one in await self.incidents.shown_by(post.key)]
            self.channel[ts] = (post.key, shown)
            if sent >= dying_at:
                await self.posts.take_over()
                return sent
            await self.posts.shown(post.key, post.wanted, ts)
        return len(due)

    async def decide(self, what: str, name: str) -> None:
        mine = [f for f in await self.findings.open() if f.scope == self.name.lower()]
        for finding in [f for f in mine if f.server_name == name]:
            with contextlib.suppress(policies.Refused):  # it was closed before
                if what == "snooze":
                    until = self.clock.at + timedelta(minutes=30)
                    await self.findings.snooze(finding.id, toys.RITA, until, self.delivery())
                else:
                    await self.findings.dismiss(finding.id, toys.RITA, "so be it", self.delivery())


@pytest.fixture(scope="module")
def loop_rows(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[asyncio.Runner, store.Store]]:
    """One database for all examples: each has an incident and a channel of its own."""
    place: Path = tmp_path_factory.mktemp("mirror")
    with asyncio.Runner() as runner:
        rows = runner.run(store.open(f"sqlite:///{place}/rows.db", audit_key=keys.AUDIT))
        yield runner, rows
        runner.run(rows.close())


@given(acts=ACTS)
@settings(max_examples=30, deadline=None)
def test_each_event_is_told_once(
    loop_rows: tuple[asyncio.Runner, store.Store], acts: list[tuple[str, Any]]
) -> None:
    runner, rows = loop_rows
    runner.run(_play(Place(rows, f"C{next(_names)}"), acts))


async def _play(place: Place, acts: list[tuple[str, Any]]) -> None:
    incident = await place.start()
    for what, given_ in acts:
        if what == "look":
            await place.look(given_)
        elif what == "note":
            await place.incidents.note(incident.id, given_, toys.RITA, place.delivery())
        elif what == "later":
            place.clock.at += timedelta(minutes=given_)
        elif what == "send":
            await place.send(dying_at=given_)
        else:
            await place.decide(what, given_)
    await place.incidents.end(incident.id, "", toys.RITA, place.delivery())
    place.clock.at += timedelta(minutes=1)
    await place.posts.take_over()
    while await place.send():
        pass
    await _judge(place, incident)


async def _judge(place: Place, incident: incidents.Incident) -> None:
    entries = await place.incidents.entries(incident.id)
    assert {one.source for one in entries} == await _audited(place, incident)
    keys_ = [key for key, _ in place.channel.values()]
    assert len(keys_) == len(set(keys_)), "nothing is posted twice"
    told = Counter(n for _, shown in place.channel.values() for n in shown)
    assert set(told.values()) <= {1}, "each in one message"
    quiet = {"incident.started", "incident.ended"}
    assert set(told) == {one.n for one in entries if one.kind not in quiet}


async def _audited(place: Place, incident: incidents.Incident) -> set[str]:
    """What the trail says of this incident and of its findings."""
    table = schema.audit_events

    def read(connection: sa.Connection) -> set[str]:
        rows = connection.execute(sa.select(table).where(table.c.detail.is_not(None)))
        return {
            f"{row.chain}:{row.seq}"
            for row in rows
            if row.detail.get("incident") == incident.id
            or str(row.detail.get("server", "")).startswith(f"{place.name}/")
        }

    return await place.rows.read(read)
