"""Has charts drawn: in a process of its own, one at a time, so that nothing else waits for it and
its memory is given back."""

from __future__ import annotations

import asyncio
import os
import sys

import structlog

from bot.charts import shape
from commands import charts
from core import errors

log = structlog.get_logger(__name__)

PATIENCE = 60.0
"""Seconds; the first picture on a machine makes Matplotlib read its fonts."""


KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "PYTHONPATH", "LD_LIBRARY_PATH", "MPLCONFIGDIR")
"""Of the environment: drawing needs no token and no key."""


class NotDrawn(errors.BotError):
    """The picture failed; the numbers are there all the same."""

    code = "chart-not-drawn"


class Drawer:
    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)

    async def draw(self, chart: charts.Chart) -> bytes:
        """A PNG. Raises `NotDrawn`."""
        async with self._one_at_a_time:
            return await _draw(chart)


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT if name in os.environ}


async def _draw(chart: charts.Chart) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.charts",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=_environment(),
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            picture, said = await process.communicate(shape.write(chart))
    except TimeoutError as late:
        raise NotDrawn("The picture took too long to draw.") from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not picture:
        log.error("chart-not-drawn", chart=chart.name, said=said.decode(errors="replace")[-2000:])
        raise NotDrawn("The picture could not be drawn.")
    return picture
