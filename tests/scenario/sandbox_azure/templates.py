"""Templates, and how they are deployed to the local Azure."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resource.deployments.aio import DeploymentsMgmtClient

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World

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


def operations_of(world: World) -> Any:
    return world._client(DeploymentsMgmtClient, seed.PRODUCTION).deployment_operations


async def deploy(world: World, content: dict[str, Any], **parameters: Any) -> Any:
    poller = await client(world).begin_create_or_update(GROUP, "one", body(content, **parameters))
    return await poller.result()


async def refused(world: World, content: dict[str, Any], **parameters: Any) -> Any:
    with pytest.raises(HttpResponseError) as refusal:
        await deploy(world, content, **parameters)
    return refusal.value
