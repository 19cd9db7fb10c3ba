"""A whole deployment at Azure's own pace, beside the time that Azure itself takes."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import report
from tests import harness, story

SPEED = 1.0  # a machine takes about 90 seconds
SHARE, GRACE = 0.03, 2.0


async def measure(folder: Path) -> report.Report:
    async with harness.sandbox(folder, speed=SPEED) as world:
        await world.bot()
        await story.ask(world)
        began = time.time()
        await story.approve(world)
        await story.card(world, "Waiting for a person", 300)
        whole = time.time() - began
        waiting = await asked_for(world)
    aim = GRACE + SHARE * sum(waiting.values())
    over = whole - sum(waiting.values())
    shown = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in waiting.items())
    return report.Report(
        name="one deployment, from the approving click to 'Waiting for a person'",
        rows=(
            report.Row(what="in all", value=whole, unit="s", note=f"Azure: {shown}"),
            report.Row(what="beyond Azure's own", value=over, unit="s", aim=f"<= {aim:.1f} s"),
        ),
    )


async def asked_for(world: harness.Sandbox) -> dict[str, float]:
    """Seconds that each long operation took by Azure's own account, by what it made."""
    took: dict[str, float] = {}
    for entry in await world.control.journal("arm"):
        answer: Any = entry["answer"]
        if isinstance(answer, dict) and "endTime" in answer:
            ends, starts = (datetime.fromisoformat(answer[k]) for k in ("endTime", "startTime"))
            took[entry["path"].split("/providers/")[-1]] = (ends - starts).total_seconds()
    return took
