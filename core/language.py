"""What people read, by keys, in their language: Fluent files, one of each room, in `core/texts`.

words = language.of("de-DE")
words("home-waiting", count=3)  # "Drei Vorgänge warten auf Sie."

Keys are stable and begin with the name of their file. A text that is missing in a language is
shown in English, and a test fails: it compares every file and every call with one another.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.runtime.resolver import Pattern

LANGUAGES = ("en", "de")
"""The first is what everybody gets whose language is not here."""

FOLDER = Path(__file__).parent / "texts"

_ENTRY = re.compile(r"^(?=[A-Za-z][\w-]* *=)", re.MULTILINE)
"""Where a text begins: its key, at the beginning of a line."""


class Words(Protocol):
    """The texts of one language."""

    language: str

    def __call__(self, key: str, /, **values: str | float) -> str:
        """The text with its values filled in; numbers are grouped and plurals chosen as the
        language does. Values go in as they are: escape what people wrote, for Slack, before.

        Raises `LookupError` where no language has the key."""
        ...

    def knows(self, key: str) -> bool:
        """Whether there is a text, for keys made of values that may be older than the texts."""
        ...


def of(locale: str) -> Words:
    """Of a locale as Slack gives it, `de-DE` or `en_US`; English where it is another, or none."""
    spoken = locale.replace("_", "-").split("-")[0].lower()
    return _words(spoken if spoken in LANGUAGES else LANGUAGES[0])


def load() -> None:
    """Reads all of them: better at a start than for whoever is the first to be told something."""
    for spoken in LANGUAGES:
        _words(spoken).prepare()


class _Words:
    """A text is parsed when it is first said: all of them are a second's work, few are needed."""

    def __init__(self, language: str) -> None:
        self.language = language

    def prepare(self) -> None:
        self.knows("")
        _ = self._bundle

    @functools.cached_property
    def _texts(self) -> dict[str, str]:
        """What stands in the files, by key, and is not yet parsed."""
        return {
            entry.partition("=")[0].strip(): entry
            for spoken in dict.fromkeys((LANGUAGES[0], self.language))
            for file in (FOLDER / spoken).glob("*.ftl")
            for entry in _ENTRY.split(file.read_text(encoding="utf-8"))[1:]
        }

    @functools.cached_property
    def _bundle(self) -> FluentBundle:
        from fluent.runtime import FluentBundle  # noqa: PLC0415 - Babel's data take a third of a second, and few processes say anything

        return FluentBundle([self.language], use_isolating=False)

    def _pattern(self, key: str) -> Pattern:
        if not self._bundle.has_message(key):
            from fluent.runtime import FluentResource  # noqa: PLC0415 - as above

            self._bundle.add_resource(FluentResource(self._texts[key]))
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(key)
        return message.value

    def __call__(self, key: str, /, **values: str | float) -> str:
        text, _ = self._bundle.format_pattern(self._pattern(key), values)
        return str(text)

    def knows(self, key: str) -> bool:
        return key in self._texts


@functools.cache
def _words(language: str) -> _Words:
    return _Words(language)
