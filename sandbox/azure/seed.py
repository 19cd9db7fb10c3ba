"""The story this Azure starts with: Contoso, half of its machines failed over, one server outdated.

Every name and number here is fixed, so that tests and people can rely on them; only secrets and
identifiers nobody types are made anew at each start.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from sandbox.azure import (
    disks,
    groups,
    interfaces,
    machine_making,
    machine_view,
    machines,
    networks,
    seed_networks,
    seed_recovery,
    state,
    storage,
    vaults,
)

TENANT = "5a7d0000-0000-4000-8000-00000000000a"
CLIENT = "c11e0000-0000-4000-8000-0000000000c1"
PRODUCTION = "5b000000-0000-4000-8000-000000000001"
TEST = "5b000000-0000-4000-8000-000000000002"
NAMES = {PRODUCTION: "Contoso DR Production", TEST: "Contoso DR Test"}
LOCATIONS = {"westeurope": "West Europe", "northeurope": "North Europe", "eastus": "East US"}
GROUPS = (
    (PRODUCTION, "rg-dr-network", "westeurope"),
    (PRODUCTION, "rg-dr-weu", "westeurope"),
    (PRODUCTION, "rg-dr-neu", "northeurope"),
    (PRODUCTION, "rg-dr-vault", "westeurope"),
    (TEST, "rg-dr-test", "westeurope"),
)
SIZE = "Standard_A8_v2"
PASSPHRASE = "asr-passphrase"  # noqa: S105 - a secret's name, not its value


def subscription_of(subscription: str, name: str) -> state.Document:
    """A subscription's document."""
    return {
        "id": f"/subscriptions/{subscription}",
        "subscriptionId": subscription,
        "tenantId": TENANT,
        "displayName": name,
        "state": "Enabled",
        "authorizationSource": "RoleBased",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "EnterpriseAgreement_2014-09-01",
            "spendingLimit": "Off",
        },
        "managedByTenants": [],
        "tags": {},
    }


def empty(current: state.State) -> None:
    """Two subscriptions and three regions with nothing in them."""
    current.locations = dict(LOCATIONS)
    for subscription, name in NAMES.items():
        current.subscriptions[subscription] = subscription_of(subscription, name)
    current.restricted = {(SIZE, "eastus"), ("Standard_A8m_v2", "eastus")}
    for place in LOCATIONS:
        current.quotas[(TEST, place, "standardAv2Family")] = 4


def story(current: state.State) -> None:
    """All of Contoso: networks, failed-over machines, process servers, vaults."""
    empty(current)
    for subscription, name, place in GROUPS:
        current.put(groups.group(subscription, name, place))
    seed_networks.build(current)
    _storage(current)
    _machines(current)
    for name in ("rsv-dr-vmware", "rsv-dr-modern"):
        vault_id = f"{state.group_id(PRODUCTION, 'rg-dr-vault')}/providers/{vaults.KIND}/{name}"
        current.put(vaults.build(vault_id, "westeurope"))
    seed_recovery.build(current)


def passphrase() -> str:
    """A new one at each start: nobody can come to rely on it."""
    return secrets.token_urlsafe(16)


def _storage(current: state.State) -> None:
    group = state.group_id(PRODUCTION, "rg-dr-weu")
    account = f"{group}/providers/{storage.KIND}/stdrdiagweu"
    current.put(storage.build(current, account, "westeurope", sku="Standard_LRS", kind="StorageV2"))


def _machines(current: state.State) -> None:
    west, north = "rg-dr-weu", "rg-dr-neu"
    for at, name in enumerate(("app-01", "app-02", "db-01")):
        machine(current, name, west, "vnet-dr-weu/snet-failover", f"10.60.1.{10 + at}")
    for at, name in enumerate(("web-01", "web-02")):
        machine(current, name, north, "vnet-dr-neu/snet-failover", f"10.70.1.{10 + at}")
    for at, name in enumerate(("ps-neu-1", "ps-neu-2")):
        machine(
            current, name, north, "vnet-dr-neu/snet-ps", f"10.70.2.{10 + at}",
            size=SIZE, image=True,
        )  # fmt: skip
    interface(current, "nic-jump-weu", west, "vnet-dr-weu/snet-ps", "10.60.2.4")


def interface(
    current: state.State, name: str, group: str, subnet: str, address: str
) -> state.Document:
    """A network interface with a static address in `network/subnet`, as if made by hand."""
    subscription = PRODUCTION
    place = current.group(subscription, group)["location"]
    own = f"{state.group_id(subscription, group)}/providers/{interfaces.KIND}/{name}"
    home = state.group_id(subscription, "rg-dr-network")
    network, _, inside = subnet.partition("/")
    subnet_id = f"{home}/providers/{networks.KIND}/{network}/subnets/{inside}"
    configuration = interfaces.configuration(
        "ipconfig1", f"{own}/ipConfigurations/ipconfig1", address, subnet_id
    )
    return current.put(interfaces.build(name, own, place, [configuration], {}))


def machine(
    current: state.State,
    name: str,
    group: str,
    subnet: str,
    address: str,
    *,
    size: str = "Standard_D4s_v5",
    image: bool = False,
) -> state.Document:
    """A running machine with its interface and OS disk."""
    nic = interface(current, f"{name}-nic", group, subnet, address)
    home = state.group_id(PRODUCTION, group)
    disk_id = f"{home}/providers/{disks.KIND}/{name}-osdisk"
    disk = disks.build(
        current, disk_id, nic["location"], sku="StandardSSD_LRS", size_gb=127, option="FromImage"
    )
    machine_id = f"{home}/providers/{machines.KIND}/{name}"
    document = machine_making.build(
        current, machine_id, nic["location"],
        properties(name, size, nic["id"], disk, image=image), {},
    )  # fmt: skip
    document["properties"]["provisioningState"] = "Succeeded"
    document["properties"]["vmId"] = str(uuid.uuid5(uuid.NAMESPACE_URL, machine_id))
    disks.attach(disk, machine_id)
    interfaces.attach(nic, machine_id, primary=True)
    machine_view.power(current, machine_id, "running")
    current.put(disk)
    return current.put(document)


def properties(
    name: str, size: str, nic: str, disk: state.Document, *, image: bool
) -> dict[str, Any]:
    """What a machine of a seed is made of: size, disk, interface; `image`: the gallery's."""
    reference = {
        "publisher": "MicrosoftAzureSiteRecovery",
        "offer": "Process-Server",
        "sku": "Windows-2012-R2-Datacenter",
        "version": "202306.01.00",
        "exactVersion": "202306.01.00",
    }
    return {
        "hardwareProfile": {"vmSize": size},
        "storageProfile": {
            **({"imageReference": reference} if image else {}),
            "osDisk": {
                "name": disk["name"],
                "osType": "Windows",
                "createOption": "FromImage" if image else "Attach",
                "caching": "ReadWrite",
                "managedDisk": {"id": disk["id"], "storageAccountType": "StandardSSD_LRS"},
                "diskSizeGB": 127,
                "deleteOption": "Detach",
            },
            "dataDisks": [],
        },
        "osProfile": {"computerName": name, "adminUsername": "contosoadm"},
        "networkProfile": {"networkInterfaces": [{"id": nic, "properties": {"primary": True}}]},
    }
