"""What a plan's lines say on the card."""

from __future__ import annotations

from typing import Any

import pytest

from azureops.machines import Power
from bot.slack.cards import endings, plan
from commands.existing import checks
from core import json, language
from workflow import plans

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
