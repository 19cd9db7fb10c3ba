"""What verbs and the watch's rules say of themselves, in the reader's language.

The English is the declaration's own, so that it is said once; other languages have it in
`declared.ftl`, by the names of verbs, fields, steps and rules."""

from __future__ import annotations

from bot.slack.cards import text
from commands import fields, verbs
from core import language


def label(verb: verbs.Verb, one: fields.Field, words: language.Words) -> str:
    return _of(verb, one, "label", words) or one.label


def help_(verb: verbs.Verb, one: fields.Field, words: language.Words) -> str:
    return _of(verb, one, "help", words) or one.help


def choice(verb: verbs.Verb, one: fields.Field, value: str, words: language.Words) -> str:
    """How a choice of the field reads; empty: as it is declared."""
    return _of(verb, one, f"choice-{value}", words)


def _of(verb: verbs.Verb, one: fields.Field, part: str, words: language.Words) -> str:
    """The verb's own words for the field, where it has any; else those of all verbs."""
    for key in (f"declared-{verb.name}-{one.name}-{part}", f"declared-{one.name}-{part}"):
        if words.knows(key):
            return words(key)
    return ""


def summary(verb: verbs.Verb, words: language.Words) -> str:
    key = f"declared-summary-{verb.name}"
    return words(key) if words.knows(key) else verb.summary


def title(verb: verbs.Verb, words: language.Words) -> str:
    """As a heading."""
    return named(verb.name, words)


def named(verb: str, words: language.Words) -> str:
    """`title` of a verb that is kept by its name, which may be another release's."""
    key = f"card-verb-{verb}"
    return words(key) if words.knows(key) else text.title(verb)


def operation(verb: str, target: str, words: language.Words) -> str:
    """How an operation is called: `Deploy ps-weu-1`, plain text."""
    return words("card-title", verb=named(verb, words), target=target).strip()


def rule(kind: str, text: str, words: language.Words) -> str:
    """By what a finding of this kind is judged."""
    key = f"declared-rule-{kind}"
    return words(key) if words.knows(key) else text


def step(name: str, title: str, words: language.Words) -> str:
    """The title of a step as it is kept, or its translation."""
    key = f"declared-step-{name}"
    return words(key) if words.knows(key) else title
