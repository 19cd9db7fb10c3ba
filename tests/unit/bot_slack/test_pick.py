"""What *Run here* knows of the message that it was used on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.slack.forms import pick
from commands import registry
from core import language
from workflow import spots

SPOT = spots.Spot(channel="C0INCIDENT", thread="1.2")


@pytest.mark.parametrize(
    ("verb", "known"),
    [
        ("snooze", {"what": "fi-1"}),
        ("dismiss", {"what": "fi-1"}),
        ("findings", {"what": "fi-1"}),
        ("upgrade", {"server": "ps-1"}),
        ("chart", {}),  # its `what` is a picture
        ("coverage", {}),
    ],
)
def test_a_form_is_filled_in_with_what_the_message_is_about(
    verb: str, known: dict[str, str]
) -> None:
    about = pick.About(spot=SPOT, server="ps-1", finding="fi-1")
    view: Any = pick.build(registry.VERBS.values(), about, language.of("en"), verb)
    view = json.loads(json.dumps(view))
    element = view["blocks"][1]["element"]
    chosen = {"selected_option": element["initial_option"]}
    name, read = pick.read({**view, "state": {"values": {pick.FIELD: {pick.FIELD: chosen}}}})
    assert (name, read) == (verb, about)
    assert read.values(registry.VERBS[name]) == known


def test_of_an_operations_card_all_findings_of_its_server_are_meant() -> None:
    about = pick.About(spot=SPOT, server="ps-1")
    assert about.values(registry.VERBS["snooze"]) == {"what": "ps-1"}
    assert pick.About(spot=SPOT).values(registry.VERBS["snooze"]) == {}
