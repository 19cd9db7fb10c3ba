"""Which handler hears what."""

from __future__ import annotations

from collections.abc import Mapping

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import decisions
from bot.slack.cards.buttons import Button
from bot.slack.forms import form, meta, views
from bot.slack.listeners import commands, fields
from bot.slack.listeners.kinds import Body, Handler, Kind
from bot.slack.listeners.means import Means

ENDS_WITH_ACK = frozenset({Kind.COMMAND})
"""Slash commands leave what comes after their ack to background tasks."""


def all_(means: Means) -> Mapping[Kind, Mapping[str, Handler]]:
    """By kind and name. What is not here is acknowledged and logged."""
    typed = commands.Commands(means)
    filled = fields.Fields(means)
    decided = decisions.Decisions(means)
    return {
        Kind.COMMAND: {commands.COMMAND: typed.handle},
        Kind.ACTION: {
            meta.ACTION: filled.change,
            Button.APPROVE: decided.approve,
            Button.DENY: decided.deny,
            Button.WITHDRAW: decided.withdraw,
            Button.CANCEL: decided.cancel,
            Button.RETRY: decided.retry,
            Button.CLEAN: decided.clean,
            Button.UPGRADE: decided.upgrade,
        },
        Kind.OPTIONS: {meta.ACTION: filled.options},
        Kind.SUBMISSION: {form.CALLBACK: filled.submit, views.DENY: decided.denied},
        Kind.CLOSED: {},
        Kind.EVENT: {"app_home_opened": _heard},
        Kind.SHORTCUT: {},
    }


async def _heard(ack: AsyncAck, _: Body) -> None:
    """Acknowledged; nothing is shown there."""
    await ack()
