"""What is wrong with a verb's given values, before anything is asked of Azure. Pure."""

from __future__ import annotations

from commands import words
from commands.fields import Fault, Field, Kind, Values
from commands.verbs import Verb
from core.sentences import Sentence, say


def check(verb: Verb, values: Values) -> tuple[Fault, ...]:
    """Every fault, in the order of the fields: wrong values and required ones not given."""
    found = (_one(field, values, _label(verb, field)) for field in verb.fields)
    return tuple(fault for fault in found if fault is not None)


def complete(verb: Verb, values: Values) -> bool:
    """Whether nothing more needs to be asked: the modal can be skipped."""
    return not any(_missing(field, values) for field in verb.fields)


def with_defaults(verb: Verb, values: Values) -> dict[str, str]:
    """The values with each field's default where nothing was given."""
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    return {f.name: f.default for f in verb.fields if f.default} | given


def _missing(field: Field, values: Values) -> bool:
    return field.required and not field.default and not values.get(field.name, "").strip()


def _label(verb: Verb, field: Field) -> str:
    mine, everybodys = f"declared-{verb.name}-{field.name}-label", f"declared-{field.name}-label"
    return Sentence(field.label, key=f"{mine} {everybodys}")


def _one(field: Field, values: Values, label: str) -> Fault | None:
    value = values.get(field.name, "").strip()
    if not value:
        return _required(field) if _missing(field, values) else None
    if field.kind is Kind.CHOICE:
        return _choice(field, value, label)
    return field.check(value, values) if field.check else None


def _required(field: Field) -> Fault:
    """Who reads it sees the field's label beside it."""
    example = (
        say("field-example", "For example: {example}.", example=field.example)
        if field.example
        else ""
    )
    return Fault(
        field=field.name, value="", sentence=say("field-needed", "It is needed."), remedy=example
    )


def _choice(field: Field, value: str, label: str) -> Fault | None:
    known = [choice.value for choice in field.choices]
    if value in known:
        return None
    near = words.nearest(value.lower(), known)
    listed = ", ".join(known)
    return Fault(
        field=field.name,
        value=value,
        sentence=say(
            "field-no-choice",
            "“{value}” is not one of the choices for {label}.",
            value=words.shorten(value),
            label=label,
        ),
        remedy=say("pick-meant", "Did you mean {near}?", near=near)
        if near
        else say("field-choose", "Choose one of: {names}.", names=listed),
    )
