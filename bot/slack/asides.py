"""What a card's smaller wishes ask for first, in a form: deny, question, broken glass."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, committing
from bot.slack.cards import blocks, buttons, operations
from bot.slack.forms import asides
from bot.slack.listeners.kinds import Body, Handler
from bot.slack.listeners.means import Means, outcome, teller
from core import json, language
from workflow import operations as rows

View = Callable[[rows.Operation, language.Words], Awaitable[blocks.Block]]
Field = asides.Field

FIELDS = {"no-reason": Field.REASON, "wrong-name": Field.NAME, "no-text": Field.TEXT}
"""Refusals that the form itself shows, at the field to mend."""


class Asides:
    """Opens the forms, and commits what they carry before they close."""

    def __init__(self, means: Means, withdraw: Handler) -> None:
        self._means = means
        self._withdraw = withdraw

    async def deny(self, ack: AsyncAck, body: Body) -> None:
        async def view(operation: rows.Operation, words: language.Words) -> blocks.Block:
            value, what = clicks.value(body), operations.title(operation, words)
            await self._means.desk.may_vote(operation.id, clicks.person(body), value.plan_hash)
            return asides.deny(value, clicks.channel(body), what, words)

        await self._open(ack, body, view)

    async def more(self, ack: AsyncAck, body: Body) -> None:
        """The folded ones."""
        match clicks.value(body).do:
            case buttons.Button.WITHDRAW:
                await self._withdraw(ack, body)
            case buttons.Button.QUESTION:
                await self._question(ack, body)
            case buttons.Button.GLASS:
                await self._glass(ack, body)
            case other:
                raise buttons.Unreadable(f"the menu has no {other!r}")

    async def _question(self, ack: AsyncAck, body: Body) -> None:
        async def view(operation: rows.Operation, words: language.Words) -> blocks.Block:
            value, channel = clicks.value(body), clicks.channel(body)
            what = operations.title(operation, words)
            return asides.question(value, channel, operation.requester, what, words)

        await self._open(ack, body, view)

    async def _glass(self, ack: AsyncAck, body: Body) -> None:
        async def view(operation: rows.Operation, words: language.Words) -> blocks.Block:
            await self._means.overrides.may_break(operation.id, clicks.person(body))
            plan = operation.plan
            summary, target = (plan.summary, plan.target) if plan is not None else ("", "")
            value, channel = clicks.value(body), clicks.channel(body)
            return asides.glass(value, channel, summary, target, words)

        await self._open(ack, body, view)

    async def _open(self, ack: AsyncAck, body: Body, view: View) -> None:
        await ack()
        operation_id = clicks.value(body).operation

        async def show() -> None:
            await self._means.own(body, f"card:{operation_id}")
            words = await self._means.languages.soon(clicks.person(body))
            shown = await view(await self._means.desk.get(operation_id), words)
            await self._means.sender.open(body["trigger_id"], shown)

        await outcome(show(), teller(self._means, body))

    async def denied(self, ack: AsyncAck, body: Body) -> None:
        """The reason's form was sent; pressed twice, it is still one wish."""
        value, _, typed = asides.read(body["view"])
        person, reason = clicks.person(body), typed[Field.REASON]
        wish = self._means.desk.vote(
            value.operation, person, "deny", value.plan_hash, body["view"]["id"], reason
        )
        await self._commit(ack, body, wish)

    async def asked(self, ack: AsyncAck, body: Body) -> None:
        value, _, typed = asides.read(body["view"])
        wish = self._means.desk.question(
            value.operation, clicks.person(body), typed[Field.TEXT], body["view"]["id"]
        )
        await self._commit(ack, body, wish)

    async def broken(self, ack: AsyncAck, body: Body) -> None:
        value, _, typed = asides.read(body["view"])
        wish = self._means.overrides.break_glass(
            value.operation,
            clicks.person(body),
            reason=typed[Field.REASON],
            typed=typed[Field.NAME],
            plan_hash=value.plan_hash,
            # Sent again with the name mended it is another wish; pressed twice it is the same.
            delivery=f"{body['view']['id']}:{json.digest(dict(typed))[:16]}",
        )
        await self._commit(ack, body, wish)

    async def _commit(self, ack: AsyncAck, body: Body, wish: Awaitable[rows.Operation]) -> None:
        await committing.commit(self._means, ack, body, wish, FIELDS)
