"""What a policy rule may say: members, conditions, effects; refused as the service parses it.

The words of `InvalidPolicyRule` ("Could not find member … on object of type …") are those people
quote in https://github.com/Azure/azure-cli/issues/28377 and
https://github.com/MicrosoftDocs/azure-docs/issues/13435, those of `InvalidPolicyRuleEffect` in
https://github.com/hashicorp/terraform-provider-azurerm/pull/2386. Azure also knows `count` and
template functions; here they are refused, as a rule that is not understood would let all pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.azure import errors, policy_rules

LOGICAL = ("allOf", "anyOf", "not")
EFFECTS = (
    "addToNetworkGroup", "append", "audit", "auditIfNotExists", "deny", "denyAction",
    "deployIfNotExists", "disabled", "manual", "modify", "mutate",
)  # fmt: skip
NOT_HERE = "this local Azure does not evaluate"


def require(name: str, rule: Any) -> None:
    """400 unless the rule of the definition of this name can be parsed."""
    if not isinstance(rule, Mapping) or not {"if", "then"} <= set(rule):
        raise _invalid("The policy rule must have an 'if' and a 'then' block.")
    for key in rule:
        if key not in ("if", "then"):
            raise _no_member(key, "PolicyRuleDefinition", key)
    _expression(rule["if"], "if")
    _effect(name, rule["then"])


def _expression(value: Any, path: str) -> None:
    if not isinstance(value, Mapping) or not value:
        raise _invalid(f"A condition or logical operator is expected. Path '{path}'.")
    low = {str(key).lower(): key for key in value}
    logical = next((each for each in LOGICAL if each.lower() in low), "")
    if not logical:
        _condition(value, low, path)
        return
    for key, written in low.items():
        if key != logical.lower():
            kind = logical[0].upper() + logical[1:] + "ExpressionDefinition"
            raise _no_member(written, kind, f"{path}.{written}")
    inner = value[low[logical.lower()]]
    if logical == "not":
        _expression(inner, f"{path}.not")
        return
    if not isinstance(inner, list) or not inner:
        raise _invalid(f"'{logical}' takes conditions. Path '{path}.{logical}'.")
    for at, each in enumerate(inner):
        _expression(each, f"{path}.{logical}[{at}]")


def _condition(value: Mapping[str, Any], low: Mapping[str, str], path: str) -> None:
    if "count" in low:
        raise _invalid(f"{NOT_HERE} 'count'. Path '{path}.{low['count']}'.")
    operators = {each.lower() for each in policy_rules.OPERATORS}
    for key, written in low.items():
        if key not in operators | {"field", "value"}:
            raise _no_member(written, "LeafExpressionDefinition", f"{path}.{written}")
    if len(operators & low.keys()) != 1 or ("field" in low) is ("value" in low):
        raise _invalid(
            f"A condition has a 'field' or a 'value', and exactly one operator. Path '{path}'."
        )
    for written in low.values():
        for each in value[written] if isinstance(value[written], list) else [value[written]]:
            if not policy_rules.understood(each):
                raise _invalid(f"{NOT_HERE} '{each}'. Path '{path}.{written}'.")


def _effect(name: str, then: Any) -> None:
    effect = then.get("effect") if isinstance(then, Mapping) else None
    if not isinstance(effect, str) or not effect:
        raise _invalid("The 'then' block must have an 'effect'. Path 'then'.")
    known = effect.lower() in {each.lower() for each in EFFECTS}
    if not known and not policy_rules.PARAMETER.fullmatch(effect.strip()):
        raise errors.AzureError(
            400,
            "InvalidPolicyRuleEffect",
            f"The policy definition '{name}' rule is invalid. The policy 'effect' property value "
            f"cannot be '{effect}'.",
        )


def _no_member(member: str, kind: str, path: str) -> errors.AzureError:
    return _invalid(f"Could not find member '{member}' on object of type '{kind}'. Path '{path}'.")


def _invalid(why: str) -> errors.AzureError:
    return errors.AzureError(400, "InvalidPolicyRule", f"Failed to parse policy rule: '{why}'.")
