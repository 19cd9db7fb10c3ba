"""Opening a view: a loading one within the trigger's three seconds, then the one that was meant."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.slack import declared, sender
from bot.slack.cards import answers, blocks
from bot.slack.forms import form, meta, views
from bot.slack.listeners import lists
from bot.slack.listeners.means import Means
from commands import checks, verbs
from core import errors

NAMES = 2.0  # seconds that finding the labels of prefilled values may take


async def asked(
    means: Means,
    verb: verbs.Verb,
    values: Mapping[str, str],
    *,
    person: str,
    channel: str,
    trigger_id: str,
) -> blocks.Message | None:
    """A verb's form, prefilled. Where there is none the view says why.

    A message is returned where it must also be told in the channel."""
    first = means.languages.known(person)
    title = declared.title(verb, first)
    try:
        opened = await means.sender.open(trigger_id, views.loading(title, first))
    except sender.Failed as error:
        return answers.problem(
            f"Slack did not open the form ({error.code}).", "Type the command again."
        )
    lists.warm(means, verb, values)
    try:
        member, words, names, _ = await asyncio.gather(
            means.sender.member_of(channel),
            means.languages.of(person),
            lists.names(means, verb, values, NAMES),
            means.desk.may(verb.name, person),
        )
    except errors.BotError as error:
        await means.sender.show(opened, views.problem(title, error.sentence, error.remedy))
        return None
    if not member:
        message = answers.not_member(channel)
        await means.sender.show(opened, views.note(title, message))
        return message
    given = checks.with_defaults(verb, values)
    about = meta.Meta(verb=verb.name, channel=channel, chosen=meta.leading(verb, given))
    await means.sender.show(opened, form.build(verb, about, given, words, names))
    return None
