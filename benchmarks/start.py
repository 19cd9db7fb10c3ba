"""From the start of the process to readiness, and what the bot then weighs."""

from __future__ import annotations

import asyncio
import compileall
import os
import socket
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from benchmarks import report, shipped
from tests import harness

ROUNDS = 7
ROOMS = ("azureops", "bot", "commands", "core", "watch", "workflow")
LOOKED_AT = 20.0  # seconds after readiness; the first look at the fabrics is over by then


@asynccontextmanager
async def started(python: Path, env: dict[str, str]) -> AsyncIterator[tuple[float, psutil.Process]]:
    """Seconds from the start until the port answers, which it does once all the rest is ready."""
    began = time.perf_counter()
    child = await asyncio.create_subprocess_exec(
        str(python), "-m", "bot.cli", "serve", env=env, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        while not _answers(int(env["FAILBACK_PS_PORT"])):
            assert child.returncode is None, "the bot ended"
            await asyncio.sleep(0.002)
        yield time.perf_counter() - began, psutil.Process(child.pid)
    finally:
        child.terminate()
        await child.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def measure(folder: Path) -> report.Report:
    for room in ROOMS:
        compileall.compile_dir(room, quiet=1)
    python = shipped.environment(folder)
    took, worked, weighs = [], [], []
    async with harness.sandbox(folder) as world:
        database = f"sqlite:///{folder}/start.db"
        env = {**os.environ, **world.settings, "FAILBACK_PS_DATABASE_URL": database}
        for _ in range(ROUNDS + 1):
            async with started(python, env) as (seconds, process):
                took.append(seconds)
                worked.append(sum(process.cpu_times()[:2]))
                weighs.append(process.memory_info().rss / 1e6)
        async with started(python, env) as (_, process):
            await asyncio.sleep(LOOKED_AT)
            settled = process.memory_info().rss / 1e6
    # The first start also migrates a new database and fills the disk's cache.
    return report.Report(
        name="cold start (byte-compiled, as shipped: without the development tools)",
        rows=(
            _row("process start to ready", took, "s", "<= 1 s"),
            _row("CPU until ready", worked, "s", ""),
            _row("resident memory when ready", weighs, "MB", "<= 100 MB"),
            report.Row(what="resident memory after a first look", value=settled, unit="MB"),
        ),
    )


def _row(what: str, values: list[float], unit: str, aim: str) -> report.Row:
    return report.Row(what=what, value=statistics.median(values[1:]), unit=unit, aim=aim)
