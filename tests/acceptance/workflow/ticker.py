"""A replica whose watch ticks each second under many names; every run finds the same thing."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from core import clock, json
from tests import keys
from tests.acceptance.workflow import replica
from tests.unit.workflow import toys
from watch import schedules, ticks
from workflow import findings, service

YEARLY = "check-yearly"
"""Due long ago: each replica begins it as it starts."""
NAMES = tuple(f"check-{n:02}" for n in range(12))


def found(name: str) -> findings.Observation:
    return findings.Observation(
        server=name,
        server_name=name,
        kind="outdated",
        severity="warning",
        sentence="It is old.",
        channel="C1",
    )


async def main(database_url: str, folder: Path) -> None:
    now = clock.SystemClock()
    serving = await service.open(
        database_url=database_url,
        audit_key=keys.AUDIT,
        procedures={"deploy": toys.Toy()},
        policies=replica.RULES,
        directory=replica.town(),
        world=toys.World(folder=folder, locks=()),
        clock=now,
        lease_seconds=2.0,
    )
    assert serving.engine is not None

    async def check(what: str) -> json.JSON:
        await serving.findings.record(f"scope-{what}", "outdated", [found(what)])
        _append(folder / "ran", f"{os.getpid()} {what}")
        return what

    serving.engine.register("check", check)
    await serving.start()
    watch = ticks.Ticks(serving.engine.start, now)
    for name in NAMES:
        watch.add(name, schedules.parse("every 1 s"))
    watch.add(YEARLY, schedules.parse("cron 0 0 1 1 *"))
    watch.start()
    (folder / f"ready-{os.getpid()}").touch()
    await asyncio.Event().wait()


def _append(file: Path, line: str) -> None:
    """One write: lines of several processes do not mix."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)
