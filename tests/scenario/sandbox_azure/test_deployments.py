"""Given templates, when they are deployed, then Azure makes them, refuses them, tells of them."""

from __future__ import annotations

import asyncio

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from tests.scenario.sandbox_azure.conftest import World, code
from tests.scenario.sandbox_azure.templates import (
    GROUP,
    SUB,
    VERSION,
    WHOLE,
    body,
    client,
    deploy,
    network,
    operations_of,
    refused,
    template,
)


async def test_a_template_is_made_in_order_and_answers_its_outputs(world: World) -> None:
    made = await deploy(world, WHOLE, name="vnet-a")
    assert made.properties.provisioning_state == "Succeeded"
    assert made.properties.outputs["address"] == {"type": "String", "value": "10.99.1.4"}
    assert "value" not in made.properties.outputs["hidden"]
    assert "value" not in made.properties.parameters["secret"]
    assert made.properties.parameters["size"] == {"type": "String", "value": "small"}
    names = {each.id.rpartition("/")[2] for each in made.properties.output_resources}
    assert names == {"vnet-a", "vnet-a-nic-01", "vnet-a-nic-02"}
    sent = [each async for each in operations_of(world).list(GROUP, "one")]
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
