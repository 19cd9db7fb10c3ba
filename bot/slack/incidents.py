"""Clicks on an incident's board: note, status, end. What changes it commits before the ack."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, committing, origin
from bot.slack.cards import answers, blocks, buttons, operations
from bot.slack.forms import asides
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, outcome, teller, to
from commands.incident import acts
from core import language
from workflow import incidents

FIELDS = {"no-text": asides.Field.TEXT, "at-work": asides.Field.TEXT}
"""Refusals that the form itself shows, at the field to mend."""
Done = Callable[[buttons.Value, str, str, str], Awaitable[incidents.Incident]]


@dataclass(frozen=True, kw_only=True)
class _At:
    """What a form is made of."""

    value: buttons.Value
    channel: str
    incident: incidents.Incident
    words: language.Words


Form = Callable[[_At], Awaitable[blocks.Block]]


class Incidents:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def note(self, ack: AsyncAck, body: Body) -> None:
        async def form(at: _At) -> blocks.Block:
            return asides.note(at.value, at.channel, at.incident.title, at.words)

        await self._open(ack, body, form)

    async def end(self, ack: AsyncAck, body: Body) -> None:
        async def form(at: _At) -> blocks.Block:
            working = (await self._means.incidents.standing(at.incident.id)).at_work
            names = [operations.title(one, at.words) for one in working]
            return asides.end(at.value, at.channel, at.incident.title, at.words, names)

        await self._open(ack, body, form)

    async def _open(self, ack: AsyncAck, body: Body, form: Form) -> None:
        await ack()

        async def show() -> None:
            value, person = clicks.value(body), clicks.person(body)
            incident = await self._mine(body, value.operation)
            await self._means.desk.may(incidents.VERB, person)
            words = await self._means.languages.soon(person)
            at = _At(value=value, channel=clicks.channel(body), incident=incident, words=words)
            await self._means.sender.open(body["trigger_id"], await form(at))

        await outcome(show(), teller(self._means, body))

    async def _mine(self, body: Body, incident: str) -> incidents.Incident:
        """Only the board itself decides, never a copy of its buttons."""
        kept = await self._means.incidents.get(incident)
        await origin.check(self._means.posts, body, f"board:{incident}")
        return kept

    async def status(self, ack: AsyncAck, body: Body) -> None:
        await ack()

        async def look() -> None:
            person = clicks.person(body)
            await self._means.desk.may(incidents.VERB, person)
            words = await self._means.languages.of(person)
            asking = self._means.asking(person, clicks.channel(body), words=words)
            wanted = {"incident": clicks.value(body).operation}
            said = await acts.status(self._means.incidents, wanted, asking)
            await teller(self._means, body)(answers.answer(said, words))

        await outcome(look(), teller(self._means, body))

    async def noted(self, ack: AsyncAck, body: Body) -> None:
        """The note's form was sent; pressed twice, it is one note."""

        async def do(value: buttons.Value, *typed: str) -> incidents.Incident:
            return await self._means.incidents.note(value.operation, *typed)

        await self._commit(ack, body, do, "incident-noted")

    async def ended(self, ack: AsyncAck, body: Body) -> None:
        """Sent again with another summary it is another wish: a refusal is kept by its delivery."""

        async def do(
            value: buttons.Value, typed: str, person: str, delivery: str
        ) -> incidents.Incident:
            kept, anyway = self._means.incidents, value.do == asides.ANYWAY
            mark = hashlib.sha256(typed.encode()).hexdigest()[:16]
            return await acts.end(
                kept, value.operation, typed, person, f"{delivery}:{mark}", anyway=anyway
            )

        await self._commit(ack, body, do, "incident-ended-said")

    async def _commit(self, ack: AsyncAck, body: Body, do: Done, said: str) -> None:
        value, channel, typed = asides.read(body["view"])
        person = clicks.person(body)
        tell = to(self._means, "", channel, person)
        wish = do(value, typed[asides.Field.TEXT], person, body["view"]["id"])
        if await committing.commit(self._means, ack, body, wish, FIELDS) is not None:
            words = await self._means.languages.of(person)
            told = words(said)
            await tell(blocks.message(told, [blocks.section(told)]))
