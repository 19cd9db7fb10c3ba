"""Clicks on a card that decide at once: approve, withdraw, cancel, done, retry, clean up and so on.

Each commits before it acknowledges; refusals go to the one who clicked, with the reason.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks
from bot.slack.cards import buttons
from bot.slack.listeners import opening
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, before_ack, outcome, teller
from commands.deploy import gap
from workflow import findings
from workflow import operations as rows

Wish = Callable[[str, str, str], Awaitable[rows.Operation]]
"""`(operation id, person, delivery) -> Operation`."""


class Decisions:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def approve(self, ack: AsyncAck, body: Body) -> None:
        plan_hash = clicks.value(body).plan_hash

        async def vote(operation: str, person: str, delivery: str) -> rows.Operation:
            return await self._means.desk.vote(operation, person, "approve", plan_hash, delivery)

        await self._decide(ack, body, vote)

    async def withdraw(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.desk.withdraw)

    async def cancel(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.desk.cancel)

    async def done(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.desk.done)

    async def retry(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.desk.retry)

    async def clean(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.desk.clean)

    async def plan_again(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.desk.again)

    async def acknowledge(self, ack: AsyncAck, body: Body) -> None:
        await self._decide(ack, body, self._means.overrides.acknowledge, on="review")

    async def _decide(self, ack: AsyncAck, body: Body, wish: Wish, on: str = "card") -> None:
        """`on`: the kind of post whose button this is."""
        value = clicks.value(body)

        async def decide() -> rows.Operation:
            await self._means.own(body, f"{on}:{value.operation}")
            return await wish(value.operation, clicks.person(body), clicks.delivery(body))

        await before_ack(decide(), ack, teller(self._means, body))

    async def refill(self, ack: AsyncAck, body: Body) -> None:
        """*Ask again…*: the form, filled in as it was."""
        await ack()
        await outcome(self._refilled(body), teller(self._means, body))

    async def _refilled(self, body: Body) -> None:
        operation = await self._means.desk.get(clicks.value(body).operation)
        given = {name: str(value) for name, value in operation.values.items() if value}
        await self._form(body, operation.verb, given)

    async def _form(self, body: Body, name: str, values: dict[str, str]) -> None:
        """Only fields that the verb still has. Raises `buttons.Unreadable` for a verb that is no
        more."""
        verb = self._means.verbs.get(name)
        if verb is None:
            raise buttons.Unreadable(name)
        known = {field.name for field in verb.fields}
        await opening.asked(
            self._means,
            verb,
            {field: value for field, value in values.items() if field in known},
            person=clicks.person(body),
            spot=self._means.spot(body),
            trigger_id=body["trigger_id"],
            on_top=clicks.in_window(body),
        )

    async def offer(self, ack: AsyncAck, body: Body) -> None:
        """An answer's button: a verb's form with what the answer knows filled in."""
        await ack()
        await outcome(self._offered(body), teller(self._means, body))

    async def _offered(self, body: Body) -> None:
        name, values = buttons.read_offer(body["actions"][0].get("value", ""))
        await self._form(body, name, values)

    async def upgrade(self, ack: AsyncAck, body: Body) -> None:
        """A prompt's button: the form of an upgrade with this server in it."""
        await ack()
        await outcome(self._upgrade(body), teller(self._means, body))

    async def _upgrade(self, body: Body) -> None:
        await self._form(body, "upgrade", {"server": (await self._finding(body)).server_name})

    async def deploy(self, ack: AsyncAck, body: Body) -> None:
        """A prompt's button: the form of a deployment in the network that lacks a server."""
        await ack()
        await outcome(self._deploy(body), teller(self._means, body))

    async def _deploy(self, body: Body) -> None:
        await self._form(body, "deploy", dict(gap.values(await self._finding(body))))

    async def _finding(self, body: Body) -> findings.Finding:
        return await self._means.own_finding(body, body["actions"][0]["value"])
