"""Given key vaults as resources, when they are deleted, then softly: names stay taken."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.keyvault.aio import KeyVaultManagementClient

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World, code

BODY: dict[str, Any] = {
    "location": "westeurope",
    "properties": {"tenantId": seed.TENANT, "sku": {"family": "A", "name": "standard"}},
}


async def test_a_vault_is_deleted_softly_recovered_and_purged(world: World) -> None:
    client = world._client(KeyVaultManagementClient, seed.PRODUCTION)
    made = await (await client.vaults.begin_create_or_update("rg-dr-vault", "kv-a", BODY)).result()
    assert made.properties.vault_uri == "https://kv-a.vault.azure.net/"
    assert made.properties.soft_delete_retention_in_days == 90
    await client.vaults.delete("rg-dr-vault", "kv-a")
    with pytest.raises(ResourceNotFoundError):
        await client.vaults.get("rg-dr-vault", "kv-a")
    assert [each.name async for each in client.vaults.list_deleted()] == ["kv-a"]
    with pytest.raises(HttpResponseError) as refusal:
        await client.vaults.begin_create_or_update("rg-dr-vault", "kv-a", BODY)
    assert (refusal.value.status_code, code(refusal)) == (409, "ConflictError")
    again = {**BODY, "properties": {**BODY["properties"], "createMode": "recover"}}
    await (await client.vaults.begin_create_or_update("rg-dr-vault", "kv-a", again)).result()
    assert [each async for each in client.vaults.list_deleted()] == []
    await client.vaults.delete("rg-dr-vault", "kv-a")
    await (await client.vaults.begin_purge_deleted("kv-a", "westeurope")).result()
    assert [each async for each in client.vaults.list_deleted()] == []


@pytest.mark.parametrize("name", ["a", "1kv", "kv--a", "kv-"])
async def test_names_that_are_refused(world: World, name: str) -> None:
    client = world._client(KeyVaultManagementClient, seed.PRODUCTION)
    with pytest.raises(HttpResponseError) as refusal:
        await client.vaults.begin_create_or_update("rg-dr-vault", name, BODY)
    assert code(refusal) == "VaultNameNotValid"
