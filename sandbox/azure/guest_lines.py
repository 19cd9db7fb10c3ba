"""Reads one line of a script: its words, its operators, whether it is one string."""

from __future__ import annotations

import re

from sandbox.azure import guest_script

COMPARE = re.compile(
    r"\s-(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|and|or|in|notin|join|split|replace)\s",
    re.IGNORECASE,
)


def whole(text: str) -> bool:
    """Whether the string that begins here ends at the end."""
    return len(text) > 1 and guest_script.end_of_string(text, 0) == len(text) - 1


def joined(text: str) -> list[str]:
    """The words of a line; what a comma holds together is one."""
    words: list[str] = []
    for raw in (word for word in guest_script.split(text, " \t\n") if word):
        if words and (words[-1].endswith(",") or raw == ","):
            words[-1] += raw
        else:
            words.append(raw)
    return words


def operator(text: str) -> re.Match[str] | None:
    """The operator outside of strings and brackets that binds least."""
    blank = list(text)
    at = 0
    while at < len(text):
        if text[at] in "'\"" or text[at] in guest_script.OPEN:
            quoted = text[at] in "'\""
            end = (guest_script.end_of_string if quoted else guest_script.balanced)(text, at)
            blank[at : end + 1] = "x" * (end + 1 - at)
            at = end
        at += 1
    found = list(COMPARE.finditer("".join(blank)))
    logic = [each for each in found if each[1].lower() in ("and", "or")]
    hits = logic or found
    return hits[-1] if hits else None
