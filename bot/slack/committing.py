"""What a small form carries is committed before the form closes."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks
from bot.slack.forms import asides
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, before_ack, to
from workflow import people

Outcome = TypeVar("Outcome")


async def commit(
    means: Means,
    ack: AsyncAck,
    body: Body,
    work: Awaitable[Outcome],
    fields: Mapping[str, asides.Field],
) -> Outcome | None:
    """As `before_ack`. Where Slack did not say in time who somebody is, the form stays open: what
    was typed is not lost, and pressing again is all there is to do."""
    _, channel, _ = asides.read(body["view"])
    first = next(iter(body["view"]["state"]["values"]))
    tell = to(means, "", channel, clicks.person(body))
    return await before_ack(work, ack, tell, fields={**fields, people.Unreachable.code: first})
