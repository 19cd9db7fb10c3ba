"""Azure Policy assignments that deny."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from azureops.azure import Azure
from azureops.reading import Object, at, objects, text

API = "2023-04-01"  # learn.microsoft.com/rest/api/policy/policy-assignments
MOST_MEMBERS = 20
_PARAMETER = re.compile(r"\[\s*parameters\(\s*'([^']+)'\s*\)\s*\]")


@dataclass(frozen=True, kw_only=True)
class Denial:
    """An enforced assignment whose definition's effect is Deny. `scope` is where it is assigned."""

    id: str
    name: str
    display_name: str
    scope: str
    definition: str  # the definition's display name


async def denials(azure: Azure, scope: str) -> tuple[Denial, ...]:
    """Those that apply at `scope` (a subscription's or group's id).

    Whether one denies *this* deployment depends on its conditions: name it, do not judge it.
    Of an initiative, members whose effect is no parameter are read up to `MOST_MEMBERS`.
    """
    found = await azure.arm.get_all(
        f"{scope}/providers/Microsoft.Authorization/policyAssignments",
        API,
        {"$filter": "atScope()"},
    )
    enforced = [
        raw for raw in found if text(raw, "properties", "enforcementMode") != "DoNotEnforce"
    ]
    judged = await asyncio.gather(*(_denial(azure, raw) for raw in enforced))
    return tuple(denial for denial in judged if denial is not None)


async def _denial(azure: Azure, raw: Object) -> Denial | None:
    properties = raw.get("properties")
    definition_id = text(properties, "policyDefinitionId")
    definition = await azure.arm.get(definition_id, API) if definition_id else None
    if definition is None:
        return None
    given = _given(at(properties, "parameters"))
    if "/policysetdefinitions/" in definition_id.lower():
        denies = await _set_denies(azure, definition, given)
    else:
        denies = effect(definition, given) == "deny"
    if not denies:
        return None
    return Denial(
        id=text(raw, "id"),
        name=text(raw, "name"),
        display_name=text(properties, "displayName") or text(raw, "name"),
        scope=text(properties, "scope"),
        definition=text(definition, "properties", "displayName") or text(definition, "name"),
    )


def effect(definition: Object, given: Mapping[str, Any]) -> str:
    """The definition's effect in lower case with the assignment's parameters put in."""
    properties = definition.get("properties")
    word = at(properties, "policyRule", "then", "effect")
    return str(_resolve(word, given, at(properties, "parameters"))).lower()


async def _set_denies(azure: Azure, definition: Object, given: Mapping[str, Any]) -> bool:
    properties = definition.get("properties")
    unread: list[tuple[str, dict[str, Any]]] = []
    for member in objects(properties, "policyDefinitions"):
        passed = {
            name: _resolve(value, given, at(properties, "parameters"))
            for name, value in _given(at(member, "parameters")).items()
        }
        if str(passed.get("effect", "")).lower() == "deny":
            return True
        if "effect" not in passed:
            unread.append((text(member, "policyDefinitionId"), passed))
    for member_id, passed in unread[:MOST_MEMBERS]:
        read = await azure.arm.get(member_id, API)
        if read is not None and effect(read, passed) == "deny":
            return True
    return False


def _given(parameters: Any) -> dict[str, Any]:
    if not isinstance(parameters, Mapping):
        return {}
    return {name.lower(): at(value, "value") for name, value in parameters.items()}


def _resolve(value: Any, given: Mapping[str, Any], declared: Any) -> Any:
    """`[parameters('effect')]` becomes what was given, else the declared default."""
    named = _PARAMETER.fullmatch(value) if isinstance(value, str) else None
    if named is None:
        return value
    name = named[1].lower()
    if given.get(name) is not None:
        return given[name]
    defaults = declared if isinstance(declared, Mapping) else {}
    return next((at(d, "defaultValue") for key, d in defaults.items() if key.lower() == name), None)
