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
from workflow import spots

NAMES = 2.0  # seconds that finding the labels of prefilled values may take


async def asked(
    means: Means,
    verb: verbs.Verb,
    values: Mapping[str, str],
    *,
    person: str,
    spot: spots.Spot,
    trigger_id: str,
    on_top: bool = False,
) -> blocks.Message | None:
    """A verb's form, prefilled. Where there is none the view says why.

    A message is returned where it must also be told in the channel."""
    first = means.languages.known(person)
    title = declared.title(verb, first)
    try:
        opened = await means.sender.open(trigger_id, views.loading(title, first), on_top=on_top)
    except sender.Failed as error:
        said = first("answer-not-opened", code=error.code)
        return answers.problem(said, first("answer-not-opened-remedy"), first)
    view, message = await made(means, verb, values, person=person, spot=spot)
    await means.sender.show(opened, view)
    return message


async def made(
    means: Means, verb: verbs.Verb, values: Mapping[str, str], *, person: str, spot: spots.Spot
) -> tuple[blocks.Block, blocks.Message | None]:
    """The form, or the view that says why there is none, and what to tell in the channel too."""
    title = declared.title(verb, means.languages.known(person))
    lists.warm(means, verb, values)
    try:
        channel, words, names, _ = await asyncio.gather(
            means.place(spot),
            means.languages.of(person),
            lists.names(means, verb, values, NAMES),
            means.desk.may(verb.name, person),
        )
        if verb.needs_approval and not await means.sender.member_of(channel):
            message = answers.not_member(channel, words)
            return views.note(title, message, words), message
    except errors.BotError as error:
        words = await means.languages.of(person)
        return views.note(title, answers.error(error, words), words), None
    given = checks.with_defaults(verb, values)
    about = meta.Meta(verb=verb.name, channel=channel, spot=spot, chosen=meta.leading(verb, given))
    return form.build(verb, about, given, words, names), None
