"""Clicks on an incident's board: note, status, end. What changes it commits before the ack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, origin
from bot.slack.cards import answers, blocks, buttons
from bot.slack.forms import asides
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, before_ack, outcome, teller, to
from commands.incident import acts
from core import language
from workflow import incidents

FIELDS = {"no-text": asides.Field.TEXT}
"""Refusals that the form itself shows, at the field to mend."""
Form = Callable[[buttons.Value, str, str, language.Words], blocks.Block]
Done = Callable[[str, str, str, str], Awaitable[incidents.Incident]]


class Incidents:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def note(self, ack: AsyncAck, body: Body) -> None:
        await self._open(ack, body, asides.note)

    async def end(self, ack: AsyncAck, body: Body) -> None:
        await self._open(ack, body, asides.end)

    async def _open(self, ack: AsyncAck, body: Body, form: Form) -> None:
        await ack()

        async def show() -> None:
            value, person = clicks.value(body), clicks.person(body)
            incident = await self._mine(body, value.operation)
            await self._means.desk.may(incidents.VERB, person)
            words = await self._means.languages.soon(person)
            view = form(value, clicks.channel(body), incident.title, words)
            await self._means.sender.open(body["trigger_id"], view)

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
        await self._commit(ack, body, self._means.incidents.note, "incident-noted")

    async def ended(self, ack: AsyncAck, body: Body) -> None:
        await self._commit(ack, body, self._means.incidents.end, "incident-ended-said")

    async def _commit(self, ack: AsyncAck, body: Body, do: Done, said: str) -> None:
        value, channel, typed = asides.read(body["view"])
        person = clicks.person(body)
        tell = to(self._means, "", channel, person)
        wish = do(value.operation, typed[asides.Field.TEXT], person, body["view"]["id"])
        if await before_ack(wish, ack, tell, fields=FIELDS) is not None:
            words = await self._means.languages.of(person)
            told = words(said)
            await tell(blocks.message(told, [blocks.section(told)]))
