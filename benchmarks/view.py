"""The ack and the loading view of `/failback-ps deploy` while Azure takes two seconds to answer."""

from __future__ import annotations

import statistics
import time
from datetime import datetime
from pathlib import Path

from benchmarks import report
from tests import harness

ROUNDS = 9


async def measure(folder: Path) -> report.Report:
    async with harness.sandbox(folder) as world:
        await world.bot()
        acks, views = [], []
        for service in ("arm", "authority", "keyvault"):
            await world.control.fault(
                service=service, method="", path="", times=-1, then={"delay": 2.0}
            )
        for number in range(ROUNDS + 1):
            seen = len(await _opened(world))
            began = time.time()
            typed = await world.type(harness.RITA, "deploy")

            async def look(seen: int = seen) -> list[float] | None:
                return (await _opened(world))[seen:] or None

            at = (await harness.until(look, 10, "a loading view"))[0]
            if number:
                acks.append(float(typed["ack"]["ms"]))
                views.append((at - began) * 1000)
        return report.Report(
            name="/failback-ps deploy while Azure answers in 2 s",
            rows=(
                report.Row(what="ack", value=statistics.median(acks), unit="ms", aim="50 ms"),
                report.Row(
                    what="loading view opened",
                    value=statistics.median(views),
                    unit="ms",
                    aim="300 ms",
                ),
            ),
        )


async def _opened(world: harness.Sandbox) -> list[float]:
    """When each `views.open` arrived, in seconds since the epoch."""
    entries = await world.control.journal("slack_api", path="views.open")
    return [datetime.fromisoformat(entry["at"]).timestamp() for entry in entries]
