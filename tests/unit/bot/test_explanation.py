"""What `policy explain` says is what the workflow would do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import explanation
from workflow import approvals, people, policies

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)  # a Saturday
RULES = policies.parse(
    [
        {
            "name": "production",
            "verbs": ["deploy"],
            "where": {"tag": {"environment": "prod*"}},
            "requesters": {"groups": ["S0ONCALL1"]},
            "approvers": [
                {"groups": ["S0PLATFORM"], "quorum": 2},
                {"people": ["U0BO00001"]},
            ],
            "remind": {"after": "15m"},
            "escalate": {"after": "90m", "people": ["U0MAREK01"]},
            "break_glass": {"people": ["U0RITA001"]},
            "freeze": ["Fri 18:00 - Mon 07:00 UTC"],
        },
        {
            "name": "the rest",
            "verbs": ["*"],
            "requesters": {"people": ["*"]},
            "approvers": [{"groups": ["S0LEADS01"]}],
        },
    ]
)
PROD = {"tag:environment": "production"}


def _roll(person: str, guest: bool = False) -> approvals.Roll:
    return approvals.Roll(
        people={person: people.Person(id=person, name="x", guest=guest)},
        members={"S0ONCALL1": frozenset({"U0RITA001"}), "S0PLATFORM": frozenset({"U0LENA001"})},
    )


def test_the_rule_is_said_with_all_its_parts() -> None:
    said = "\n".join(explanation.lines(explanation.of(RULES, "deploy", PROD, NOW)))
    for words in (
        "Rule: production, the first that fits.",
        "the rest would fit too, and is not asked.",
        "May ask: group S0ONCALL1.",
        "Must approve: 2 of group S0PLATFORM and 1 of U0BO00001.",
        "Reminds 3 times, first after 15 min",
        "Calls U0MAREK01 after 90 min without a decision.",
        "May break the glass: U0RITA001.",
        "Frozen now, until 2026-11-30 07:00 UTC",
    ):
        assert words in said, words


def test_the_rule_is_told_to_machines_with_all_its_parts() -> None:
    told = explanation.to_json(explanation.of(RULES, "deploy", PROD, NOW))
    assert told["rule"] == "production"
    assert told["asked_of"] == {
        "requesters": {"groups": ["S0ONCALL1"], "people": []},
        "approvers": [
            {"groups": ["S0PLATFORM"], "people": [], "quorum": 2},
            {"groups": [], "people": ["U0BO00001"], "quorum": 1},
        ],
        "expires_after": 4 * 3600,
        "remind": {"after": 900, "most": 3},
        "escalate": {"after": 5400, "groups": [], "people": ["U0MAREK01"]},
        "break_glass": {"groups": [], "people": ["U0RITA001"]},
        "freeze": ["Fri 18:00 - Mon 07:00 UTC"],
    }
    assert explanation.to_json(explanation.of(RULES[:1], "deploy", {}, NOW))["asked_of"] is None


@pytest.mark.parametrize(
    ("person", "ask", "approve", "glass"),
    [
        ("U0RITA001", True, False, True),
        ("U0LENA001", False, True, False),
        ("U0BO00001", False, True, False),
        ("U0NOBODY1", False, False, False),
    ],
)
def test_a_person_is_judged(person: str, ask: bool, approve: bool, glass: bool) -> None:
    found = explanation.of(RULES, "deploy", PROD, NOW)
    told = explanation.to_json(explanation.judged(found, person, _roll(person)))
    assert [told[key]["may"] for key in ("ask", "approve", "break_glass")] == [  # type: ignore[call-overload, index]
        ask,
        approve,
        glass,
    ]


def test_a_guest_may_nothing_and_is_told_why() -> None:
    found = explanation.of(RULES, "status", {}, NOW)
    shown = explanation.judged(found, "U0GUEST01", _roll("U0GUEST01", guest=True))
    assert "<@U0GUEST01> may not ask: <@U0GUEST01> is a guest" in "\n".join(
        explanation.lines(shown)
    )


def test_where_no_rule_fits_nobody_may() -> None:
    found = explanation.of(RULES[:1], "deploy", {}, NOW)
    assert found.rule is None
    assert "nobody may" in explanation.lines(found)[1]
