"""Who reads which language: a channel by the settings, a person by what they have set in Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from core import errors, language
from workflow import people

log = structlog.get_logger(__name__)

KEPT = 3600.0  # seconds a person's language is remembered
PATIENCE = 5.0  # seconds it may be looked up while an answer waits
HURRY = (
    0.7  # seconds it may be looked up before a form opens: Slack lets a click open one for three
)


class Languages:
    """`channel` is what everybody in a channel reads."""

    def __init__(
        self, channel: language.Words, directory: people.Directory, now: Callable[[], float]
    ) -> None:
        self.channel = channel
        self._directory = directory
        self._now = now
        self._kept: dict[str, tuple[float, language.Words]] = {}

    def known(self, person: str) -> language.Words:
        """At once, for what cannot wait: the person's own where it is remembered."""
        kept = self._kept.get(person)
        return kept[1] if kept is not None else self.channel

    def remembered(self, person: str) -> language.Words | None:
        """None where Slack has not said it yet, or too long ago."""
        kept = self._kept.get(person)
        return kept[1] if kept is not None and self._now() - kept[0] < KEPT else None

    async def of(self, person: str, patience: float = PATIENCE) -> language.Words:
        """The person's own; the channel's where Slack does not say it in time."""
        if (found_before := self.remembered(person)) is not None:
            return found_before
        try:
            async with asyncio.timeout(patience):
                found = await self._directory.person(person)
        except (TimeoutError, errors.BotError) as error:
            log.info("language-unknown", person=person, error=type(error).__name__)
            return self.known(person)
        words = language.of(found.locale) if found.locale else self.channel
        self._kept[person] = (self._now(), words)
        return words

    async def soon(self, person: str) -> language.Words:
        """The same for a form that a click waits for."""
        return await self.of(person, HURRY)
