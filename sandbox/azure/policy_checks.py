"""Policy at the door: an enforced assignment whose rule denies a write refuses it.

Wording and `additionalInfo` follow
https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.azure import errors, policy_catalog, policy_rules, state
from sandbox.azure.routing import Call

ASSIGNMENTS = "Microsoft.Authorization/policyAssignments"
DEFINITIONS = policy_catalog.KIND
SETS = "Microsoft.Authorization/policySetDefinitions"
MARKER = "/providers/microsoft.authorization/"
GROUP = "Microsoft.Resources/subscriptions/resourceGroups"
# Types "Indexed" definitions leave out: they have neither tags nor a region.
DEPLOYMENTS = "microsoft.resources/deployments"


def definition(current: state.State, definition_id: str) -> state.Document | None:
    """The definition (or set) of this id: a custom one, or a built-in."""
    if definition_id.lower().startswith(policy_catalog.PREFIX.lower()):
        return policy_catalog.BUILT_IN.get(definition_id.rpartition("/")[2].lower())
    return current.get(definition_id)


def members(
    current: state.State, assignment: state.Document
) -> Iterator[tuple[state.Document, dict[str, Any], state.Document | None, str]]:
    """What an assignment puts in force: (definition, parameters, its set, its reference there)."""
    properties = assignment["properties"]
    found = definition(current, properties["policyDefinitionId"])
    if found is None:
        return
    given = _given(properties.get("parameters"))
    if found["type"].lower() != SETS.lower():
        yield found, _defaulted(found, given), None, ""
        return
    outer = _defaulted(found, given)
    for member in found["properties"].get("policyDefinitions") or []:
        inner = definition(current, member["policyDefinitionId"])
        if inner is not None:
            passed = {
                name: policy_rules.resolved(value, outer)
                for name, value in _given(member.get("parameters")).items()
            }
            reference = str(member.get("policyDefinitionReferenceId") or inner["name"])
            yield inner, _defaulted(inner, passed), found, reference


def _given(parameters: Any) -> dict[str, Any]:
    return {name.lower(): (each or {}).get("value") for name, each in (parameters or {}).items()}


def _defaulted(found: state.Document, given: dict[str, Any]) -> dict[str, Any]:
    declared = found["properties"].get("parameters") or {}
    defaults = {name.lower(): each.get("defaultValue") for name, each in declared.items()}
    return {**defaults, **given}


def applies(assignment: state.Document, path: str) -> bool:
    """Whether a path lies in an assignment's scope, and in none of its `notScopes`."""
    place = path.lower() + "/"
    scope = assignment["id"].lower().rpartition(MARKER)[0]
    out = assignment["properties"].get("notScopes") or []
    return place.startswith(scope + "/") and not any(
        place.startswith(str(each).lower().rstrip("/") + "/") for each in out
    )


def require(call: Call) -> None:
    """403 RequestDisallowedByPolicy if an assignment's rule denies making this."""
    if call.method not in ("PUT", "PATCH") or MARKER in call.path.lower():
        return
    if call.state.all(ASSIGNMENTS) and _kind(call.path) is not None:
        judge(call.state, call.path, _body(call))


def judge(current: state.State, path: str, body: dict[str, Any]) -> None:
    """403 RequestDisallowedByPolicy if a resource like this may not be made there."""
    kind = _kind(path)
    if kind is None:
        return
    resource = _resource(path, body)
    violations = [
        violation
        for assignment in current.all(ASSIGNMENTS)
        if assignment["properties"].get("enforcementMode", "Default") == "Default"
        and applies(assignment, path)
        for violation in _violations(current, assignment, resource, kind)
    ]
    if violations:
        raise _refusal(resource["name"], violations)


def _kind(path: str) -> str | None:
    """The type in the path's own letters; None for what is no resource."""
    _, found, tail = path.rpartition("/providers/")
    if not found:
        parts = path.lower().split("/")
        return GROUP if len(parts) == 5 and parts[3] == "resourcegroups" else None
    parts = tail.split("/")
    return "/".join([parts[0], *parts[1::2]]) if len(parts) % 2 else None


def _body(call: Call) -> dict[str, Any]:
    """The request; a PATCH is seen over what there is."""
    body = call.body()
    known = call.state.get(call.path) if call.method == "PATCH" else None
    if known is None:
        return body
    return {**known, **body, "tags": {**(known.get("tags") or {}), **(body.get("tags") or {})}}


def _resource(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The resource as it would be."""
    place = str(body.get("location") or "")
    return {
        **body,
        "id": path,
        "name": state.name_of(path),
        **({"location": place.lower().replace(" ", "")} if place else {}),
    }


def _violations(
    current: state.State, assignment: state.Document, resource: dict[str, Any], kind: str
) -> Iterator[dict[str, Any]]:
    for found, values, inside, reference in members(current, assignment):
        properties = found["properties"]
        indexed = str(properties.get("mode", "Indexed")).lower() == "indexed"
        if indexed and (kind == GROUP or kind.count("/") > 1 or kind.lower() == DEPLOYMENTS):
            continue
        rule = properties["policyRule"]
        effect = str(policy_rules.resolved(rule["then"].get("effect"), values)).lower()
        if effect != "deny":
            continue
        case = policy_rules.Case(resource=resource, kind=kind, values=values)
        if policy_rules.holds(_fields(rule["if"], kind), case):
            yield _info(assignment, found, inside, reference, case)


def _fields(rule: Any, kind: str) -> Any:
    """`[field('type')]` as a value becomes the type."""
    if isinstance(rule, dict):
        return {key: _fields(value, kind) for key, value in rule.items()}
    if isinstance(rule, list):
        return [_fields(each, kind) for each in rule]
    return kind if rule == "[field('type')]" else rule


def _info(
    assignment: state.Document,
    found: state.Document,
    inside: state.Document | None,
    reference: str,
    case: policy_rules.Case,
) -> dict[str, Any]:
    properties = assignment["properties"]
    info: dict[str, Any] = {
        "evaluationDetails": {"evaluatedExpressions": case.seen},
        "policyDefinitionId": found["id"],
        "policyDefinitionName": found["name"],
        "policyDefinitionDisplayName": found["properties"].get("displayName") or found["name"],
        "policyDefinitionVersion": found["properties"].get("version", "1.0.0"),
        "policyDefinitionEffect": "deny",
        "policyAssignmentId": assignment["id"],
        "policyAssignmentName": assignment["name"],
        "policyAssignmentDisplayName": properties.get("displayName") or assignment["name"],
        "policyAssignmentScope": properties["scope"],
        "policyAssignmentParameters": properties.get("parameters") or {},
        "policyExemptionIds": [],
        "policyEnrollmentIds": [],
    }
    if inside is not None:
        info |= {
            "policySetDefinitionId": inside["id"],
            "policySetDefinitionName": inside["name"],
            "policySetDefinitionDisplayName": inside["properties"].get("displayName")
            or inside["name"],
            "policyDefinitionReferenceId": reference,
        }
    return {"type": "PolicyViolation", "info": info}


def _refusal(name: str, violations: list[dict[str, Any]]) -> errors.AzureError:
    named = []
    for each in violations:
        info = each["info"]
        one = {
            "policyAssignment": {
                "name": info["policyAssignmentDisplayName"],
                "id": info["policyAssignmentId"],
            },
            "policyDefinition": {
                "name": info["policyDefinitionDisplayName"],
                "id": info["policyDefinitionId"],
                "version": info["policyDefinitionVersion"],
            },
        }
        if "policySetDefinitionId" in info:
            one["policySetDefinition"] = {
                "name": info["policySetDefinitionDisplayName"],
                "id": info["policySetDefinitionId"],
            }
        named.append(one)
    shown = json.dumps(named, separators=(",", ":"))
    return errors.AzureError(
        403,
        "RequestDisallowedByPolicy",
        f"Resource '{name}' was disallowed by policy. Policy identifiers: '{shown}'.",
        target=name,
        additional=violations,
    )
