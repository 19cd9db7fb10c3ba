"""kill -9 inside a step and between steps; and a replica that takes over."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from core import clock
from tests import databases, forks, keys
from tests.acceptance.workflow import server
from tests.unit.workflow import toys
from workflow import desk, operations, service
from workflow.operations import State

PATIENCE = 30.0
WHOLE = ["submit", "follow", "start", "prove"]


class Street:
    """Serving processes on one database, and a desk beside them as the terminal has it."""

    def __init__(self, database_url: str, folder: Path, at: desk.Desk) -> None:
        self.url = database_url
        self.folder = folder
        self.desk = at
        self._children: dict[str, forks.Forked] = {}

    async def serve(self, name: str) -> None:
        self._children[name] = forks.run(server.main, self.url, self.folder, name)
        await self.seen(f"serving-{name}")

    async def kill(self, name: str) -> None:
        child = self._children.pop(name)
        os.kill(child.pid, signal.SIGKILL)
        await child.wait()

    def child(self, name: str) -> forks.Forked:
        return self._children[name]

    async def end(self) -> None:
        for name, child in list(self._children.items()):
            if child.returncode is None:
                await self.kill(name)

    def gate(self, where: str) -> None:
        (self.folder / f"gate-{where}").touch()

    def go(self, where: str) -> None:
        (self.folder / f"go-{where}").touch()

    async def seen(self, file: str) -> None:
        await _until((self.folder / file).exists, file)

    def effects(self) -> list[str]:
        return toys.World(folder=self.folder).effects()

    async def approved(self) -> operations.Operation:
        asked = await self.desk.ask("deploy", toys.RITA, "C1", {"name": "ps-1"}, "ask")
        waiting = await self.until(asked.id, State.AWAITING_APPROVAL)
        await self.desk.vote(asked.id, toys.LENA, "approve", waiting.plan_hash, "vote")
        return waiting

    async def until(self, operation_id: str, state: State) -> operations.Operation:
        end = time.monotonic() + PATIENCE
        while True:
            fresh = await self.desk.get(operation_id)
            if fresh.state is state:
                return fresh
            assert time.monotonic() < end, f"still {fresh.state}: {fresh.reason}"
            await asyncio.sleep(0.02)


async def _until(look: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < end, f"not seen: {what}"
        await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def _street(url: str, folder: Path) -> AsyncIterator[Street]:
    terminal = await service.open(
        database_url=url,
        audit_key=keys.AUDIT,
        procedures={"deploy": server.verb()},
        policies=toys.RULES,
        directory=toys.Town(),
        world=None,
        clock=clock.SystemClock(),
        with_engine=False,
    )
    street = Street(url, folder, terminal.desk)
    try:
        yield street
    finally:
        await street.end()
        await terminal.close()


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with _street(databases.sqlite(tmp_path / "bot.db"), tmp_path) as built:
        yield built


@pytest.mark.parametrize(
    ("where", "effects"),
    [
        # Before the effect: nothing of this part was done, it is done once.
        ("before-submit", WHOLE),
        # Between the two parts of a step, and between two steps: what was done stays done.
        ("before-follow", WHOLE),
        ("before-start", WHOLE),
        # After the effect, before it was remembered: only this part is looked at again.
        ("after-follow", ["submit", "follow", "follow", "start", "prove"]),
        ("after-prove", [*WHOLE, "prove"]),
    ],
)
async def test_a_killed_process_ends_its_operation_after_the_next_start(
    street: Street, where: str, effects: list[str]
) -> None:
    street.gate(where)
    await street.serve("first")
    operation = await street.approved()
    await street.seen(f"at-{where}")
    await street.kill("first")
    street.go(where)
    await street.serve("second")
    done = await street.until(operation.id, State.SUCCEEDED)
    assert street.effects() == effects
    assert (done.attempt, len(done.steps)) == (1, 3)


async def test_a_cancel_asked_while_nobody_serves_is_heard(street: Street) -> None:
    street.gate("before-follow")
    await street.serve("first")
    operation = await street.approved()
    await street.seen("at-before-follow")
    await street.kill("first")
    street.go("before-follow")
    asked = await street.desk.cancel(operation.id, toys.RITA, "cancel")
    assert asked.state is State.CANCELLING
    await street.serve("second")
    cancelled = await street.until(operation.id, State.CANCELLED)
    # The step in flight was followed to its end, the next was not begun.
    assert street.effects() == ["submit", "follow"]
    assert cancelled.ended_by == toys.RITA
    await street.desk.clean(operation.id, toys.LENA, "clean")
    await street.until(operation.id, State.CLEANED)
    assert street.effects() == ["submit", "follow", "remove"]


async def test_killed_while_cleaning(street: Street) -> None:
    street.gate("before-start")
    street.gate("before-remove")
    await street.serve("first")
    operation = await street.approved()
    await street.seen("at-before-start")
    await street.desk.cancel(operation.id, toys.RITA, "cancel")
    street.go("before-start")
    await street.until(operation.id, State.CANCELLED)
    await street.desk.clean(operation.id, toys.RITA, "clean")
    await street.seen("at-before-remove")
    await street.kill("first")
    street.go("before-remove")
    await street.serve("second")
    await street.until(operation.id, State.CLEANED)
    assert street.effects() == ["submit", "follow", "start", "remove"]


async def test_a_survivor_takes_over_within_eight_seconds(made_url: str, tmp_path: Path) -> None:
    async with _street(made_url, tmp_path) as street:
        street.gate("before-start")
        await street.serve("first")
        operation = await street.approved()
        await street.seen("at-before-start")
        await street.serve("second")
        await street.kill("first")
        killed = time.monotonic()
        # Nobody is at the gate now: the survivor's effect tells when it took over.
        street.go("before-start")
        await _until(lambda: len(street.effects()) > 2, "the survivor at work")
        took = time.monotonic() - killed
        await street.until(operation.id, State.SUCCEEDED)
        assert street.effects() == WHOLE
        assert took < 8


async def test_a_replica_that_hung_longer_than_its_lease_ends_itself(
    made_url: str, tmp_path: Path
) -> None:
    async with _street(made_url, tmp_path) as street:
        street.gate("before-start")
        await street.serve("first")
        operation = await street.approved()
        await street.seen("at-before-start")
        await street.serve("second")
        hung = street.child("first")
        hung.send_signal(signal.SIGSTOP)
        street.go("before-start")
        await street.until(operation.id, State.SUCCEEDED)
        hung.send_signal(signal.SIGCONT)
        assert await asyncio.wait_for(hung.wait(), PATIENCE) == service.FENCED_EXIT
        await street.until(operation.id, State.SUCCEEDED)


async def test_two_replicas_do_everything_once(postgres_url: str, tmp_path: Path) -> None:
    async with _street(postgres_url, tmp_path) as street:
        await asyncio.gather(street.serve("first"), street.serve("second"))
        operation = await street.approved()
        await street.until(operation.id, State.SUCCEEDED)
        assert street.effects() == WHOLE


async def test_the_second_process_on_one_sqlite_file_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with _street(url, tmp_path) as street:
        await street.serve("first")
        # By an interpreter of its own, as anybody starts one.
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            server.__name__,
            url,
            str(tmp_path),
            "second",
            stderr=asyncio.subprocess.PIPE,
        )
        _, told = await child.communicate()
        assert child.returncode == 1
        assert b"Another process already serves" in told
