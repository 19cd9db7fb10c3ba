"""What people type, and what Slack's clients make of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commands import grammar, registry
from commands.fields import Field
from commands.verbs import Authority, Verb


def field(name: str) -> Field:
    return Field(name=name, label=name.title(), help="A field.")


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            name="deploy",
            summary="",
            description="",
            authority=Authority.APPROVAL,
            fields=tuple(map(field, ("name", "region", "resource_group", "user", "ip"))),
        ),
        Verb(
            name="status",
            summary="",
            description="",
            authority=Authority.READ,
            fields=(field("server"),),
            words=("server",),
        ),
        Verb(name="list", summary="", description="", authority=Authority.READ),
        Verb(
            name="help",
            summary="",
            description="",
            authority=Authority.READ,
            fields=(field("verb"),),
            words=("verb",),
        ),
    )
}


def read(text: str) -> dict[str, str]:
    found = grammar.parse(text, VERBS)
    assert isinstance(found, grammar.Parsed), found
    return found.values


def problem(text: str) -> grammar.Problem:
    found = grammar.parse(text, VERBS)
    assert isinstance(found, grammar.Problem), found
    return found


@given(st.text())
@example("deploy <@")
@example("deploy \\")
@example("—")
@example('"')
def test_any_text_gives_an_answer(text: str) -> None:
    assert isinstance(grammar.parse(text, VERBS), (grammar.Parsed, grammar.Problem))


@given(st.text(alphabet="deploynam=-—–'\"“”‘’<>@#|&; \\U1", max_size=40))
def test_any_text_of_the_awkward_characters_gives_an_answer(text: str) -> None:
    assert isinstance(grammar.parse("deploy " + text, VERBS), (grammar.Parsed, grammar.Problem))


VALUE = st.text(min_size=1).map(str.strip).filter(bool)


@given(VALUE)
@example('5" “disk” it’s &amp; <@U1|x> \\')
def test_a_quoted_value_comes_back_as_it_was(value: str) -> None:
    assert read(f"deploy name={grammar.quote(value)} ip=auto") == {"name": value, "ip": "auto"}
    assert read(f"deploy --name {grammar.quote(value)}") == {"name": value}
    assert read(f"deploy --name={grammar.quote(value)}") == {"name": value}


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .-]{0,20}[A-Za-z0-9]", fullmatch=True))
def test_curly_quotes_and_em_dashes_mean_what_was_typed(value: str) -> None:
    for opened, closed in ("“”", "‘’", "„“", "””", "''", '""', '“"'):
        assert read(f"deploy name={opened}{value}{closed}") == {"name": value}
        assert read(f"deploy —name {opened}{value}{closed}") == {"name": value}
        assert read(f"deploy –name={opened}{value}{closed}") == {"name": value}


def test_mentions_and_links_are_understood() -> None:
    assert read("deploy user=<@U0RITA001|rita ortega>") == {"user": "U0RITA001"}
    assert read("deploy user=<#C0INCIDENT|dr-incident>") == {"user": "C0INCIDENT"}
    assert read("status <http://ps.neu|ps.neu>") == {"server": "http://ps.neu"}
    assert read("deploy user=a&amp;b") == {"user": "a&b"}


def test_names_are_forgiving() -> None:
    assert read("DEPLOY Resource-Group=rg-1 --IP 10.0.0.4") == {
        "resource_group": "rg-1",
        "ip": "10.0.0.4",
    }


def test_a_bare_word_fills_the_one_obvious_field() -> None:
    assert read("status ps-neu-1") == {"server": "ps-neu-1"}
    assert read("help deploy") == {"verb": "deploy"}


@pytest.mark.parametrize("text", ["", "  ", "help", "--help", "-h", "—help"])
def test_nothing_or_help_asks_for_help(text: str) -> None:
    found = grammar.parse(text, VERBS)
    assert isinstance(found, grammar.Parsed)
    assert found.verb.name == "help"


def test_help_is_a_word_like_any_other_in_free_text() -> None:
    note = grammar.parse("incident note help is on its way", registry.VERBS)
    assert isinstance(note, grammar.Parsed)
    assert (note.wants_help, note.values["text"]) == (False, "help is on its way")
    for text in ("incident help", "incident note --help"):
        asked = grammar.parse(text, registry.VERBS)
        assert isinstance(asked, grammar.Parsed)
        assert asked.wants_help


@pytest.mark.parametrize("text", ["deploy help", "deploy --help", "deploy name=x -h"])
def test_help_of_one_verb(text: str) -> None:
    found = grammar.parse(text, VERBS)
    assert isinstance(found, grammar.Parsed)
    assert (found.verb.name, found.wants_help) == ("deploy", True)


def test_a_mistyped_verb_is_guessed() -> None:
    assert "`deploy`" in problem("deply name=x").remedy
    assert "`list`" in problem("zzqqy").remedy  # nothing near: all are listed


def test_an_unknown_field_is_guessed() -> None:
    assert "`region`" in problem("deploy regoin=westeurope").remedy
    assert "has no field “color”" in problem("deploy color=blue").sentence


def test_a_field_given_twice_is_refused() -> None:
    assert "given twice" in problem("deploy name=a name=b").sentence


def test_a_word_too_many_is_named() -> None:
    for line, takes in (
        ("stop ps-neu-1 please", "`stop` takes one value: `stop <server>`."),
        ("upgrade server=ps-1 9.61 please", "takes 2 values: `upgrade <server> [version]`."),
        ("check all please", "`check` takes one value: `check [where]`."),
    ):
        found = grammar.parse(line, registry.VERBS)
        assert isinstance(found, grammar.Problem)
        assert found.sentence == "“please” is one word too many."
        assert takes in found.remedy


@pytest.mark.parametrize("text", ["deploy name=", "deploy --name", "deploy --name --ip 10.0.0.4"])
def test_a_field_without_value_is_refused(text: str) -> None:
    assert "has no value" in problem(text).sentence


def test_an_unbalanced_quote_is_named() -> None:
    found = problem('deploy name="ps weu')
    assert "never closed" in found.sentence
    assert found.verb is VERBS["deploy"]


def test_an_apostrophe_inside_a_word_is_no_quote() -> None:
    assert read("deploy user=rita’s") == {"user": "rita’s"}


def test_a_stray_word_is_explained() -> None:
    assert "name=value" in problem("deploy ps-weu-1").remedy
    assert "takes no fields" in problem("list ps-weu-1").remedy


def test_bare_words_after_the_first_are_one_text() -> None:
    parsed = grammar.parse("lock ps-neu-1 the disk “is swapped” until=4h now", registry.VERBS)
    assert isinstance(parsed, grammar.Parsed)
    assert parsed.values == {
        "server": "ps-neu-1",
        "reason": "the disk is swapped now",
        "until": "4h",
    }
    thaw = grammar.parse("thaw it is over", registry.VERBS)
    assert isinstance(thaw, grammar.Parsed)
    assert thaw.values == {"reason": "it is over"}
