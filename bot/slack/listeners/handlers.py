"""Which handler hears what."""

from __future__ import annotations

from collections.abc import Mapping

from slack_bolt.context.ack.async_ack import AsyncAck

from bot import manifest
from bot.slack import asides, confirmations, decisions, doors, incidents, prompting
from bot.slack.cards import answers
from bot.slack.cards.buttons import Button
from bot.slack.forms import form, meta, pick
from bot.slack.forms.asides import Aside
from bot.slack.home import listening
from bot.slack.listeners import commands, fields, lines, shortcut, talk
from bot.slack.listeners.kinds import Body, Handler, Kind
from bot.slack.listeners.means import Means, guarded, teller

ENDS_WITH_ACK = frozenset({Kind.COMMAND})
"""Slash commands leave what comes after their ack to background tasks."""


def all_(
    means: Means, door: doors.Doors, home: listening.Home, bot_user: str
) -> Mapping[Kind, Mapping[str, Handler]]:
    """By kind and name. What is not here is acknowledged and logged."""
    said = lines.Lines(means)
    typed = commands.Commands(means, said)
    filled = fields.Fields(means, said)
    heard = talk.Talk(means, said, bot_user)
    here = shortcut.Shortcut(means, said)
    decided = decisions.Decisions(means)
    confirmed = confirmations.Confirmations(means)
    prompted = prompting.Prompting(means)
    happening = incidents.Incidents(means)
    aside = asides.Asides(means, decided.withdraw)

    def guard(listed: Mapping[str, Handler]) -> Mapping[str, Handler]:
        return {name: guarded(means, one) for name, one in listed.items()}

    return {
        Kind.COMMAND: {commands.COMMAND: typed.handle},
        Kind.ACTION: guard(
            {
                meta.ACTION: filled.change,
                Button.APPROVE: decided.approve,
                Button.DENY: aside.deny,
                Button.MORE: aside.more,
                Button.WITHDRAW: decided.withdraw,
                Button.CANCEL: decided.cancel,
                Button.DONE: decided.done,
                Button.RETRY: decided.retry,
                Button.CLEAN: decided.clean,
                Button.PLAN_AGAIN: decided.plan_again,
                Button.REFILL: decided.refill,
                Button.ACKNOWLEDGE: decided.acknowledge,
                Button.CONFIRM_VOTE: confirmed.confirm,
                Button.NOT_ME: confirmed.disown,
                Button.OFFER: decided.offer,
                Button.UPGRADE: decided.upgrade,
                Button.DEPLOY: decided.deploy,
                Button.FABRIC: prompted.fabric,
                Button.USERS: prompted.users,
                Button.FINDING: prompted.menu,
                Button.HOME_VAULT: home.vault,
                Button.HOME_ENVIRONMENT: home.environment,
                Button.HOME_PAGE: home.page,
                Button.RUN: home.run,
                Button.CARD: home.card,
                Button.NOTE: happening.note,
                Button.STANDING: happening.status,
                Button.END: happening.end,
            }
        ),
        Kind.OPTIONS: {meta.ACTION: filled.options, Button.HOME_VAULT: home.vaults},
        Kind.SUBMISSION: guard(
            {
                form.CALLBACK: filled.submit,
                pick.CALLBACK: here.chosen,
                Aside.DENY: aside.denied,
                Aside.QUESTION: aside.asked,
                Aside.GLASS: aside.broken,
                Aside.SNOOZE: prompted.snoozed,
                Aside.DISMISS: prompted.dismissed,
                Aside.NOTE: happening.noted,
                Aside.END: happening.ended,
            }
        ),
        Kind.CLOSED: {},
        Kind.EVENT: {
            "app_home_opened": home.opened,
            "app_mention": heard.mentioned,
            "member_joined_channel": door.joined,
            "message": heard.written,
        },
        Kind.SHORTCUT: {},
        Kind.ON_MESSAGE: guard({manifest.RUN_HERE: here.pressed}),
    }


def stranger(means: Means) -> Handler:
    """For people whose request is of another workspace than the one that is served."""

    async def handle(ack: AsyncAck, body: Body) -> None:
        await ack()
        tell, words = teller(means, body), means.languages.channel
        means.tasks.start(
            tell(answers.problem(words("answer-stranger"), words("answer-stranger-remedy"), words)),
            "answer to a stranger",
        )

    return handle
