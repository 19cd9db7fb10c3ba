"""Given roles at scopes, when callers act, then each may do exactly what the roles say."""

from __future__ import annotations

import uuid

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.authorization.aio import AuthorizationManagementClient
from azure.mgmt.compute.aio import ComputeManagementClient

from sandbox.azure import role_catalog, seed
from tests.scenario.sandbox_azure.conftest import World, code, make_nic, versioned
from tests.scenario.sandbox_azure.rights import AUTHORIZATION, SUB, WEST, owner, someone

MACHINE = f"{WEST}/providers/Microsoft.Compute/virtualMachines/app-01"


def role_id(role: role_catalog.Role) -> str:
    return f"{SUB}{AUTHORIZATION}/roleDefinitions/{role.id}"


async def test_who_has_no_role_is_told_the_action_and_the_scope(world: World) -> None:
    stranger = await someone(world)
    status, answer = await stranger.ask("GET", f"{MACHINE}?api-version=2024-07-01")
    assert (status, answer["error"]["code"]) == (403, "AuthorizationFailed")
    assert answer["error"]["message"] == (
        f"The client '{stranger.id}' with object id '{stranger.id}' does not have authorization "
        f"to perform action 'Microsoft.Compute/virtualMachines/read' over scope '{MACHINE}' or "
        "the scope is invalid. If access was recently granted, please refresh your credentials."
    )


async def test_a_reader_reads_and_changes_nothing(world: World) -> None:
    reader = await someone(world, ("Reader", WEST))
    machines = reader.client(ComputeManagementClient).virtual_machines
    assert (await machines.get("rg-dr-weu", "app-01")).name == "app-01"
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_start("rg-dr-weu", "app-01")
    assert code(refusal) == "AuthorizationFailed"
    assert "'Microsoft.Compute/virtualMachines/start/action'" in str(refusal.value)
    with pytest.raises(HttpResponseError) as refusal:
        await machines.get("rg-dr-neu", "web-01")
    assert code(refusal) == "AuthorizationFailed"


async def test_lists_show_what_the_caller_may_see(world: World) -> None:
    reader = await someone(world, ("Reader", MACHINE))
    _, groups = await reader.ask("GET", versioned(f"{SUB}/resourceGroups"))
    assert groups["value"] != []
    assert {each["name"] for each in groups["value"]} == {"rg-dr-weu"}
    _, found = await reader.ask("GET", versioned(f"{SUB}/resources"))
    assert [each["name"] for each in found["value"]] == ["app-01"]


async def test_a_role_is_given_and_taken_by_the_api(world: World) -> None:
    admin = await owner(world)
    client = admin.client(AuthorizationManagementClient)
    newcomer = await someone(world)
    name = str(uuid.uuid4())
    body = {"properties": {"roleDefinitionId": role_id(role_catalog.READER),
                           "principalId": newcomer.id}}  # fmt: skip
    made = await client.role_assignments.create(WEST, name, body)
    assert (made.principal_id, made.scope) == (newcomer.id, WEST)
    assert (await newcomer.ask("GET", f"{MACHINE}?api-version=2024-07-01"))[0] == 200
    with pytest.raises(HttpResponseError) as refusal:
        await client.role_assignments.create(WEST, str(uuid.uuid4()), body)
    assert code(refusal) == "RoleAssignmentExists"
    assert name.replace("-", "") in str(refusal.value)
    mine = [
        each.name
        async for each in client.role_assignments.list_for_scope(
            WEST, filter=f"principalId eq '{newcomer.id}'"
        )
    ]
    assert mine == [name]
    await client.role_assignments.delete(WEST, name)
    assert (await newcomer.ask("GET", f"{MACHINE}?api-version=2024-07-01"))[0] == 403
    await client.close()


async def test_a_contributor_may_not_give_roles(world: World) -> None:
    path = versioned(f"{WEST}{AUTHORIZATION}/roleAssignments/{uuid.uuid4()}")
    body = {"properties": {"roleDefinitionId": role_id(role_catalog.READER),
                           "principalId": str(uuid.uuid4())}}  # fmt: skip
    answer = await world.raw("PUT", path, json=body)
    assert (answer.status, (await answer.json())["error"]["code"]) == (403, "AuthorizationFailed")


async def test_a_custom_role_grants_what_it_names(world: World) -> None:
    admin, newcomer = await owner(world), await someone(world)
    client = admin.client(AuthorizationManagementClient)
    name = str(uuid.uuid4())
    await client.role_definitions.create_or_update(SUB, name, {"properties": {
        "roleName": "Starter", "assignableScopes": [SUB], "permissions": [
            {"actions": ["Microsoft.Compute/virtualMachines/*"],
             "notActions": ["Microsoft.Compute/virtualMachines/deallocate/action"]}
        ]}})  # fmt: skip
    await client.role_assignments.create(WEST, str(uuid.uuid4()), {"properties": {
        "roleDefinitionId": f"{SUB}{AUTHORIZATION}/roleDefinitions/{name}",
        "principalId": newcomer.id}})  # fmt: skip
    version = "?api-version=2024-07-01"
    assert (await newcomer.ask("POST", f"{MACHINE}/restart{version}"))[0] == 202
    assert (await newcomer.ask("POST", f"{MACHINE}/deallocate{version}"))[0] == 403
    with pytest.raises(HttpResponseError) as refusal:
        await client.role_definitions.delete(SUB, name)
    assert code(refusal) == "RoleDefinitionHasAssignments"
    await client.close()


async def test_permissions_are_those_of_the_caller(world: World) -> None:
    reader = await someone(world, ("Reader", SUB), ("Network Contributor", WEST))
    _, found = await reader.ask("GET", versioned(f"{WEST}{AUTHORIZATION}/permissions"))
    assert ["*/read"] in [each["actions"] for each in found["value"]]
    assert any("Microsoft.Network/*" in each["actions"] for each in found["value"])
    _, above = await reader.ask("GET", versioned(f"{SUB}{AUTHORIZATION}/permissions"))
    assert [each["actions"] for each in above["value"]] == [["*/read"]]


async def test_a_linked_resource_needs_its_own_right(world: World) -> None:
    client = world.local.client_id
    await world.act("revoke_grants", principal=client)
    await world.act("grant", principal=client, role="Contributor", scope=WEST)
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert code(refusal) == "LinkedAuthorizationFailed"
    assert "Microsoft.Network/virtualNetworks/subnets/join/action" in str(refusal.value)


async def test_built_in_roles_have_their_names_and_ids(world: World) -> None:
    client = world._client(AuthorizationManagementClient, seed.PRODUCTION)
    found = {
        each.role_name: each.name
        async for each in client.role_definitions.list(SUB, filter="type eq 'BuiltInRole'")
    }
    assert found == {role.name: role.id for role in role_catalog.ROLES}
    with pytest.raises(HttpResponseError) as refusal:
        await client.role_definitions.get(SUB, str(uuid.uuid4()))
    assert code(refusal) == "RoleDefinitionDoesNotExist"
    assert [each async for each in client.deny_assignments.list()] == []
