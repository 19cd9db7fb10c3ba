"""Clicks on a card: approve, deny, withdraw, cancel, retry, clean up. The workflow decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.cards import buttons, operations
from bot.slack.forms import views
from bot.slack.listeners import opening
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, before_ack, outcome, teller, to
from workflow import operations as rows

Button = buttons.Button
Wish = Callable[[str, str, str], Awaitable[rows.Operation]]
"""`(operation id, person, delivery) -> Operation`."""


class Decisions:
    """Commits before it acknowledges; refusals go to the one who clicked, with the reason."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def approve(self, ack: AsyncAck, body: Body) -> None:
        value = _value(body)
        wish = self._means.desk.vote(
            value.operation, _person(body), "approve", value.plan_hash, _delivery(body)
        )
        await before_ack(wish, ack, teller(self._means, body))

    async def deny(self, ack: AsyncAck, body: Body) -> None:
        """Asks for a reason first; the vote comes with the form."""
        await ack()
        value = _value(body)
        tell = teller(self._means, body)
        operation = await outcome(self._means.desk.get(value.operation), tell)
        if operation is None:
            return
        view = views.deny(value, _channel(body), operations.title(operation))
        await outcome(self._means.sender.open(body["trigger_id"], view), tell)

    async def denied(self, ack: AsyncAck, body: Body) -> None:
        """The reason's form was sent; pressed twice, it is still one wish."""
        view = body["view"]
        value, channel = views.denied(view["private_metadata"])
        state = view["state"]["values"].get(views.REASON, {}).get(views.REASON, {})
        person = _person(body)
        wish = self._means.desk.vote(
            value.operation,
            person,
            "deny",
            value.plan_hash,
            view["id"],
            (state.get("value") or "").strip(),
        )
        await before_ack(wish, ack, to(self._means, "", channel, person))

    async def withdraw(self, ack: AsyncAck, body: Body) -> None:
        await self._simple(ack, body, self._means.desk.withdraw)

    async def cancel(self, ack: AsyncAck, body: Body) -> None:
        await self._simple(ack, body, self._means.desk.cancel)

    async def retry(self, ack: AsyncAck, body: Body) -> None:
        await self._simple(ack, body, self._means.desk.retry)

    async def clean(self, ack: AsyncAck, body: Body) -> None:
        await self._simple(ack, body, self._means.desk.clean)

    async def upgrade(self, ack: AsyncAck, body: Body) -> None:
        """A prompt's button: the documented steps with this server's values, as a modal."""
        await ack()
        await outcome(self._guide(body), teller(self._means, body))

    async def _guide(self, body: Body) -> None:
        finding = await self._means.findings.get(body["actions"][0]["value"])
        verb = self._means.verbs["upgrade"]
        first = verb.fields[0].name if verb.fields else ""
        values = {first: finding.server_name} if first else {}
        asking = self._means.asking(_person(body), _channel(body))
        await opening.guide(self._means, verb, values, asking, body["trigger_id"])

    async def _simple(self, ack: AsyncAck, body: Body, wish: Wish) -> None:
        doing = wish(_value(body).operation, _person(body), _delivery(body))
        await before_ack(doing, ack, teller(self._means, body))


def _value(body: Body) -> buttons.Value:
    return buttons.read(body["actions"][0].get("value", ""))


def _person(body: Body) -> str:
    return str(body["user"]["id"])


def _channel(body: Body) -> str:
    return str((body.get("channel") or {}).get("id") or "")


def _delivery(body: Body) -> str:
    """The same for each delivery of one click."""
    action = body["actions"][0]
    return f"{action['action_ts']}:{action['action_id']}:{_person(body)}"
