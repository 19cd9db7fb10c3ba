"""A verb's fields as a modal, and what a person put into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.slack import declared
from bot.slack.cards import blocks, text
from bot.slack.forms import meta, options
from commands import checks, fields, verbs
from core import language, sentences

CALLBACK = "form"
HINT = 2000
PLACEHOLDER = 150


def build(
    verb: verbs.Verb,
    about: meta.Meta,
    values: Mapping[str, str],
    words: language.Words,
    labels: Mapping[str, str] | None = None,
) -> blocks.Block:
    """The modal. `values` are prefilled; `labels` say how a looked-up value reads."""
    shown = [blocks.context([text.sentence(_lead(verb, words))])]
    known = checks.with_defaults(verb, values)
    for one in verb.fields:
        if one.applies is not None and not one.applies(known):
            continue
        value = values.get(one.name) or one.default
        label = (labels or {}).get(one.name, value)
        shown.append(_input(verb, about, one, words, value, label))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": meta.write(about),
        "title": plain(declared.title(verb, words), text.MODAL_TITLE),
        "submit": plain(
            words("form-submit-plan" if verb.needs_approval else "form-submit-ask"),
            text.MODAL_TITLE,
        ),
        "close": plain(words("form-close"), text.MODAL_TITLE),
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


def errors(
    verb: verbs.Verb, about: meta.Meta, found: Iterable[fields.Fault], words: language.Words
) -> dict[str, str]:
    """Slack's `errors`: by block id, what is wrong and what would be right."""
    known = {one.name for one in verb.fields}
    first = verb.fields[0].name
    told: dict[str, str] = {}
    for fault in found:
        block = about.block(fault.field if fault.field in known else first)
        told.setdefault(block, text.clip(sentences.spoken(fault.whole, words), 500))
    return told


def plain(words: str, limit: int) -> blocks.Block:
    return {"type": "plain_text", "text": text.clip(words, limit).strip() or "-", "emoji": False}


def _lead(verb: verbs.Verb, words: language.Words) -> str:
    return words("form-lead") if verb.needs_approval else declared.summary(verb, words)


def _input(  # noqa: PLR0917 - a field, how it is written, and what is in it
    verb: verbs.Verb,
    about: meta.Meta,
    one: fields.Field,
    words: language.Words,
    value: str,
    label: str,
) -> blocks.Block:
    made: blocks.Block = {
        "type": "input",
        "block_id": about.block(one.name),
        "label": plain(declared.label(verb, one, words), HINT),
        "element": {**_element(verb, one, value, label, words), "action_id": meta.action(one.name)},
        "optional": not one.required,
    }
    hint = _hint(verb, one, words)
    if hint:
        made["hint"] = plain(hint, HINT)
    if meta.leads(verb, one):
        made["dispatch_action"] = True
    return made


def _element(
    verb: verbs.Verb, one: fields.Field, value: str, label: str, words: language.Words
) -> blocks.Block:
    if one.choices and one.kind is not fields.Kind.LOOKUP:
        return _select(verb, one, value, words)
    if one.kind is fields.Kind.LOOKUP:
        made: blocks.Block = {"type": "external_select", "min_query_length": 0}
        made["placeholder"] = plain(
            words("form-search-new" if one.free_text else "form-search"), PLACEHOLDER
        )
        if value:
            made["initial_option"] = options.one(fields.Choice(value=value, label=label))
        return made
    made = {"type": "plain_text_input"}
    if one.example:
        made["placeholder"] = plain(one.example, PLACEHOLDER)
    if value:
        made["initial_value"] = text.clip(value, text.SECTION)
    return made


def _select(verb: verbs.Verb, one: fields.Field, value: str, words: language.Words) -> blocks.Block:
    listed = [
        options.one(replace(own, label=declared.choice(verb, one, own.value, words) or own.label))
        for own in one.choices[: options.MOST]
    ]
    made: blocks.Block = {"type": "static_select", "options": listed}
    chosen = [choice for choice in listed if choice["value"] == value]
    if chosen:
        made["initial_option"] = chosen[0]
    return made


def _hint(verb: verbs.Verb, one: fields.Field, words: language.Words) -> str:
    told = declared.help_(verb, one, words)
    if one.kind is fields.Kind.LOOKUP and one.free_text:
        return words("form-hint-new", help=told)
    return told


def _elements(state: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows = (state.get("values") or {}).values()
    return [(action_id, element) for row in rows for action_id, element in row.items()]


def _value(element: Mapping[str, Any]) -> str:
    chosen = element.get("selected_option")
    if isinstance(chosen, dict):
        return str(chosen.get("value", "")).strip()
    return str(element.get("value") or "").strip()
