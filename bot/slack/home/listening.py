"""What a person does in their Home: opens it, filters, turns a page, asks for an answer.

The buttons that decide are those of cards and prompts, and are judged as there.
"""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, declared
from bot.slack.cards import answers, blocks, buttons
from bot.slack.forms import options
from bot.slack.home import paging, projector, publisher, top
from bot.slack.home.facts import Choice, vaults
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, answered
from commands import checks, fields
from core import json
from workflow import homes

_Change = Callable[[Choice], Choice]

TAB = "home"
"""The other one, `messages`, is told of by the same event.
Source: docs.slack.dev/reference/events/app_home_opened"""


class Home:
    def __init__(
        self, means: Means, publisher: publisher.Publisher, projector: projector.Projector
    ) -> None:
        self._means = means
        self._publisher = publisher
        self._projector = projector

    async def opened(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        event = body["event"]
        if event.get("tab", TAB) == TAB:
            self._means.tasks.start(self._opened(event), "home opened")

    async def _opened(self, event: Body) -> None:
        seen = event.get("view") or {}
        view = {name: str(seen.get(name) or "") for name in ("id", "hash")}
        person = str(event["user"])
        home = await self._means.homes.opened(person, self._means.now(), view)
        await self._show(home, fresh=True)

    async def _show(self, home: homes.Home, *, fresh: bool = False) -> None:
        """At once; where it is being published already, the next look shows what is newer."""
        if not await self._publisher.show(home, await self._publisher.read(), fresh=fresh):
            self._projector.wake()

    async def vault(self, ack: AsyncAck, body: Body) -> None:
        chosen = _chosen(body)
        await self._choose(ack, body, lambda was: Choice(vault=chosen, environment=was.environment))

    async def environment(self, ack: AsyncAck, body: Body) -> None:
        chosen = _chosen(body)
        await self._choose(ack, body, lambda was: Choice(vault=was.vault, environment=chosen))

    async def page(self, ack: AsyncAck, body: Body) -> None:
        try:
            what, number = paging.read(body["actions"][0].get("value", ""))
        except ValueError as error:
            raise buttons.Unreadable("the page cannot be read") from error
        await self._choose(ack, body, lambda was: was.turned(what, number))

    async def _choose(self, ack: AsyncAck, body: Body, change: _Change) -> None:
        await ack()

        def changed(was: json.Object) -> json.Object:
            return change(Choice.read(was)).written()

        person = clicks.person(body)
        await self._show(await self._means.homes.choose(person, self._means.now(), changed))

    async def vaults(self, ack: AsyncAck, body: Body) -> None:
        """The vaults by what is typed, where there are more than a menu carries."""
        news = await self._publisher.read()
        words = self._means.languages.known(clicks.person(body))
        typed = str(body.get("value") or "").lower()
        hits = [
            fields.Choice(value=value, label=label)
            for label, value in top.vault_options(vaults(news.seen), words)
            if typed in label.lower()
        ]
        await ack(options.answer(fields.Choices(items=tuple(hits), total=len(hits)), words))

    async def run(self, ack: AsyncAck, body: Body) -> None:
        """A read-only verb, answered in a window."""
        await ack()
        name, values = buttons.read_offer(body["actions"][0].get("value", ""))
        verb = self._means.verbs.get(name)
        if verb is None or verb.needs_approval:
            raise buttons.Unreadable(name)
        person = clicks.person(body)

        async def look() -> blocks.Message:
            await self._means.may(name, person)
            given = checks.with_defaults(verb, values)
            words = await self._means.languages.of(person)
            asking = self._means.asking(person, self._means.default, body["trigger_id"], words)
            return answers.answer(await verb.answer(self._means.azure, given, asking), words)

        title = declared.title(verb, self._means.languages.known(person))
        await answered(self._means, body, title, look())

    async def card(self, ack: AsyncAck, _: Body) -> None:
        """The button is a link: Slack follows it, and tells of the click."""
        await ack()


def _chosen(body: Body) -> str:
    """Empty: all."""
    option = body["actions"][0].get("selected_option") or {}
    value = str(option.get("value", ""))
    return "" if value in {top.ALL, options.NOTHING} else value
