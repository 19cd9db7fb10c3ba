"""Every text is there in every language, with the same values, and every call fits its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from core import language
from tests import sources

SAYING = frozenset({"words", "phrase"})
ROOMS = ("core", "workflow", "commands", "watch", "bot")
FILES = sorted(path.name for path in (language.FOLDER / "en").glob("*.ftl"))


class Named(Visitor):
    """The values that a text names."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def texts(spoken: str, file: str) -> dict[str, frozenset[str]]:
    """Key to the names of its values."""
    raw = (language.FOLDER / spoken / file).read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(raw).body:
        assert not isinstance(entry, ftl.Junk), f"{spoken}/{file}: {entry.content!r}"
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{spoken}/{file}: {entry.id.name} stands twice"
            named = Named()
            named.visit(entry)
            found[entry.id.name] = frozenset(named.names)
    return found


@pytest.mark.parametrize("file", FILES)
def test_each_language_has_the_same_texts_with_the_same_values(file: str) -> None:
    english = texts("en", file)
    assert english
    for spoken in language.LANGUAGES[1:]:
        assert texts(spoken, file) == english
    assert [key for key in english if not key.startswith(f"{Path(file).stem}-")] == []


def test_english_has_every_file_but_those_of_what_the_code_says_in_english_itself() -> None:
    own = [
        {path.name for path in (language.FOLDER / spoken).iterdir()} - set(FILES)
        for spoken in language.LANGUAGES
    ]
    assert own[0] == set()
    assert all(one == own[1] for one in own[1:])
    assert "declared.ftl" in own[1]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_each_text_is_found_alone_as_it_stands_in_its_file(spoken: str) -> None:
    """They are parsed one by one, when said: what the whole file's parser finds is the truth."""
    folder, words = language.FOLDER / spoken, language.of(spoken)
    found = [texts(spoken, path.name) for path in folder.glob("*.ftl")]
    for key, values in ((key, values) for file in found for key, values in file.items()):
        given: dict[str, str | int] = dict.fromkeys(values, 7)
        assert words.knows(key)
        said = words(key, **given)
        assert said
        assert not re.search(r"[a-z]+-[a-z-]+ = |\{ ?\$", said), said
    with pytest.raises(LookupError):
        words("no-such-key")


@dataclass(frozen=True)
class Call:
    where: str
    key: str  # of a key made at run time, what it begins with
    whole: bool
    values: frozenset[str] | None  # None: handed on as a mapping


def calls() -> Iterator[Call]:
    """All `words(…)`, `self._words(…)` and the like."""
    for source in sources.under(*ROOMS):
        for node in source.calls:
            if _name(node.func).strip("_") in SAYING:
                yield from _calls(node, source.place(node))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _calls(node: ast.Call, where: str) -> Iterator[Call]:
    handed = any(one.arg is None for one in node.keywords)
    values = None if handed else frozenset(one.arg for one in node.keywords if one.arg)
    for key, whole in _keys(node.args[0]) if node.args else ():
        yield Call(where, key, whole, values)


def _keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Constant):
        yield str(node.value), True
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield str(node.values[0].value), False


def constants() -> set[str]:
    """All strings of the code: whole ones, and what made ones begin with."""
    return {said for source in sources.under(*ROOMS) for said in source.strings}


def test_every_call_names_a_text_and_gives_its_values() -> None:
    known = {key: values for file in FILES for key, values in texts("en", file).items()}
    seen = list(calls())
    assert len(seen) > 20
    for one in seen:
        meant = [key for key in known if (key == one.key if one.whole else key.startswith(one.key))]
        assert meant, f"{one.where}: no text {one.key!r}"
        if one.values is not None:
            assert {known[key] for key in meant} == {one.values}, f"{one.where}: {one.key!r}"


def test_every_text_is_used() -> None:
    """By its key, wherever it stands, or by a key made of a beginning and a value."""
    said = constants()
    made = tuple(one for one in said if re.fullmatch(r"([a-z]+-){2,}", one))
    keys = [key for file in FILES for key in texts("en", file)]
    assert [key for key in keys if key not in said and not key.startswith(made)] == []


def test_a_locale_gives_its_language_and_any_other_gives_english() -> None:
    assert language.of("de-DE").language == language.of("de_AT").language == "de"
    for other in ("", "en-GB", "es-ES", "klingon", "-"):
        assert language.of(other).language == "en"


def test_plurals_and_numbers_are_the_languages_own() -> None:
    english, german = language.of("en"), language.of("de")
    assert english("finding-digest-title", count=1) == "1 finding at once"
    assert english("finding-digest-title", count=1200) == "1,200 findings at once"
    assert german("finding-digest-title", count=1200) == "1.200 Befunde auf einmal"


def test_an_unknown_key_is_an_error_and_can_be_asked_for() -> None:
    words = language.of("de")
    assert words.knows("finding-rule")
    assert not words.knows("finding-never")
    with pytest.raises(LookupError, match="finding-never"):
        words("finding-never")
