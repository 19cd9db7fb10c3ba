"""Whatever Azure refuses arrives as one error with a stable code."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from azureops import (
    azure,
    disks,
    groups,
    ids,
    images,
    interfaces,
    machines,
    networks,
    subscriptions,
)
from azureops.errors import AzureError
from sandbox.azure import server
from tests.scenario.azureops import names
from tests.scenario.azureops.conftest import Act, connected


async def made_nic(world: azure.Azure, **changed: Any) -> None:
    token = await interfaces.submit_create(world, names.NIC, **names.nic(**changed))
    await interfaces.follow(world, token)


async def made_machine(world: azure.Azure, wanted: machines.Wanted) -> None:
    token = await machines.submit_create(world, wanted, admin_password=names.PASSWORD)
    await machines.follow(world, token)


async def deleted_nic(world: azure.Azure, interface_id: str) -> None:
    token = await interfaces.submit_delete(world, interface_id)
    assert token is not None
    await interfaces.follow_delete(world, token)


async def refused_nic(world: azure.Azure, **changed: Any) -> AzureError:
    with pytest.raises(AzureError) as caught:
        await made_nic(world, **changed)
    return caught.value


async def refused_machine(world: azure.Azure, **changed: Any) -> AzureError:
    wanted = names.wanted(**changed)
    home = {
        "westeurope": ("snet-ps", names.WEU, "10.60.2.9"),
        "eastus": ("snet-ps", names.EUS, "10.80.1.9"),
    }
    subnet, network, address = home[wanted.location]
    place = ids.subnet(network, subnet)
    await made_nic(world, location=wanted.location, subnet_id=place, address=address)
    with pytest.raises(AzureError) as caught:
        await made_machine(world, wanted)
    assert names.PASSWORD not in str(caught.value) + caught.value.provider_message
    return caught.value


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"address": "10.60.2.4"}, "azure-ip-taken"),
        ({"address": "10.60.2.3"}, "azure-ip-invalid"),
        ({"address": "10.60.1.9"}, "azure-ip-invalid"),
        ({"location": "northeurope"}, "azure-reference"),
        ({"subnet_id": ids.subnet(names.WEU, "none")}, "azure-reference"),
    ],
)
async def test_interfaces(world: azure.Azure, changed: dict[str, Any], code: str) -> None:
    error = await refused_nic(world, **changed)
    assert error.code == code, (error.provider_code, error.provider_message)
    assert error.provider_message
    assert error.request_id


async def test_a_group_that_is_not_there(world: azure.Azure) -> None:
    nic = ids.interface(names.PRODUCTION, "rg-none", "nic")
    with pytest.raises(AzureError) as caught:
        await interfaces.submit_create(world, nic, **names.nic())
    assert caught.value.provider_code == "ResourceGroupNotFound"
    assert await networks.get(world, ids.network(names.PRODUCTION, "rg-none", "n")) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"location": "eastus"}, "azure-size-unavailable"),
        ({"image_version": "1.2.3"}, "azure-image"),
        ({"admin_user": "administrator"}, "azure-invalid"),
        ({"computer_name": "much-too-long-a-name"}, "azure-invalid"),
        ({"size": "Standard_Z99"}, "azure-invalid"),
    ],
)
async def test_machines(world: azure.Azure, changed: dict[str, Any], code: str) -> None:
    error = await refused_machine(world, **changed)
    assert error.code == code, (error.provider_code, error.provider_message)


async def test_quota(world: azure.Azure, act: Act) -> None:
    await act(
        "quota",
        subscription=names.PRODUCTION,
        location="westeurope",
        family="standardAv2Family",
        limit=4,
    )
    error = await refused_machine(world)
    assert error.code == "azure-quota"


async def test_a_retired_image(world: azure.Azure, act: Act) -> None:
    await act("retire_image", version="202404.18.00")
    assert (await refused_machine(world)).code == "azure-image"


OURS = images.Plan(name="ps-plan", product="Process-Server", publisher="MicrosoftAzureSiteRecovery")


@pytest.mark.parametrize(
    ("plan", "code"), [(OURS, "azure-image-terms"), (None, "azure-image-plan")]
)
async def test_an_image_that_is_sold(
    world: azure.Azure, act: Act, plan: images.Plan | None, code: str
) -> None:
    await act("image_plan", sku=images.PROCESS_SERVER.sku, plan=OURS.name)
    assert (await refused_machine(world, plan=plan)).code == code


async def test_missing_permission(world: azure.Azure, act: Act) -> None:
    await act("deny", action="Microsoft.Network/networkInterfaces/write")
    assert (await refused_nic(world)).code == "azure-forbidden"
    await act("deny", action="Microsoft.Resources/subscriptions/resourceGroups/read")
    with pytest.raises(AzureError) as caught:
        await groups.list_all(world, names.PRODUCTION)
    assert caught.value.provider_code == "AuthorizationFailed"


async def test_locks_policies_and_registration(world: azure.Azure, act: Act) -> None:
    scope = ids.group(names.PRODUCTION, "rg-dr-weu")
    await act("lock", scope=scope, level="ReadOnly")
    assert (await refused_nic(world)).code == "azure-locked"
    await act("unlock", scope=scope)
    await act("policy", scope=scope, type="Microsoft.Network/networkInterfaces")
    assert (await refused_nic(world)).code == "azure-policy"


async def test_a_provider_that_is_not_registered_is_not_registered_behind_ones_back(
    world: azure.Azure, act: Act, local: server.LocalAzure
) -> None:
    await act("unregister_provider", subscription=names.PRODUCTION, namespace="Microsoft.Network")
    assert (await refused_nic(world)).code == "azure-not-registered"
    assert local.control.entries(service="arm", method="POST", path="/register") == []


async def test_a_subscription_out_of_sight(world: azure.Azure) -> None:
    other = "5b000000-0000-4000-8000-0000000000ff"
    with pytest.raises(AzureError) as caught:
        await groups.list_all(world, other)
    assert caught.value.code == "azure-subscription-not-found"


async def test_deleting_an_interface_in_use(world: azure.Azure) -> None:
    nic = ids.interface(names.PRODUCTION, "rg-dr-weu", "app-01-nic")
    with pytest.raises(AzureError) as caught:
        await deleted_nic(world, nic)
    assert caught.value.code == "azure-in-use"


async def test_deleting_a_disk_in_use_is_no_matter_of_quota(world: azure.Azure) -> None:
    machine = await machines.get(world, ids.machine(names.PRODUCTION, "rg-dr-weu", "app-01"))
    assert machine is not None
    with pytest.raises(AzureError) as caught:
        await disks.submit_delete(world, ids.disk(names.PRODUCTION, "rg-dr-weu", machine.os_disk))
    assert caught.value.code == "azure-in-use"
    assert caught.value.provider_code == "OperationNotAllowed"


async def test_quota_is_said_only_of_what_takes_some(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    body = {"error": {"code": "OperationNotAllowed", "message": "Not in this state."}}
    local.control.fault(
        {
            "service": "arm",
            "method": "DELETE",
            "path": "/virtualMachines/",
            "then": {"status": 409, "body": body},
        }
    )
    with pytest.raises(AzureError) as caught:
        await machines.submit_delete(world, names.MACHINE)
    assert caught.value.code == "azure-not-allowed"
    assert caught.value.provider_message == "Not in this state."


@pytest.mark.parametrize(
    ("then", "code", "retriable"),
    [
        ({"status": 429, "headers": {"Retry-After": "0"}, "body": {}}, "azure-throttled", True),
        ({"status": 503, "headers": {"Retry-After": "0"}, "body": {}}, "azure-unavailable", True),
        ({"status": 401, "headers": {}, "body": {}}, "azure-unauthenticated", False),
        ({"status": 403, "headers": {}, "body": {}}, "azure-forbidden", False),
        ({"status": 409, "headers": {}, "body": {}}, "azure-conflict", True),
    ],
)
async def test_statuses(
    world: azure.Azure, local: server.LocalAzure, then: dict[str, Any], code: str, retriable: bool
) -> None:
    local.control.fault({"service": "arm", "path": "/subscriptions$", "times": -1, "then": then})
    with pytest.raises(AzureError) as caught:
        await subscriptions.list_all(world)
    assert (caught.value.code, caught.value.retriable) == (code, retriable)
    assert caught.value.remedy


async def test_a_short_throttling_is_waited_out(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    slow = {"status": 429, "headers": {"Retry-After": "0"}, "body": {}}
    local.control.fault({"service": "arm", "path": "/subscriptions$", "times": 2, "then": slow})
    assert len(await subscriptions.list_all(world)) == 2


async def test_a_cut_connection(world: azure.Azure, local: server.LocalAzure) -> None:
    local.control.fault(
        {"service": "arm", "path": "/subscriptions$", "times": -1, "then": {"drop": "before"}}
    )
    with pytest.raises(AzureError) as caught:
        await subscriptions.list_all(world)
    assert caught.value.code == "azure-unreachable"
    assert caught.value.status == 0


async def test_nobody_there(local: server.LocalAzure) -> None:
    world = await connected(local, arm_url="https://127.0.0.1:1")
    try:
        with pytest.raises(AzureError) as caught:
            await subscriptions.list_all(world)
        assert caught.value.code in {"azure-unreachable", "azure-unauthenticated"}
    finally:
        await world.close()


async def test_an_untrusted_authority(local: server.LocalAzure) -> None:
    world = await connected(local, ca_bundle="")
    try:
        with pytest.raises(AzureError) as caught:
            await subscriptions.list_all(world)
        assert caught.value.code == "azure-tls"
    finally:
        await world.close()


async def test_a_bundle_that_is_not_there(local: server.LocalAzure, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        await connected(local, ca_bundle=str(tmp_path / "none.pem"))


@pytest.mark.parametrize(
    ("variable", "value", "number"),
    [
        ("AZURE_CLIENT_SECRET", "wr0ng-s3cret-value", "AADSTS7000215"),
        ("AZURE_CLIENT_ID", "c11e0000-0000-4000-8000-0000000000ff", "AADSTS700016"),
        ("AZURE_TENANT_ID", "5a7d0000-0000-4000-8000-0000000000ff", "AADSTS90002"),
    ],
)
async def test_a_wrong_identity(
    local: server.LocalAzure,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    number: str,
) -> None:
    monkeypatch.setenv(variable, value)
    world = await connected(local)
    try:
        with pytest.raises(AzureError) as caught:
            await subscriptions.list_all(world)
    finally:
        await world.close()
    error = caught.value
    assert (error.code, error.provider_code) == ("azure-unauthenticated", number)
    assert "wr0ng" not in repr(error) + str(error) + error.provider_message


async def test_prices_out_of_reach(world: azure.Azure) -> None:
    from azureops import prices  # noqa: PLC0415 - used here only

    world.endpoints = dataclasses.replace(world.endpoints, prices_url="https://127.0.0.1:1")
    with pytest.raises(AzureError) as caught:
        await prices.monthly(world, location="westeurope", size="Standard_A8_v2", disks=())
    assert caught.value.code == "azure-unreachable"
