"""What is found, kept as data: texts by key and values, read in whichever language.

A value may be a `Sentence`, as `say` gives it: rows keep it as one, and it is spoken as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core import json, language, sentences


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A text of `core/texts` by its key and values."""

    key: str
    values: Mapping[str, str | int]


def phrase(key: str, **values: str | int) -> Phrase:
    return Phrase(key=key, values=values)


def read(phrases: Iterable[Phrase], words: language.Words) -> str:
    """One after the other."""
    return " ".join(words(one.key, **_spoken(one, words)) for one in phrases)


def _spoken(one: Phrase, words: language.Words) -> dict[str, str | int]:
    return {
        name: sentences.spoken(value, words) if isinstance(value, str) else value
        for name, value in one.values.items()
    }


def write(phrases: Iterable[Phrase]) -> json.JSON:
    return [{"key": one.key, "values": dict(one.values)} for one in phrases]


def restore(raw: json.JSON, words: language.Words) -> tuple[Phrase, ...]:
    """Those that `write` made; nothing where a key is unknown by now: then what was kept beside
    them in English is read."""
    if not isinstance(raw, list):
        return ()
    found = tuple(Phrase(key=str(one["key"]), values=one["values"]) for one in raw)
    return found if all(words.knows(one.key) for one in found) else ()
