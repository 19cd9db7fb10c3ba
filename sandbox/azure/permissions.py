"""What the caller may do at a scope, and deny assignments (nobody makes any)."""

from __future__ import annotations

from sandbox.azure import acting, answers, errors, extensions, grants, locks, policies, state
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
acts = acting.Acts()
BASE = "/{scope}/providers/Microsoft.Authorization"


@routes.get(BASE + "/permissions")
def permissions(call: Call) -> Answer:
    """The caller's permissions here, computed from role assignments at this scope and above.

    What a switch denies is taken from each of them.
    """
    extensions.require_scope(call)
    scope = extensions.scope(call)
    denied = [
        pattern
        for pattern, under in call.state.denied
        if (scope.lower() + "/").startswith(under.lower().rstrip("/"))
    ]
    held = grants.permissions(call.state, call.object_id, scope)
    return answers.page(
        call, [{**each, "notActions": [*each["notActions"], *denied]} for each in held]
    )


@routes.get(BASE + "/denyAssignments", fidelity=Fidelity.FIXED)
def deny_assignments(call: Call) -> Answer:
    """Always empty: only Azure itself makes deny assignments."""
    return answers.page(call, [])


@routes.get(BASE + "/denyAssignments/{name}", fidelity=Fidelity.FIXED)
def deny_assignment(call: Call) -> Answer:
    """Always 404 DenyAssignmentNotFound."""
    raise errors.AzureError(
        404, "DenyAssignmentNotFound", f"The deny assignment '{call['name']}' is not found."
    )


@acts.act("deny")
def _deny(world: acting.World, order: acting.Order) -> None:
    """Take an action (wildcards allowed) from every caller: `{"action", "scope"?}`."""
    world.state.denied.append((str(order["action"]), str(order.get("scope", "/"))))


@acts.act("allow")
def _allow(world: acting.World, order: acting.Order) -> None:
    """Undo `deny`: `{"action"?}`; all of them without one."""
    action = str(order.get("action", "*")).lower()
    world.state.denied[:] = [
        each for each in world.state.denied if action not in ("*", each[0].lower())
    ]


def build_lock(scope: str, name: str, level: str) -> state.Document:
    """A lock's document, for seeds."""
    return locks.build(scope, name, level)


def build_policy(scope: str, name: str, denied_type: str) -> state.Document:
    """An assignment that denies making one type at a scope and below, for seeds."""
    return policies.denying(scope, name, denied_type)
