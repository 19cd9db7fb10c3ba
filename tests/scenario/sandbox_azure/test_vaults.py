"""Given vaults, when they are made, changed and deleted, then as the service does it."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, code

BODY: dict[str, Any] = {"location": "westeurope", "sku": {"name": "RS0", "tier": "Standard"}}


async def test_a_vault_is_made_changed_and_deleted(world: World) -> None:
    vaults = world.vaults().vaults
    begin = vaults.begin_create_or_update
    made = await (await begin("rg-dr-vault", "rsv-new", {**BODY, "properties": {}})).result()
    assert made.properties.provisioning_state == "Succeeded"
    changed = await (
        await vaults.begin_update("rg-dr-vault", "rsv-new", {"tags": {"owner": "dr"}})
    ).result()
    assert changed.tags == {"owner": "dr"}
    assert changed.etag != made.etag
    await (await vaults.begin_delete("rg-dr-vault", "rsv-new")).result()
    with pytest.raises(HttpResponseError) as missing:
        await vaults.get("rg-dr-vault", "rsv-new")
    assert code(missing) == "ResourceNotFound"


async def test_a_vault_with_fabrics_is_not_deleted(world: World) -> None:
    with pytest.raises(HttpResponseError, match="existing resources within the vault") as refusal:
        await world.vaults().vaults.begin_delete("rg-dr-vault", "rsv-dr-vmware")
    assert code(refusal) == "ServiceResourceNotEmptyWithContainerDetails"


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("1", BODY, "InvalidResourceName"),
        ("rsv-new", {**BODY, "sku": {"name": "Gold"}}, "InvalidSku"),
        ("rsv-dr-vmware", {**BODY, "location": "eastus"}, "InvalidResourceLocation"),
    ],
)
async def test_what_does_not_fit_is_refused(
    world: World, name: str, body: dict[str, Any], expected: str
) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await world.vaults().vaults.begin_create_or_update("rg-dr-vault", name, body)
    assert code(refusal) == expected


async def test_usages_count_what_is_protected(world: World) -> None:
    found = world.vaults().usages.list_by_vaults("rg-dr-vault", "rsv-dr-vmware")
    usages = {each.name.value: each.current_value async for each in found}
    assert usages == {"ProtectedItems": 5, "RegisteredServers": 1}
    (summary,) = [
        each
        async for each in world.vaults().replication_usages.list("rg-dr-vault", "rsv-dr-vmware")
    ]
    assert summary.protected_item_count == 5


async def test_the_other_lists_answer(world: World) -> None:
    recovery, place = world.recovery(), ("rg-dr-vault", "rsv-dr-vmware")
    policies = [each.name async for each in recovery.replication_policies.list(*place)]
    assert policies == ["policy-24h"]
    mappings = recovery.replication_protection_container_mappings.list(*place)
    assert [each.properties.state async for each in mappings] == ["Paired"]
    for empty in (
        recovery.replication_recovery_plans, recovery.replication_networks,
        recovery.replicationv_centers, recovery.replication_alert_settings,
    ):  # fmt: skip
        assert [each async for each in empty.list(*place)] == []
    appliances = recovery.replication_appliances.list("rg-dr-vault", "rsv-dr-modern")
    (found,) = [each async for each in appliances]
    (appliance,) = found.properties.provider_specific_details.appliances
    assert appliance.process_server.name == "appliance-01-ps"
    setting = await (
        await recovery.replication_vault_setting.begin_create(
            *place, "default", {"properties": {"vmwareToAzureProviderType": "Vmware"}}
        )
    ).result()
    assert setting.name == "default"
