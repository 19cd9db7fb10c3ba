"""Three replicas on PostgreSQL, 200 ticks, one replica killed midway."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import forks
from tests.acceptance.workflow import ticker

TICKS, PATIENCE = 200, 120.0
_RUNS = sa.text(
    "SELECT workflow_uuid, status FROM dbos.workflow_status WHERE workflow_uuid LIKE 'check:%'"
)


async def _replica(url: str, folder: Path) -> forks.Forked:
    child = forks.run(ticker.main, url, folder)
    end = time.monotonic() + PATIENCE
    while not (folder / f"ready-{child.pid}").exists():
        assert child.returncode is None, "a replica did not start"
        assert time.monotonic() < end, "a replica is not ready"
        await asyncio.sleep(0.05)
    return child


def _ended(rows: sa.Engine) -> dict[str, str]:
    """Every tick's run by its id, with its state."""
    with rows.connect() as connection:
        return {row.workflow_uuid: row.status for row in connection.execute(_RUNS)}


async def _until(rows: sa.Engine, ticks: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(_ended(rows)) < ticks:
        assert time.monotonic() < end, Counter(_ended(rows).values())
        await asyncio.sleep(0.25)


@pytest.mark.timeout(240)
async def test_every_tick_runs_once_and_no_prompt_comes_twice(
    postgres_url: str, tmp_path: Path
) -> None:
    url = sa.make_url(postgres_url).set(drivername="postgresql+psycopg")
    rows = sa.create_engine(url)
    children = await asyncio.gather(*(_replica(postgres_url, tmp_path) for _ in range(3)))
    try:
        await _until(rows, TICKS // 2)
        os.kill(children[0].pid, signal.SIGKILL)
        await _until(rows, TICKS)
        for child in children[1:]:
            child.send_signal(signal.SIGSTOP)  # no tick more
        taken = sorted(_ended(rows))
        for child in children[1:]:
            child.send_signal(signal.SIGCONT)
        await _settled(rows, taken)
    finally:
        for child in children:
            if child.returncode is None:
                child.kill()
            await child.wait()
    ran = Counter((tmp_path / "ran").read_text().split("\n"))
    mine = Counter(line.split()[0] for line in ran if line)
    assert len(mine) == 3, "each of the three ran some"
    named = Counter(line.split()[1] for line in ran.elements() if line)
    assert named[ticker.YEARLY] == 1, "due before they started, begun by all of them"
    _once(rows, taken, sum(ran.values()) - 1)


async def _settled(rows: sa.Engine, taken: list[str]) -> None:
    """The survivors end what the dead one had begun."""
    end = time.monotonic() + PATIENCE
    while True:
        found = _ended(rows)
        left = {one: found[one] for one in taken if found[one] != "SUCCESS"}
        if not left:
            return
        assert time.monotonic() < end, left
        await asyncio.sleep(0.25)


def _once(rows: sa.Engine, taken: list[str], ran: int) -> None:
    found = _ended(rows)
    done = sum(1 for state in found.values() if state == "SUCCESS")
    # One that was killed after its effect and before its checkpoint is run again, harmlessly.
    assert done <= ran <= len(found) + len(ticker.NAMES)
    slots = Counter(one.split(":", 2)[2] for one in taken if ticker.YEARLY not in one)
    whole = sorted(slots)[1:-1]  # of the first and the last some may be missing
    assert all(slots[slot] == len(ticker.NAMES) for slot in whole), "no tick of a name is left out"
    with rows.connect() as connection:
        posts = connection.execute(sa.text("SELECT kind, count(*) FROM posts GROUP BY kind"))
        assert [tuple(row) for row in posts] == [("prompt", len(ticker.NAMES) + 1)]
        kept = connection.execute(sa.text("SELECT count(*) FROM findings")).scalar()
    assert kept == len(ticker.NAMES) + 1
