r"""Runs a parsed script on a simulated machine: variables, conditions, pipes, and known commands.

A script is a generator of seconds to wait; what it changes happens when it comes to it. Values are
text, numbers, booleans, objects (dict) and lists. Understood: assignments, `$name.Property`,
`$env:…`, strings with `$name` and `$(…)`, `@{…}`, `(…)`, the comparison and logic operators, pipes,
`if`, `try`, `foreach`, `while`, `do`, `exit`, `throw`, `return`, `break`. Commands are those of
`guest_commands` and `guest_setup`; any other is "not recognized", as in PowerShell. Functions,
classes, `switch`, arithmetic, script blocks outside of `Where-Object`, and .NET are not modelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

from sandbox.azure import guest_lines, guest_script, state
from sandbox.azure.guest_script import Statement
from sandbox.azure.guest_values import compare, follow, many, number, shown, truth

Steps = Generator[float, None, Any]
ASSIGN = re.compile(
    r"^(?:\[[\w.\[\]]+\]\s*)?\$(?:script:|global:)?(\w+)\s*=(?!=)\s*(.*)$", re.DOTALL
)
VARIABLE = re.compile(r"\$(?:\{([\w:]+)\}|(env:\w+|\w+|[?_]))((?:\.\w+)*)")
CAST = re.compile(r"^\[(pscustomobject|string|int|bool|ordered|string\[\]|void)\]\s*", re.I)
CONSTANTS = {"": None, "$true": True, "$false": False, "$null": None}
TURNS = 10_000  # of one loop


class ExitError(Exception):
    """`exit`, or an error nobody caught."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class ThrowError(Exception):
    """`throw`, or a command that failed with `-ErrorAction Stop`."""


class _BreakError(Exception):
    """`break`"""


class _ContinueError(Exception):
    """`continue`"""


@dataclass(kw_only=True)
class Shell:
    """One script on one machine. `commands` by lower-case name, `program_of` by file name."""

    current: state.State
    machine: state.Document
    variables: dict[str, Any] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    commands: dict[str, Command] = field(default_factory=dict)
    program_of: Callable[[str], Any] = field(default=lambda _: None)
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    closed: bool = False  # cancelled or killed: nothing more of the script runs
    here: str = "C:\\Windows\\system32"

    def run(self, script: str) -> Steps:
        """Run all of it; the value is the exit code."""
        return (yield from self.perform(lambda: self._block(guest_script.parse(script))))

    def perform(self, begin: Callable[[], Steps]) -> Steps:
        """The same for any steps, whose value is the exit code, if they have one."""
        try:
            code = yield from begin()
        except ExitError as end:
            return end.code
        except ThrowError as thrown:
            self.err.append(str(thrown))
            return 1
        except (_BreakError, _ContinueError, RecursionError):
            return 0
        return int(code or 0)

    def fail(self, text: str) -> None:
        """An error of a command: it stops the script if that is how it was asked to run."""
        if str(self.variables.get("erroractionpreference", "")).lower() == "stop":
            raise ThrowError(text)
        self.err.append(text)

    # ---- statements ------------------------------------------------------------------------
    def _block(self, statements: list[Statement]) -> Steps:
        for statement in statements:
            yield from getattr(self, f"_run_{statement.kind}")(statement)

    def _run_line(self, statement: Statement) -> Steps:
        text = statement.text
        word, _, rest = text.partition(" ")
        if word.lower() in ("exit", "return", "throw", "break", "continue"):
            value = (yield from self.value(rest)) if rest.strip() else None
            if word.lower() == "throw":
                raise ThrowError(shown(value))
            if word.lower() in ("break", "continue"):
                raise _BreakError if word.lower() == "break" else _ContinueError
            if word.lower() == "return" and value is not None:
                self.emit(value)
            raise ExitError(number(value) if word.lower() == "exit" else 0)
        assigned = ASSIGN.match(text)
        if assigned:
            self.variables[assigned[1].lower()] = yield from self.value(assigned[2])
            return
        self.emit((yield from self.value(text)))

    def emit(self, value: Any) -> None:
        text = shown(value)
        if value is not None and (text or value == ""):
            self.out.append(text)

    def _run_if(self, statement: Statement) -> Steps:
        for head, body in statement.bodies:
            if not head or truth((yield from self.value(head))):
                yield from self._block(body)
                return

    def _run_try(self, statement: Statement) -> Steps:
        parts = dict(reversed(statement.bodies))
        try:
            yield from self._block(parts["try"])
        except ThrowError as thrown:
            if "catch" not in parts:
                raise
            self.variables["_"] = str(thrown)
            yield from self._block(parts["catch"])
        finally:
            last = parts.get("finally", [])
            if not self.closed:
                yield from self._block(last)

    def _run_foreach(self, statement: Statement) -> Steps:
        head, body = statement.bodies[0]
        name, _, source = head.partition(" in ")
        for each in many((yield from self.value(source))):
            self.variables[name.strip().lstrip("$").lower()] = each
            if (yield from self._turn(body)):
                return

    def _turn(self, body: list[Statement]) -> Steps:
        """One turn of a loop; true if it was the last."""
        try:
            yield from self._block(body)
        except _BreakError:
            return True
        except _ContinueError:
            return False
        return False

    def _run_while(self, statement: Statement) -> Steps:
        head, body = statement.bodies[0]
        for _ in range(TURNS):
            if not truth((yield from self.value(head))):
                return
            if (yield from self._turn(body)):
                return

    def _run_do(self, statement: Statement) -> Steps:
        head, body = statement.bodies[0]
        for _ in range(TURNS):
            if (yield from self._turn(body)):
                return
            if truth((yield from self.value(head))) == (statement.text == "until"):
                return

    # ---- values ----------------------------------------------------------------------------
    def value(self, text: str) -> Steps:
        """What an expression or a pipe of commands gives."""
        parts = guest_script.split(text.strip(), "|")
        found = yield from self._expression(parts[0])
        for part in parts[1:]:
            found = yield from self._piped(part, found)
        return found

    def _expression(self, text: str) -> Steps:
        text = text.strip()
        cast = CAST.match(text)
        if cast:
            found = yield from self._expression(text[cast.end() :])
            return number(found) if cast[1].lower() == "int" else found
        operator = guest_lines.operator(text)
        if operator and text[0] in "$('\"@0123456789":
            left = yield from self._expression(text[: operator.start()])
            right = yield from self._expression(text[operator.end() :])
            return compare(operator[1].lower(), left, right)
        if text.lower().startswith("-not ") or text.startswith("!"):
            return not truth((yield from self._expression(text.lstrip("!").removeprefix("-not"))))
        return (yield from self._primary(text))

    def _primary(self, text: str) -> Steps:  # noqa: PLR0911 - one return for each kind
        if text.lower() in CONSTANTS:
            return CONSTANTS[text.lower()]
        if text[0] in "'\"" and guest_lines.whole(text):
            single = text[1:-1].replace("''", "'")
            return (yield from self.expand(text[1:-1])) if text[0] == '"' else single
        found = VARIABLE.fullmatch(text)
        if found or re.fullmatch(r"-?\d+", text):
            return self._variable(found) if found else int(text)
        if text.startswith("@{"):
            return (yield from self._hash(text))
        if text[0] in "(@$" and "(" in text[:2]:
            at = text.index("(")
            end = guest_script.balanced(text, at)
            inner = yield from self.value(text[at + 1 : end])
            tail = text[end + 1 :].strip()
            return follow(inner, tail) if tail.startswith(".") or not tail else inner
        parts = guest_script.split(text, ",")
        if len(parts) > 1 and text[0] in "'\"$0123456789":
            return (yield from self._listed(parts))
        return (yield from self._command(text))

    def _listed(self, parts: list[str]) -> Steps:
        found = []
        for part in parts:
            value = yield from self._expression(part)
            found.append(value)
        return found

    def _variable(self, found: re.Match[str]) -> Any:
        name = (found[1] or found[2]).lower()
        return follow(self.variables.get(name), found[3])

    def _hash(self, text: str) -> Steps:
        made: dict[str, Any] = {}
        inner = text[2 : guest_script.balanced(text, 1)]
        for part in guest_script.split(inner, ";\n"):
            key, mark, value = part.partition("=")
            if mark:
                made[key.strip().strip("'\"")] = yield from self.value(value)
        return made

    def expand(self, text: str) -> Steps:
        """A string in double quotes: variables and `$(…)` put in, backtick signs read."""
        made, at = "", 0
        while at < len(text):
            if text.startswith("$(", at):
                end = guest_script.balanced(text, at + 1)
                made += shown((yield from self.value(text[at + 2 : end])))
                at = end + 1
                continue
            if text[at] == "`" and at + 1 < len(text):
                made += {"n": "\n", "t": "\t", "r": "\r"}.get(text[at + 1], text[at + 1])
                at += 2
                continue
            found = VARIABLE.match(text, at)
            if found:
                name = (found[1] or found[2]).lower()
                made += shown(self.variables.get(name))
                at = found.start(3)
                continue
            made += text[at]
            at += 1
        return made.replace('""', '"')

    # ---- commands --------------------------------------------------------------------------
    def _command(self, text: str) -> Steps:
        words = yield from self._words(text)
        if words and words[0] in ("&", "."):
            words = words[1:]
        if not words:
            return None
        name = str(words[0])
        known = self.commands.get(name.lower())
        handler = known or self.program_of(re.split(r"[\\/]", name)[-1].lower())
        if handler is None:
            self.fail(
                f"{name} : The term '{name}' is not recognized as the name of a cmdlet, function, "
                "script file, or operable program. Check the spelling of the name, or if a path "
                "was included, verify that the path is correct and try again."
            )
            return None
        return (yield from handler(self, words, None))

    def _piped(self, text: str, value: Any) -> Steps:
        word, _, rest = text.partition(" ")
        if word.lower() in ("where-object", "where", "?"):
            return (yield from self._where(rest, value))
        words = yield from self._words(text)
        handler = self.commands.get(str(words[0]).lower())
        if handler is None:
            return (yield from self._command(text))
        return (yield from handler(self, words, value))

    def _where(self, text: str, value: Any) -> Steps:
        inner = text.strip()
        inner = inner[1:-1] if inner.startswith("{") else "$_." + inner
        kept, before = [], self.variables.get("_")
        for each in many(value):
            self.variables["_"] = each
            if truth((yield from self.value(inner))):
                kept.append(each)
        self.variables["_"] = before
        return kept[0] if len(kept) == 1 else kept or None

    def _words(self, text: str) -> Steps:
        """A command line's words, each expanded; `-Name` and `/name` stay text."""
        found: list[Any] = []
        for raw in guest_lines.joined(text):
            parts = guest_script.split(raw, ",")
            if len(parts) > 1 and raw[0] != "/":
                values: list[Any] = []
                for part in parts:
                    values += (yield from self._words(part)) if part else []
                found.append(values)
            elif raw[0] in "$(@" or (raw[0] in "'\"" and guest_lines.whole(raw)):
                found.append((yield from self._primary(raw)))
            else:
                bare = yield from self.expand(raw.replace('"', ""))
                found.append(bare.replace("'", "") if raw.count("'") > 1 else bare)
        return found


Command = Callable[[Shell, list[Any], Any], Steps]
