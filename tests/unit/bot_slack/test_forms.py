"""A form is its fields; what it must remember is in the view."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.cards import answers, buttons
from bot.slack.forms import asides, form, meta, options, views
from commands import fields, registry, verbs
from core import language
from sandbox.slack import sizes

DEPLOY = registry.VERBS["deploy"]
ENGLISH = language.of("en")


def blank(verb: verbs.Verb) -> meta.Meta:
    return meta.Meta(verb=verb.name, channel="C0INCIDENT")


@pytest.mark.parametrize("verb", registry.VERBS.values(), ids=lambda verb: verb.name)
def test_every_verbs_form_fits_slack(verb: verbs.Verb) -> None:
    given_ = {one.name: "x" * 200 for one in verb.fields}
    for prefilled, locale in itertools.product(({}, given_), language.LANGUAGES):
        view = form.build(verb, blank(verb), prefilled, language.of(locale))
        assert sizes.view_faults(json.loads(json.dumps(view))) == []


def test_small_views_fit_slack() -> None:
    value = buttons.Value(operation="op-7f3k2qhd42", plan_hash="ab" * 32)
    shown = [
        views.loading("Deploy", ENGLISH),
        views.note("x" * 90, answers.problem("y" * 5000, "z" * 5000, ENGLISH), ENGLISH),
    ]
    for words in map(language.of, language.LANGUAGES):
        shown += [
            asides.deny(value, "C0INCIDENT", "Deploy <ps>", words),
            asides.question(value, "C0INCIDENT", "U0RITA001", "Deploy <ps>", words),
            asides.snooze(value, "C0INCIDENT", "Deploy <ps>", words),
            asides.dismiss(value, "C0INCIDENT", "Deploy <ps>", words),
            asides.glass(value, "C0INCIDENT", "Deploy <ps>" * 500, "ps-weu-1", words),
        ]
    for view in shown:
        assert sizes.view_faults(json.loads(json.dumps(view))) == []


def test_an_aside_gives_its_button_back_and_what_was_typed() -> None:
    value = buttons.Value(operation="op-7f3k2qhd42", plan_hash="ab" * 32, do="glass")
    view = asides.glass(value, "C0INCIDENT", "Deploy ps-weu-1", "ps-weu-1", language.of("en"))
    typed = {"reason": {"reason": {"value": " It burns. "}}, "name": {"name": {"value": None}}}
    read = asides.read({**view, "state": {"values": typed}})
    assert read == (
        value,
        "C0INCIDENT",
        {"reason": "It burns.", "text": "", "name": "", "until": ""},
    )


def test_fields_that_others_depend_on_tell_us_when_they_change() -> None:
    view = form.build(DEPLOY, blank(DEPLOY), {}, ENGLISH)
    acting = {
        block["element"]["action_id"].removeprefix("field.")
        for block in view["blocks"]
        if block.get("dispatch_action")
    }
    assert acting == {"subscription", "region", "network", "source"}


@pytest.mark.parametrize(
    ("source", "asked"), [("", True), ("auto", True), ("unified-setup", True), ("gallery", False)]
)
def test_a_field_that_does_not_apply_is_not_asked(source: str, asked: bool) -> None:
    view = form.build(DEPLOY, blank(DEPLOY), {"source": source} if source else {}, ENGLISH)
    shown = [b["block_id"].partition(".")[0] for b in view["blocks"] if b["type"] == "input"]
    assert ("windows" in shown) is asked
    assert {"source", "passphrase_secret"} <= set(shown)


def test_a_change_resets_everything_that_hangs_on_it() -> None:
    given_ = {"subscription": "s", "region": "r", "network": "n", "name": "ps"}
    about = meta.changed(DEPLOY, blank(DEPLOY), "region", given_)
    assert {"network", "subnet", "storage", "size"} == set(about.generations)
    assert about.block("network") == "network.1"
    assert about.block("name") == "name.0"
    assert about.chosen == {"subscription": "s", "region": "r"}
    again = meta.changed(DEPLOY, about, "network", given_)
    assert again.block("subnet") == "subnet.2"
    assert again.block("network") == "network.1"


@given(
    st.dictionaries(st.text(max_size=20), st.integers(0, 99), max_size=12),
    st.dictionaries(st.text(max_size=20), st.text(max_size=400), max_size=12),
)
def test_the_metadata_comes_back_and_always_fits(
    generations: dict[str, int], chosen: dict[str, str]
) -> None:
    about = meta.Meta(verb="deploy", channel="C1", generations=generations, chosen=chosen)
    raw = meta.write(about)
    assert len(raw) <= meta.LIMIT
    back = meta.read(raw)
    assert back.generations == generations
    assert back.chosen in (chosen, {})


@pytest.mark.parametrize("raw", ["", "{}", "[]", "null", '{"verb": "x"}'])
def test_a_strange_view_is_refused(raw: str) -> None:
    with pytest.raises(meta.Unreadable):
        meta.read(raw)


def test_what_was_typed_is_read_by_field() -> None:
    state: dict[str, Any] = {
        "values": {
            "name.0": {"field.name": {"type": "plain_text_input", "value": " ps-weu-1 "}},
            "user.0": {"field.user": {"type": "plain_text_input", "value": None}},
            "region.2": {
                "field.region": {
                    "type": "external_select",
                    "selected_option": {
                        "text": {"type": "plain_text", "text": "West Europe"},
                        "value": "westeurope",
                    },
                }
            },
            "size.0": {
                "field.size": {
                    "type": "external_select",
                    "selected_option": {
                        "text": {"type": "plain_text", "text": "Still loading"},
                        "value": "~",
                    },
                }
            },
            "vault.0": {"field.vault": {"type": "external_select", "selected_option": None}},
            "other": {"reason": {"type": "plain_text_input", "value": "no field"}},
        }
    }
    assert form.read(state) == {"name": "ps-weu-1", "region": "westeurope"}
    assert form.labels(state)["region"] == "West Europe"


def test_faults_stand_at_their_blocks_and_unknown_ones_at_the_first() -> None:
    about = meta.Meta(verb="deploy", channel="C1", generations={"ip": 3})
    faults = [
        fields.Fault(field="ip", value="x", sentence="Bad.", remedy="Use auto."),
        fields.Fault(field="ip", value="x", sentence="Second.", remedy=""),
        fields.Fault(field="elsewhere", value="x", sentence="Odd.", remedy=""),
    ]
    assert form.errors(DEPLOY, about, faults, ENGLISH) == {
        "ip.3": "Bad. Use auto.",
        "subscription.0": "Odd.",
    }


def test_long_values_travel_as_a_digest() -> None:
    choice = fields.Choice(value="/subscriptions/" + "x" * 300, label="snet")
    value = options.value_of(choice)
    assert options.is_digest(value)
    assert len(value) <= options.LONGEST
    assert not options.is_digest("westeurope")


@given(st.integers(0, 5000), st.text(max_size=200), st.booleans())
def test_any_list_fits_slack(total: int, typed: str, free: bool) -> None:
    items = tuple(
        fields.Choice(value=f"v{n}" * 40, label=f"L{n}" * 60, description="d" * 200)
        for n in range(min(total, 100))
    )
    body = options.answer(fields.Choices(items=items, total=total), ENGLISH, typed, free_text=free)
    listed = body.get("options") or [
        one for group in body.get("option_groups", []) for one in group["options"]
    ]
    assert len(listed) <= 100
    for one in listed:
        assert 0 < len(one["text"]["text"]) <= 75
        assert 0 < len(one["value"]) <= 150
    for group in body.get("option_groups", []):
        assert len(group["label"]["text"]) <= 75
