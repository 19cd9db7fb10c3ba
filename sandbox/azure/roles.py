"""Role definitions and role assignments at any scope, and applications that hold them.

https://learn.microsoft.com/rest/api/authorization/role-assignments and …/role-definitions;
refusals as quoted in https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
"""

from __future__ import annotations

import re
import secrets
import uuid
from typing import Any

from sandbox import control
from sandbox.azure import acting, clock, errors, extensions, grants, role_catalog, state
from sandbox.azure import answers as say
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
acts = acting.Acts()
BASE = "/{scope}/providers/Microsoft.Authorization"
TENANT = "/providers/Microsoft.Authorization"
GUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
TYPES = ("User", "Group", "ServicePrincipal", "ForeignGroup", "Device")


# ---- definitions ---------------------------------------------------------------------------
def _built_in(role: role_catalog.Role, scope: str) -> state.Document:
    subscription = "/".join(scope.split("/")[:3])
    return {
        "properties": {
            "roleName": role.name,
            "type": "BuiltInRole",
            "description": role.about,
            "assignableScopes": ["/"],
            "permissions": [grants.shown(role)],
            "createdOn": "2015-02-02T21:55:09.8806423Z",
            "updatedOn": "2024-03-05T16:12:06.4321000Z",
            "createdBy": None,
            "updatedBy": None,
        },
        "id": f"{subscription}/providers/{grants.DEFINITIONS}/{role.id}",
        "type": grants.DEFINITIONS,
        "name": role.id,
    }


def _definitions(call: Call) -> list[state.Document]:
    scope = extensions.scope(call)
    built = [_built_in(role, scope) for role in role_catalog.ROLES]
    custom = [
        each
        for each in call.state.all(grants.DEFINITIONS)
        if any(_within(scope, place) for place in each["properties"]["assignableScopes"])
    ]
    return [*built, *custom]


def _within(scope: str, place: str) -> bool:
    one, two = scope.lower().rstrip("/") + "/", place.lower().rstrip("/") + "/"
    return one.startswith(two) or two.startswith(one)


def _definition(call: Call, name: str) -> state.Document:
    found = next((each for each in _definitions(call) if each["name"] == name.lower()), None)
    if found is None:
        raise errors.AzureError(
            404,
            "RoleDefinitionDoesNotExist",
            f"The specified role definition with ID '{name}' does not exist.",
        )
    return found


@routes.get(BASE + "/roleDefinitions")
@routes.get(TENANT + "/roleDefinitions")
def definitions(call: Call) -> Answer:
    """Built-in and custom roles; `$filter` roleName eq, type eq, atScopeAndBelow()."""
    wanted = extensions.terms(call)
    found = [
        each
        for each in _definitions(call)
        if wanted.get("rolename", each["properties"]["roleName"]).lower()
        == each["properties"]["roleName"].lower()
        and wanted.get("type", each["properties"]["type"]).lower()
        == each["properties"]["type"].lower()
    ]
    return say.page(call, found)


@routes.get(BASE + "/roleDefinitions/{name}")
@routes.get(TENANT + "/roleDefinitions/{name}")
def definition(call: Call) -> Answer:
    """One role, or 404 RoleDefinitionDoesNotExist."""
    return say.ok(_definition(call, call["name"]))


@routes.put(BASE + "/roleDefinitions/{name}")
def define(call: Call) -> Answer:
    """Make or change a custom role."""
    name, properties = call["name"].lower(), call.body().get("properties") or {}
    shown, scopes = properties.get("roleName"), properties.get("assignableScopes") or []
    if not GUID.match(name):
        raise errors.AzureError(
            400,
            "InvalidRoleDefinitionId",
            f"The role definition ID '{call['name']}' must be a GUID.",
        )
    if name in grants.BUILT_IN:
        raise errors.AzureError(
            403,
            "RoleDefinitionCannotBeUpdated",
            f"The role definition '{name}' is a built-in role and cannot be changed.",
        )
    if not shown or not scopes:
        raise errors.AzureError(
            400,
            "InvalidRoleDefinition" if shown else "RoleDefinitionNameNullOrEmpty",
            "A role definition needs a name and at least one assignable scope.",
        )
    for other in _definitions(call):
        if other["name"] != name and other["properties"]["roleName"].lower() == shown.lower():
            raise errors.AzureError(
                409,
                "RoleDefinitionWithSameNameExists",
                f"A custom role with the same name already exists in this directory. Use a "
                f"different name: '{shown}'.",
            )
    known = call.state.get(f"/providers/{grants.DEFINITIONS}/{name}", grants.DEFINITIONS)
    now = clock.stamp(call.state.clock.now())
    created = known["properties"]["createdOn"] if known else now
    made = {
        "properties": {
            "roleName": shown,
            "type": "CustomRole",
            "description": properties.get("description") or "",
            "assignableScopes": scopes,
            "permissions": [
                grants.permission(each).shown for each in properties.get("permissions") or []
            ],
            "createdOn": created,
            "updatedOn": now,
            "createdBy": call.object_id,
            "updatedBy": call.object_id,
        },
        "id": f"/providers/{grants.DEFINITIONS}/{name}",
        "type": grants.DEFINITIONS,
        "name": name,
    }
    grants.changed(call.state)
    return Answer(status=201, body=call.state.put(made))


@routes.delete(BASE + "/roleDefinitions/{name}")
def undefine(call: Call) -> Answer:
    """Remove a custom role that nobody holds: 200 with it, or 204 if there was none."""
    name = call["name"].lower()
    found = call.state.get(f"/providers/{grants.DEFINITIONS}/{name}", grants.DEFINITIONS)
    if found is None:
        return Answer(status=204)
    if any(_role_of(each) == name for each in call.state.all(grants.ASSIGNMENTS)):
        raise errors.AzureError(
            400,
            "RoleDefinitionHasAssignments",
            "There are existing role assignments referencing role (code: "
            "RoleDefinitionHasAssignments).",
        )
    call.state.remove(found["id"], grants.DEFINITIONS)
    grants.changed(call.state)
    return say.ok(found)


# ---- assignments ---------------------------------------------------------------------------
def _role_of(assignment: state.Document) -> str:
    return str(assignment["properties"]["roleDefinitionId"]).rpartition("/")[2].lower()


@routes.get(BASE + "/roleAssignments")
@routes.get(TENANT + "/roleAssignments")
def listed(call: Call) -> Answer:
    """Assignments at, above and below; `$filter` atScope(), principalId eq, assignedTo('…')."""
    wanted = extensions.terms(call)
    who = wanted.get("principalid") or wanted.get("assignedto")
    found = [
        each
        for each in extensions.applying(call, grants.ASSIGNMENTS)
        if not who or each["properties"]["principalId"].lower() == who.lower()
    ]
    return say.page(call, found)


@routes.get(BASE + "/roleAssignments/{name}")
@routes.get(TENANT + "/roleAssignments/{name}")
def one(call: Call) -> Answer:
    """One assignment, or 404 RoleAssignmentNotFound."""
    found = extensions.find(call, grants.ASSIGNMENTS)
    if found is None:
        raise errors.AzureError(
            404,
            "RoleAssignmentNotFound",
            f"The role assignment '{call['name']}' is not found.",
        )
    return say.ok(found)


@routes.put(BASE + "/roleAssignments/{name}")
def assign(call: Call) -> Answer:
    """Give a role to a principal: 201 with the assignment."""
    extensions.require_scope(call)
    name, properties = call["name"], call.body().get("properties") or {}
    if not GUID.match(name):
        raise errors.AzureError(
            400, "InvalidRoleAssignmentId", f"The role assignment ID '{name}' is not valid. The "
            "role assignment ID must be a GUID.",
        )  # fmt: skip
    principal, role = properties.get("principalId"), properties.get("roleDefinitionId")
    if not principal or not role:
        raise errors.AzureError(
            400,
            "InvalidCreateRoleAssignmentRequest",
            "The request to create role assignment is not valid. Please ensure the request body "
            "contains principalId and roleDefinitionId.",
        )
    if not GUID.match(principal):
        raise errors.AzureError(
            400, "InvalidPrincipalId", f"A valid principal ID must be provided: '{principal}'."
        )
    held = _definition(call, str(role).rpartition("/")[2])
    _require_new(call, name, principal, held["name"])
    made = grants.assignment(
        call["scope"], name, held["name"], principal,
        str(properties.get("principalType") or "ServicePrincipal"),
    )  # fmt: skip
    now = clock.stamp(call.state.clock.now())
    made["properties"].update(
        roleDefinitionId=role, description=properties.get("description"),
        condition=properties.get("condition"),
        conditionVersion=properties.get("conditionVersion"),
        createdOn=now, updatedOn=now, createdBy=call.object_id, updatedBy=call.object_id,
    )  # fmt: skip
    grants.changed(call.state)
    return Answer(status=201, body=call.state.put(made))


def _require_new(call: Call, name: str, principal: str, role: str) -> None:
    """409 if this principal has the role here already, or the name means another assignment."""
    here = extensions.scope(call).lower()
    for other in call.state.all(grants.ASSIGNMENTS):
        same = (
            extensions.place_of(other) == here
            and other["properties"]["principalId"].lower() == principal.lower()
            and _role_of(other) == role
        )
        named = other["name"].lower() == name.lower()
        if same and not named:
            raise errors.AzureError(
                409,
                "RoleAssignmentExists",
                "The role assignment already exists. The ID of the existing role assignment is "
                f"{other['name'].replace('-', '')}.",
            )
        if named and not same:
            raise errors.AzureError(
                409,
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
            )


@routes.delete(BASE + "/roleAssignments/{name}")
def remove(call: Call) -> Answer:
    """Take a role away: 200 with the assignment, or 204 if there was none."""
    found = extensions.find(call, grants.ASSIGNMENTS)
    if found is None:
        return Answer(status=204)
    call.state.remove(found["id"], grants.ASSIGNMENTS)
    grants.changed(call.state)
    return say.ok(found)


# ---- who holds them ------------------------------------------------------------------------
def give(current: state.State, principal: str, role: role_catalog.Role, scope: str) -> None:
    """An assignment made outside the API; the same one twice is one."""
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{scope}/{role.id}/{principal}".lower()))
    current.put(grants.assignment(scope, name, role.id, principal))
    grants.changed(current)


def seed(current: state.State, principal: str) -> None:
    """What the product's own identity has: Contributor, and the secrets of the vault.

    A state that knows assignments already, as a saved one does, keeps them.
    """
    if current.all(grants.ASSIGNMENTS):
        return
    for subscription in current.subscriptions:
        scope = f"/subscriptions/{subscription}"
        for role in (role_catalog.CONTRIBUTOR, role_catalog.SECRETS_OFFICER):
            give(current, principal, role, scope)


@acts.act("application")
def _application(world: acting.World, order: acting.Order) -> dict[str, Any]:
    """Add a service principal: `{"name"?, "roles"?: [{"role", "scope"}]}`; answers its secret."""
    wanted = [
        (_by_name(str(each["role"])), str(each["scope"])) for each in order.get("roles") or []
    ]
    client, secret = str(uuid.uuid4()), secrets.token_urlsafe(24)
    world.identity.applications[client] = secret
    for role, scope in wanted:
        give(world.state, client, role, scope)
    return {
        "name": str(order.get("name", "app")),
        "client_id": client,
        "object_id": client,
        "client_secret": secret,
    }


@acts.act("grant")
def _grant(world: acting.World, order: acting.Order) -> None:
    """Give a built-in role to a principal: `{"principal", "role", "scope"}`."""
    give(world.state, str(order["principal"]), _by_name(str(order["role"])), str(order["scope"]))


@acts.act("revoke_grants")
def _revoke(world: acting.World, order: acting.Order) -> dict[str, int]:
    """Take roles from a principal: `{"principal", "scope"?}`; all of them without a scope."""
    who, scope = str(order["principal"]).lower(), str(order.get("scope", "")).lower()
    found = [
        each
        for each in world.state.all(grants.ASSIGNMENTS)
        if each["properties"]["principalId"].lower() == who
        and (not scope or extensions.place_of(each) == scope)
    ]
    for each in found:
        world.state.remove(each["id"], grants.ASSIGNMENTS)
    grants.changed(world.state)
    return {"removed": len(found)}


def _by_name(name: str) -> role_catalog.Role:
    for role in role_catalog.ROLES:
        if name.lower() in (role.name.lower(), role.id):
            return role
    known = sorted(role.name for role in role_catalog.ROLES)
    raise control.OrderError(f"no built-in role is called {name!r}; known are {known}")
