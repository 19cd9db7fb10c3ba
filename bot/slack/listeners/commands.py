"""`/failback-ps …`: acknowledged after signature and parse, all the rest afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.slack.ack import WakingAck
from bot.slack.cards import answers, blocks
from bot.slack.cards import text as cards
from bot.slack.listeners import opening
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, outcome, teller
from commands import checks, grammar, verbs
from commands import help as helping

COMMAND = "/failback-ps"
KEPT = 64  # help answers
LAST_WORD = 2.0  # seconds that telling of a shutdown may take
_STOPPED = answers.problem(
    "I am being restarted and may not have got to your command.",
    "If nothing shows up within a minute, type it again.",
)


class Commands:
    """Pure answers go with the ack; the others follow by `response_url`."""

    def __init__(self, means: Means) -> None:
        self._means = means
        # Help is the same for everybody as long as this process lives: rendered once.
        self._said: dict[str, BoltResponse] = {}

    def _keep(self, text: str, response: BoltResponse) -> None:
        if len(self._said) < KEPT:
            self._said[text] = response

    async def handle(self, ack: AsyncAck, body: Body) -> None:
        text = body.get("text", "")
        known = self._said.get(text)
        if known is not None and isinstance(ack, WakingAck):
            ack.repeat(known)
            return
        parsed = grammar.parse(text, self._means.verbs)
        if isinstance(parsed, grammar.Problem):
            await _say(ack, answers.problem(parsed.sentence, parsed.remedy))
        elif parsed.wants_help:
            self._keep(text, await _say(ack, answers.answer(helping.of(parsed.verb))))
        elif parsed.verb.name == "help":
            said = await parsed.verb.answer(None, parsed.values, _asking(self._means, body))
            self._keep(text, await _say(ack, answers.answer(said)))
        else:
            await ack()
            self._means.tasks.start(self._go(parsed, body), f"command {parsed.verb.name}")

    async def _go(self, parsed: grammar.Parsed, body: Body) -> None:
        tell = teller(self._means, body)
        values = {name: cards.unquoted(value) for name, value in parsed.values.items()}
        parsed = replace(parsed, values=values)
        if parsed.verb.needs_approval:
            work = self._asked(parsed, body)
        else:
            work = self._answered(parsed, body)
        try:
            said = await outcome(work, tell)
        except asyncio.CancelledError:
            async with asyncio.timeout(LAST_WORD):
                await tell(_STOPPED)
            raise
        if said is not None:
            await tell(said)

    async def _answered(self, parsed: grammar.Parsed, body: Body) -> blocks.Message | None:
        """A read-only verb's answer, or what is wrong with the line."""
        verb = parsed.verb
        await self._means.desk.may(verb.name, body["user_id"])
        found = checks.check(verb, parsed.values)
        if found:
            return answers.faults(verb, found)
        values = checks.with_defaults(verb, parsed.values)
        asking = _asking(self._means, body)
        return answers.answer(await verb.answer(self._means.azure, values, asking))

    async def _asked(self, parsed: grammar.Parsed, body: Body) -> blocks.Message | None:
        """A complete line is asked for at once; any other opens the form."""
        verb, channel = parsed.verb, body["channel_id"]
        if parsed.given_nothing or not checks.complete(verb, parsed.values):
            return await opening.asked(
                self._means,
                verb,
                parsed.values,
                person=body["user_id"],
                channel=channel,
                trigger_id=body["trigger_id"],
            )
        found = checks.check(verb, parsed.values)
        if found:
            return answers.faults(verb, found)
        if not await self._means.sender.member_of(channel):
            return answers.not_member(channel)
        values = checks.with_defaults(verb, parsed.values)
        await self._means.desk.ask(
            verb.name, body["user_id"], channel, dict(values), body["trigger_id"]
        )
        return None


def _asking(means: Means, body: Body) -> verbs.Asking:
    return means.asking(body["user_id"], body["channel_id"], body.get("trigger_id", ""))


async def _say(ack: AsyncAck, message: blocks.Message) -> BoltResponse:
    return await ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")
