"""A chart as a picture in a channel: drawn, uploaded, with its words as alternative text."""

from __future__ import annotations

import structlog

from bot.charts import drawer
from bot.slack import sender
from bot.slack.cards import text
from commands import charts
from core import language
from workflow import spots

log = structlog.get_logger(__name__)

ALT = 1000
"""Characters that Slack takes as a picture's description
(https://docs.slack.dev/reference/methods/files.getUploadURLExternal)."""


class Pictures:
    def __init__(self, drawer: drawer.Drawer, sender: sender.Sender) -> None:
        self._drawer = drawer
        self._sender = sender

    async def show(self, chart: charts.Chart, spot: spots.Spot, words: language.Words) -> str:
        """Posts it where it was asked for, for everybody there; what became of it, in a sentence.
        Without the picture the answer's words are still worth having."""
        if not await self._sender.member_of(spot.channel):
            return words("chart-not-member")
        try:
            await self._post(chart, spot, await self._drawer.draw(chart))
        except (sender.Failed, drawer.NotDrawn) as error:
            log.warning("chart-not-posted", chart=chart.name, error=error.code)
            return words("chart-not-posted", code=error.code)
        return words("chart-posted")

    async def _post(self, chart: charts.Chart, spot: spots.Spot, picture: bytes) -> None:
        """Nobody sees the file before it is completed, so it is never seen half."""
        name, alt = f"{chart.name}.png", text.clip(chart.alt, ALT)
        offered = await self._sender.offer(name, len(picture), alt)
        await self._sender.put(offered.url, picture)
        await self._sender.complete(offered.id, chart.title, spot.channel, spot.thread)
