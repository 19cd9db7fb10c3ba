"""Names that the code keeps as identifiers are read in every language, and no others are there."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from commands import registry
from core import language
from core.sentences import named
from tests import sources

READINGS = {"Missing": 0, "fact": 0, "once": 1, "not_checked": 0, "heard": 0}
"""Calls that name a check, and where among their arguments."""
NO_PROOF = frozenset({"china", "machine_id", "process_server_id", "usgovernment"}) | {
    "True",
    "False",
    "None",
}
"""Ids, which a card leaves out, clouds of the portal's address, and whether a port was open."""
NEXT = frozenset({"commands.onward", "commands.registration.switching"})
"""What they say comes next: it stands beside the proof, in sentences."""


@functools.cache
def nodes(room: str) -> tuple[ast.AST, ...]:
    return tuple(
        node
        for source in sources.under(room)
        for node in ast.walk(ast.parse(source.path.read_text(encoding="utf-8")))
    )


def keys_in(node: ast.AST) -> Iterator[str]:
    """The plain keys of every dictionary in it."""
    for one in ast.walk(node):
        if isinstance(one, ast.Dict):
            yield from (str(key.value) for key in one.keys if isinstance(key, ast.Constant))


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def checks() -> Iterator[str]:
    """Of dictionaries that are declared to hold checks, of those given one by one, and of readings
    that say which check tells of them."""
    for node in nodes("commands"):
        declared = getattr(node, "annotation", None) or getattr(node, "returns", None)
        if declared is not None and "Check[" in ast.unparse(declared):
            yield from keys_in(node)
        if isinstance(node, ast.Call):
            yield from (
                key
                for one in node.keywords
                if one.arg is None and "checks." in ast.unparse(one.value)
                for key in keys_in(one.value)
            )
            at = READINGS.get(called(node))
            if at is not None and len(node.args) > at:
                name = node.args[at]
                if isinstance(name, ast.Constant):
                    yield str(name.value)


def properties() -> Iterator[str]:
    """What changes intend and where they happen: what the differences of two plans name."""
    yield "target"
    for node in nodes("commands"):
        if isinstance(node, ast.Call):
            for one in node.keywords:
                if one.arg in {"properties", "environment"}:
                    yield from keys_in(one.value)


def proofs() -> Iterator[str]:
    """What the last parts of verbs answer, with all that they call to make it."""
    for verb in registry.VERBS.values():
        if verb.steps:
            for function in reached(inspect.unwrap(verb.steps[-1].parts[-1][1]), set()):
                for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
                    if isinstance(node, ast.Return | ast.Assign):
                        yield from keys_in(node)


def reached(function: Any, seen: set[Any]) -> set[Any]:
    """The function, and those of verbs that its text names, directly or in a module."""
    function = getattr(function, "__func__", function)
    if function not in seen:
        seen.add(function)
        space = function.__globals__
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
            found = None
            if isinstance(node, ast.Name):
                found = space.get(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found = getattr(space.get(node.value.id), node.attr, None)
            if not inspect.isfunction(found) or found.__module__ in NEXT:
                continue
            if found.__module__.startswith("commands."):
                reached(inspect.unwrap(found), seen)
    return seen


def engine_steps() -> Iterator[str]:
    """What a run does beside its steps."""
    for node in nodes("workflow"):
        if isinstance(node, ast.Call) and called(node) == "_step" and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant):
                yield str(name.value)


def wanted() -> set[str]:
    found = {
        "check": {*checks()},
        "property": {*properties()},
        "proof": {*proofs()} - NO_PROOF,
        "step": {*engine_steps()},
    }
    assert all(len(names) > 2 for names in found.values()), "the code is read"
    return {named(kind, name).key for kind, names in found.items() for name in names}


def keys(spoken: str, file: str) -> set[str]:
    raw = (language.FOLDER / spoken / file).read_text(encoding="utf-8")
    return {one.id.name for one in FluentParser().parse(raw).body if isinstance(one, ftl.Message)}


@pytest.mark.parametrize("spoken", language.LANGUAGES[1:])
def test_every_name_that_the_code_makes_is_said_and_no_other(spoken: str) -> None:
    assert sorted(wanted() ^ keys(spoken, "named.ftl")) == []


def test_the_checks_of_every_verb_are_seen() -> None:
    """The dictionaries are read as code; these stand for each way they are written."""
    assert {"quota", "expiry", "power", "in-use", "no-lock", "provider-registered"} <= {*checks()}
    assert {"by", "public ip", "resource_group"} <= {*properties()}
    assert {"valid_until", "unregistered_from", "heartbeat", "kept"} <= {*proofs()}


@pytest.mark.parametrize("spoken", language.LANGUAGES[1:])
def test_a_number_is_written_with_every_count_of_digits_that_is_asked_for(spoken: str) -> None:
    asked = {
        f"number-{ast.unparse(node.args[1])}"
        for source in sources.under("azureops", "workflow", "commands", "watch", "bot")
        for node in source.calls
        if called(node) == "number"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }
    assert asked
    assert {*asked, "number-plain"} <= keys(spoken, "number.ftl")


DECIMALS = re.compile(r":,?\.[1-9]f\}|:g\}")
FOR_MACHINES = frozenset({"bot/slack/sender.py"})
"""Slack's own timestamps."""


def test_no_decimals_are_put_into_sentences_as_text() -> None:
    """They would have a point in every language: `sentences.number` has the language's own."""
    found = [
        f"{place}: {ast.unparse(one)}"
        for source in sources.under("azureops", "workflow", "commands", "watch", "bot/slack")
        if (place := str(source.path.relative_to(sources.ROOT))) not in FOR_MACHINES
        for one in ast.walk(ast.parse(source.path.read_text(encoding="utf-8")))
        if isinstance(one, ast.JoinedStr) and DECIMALS.search(ast.unparse(one))
    ]
    assert found == []
