"""Authorization at any scope: permissions, role assignments, locks, policy assignments."""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import access, answers, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
BASE = "/{scope}/providers/Microsoft.Authorization"
CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c"
MARKER = "/providers/microsoft.authorization/"
NOT_CONTRIBUTOR = (
    "Microsoft.Authorization/*/Delete",
    "Microsoft.Authorization/*/Write",
    "Microsoft.Authorization/elevateAccess/Action",
)


@routes.get(BASE + "/permissions")
def permissions(call: Call) -> Answer:
    """What the caller may do here: Contributor, less what a switch denies."""
    scope = call["scope"].lower() + "/"
    denied = [
        pattern
        for pattern, under in call.state.denied
        if scope.startswith(under.lower().rstrip("/"))
    ]
    return answers.page(
        call,
        [
            {
                "actions": ["*"],
                "notActions": [*NOT_CONTRIBUTOR, *denied],
                "dataActions": ["Microsoft.KeyVault/vaults/secrets/*"],
                "notDataActions": [],
            }
        ],
    )


@routes.get(BASE + "/roleAssignments")
def role_assignments(call: Call) -> Answer:
    subscription = "/".join(call["scope"].split("/")[:3])
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, subscription))
    role = f"{subscription}/providers/Microsoft.Authorization/roleDefinitions/{CONTRIBUTOR}"
    return answers.page(
        call,
        [
            {
                "id": f"{subscription}/providers/Microsoft.Authorization/roleAssignments/{name}",
                "name": name,
                "type": "Microsoft.Authorization/roleAssignments",
                "properties": {
                    "roleDefinitionId": role,
                    "principalType": "ServicePrincipal",
                    "scope": subscription,
                },
            }
        ],
    )


def _applying(call: Call, kind: str) -> list[state.Document]:
    """Extension resources that apply here: at the scope, above it and below it.

    `$filter=atScope()` leaves out what lies below.
    """
    scope = call["scope"].lower() + "/"
    below = "atscope" not in call.query.get("$filter", "").lower()
    found = []
    for document in call.state.all(kind):
        place = document["id"].lower().rpartition(MARKER)[0] + "/"
        if scope.startswith(place) or (below and place.startswith(scope)):
            found.append(document)
    return found


@routes.get(BASE + "/locks")
def locks(call: Call) -> Answer:
    return answers.page(call, _applying(call, access.LOCKS))


def build_lock(scope: str, name: str, level: str) -> state.Document:
    return {
        "id": f"{scope}/providers/{access.LOCKS}/{name}",
        "name": name,
        "type": access.LOCKS,
        "properties": {"level": level},
    }


@routes.get(BASE + "/policyAssignments")
def policies(call: Call) -> Answer:
    return answers.page(call, _applying(call, access.ASSIGNMENTS))


@routes.get(BASE + "/policyDefinitions/{name}")
def definition(call: Call) -> Answer:
    """The one definition this Azure knows: deny a resource type."""
    place = f"{call['scope']}/providers/Microsoft.Authorization/policyDefinitions/{call['name']}"
    rule: dict[str, Any] = {
        "if": {"field": "type", "equals": "[parameters('deniedType')]"},
        "then": {"effect": "deny"},
    }
    return answers.ok(
        {
            "id": place,
            "name": call["name"],
            "type": "Microsoft.Authorization/policyDefinitions",
            "properties": {
                "displayName": "Not allowed resource types",
                "policyType": "Custom",
                "mode": "All",
                "policyRule": rule,
            },
        }
    )


def build_policy(scope: str, name: str, denied_type: str) -> state.Document:
    """A policy assignment that denies making one type at a scope and below."""
    subscription = "/".join(scope.split("/")[:3])
    definitions = f"{subscription}/providers/Microsoft.Authorization/policyDefinitions"
    return {
        "id": f"{scope}/providers/{access.ASSIGNMENTS}/{name}",
        "name": name,
        "type": access.ASSIGNMENTS,
        "properties": {
            "displayName": f"Not allowed: {denied_type}",
            "policyDefinitionId": f"{definitions}/not-allowed-types",
            "scope": scope,
            "notScopes": [],
            "enforcementMode": "Default",
            "parameters": {"deniedType": {"value": denied_type}},
        },
    }
