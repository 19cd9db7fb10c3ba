"""One message in an incident's channel: what happened since the message before it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.cards import blocks, incident_events, text
from core import language

MOST = 20


def render(
    entries: incident_events.Entries, links: Mapping[str, str], words: language.Words
) -> blocks.Message:
    """Each a sentence; findings of one kind together."""
    medium = incident_events.slack(words, links)
    said = [incident_events.sentence(some, medium) for some in incident_events.gathered(entries)]
    lines = text.some(said, MOST, words)
    return blocks.message("\n".join(lines) or "-", blocks.sections(lines))
