"""Rules as the settings file gives them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import policies

GOOD: dict[str, Any] = {
    "verbs": ["deploy"],
    "where": {"subscription": "*"},
    "requesters": {"groups": ["S0ONCALL1"]},
    "approvers": [{"groups": ["S0LEADS01"], "quorum": 2}],
    "expires_after": "4h",
}


def _keys(*tables: Any) -> list[str]:
    with pytest.raises(policies.Faulty) as faulty:
        policies.parse(list(tables))
    assert all(f.remedy for f in faulty.value.faults)
    return [f.key for f in faulty.value.faults]


def test_a_good_rule() -> None:
    (rule,) = policies.parse([GOOD])
    assert rule == policies.Policy(
        verbs=("deploy",),
        where={"subscription": ("*",)},
        requesters=policies.Circle(groups=("S0ONCALL1",)),
        approvers=(policies.Circle(groups=("S0LEADS01",), quorum=2),),
        expires_after=timedelta(hours=4),
        name="policy[0]",
    )
    assert policies.parse([]) == ()


def test_a_rule_that_says_all_there_is_to_say() -> None:
    (rule,) = policies.parse(
        [
            {
                **GOOD,
                "name": "production",
                "where": {"region": "westeurope", "tag": {"Environment": "prod*"}},
                "remind": {"after": "15m", "most": 2},
                "escalate": {"after": "1h", "groups": ["S0BOSSES1"]},
                "break_glass": {"people": ["U0LENA001"]},
                "freeze": ["Fri 18:00 - Mon 07:00 Europe/Berlin"],
            }
        ]
    )
    assert rule.name == "production"
    assert rule.where == {"region": ("westeurope",), "tag:environment": ("prod*",)}
    assert rule.reminders == policies.Reminders(after=timedelta(minutes=15), most=2)
    to = policies.Circle(groups=("S0BOSSES1",))
    assert rule.escalation == policies.Escalation(after=timedelta(hours=1), to=to)
    assert rule.break_glass == policies.Circle(people=("U0LENA001",))
    assert [window.text for window in rule.freezes] == ["Fri 18:00 - Mon 07:00 Europe/Berlin"]


def test_a_misspelt_verb_is_a_fault_and_not_a_closed_door() -> None:
    with pytest.raises(policies.Faulty, match='did you mean "deploy"'):
        policies.parse([{**GOOD, "verbs": ["deplyo"]}], ("deploy", "status"))
    assert policies.parse([{**GOOD, "verbs": ["dep*"]}], ("deploy", "status"))


def test_two_rules_have_two_names() -> None:
    named = {**GOOD, "name": "one"}
    assert _keys(named, named) == ["policy[1].name"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"verbs": []}, "policy[0].verbs"),
        ({"verbs": [""]}, "policy[0].verbs"),
        ({"verb": ["deploy"]}, "policy[0].verb"),
        ({"where": {"tenant": "x"}}, "policy[0].where.tenant"),
        ({"where": {"region": []}}, "policy[0].where.region"),
        ({"where": {"region": 3}}, "policy[0].where.region"),
        ({"requesters": {}}, "policy[0].requesters"),
        ({"requesters": {"groups": ["C0CHANNEL"]}}, "policy[0].requesters.groups"),
        ({"requesters": {"people": ["rita"]}}, "policy[0].requesters.people"),
        ({"requesters": {"people": ["*", "U0RITA001"]}}, "policy[0].requesters.people"),
        ({"requesters": ["U0RITA001"]}, "policy[0].requesters"),
        ({"approvers": {"groups": ["S0LEADS01"]}}, "policy[0].approvers"),
        ({"approvers": [{"people": ["*"]}]}, "policy[0].approvers[0].people"),
        ({"approvers": [{"groups": ["S0X"], "quorum": 0}]}, "policy[0].approvers[0].quorum"),
        ({"approvers": [{"groups": ["S0X"], "quorum": True}]}, "policy[0].approvers[0].quorum"),
        ({"approvers": [{"people": ["U0A"], "quorum": 2}]}, "policy[0].approvers[0].quorum"),
        ({"expires_after": "soon"}, "policy[0].expires_after"),
        ({"expires_after": "0h"}, "policy[0].expires_after"),
        ({"expires_after": 4}, "policy[0].expires_after"),
        ({"name": 3}, "policy[0].name"),
        ({"name": "x" * 61}, "policy[0].name"),
        ({"where": {"tag": "prod"}}, "policy[0].where.tag"),
        ({"where": {"tag": {"environment": []}}}, "policy[0].where.tag:environment"),
        ({"remind": "15m"}, "policy[0].remind"),
        ({"remind": {"most": 2}}, "policy[0].remind.after"),
        ({"remind": {"after": "15m", "most": 0}}, "policy[0].remind.most"),
        ({"remind": {"after": "5h"}}, "policy[0].remind.after"),
        ({"escalate": {"after": "1h"}}, "policy[0].escalate"),
        ({"escalate": {"groups": ["S0X"]}}, "policy[0].escalate.after"),
        ({"escalate": {"groups": ["S0X"], "after": "4h"}}, "policy[0].escalate.after"),
        ({"break_glass": {"people": ["*"]}}, "policy[0].break_glass.people"),
        ({"break_glass": {}}, "policy[0].break_glass"),
        ({"freeze": ["always"]}, "policy[0].freeze"),
        ({"freeze": ["Fri 18:00 - Mon 07:00 Berlin"]}, "policy[0].freeze"),
        ({"freeze": ["Fry 18:00 - Mon 07:00 UTC"]}, "policy[0].freeze"),
        ({"freeze": ["2026-02-31 00:00 - 2026-03-02 00:00 UTC"]}, "policy[0].freeze"),
        ({"freeze": ["2026-03-02 00:00 - 2026-03-01 00:00 UTC"]}, "policy[0].freeze"),
    ],
)
def test_each_fault_names_its_key(change: dict[str, Any], key: str) -> None:
    assert key in _keys({**GOOD, **change})


def test_all_faults_are_told_at_once() -> None:
    assert _keys({**GOOD, "verbs": [], "expires_after": "x"}, "no table")[:2] == [
        "policy[0].verbs",
        "policy[0].expires_after",
    ]


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            *GOOD,
                            "groups",
                            "remind",
                            "escalate",
                            "freeze",
                            "tag",
                            "after",
                            "people",
                            "quorum",
                            "region",
                        ]
                    ),
                    inner,
                    max_size=5,
                )
            ),
            max_leaves=12,
        ),
        max_size=3,
    )
)
def test_nothing_crashes_the_reader(raw: list[Any]) -> None:
    try:
        rules = policies.parse(raw)
    except policies.Faulty:
        return  # what a fault looks like is tested above
    assert len(rules) == len(raw)


def _rule(**change: Any) -> dict[str, Any]:
    return {**GOOD, **change}


def test_the_first_rule_that_matches_decides_alone() -> None:
    rules = policies.parse(
        [
            _rule(where={"resource_group": "rg-prod-*"}),
            _rule(verbs=["dep*"], where={"region": ["westeurope", "northeurope"]}),
        ]
    )
    assert policies.choose(rules, "deploy", {"resource_group": "RG-Prod-1"}) is rules[0]
    both = {"resource_group": "rg-prod-1", "region": "westeurope"}
    assert policies.choose(rules, "deploy", both) is rules[0]
    assert policies.choose(rules, "deploy", {"region": "northeurope"}) is rules[1]
    assert policies.choose(rules, "deploy", {"region": "eastus"}) is None
    assert policies.choose(rules, "deploy", {}) is None
    assert policies.choose(rules, "status", both) is None
    assert len(policies.of_verb(rules, "deploy")) == 2


def test_a_vault_matches_by_its_id_or_its_name() -> None:
    (rule,) = policies.parse([_rule(where={"vault": "rsv-dr-*"})])
    vault = "/subscriptions/s/resourceGroups/r/providers/Microsoft.RecoveryServices/vaults/rsv-dr-1"
    assert policies.choose([rule], "deploy", {"vault": vault}) is rule
    assert policies.choose([rule], "deploy", {"vault": "rsv-dr-2"}) is rule
    assert policies.choose([rule], "deploy", {"vault": "other"}) is None
