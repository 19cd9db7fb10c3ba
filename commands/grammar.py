"""What a person types after `/failback-ps`, read as a verb and its fields.

`deploy name=ps-weu-1 region=westeurope`, `--name ps-weu-1`, `--name=ps-weu-1`; quoting as in a
shell. Slack's clients make quotes curly and `--` an em dash, and send mentions as
`<@U…|name>` and `<#C…|name>`; all of these are understood. Any text gives an answer, never an
exception.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commands import fields, usage, words
from commands.fields import Values
from commands.verbs import Verb
from core.sentences import join, say

HELP_WORDS = frozenset({"help", "--help", "-h", "-?", "/?"})
FLAG = re.compile(r"--[A-Za-z]")
FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_-]*)=(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A verb and what was given with it. Values are stripped, not yet checked."""

    verb: Verb
    values: dict[str, str]
    given_nothing: bool
    wants_help: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """The text could not be read: what is wrong, and what to type instead."""

    sentence: str
    remedy: str
    verb: Verb | None = None

    @property
    def whole(self) -> str:
        return join([self.sentence, self.remedy])

    def __str__(self) -> str:
        return str(self.whole)


class _Wrong(Exception):
    """Inside this module only: carries a problem out of the reading loop."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def parse(text: str, verbs: Mapping[str, Verb]) -> Parsed | Problem:
    """Read one line. An empty line asks for help."""
    try:
        tokens = words.split(text)
    except words.Unbalanced as wrong:
        return Problem(sentence=wrong.sentence, remedy=wrong.remedy, verb=_first(text, verbs))
    return of_words(tokens, verbs)


def of_arguments(arguments: Sequence[str], verbs: Mapping[str, Verb]) -> Parsed | Problem:
    """Read what a shell has already cut into words: nothing in them is a quote or an entity."""
    tokens = [words.Word(text=one, flag=bool(FLAG.match(one))) for one in arguments]
    return of_words(tokens, verbs)


def of_words(tokens: Sequence[words.Word], verbs: Mapping[str, Verb]) -> Parsed | Problem:
    """Read a line that is cut into words. No word asks for help."""
    if not tokens or tokens[0].text.lower() in HELP_WORDS:
        tokens = [words.Word(text="help"), *tokens[1:]]
    verb = verbs.get(tokens[0].text.lower())
    if verb is None:
        return unknown_verb(tokens[0].text, verbs)
    rest = tokens[1:]
    if verb.name != "help" and any(_asks_help(token, at, verb) for at, token in enumerate(rest)):
        return Parsed(verb=verb, values={}, given_nothing=True, wants_help=True)
    try:
        values = _values(rest, verb)
    except _Wrong as wrong:
        return Problem(sentence=wrong.sentence, remedy=wrong.remedy, verb=verb)
    return Parsed(verb=verb, values=values, given_nothing=not values)


def _asks_help(token: words.Word, at: int, verb: Verb) -> bool:
    """Where free text follows, `help` is a word like any other: `incident note help is on its
    way`."""
    word = token.text.lower()
    if token.quoted or word not in HELP_WORDS:
        return False
    return word != "help" or not verb.rest or at == 0


def unknown_verb(typed: str, verbs: Mapping[str, Verb]) -> Problem:
    """No such verb; the nearest one is offered."""
    near = words.nearest(typed.lower(), verbs)
    remedy = (
        say(
            "grammar-meant-verb",
            "Did you mean `{near}`? `/failback-ps help` lists everything I can do.",
            near=near,
        )
        if near
        else say(
            "grammar-verbs",
            "`/failback-ps help` lists everything I can do: {names}.",
            names=_names(verbs),
        )
    )
    return Problem(
        sentence=say("grammar-unknown", "I do not know “{typed}”.", typed=words.shorten(typed)),
        remedy=remedy,
        verb=verbs.get(near) if near else None,
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def quote(value: str) -> str:
    """Write a value so that `parse` reads it back exactly, as Slack would send it."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return '"' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _first(text: str, verbs: Mapping[str, Verb]) -> Verb | None:
    parts = text.split(maxsplit=1)
    return verbs.get(parts[0].lower()) if parts else None


def _values(tokens: Sequence[words.Word], verb: Verb) -> dict[str, str]:
    values: dict[str, str] = {}
    left = list(tokens)
    while left:
        name, value = _take(left, verb, values)
        field = _field(name, verb)
        value = _whole(verb.field(field), value, left)
        if field == verb.rest and field in values and value:
            values[field] += f" {value}"
            continue
        if field in values:
            raise _Wrong(
                say(
                    "grammar-twice",
                    "`{field}` is given twice, “{first}” and “{second}”.",
                    field=field,
                    first=words.shorten(values[field]),
                    second=words.shorten(value),
                ),
                say("grammar-once", "Give each field once."),
            )
        if not value:
            raise _Wrong(
                say("grammar-no-value", "`{field}` has no value.", field=field),
                say(
                    "grammar-write",
                    "Write `{field}=value` without blanks around the `=`, or leave the field out.",
                    field=field,
                ),
            )
        values[field] = value
    return values


def _take(left: list[words.Word], verb: Verb, values: Values) -> tuple[str, str]:
    """The next field's name as typed and its value; takes them off `left`."""
    token = left.pop(0)
    if token.flag:
        name, equals, value = token.text[2:].partition("=")
        if equals:
            return name, value.strip()
        if not left or left[0].flag:
            return name, ""
        return name, left.pop(0).text.strip()
    match = FIELD.fullmatch(token.text)
    if match and not token.quoted_name:
        return match["name"], match["value"].strip()
    free = next((name for name in verb.words if name not in values), "")
    if bare := free or verb.rest:
        return bare, token.text.strip()
    if verb.words:
        raise _too_many(token.text, verb)
    raise _Wrong(
        say(
            "grammar-what-for",
            "I do not know what “{typed}” is for.",
            typed=words.shorten(token.text),
        ),
        _word_remedy(token.text, verb),
    )


def _whole(field: fields.Field, value: str, left: list[words.Word]) -> str:
    """The value with the bare words that belong to it; takes them off `left`."""
    if field.extent is None or not value:
        return value
    bare = itertools.takewhile(lambda one: not (one.flag or FIELD.fullmatch(one.text)), left)
    following = [one.text.strip() for one in bare]
    more = field.extent([value, *following]) - 1
    del left[:more]
    return " ".join([value, *following[:more]])


def _too_many(typed: str, verb: Verb) -> _Wrong:
    count = len(verb.words)
    return _Wrong(
        say("grammar-too-many", "“{typed}” is one word too many.", typed=words.shorten(typed)),
        say(
            "grammar-takes",
            "`{verb}` takes one value: `{usage}`. Put quotes around a value with blanks."
            if count == 1
            else "`{verb}` takes {count} values: `{usage}`. Put quotes around a value with blanks.",
            verb=verb.name,
            usage=usage.of(verb),
            count=count,
        ),
    )


def _word_remedy(typed: str, verb: Verb) -> str:
    if not verb.fields:
        return say(
            "grammar-alone",
            "`{verb}` takes no fields: type `/failback-ps {verb}` alone.",
            verb=verb.name,
        )
    near = words.nearest(typed.lower().replace("-", "_"), [f.name for f in verb.fields])
    name = near or verb.fields[0].name
    return say(
        "grammar-fields",
        "Fields are written `name=value`, for example `{name}=…`; put quotes around a value "
        "with blanks. `help {verb}` lists them.",
        name=name,
        verb=verb.name,
    )


def _field(typed: str, verb: Verb) -> str:
    name = typed.lower().replace("-", "_")
    names = [f.name for f in verb.fields]
    if name in names:
        return name
    near = words.nearest(name, names)
    if near:
        remedy = say("grammar-meant", "Did you mean `{near}`?", near=near)
    elif names:
        remedy = say("grammar-its-fields", "Its fields are {names}.", names=_names(names))
    else:
        remedy = say("grammar-no-fields", "`{verb}` takes no fields.", verb=verb.name)
    raise _Wrong(
        say(
            "grammar-no-field",
            "`{verb}` has no field “{typed}”.",
            verb=verb.name,
            typed=words.shorten(typed),
        ),
        remedy,
    )
