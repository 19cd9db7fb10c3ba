"""A typed line cut into words as a shell would, with what Slack's clients do to it undone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from core.sentences import say

CLOSERS = {
    '"': '"',
    "'": "'",
    "“": '”“"',
    "”": '”“"',
    "„": '”“"',
    "‘": "’‘'",
    "’": "’‘'",
    "‚": "’‘'",
    "«": "»",
}
"""Which characters close a quote: a straight one only its like, so that the rest stays verbatim."""

DASHES = "—–―−"
SLACK = re.compile(
    r"<(?:@(?P<person>[UW][A-Z0-9]+)|#(?P<channel>[CGD][A-Z0-9]+)"
    r"|!subteam\^(?P<group>S[A-Z0-9]+)|(?P<url>https?://[^|<>\s]+)|mailto:(?P<mail>[^|<>\s]+))"
    r"(?:\|[^<>]*)?>"
)
ENTITY = re.compile(r"&(amp|lt|gt);")
ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
NEAR_ENOUGH = 65  # of 100; below it a suggestion is more likely wrong than helpful


@dataclass(frozen=True, kw_only=True)
class Word:
    """`flag`: began with `--` outside quotes. `quoted_name`: the quote began before any `=`."""

    text: str
    flag: bool = False
    quoted: bool = False
    quoted_name: bool = False


class Unbalanced(ValueError):
    """A quote is opened and never closed."""

    def __init__(self, rest: str) -> None:
        super().__init__("unbalanced quote")
        self.sentence = say(
            "grammar-unbalanced",
            "A quote is opened and never closed: “{rest}”.",
            rest=shorten(rest),
        )
        self.remedy = say(
            "grammar-close",
            'Close it, as in `subscription="Contoso DR"`; if it is part of the value, put a '
            "backslash before it.",
        )


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def plain(self) -> str:
        """One character, entity or Slack token; moves on."""
        char = self.text[self.at]
        pattern = {"<": SLACK, "&": ENTITY}.get(char)
        match = pattern.match(self.text, self.at) if pattern else None
        if match is None:
            self.at += 1
            return char
        self.at = match.end()
        if char == "&":
            return ENTITIES[match[1]]
        return next(group for group in match.groups() if group)

    def escaped(self, specials: str) -> str | None:
        """What stands behind a backslash, if the backslash means something here."""
        if self.text[self.at] != "\\" or self.at + 1 >= len(self.text):
            return None
        char = self.text[self.at + 1]
        if char not in specials and not (char.isspace() and " " in specials):
            return None
        self.at += 2
        return char

    def quoted(self) -> str:
        """The text inside the quote that begins here; moves behind its end."""
        start = self.at
        opener = self.text[start]
        closers = CLOSERS[opener]
        literal = opener in "'‘’‚"
        self.at += 1
        out: list[str] = []
        while self.at < len(self.text):
            if self.text[self.at] in closers:
                self.at += 1
                return "".join(out)
            escaped = None if literal else self.escaped("\\" + opener + closers)
            out.append(self.plain() if escaped is None else escaped)
        raise Unbalanced(self.text[start:])

    def word(self) -> Word:
        out: list[str] = []
        quoted = quoted_name = False
        flag = self._flag()
        while self.at < len(self.text) and not self.text[self.at].isspace():
            escaped = self.escaped("\\ " + "".join(CLOSERS))
            if escaped is not None:
                out.append(escaped)
            elif self.text[self.at] in CLOSERS and not self._apostrophe():
                quoted_name = quoted_name or not any("=" in part for part in out)
                quoted = True
                out.append(self.quoted())
            else:
                out.append(self.plain())
        text = ("--" if flag else "") + "".join(out)
        return Word(text=text, flag=flag, quoted=quoted, quoted_name=quoted_name and not flag)

    def _apostrophe(self) -> bool:
        """`don't`: nobody means a quote in the middle of a word."""
        before = self.text[self.at - 1 : self.at]
        return self.text[self.at] in "'’" and before.isalnum()

    def _flag(self) -> bool:
        """Whether `--name`, or a dash that Slack made of it, begins here; moves behind it."""
        for prefix in ("--", *DASHES):
            after = self.at + len(prefix)
            if self.text.startswith(prefix, self.at) and self.text[after : after + 1].isalpha():
                self.at = after
                return True
        return False


def split(text: str) -> list[Word]:
    """Raises `Unbalanced`, and nothing else, whatever the text."""
    reader = _Reader(text)
    found = []
    while reader.at < len(text):
        if text[reader.at].isspace():
            reader.at += 1
        else:
            found.append(reader.word())
    return found


def nearest(typed: str, known: Iterable[str], cutoff: int = NEAR_ENOUGH) -> str:
    """The known word most like what was typed, or nothing."""
    hit = process.extractOne(typed, list(known), scorer=fuzz.WRatio, score_cutoff=cutoff)
    return str(hit[0]) if hit else ""


def shorten(text: str, size: int = 60) -> str:
    """One line of at most `size` characters, for quoting back what was typed."""
    line = " ".join(text.split())
    return line if len(line) <= size else line[: size - 1] + "…"
