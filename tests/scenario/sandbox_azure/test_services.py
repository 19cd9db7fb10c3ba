"""Given Key Vault, storage and the price list, when asked, then they answer as Azure's do."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from tests.scenario.sandbox_azure.conftest import World, code


async def test_secrets_are_kept_in_versions(world: World) -> None:
    client = world.secrets()
    assert (await client.get_secret("asr-passphrase")).value
    first = await client.set_secret("ps-weu-1-admin", "one", tags={"failback-ps": "op-1"})
    second = await client.set_secret("ps-weu-1-admin", "two")
    assert (await client.get_secret("ps-weu-1-admin")).value == "two"
    assert first.properties.version != second.properties.version
    old = await client.get_secret("ps-weu-1-admin", first.properties.version)
    assert (old.value, old.properties.tags) == ("one", {"failback-ps": "op-1"})
    names = [each.name async for each in client.list_properties_of_secrets()]
    assert names == ["asr-passphrase", "ps-weu-1-admin"]
    versions = [v async for v in client.list_properties_of_secret_versions("ps-weu-1-admin")]
    assert len(versions) == 2


async def test_the_first_request_is_challenged_and_carries_no_value(world: World) -> None:
    await world.secrets().set_secret("fresh", "value-never-sent-unauthorised")
    first, second = world.local.control.entries("keyvault", "PUT")
    assert (first["status"], first["body"]) == (401, None)
    assert second["status"] == 200


async def test_a_deleted_secret_can_be_recovered_or_purged_but_not_reused(world: World) -> None:
    client = world.secrets()
    await client.set_secret("temporary", "one")
    await client.delete_secret("temporary")
    with pytest.raises(ResourceNotFoundError, match="SecretNotFound"):
        await client.get_secret("temporary")
    with pytest.raises(HttpResponseError) as refusal:
        await client.set_secret("temporary", "two")
    assert (refusal.value.status_code, code(refusal)) == (409, "Conflict")
    assert "deleted but recoverable" in str(refusal.value)
    await client.recover_deleted_secret("temporary")
    assert (await client.get_secret("temporary")).value == "one"
    await client.delete_secret("temporary")
    await client.purge_deleted_secret("temporary")
    assert (await client.set_secret("temporary", "two")).value == "two"


async def test_secrets_may_be_forbidden(world: World) -> None:
    await world.act("deny", action="Microsoft.KeyVault/vaults/secrets/setSecret/action")
    with pytest.raises(HttpResponseError) as refusal:
        await world.secrets().set_secret("one", "two")
    assert (refusal.value.status_code, code(refusal)) == (403, "Forbidden")
    assert (await world.secrets().get_secret("asr-passphrase")).value


async def test_storage_accounts(world: World) -> None:
    accounts = world.storage().storage_accounts
    (found,) = [each async for each in accounts.list()]
    assert found.primary_endpoints.blob == "https://stdrdiagweu.blob.core.windows.net/"
    taken = await accounts.check_name_availability(
        {"name": "stdrdiagweu", "type": "Microsoft.Storage/storageAccounts"}
    )
    assert (taken.name_available, taken.reason) == (False, "AlreadyExists")
    body = {"location": "westeurope", "sku": {"name": "Standard_LRS"}, "kind": "StorageV2"}
    made = await (await accounts.begin_create("rg-dr-weu", "stdrdiagnew", body)).result()
    assert made.provisioning_state == "Succeeded"
    with pytest.raises(HttpResponseError) as refusal:
        await accounts.begin_create("rg-dr-weu", "Not_Valid", body)
    assert refusal.value.status_code == 400
    with pytest.raises(HttpResponseError) as refusal:
        await accounts.begin_create("rg-dr-neu", "stdrdiagweu", body)
    assert code(refusal) == "StorageAccountAlreadyTaken"


async def test_prices_are_filtered_in_a_currency(world: World) -> None:
    url = world.local.urls["prices"] + "/api/retail/prices"
    wanted = (
        "serviceName eq 'Virtual Machines' and armRegionName eq 'westeurope' "
        "and armSkuName eq 'Standard_A8_v2' and contains(productName, 'Windows') "
        "and type eq 'Consumption'"
    )
    prices = {}
    for currency in ("USD", "EUR"):
        query = {"$filter": wanted, "currencyCode": f"'{currency}'"}
        async with world.http.get(url, params=query) as answer:
            found = await answer.json()
        assert found["BillingCurrency"] == currency
        (plain,) = [item for item in found["Items"] if item["skuName"] == "A8 v2"]
        prices[currency] = plain["retailPrice"]
    assert prices["USD"] > prices["EUR"] > 0


async def test_prices_come_in_pages(world: World) -> None:
    url: str | None = world.local.urls["prices"] + "/api/retail/prices"
    seen = []
    while url:
        async with world.http.get(url) as answer:
            found = await answer.json()
        seen += found["Items"]
        url = found["NextPageLink"]
    assert len(seen) > 100
    assert len({item["armRegionName"] for item in seen}) == 3


async def test_a_filter_that_cannot_be_read_is_refused(world: World) -> None:
    url = world.local.urls["prices"] + "/api/retail/prices"
    async with world.http.get(url, params={"$filter": "colour eq 'red'"}) as answer:
        assert answer.status == 400
