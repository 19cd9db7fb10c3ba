"""The conditions of policy rules."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.azure import errors, policy_catalog, policy_syntax
from sandbox.azure.policy_rules import OPERATORS, Case, holds

MACHINE: dict[str, Any] = {
    "name": "ps-weu-1",
    "location": "westeurope",
    "kind": None,
    "tags": {"Owner": "DR"},
    "properties": {
        "hardwareProfile": {"vmSize": "Standard_A8_v2"},
        "storageProfile": {"dataDisks": [{"lun": 0, "diskSizeGB": 600}, {"lun": 1}]},
    },
}
KIND = "Microsoft.Compute/virtualMachines"


def judge(rule: Any, **values: Any) -> bool:
    return holds(rule, Case(resource=MACHINE, kind=KIND, values=values))


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ({"field": "type", "equals": "microsoft.compute/VIRTUALMACHINES"}, True),
        ({"field": "location", "in": ["westeurope", "northeurope"]}, True),
        ({"field": "location", "notIn": "[parameters('places')]"}, True),
        ({"value": "[field('location')]", "equals": "westeurope"}, True),
        ({"value": "[field('kind')]", "exists": True}, False),
        ({"field": "name", "like": "ps-*"}, True),
        ({"field": "name", "notLike": "*-2"}, True),
        ({"field": "name", "match": "??-???-#"}, True),
        ({"field": "name", "contains": "WEU"}, True),
        ({"field": "kind", "exists": "true"}, False),
        ({"field": "tags['owner']", "equals": "dr"}, True),
        ({"field": "tags.owner", "exists": True}, True),
        ({"field": "[concat('tags[', parameters('tagName'), ']')]", "exists": "false"}, True),
        ({"field": "tags", "containsKey": "OWNER"}, True),
        ({"field": f"{KIND}/sku.name", "equals": "Standard_A8_v2"}, True),
        ({"field": f"{KIND}/storageProfile.dataDisks[*].diskSizeGB", "greater": 500}, True),
        ({"field": "Microsoft.Network/networkInterfaces/x", "exists": "true"}, False),
        ({"allOf": [{"field": "name", "exists": "true"}, {"field": "kind", "equals": "x"}]}, False),
        ({"anyOf": [{"field": "name", "exists": "true"}, {"field": "kind", "equals": "x"}]}, True),
        ({"not": {"field": "location", "equals": "westeurope"}}, False),
        ({"value": "[parameters('tagName')]", "equals": "COST"}, True),
        ({"field": "name", "unknownOperator": 1}, False),
    ],
)
def test_conditions(rule: Any, result: bool) -> None:
    assert judge(rule, places=["eastus"], tagname="cost") is result


def test_every_condition_that_was_looked_at_is_told() -> None:
    rule = {"allOf": [{"field": "location", "equals": "eastus"}, {"field": "type", "equals": KIND}]}
    case = Case(resource=MACHINE, kind=KIND, values={})
    assert not holds(rule, case)
    assert [(each["path"], each["result"], each["operator"]) for each in case.seen] == [
        ("location", "False", "Equals"), ("type", "True", "Equals"),
    ]  # fmt: skip


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
PAIRS = ["equals", "in", "like", "match", "matchInsensitively", "contains", "containsKey"]


@pytest.mark.parametrize("name", PAIRS)
@given(one=VALUES, two=st.text(max_size=8))
def test_each_negation_is_the_opposite(name: str, one: Any, two: str) -> None:
    opposite = "not" + name[0].upper() + name[1:]
    assert OPERATORS[name](one, two) is not OPERATORS[opposite](one, two)


@given(st.text(alphabet=string.printable, max_size=12))
def test_texts_are_compared_without_regard_to_case(text: str) -> None:
    lower, upper = text.lower(), text.upper()
    assert OPERATORS["equals"](lower, upper)
    assert OPERATORS["in"](lower, [upper])
    assert OPERATORS["contains"](lower, upper)
    assert OPERATORS["like"](lower, "*")


FIELD = {"field": "location", "equals": "westeurope"}
DENY = {"effect": "deny"}
LEAF = (
    "Could not find member 'equalz' on object of type 'LeafExpressionDefinition'. Path 'if.equalz'."
)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"policyRule": {}, "if": FIELD, "then": DENY},
         "Could not find member 'policyRule' on object of type 'PolicyRuleDefinition'."),
        ({"if": FIELD}, "must have an 'if' and a 'then' block"),
        ({"if": {"field": "location", "equalz": "x"}, "then": DENY}, LEAF),
        ({"if": {"allOf": [FIELD, {"field": "name", "startsWith": "x"}]}, "then": DENY},
         "Path 'if.allOf[1].startsWith'"),
        ({"if": {"allOf": [FIELD], "anyOf": [FIELD]}, "then": DENY}, "Path 'if.anyOf'"),
        ({"if": {"not": {"anyOf": []}}, "then": DENY}, "Path 'if.not.anyOf'"),
        ({"if": {}, "then": DENY}, "Path 'if'"),
        ({"if": {"field": "location"}, "then": DENY}, "exactly one operator"),
        ({"if": {"equals": "x"}, "then": DENY}, "a 'field' or a 'value'"),
        ({"if": {"count": {"field": "a[*]"}, "less": 1}, "then": DENY}, "evaluate 'count'"),
        ({"if": {"value": "[resourceGroup().name]", "equals": "x"}, "then": DENY},
         "Path 'if.value'"),
        ({"if": FIELD, "then": {}}, "must have an 'effect'"),
    ],
)  # fmt: skip
def test_a_rule_that_is_not_understood(rule: dict[str, Any], why: str) -> None:
    with pytest.raises(errors.AzureError) as refusal:
        policy_syntax.require("x", rule)
    assert (refusal.value.status, refusal.value.code) == (400, "InvalidPolicyRule")
    assert refusal.value.message.startswith("Failed to parse policy rule: '")
    assert why in refusal.value.message


@pytest.mark.parametrize("effect", ["Deny", "auditIfNotExists", "[parameters('effect')]"])
def test_what_is_understood(effect: str) -> None:
    rule = {"allOf": [FIELD, {"not": {"value": "[[x]", "in": ["[parameters('a')]"]}}]}
    policy_syntax.require("x", {"if": rule, "then": {"effect": effect}})
    for each in policy_catalog.DEFINITIONS:
        policy_syntax.require(each["name"], each["properties"]["policyRule"])


def test_an_effect_that_does_not_exist() -> None:
    with pytest.raises(errors.AzureError) as refusal:
        policy_syntax.require("names", {"if": FIELD, "then": {"effect": "refuse"}})
    assert refusal.value.code == "InvalidPolicyRuleEffect"
    assert refusal.value.message == (
        "The policy definition 'names' rule is invalid. The policy 'effect' property value cannot "
        "be 'refuse'."
    )
