"""Policy definitions, sets of them, and assignments: made, read and removed at any scope.

https://learn.microsoft.com/rest/api/policy
"""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import (
    acting,
    errors,
    extensions,
    policy_catalog,
    policy_checks,
    policy_syntax,
    state,
)
from sandbox.azure import answers as say
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
acts = acting.Acts()
BASE = "/{scope}/providers/Microsoft.Authorization"
TENANT = "/providers/Microsoft.Authorization"
DEFINITIONS, SETS, ASSIGNMENTS = (
    policy_checks.DEFINITIONS,
    policy_checks.SETS,
    policy_checks.ASSIGNMENTS,
)
NOTED = "Rules with effects other than deny are kept and never act."


# ---- definitions ---------------------------------------------------------------------------
def _subscription(call: Call) -> str:
    return "/".join(extensions.scope(call).split("/")[:3])


@routes.get(TENANT + "/policyDefinitions")
def built_in(call: Call) -> Answer:
    """The four built-in definitions."""
    return say.page(call, list(policy_catalog.DEFINITIONS))


@routes.get(TENANT + "/policyDefinitions/{name}")
def built_in_one(call: Call) -> Answer:
    """A built-in definition, or 404 PolicyDefinitionNotFound."""
    found = policy_catalog.BUILT_IN.get(call["name"].lower())
    if found is None:
        raise _missing("PolicyDefinitionNotFound", "definition", call["name"])
    return say.ok(found)


@routes.get(BASE + "/policyDefinitions")
def definitions(call: Call) -> Answer:
    """Built-in and custom definitions; `$filter=policyType eq 'Custom'`."""
    wanted = extensions.terms(call).get("policytype", "").lower()
    found = [*policy_catalog.DEFINITIONS, *call.state.all(DEFINITIONS, _subscription(call))]
    return say.page(
        call,
        [each for each in found if wanted in ("", each["properties"]["policyType"].lower())],
    )


@routes.get(BASE + "/policyDefinitions/{name}")
def definition(call: Call) -> Answer:
    """One custom definition, or 404 PolicyDefinitionNotFound."""
    found = extensions.find(call, DEFINITIONS)
    if found is None:
        raise _missing("PolicyDefinitionNotFound", "definition", call["name"])
    return say.ok(found)


@routes.put(BASE + "/policyDefinitions/{name}", note=NOTED, fidelity=Fidelity.PARTIAL)
def define(call: Call) -> Answer:
    """Make or change a custom definition: 201 with it, or 400 InvalidPolicyRule."""
    properties = call.body().get("properties") or {}
    rule = properties.get("policyRule")
    policy_syntax.require(call["name"], rule)
    known = extensions.find(call, DEFINITIONS)
    made = {
        "properties": {
            **properties,
            "policyType": "Custom",
            "mode": properties.get("mode") or "Indexed",
            "metadata": _metadata(call, properties, known),
            "policyRule": rule,
        },
        "id": f"{extensions.scope(call)}/providers/{DEFINITIONS}/{call['name']}",
        "type": DEFINITIONS,
        "name": call["name"],
        "systemData": extensions.system_data(call, known),
    }
    return Answer(status=201, body=call.state.put(made))


def _metadata(
    call: Call, properties: dict[str, Any], known: state.Document | None
) -> dict[str, Any]:
    now = call.state.clock.now().isoformat().replace("+00:00", "Z")
    before = ((known or {}).get("properties") or {}).get("metadata") or {}
    return {
        **(properties.get("metadata") or {}),
        "createdBy": before.get("createdBy", call.object_id),
        "createdOn": before.get("createdOn", now),
        "updatedBy": call.object_id if known else None,
        "updatedOn": now if known else None,
    }


@routes.delete(BASE + "/policyDefinitions/{name}")
@routes.delete(BASE + "/policySetDefinitions/{name}")
def undefine(call: Call) -> Answer:
    """Remove a custom definition or set that is not assigned: 200, or 204 if there was none."""
    kind = SETS if "/policysetdefinitions/" in call.path.lower() else DEFINITIONS
    found = extensions.find(call, kind)
    if found is None:
        return Answer(status=204)
    used = [
        each["id"]
        for each in call.state.all(ASSIGNMENTS)
        if each["properties"]["policyDefinitionId"].lower() == found["id"].lower()
    ]
    if used:
        raise errors.AzureError(
            400,
            "PolicyDefinitionInUse" if kind == DEFINITIONS else "PolicySetDefinitionInUse",
            f"The policy definition '{found['name']}' can not be deleted because it is used by "
            f"policy assignments: '{','.join(used)}'.",
        )
    call.state.remove(found["id"], kind)
    return Answer(status=200)


# ---- sets ----------------------------------------------------------------------------------
@routes.get(TENANT + "/policySetDefinitions", fidelity=Fidelity.FIXED)
def built_in_sets(call: Call) -> Answer:
    """No built-in sets are known here."""
    return say.page(call, [])


@routes.get(BASE + "/policySetDefinitions")
def sets(call: Call) -> Answer:
    """Custom sets of a subscription."""
    return say.page(call, call.state.all(SETS, _subscription(call)))


@routes.get(TENANT + "/policySetDefinitions/{name}")
@routes.get(BASE + "/policySetDefinitions/{name}")
def one_set(call: Call) -> Answer:
    """One set, or 404 PolicySetDefinitionNotFound."""
    found = extensions.find(call, SETS)
    if found is None:
        raise _missing("PolicySetDefinitionNotFound", "set definition", call["name"])
    return say.ok(found)


@routes.put(BASE + "/policySetDefinitions/{name}")
def define_set(call: Call) -> Answer:
    """Make or change a set: 201 with it. Its members must exist."""
    properties = call.body().get("properties") or {}
    for member in properties.get("policyDefinitions") or []:
        wanted = str(member.get("policyDefinitionId"))
        if policy_checks.definition(call.state, wanted) is None:
            raise _missing("PolicyDefinitionNotFound", "definition", wanted)
    known = extensions.find(call, SETS)
    made = {
        "properties": {
            **properties,
            "policyType": "Custom",
            "metadata": _metadata(call, properties, known),
        },
        "id": f"{extensions.scope(call)}/providers/{SETS}/{call['name']}",
        "type": SETS,
        "name": call["name"],
        "systemData": extensions.system_data(call, known),
    }
    return Answer(status=201, body=call.state.put(made))


# ---- assignments ---------------------------------------------------------------------------
@routes.get(BASE + "/policyAssignments")
def listed(call: Call) -> Answer:
    """Assignments at, above and below; `$filter` atScope(), policyDefinitionId eq."""
    wanted = extensions.terms(call).get("policydefinitionid", "").lower()
    found = extensions.applying(call, ASSIGNMENTS)
    return say.page(
        call,
        [
            each
            for each in found
            if wanted in ("", each["properties"]["policyDefinitionId"].lower())
        ],
    )


@routes.get(BASE + "/policyAssignments/{name}")
def one(call: Call) -> Answer:
    """One assignment, or 404 PolicyAssignmentNotFound."""
    found = extensions.find(call, ASSIGNMENTS)
    if found is None:
        raise _missing("PolicyAssignmentNotFound", "assignment", call["name"])
    return say.ok(found)


def _missing(code: str, what: str, name: str) -> errors.AzureError:
    return errors.AzureError(404, code, f"The policy {what} '{name}' is not found.")


@routes.put(BASE + "/policyAssignments/{name}")
def assign(call: Call) -> Answer:
    """Put a definition or set in force at this scope: 201 with the assignment."""
    extensions.require_scope(call)
    body = call.body()
    properties = body.get("properties") or {}
    wanted = str(properties.get("policyDefinitionId") or "")
    found = policy_checks.definition(call.state, wanted)
    if found is None:
        raise _missing("PolicyDefinitionNotFound", "definition", wanted)
    _require_parameters(found, properties.get("parameters") or {}, call["name"])
    known = extensions.find(call, ASSIGNMENTS)
    scope = extensions.scope(call)
    made = {
        "properties": {
            "displayName": properties.get("displayName") or "",
            "policyDefinitionId": wanted,
            "scope": scope,
            "notScopes": properties.get("notScopes") or [],
            "parameters": properties.get("parameters") or {},
            "metadata": _metadata(call, properties, known),
            "enforcementMode": properties.get("enforcementMode") or "Default",
            **{
                key: properties[key]
                for key in ("description", "nonComplianceMessages")
                if key in properties
            },
            "instanceId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{scope}/{call['name']}")),
        },
        "id": f"{scope}/providers/{ASSIGNMENTS}/{call['name']}",
        "type": ASSIGNMENTS,
        "name": call["name"],
        **({"location": body["location"]} if body.get("location") else {}),
        "systemData": extensions.system_data(call, known),
    }
    return Answer(status=201, body=call.state.put(made))


def _require_parameters(found: state.Document, given: dict[str, Any], assignment: str) -> None:
    """400 if a parameter without a default is not given, or a given one is not declared."""
    declared = found["properties"].get("parameters") or {}
    known = {name.lower() for name in declared}
    missing = [
        name
        for name, each in declared.items()
        if "defaultValue" not in each and name.lower() not in {key.lower() for key in given}
    ]
    if missing:
        raise errors.AzureError(
            400,
            "MissingPolicyParameter",
            f"The policy assignment '{assignment}' is missing the parameter(s) "
            f"'{','.join(missing)}' as defined in the policy definition '{found['name']}'.",
        )
    undefined = [name for name in given if name.lower() not in known]
    if undefined:
        raise errors.AzureError(
            400,
            "UndefinedPolicyParameter",
            f"The policy assignment '{assignment}' has defined parameters "
            f"'{','.join(undefined)}' which are not defined in the policy definition "
            f"'{found['name']}'.",
        )


@routes.patch(BASE + "/policyAssignments/{name}", fidelity=Fidelity.PARTIAL,
              note="Identity and location are left as they are.")  # fmt: skip
def change(call: Call) -> Answer:
    """Change an assignment's other properties: 200 with it."""
    found = extensions.find(call, ASSIGNMENTS)
    if found is None:
        raise _missing("PolicyAssignmentNotFound", "assignment", call["name"])
    given = call.body().get("properties") or {}
    kept = {key: value for key, value in given.items() if key in ("overrides", "resourceSelectors")}
    found["properties"].update(kept)
    return say.ok(call.state.touch(found))


@routes.delete(BASE + "/policyAssignments/{name}")
def remove(call: Call) -> Answer:
    """Lift an assignment: 200 with it, or 204 if there was none."""
    found = extensions.find(call, ASSIGNMENTS)
    if found is None:
        return Answer(status=204)
    call.state.remove(found["id"], ASSIGNMENTS)
    return say.ok(found)


# ---- outside the API -----------------------------------------------------------------------
CUSTOM = "not-allowed-types"


def custom(scope: str) -> state.Document:
    """A custom definition that denies one type, as people write them."""
    subscription = "/".join(scope.split("/")[:3])
    return {
        "properties": {
            "displayName": "Not allowed resource types",
            "policyType": "Custom",
            "mode": "All",
            "parameters": {"deniedType": {"type": "String"}},
            "policyRule": {
                "if": {"field": "type", "equals": "[parameters('deniedType')]"},
                "then": {"effect": "deny"},
            },
        },
        "id": f"{subscription}/providers/{DEFINITIONS}/{CUSTOM}",
        "type": DEFINITIONS,
        "name": CUSTOM,
    }


def denying(scope: str, name: str, denied_type: str) -> state.Document:
    """An assignment of `custom` at a scope."""
    return {
        "id": f"{scope}/providers/{ASSIGNMENTS}/{name}",
        "name": name,
        "type": ASSIGNMENTS,
        "properties": {
            "displayName": f"Not allowed: {denied_type}",
            "policyDefinitionId": custom(scope)["id"],
            "scope": scope,
            "notScopes": [],
            "enforcementMode": "Default",
            "parameters": {"deniedType": {"value": denied_type}},
        },
    }


@acts.act("policy")
def _policy(world: acting.World, order: acting.Order) -> state.Document:
    """Deny making a resource type at a scope: `{"scope", "type", "name"?}`."""
    scope = str(order["scope"])
    world.state.put(custom(scope))
    name = str(order.get("name", "not-allowed"))
    return world.state.put(denying(scope, name, str(order["type"])))
