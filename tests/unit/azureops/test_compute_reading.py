"""Images, sizes, machines, permissions, policies and prices, from Azure's JSON."""

from __future__ import annotations

from typing import Any

import pytest

from azureops import bodies, ids, images, machines, permissions, policies, prices, sizes

LISTED = ("202404.18.00", "202301.05.00", "202404.2.00")


def test_the_fabrics_own_template_version_is_preferred_without_its_blank() -> None:
    assert images.choose(LISTED, "202301.05.00 ") == "202301.05.00"


def test_else_the_newest_by_number() -> None:
    assert images.choose(LISTED, "209912.01.00") == "202404.18.00"
    assert images.choose((), "202404.18.00") == ""


def test_an_image_without_plan_and_state() -> None:
    found = images.read({"name": "1.0.0", "properties": {"plan": None}}, images.PROCESS_SERVER)
    assert found.plan is None
    assert found.state is images.State.UNKNOWN


def test_a_deprecated_image_names_its_alternative() -> None:
    raw = {
        "name": "1.0.0",
        "properties": {
            "plan": {"name": "n", "product": "p", "publisher": "q"},
            "imageDeprecationStatus": {
                "imageState": "ScheduledForDeprecation",
                "scheduledDeprecationTime": "2027-01-01T00:00:00Z",
                "alternativeOption": {"type": "Offer", "value": "other"},
            },
        },
    }
    found = images.read(raw, images.PROCESS_SERVER)
    assert found.state is images.State.SCHEDULED
    assert found.alternative == "other"
    assert found.plan == images.Plan(name="n", product="p", publisher="q")


def size(**changed: Any) -> dict[str, Any]:
    return {
        "resourceType": "virtualMachines",
        "name": "Standard_A8_v2",
        "family": "standardAv2Family",
        "locations": ["eastus"],
        "capabilities": [
            {"name": "vCPUs", "value": "8"},
            {"name": "MemoryGB", "value": "16"},
            {"name": "HyperVGenerations", "value": "V1"},
        ],
        "restrictions": [],
        **changed,
    }


def test_a_size() -> None:
    found = sizes.read(size(), "eastus")
    assert (found.cores, found.memory_gb, found.generations) == (8, 16.0, ("V1",))
    assert found.offered


def test_a_size_restricted_here_but_not_elsewhere() -> None:
    barred = {
        "type": "Location",
        "values": ["eastus"],
        "restrictionInfo": {"locations": ["eastus"]},
        "reasonCode": "NotAvailableForSubscription",
    }
    assert sizes.read(size(restrictions=[barred]), "East US").restriction == (
        "NotAvailableForSubscription"
    )
    assert sizes.read(size(restrictions=[barred]), "westeurope").offered


def test_a_size_restricted_in_a_zone_is_still_offered() -> None:
    barred = {"type": "Zone", "restrictionInfo": {"locations": ["eastus"], "zones": ["2"]}}
    found = sizes.read(size(restrictions=[barred]), "eastus")
    assert found.offered
    assert found.restricted_zones == ("2",)
    assert sizes.read(size(restrictions=[barred]), "westeurope").restricted_zones == ()


def wanted(**changed: Any) -> machines.Wanted:
    return machines.Wanted(
        **{
            "id": ids.machine("0a", "rg", "ps"),
            "location": "westeurope",
            "size": "Standard_A8_v2",
            "image": images.PROCESS_SERVER,
            "image_version": "202404.18.00",
            "plan": None,
            "computer_name": "ps",
            "admin_user": "psadmin",
            "interface_id": "/nic",
            "os_disk_name": "ps-os",
            "data_disk_name": "ps-data",
            "diagnostics_uri": "https://stdrdiagweu.blob.core.windows.net/",
            "tags": {"failback-ps": "op-1"},
            **changed,
        }
    )


def test_everything_made_for_a_machine_goes_with_it() -> None:
    properties = bodies.of_machine(wanted())["properties"]
    storage = properties["storageProfile"]
    assert storage["osDisk"]["deleteOption"] == "Delete"
    assert storage["dataDisks"][0]["deleteOption"] == "Delete"
    assert storage["dataDisks"][0]["diskSizeGB"] == 600
    nic = properties["networkProfile"]["networkInterfaces"][0]
    assert nic["properties"]["deleteOption"] == "Delete"
    assert "managedDisk" in storage["osDisk"]


def test_a_machines_body_holds_no_password_and_no_plan_unless_the_image_has_one() -> None:
    body = bodies.of_machine(wanted())
    assert "adminPassword" not in body["properties"]["osProfile"]
    assert "plan" not in body
    plan = images.Plan(name="n", product="p", publisher="q")
    assert bodies.of_machine(wanted(plan=plan))["plan"]["product"] == "p"


def test_without_a_storage_account_azure_keeps_the_diagnostics() -> None:
    body = bodies.of_machine(wanted(diagnostics_uri="", data_disk_name=""))
    assert body["properties"]["diagnosticsProfile"]["bootDiagnostics"] == {"enabled": True}
    assert "dataDisks" not in body["properties"]["storageProfile"]


def test_a_machine_names_its_managed_disks_and_where_its_console_is_kept() -> None:
    managed = {"name": "os", "managedDisk": {"id": "/disks/os"}}
    unmanaged = {"name": "old", "vhd": {"uri": "https://x.blob.core.windows.net/vhds/old.vhd"}}
    boot = {"enabled": True, "storageUri": "https://x.blob.core.windows.net/"}
    properties = {
        "vmId": "5b1c",
        "storageProfile": {"osDisk": managed, "dataDisks": [unmanaged]},
        "diagnosticsProfile": {"bootDiagnostics": boot},
    }
    found = machines.read({"id": "/x", "properties": properties})
    assert (found.disk_ids, found.data_disks) == (("/disks/os",), ("old",))
    assert (found.unique, found.diagnostics_uri) == ("5b1c", boot["storageUri"])
    assert machines.read({"id": "/x"}).disk_ids == ()


def test_power_and_errors_come_from_the_instance_view() -> None:
    view = {
        "statuses": [
            {"code": "ProvisioningState/failed", "level": "Error", "message": "It broke."},
            {"code": "PowerState/running"},
        ],
        "vmAgent": {"statuses": [{"displayStatus": "Ready"}]},
    }
    found = machines.read({"id": "/x", "properties": {"instanceView": view}})
    assert found.power is machines.Power.RUNNING
    assert found.agent == "Ready"
    assert found.messages == ("It broke.",)
    assert machines.read({"id": "/x"}).power is machines.Power.UNKNOWN


GRANTED = [
    {
        "actions": ["Microsoft.Compute/*", "*/read"],
        "notActions": ["Microsoft.Compute/disks/delete"],
    },
    {"actions": ["Microsoft.Network/networkInterfaces/*"], "notActions": []},
]


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("Microsoft.Compute/virtualMachines/write", True),
        ("microsoft.compute/virtualmachines/WRITE", True),
        ("Microsoft.Compute/disks/delete", False),
        ("Microsoft.Network/virtualNetworks/read", True),
        ("Microsoft.Network/virtualNetworks/write", False),
        ("Microsoft.Network/networkInterfaces/join/action", True),
        ("Microsoft.ComputeX/y/write", False),
    ],
)
def test_wildcards_and_exceptions_of_roles(action: str, allowed: bool) -> None:
    assert permissions.allowed(GRANTED, action) is allowed


def test_another_role_may_grant_what_one_excepts() -> None:
    both = [*GRANTED, {"actions": ["*"], "notActions": []}]
    assert permissions.allowed(both, "Microsoft.Compute/disks/delete")


def definition(effect: str, default: str | None = None) -> dict[str, Any]:
    declared = {"Effect": {"defaultValue": default}} if default else {}
    return {"properties": {"policyRule": {"then": {"effect": effect}}, "parameters": declared}}


def test_the_effect_of_a_policy() -> None:
    assert policies.effect(definition("Deny"), {}) == "deny"
    parametrised = definition("[parameters('effect')]", "Audit")
    assert policies.effect(parametrised, {}) == "audit"
    assert policies.effect(parametrised, {"effect": "Deny"}) == "deny"
    assert policies.effect({}, {}) == "none"


@pytest.mark.parametrize(
    ("kind", "gigabytes", "meter"),
    [
        ("StandardSSD_LRS", 600, "E30 LRS"),
        ("StandardSSD_LRS", 512, "E20 LRS"),
        ("Premium_ZRS", 127, "P10 ZRS"),
        ("Standard_LRS", 4, "S4 LRS"),
        ("UltraSSD_LRS", 100, None),
        ("Premium_LRS", 40_000, None),
    ],
)
def test_the_tier_a_disk_is_billed_as(kind: str, gigabytes: int, meter: str | None) -> None:
    assert prices.disk_meter(kind, gigabytes) == meter


def test_only_the_plain_windows_price_counts() -> None:
    item = {
        "armSkuName": "Standard_A8_v2",
        "productName": "Virtual Machines Av2 Series Windows",
        "skuName": "A8 v2",
        "unitOfMeasure": "1 Hour",
        "retailPrice": 0.8,
    }
    size_name = "Standard_A8_v2"
    assert prices.machine_price(item, size_name) == 0.8
    assert prices.machine_price({**item, "skuName": "A8 v2 Spot"}, size_name) is None
    assert prices.machine_price({**item, "productName": "Av2 Series"}, size_name) is None
