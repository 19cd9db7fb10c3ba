"""What a plan's lines say on the card."""

from __future__ import annotations

import pytest

from bot.slack.cards import notices, plan
from bot.slack.cards import operations as cards
from core import json, language
from tests.unit.bot_slack.values import START
from workflow import operations, plans

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


@pytest.mark.parametrize(("settled", "lead"), [(True, "Nothing to do"), (False, "Blocked")])
def test_where_there_is_nothing_to_do_nothing_is_to_be_mended(settled: bool, lead: str) -> None:
    why = "ps-1 has 9.61.7016.1 already; there is nothing to do."
    found = plans.Finding(
        check="version", severity=plans.Severity.BLOCKING, sentence=why, settled=settled
    )
    whole = plans.Plan(
        verb="upgrade", target="ps-1", environment={}, summary="", changes=(),
        findings=(found,), steps=(), undo="", arguments={},
    )  # fmt: skip
    blocked = operations.Operation(
        id="op-1", verb="upgrade", state=operations.State.BLOCKED, requester="U0RITA001",
        channel="C0INCIDENT", values={"server": "ps-1"}, created_at=START, updated_at=START,
        version=1, attempt=1, plan=whole, reason=why,
    )  # fmt: skip
    for words in map(language.of, language.LANGUAGES):
        notice = notices.ended({"state": "blocked"}, blocked, words).text
        shown = f"{cards.render(blocked, words)} {notice}"
        mend = ("mended", "Mend", "ehoben", "eheben")
        assert any(one in shown for one in mend) is not settled
        assert shown.count(why) == 1
    assert lead in str(cards.render(blocked, ENGLISH))
