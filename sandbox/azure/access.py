"""Who may do what: denied actions, locks and deny policies, checked before a route acts."""

from __future__ import annotations

import fnmatch

from sandbox.azure import errors, state
from sandbox.azure.routing import Call

WRITES = ("PUT", "PATCH", "POST")
LOCKS = "Microsoft.Authorization/locks"
ASSIGNMENTS = "Microsoft.Authorization/policyAssignments"


def scope_of(call: Call) -> str:
    """What an action is done over: the resource itself, or for a list the scope it lies in."""
    head, found, tail = call.path.rpartition("/providers/")
    if not found:
        parts = call.path.strip("/").split("/")
        named = len(parts) % 2 == 0
        return call.path if named else "/" + "/".join(parts[:-1])
    parts = tail.split("/")
    if call.method == "POST" and len(parts) % 2 == 0:
        return f"{head}/providers/{'/'.join(parts[:-1])}"
    if len(parts) % 2 == 1:
        return call.path
    parent = "/".join(parts[:-1])
    return f"{head}/providers/{parent}" if len(parts) > 2 else head


def denied(current: state.State, action: str, scope: str) -> bool:
    """Whether a switch takes this action away from the caller at this scope."""
    wanted, place = action.lower(), scope.lower().rstrip("/") + "/"
    return any(
        fnmatch.fnmatchcase(wanted, pattern.lower()) and place.startswith(under.lower().rstrip("/"))
        for pattern, under in current.denied
    )


def require(call: Call) -> None:
    """403 AuthorizationFailed if the caller lacks the route's action."""
    scope = scope_of(call)
    if denied(call.state, call.action, scope):
        raise errors.AzureError(
            403,
            "AuthorizationFailed",
            f"The client '{call.client}' with object id '{call.object_id}' does not have authorization to "
            f"perform action '{call.action}' over scope '{scope}' or the scope is invalid. If "
            "access was recently granted, please refresh your credentials.",
        )


def require_linked(call: Call, action: str, linked: str) -> None:
    """403 LinkedAuthorizationFailed if the caller may not use a resource named in the body."""
    if denied(call.state, action, linked):
        raise errors.AzureError(
            403,
            "LinkedAuthorizationFailed",
            f"The client has permission to perform action '{call.action}' on scope '{call.path}', "
            f"however, it does not have permission to perform action '{action}' on the linked "
            f"scope(s) '{linked}' or the linked scope(s) are invalid.",
        )


def require_unlocked(call: Call) -> None:
    """409 ScopeLocked if a lock at this scope or above, or below a deletion, forbids it."""
    if call.method not in (*WRITES, "DELETE") or "/microsoft.authorization/" in call.path.lower():
        return
    place = call.path.lower() + "/"
    for lock in call.state.all(LOCKS):
        scope = lock["id"].rpartition("/providers/Microsoft.Authorization/")[0]
        level = lock["properties"]["level"]
        below = call.method == "DELETE" and (scope.lower() + "/").startswith(place)
        if not below and not place.startswith(scope.lower() + "/"):
            continue
        if call.method == "DELETE" or (level == "ReadOnly" and call.method != "POST"):
            verb = "delete" if call.method == "DELETE" else "write"
            raise errors.AzureError(
                409,
                "ScopeLocked",
                f"The scope '{call.path}' cannot perform {verb} operation because following "
                f"scope(s) are locked: '{scope}'. Please remove the lock and try again.",
            )


def require_policy(call: Call) -> None:
    """403 RequestDisallowedByPolicy if an assignment denies making this type here."""
    if call.method not in ("PUT", "PATCH"):
        return
    kind = state.kind_of(call.path)
    for assignment in call.state.all(ASSIGNMENTS):
        scope = assignment["properties"]["scope"]
        denies = assignment["properties"]["parameters"].get("deniedType", {}).get("value", "")
        if denies.lower() == kind and call.path.lower().startswith(scope.lower() + "/"):
            name = state.name_of(call.path)
            raise errors.AzureError(
                403,
                "RequestDisallowedByPolicy",
                f"Resource '{name}' was disallowed by policy. Policy identifiers: "
                f'\'[{{"policyAssignment":{{"name":"{assignment["name"]}",'
                f'"id":"{assignment["id"]}"}}}}]\'.',
                target=name,
            )
