"""Clicks on the direct message that asks whether a vote given in the terminal is one's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, origin
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, before_ack, teller
from workflow import confirmations

Wish = Callable[[str, str], Awaitable[object]]
"""`(confirmation id, person)`."""


class Confirmations:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def confirm(self, ack: AsyncAck, body: Body) -> None:
        await self._settle(ack, body, self._means.confirmations.confirm)

    async def disown(self, ack: AsyncAck, body: Body) -> None:
        await self._settle(ack, body, self._means.confirmations.disown)

    async def _settle(self, ack: AsyncAck, body: Body, wish: Wish) -> None:
        confirmation = clicks.value(body).do

        async def settle() -> object:
            await origin.check(
                self._means.posts,
                body,
                confirmations.key(confirmation),
                place=self._means.sender.place,
            )
            return await wish(confirmation, clicks.person(body))

        await before_ack(settle(), ack, teller(self._means, body))
