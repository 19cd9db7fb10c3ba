"""The lists behind a form's selects: asked with a budget of time, warmed before they are needed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping

import structlog

from bot.slack import declared
from bot.slack.cards import blocks
from bot.slack.forms import options
from bot.slack.listeners.means import Means
from commands import fields, verbs
from core import errors, language, sentences

log = structlog.get_logger(__name__)

BUDGET = 2.0  # seconds of the three in which Slack wants its options


class Budget:
    """The time that one of Slack's requests may take in all, however much is looked up for it."""

    def __init__(self, seconds: float = BUDGET) -> None:
        self._end = asyncio.get_running_loop().time() + seconds

    @property
    def left(self) -> float:
        return max(self._end - asyncio.get_running_loop().time(), 0.0)


async def answer(  # noqa: PLR0917 - what a list is made of, the time for it, and who reads it
    means: Means,
    verb: verbs.Verb,
    one: fields.Field,
    values: Mapping[str, str],
    typed: str,
    budget: Budget,
    words: language.Words,
) -> blocks.Block:
    """The body of the ack. What cannot be listed is said in an option that counts as nothing."""
    missing = [declared.label(verb, other, words) for other in _missing(verb, one, values)]
    if missing:
        return {"options": [options.note(words("form-choose-first", fields=", ".join(missing)))]}
    try:
        found = await _within(means, one, values, typed, budget.left)
    except errors.BotError as error:
        return failed(one, typed, error, words)
    # A list that fails must not leave the person with Slack's bare "no results".
    except Exception:
        log.exception("options-failed", field=one.name)
        return _only(one, typed, words("form-unread"), words)
    if found is None:
        return _only(one, typed, words("form-still-loading"), words)
    if not found.items and not (one.free_text and typed):
        return {"options": [options.note(words("form-nothing-found" if typed else "form-empty"))]}
    return options.answer(found, words, typed, free_text=one.free_text)


async def names(
    means: Means, verb: verbs.Verb, values: Mapping[str, str], seconds: float
) -> dict[str, str]:
    """How given values read in their lists; those that are not found in time are left out."""

    async def name(one: fields.Field) -> tuple[str, str]:
        found = await _within(means, one, values, values[one.name], seconds)
        hits = (
            [choice for choice in found.items if choice.value == values[one.name]] if found else []
        )
        return one.name, hits[0].label if hits else ""

    wanted = [one for one in verb.fields if one.lookup is not None and values.get(one.name)]
    told = await asyncio.gather(*(name(one) for one in wanted), return_exceptions=True)
    return {one[0]: one[1] for one in told if isinstance(one, tuple) and one[1]}


def failed(
    one: fields.Field, typed: str, error: errors.BotError, words: language.Words
) -> blocks.Block:
    """What a list shows that cannot be read."""
    log.warning("options-failed", field=one.name, code=error.code)
    return _only(one, typed, sentences.spoken(error.sentence, words), words)


async def full(
    means: Means,
    verb: verbs.Verb,
    values: Mapping[str, str],
    read: Mapping[str, str],
    budget: Budget,
) -> dict[str, str]:
    """Values that were too long for an option, found again by how they read (`read`).

    One that cannot be found in time is left out, so that it is asked for again. Raises the
    `BotError` of a list that cannot be read."""
    whole = dict(values)
    for one in verb.fields:
        given = values.get(one.name, "")
        if one.lookup is None or not options.is_digest(given):
            continue
        label = read.get(one.name, "").rstrip("…")
        found = await _within(means, one, whole, label, budget.left)
        hits = [c.value for c in found.items if options.value_of(c) == given] if found else []
        whole.pop(one.name)
        whole |= {one.name: hits[0]} if hits else {}
    return whole


def warm(means: Means, verb: verbs.Verb, values: Mapping[str, str]) -> None:
    """Begins to read the lists that can be read now; lookups remember what they read."""
    for one in verb.fields:
        if one.lookup is not None and not values.get(one.name) and not _missing(verb, one, values):
            means.tasks.start(_warm(means, one, dict(values)), f"list {one.name}")


async def _warm(means: Means, one: fields.Field, values: Mapping[str, str]) -> None:
    try:
        await _within(means, one, values, "", 30.0)
    except errors.BotError as error:
        log.info("list-not-warmed", field=one.name, code=error.code)


async def _within(
    means: Means,
    one: fields.Field,
    values: Mapping[str, str],
    typed: str,
    seconds: float,
) -> fields.Choices | None:
    """None when the time is up; the reading goes on and the next try finds it done."""
    if one.lookup is None:
        return fields.Choices(items=(), total=0)
    lookup = one.lookup
    task = means.tasks.start(_kept(lookup(means.azure, values, typed)), f"list {one.name}")
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        return None
    result: Kept = task.result()
    found, error = result
    if error is not None:
        raise error
    return found


Kept = tuple[fields.Choices | None, Exception | None]


async def _kept(reading: Awaitable[fields.Choices]) -> Kept:
    """The result or the error as values: nobody may be waiting any more when it comes."""
    try:
        return await reading, None
    # Handed to whoever still waits; a late one is only not shown.
    except Exception as error:  # noqa: BLE001
        return None, error


def _missing(verb: verbs.Verb, one: fields.Field, values: Mapping[str, str]) -> list[fields.Field]:
    """The fields that this list is filtered by and that are not chosen yet."""
    known = {other.name: other for other in verb.fields}
    return [
        known[name]
        for name in one.depends_on
        if name in known and not values.get(name) and known[name].required
    ]


def _only(one: fields.Field, typed: str, sentence: str, words: language.Words) -> blocks.Block:
    none = fields.Choices(items=(), total=0)
    shown = options.answer(none, words, typed, free_text=one.free_text)["options"]
    return {"options": [*shown, options.note(sentence)]}
