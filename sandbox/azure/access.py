"""Who may do what: roles, denied actions, locks and policy, checked before a route acts."""

from __future__ import annotations

import fnmatch
import re

from sandbox.azure import errors, grants, lock_rules, policy_checks, state
from sandbox.azure.routing import Call

LOCKS = lock_rules.KIND
ASSIGNMENTS = policy_checks.ASSIGNMENTS
# Whoever has a token may ask: the lists show what the caller sees, the addresses of long
# operations are known only to those who were told them.
OPEN = re.compile(
    r"^/(subscriptions|tenants|providers(/[^/]+)?|providers/microsoft\.resources/\w+)$"
    r"|^/providers/microsoft\.(authorization|management|resources|marketplace\w*)/"
    r"|/(operations|operationresults|operationstatuses|replicationoperationresults"
    r"|replicationoperationstatus)/[^/]+$"
    r"|/providers/microsoft\.authorization/permissions$",
    re.IGNORECASE,
)
SUBSCRIPTION = "microsoft.resources/subscriptions/"
FILTERED = frozenset(
    [
        SUBSCRIPTION + "read",
        SUBSCRIPTION + "providers/read",
        SUBSCRIPTION + "locations/read",
        SUBSCRIPTION + "resources/read",
        SUBSCRIPTION + "resourcegroups/read",
    ]
)


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
    if not current.denied:
        return False
    wanted, place = action.lower(), scope.lower().rstrip("/") + "/"
    return any(
        fnmatch.fnmatchcase(wanted, pattern.lower()) and place.startswith(under.lower().rstrip("/"))
        for pattern, under in current.denied
    )


def may(call: Call, action: str, scope: str) -> bool:
    """Whether the caller's roles grant the action there and no switch takes it away."""
    return not denied(call.state, action, scope) and grants.allowed(
        call.state, call.object_id, action, scope
    )


def require(call: Call) -> None:
    """403 AuthorizationFailed if the caller lacks the route's action."""
    scope = scope_of(call)
    if not denied(call.state, call.action, scope):
        if grants.allowed(call.state, call.object_id, call.action, scope) or OPEN.search(call.path):
            return
        # Read by ARM itself, which shows each caller what lies within their reach.
        inside = call.method in ("GET", "HEAD") and call.action.lower() in FILTERED
        if inside and grants.sees(call.state, call.object_id, scope):
            return
    raise errors.AzureError(
        403,
        "AuthorizationFailed",
        f"The client '{call.client}' with object id '{call.object_id}' does not have "
        f"authorization to perform action '{call.action}' over scope '{scope}' or the scope is "
        "invalid. If access was recently granted, please refresh your credentials.",
    )


def require_linked(call: Call, action: str, linked: str) -> None:
    """403 LinkedAuthorizationFailed if the caller may not use a resource named in the body."""
    if not may(call, action, linked):
        raise errors.AzureError(
            403,
            "LinkedAuthorizationFailed",
            f"The client '{call.client}' with object id '{call.object_id}' has permission to "
            f"perform action '{call.action}' on scope '{call.path}'; however, it does not have "
            f"permission to perform action(s) '{action}' on the linked scope(s) '{linked}' "
            "(respectively) or the linked scope(s) are invalid.",
        )


def require_unlocked(call: Call) -> None:
    """409 ScopeLocked if a lock at this scope or above, or below a deletion, forbids it."""
    lock_rules.require_unlocked(call)


def require_policy(call: Call) -> None:
    """403 RequestDisallowedByPolicy if an assignment's rule denies making this."""
    policy_checks.require(call)
