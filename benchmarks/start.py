"""From the start of the process to readiness, and what the bot then weighs."""

from __future__ import annotations

import compileall
import statistics
import time
from pathlib import Path

import psutil

from benchmarks import report
from tests import harness

ROUNDS = 5
ROOMS = ("azureops", "bot", "commands", "core", "watch", "workflow")


async def measure(folder: Path) -> report.Report:
    for room in ROOMS:
        compileall.compile_dir(room, quiet=1)
    async with harness.sandbox(folder) as world:
        took, weighs = [], []
        for _ in range(ROUNDS + 1):
            began = time.perf_counter()
            bot = await world.bot()
            took.append(time.perf_counter() - began)
            weighs.append(psutil.Process(bot.child.pid).memory_info().rss / 1e6)
            await bot.stop()
    return report.Report(
        name="cold start (byte-compiled)",
        rows=(
            # The first start also migrates a new database and fills the disk cache.
            report.Row(
                what="process start to ready",
                value=statistics.median(took[1:]),
                unit="s",
                aim="<= 1 s",
            ),
            report.Row(
                what="resident memory when ready",
                value=statistics.median(weighs[1:]),
                unit="MB",
                aim="<= 100 MB",
            ),
        ),
    )
