"""A line, however it came: a slash command, a mention, a direct message, a choice of the message
shortcut. All go through this one door; they differ in where they are said and how one answers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.slack.cards import answers, blocks, operations, talk
from bot.slack.cards import text as cards
from bot.slack.listeners import opening
from bot.slack.listeners.means import Means, Tell, outcome
from commands import checks, grammar, verbs
from commands import help as helping
from core import language
from workflow import spots

LAST_WORD = 2.0  # seconds that telling of a shutdown may take


@dataclass(frozen=True, kw_only=True)
class Line:
    """Who said it where, and the way back to them. `delivery` is Slack's id of it: what it asks for
    is done once. Without a `trigger_id` (events carry none) no form can be opened: a button offers
    it, whose click has one."""

    person: str
    spot: spots.Spot
    delivery: str
    tell: Tell
    trigger_id: str = ""


class Lines:
    def __init__(self, means: Means) -> None:
        self._means = means

    def read(self, text: str) -> grammar.Parsed | grammar.Problem:
        return grammar.parse(text, self._means.verbs)

    @staticmethod
    def pure(read: grammar.Parsed | grammar.Problem) -> bool:
        """Whether its answer is the same for everybody of a language, and asks nobody. The list of
        commands is not: it shows what this person may run."""
        if isinstance(read, grammar.Problem) or read.wants_help:
            return True
        return read.verb.name == helping.NAME and not read.given_nothing

    async def at_once(
        self, read: grammar.Parsed | grammar.Problem, words: language.Words
    ) -> blocks.Message | None:
        """The answer of a `pure` line; None where there is work."""
        if isinstance(read, grammar.Problem):
            return answers.problem(read.sentence, read.remedy, words)
        if read.wants_help:
            return answers.answer(helping.of(read.verb), words)
        if read.verb.name == helping.NAME:
            asking = self._means.asking("", "")
            return answers.answer(await read.verb.answer(None, read.values, asking), words)
        return None

    async def go(self, parsed: grammar.Parsed, line: Line) -> None:
        """All the rest; the person is told what came of it, whatever it is."""
        values = {name: cards.unquoted(value) for name, value in parsed.values.items()}
        parsed = replace(parsed, values=values)
        work = self._asked if parsed.verb.needs_approval else self._answered
        try:
            said = await outcome(work(parsed, line), line.tell)
        except asyncio.CancelledError:
            words = line.tell.known()
            stopped = answers.problem(
                words("answer-stopped"), words("answer-stopped-remedy"), words
            )
            async with asyncio.timeout(LAST_WORD):
                await line.tell(stopped)
            raise
        if said is not None:
            await line.tell(said)

    async def _answered(self, parsed: grammar.Parsed, line: Line) -> blocks.Message | None:
        """A read-only verb's answer, or what is wrong with the line; its form where something that
        it needs is not given."""
        verb = parsed.verb
        if not checks.complete(verb, parsed.values):
            return await self._form(verb, parsed.values, line)
        await self._means.may(verb.name, line.person)
        words = await self._means.languages.of(line.person)
        found = checks.check(verb, parsed.values)
        if found:
            return answers.faults(verb, found, words)
        values = checks.with_defaults(verb, parsed.values)
        shared = words if line.spot.direct else self._means.languages.channel
        asking = self._means.asking(line.person, line.spot.channel, line.delivery, words, shared)
        said = await verb.answer(self._means.azure, values, asking)
        if said.chart is not None:
            told = await self._means.pictures.show(said.chart, line.spot, shared)
            said = replace(said, sections=(verbs.Section(text=told), *said.sections))
        if said.operation is not None:
            return operations.shown(said.operation, await self._card(said.operation.id), words)
        return answers.answer(said, words)

    async def _card(self, operation_id: str) -> str:
        """The address of an operation's card; empty until it was posted."""
        card = await self._means.posts.get(f"card:{operation_id}")
        return await self._means.sender.link(card.channel, card.ts) if card and card.ts else ""

    async def _asked(self, parsed: grammar.Parsed, line: Line) -> blocks.Message | None:
        """A complete line is asked for at once; any other needs the form."""
        if parsed.given_nothing or not checks.complete(parsed.verb, parsed.values):
            return await self._form(parsed.verb, parsed.values, line)
        found = checks.check(parsed.verb, parsed.values)
        if found:
            return answers.faults(parsed.verb, found, await line.tell.words())
        channel = await self._means.place(line.spot)
        if not await self._means.sender.member_of(channel):
            return answers.not_member(channel, await line.tell.words())
        values = checks.with_defaults(parsed.verb, parsed.values)
        await self._means.desk.ask(
            parsed.verb.name,
            line.person,
            channel,
            dict(values),
            line.delivery,
            heard=line.spot.away_from(channel),
        )
        return None

    async def _form(
        self, verb: verbs.Verb, values: Mapping[str, str], line: Line
    ) -> blocks.Message | None:
        if line.trigger_id:
            return await opening.asked(
                self._means,
                verb,
                values,
                person=line.person,
                spot=line.spot,
                trigger_id=line.trigger_id,
            )
        await self._means.desk.may(verb.name, line.person)
        return talk.form(verb, values, await self._means.languages.of(line.person))
