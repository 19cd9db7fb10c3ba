"""What is composed in English is said in every language, with the same values."""

from __future__ import annotations

import ast
import copy
import string
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from core import json, language, sentences
from core.sentences import join, say
from tests import sources

ROOMS = ("core", "azureops", "workflow", "commands", "watch", "bot")
GERMAN = language.of("de")
MADE = frozenset({"declared.ftl", "named.ftl", "number.ftl"})
"""Their keys are made of names; other tests compare them with the code."""


@dataclass(frozen=True)
class Said:
    """One call of `say`: its key, its English, once for each way it may read, its values."""

    where: str
    key: str
    english: tuple[str, ...]
    values: frozenset[str]


def calls() -> Iterator[Said]:
    for source in sources.under(*ROOMS):
        for node in source.calls:
            if _is_say(node.func):
                yield _said(node, source.place(node))


def _is_say(node: ast.expr) -> bool:
    """Methods of this name are others' and say something else."""
    return isinstance(node, ast.Name) and node.id == "say"


def _said(node: ast.Call, where: str) -> Said:
    key, english = node.args
    assert isinstance(key, ast.Constant), f"{where}: the key is no plain string"
    names = [one.arg for one in node.keywords]
    assert None not in names, f"{where}: values are handed on as a mapping"
    values = frozenset(str(name) for name in names)
    return Said(where, str(key.value), tuple(_read(english, where)), values)


def _read(node: ast.expr, where: str) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _read(node.body, where)
        yield from _read(node.orelse, where)
    else:
        assert isinstance(node, ast.Constant), f"{where}: the English is no plain string"
        yield str(node.value)


class Named(Visitor):
    """The values that a text names."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def texts(spoken: str) -> dict[str, frozenset[str]]:
    """Key to the names of its values, of the files that English does not have."""
    folder = language.FOLDER / spoken
    english = {path.name for path in (language.FOLDER / language.LANGUAGES[0]).iterdir()}
    found: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.ftl")):
        if path.name in english or path.name in MADE:
            continue
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content!r}"
            if isinstance(entry, ftl.Message):
                key = entry.id.name
                assert key.startswith(f"{path.stem}-"), f"{path.name}: {key}"
                assert key not in found, f"{path.name}: {key} stands twice"
                named = Named()
                named.visit(entry)
                found[key] = frozenset(named.names)
    return found


def test_every_call_fills_its_english() -> None:
    by_key: dict[str, Said] = {}
    for one in calls():
        fields = {
            name for text in one.english for _, name, _, _ in string.Formatter().parse(text) if name
        }
        assert fields <= one.values, f"{one.where}: no value for {fields - one.values}"
        same = by_key.setdefault(one.key, one)
        assert same.english == one.english, f"{one.where}: reads otherwise at {same.where}"


@pytest.mark.parametrize("spoken", language.LANGUAGES[1:])
def test_every_sentence_is_said_and_none_that_the_code_does_not_say(spoken: str) -> None:
    there = texts(spoken)
    said = list(calls())
    assert sorted({one.key for one in said} ^ there.keys()) == []
    for one in said:
        assert there[one.key] <= one.values, f"{one.where}: {one.key!r} in {spoken}"


CARRIERS = frozenset(
    {
        *("ok", "warning", "blocking", "Missing", "StepFailed", "StillShown", "CancelAsked"),
        *(
            "Refused",
            "Lost",
            "AzureError",
            "Unplannable",
            "UnknownServer",
            "UnknownConfigurationServer",
            "NotHere",
        ),
        *("Section", "Answer", "Offer", "Fault", "Problem", "Change", "Cost", "Difference"),
        *("note", "__init__"),
    }
)
"""Calls whose texts people read; `__init__` is what our errors hand up."""
OPERATORS = frozenset(
    {
        "workflow/chains.py",
        "workflow/leases.py",
        "workflow/policies.py",
        "workflow/routes.py",
    }
)
"""Their errors end a start, or are told in the terminal: English, as the log."""
NO_TEXT = frozenset(
    {
        "commands/words.py: unbalanced quote",
        "bot/slack/sender.py: Slack asks to write more slowly.",
        "azureops/script_results.py: , exit code ",
    }
)
"""For the log, or Azure's own code."""


def test_what_people_read_is_said_by_key() -> None:
    found = [
        f"{source.path.relative_to(sources.ROOT)}: {text}"
        for source in sources.under("azureops", "workflow", "commands", "watch", "bot/slack")
        for node in source.calls
        if _called(node.func) in CARRIERS
        for text in map(_plain, (*node.args, *(one.value for one in node.keywords)))
        if text.count(" ") > 1
    ]
    bare = [one for one in found if one.partition(":")[0] not in OPERATORS and one not in NO_TEXT]
    assert bare == []
    assert len(found) > len(NO_TEXT), "what operators read is seen, so the others would be"


def _called(node: ast.expr) -> str:
    """Without what a log is told."""
    if isinstance(node, ast.Attribute):
        base = getattr(node.value, "id", "") or getattr(node.value, "attr", "")
        return "" if base in {"log", "logger"} else node.attr
    return getattr(node, "id", "")


def _plain(node: ast.expr) -> str:
    """The words of a literal or an f-string, or of what is glued or chosen of such; else empty."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_plain(one) for one in node.values)
    if isinstance(node, ast.IfExp):
        return _plain(node.body) or _plain(node.orelse)
    if isinstance(node, ast.BinOp):
        return _plain(node.left) + _plain(node.right)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


# In the tests below the key is one of core/texts, so that they stand on no verb's wording.
COUNT = "finding-digest-title"


def test_a_sentence_is_english_text_and_reads_in_another_language() -> None:
    found = sentences.Sentence("2 findings at once", key=COUNT, values={"count": 2})
    assert found == "2 findings at once"
    assert sentences.spoken(found, GERMAN) == "2 Befunde auf einmal"
    assert sentences.spoken(found, language.of("en")) == "2 findings at once"
    assert sentences.spoken("plain", GERMAN) == "plain"


def test_values_that_are_sentences_are_spoken_too() -> None:
    inner = sentences.Sentence("2 findings at once", key=COUNT, values={"count": 2})
    outer = sentences.Sentence("x", key="card-failure-cause", values={"cause": inner})
    assert "2 Befunde auf einmal" in sentences.spoken(outer, GERMAN)


def test_a_key_that_a_language_lacks_is_read_in_english() -> None:
    made = sentences.Sentence("All is well.", key="never-there")
    assert sentences.spoken(made, GERMAN) == "All is well."


def test_parts_are_joined_and_what_is_empty_is_left_out() -> None:
    one = sentences.Sentence("1 finding at once", key=COUNT, values={"count": 1})
    both = join([one, "", "ps-1"], ": ")
    assert both == "1 finding at once: ps-1"
    assert sentences.spoken(both, GERMAN) == "1 Befund auf einmal: ps-1"
    assert not join([])


def test_a_value_may_look_like_a_field() -> None:
    assert say("x-y", "Read {text}.", text="{other}") == "Read {other}."


@pytest.mark.parametrize("text", ["plain", "", "„x“ {y}"])
def test_plain_text_is_kept_as_it_is(text: str) -> None:
    assert sentences.keep(text) == text
    assert sentences.restore(text) == text


def test_what_is_kept_reads_alike_in_every_language() -> None:
    one = sentences.Sentence("2 findings at once", key=COUNT, values={"count": 2})
    nested = sentences.Sentence("x", key="card-failure-cause", values={"cause": join([one, "b"])})
    for text in (one, nested, join([one, "ps-1", nested])):
        kept = json.canonical(sentences.keep(text))
        found = sentences.restore(sentences.keep(text))
        assert found == text
        assert json.canonical(sentences.keep(found)) == kept
        assert sentences.spoken(found, GERMAN) == sentences.spoken(text, GERMAN)
        assert sentences.spoken(copy.deepcopy(text), GERMAN) == sentences.spoken(text, GERMAN)


def test_a_name_stays_as_it_is_and_is_read_in_words() -> None:
    quota = sentences.named("check", "quota")
    assert (quota, sentences.spoken(quota, GERMAN)) == ("quota", "Kontingent")
    assert sentences.named("proof", "ip", "IP address") == "IP address"
    assert sentences.spoken(sentences.named("property", "public ip"), GERMAN) == (
        "öffentliche IP-Adresse"
    )
    gone = sentences.named("check", "of-another-release")
    assert sentences.spoken(gone, GERMAN) == "of-another-release"
    field = sentences.named("property", "network", otherwise="declared-{}-label")
    assert sentences.spoken(field, GERMAN) == "Virtuelles Netzwerk"


@pytest.mark.parametrize(
    ("value", "digits", "english", "german"),
    [
        (1.5, None, "1.5", "1,5"),
        (16.0, None, "16", "16"),
        (0.75, None, "0.75", "0,75"),
        (1234.5, 2, "1,234.50", "1.234,50"),
        (0.125, 2, "0.12", "0,12"),
        (2.25, 1, "2.2", "2,2"),
        (2047.6, 0, "2,048", "2.048"),
    ],
)
def test_a_number_is_written_as_the_language_does(
    value: float, digits: int | None, english: str, german: str
) -> None:
    made = sentences.number(value, digits)
    assert (made, sentences.spoken(made, GERMAN)) == (english, german)
    kept = sentences.restore(sentences.keep(made))
    assert sentences.spoken(kept, GERMAN) == german
