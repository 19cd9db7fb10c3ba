"""What the store promises, the same on both databases."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import autogenerate, config, script
from alembic.migration import MigrationContext

from tests import keys, postgres
from tests.acceptance.workflow import bench
from tests.acceptance.workflow.bench import NOON
from workflow import audit, locks, outbox, policies, seals, store
from workflow.store import backends, engines, migrate, places, schema

KEYS = seals.Keys(keys.AUDIT)


def _note(connection: sa.Connection, kind: str, at: datetime = NOON) -> None:
    audit.record(connection, kind, actor="bot", at=at)


async def _kinds(rows: store.Store) -> list[str]:
    table = schema.audit_events.c
    return await rows.read(
        lambda c: list(c.execute(sa.select(table.kind).order_by(table.n)).scalars())
    )


async def test_the_migrations_make_the_tables_of_the_schema(rows: store.Store) -> None:
    def differences(connection: sa.Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(autogenerate.compare_metadata(context, schema.metadata))

    found = [
        d
        for d in await rows.read(differences)
        if not (isinstance(d, tuple) and d[0] == "remove_table" and d[1].schema == "dbos")
    ]
    assert found == []


def test_the_known_head_is_the_newest_script() -> None:
    settings = config.Config()
    folder = Path(migrate.__file__).parent / "migrations"
    settings.set_main_option("script_location", str(folder))
    assert script.ScriptDirectory.from_config(settings).get_heads() == [migrate.HEAD]


async def test_many_may_open_at_once(empty_url: str) -> None:
    opened = await asyncio.gather(*(store.open(empty_url, audit_key=keys.AUDIT) for _ in range(4)))
    for one in opened:
        await one.close()


async def test_instants_come_back_aware_in_utc_and_sort(rows: store.Store) -> None:
    east = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=5)))
    await rows.write(lambda c: _note(c, "late", NOON))
    await rows.write(lambda c: _note(c, "early", east))
    table = schema.audit_events.c
    found = await rows.read(
        lambda c: c.execute(sa.select(table.kind, table.at).order_by(table.at)).all()
    )
    assert [row.kind for row in found] == ["early", "late"]
    assert found[0].at == east
    assert found[0].at.utcoffset() == timedelta(0)
    with pytest.raises(sa.exc.StatementError):
        await rows.write(lambda c: _note(c, "naive", datetime(2026, 1, 1)))  # noqa: DTZ001 - meant


async def test_what_raises_leaves_nothing_and_harms_no_neighbour(rows: store.Store) -> None:
    def bad(connection: sa.Connection) -> None:
        _note(connection, "bad")
        raise LookupError("no")

    outcomes = await asyncio.gather(
        *(rows.write(partial(_note, kind=f"good-{n}")) for n in range(20)),
        rows.write(bad),
        return_exceptions=True,
    )
    assert isinstance(outcomes[-1], LookupError)
    assert outcomes[:-1] == [None] * 20
    assert sorted(await _kinds(rows)) == sorted(f"good-{n}" for n in range(20))


# PostgreSQL has many writers: nothing waits there.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_waiting_writes_share_a_commit(rows: store.Store) -> None:
    entered, free = threading.Event(), threading.Event()

    def slow(connection: sa.Connection) -> None:
        entered.set()
        free.wait(10)
        _note(connection, "slow")

    first = asyncio.create_task(rows.write(slow))
    await asyncio.to_thread(entered.wait, 10)
    order: list[int] = []

    async def one(n: int) -> None:
        await rows.write(lambda c: _note(c, f"n{n}"))
        order.append(n)

    rest = [asyncio.create_task(one(n)) for n in range(10)]
    await asyncio.sleep(0)
    assert await _kinds(rows) == [], "readers do not wait for the writer"
    free.set()
    await asyncio.gather(first, *rest)
    assert len(await _kinds(rows)) == 11


async def test_listeners_hear_of_commits_that_are_not_quiet(rows: store.Store) -> None:
    heard: list[int] = []
    rows.on_commit(lambda: heard.append(1))
    await rows.write(lambda c: _note(c, "a"))
    await rows.write(lambda c: _note(c, "b"), quiet=True)
    await rows.read(lambda c: None)
    assert heard == [1]


async def test_a_number_that_json_does_not_know_is_never_stored(rows: store.Store) -> None:
    with pytest.raises((ValueError, sa.exc.StatementError)):
        await rows.write(
            lambda c: audit.record(c, "x", actor="bot", at=NOON, detail={"n": float("nan")})
        )


async def test_a_wrong_url_is_refused_without_its_password() -> None:
    with pytest.raises(places.WrongPlace) as refused:
        await store.open("mysql://me:hunter2@host/db", audit_key=keys.AUDIT)
    assert "hunter2" not in str(refused.value)
    place = places.parse("postgresql://me:hunter2@host/db")
    assert "hunter2" not in repr(place)


async def test_a_database_that_is_restarted_is_only_waited_for(
    postgres_server: postgres.Server,
) -> None:
    with postgres_server.database() as url:
        rows = await store.open(url, audit_key=keys.AUDIT)
        await rows.write(lambda c: _note(c, "before"))
        await asyncio.to_thread(postgres_server.stop)
        waiting = asyncio.create_task(rows.write(lambda c: _note(c, "during")))
        await asyncio.to_thread(postgres_server.start)
        await waiting
        assert await _kinds(rows) == ["before", "during"]
        await rows.close()


async def test_a_lock_that_is_not_let_go_of_is_an_answer_in_time(
    postgres_url: str,
) -> None:
    hasty = f"{postgres_url}&options=-c%20lock_timeout%3D100ms"
    rows = await store.open(hasty, audit_key=keys.AUDIT, give_up_seconds=0.1)
    other = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with other.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE audit_events")
        with pytest.raises(store.Unavailable):
            await rows.write(lambda c: _note(c, "waits"))
    await rows.write(lambda c: _note(c, "goes on"))
    other.dispose()
    await rows.close()


async def test_a_statement_has_its_time_except_in_a_migration(postgres_url: str) -> None:
    def limits(connection: sa.Connection) -> list[object]:
        names = ("statement_timeout", "lock_timeout")
        return [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]

    rows = await store.open(postgres_url, audit_key=keys.AUDIT)
    assert await rows.read(limits) == ["10s", "5s"]
    await rows.close()
    patient = engines.postgres(places.parse(postgres_url), KEYS, patient=True)
    with patient.begin() as connection:
        assert limits(connection) == ["0", "0"]
    patient.dispose()


async def test_a_database_that_does_not_let_the_bot_in_says_so_at_once(
    postgres_server: postgres.Server,
) -> None:
    with postgres_server.database() as url:
        nobody = url.replace("postgres:", "nobody:", 1)
        with pytest.raises(store.Unavailable, match="does not let the bot in"):
            await store.open(nobody, audit_key=keys.AUDIT)
        # And so does a database whose door is closed later on.
        backend = backends.Postgres(places.parse(nobody), KEYS, 0.1)
        began = time.monotonic()
        with pytest.raises(store.Unavailable, match="does not let the bot in"):
            await asyncio.wrap_future(backend.read(lambda c: None))
        assert time.monotonic() - began < 5
        await asyncio.wrap_future(backend.close())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_statement_that_can_never_work_holds_up_no_writer(rows: store.Store) -> None:
    def huge(connection: sa.Connection) -> None:
        table = schema.audit_events.c
        connection.execute(sa.select(table.n).where(table.n.in_(range(300_000))))

    began = time.monotonic()
    outcomes = await asyncio.gather(
        *(rows.write(partial(_note, kind=f"good-{n}")) for n in range(3)),
        rows.write(huge),
        *(rows.write(partial(_note, kind=f"late-{n}")) for n in range(3)),
        return_exceptions=True,
    )
    assert time.monotonic() - began < 10
    assert isinstance(outcomes[3], sa.exc.OperationalError)
    assert len(await _kinds(rows)) == 6


async def test_a_key_too_long_for_one_database_is_refused_by_both(rows: store.Store) -> None:
    def say(connection: sa.Connection, key: str) -> None:
        outbox.notice(
            connection,
            key,
            subject="op-1",
            thread_key="card:op-1",
            channel="C1",
            payload={},
            now=NOON,
        )

    await rows.write(partial(say, key="k" * schema.KEY_LENGTH))
    with pytest.raises(ValueError, match="193 characters"):
        await rows.write(partial(say, key="k" * (schema.KEY_LENGTH + 1)))


async def test_locks_are_taken_whole_or_not(rows: store.Store) -> None:
    await bench.running(rows, "op-1", "op-2")
    await rows.write(lambda c: locks.take(c, "op-1", ["b", "c"], NOON))
    await rows.write(lambda c: locks.take(c, "op-1", ["b"], NOON))
    with pytest.raises(policies.Refused, match="op-1 is working on b"):
        await rows.write(lambda c: locks.take(c, "op-2", ["a", "b"], NOON))
    await rows.write(lambda c: locks.take(c, "op-2", ["a"], NOON))
    await rows.write(lambda c: locks.release(c, "op-1"))
    await rows.write(lambda c: locks.take(c, "op-2", ["a", "b"], NOON))


async def test_a_lock_wanted_by_many_is_held_by_one(rows: store.Store) -> None:
    names = [f"op-{n}" for n in range(6)]
    await bench.running(rows, *names)
    outcomes = await asyncio.gather(
        *(rows.write(_taking(name)) for name in names),
        return_exceptions=True,
    )
    assert outcomes.count(None) == 1


def _taking(name: str) -> Callable[[sa.Connection], None]:
    return lambda c: locks.take(c, name, ["x", "y"], NOON)
