"""What verbs say of themselves is there in every language, and nothing else is."""

from __future__ import annotations

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.slack import declared
from commands import registry
from commands.deploy import undo
from core import language
from watch import rules

ENGLISH = language.of("en")
VERBS = registry.VERBS.values()
STEPS = [*(step for verb in VERBS for step in verb.steps), *undo.UNDO]


def keys(spoken: str) -> set[str]:
    raw = (language.FOLDER / spoken / "declared.ftl").read_text(encoding="utf-8")
    return {one.id.name for one in FluentParser().parse(raw).body if isinstance(one, ftl.Message)}


@pytest.mark.parametrize("spoken", language.LANGUAGES[1:])
def test_every_verb_field_step_and_rule_is_said(spoken: str) -> None:
    there = keys(spoken)
    wanted = {
        f"declared-{what}-{verb.name}" for verb in VERBS for what in ("summary", "description")
    }
    wanted |= {f"declared-step-{step.name}" for step in STEPS}
    wanted |= {f"declared-rule-{rule.kind}" for rule in rules.RULES}
    own: set[str] = set()
    for verb in VERBS:
        for one in verb.fields:
            for part in ("label", "help"):
                wanted.add(f"declared-{one.name}-{part}")
                own.add(f"declared-{verb.name}-{one.name}-{part}")
            wanted |= {
                f"declared-{one.name}-choice-{choice.value}"
                for choice in one.choices
                if choice.label != choice.value
            }
    assert wanted - there == set()
    assert there - wanted - own == set()


@pytest.mark.parametrize("spoken", language.LANGUAGES[1:])
def test_a_field_that_reads_differently_in_english_does_so_in_every_language(spoken: str) -> None:
    words = language.of(spoken)
    for name in {one.name for verb in VERBS for one in verb.fields}:
        said = {
            (one.help, declared.help_(verb, one, words))
            for verb in VERBS
            for one in verb.fields
            if one.name == name
        }
        assert len(said) == len({english for english, _ in said}) == len({own for _, own in said})


def test_english_is_the_declarations_own() -> None:
    verb = registry.VERBS["deploy"]
    one = verb.fields[0]
    assert declared.label(verb, one, ENGLISH) == one.label
    assert declared.help_(verb, one, ENGLISH) == one.help
    assert declared.summary(verb, ENGLISH) == verb.summary
    assert declared.step("interface", "As kept", ENGLISH) == "As kept"
