"""The ack of a signed slash command, beside an endpoint that only checks the signature."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks import floor, load, report
from sandbox import launch
from tests import harness

ROUNDS, REQUESTS = 7, 2000

ANSWER = "`help deploy` through Bolt's dispatch, its answer in the ack"
WHOLE = "of the whole process: what follows the ack, and its idle loops"


@asynccontextmanager
async def contestant(kind: str) -> AsyncIterator[tuple[int, int]]:
    """`bare` or `stock` as a process of its own; gives its port and process id."""
    port, give_back = launch.claimed()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.floor", kind, str(port)
    )
    try:
        await harness.until(lambda: _open(port), 20, f"{kind} listening")
        yield port, child.pid
    finally:
        child.kill()
        await give_back()
        await child.wait()


async def _open(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def measure(folder: Path) -> report.Report:
    async with (
        harness.sandbox(folder) as world,
        contestant("bare") as bare,
        contestant("stock") as stock,
    ):
        bot = await world.bot()
        ours = (int(world.settings["FAILBACK_PS_PORT"]), bot.child.pid)
        secret = world.settings["SLACK_SIGNING_SECRET"]
        runs: dict[str, list[load.Run]] = {"bare": [], "stock": [], "ours": []}
        contestants = {
            "bare": (*bare, floor.SECRET, REQUESTS),
            "stock": (*stock, floor.SECRET, REQUESTS // 40),
            "ours": (*ours, secret, REQUESTS),
        }
        for number in range(ROUNDS + 1):
            for name, (port, pid, key, requests) in contestants.items():
                run = await load.run(port, pid, key, "help deploy", requests)
                if number:  # the first round warms up
                    runs[name].append(run)
    p50 = {name: [run.p50 for run in many] for name, many in runs.items()}
    cpu = {name: [run.cpu for run in many] for name, many in runs.items()}
    return report.Report(
        name="ack of a signed slash command",
        rows=(
            report.against("p50", p50["ours"], p50["bare"], "ms", "<= 2.2 x", note=ANSWER),
            report.against("CPU", cpu["ours"], cpu["bare"], "ms", "<= 2.3 x", note=WHOLE),
            report.against("p50, Bolt as it comes", p50["stock"], p50["bare"], "ms", ""),
            report.against("CPU, Bolt as it comes", cpu["stock"], cpu["bare"], "ms", ""),
        ),
    )
