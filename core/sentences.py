"""Sentences that verbs and services compose of what they know: English where they stand in the
code, and said by a key in every other language.

    say("status-silent", "{server} has been silent since {since}.", server=name, since=when)

gives English text, a `str` like any other, that remembers its key and values; `spoken` reads it in
another language. Its values may be such texts themselves. What is glued together by `+` or an
f-string is plain English from then on: use `join`.

What stays an identifier or a number where it is kept, hashed and tested is read by `named` and
`number`, when it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from core import json, language

Value = str | float

_MARKS = re.compile(r"[^a-z0-9_]+")


class Sentence(str):
    """English, and what it takes to say it otherwise: a key with values, or parts and what
    stands between them. A key may be several with blanks between them: the first that the
    language has is said."""

    key: str
    values: Mapping[str, Value]
    parts: tuple[str, ...]
    between: str

    def __new__(
        cls,
        english: str,
        *,
        key: str = "",
        values: Mapping[str, Value] | None = None,
        parts: Iterable[str] = (),
        between: str = "",
    ) -> Sentence:
        self = super().__new__(cls, english)
        self.key = key
        self.values = values or {}
        self.parts = tuple(parts)
        self.between = between
        return self


def say(key: str, english: str, /, **values: Value) -> Sentence:
    """`english` with its `{values}` filled in. Other languages have the key in `core/texts`; one
    that lacks it reads the English, and a test fails."""
    return Sentence(english.format(**values), key=key, values=values)


def join(parts: Iterable[str], between: str = " ") -> Sentence:
    """One after the other; what is empty is left out."""
    kept = tuple(part for part in parts if part)
    return Sentence(between.join(kept), parts=kept, between=between)


def named(kind: str, name: str, english: str = "", *, otherwise: str = "") -> Sentence:
    """An identifier as people read it: by `named-<kind>-<name>`, then by the key `otherwise` with
    the name put in; in English as it stands, or as `english`. What none of them has, such as an
    older release's name, reads in English."""
    slug = _MARKS.sub("-", name.lower())
    keys = [f"named-{kind}-{slug}", *([otherwise.format(slug)] if otherwise else [])]
    return Sentence(english or name, key=" ".join(keys))


def number(value: float, digits: int | None = None) -> Sentence:
    """A number as each language writes it, `1,234.5` or `1.234,5`, with so many digits behind the
    point; without `digits`, with those it has."""
    if digits is None:
        return Sentence(f"{value:g}", key="number-plain", values={"number": value})
    # Rounded here, so that no language rounds otherwise.
    rounded = round(float(f"{value:.{digits}f}"), digits)
    return Sentence(f"{value:,.{digits}f}", key=f"number-{digits}", values={"number": rounded})


def spoken(text: str, words: language.Words) -> str:
    """The text in the reader's language; as it stands where it is not a `Sentence`."""
    if not isinstance(text, Sentence) or words.language == language.LANGUAGES[0]:
        return str(text)
    if text.parts:
        return text.between.join(spoken(part, words) for part in text.parts)
    key = next((one for one in text.key.split() if words.knows(one)), "")
    if not key:
        return str(text)
    return words(key, **{name: _value(one, words) for name, one in text.values.items()})


def _value(value: Value, words: language.Words) -> Value:
    return spoken(value, words) if isinstance(value, str) else value


_KEPT = ({"english", "key", "values"}, {"english", "parts", "between"})
"""The names in what `keep` makes of a `Sentence`."""


def keep(text: str) -> json.JSON:
    """As rows keep it: a string, and with a `Sentence` what `restore` needs to make it again."""
    if not isinstance(text, Sentence):
        return text
    if text.parts:
        return {
            "english": str(text),
            "parts": [keep(part) for part in text.parts],
            "between": text.between,
        }
    values = {name: keep(v) if isinstance(v, str) else v for name, v in text.values.items()}
    return {"english": str(text), "key": text.key, "values": values}


def restore(kept: Any) -> str:
    """What `keep` kept, also by a release that kept strings alone."""
    if not isinstance(kept, dict):
        return str(kept)
    if parts := kept.get("parts"):
        return Sentence(
            kept["english"], parts=[restore(part) for part in parts], between=kept["between"]
        )
    values = {
        name: value if isinstance(value, int | float) else restore(value)
        for name, value in kept.get("values", {}).items()
    }
    return Sentence(kept["english"], key=kept["key"], values=values)


def keep_all(value: Any) -> Any:
    """JSON in which each `Sentence`, wherever it stands, is as `keep` makes it."""
    if isinstance(value, Sentence):
        return keep(value)
    if isinstance(value, dict):
        return {name: keep_all(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [keep_all(one) for one in value]
    return value


def restore_all(value: Any) -> Any:
    """What `keep_all` was given."""
    if isinstance(value, dict):
        if value.keys() in _KEPT:
            return restore(value)
        return {name: restore_all(one) for name, one in value.items()}
    if isinstance(value, list):
        return [restore_all(one) for one in value]
    return value
