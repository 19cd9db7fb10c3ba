"""What the story lacks and some route shows: made through the API before the answers are read."""

from __future__ import annotations

from typing import Any

from sandbox.azure import images, recovery, seed
from tests.conformance.conftest import Wire

GROUP = f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-weu"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
COMPUTE = f"{GROUP}/providers/Microsoft.Compute"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stdrdiagweu"
AUTHORIZATION = "providers/Microsoft.Authorization"
DEFINITION = f"/subscriptions/{seed.PRODUCTION}/{AUTHORIZATION}/policyDefinitions/no-snapshots"
AGREEMENT = (
    f"/subscriptions/{seed.PRODUCTION}/providers/Microsoft.MarketplaceOrdering/agreements/"
    "{}/offers/{}/plans/{}"
).format(*images.PROCESS_SERVER)
PLACE = {"location": "westeurope"}
TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [
        {
            "type": "Microsoft.Network/routeTables",
            "apiVersion": "2024-05-01",
            "name": "rt-template",
            **PLACE,
            "properties": {},
        }
    ],
    "outputs": {"where": {"type": "string", "value": "[resourceGroup().location]"}},
}
DEPLOYMENT = {"properties": {"mode": "Incremental", "template": TEMPLATE}}
RULE = {
    "mode": "All",
    "policyRule": {
        "if": {"field": "type", "equals": "Microsoft.Compute/snapshots"},
        "then": {"effect": "audit"},
    },
}
MADE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (f"{NETWORK}/routeTables/rt", "2024-05-01", PLACE),
    (
        f"{NETWORK}/routeTables/rt/routes/default",
        "2024-05-01",
        {"properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}},
    ),
    (
        f"{COMPUTE}/virtualMachines/app-01/runCommands/hello",
        "2024-07-01",
        {**PLACE, "properties": {"source": {"script": "Write-Output hello"}}},
    ),
    (
        f"{COMPUTE}/snapshots/snap",
        "2024-03-02",
        {
            **PLACE,
            "properties": {
                "creationData": {
                    "createOption": "Copy",
                    "sourceResourceId": f"{COMPUTE}/disks/app-01-osdisk",
                }
            },
        },
    ),
    (f"{COMPUTE}/availabilitySets/as", "2024-07-01", {**PLACE, "sku": {"name": "Aligned"}}),
    (
        f"{GROUP}/{AUTHORIZATION}/locks/keep",
        "2020-05-01",
        {"properties": {"level": "CanNotDelete"}},
    ),
    (
        DEFINITION,
        "2023-04-01",
        {"properties": RULE},
    ),
    (
        f"{GROUP}/{AUTHORIZATION}/policyAssignments/no-snapshots",
        "2023-04-01",
        {"properties": {"policyDefinitionId": DEFINITION}},
    ),
    (f"{GROUP}/providers/Microsoft.Resources/deployments/d1", "2024-03-01", DEPLOYMENT),
    (
        f"{ACCOUNT}/blobServices/default/containers/logs",
        "2023-05-01",
        {},
    ),
    (
        f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv-made-1",
        "2023-07-01",
        {
            **PLACE,
            "properties": {
                "tenantId": seed.TENANT,
                "sku": {"family": "A", "name": "standard"},
                "enableRbacAuthorization": True,
            },
        },
    ),
)


async def make(wire: Wire) -> list[str]:
    """Make them all as an owner; the ids of what there is now."""
    scope = {"role": "Owner", "scope": f"/subscriptions/{seed.PRODUCTION}"}
    owner = await wire.act("application", name="owner", roles=[scope])
    wire.sign_in(owner["client_id"], owner["client_secret"])
    for path, version, body in MADE:
        status, answer = await wire.ask("PUT", path, version, body)
        assert status in (200, 201, 202), (path, answer)
    await wire.act("image_plan", sku=images.PROCESS_SERVER[2], plan=images.PROCESS_SERVER[2])
    status, answer = await wire.ask("POST", f"{AGREEMENT}/sign", "2021-01-01")
    assert status == 200, answer
    providers = wire.local.state.all(recovery.PROVIDERS)
    for provider in providers:
        path = f"{provider['id']}/refreshProvider"
        status, answer = await wire.ask("POST", path, "2025-08-01")
        assert status == 202, answer
    assert providers
    await wire.act("advance", seconds=1800)
    wire.sign_in(owner["client_id"], owner["client_secret"])  # half an hour is half a token's life
    return [document["id"] for document in wire.local.state.everything()]
