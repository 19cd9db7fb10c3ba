"""Given policy assignments, when resources are made, then rules that deny refuse them."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resource.policy.aio import PolicyClient

from sandbox.azure import policy_catalog
from tests.scenario.sandbox_azure.conftest import World, code, machine_body, make_nic, nic_body
from tests.scenario.sandbox_azure.rights import SUB, WEST, owner


async def client(world: World) -> Any:
    return (await owner(world)).client(PolicyClient)


def assigned(definition: str, **parameters: Any) -> dict[str, Any]:
    given = {name: {"value": value} for name, value in parameters.items()}
    return {"properties": {"policyDefinitionId": definition, "displayName": "Ours",
                           "parameters": given}}  # fmt: skip


def built_in(name: str) -> str:
    return policy_catalog.PREFIX + name


async def refused(world: World, **body: Any) -> Any:
    with pytest.raises(HttpResponseError) as refusal:
        await world.network().network_interfaces.begin_create_or_update(
            "rg-dr-weu", "nic-1", {**nic_body(None), **body}
        )
    assert (refusal.value.status_code, code(refusal)) == (403, "RequestDisallowedByPolicy")
    return refusal.value


async def test_a_denied_region_is_named_with_its_policy_and_its_evaluation(world: World) -> None:
    policies = await client(world)
    made = await policies.policy_assignments.create(
        SUB, "regions", assigned(built_in(policy_catalog.LOCATIONS),
                                 listOfAllowedLocations=["northeurope"]),
    )  # fmt: skip
    failure = await refused(world)
    assert failure.error.target == "nic-1"
    assert failure.error.message.startswith(
        "Resource 'nic-1' was disallowed by policy. Policy identifiers: "
        '\'[{"policyAssignment":{"name":"Ours","id":"' + made.id
    )
    (violation,) = failure.error.additional_info
    info = violation.info if hasattr(violation, "info") else violation["info"]
    assert info["policyDefinitionId"] == built_in(policy_catalog.LOCATIONS)
    assert info["policyAssignmentScope"] == SUB
    first = info["evaluationDetails"]["evaluatedExpressions"][0]
    assert (first["path"], first["expressionValue"], first["operator"]) == (
        "location", "westeurope", "NotIn",
    )  # fmt: skip


async def test_a_required_tag(world: World) -> None:
    policies = await client(world)
    await policies.policy_assignments.create(
        WEST, "tag", assigned(built_in(policy_catalog.TAG), tagName="owner")
    )
    await refused(world)
    poller = await world.network().network_interfaces.begin_create_or_update(
        "rg-dr-weu", "nic-1", {**nic_body(None), "tags": {"owner": "dr"}}
    )
    assert (await poller.result()).name == "nic-1"


async def test_allowed_sizes(world: World) -> None:
    policies = await client(world)
    await policies.policy_assignments.create(
        SUB,
        "sizes",
        assigned(built_in(policy_catalog.SIZES), listOfAllowedSKUs=["Standard_D2s_v5"]),
    )
    nic = await make_nic(world)
    with pytest.raises(HttpResponseError) as refusal:
        await world.compute().virtual_machines.begin_create_or_update(
            "rg-dr-weu", "ps-weu-1", machine_body(nic)
        )
    assert code(refusal) == "RequestDisallowedByPolicy"


async def test_what_is_left_out_and_what_is_not_enforced(world: World) -> None:
    policies = await client(world)
    kinds = {"listOfResourceTypesNotAllowed": ["Microsoft.Network/networkInterfaces"]}
    body = assigned(built_in(policy_catalog.TYPES), **kinds)
    await policies.policy_assignments.create(SUB, "types", body)
    await refused(world)
    body["properties"]["notScopes"] = [WEST]
    await policies.policy_assignments.create(SUB, "types", body)
    assert await make_nic(world)
    body["properties"] |= {"notScopes": [], "enforcementMode": "DoNotEnforce"}
    await policies.policy_assignments.create(SUB, "types", body)
    assert await make_nic(world, "10.60.2.10", "second")
    body["properties"] |= {"enforcementMode": "Default"}
    body["properties"]["parameters"]["effect"] = {"value": "Audit"}
    await policies.policy_assignments.create(SUB, "types", body)
    assert await make_nic(world, "10.60.2.11", "third")


async def test_a_custom_definition_and_a_set(world: World) -> None:
    policies = await client(world)
    rule = {"if": {"allOf": [
        {"field": "type", "equals": "Microsoft.Network/networkInterfaces"},
        {"not": {"field": "name", "like": "nic-*-[parameters]"}},
        {"field": "Microsoft.Network/networkInterfaces/ipConfigurations[*].name",
         "equals": "ipconfig1"},
    ]}, "then": {"effect": "deny"}}  # fmt: skip
    made = await policies.policy_definitions.create_or_update(
        "names", {"properties": {"mode": "All", "policyRule": rule, "displayName": "Names"}}
    )
    assert made.policy_type == "Custom"
    together = await policies.policy_set_definitions.create_or_update(
        "set", {"properties": {"policyDefinitions": [{"policyDefinitionId": made.id}]}}
    )
    await policies.policy_assignments.create(SUB, "names", assigned(together.id))
    failure = await refused(world)
    assert '"policySetDefinition"' in failure.error.message
    with pytest.raises(HttpResponseError) as refusal:
        await policies.policy_set_definitions.delete("set")
    assert "is used by policy assignments" in str(refusal.value)
    await policies.policy_assignments.delete(SUB, "names")
    await policies.policy_set_definitions.delete("set")
    assert await make_nic(world)


async def test_an_assignment_must_give_what_the_definition_asks(world: World) -> None:
    policies = await client(world)
    cases: tuple[tuple[dict[str, str], str], ...] = (
        ({}, "MissingPolicyParameter"),
        ({"tagName": "a", "colour": "red"}, "UndefinedPolicyParameter"),
    )
    for parameters, said in cases:
        with pytest.raises(HttpResponseError) as refusal:
            await policies.policy_assignments.create(
                SUB, "tag", assigned(built_in(policy_catalog.TAG), **parameters)
            )
        assert (refusal.value.status_code, code(refusal)) == (400, said)
    with pytest.raises(HttpResponseError) as refusal:
        await policies.policy_assignments.get(SUB, "tag")
    assert code(refusal) == "PolicyAssignmentNotFound"


async def test_a_rule_that_is_not_understood_is_refused_when_defined(world: World) -> None:
    policies = (await client(world)).policy_definitions
    leaf = {"field": "location", "equalz": "westeurope"}
    for rule, wanted in (
        ({"if": leaf, "then": {"effect": "deny"}}, "InvalidPolicyRule"),
        ({"if": {"field": "name", "like": "x"}, "then": {"effect": "refuse"}},
         "InvalidPolicyRuleEffect"),
    ):  # fmt: skip
        with pytest.raises(HttpResponseError) as refusal:
            await policies.create_or_update("x", {"properties": {"policyRule": rule}})
        assert (refusal.value.status_code, code(refusal)) == (400, wanted)
    assert not [each async for each in policies.list(filter="policyType eq 'Custom'")]
