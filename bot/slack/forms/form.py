"""A verb's fields as a modal, and what a person put into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.slack.cards import blocks, text
from bot.slack.forms import meta, options
from commands import checks, fields, verbs

CALLBACK = "form"
HINT = 2000
PLACEHOLDER = 150


def build(
    verb: verbs.Verb,
    about: meta.Meta,
    values: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
) -> blocks.Block:
    """The modal. `values` are prefilled; `labels` say how a looked-up value reads."""
    shown = [blocks.context([text.sentence(_lead(verb))])]
    known = checks.with_defaults(verb, values)
    for one in verb.fields:
        if one.applies is not None and not one.applies(known):
            continue
        value = values.get(one.name) or one.default
        label = (labels or {}).get(one.name, value)
        shown.append(_input(verb, about, one, value, label))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": meta.write(about),
        "title": plain(text.title(verb.name), text.MODAL_TITLE),
        "submit": plain("Check and plan" if verb.needs_approval else "Ask", text.MODAL_TITLE),
        "close": plain("Close", text.MODAL_TITLE),
        "blocks": shown[: blocks.MODAL],
    }


def read(state: Mapping[str, Any]) -> dict[str, str]:
    """What is in the view, by field name; only what is given, stripped.

    `state` is Slack's `view.state`. A digest stands for a value that was too long."""
    found: dict[str, str] = {}
    for element in _elements(state):
        name = meta.field_of(element[0])
        value = _value(element[1])
        if name and value and value != options.NOTHING:
            found[name] = text.unquoted(value)
    return found


def labels(state: Mapping[str, Any]) -> dict[str, str]:
    """How the chosen options read, by field name."""
    found = {}
    for action_id, element in _elements(state):
        chosen = element.get("selected_option") or {}
        if meta.field_of(action_id) and chosen.get("text"):
            found[meta.field_of(action_id)] = str(chosen["text"].get("text", ""))
    return found


def errors(verb: verbs.Verb, about: meta.Meta, found: Iterable[fields.Fault]) -> dict[str, str]:
    """Slack's `errors`: by block id, what is wrong and what would be right."""
    known = {one.name for one in verb.fields}
    first = verb.fields[0].name
    told: dict[str, str] = {}
    for fault in found:
        block = about.block(fault.field if fault.field in known else first)
        told.setdefault(block, text.clip(str(fault), 500))
    return told


def plain(words: str, limit: int) -> blocks.Block:
    return {"type": "plain_text", "text": text.clip(words, limit).strip() or "-", "emoji": False}


def _lead(verb: verbs.Verb) -> str:
    if verb.needs_approval:
        return (
            "Nothing is changed yet: everything is checked first, then the plan is shown in the "
            "channel and waits for approval."
        )
    return verb.summary


def _input(
    verb: verbs.Verb, about: meta.Meta, one: fields.Field, value: str, label: str
) -> blocks.Block:
    made: blocks.Block = {
        "type": "input",
        "block_id": about.block(one.name),
        "label": plain(one.label, HINT),
        "element": {**_element(one, value, label), "action_id": meta.action(one.name)},
        "optional": not one.required,
    }
    hint = _hint(one)
    if hint:
        made["hint"] = plain(hint, HINT)
    if meta.leads(verb, one):
        made["dispatch_action"] = True
    return made


def _element(one: fields.Field, value: str, label: str) -> blocks.Block:
    if one.choices and one.kind is not fields.Kind.LOOKUP:
        return _select(one, value)
    if one.kind is fields.Kind.LOOKUP:
        made: blocks.Block = {"type": "external_select", "min_query_length": 0}
        made["placeholder"] = plain(_searched(one), PLACEHOLDER)
        if value:
            made["initial_option"] = options.one(fields.Choice(value=value, label=label))
        return made
    made = {"type": "plain_text_input"}
    if one.example:
        made["placeholder"] = plain(one.example, PLACEHOLDER)
    if value:
        made["initial_value"] = text.clip(value, text.SECTION)
    return made


def _select(one: fields.Field, value: str) -> blocks.Block:
    listed = [options.one(choice) for choice in one.choices[: options.MOST]]
    made: blocks.Block = {"type": "static_select", "options": listed}
    chosen = [choice for choice in listed if choice["value"] == value]
    if chosen:
        made["initial_option"] = chosen[0]
    return made


def _searched(one: fields.Field) -> str:
    return "Choose, or type a new one" if one.free_text else "Choose, or type to search"


def _hint(one: fields.Field) -> str:
    if one.kind is fields.Kind.LOOKUP and one.free_text:
        return f"{one.help} What is not listed may be typed, then picked."
    return one.help


def _elements(state: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows = (state.get("values") or {}).values()
    return [(action_id, element) for row in rows for action_id, element in row.items()]


def _value(element: Mapping[str, Any]) -> str:
    chosen = element.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value", "")).strip()
    return str(element.get("value") or "").strip()
