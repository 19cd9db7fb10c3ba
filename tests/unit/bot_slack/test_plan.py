"""What a plan's lines say on the card."""

from __future__ import annotations

from typing import Any

import pytest

from azureops.machines import Power
from bot.slack.cards import endings, notices, plan
from bot.slack.cards import operations as cards
from commands.existing import checks
from core import json, language
from tests.unit.bot_slack.values import START
from workflow import operations, plans

ENGLISH = language.of("en")
GERMAN = language.of("de")

A = plans.Action


def _plan(**more: Any) -> plans.Plan:
    told = {"summary": "", "changes": (), "findings": (), "steps": (), "undo": "", "arguments": {}}
    return plans.Plan(verb="switch", target="web", environment={}, **(told | more))


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
    (shown,) = plan.changes(_plan(changes=(change,)), ENGLISH)
    assert line in shown["text"]["text"].split("\n")


def test_properties_checks_proof_and_amounts_read_in_german() -> None:
    change = plans.Change(
        action=A.CHANGE,
        kind="machine",
        name="vm-1",
        id="/vm-1",
        properties={"power": checks.POWERS[Power.RUNNING]},
    )
    fine = plans.Finding(check="quota", severity=plans.Severity.OK, sentence="Enough.")
    cost = plans.Cost(currency="USD", monthly=1234.5, lines=(("disk", 0.5),))
    whole = _plan(changes=(change,), findings=(fine,), cost=cost)
    assert "Betriebszustand `läuft`" in str(plan.changes(whole, GERMAN))
    assert "Kontingent" in str(plan.findings(whole, GERMAN, in_thread=False))
    assert "1.234,50 USD" in str(plan.cost(whole, GERMAN))
    assert "disk 0,50" in str(plan.cost(whole, GERMAN))
    assert "1,234.50 USD" in str(plan.cost(whole, ENGLISH))
    proved = endings.proof({"vm": 1, "gone_since": "x"}, GERMAN)
    assert "Weg seit: `x`" in str(proved)
    assert "Virtual machine: `1`" in str(proved), "an older release's reads in English"


def test_what_reads_in_another_language_is_hashed_as_it_was() -> None:
    def hashed(power: str) -> str:
        change = plans.Change(
            action=A.CHANGE, kind="", name="", id="/vm", properties={"power": power}
        )
        return _plan(changes=(change,)).hash

    for power, said in checks.POWERS.items():
        assert hashed(said) == hashed(power.value)


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
    card = str(cards.render(blocked, ENGLISH))
    assert lead in card
    assert [("To ask again" in card), ("refill" in card)] == [not settled] * 2
    assert ("Nothing to do" in blocked.sentence) is settled
