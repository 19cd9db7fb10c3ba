"""A commit whose answer is lost, a database away at the wrong moment, a run that ended unheard."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from tests.acceptance.workflow import bench, losses, server
from tests.acceptance.workflow.bench import Bot
from tests.unit.workflow import toys
from tests.unit.workflow.toys import LENA, RITA
from workflow.operations import State, StepState
from workflow.store import backends

WHOLE = ["submit", "follow", "start", "prove"]


async def test_a_run_whose_beginning_was_answered_by_nobody_goes_on(bot: Bot) -> None:
    with losses.answer_lost("operations", "running") as lost:
        done = await bot.ran()
    assert lost == ["running"]
    assert (done.state, bot.world.effects()) == (State.SUCCEEDED, WHOLE)


async def test_a_wish_of_the_terminal_whose_writing_was_answered_by_nobody_is_written_once(
    bot: Bot,
) -> None:
    given: dict[str, Any] = {"verb": "deploy", "values": {"name": "ps-1"}, "channel": "C1"}
    with losses.answer_lost("requests", "ask", verb="INSERT") as lost:
        written = await bot.service.requests.write("ask", RITA, given)
    assert lost == ["ask"]
    request = await bot.service.requests.get(written)
    assert request is not None
    assert (request.wish, request.arguments) == ("ask", given)


@pytest.fixture
async def hasty(database_url: str, world: toys.World) -> AsyncIterator[Bot]:
    """Waits for its database for moments only."""
    async with bench.serve(
        database_url, world, give_up_seconds=0.05, store_away_seconds=0.05
    ) as serving:
        yield serving


async def test_a_database_that_stays_away_at_the_beginning_is_waited_for(hasty: Bot) -> None:
    waiting = await hasty.planned()
    with structlog.testing.capture_logs() as told, losses.refusing("operations", "running"):
        await hasty.vote(waiting, LENA)
        await _until(lambda: any(t["event"] == "run.store-away" for t in told))
    done = await hasty.settled(waiting)
    assert (done.state, done.attempt, hasty.world.effects()) == (State.SUCCEEDED, 1, WHOLE)


async def test_rules_that_could_not_be_written_down_are_not_in_force(hasty: Bot) -> None:
    waiting = await hasty.planned()
    with losses.refusing("audit_heads", "bot"), pytest.raises(backends.Unavailable):
        await hasty.service.load(())
    await hasty.vote(waiting, LENA)
    assert (await hasty.settled(waiting)).state is State.SUCCEEDED


async def test_nothing_is_begun_after_a_cancel_whose_answer_was_lost(
    database_url: str, tmp_path: Path
) -> None:
    gated = server.Gated(folder=tmp_path)
    (tmp_path / "gate-before-follow").touch()
    async with bench.serve(database_url, gated, verbs={"deploy": server.verb()}) as bot:
        waiting = await bot.planned()
        await bot.vote(waiting, LENA)
        await _until((tmp_path / "at-before-follow").exists)
        await bot.service.desk.cancel(waiting.id, RITA, bot.delivery())
        with losses.answer_lost("operations", "cancelled") as lost:
            (tmp_path / "go-before-follow").touch()
            cancelled = await bot.until(waiting, State.CANCELLED)
            # The run's end, after which nothing is done any more.
            engine = bot.service.engine
            assert engine is not None
            while not await engine.ended([f"run:{waiting.id}:1"]):  # noqa: ASYNC110 - its rows are asked
                await asyncio.sleep(0.02)
        assert lost == ["cancelled"]
        assert gated.effects() == ["submit", "follow"]
        assert (await bot.service.desk.get(waiting.id)).version == cancelled.version


async def test_a_failure_is_written_down_however_often_that_fails(
    tmp_path: Path, world: toys.World
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with bench.serve(url, world, store_away_seconds=0.05) as bot:
        with (
            structlog.testing.capture_logs() as told,
            _forbidden(url, "results", "INSERT"),
            _forbidden(url, "operations", "UPDATE", "new.state = 'failed'"),
        ):
            waiting = await bot.planned()
            await bot.vote(waiting, LENA)
            await _until(lambda: sum(t["event"] == "run.unexpected" for t in told) > 2)
            assert (await bot.service.desk.get(waiting.id)).state is State.RUNNING
        failed = await bot.until(waiting, State.FAILED)
        assert failed.failure is not None
        assert failed.failure.code == "unexpected"
        assert failed.steps[0].state is StepState.FAILED
        await bot.service.desk.retry(waiting.id, RITA, bot.delivery())
        await bot.until(waiting, State.SUCCEEDED)


async def test_a_run_that_ended_unheard_fails_its_operation_within_a_minute(
    database_url: str, tmp_path: Path
) -> None:
    gated = server.Gated(folder=tmp_path)
    (tmp_path / "gate-before-start").touch()
    async with bench.serve(database_url, gated, verbs={"deploy": server.verb()}) as bot:
        waiting = await bot.planned()
        await bot.vote(waiting, LENA)
        await _until((tmp_path / "at-before-start").exists)
        _end_in_the_engine(database_url, f"run:{waiting.id}:1")
        bot.watch.ahead = timedelta(seconds=61)
        failed = await bot.until(waiting, State.FAILED)
        assert failed.failure is not None
        assert failed.failure.code == "stranded"
        assert "*Retry*" in failed.failure.remedy
        assert [s.state for s in failed.steps] == [
            StepState.DONE,
            StepState.FAILED,
            StepState.PENDING,
        ]
        (tmp_path / "go-before-start").touch()
        await bot.service.desk.retry(waiting.id, RITA, bot.delivery())
        assert (await bot.until(waiting, State.SUCCEEDED)).attempt == 2


async def test_a_draft_that_the_engine_does_not_take_holds_up_nobody(
    tmp_path: Path, world: toys.World
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with bench.serve(url, world) as bot:
        engine_url = f"sqlite:///{tmp_path}/bot.engine.db"
        with contextlib.ExitStack() as only_first:
            with _forbidden(engine_url, "workflow_status", "INSERT", name="all"):
                first = await bot.ask()
                only_first.enter_context(
                    _forbidden(
                        engine_url,
                        "workflow_status",
                        "INSERT",
                        f"new.workflow_uuid LIKE '%{first.id}%'",
                    )
                )
            second = await bot.ask(name="ps-2")
            await bot.until(second, State.AWAITING_APPROVAL)
            assert (await bot.service.desk.get(first.id)).state is State.DRAFT
        await bot.until(first, State.AWAITING_APPROVAL)


@contextlib.contextmanager
def _forbidden(
    url: str, table: str, verb: str, when: str = "1", name: str = "some"
) -> Iterator[None]:
    """A trigger of SQLite that refuses what matches."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER no_{table}_{name} BEFORE {verb} ON {table} WHEN {when} "
            "BEGIN SELECT RAISE(ABORT, 'forbidden by a test'); END"
        )
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP TRIGGER no_{table}_{name}")
        engine.dispose()


def _end_in_the_engine(database_url: str, run_id: str) -> None:
    if database_url.startswith("sqlite"):
        url, table = database_url.replace("bot.db", "bot.engine.db"), "workflow_status"
    else:
        url = database_url.replace("postgresql:", "postgresql+psycopg:")
        table = "dbos.workflow_status"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        ended = connection.execute(
            sa.text(f"UPDATE {table} SET status = 'ERROR' WHERE workflow_uuid = :id"),  # noqa: S608 - ours
            {"id": run_id},
        )
        assert ended.rowcount == 1
    engine.dispose()


async def _until(look: Callable[[], bool]) -> None:
    end = time.monotonic() + bench.PATIENCE
    while not look():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
