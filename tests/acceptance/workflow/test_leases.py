"""A replica's lease on a real PostgreSQL that refuses beats for a while, or for good."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator

import sqlalchemy as sa

from tests import keys
from tests.acceptance.workflow import bench
from tests.unit.workflow import toys
from workflow import engine, leases, store
from workflow.store import schema


async def test_a_beat_that_failed_once_does_not_end_beating(
    postgres_url: str, world: toys.World
) -> None:
    async with bench.serve(postgres_url, world) as bot:
        with _refused(postgres_url):
            await asyncio.sleep(5.5)  # more than one of three beats of a lease, and far from all
        assert bot.service.ready()
        beaten = await _beaten(postgres_url)
        await _until_beaten_after(postgres_url, beaten)
        assert bot.service.ready()


async def test_a_replica_that_cannot_beat_for_a_lease_ends_itself(postgres_url: str) -> None:
    rows = await store.open(postgres_url, audit_key=keys.AUDIT)
    fenced = asyncio.Event()

    async def fence() -> None:
        fenced.set()

    # Its engine is never launched: the lease asks it only for its name before four beats.
    durable = engine.Engine(database_url=postgres_url)
    lease = leases.Lease(rows, durable, seconds=0.6, fenced=fence)
    await lease.take()
    running = asyncio.create_task(lease.run())
    try:
        with _refused(postgres_url):
            began = time.monotonic()
            await asyncio.wait_for(fenced.wait(), 10)
            assert time.monotonic() - began > 0.5, "not at the first failure"
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await rows.close()


@contextlib.contextmanager
def _refused(postgres_url: str) -> Iterator[None]:
    """The column that beats write is called otherwise, as after half a migration."""
    rename = "ALTER TABLE replicas RENAME COLUMN {} TO {}"
    _do(postgres_url, lambda c: c.exec_driver_sql(rename.format("beaten_at", "gone")))
    try:
        yield
    finally:
        _do(postgres_url, lambda c: c.exec_driver_sql(rename.format("gone", "beaten_at")))


async def _until_beaten_after(postgres_url: str, beaten: object) -> None:
    end = time.monotonic() + bench.PATIENCE
    while await _beaten(postgres_url) == beaten:
        assert time.monotonic() < end
        await asyncio.sleep(0.1)


async def _beaten(postgres_url: str) -> object:
    return await asyncio.to_thread(
        _do, postgres_url, lambda c: c.execute(sa.select(schema.replicas.c.beaten_at)).scalar_one()
    )


def _do(postgres_url: str, work: Callable[[sa.Connection], object]) -> object:
    made = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with made.begin() as connection:
            return work(connection)
    finally:
        made.dispose()
