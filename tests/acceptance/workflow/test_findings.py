"""Findings over their whole life, and what the channel shows of them in the end."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.cards import notices, prompts
from core import language
from tests import keys
from tests.acceptance.workflow import bench
from workflow import findings, holds, locks, policies, posts, store
from workflow.finding_states import TRANSITIONS, State
from workflow.store import schema

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
SERVERS = tuple(f"ps-{n}" for n in range(12))
ANNA = "U0ANNA"
ENGLISH = language.of("en")


class Hands:
    """A clock to be moved by hand."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


class House:
    """Real findings and posts, and a channel that a projector fills; either may die at any time."""

    def __init__(self, rows: store.Store, name: str) -> None:
        self.rows = rows
        self.clock = Hands()
        self.name = name
        self.findings = findings.Findings(rows, self.clock)
        self.posts = posts.Posts(rows, self.clock)
        self.channel: dict[str, tuple[str, str]] = {}  # by ts: the post's key and what is seen
        self.delivery = itertools.count()

    def see(self, server: str, **given: Any) -> findings.Observation:
        wanted = {"sentence": "It is old.", "severity": "warning", "about": "9.61", **given}
        return findings.Observation(
            server=f"{self.name}/{server}",
            server_name=server,
            kind="outdated",
            channel=self.name,
            **wanted,
        )

    async def look(self, *seen: findings.Observation) -> None:
        await self.findings.record(self.name, "outdated", seen)

    async def recorded(self, finding_id: str) -> list[tuple[str, dict[str, Any]]]:
        """Kind and detail of what the audit trail says of it."""
        events = schema.audit_events.c
        found = await self.rows.read(
            lambda c: c.execute(sa.select(events.kind, events.detail).order_by(events.n)).all()
        )
        return [(kind, said) for kind, said in found if said.get("finding") == finding_id]

    async def mine(self) -> list[findings.Finding]:
        return [one for one in await self.findings.open() if one.scope == self.name]

    async def one(self, server: str) -> findings.Finding | None:
        return next((f for f in await self.mine() if f.server_name == server), None)

    async def project(self, *, dying_at: int = 10_000, alone: bool = True) -> list[str]:
        """Sends what is due, as the projector does: it looks for the message before it posts again.
        Dies after so many messages have reached the channel, before it can say so. One that is
        `alone` begins anew with what it held; what a replica held, the others get later."""
        sent: list[str] = []
        due = [post for post in await self.posts.due(500) if post.channel == self.name]
        for post in due:
            ts = post.ts or next((t for t, (k, _) in self.channel.items() if k == post.key), "")
            ts = ts or f"{len(self.channel) + 1}"
            self.channel[ts] = (post.key, await self.render(post))
            sent.append(post.kind.value)
            if len(sent) >= dying_at:
                if alone:
                    await self.posts.take_over()
                return sent
            await self.posts.shown(post.key, post.wanted, ts)
        return sent

    async def render(self, post: posts.Post) -> str:
        if post.kind is posts.Kind.PROMPT:
            return str(prompts.render(await self.findings.get(post.subject), ENGLISH))
        if post.kind is posts.Kind.DIGEST:
            return str(prompts.digest(await self.findings.shown_by(post.key), ENGLISH))
        return notices.of(dict(post.payload), None, ENGLISH).text


@pytest.fixture(scope="module")
def loop_rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, store.Store]]:
    """One database for all examples: each has a scope and a channel of its own."""
    place: Path = tmp_path_factory.mktemp("findings")
    with asyncio.Runner() as runner:
        rows = runner.run(store.open(f"sqlite:///{place}/rows.db", audit_key=keys.AUDIT))
        yield runner, rows
        runner.run(rows.close())


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    rows = await store.open(f"sqlite:///{tmp_path}/rows.db", audit_key=keys.AUDIT)
    yield House(rows, "C1")
    await rows.close()


async def test_snoozed_until_its_hour_then_called_again(house: House) -> None:
    await house.look(house.see("ps-1"))
    assert await house.project() == ["prompt"]
    (finding,) = await house.mine()
    await house.findings.snooze(finding.id, ANNA, START + timedelta(hours=1), "d1")
    await house.findings.snooze(finding.id, ANNA, START + timedelta(hours=1), "d1")
    assert await house.project() == ["prompt"]
    assert "Snoozed" in house.channel["1"][1]
    await house.look(house.see("ps-1"))
    assert await house.project() == [], "not a word while it is snoozed"
    house.clock.at += timedelta(hours=1)
    await house.look(house.see("ps-1"))
    assert await house.project() == ["prompt", "notice"]
    (woken,) = await house.mine()
    assert (woken.state, woken.decided_by, woken.snoozed_until) == (State.OPEN, "", None)


async def test_what_gets_worse_is_not_kept_quiet(house: House) -> None:
    await house.look(house.see("ps-1"), house.see("ps-2"))
    for n, finding in enumerate(await house.mine()):
        await house.findings.dismiss(finding.id, ANNA, "retired on Friday", f"d{n}")
    worse = house.see("ps-1", severity="blocking")
    await house.look(worse, house.see("ps-2"))
    stand = {f.server_name: f.state for f in await house.mine()}
    assert stand == {"ps-1": State.OPEN, "ps-2": State.DISMISSED}


async def test_a_dismissal_holds_for_its_version_and_needs_a_reason(house: House) -> None:
    await house.look(house.see("ps-1"))
    (finding,) = await house.mine()
    with pytest.raises(policies.Refused) as refused:
        await house.findings.dismiss(finding.id, ANNA, " ", "d0")
    assert refused.value.code == "no-reason"
    await house.findings.dismiss(finding.id, ANNA, "goes away on Friday", "d1")
    await house.look(house.see("ps-1", sentence="Still old."))
    (kept,) = await house.mine()
    assert (kept.state, kept.reason) == (State.DISMISSED, "goes away on Friday")
    await house.look(house.see("ps-1", about="9.62"))
    assert [f.state for f in await house.mine()] == [State.OPEN]
    await house.look()
    said = {kind: detail.get("reason") for kind, detail in await house.recorded(finding.id)}
    assert said["finding.dismiss"] == "goes away on Friday"
    assert said["finding.resolved"] is None, "what the watch sees has no person's reason"
    with pytest.raises(policies.Refused) as late:
        await house.findings.snooze(finding.id, ANNA, START + timedelta(days=1), "d2")
    assert late.value.code == "finding-closed"


async def test_while_an_operation_is_at_work_nobody_is_called(house: House) -> None:
    await house.look(house.see("ps-1"), house.see("ps-2"))
    await house.project()
    await bench.running(house.rows, "op-1")
    key = [holds.server("PS-1")]
    await house.rows.write(lambda c: locks.take(c, "op-1", key, START))
    await house.look(house.see("ps-1"), house.see("ps-2"))
    acting = await house.one("ps-1")
    assert acting is not None
    assert (acting.state, acting.operation_id) == (State.ACTING, "op-1")
    assert await house.project() == ["prompt"]
    assert "operation `op-1`" in house.channel["1"][1] + house.channel["2"][1]
    with pytest.raises(policies.Refused) as refused:
        await house.findings.snooze(acting.id, ANNA, START + timedelta(hours=1), "d1")
    assert "An operation is at work on it" in refused.value.sentence
    await house.rows.write(lambda c: locks.release(c, "op-1"))
    await house.look(house.see("ps-1"), house.see("ps-2"))
    assert sorted(await house.project()) == ["notice", "prompt"], "it is over, and still so"
    await house.look(house.see("ps-2"))
    assert await house.one("ps-1") is None


async def test_a_reminder_is_one_line_and_no_number(house: House) -> None:
    for number in (1, 1, 2):
        await house.look(house.see("ps-1", evidence={"reminder": number}))
        await house.project()
    lines = [seen for key, seen in house.channel.values() if key.startswith("notice:")]
    assert lines == ["Reminder: ps-1. It is old."]


async def test_ten_at_once_are_one_message_and_one_line(house: House) -> None:
    many = [house.see(server) for server in SERVERS]
    await house.look(*many)
    assert await house.project() == ["digest"]
    await house.look(*many)
    assert await house.project() == []
    await house.look(*many[3:])
    assert await house.project() == ["digest", "notice"]
    assert "9 findings at once" in house.channel["1"][1]
    assert house.channel["2"][1] == "Resolved: ps-0, ps-1, ps-2 are in order."
    house.clock.at += timedelta(hours=2)
    await house.look()
    await house.project()
    assert "Resolved: all of 12 findings" in house.channel["1"][1]


async def test_flapping_is_one_message_and_two_lines(house: House) -> None:
    for _ in range(20):
        await house.look(house.see("ps-1"))
        await house.project()
        house.clock.at += timedelta(minutes=2)
        await house.look()
        await house.project()
        house.clock.at += timedelta(minutes=2)
    kinds = [key.split(":")[0] for key, _ in house.channel.values()]
    assert kinds == ["prompt", "notice", "notice"], "gone once, back once, then quiet"
    house.clock.at += timedelta(hours=1)
    await house.look()
    assert await house.mine() == []


ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("look"),
            st.dictionaries(
                st.sampled_from(SERVERS),
                st.sampled_from(["It is old.", "It is older."]),
                max_size=len(SERVERS),
            ),
        ),
        st.tuples(st.just("all"), st.sampled_from(["It is old.", "It is older."])),
        st.tuples(st.just("snooze"), st.sampled_from(SERVERS)),
        st.tuples(st.just("dismiss"), st.sampled_from(SERVERS)),
        st.tuples(st.just("later"), st.sampled_from([1, 20, 90])),
        st.tuples(st.just("project"), st.just(10_000)),
        st.tuples(st.just("crash"), st.integers(min_value=1, max_value=3)),
        st.tuples(st.just("replica dies"), st.integers(min_value=1, max_value=3)),
        st.tuples(st.just("two replicas look"), st.sampled_from(["It is old.", "It is older."])),
    ),
    max_size=12,
)
_names = itertools.count()


@given(acts=ACTS)
@settings(max_examples=40, deadline=None)
def test_the_channel_ends_showing_exactly_the_open_ones(
    loop_rows: tuple[asyncio.Runner, store.Store], acts: list[tuple[str, Any]]
) -> None:
    runner, rows = loop_rows
    runner.run(_play(House(rows, f"C{next(_names)}"), acts))


async def _play(house: House, acts: list[tuple[str, Any]]) -> None:
    for what, given_ in acts:
        await _act(house, what, given_)
    house.clock.at += timedelta(minutes=1)  # by then whatever a dead replica held is free
    while await house.project():
        pass
    _judge(house, await house.mine())


async def _act(house: House, what: str, given_: Any) -> None:
    if what == "look":
        await house.look(*(house.see(s, sentence=words) for s, words in given_.items()))
    elif what == "all":
        await house.look(*(house.see(s, sentence=given_) for s in SERVERS))
    elif what == "later":
        house.clock.at += timedelta(minutes=given_)
    elif what in {"project", "crash", "replica dies"}:
        await house.project(dying_at=given_, alone=what != "replica dies")
    elif what == "two replicas look":
        seen = [house.see(s, sentence=given_) for s in SERVERS]
        await asyncio.gather(house.look(*seen), house.look(*seen))
    elif (finding := await house.one(given_)) is not None:
        delivery = f"{house.name}:{next(house.delivery)}"
        try:
            if what == "snooze":
                until = house.clock.at + timedelta(minutes=30)
                await house.findings.snooze(finding.id, ANNA, until, delivery)
            else:
                await house.findings.dismiss(finding.id, ANNA, "so be it", delivery)
        except policies.Refused as refused:
            if refused.code != "finding-closed":
                raise


def _judge(house: House, standing: list[findings.Finding]) -> None:
    keys_ = [key for key, _ in house.channel.values()]
    assert len(keys_) == len(set(keys_)), "nothing is posted twice"
    shown = {key: seen for key, seen in house.channel.values() if not key.startswith("notice:")}
    for finding in standing:
        assert f"outdated: {finding.server_name}" in shown[finding.post_key].replace("*", "")
        assert finding.sentence in shown[finding.post_key]
    open_posts = {finding.post_key for finding in standing}
    closed = {key: seen for key, seen in shown.items() if key not in open_posts}
    assert all("Resolved" in seen for seen in closed.values()), closed
    for key in open_posts:
        named = {f.server_name for f in standing if f.post_key == key}
        others = set(SERVERS) - named
        assert not [s for s in others if f"outdated: {s}*" in shown[key]], "and no others"


def test_every_state_and_event_has_its_place() -> None:
    assert set(TRANSITIONS) == set(State)
    assert all(to in State for row in TRANSITIONS.values() for to in row.values())
    for state in State:
        assert state is State.RESOLVED or any(
            to is State.RESOLVED for to in TRANSITIONS[state].values()
        ), "whatever stands can be closed"
