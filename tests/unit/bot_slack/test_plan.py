"""What a plan's lines say on the card."""

from __future__ import annotations

import pytest

from bot.slack.cards import plan
from core import json, language
from workflow import plans

ENGLISH = language.of("en")

A = plans.Action


@pytest.mark.parametrize(
    ("action", "properties", "line"),
    [
        (A.CHANGE, {"process server": "ps-2"}, "• Change machine `web-01`: process server `ps-2`"),
        (A.CHANGE, {"uninstall": ["A", "B`"]}, "• Change machine `web-01`: uninstall `A`, `B'`"),
        (A.CHANGE, {}, "• Change machine `web-01`"),
        (A.CREATE, {"size": "Standard_A8_v2"}, "• Create machine `web-01`"),
    ],
)
def test_a_change_says_what_becomes_of_the_thing(
    action: plans.Action, properties: json.Object, line: str
) -> None:
    change = plans.Change(
        action=action, kind="machine", name="web-01", id="/m/web-01", properties=properties
    )
    whole = plans.Plan(
        verb="switch", target="web", environment={}, summary="", changes=(change,),
        findings=(), steps=(), undo="", arguments={},
    )  # fmt: skip
    (shown,) = plan.changes(whole, ENGLISH)
    assert line in shown["text"]["text"].split("\n")
