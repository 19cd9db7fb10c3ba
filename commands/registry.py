"""Every verb by name. Found by dictionary: one listener serves them all."""

from __future__ import annotations

from commands import check, deploy, grammar, status, upgrade, words
from commands import help as help_verb
from commands import list as list_verb
from commands.verbs import Verb

_OTHERS: dict[str, Verb] = {
    verb.name: verb for verb in (deploy.VERB, status.VERB, list_verb.VERB, check.VERB, upgrade.VERB)
}

VERBS: dict[str, Verb] = {**_OTHERS, "help": help_verb.declare(_OTHERS)}


def find(name: str) -> Verb | None:
    return VERBS.get(name.strip().lower())


def nearest(name: str) -> str:
    """The verb a mistyped name most likely means, or nothing."""
    return words.nearest(name.strip().lower(), VERBS)


def parse(text: str) -> grammar.Parsed | grammar.Problem:
    """`grammar.parse` over every verb."""
    return grammar.parse(text, VERBS)
