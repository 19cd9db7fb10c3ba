"""`/failback-ps …`: acknowledged after signature and parse, all the rest afterwards."""

from __future__ import annotations

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.slack import clicks
from bot.slack.ack import WakingAck
from bot.slack.cards import blocks
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.lines import Line, Lines
from bot.slack.listeners.means import Means, teller
from commands import grammar

COMMAND = "/failback-ps"
KEPT = 64  # help answers


class Commands:
    """Pure answers go with the ack; the others follow by `response_url`."""

    def __init__(self, means: Means, lines: Lines) -> None:
        self._means = means
        self._lines = lines
        # Help is the same for everybody of a language as long as this process lives.
        self._said: dict[tuple[str, str], BoltResponse] = {}

    async def handle(self, ack: AsyncAck, body: Body) -> None:
        text = body.get("text", "")
        words = self._means.languages.remembered(body["user_id"])
        known = self._said.get((words.language, text)) if words is not None else None
        if known is not None and isinstance(ack, WakingAck):
            ack.repeat(known)
            return
        read = self._lines.read(text)
        if not self._lines.pure(read):
            await ack()
            self._start(read, body)
        elif words is None:
            await ack()
            self._means.tasks.start(self._later(read, body), "pure answer")
        else:
            message = await self._lines.at_once(read, words)
            if message is not None:
                said = await _say(ack, message)
                if isinstance(read, grammar.Parsed) and len(self._said) < KEPT:
                    self._said[words.language, text] = said

    def _start(self, read: grammar.Parsed | grammar.Problem, body: Body) -> None:
        if isinstance(read, grammar.Parsed):
            line = _line(self._means, body)
            self._means.tasks.start(self._lines.go(read, line), f"command {read.verb.name}")

    async def _later(self, read: grammar.Parsed | grammar.Problem, body: Body) -> None:
        """To somebody whose language is not known yet: Slack says it, which no ack waits for."""
        tell = teller(self._means, body)
        message = await self._lines.at_once(read, await tell.words())
        if message is not None:
            await tell(message)


def _line(means: Means, body: Body) -> Line:
    trigger_id = body["trigger_id"]
    return Line(
        person=body["user_id"],
        spot=clicks.spot(body),
        delivery=trigger_id,
        tell=teller(means, body),
        trigger_id=trigger_id,
    )


async def _say(ack: AsyncAck, message: blocks.Message) -> BoltResponse:
    return await ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")
