"""Given templates, when they are deployed, then Azure makes them, refuses them, tells of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.resource.deployments.aio import DeploymentsMgmtClient

from sandbox.azure import blob_signing, blobs, seed
from tests.scenario.sandbox_azure.conftest import World, code

SUB = f"/subscriptions/{seed.PRODUCTION}"
GROUP = "rg-dr-weu"
VERSION = "?api-version=2024-11-01"
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


def template(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": list(resources), **more,
    }  # fmt: skip


def body(content: dict[str, Any], mode: str = "Incremental", **parameters: Any) -> dict[str, Any]:
    given = {name: {"value": value} for name, value in parameters.items()}
    return {"properties": {"mode": mode, "template": content, "parameters": given}}


def network(name: str = "[parameters('name')]", **more: Any) -> dict[str, Any]:
    return {
        "type": "Microsoft.Network/virtualNetworks",
        "apiVersion": "2024-05-01",
        "name": name,
        "location": "[resourceGroup().location]",
        "properties": {
            "addressSpace": {"addressPrefixes": ["10.99.0.0/16"]},
            "subnets": [{"name": "one", "properties": {"addressPrefix": "10.99.1.0/24"}}],
        },
        **more,
    }


def interface(**more: Any) -> dict[str, Any]:
    subnet = "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('name'), 'one')]"
    return {
        "type": "Microsoft.Network/networkInterfaces",
        "apiVersion": "2024-05-01",
        "name": "[format('{0}-nic-{1:00}', parameters('name'), copyIndex(1))]",
        "location": "[resourceGroup().location]",
        "copy": {"name": "nics", "count": 2},
        "dependsOn": ["[resourceId('Microsoft.Network/virtualNetworks', parameters('name'))]"],
        "properties": {
            "ipConfigurations": [{"name": "a", "properties": {"subnet": {"id": subnet}}}]
        },
        **more,
    }


PARAMETERS = {
    "name": {"type": "string", "minLength": 3},
    "secret": {"type": "securestring", "defaultValue": "[newGuid()]"},
    "size": {"type": "string", "defaultValue": "small", "allowedValues": ["small", "large"]},
}
FIRST = "[reference(format('{0}-nic-01', parameters('name'))).ipConfigurations[0].properties"
WHOLE = template(
    network(),
    interface(),
    parameters=PARAMETERS,
    outputs={
        "address": {"type": "string", "value": FIRST + ".privateIPAddress]"},
        "network": {
            "type": "string",
            "value": "[resourceId('Microsoft.Network/virtualNetworks', parameters('name'))]",
        },
        "hidden": {"type": "securestring", "value": "[parameters('secret')]"},
    },
)


def client(world: World) -> Any:
    return world._client(DeploymentsMgmtClient, seed.PRODUCTION).deployments


def _operations(world: World) -> Any:
    return world._client(DeploymentsMgmtClient, seed.PRODUCTION).deployment_operations


async def deploy(world: World, content: dict[str, Any], **parameters: Any) -> Any:
    poller = await client(world).begin_create_or_update(GROUP, "one", body(content, **parameters))
    return await poller.result()


async def refused(world: World, content: dict[str, Any], **parameters: Any) -> Any:
    with pytest.raises(HttpResponseError) as refusal:
        await deploy(world, content, **parameters)
    return refusal.value


async def test_a_template_is_made_in_order_and_answers_its_outputs(world: World) -> None:
    made = await deploy(world, WHOLE, name="vnet-a")
    assert made.properties.provisioning_state == "Succeeded"
    assert made.properties.outputs["address"] == {"type": "String", "value": "10.99.1.4"}
    assert "value" not in made.properties.outputs["hidden"]
    assert "value" not in made.properties.parameters["secret"]
    assert made.properties.parameters["size"] == {"type": "String", "value": "small"}
    names = {each.id.rpartition("/")[2] for each in made.properties.output_resources}
    assert names == {"vnet-a", "vnet-a-nic-01", "vnet-a-nic-02"}
    sent = [each async for each in _operations(world).list(GROUP, "one")]
    assert {each.properties.provisioning_state for each in sent} == {"Succeeded"}
    (dependency, *_) = made.properties.dependencies
    assert dependency.depends_on[0].resource_name == "vnet-a"
    exported = await client(world).export_template(GROUP, "one")
    assert exported.template["contentVersion"] == "1.0.0.0"


async def test_what_the_provider_refuses_fails_the_deployment_with_its_own_words(
    world: World,
) -> None:
    content = template(network("vnet-b", properties={
        "addressSpace": {"addressPrefixes": ["10.99.0.0/16"]},
        "subnets": [{"name": "one", "properties": {"addressPrefix": "10.5.0.0/24"}}],
    }))  # fmt: skip
    failure = await refused(world, content)
    assert failure.error.code == "DeploymentFailed"
    assert failure.error.details[0].code == "NetcfgSubnetRangeOutsideVnet"
    found = await client(world).get(GROUP, "one")
    assert found.properties.provisioning_state == "Failed"
    assert found.properties.error.code == "DeploymentFailed"


@pytest.mark.parametrize(
    ("content", "given", "said"),
    [
        (WHOLE, {}, "The value for the template parameter 'name'"),
        (WHOLE, {"name": "vnet", "colour": "red"}, "The template parameters 'colour'"),
        (WHOLE, {"name": "v"}, "greater than or equal to '3'"),
        (WHOLE, {"name": "vnet", "size": "huge"}, "is not part of the allowed value(s)"),
        (WHOLE, {"name": 7}, "Expected 'String'. Actual 'Integer'"),
        (template(network("[nonsense()]")), {}, "The template function 'nonsense' is not valid"),
        (template(network("[concat('a']")), {}, "expected token 'RightParenthesis'"),
        (template(network("a"), network("a")), {}, "is defined multiple times"),
        (template(network("a/b")), {}, "incorrect segment lengths"),
        (template(network("a", dependsOn=["b"])), {}, "'b' is not defined in the template"),
        (template(network("a", dependsOn=["b"]), network("b", dependsOn=["a"])), {},
         "Circular dependency detected"),
    ],
)  # fmt: skip
async def test_an_invalid_template_is_refused_at_once(
    world: World, content: dict[str, Any], given: dict[str, Any], said: str
) -> None:
    path = f"{SUB}/resourceGroups/{GROUP}/providers/Microsoft.Resources/deployments/one{VERSION}"
    answer = await world.raw("PUT", path, json=body(content, **given))
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (400, "InvalidTemplate")
    assert said in error["message"]
    with pytest.raises(ResourceNotFoundError):
        await client(world).get(GROUP, "one")


async def test_conditions_loops_and_variables(world: World) -> None:
    content = template(
        network("[variables('names')[copyIndex()]]", copy={"name": "all", "count": 2}),
        network("never", condition="[equals(1, 2)]"),
        variables={"copy": [{"name": "names", "count": 2,
                             "input": "[concat('vnet-', copyIndex('names', 1))]"}]},
    )  # fmt: skip
    made = await deploy(world, content)
    names = {each.id.rpartition("/")[2] for each in made.properties.output_resources}
    assert names == {"vnet-1", "vnet-2"}


async def test_symbolic_names_read_what_is_there_and_what_was_made(world: World) -> None:
    """As Bicep compiles `existing`, symbolic references and conditional outputs."""
    existing = {**network("vnet-new"), "existing": True}
    for key in ("location", "properties"):
        del existing[key]
    await deploy(world, template(network("vnet-new")))
    content = template(
        languageVersion="2.0",
        outputs={
            "there": {"type": "object", "value": "[reference('old').addressSpace]"},
            "made": {"type": "string", "value": "[reference('new', '2024-05-01', 'full').tags.of]"},
            "never": {"type": "string", "condition": False, "value": "[reference('none')]"},
        },
    )
    tags = {"of": "[reference('old').addressSpace.addressPrefixes[0]]"}
    content["resources"] = {
        "new": network("vnet-two", tags=tags, dependsOn=["old"]),
        "old": existing,
    }
    made = (await deploy(world, content)).properties
    assert made.outputs["there"]["value"] == {"addressPrefixes": ["10.99.0.0/16"]}
    assert made.outputs["made"]["value"] == "10.99.0.0/16"
    assert set(made.outputs) == {"there", "made"}
    assert [each.id.rpartition("/")[2] for each in made.output_resources] == ["vnet-two"]


def _linked(world: World, content: dict[str, Any], **changed: str) -> tuple[str, str]:
    """A template as a blob: its address, and a signature that reads it for an hour."""
    state = world.local.state
    account = blobs.account(state, "stdrdiagweu")
    assert account is not None
    blobs.make_container(state, account, "templates")
    blobs.put(state, account, ("templates", "one.json"), json.dumps(content).encode())
    until = state.clock.now() + timedelta(hours=1)
    query = {"sv": "2021-12-02", "sr": "b", "sp": "r", "se": until.strftime("%Y-%m-%dT%H:%M:%SZ")}
    path = "stdrdiagweu/templates/one.json"
    query["sig"] = blob_signing.service(blobs.keys(state, account)[0], f"/blob/{path}", query)
    return f"{world.local.urls['blobs']}/{path}", urlencode({**query, **changed})


async def test_a_linked_template_is_read_from_storage_by_its_signature(world: World) -> None:
    uri, query = _linked(world, template(network("vnet-linked")))
    for link in ({"uri": f"{uri}?{query}"}, {"uri": uri, "queryString": query}):
        linked = {"properties": {"mode": "Incremental", "templateLink": link}}
        made = await (await client(world).begin_create_or_update(GROUP, "one", linked)).result()
        names = [each.id.rpartition("/")[2] for each in made.properties.output_resources]
        assert names == ["vnet-linked"]
        assert made.properties.template_link.uri == link["uri"]
        assert made.properties.template_link.content_version == "1.0.0.0"


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda uri, query: f"{uri}?{query}", {"sig": "d3Jvbmc="}),
        (lambda uri, query: f"{uri}?{query}", {"sp": "w"}),
        (lambda uri, _: uri, {}),
        (lambda uri, query: f"{uri}x?{query}", {}),
        (lambda _, query: f"https://example.org/one.json?{query}", {}),
    ],
)
async def test_a_link_that_cannot_be_read_is_refused(
    world: World, change: Callable[[str, str], str], changed: dict[str, str]
) -> None:
    where = change(*_linked(world, template(network("vnet-linked")), **changed))
    linked = {"properties": {"mode": "Incremental", "templateLink": {"uri": where}}}
    with pytest.raises(HttpResponseError) as refusal:
        await client(world).begin_create_or_update(GROUP, "one", linked)
    assert code(refusal) == "InvalidContentLink"
    assert f"Unable to download deployment content from '{where}'. The tracking Id is '" in str(
        refusal.value
    )


async def test_a_nested_deployment_has_its_own_parameters(world: World) -> None:
    inner = template(
        network(), parameters={"name": {"type": "string"}},
        outputs={"name": {"type": "string", "value": "[parameters('name')]"}},
    )  # fmt: skip
    nested = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2024-11-01",
        "name": "inner",
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "parameters": {"name": {"value": "[toLower('VNET-IN')]"}},
            "template": inner,
        },
    }
    content = template(
        nested,
        outputs={"said": {"type": "string", "value": "[reference('inner').outputs.name.value]"}},
    )
    made = await deploy(world, content)
    assert made.properties.outputs["said"]["value"] == "vnet-in"
    assert {each.name async for each in client(world).list_by_resource_group(GROUP)} == {
        "one", "inner",
    }  # fmt: skip


async def test_a_subscription_deployment_makes_groups(world: World) -> None:
    content = template({
        "type": "Microsoft.Resources/resourceGroups", "apiVersion": "2024-03-01",
        "name": "rg-made", "location": "westeurope", "properties": {},
    })  # fmt: skip
    poller = await client(world).begin_create_or_update_at_subscription_scope(
        "groups", {"location": "westeurope", **body(content)}
    )
    assert (await poller.result()).properties.provisioning_state == "Succeeded"
    assert (await world.resources().resource_groups.get("rg-made")).location == "westeurope"


async def test_what_if_tells_and_does_nothing(world: World) -> None:
    await deploy(world, template(network("vnet-a")))
    changed = network("vnet-a", tags={"owner": "dr"})
    poller = await client(world).begin_what_if(
        GROUP, "two", body(template(changed, network("vnet-b")))
    )
    found = await poller.result()
    kinds = {each.resource_id.rpartition("/")[2]: each.change_type for each in found.changes}
    assert (kinds["vnet-a"], kinds["vnet-b"]) == ("Modify", "Create")
    assert kinds["app-01"] == "Ignore"
    (delta,) = next(each.delta for each in found.changes if each.change_type == "Modify")
    assert delta.path == "tags.owner" if delta.path != "tags" else delta.after == {"owner": "dr"}
    with pytest.raises(ResourceNotFoundError):
        await world.network().virtual_networks.get(GROUP, "vnet-b")


async def test_complete_mode_deletes_what_the_template_does_not_name(world: World) -> None:
    await world.resources().resource_groups.create_or_update("rg-new", {"location": "westeurope"})
    for content, mode in ((template(network("a"), network("b")), "Incremental"),
                          (template(network("a")), "Complete")):  # fmt: skip
        poller = await client(world).begin_create_or_update("rg-new", "one", body(content, mode))
        await poller.result()
    await world.act("advance", seconds=60)
    left = [each.name async for each in world.network().virtual_networks.list("rg-new")]
    assert left == ["a"]


async def test_policy_and_rights_are_looked_at_before_anything_begins(world: World) -> None:
    await world.act("policy", scope=SUB, type="Microsoft.Network/virtualNetworks")
    failure = await refused(world, template(network("vnet-a")))
    assert failure.error.code == "InvalidTemplateDeployment"
    assert failure.error.details[0].code == "RequestDisallowedByPolicy"
    await world.act("deny", action="Microsoft.Network/virtualNetworks/write")
    failure = await refused(world, template(network("vnet-a")))
    assert "Authorization failed for template resource 'vnet-a'" in str(failure)


async def test_a_running_deployment_is_not_replaced_and_can_be_cancelled(world: World) -> None:
    path = f"{SUB}/resourceGroups/{GROUP}/providers/Microsoft.Resources/deployments/slow{VERSION}"
    world.local.clock.speed = 1.0
    answer = await world.raw("PUT", path, json=body(template(network("vnet-a"))))
    assert answer.status == 201
    assert (await answer.json())["properties"]["provisioningState"] == "Accepted"
    again = await world.raw("PUT", path, json=body(template(network("vnet-b"))))
    assert (again.status, (await again.json())["error"]["code"]) == (409, "DeploymentActive")
    await client(world).cancel(GROUP, "slow")
    assert (await client(world).get(GROUP, "slow")).properties.provisioning_state == "Canceled"
    with pytest.raises(HttpResponseError) as refusal:
        await client(world).cancel(GROUP, "slow")
    assert code(refusal) == "DeploymentCannotBeCancelled"


async def test_validate_check_existence_and_delete(world: World) -> None:
    deployments = client(world)
    poller = await deployments.begin_validate(GROUP, "one", body(WHOLE, name="vnet-a"))
    assert (await poller.result()).properties.provisioning_state == "Succeeded"
    assert not await deployments.check_existence(GROUP, "one")
    await deploy(world, template(network("vnet-a")))
    assert await deployments.check_existence(GROUP, "one")
    await (await deployments.begin_delete(GROUP, "one")).result()
    await asyncio.sleep(0.02)
    assert not await deployments.check_existence(GROUP, "one")
    assert await world.network().virtual_networks.get(GROUP, "vnet-a")
