"""The audit trail of real operations, on both databases: sealed, and what is done by hand named."""

from __future__ import annotations

import asyncio
import functools
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from commands import happened
from tests import keys
from tests.acceptance.workflow.bench import Bot
from tests.unit.workflow import toys
from workflow import audit, chains, counting, faults, store, trail
from workflow.operations import State
from workflow.store import places, schema

EVENTS, HEADS = schema.audit_events, schema.audit_heads
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def verified(url: str) -> list[tuple[str, int, str]]:
    opened = await trail.open(url, audit_key=keys.AUDIT)
    try:
        _, found, number = await opened.verify()
    finally:
        await opened.close()
    assert number == len(found)
    return [(one.chain, one.seq, one.reason.value) for one in found]


class Hand:
    """Somebody with the database's password and no key."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(places.parse(url).url)

    def does(self, statement: str, **values: Any) -> None:
        with self._engine.begin() as connection:
            assert connection.execute(sa.text(statement), values).rowcount == 1

    def leave(self) -> None:
        self._engine.dispose()


async def kinds(bot: Bot, operation_id: str) -> list[str]:
    found = await bot.service.desk.history(operation_id, 100)
    return [one.kind for one in reversed(found.events)]


async def test_every_step_of_an_operation_is_an_event_of_its_chain(bot: Bot) -> None:
    done = await bot.ran()
    assert done.state is State.SUCCEEDED
    told = await kinds(bot, done.id)
    assert told[:3] == ["operation.draft", "operation.awaiting_approval", "vote.approve"]
    assert told[3:5] == ["operation.approved", "operation.running"]
    assert told[-1] == "operation.succeeded"
    assert told.count("step.begun") == told.count("step.done") == len(done.steps)
    events = (await bot.service.desk.history(done.id, 100)).events
    shown = [happened.sentence(one) for one in happened.told(events)]
    (approval,) = [one for one in shown if toys.LENA in one]
    assert "approved it, the only one who was needed" in approval, "one click, one entry"
    assert len(shown) == len(told) - 1


async def test_what_is_done_by_hand_is_named(bot: Bot, database_url: str) -> None:
    done = await bot.ran()
    assert await verified(database_url) == []
    last = len(await kinds(bot, done.id))
    hand = Hand(database_url)
    chain = {"chain": done.id}
    there = "FROM audit_events WHERE chain = :chain AND seq"
    copied = "at, kind, actor, operation_id, detail, chain"
    hand.does(
        f"INSERT INTO audit_events ({copied}, seq, seal)"
        f" SELECT {copied}, {last + 1}, seal {there} = 3",
        **chain,
    )
    assert await verified(database_url) == [(done.id, last + 1, "inserted")]
    hand.does(f"DELETE {there} = {last + 1}", **chain)
    hand.does("UPDATE audit_events SET actor = 'U2' WHERE chain = :chain AND seq = 3", **chain)
    hand.does(f"DELETE {there} = 5", **chain)
    hand.does(f"DELETE {there} = {last}", **chain)
    hand.leave()
    assert await verified(database_url) == [
        (done.id, 3, "altered"),
        (done.id, 5, "missing"),
        (done.id, last, "cut-off"),
    ]


async def test_writers_and_counts_on_two_connections_pools_do_not_lock_each_other(
    database_url: str,
) -> None:
    one, other = [await store.open(database_url, audit_key=keys.AUDIT) for _ in range(2)]

    class Soon:
        def __init__(self) -> None:
            self.at = NOON

        def now(self) -> datetime:
            self.at += timedelta(hours=2)
            return self.at

    def write(connection: sa.Connection, name: str) -> None:
        for _ in range(3):
            audit.record(connection, "x.y", actor="bot", at=NOON, operation_id=name)
        audit.record(connection, "x.bot", actor="bot", at=NOON)

    terms = counting.Terms()
    watches = [
        counting.Counting(rows=rows, clock=Soon(), terms=terms, channel="CAUDIT")
        for rows in (one, other)
    ]
    pick = random.Random(1)  # noqa: S311 - a test's
    names = [f"op-{pick.randrange(4)}" for _ in range(40)]
    deeds = [
        rows.write(functools.partial(write, name=name)) for name in names for rows in (one, other)
    ]
    looks = [watch.look() for watch in watches for _ in range(4)]
    await asyncio.gather(*deeds, *looks)
    lengths = Counter(names)
    found = await one.read(lambda c: dict(c.execute(sa.select(HEADS.c.chain, HEADS.c.seq)).all()))
    assert found == {"bot": 80} | {name: 6 * number for name, number in lengths.items()}
    # The last of the looks above may have counted everything already.
    await one.write(functools.partial(write, name="op-9"))
    assert await watches[0].look()
    opened = trail.Trail(one)
    payloads = await one.read(
        lambda c: (
            c.execute(sa.select(schema.posts.c.payload).where(schema.posts.c.subject == "audit"))
            .scalars()
            .all()
        )
    )
    counts = [{k: v for k, v in one.items() if k != "event"} for one in payloads]
    _, wrong, _ = await opened.verify(counts)
    assert wrong == [], "each count was of one moment"
    for rows in (one, other):
        await rows.close()


async def test_counts_are_coalesced_and_follow_an_operations_end(database_url: str) -> None:
    rows = await store.open(database_url, audit_key=keys.AUDIT)

    class Hands:
        at = NOON

        def now(self) -> datetime:
            return self.at

    watch = Hands()
    terms = counting.Terms(every=timedelta(hours=1), keep=timedelta(days=30))
    count = counting.Counting(rows=rows, clock=watch, terms=terms, channel="CAUDIT")

    async def after(minutes: float, kind: str = "") -> bool:
        watch.at += timedelta(minutes=minutes)
        if kind:
            now = watch.at
            await rows.write(
                lambda c: audit.record(c, kind, actor="bot", at=now, operation_id="op-1")
            )
        return await count.look()

    assert not await after(0), "there is nothing to count"
    assert await after(1, "operation.draft")
    assert not await after(5, "vote.approve")
    assert not await after(1)
    assert await after(1, "operation.succeeded")
    assert not await after(0.5, "operation.failed"), "an end just after a count waits"
    assert await after(1)
    assert not await after(120), "nothing was written since"
    assert await after(61, "vote.approve")
    assert await after(60 * 24 * 31), "purged, and counted after it"
    _, wrong, _ = await trail.Trail(rows).verify()
    assert wrong == []
    left = await rows.read(lambda c: c.execute(sa.select(EVENTS.c.kind)).scalars().all())
    assert left == ["audit.purged"]
    await rows.close()


@pytest.mark.parametrize("row", [True, False])
async def test_a_trail_without_chains_is_adopted_by_the_migration(
    empty_url: str, row: bool
) -> None:
    """Tables as release 0001 left them, with and without a row."""
    from alembic import command, config  # noqa: PLC0415 - slow, and only here

    from workflow.store import migrate  # noqa: PLC0415 - likewise

    place = places.parse(empty_url)
    engine = sa.create_engine(place.url)
    with engine.begin() as connection:
        settings = config.Config()
        folder = migrate.__file__.replace("migrate.py", "migrations")
        settings.set_main_option("script_location", folder)
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        if row:
            connection.execute(
                sa.text(
                    "INSERT INTO audit_events (at, kind, actor, operation_id, detail)"
                    " VALUES ('2026-11-23T12:00:00.000000+00:00', 'x.y', 'U1', NULL, '{}')"
                )
            )
    engine.dispose()
    if row:
        with pytest.raises(chains.Unsealed):  # the terminal has no key, and changes nothing
            await store.open(empty_url, audit_key=None)
    assert await verified(empty_url) == []
    opened = await trail.open(empty_url, audit_key=keys.AUDIT)
    whole, _, _ = await opened.verify()
    await opened.close()
    assert whole == faults.Whole(rows=int(row), chains=int(row))


async def test_a_file_that_is_not_there_is_no_whole_trail(tmp_path: Path) -> None:
    with pytest.raises(trail.NoTrail, match="There is no database at"):
        await trail.open(f"sqlite:///{tmp_path}/none.db", audit_key=keys.AUDIT)
    assert not list(tmp_path.iterdir())
