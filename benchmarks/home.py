"""One person's Home with 500 process servers, 200 findings and 200 operations of each kind."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from benchmarks import report
from bot.slack.home import view
from core import language
from tests.unit.bot_slack import homes

ROUNDS = 50


async def measure(_: Path) -> report.Report:
    facts = homes.crowded(servers=500, findings=200, operations=200)
    took = []
    words = language.of("de")
    made = view.render(facts, words)
    for _round in range(ROUNDS):
        began = time.perf_counter()
        made = view.render(facts, words)
        view.mark(made, facts.now)
        took.append((time.perf_counter() - began) * 1000)
    return report.Report(
        name="the Home of an estate of 500 process servers",
        rows=(
            report.Row(what="rendered", value=statistics.median(took), unit="ms", aim="25 ms"),
            report.Row(what="blocks", value=len(made["blocks"]), unit="", aim="100"),
        ),
    )
