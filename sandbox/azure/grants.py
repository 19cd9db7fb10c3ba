"""What a principal may do, computed from its role assignments at a scope and above.

https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
An action is granted when one assigned role names it in `actions` and not in that same role's
`notActions`; another role may still grant what one subtracts. Names are compared without regard
to case; `*` stands for any text, slashes included.

This is asked at every request, so patterns are compiled once per set of assignments.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.azure import role_catalog
from sandbox.azure.state import Document, State

ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
ASSIGNMENTS_KEY = ASSIGNMENTS.lower()
DEFINITIONS = "Microsoft.Authorization/roleDefinitions"
MARKER = "/providers/microsoft.authorization/"
FACTS = "/providers/microsoft.authorization"  # where the count of changes is kept
MOST_ANSWERS = 20_000


@dataclass(frozen=True, kw_only=True)
class Permission:
    """One role's patterns, compiled; `shown` is how Azure lists them."""

    actions: re.Pattern[str]
    not_actions: re.Pattern[str]
    data_actions: re.Pattern[str]
    not_data_actions: re.Pattern[str]
    shown: dict[str, list[str]]

    def grants(self, action: str, *, data: bool) -> bool:
        """Whether this permission grants an action, given in lower case."""
        if data:
            return bool(self.data_actions.match(action) and not self.not_data_actions.match(action))
        return bool(self.actions.match(action) and not self.not_actions.match(action))


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression that matches what any of Azure's wildcard patterns matches, lower case."""
    forms = [".*".join(map(re.escape, each.lower().split("*"))) for each in patterns]
    return re.compile(rf"(?:{'|'.join(forms)})\Z" if forms else r"(?!)")


def permission(shown: dict[str, Any]) -> Permission:
    """From Azure's JSON: `actions`, `notActions`, `dataActions`, `notDataActions`."""
    lists = {
        key: [str(each) for each in shown.get(key) or []]
        for key in ("actions", "notActions", "dataActions", "notDataActions")
    }
    return Permission(
        actions=compiled(lists["actions"]),
        not_actions=compiled(lists["notActions"]),
        data_actions=compiled(lists["dataActions"]),
        not_data_actions=compiled(lists["notDataActions"]),
        shown=lists,
    )


def shown(role: role_catalog.Role) -> dict[str, list[str]]:
    return {
        "actions": list(role.actions),
        "notActions": list(role.not_actions),
        "dataActions": list(role.data_actions),
        "notDataActions": [],
    }


BUILT_IN: dict[str, tuple[Permission, ...]] = {
    role.id: (permission(shown(role)),) for role in role_catalog.ROLES
}


def place_of(extension_id: str) -> str:
    """The scope an extension resource lies at, in lower case, without a slash at its end."""
    return extension_id.lower().rpartition(MARKER)[0]


def above(scope: str) -> Iterator[str]:
    """A scope and all scopes that contain it, in lower case, down to '' (the tenant)."""
    place = scope.lower().rstrip("/")
    while place:
        yield place
        place = place.rpartition("/")[0]
    yield ""


class Index:
    """The assignments of one moment, by principal and scope."""

    def __init__(self, current: State, version: tuple[int, int]) -> None:
        self.version = version
        self.answers: dict[tuple[str, str, str, bool], bool] = {}
        self._by: dict[tuple[str, str], list[Permission]] = {}
        roles = dict(BUILT_IN)
        for definition in current.all(DEFINITIONS):
            given = definition["properties"]["permissions"]
            roles[definition["name"].lower()] = tuple(map(permission, given))
        for assignment in current.all(ASSIGNMENTS):
            properties = assignment["properties"]
            role = properties["roleDefinitionId"].rpartition("/")[2].lower()
            key = (properties["principalId"].lower(), place_of(assignment["id"]))
            self._by.setdefault(key, []).extend(roles.get(role, ()))

    def at(self, principal: str, scope: str) -> list[Permission]:
        found: list[Permission] = []
        for place in above(scope):
            found += self._by.get((principal, place), ())
        return found

    def inside(self, principal: str, scope: str) -> bool:
        """Whether the principal has any role at the scope, above it or beneath it."""
        place = scope.lower().rstrip("/")
        return bool(self.at(principal, scope)) or any(
            who == principal and where.startswith(place + "/") for who, where in self._by
        )


_indices: weakref.WeakKeyDictionary[State, Index] = weakref.WeakKeyDictionary()


def index(current: State) -> Index:
    version = (
        current.facts(FACTS).get("changes", 0),
        len(current.kinds.get(ASSIGNMENTS_KEY, ())),
    )
    found = _indices.get(current)
    if found is None or found.version != version:
        found = _indices[current] = Index(current, version)
    return found


def changed(current: State) -> None:
    """Tell that role assignments or definitions are not what they were."""
    facts = current.facts(FACTS)
    facts["changes"] = facts.get("changes", 0) + 1


def allowed(current: State, principal: str, action: str, scope: str, *, data: bool = False) -> bool:
    """Whether a principal's roles grant an action (or data action) at a scope."""
    known = index(current)
    key = (principal.lower(), action.lower(), scope.lower(), data)
    answer = known.answers.get(key)
    if answer is None:
        if len(known.answers) >= MOST_ANSWERS:
            known.answers.clear()
        given = known.at(key[0], key[2])
        answer = any(each.grants(key[1], data=data) for each in given)
        known.answers[key] = answer
    return answer


def permissions(current: State, principal: str, scope: str) -> list[dict[str, list[str]]]:
    """The permissions of a principal at a scope, as the API lists them."""
    return [each.shown for each in index(current).at(principal.lower(), scope)]


def sees(current: State, principal: str, scope: str) -> bool:
    """Whether anything at this scope or beneath it is the principal's to read."""
    return index(current).inside(principal.lower(), scope)


def assignment(
    scope: str, name: str, role: str, principal: str, principal_type: str = "ServicePrincipal"
) -> Document:
    """A role assignment's document. `role` is the definition's name (a GUID)."""
    subscription = "/".join(scope.split("/")[:3]) if scope.startswith("/subscriptions/") else ""
    return {
        "id": f"{scope.rstrip('/')}/providers/{ASSIGNMENTS}/{name}",
        "name": name,
        "type": ASSIGNMENTS,
        "properties": {
            "roleDefinitionId": f"{subscription}/providers/{DEFINITIONS}/{role}",
            "principalId": principal,
            "principalType": principal_type,
            "scope": scope,
            "condition": None,
            "conditionVersion": None,
            "createdOn": "2026-01-05T08:00:00.0000000Z",
            "updatedOn": "2026-01-05T08:00:00.0000000Z",
            "createdBy": principal,
            "updatedBy": principal,
            "delegatedManagedIdentityResourceId": None,
            "description": None,
        },
    }
