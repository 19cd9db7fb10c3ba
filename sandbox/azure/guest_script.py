"""Reads a PowerShell script into statements and blocks: enough for short, plain scripts.

`parse` gives a list of `Statement`: a line of its own, or a block with head and bodies:

- `line`: a command, an assignment, `exit`, `throw`, `return`
- `if`: heads and bodies in order, the last head empty for `else`
- `try`: the body, then those of `catch` and `finally`
- `foreach`, `while`, `do`: head and body
- `param` and `function` are read over: parameters come from the run command, functions are not run

Comments and backtick continuations are taken out. Here-strings become quoted ones.
Grammar: https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-08.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

OPEN, CLOSE = "({[", ")}]"
WORD = re.compile(r"\s*([A-Za-z]+)")
HERE = re.compile(r"@(['\"])\r?\n(.*?)\r?\n\1@", re.DOTALL)


@dataclass(kw_only=True)
class Statement:
    kind: str
    text: str = ""
    bodies: list[tuple[str, list[Statement]]] = field(default_factory=list)


def parse(script: str) -> list[Statement]:
    """The script's statements in order."""
    return _Reader(_clean(script)).block()


def _clean(script: str) -> str:
    script = HERE.sub(lambda found: _quoted(found[2], found[1]), script)
    script = re.sub(r"<#.*?#>", "", script, flags=re.DOTALL)
    script = re.sub(r"`\r?\n", " ", script)
    lines = [line[: _comment(line)] for line in script.replace("\r", "").split("\n")]
    return "\n".join(lines)


def _quoted(text: str, quote: str) -> str:
    return quote + text.replace(quote, quote * 2) + quote


def end_of_string(text: str, at: int) -> int:
    """Where the string that begins at `at` ends: doubled quotes and backticks are part of it."""
    quote, here = text[at], at + 1
    while here < len(text):
        if text[here] == "`" and quote == '"':
            here += 1
        elif text[here] == quote:
            if text[here + 1 : here + 2] != quote:
                return here
            here += 1
        here += 1
    return len(text) - 1


def _comment(line: str) -> int:
    at = 0
    while at < len(line):
        if line[at] in "'\"":
            at = end_of_string(line, at)
        elif line[at] == "#" and (at == 0 or line[at - 1] in " \t;{}()"):
            return at
        at += 1
    return len(line)


def balanced(text: str, at: int) -> int:
    """Where the bracket at `at` closes; strings are passed over."""
    depth, here = 0, at
    while here < len(text):
        if text[here] in "'\"":
            here = end_of_string(text, here)
        elif text[here] in OPEN:
            depth += 1
        elif text[here] in CLOSE:
            depth -= 1
            if not depth:
                return here
        here += 1
    return len(text) - 1


def split(text: str, marks: str) -> list[str]:
    """The parts of `text` between marks that stand outside of strings and brackets."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "'\"":
            at = end_of_string(text, at)
        elif text[at] in OPEN:
            at = balanced(text, at)
        elif text[at] in marks:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [part.strip() for part in [*parts, text[start:]]]


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def block(self) -> list[Statement]:
        found = []
        while self._skip():
            statement = self._statement()
            if statement is not None:
                found.append(statement)
        return found

    def _skip(self, marks: str = " \t\n;") -> bool:
        while self._at < len(self._text) and self._text[self._at] in marks:
            self._at += 1
        return self._at < len(self._text)

    def _word(self) -> str:
        """The keyword that stands next, in lower case; it is taken only by `_take`."""
        found = WORD.match(self._text, self._at)
        return found[1].lower() if found else ""

    def _take(self, word: str) -> bool:
        mark = self._at
        self._skip(" \t\n")
        if self._word() == word:
            self._at += len(word)
            return True
        self._at = mark
        return False

    def _bracket(self, sign: str) -> str:
        """What stands in the bracket that comes next, or nothing."""
        mark = self._at
        self._skip(" \t\n")
        if self._text[self._at : self._at + 1] != sign:
            self._at = mark
            return ""
        end = balanced(self._text, self._at)
        inner = self._text[self._at + 1 : end]
        self._at = end + 1
        return inner

    def _body(self) -> list[Statement]:
        return _Reader(self._bracket("{")).block()

    def _statement(self) -> Statement | None:
        word = self._word()
        reader = getattr(self, f"_read_{word}", None)
        if reader is not None and re.match(rf"{word}[\s({{]", self._text[self._at :].lower()):
            self._at += len(word)
            found: Statement | None = reader()
            return found
        return self._line()

    def _line(self) -> Statement | None:
        text = split(self._text[self._at :], "\n;")[0]
        raw = self._text[self._at :]
        self._at += raw.index(text) + len(text) if text else 1
        while text.endswith(("|", ",", "-and", "-or", "=")) and self._skip():
            more = self._line()
            text += " " + (more.text if more else "")
        return Statement(kind="line", text=text) if text else None

    def _read_param(self) -> None:
        self._bracket("(")

    def _read_function(self) -> None:
        self._at = self._text.index("{", self._at)
        self._bracket("{")

    def _read_if(self) -> Statement:
        bodies = [(self._bracket("("), self._body())]
        while self._take("elseif"):
            bodies.append((self._bracket("("), self._body()))
        if self._take("else"):
            bodies.append(("", self._body()))
        return Statement(kind="if", bodies=bodies)

    def _read_try(self) -> Statement:
        bodies = [("try", self._body())]
        while self._take("catch"):
            self._bracket("[")
            bodies.append(("catch", self._body()))
        if self._take("finally"):
            bodies.append(("finally", self._body()))
        return Statement(kind="try", bodies=bodies)

    def _read_foreach(self) -> Statement:
        return Statement(kind="foreach", bodies=[(self._bracket("("), self._body())])

    def _read_while(self) -> Statement:
        return Statement(kind="while", bodies=[(self._bracket("("), self._body())])

    def _read_do(self) -> Statement:
        body = self._body()
        until = self._take("until")
        if not until:
            self._take("while")
        return Statement(
            kind="do", text="until" if until else "while", bodies=[(self._bracket("("), body)]
        )
