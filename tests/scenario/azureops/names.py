"""The story's names, and a machine to be made in it."""

from __future__ import annotations

from typing import Any

from azureops import ids, images, machines

PRODUCTION = "5b000000-0000-4000-8000-000000000001"
TEST = "5b000000-0000-4000-8000-000000000002"
WEU = ids.network(PRODUCTION, "rg-dr-network", "vnet-dr-weu")
NEU = ids.network(PRODUCTION, "rg-dr-network", "vnet-dr-neu")
EUS = ids.network(PRODUCTION, "rg-dr-network", "vnet-dr-eus")
TEST_WEU = ids.network(TEST, "rg-dr-test", "vnet-test-weu")
VMWARE = ids.vault(PRODUCTION, "rg-dr-vault", "rsv-dr-vmware")
MODERN = ids.vault(PRODUCTION, "rg-dr-vault", "rsv-dr-modern")
NIC = ids.interface(PRODUCTION, "rg-dr-weu", "ps-weu-1-nic")
MACHINE = ids.machine(PRODUCTION, "rg-dr-weu", "ps-weu-1")
TAG = "failback-ps-operation"
TAGS = {TAG: "op-test"}
PASSWORD = "Xq7!s3cret-Pa55-word-1234"


def nic(**changed: Any) -> dict[str, Any]:
    return {
        "location": "westeurope",
        "subnet_id": ids.subnet(WEU, "snet-ps"),
        "address": "10.60.2.9",
        "tags": TAGS,
        **changed,
    }


def wanted(**changed: Any) -> machines.Wanted:
    given: dict[str, Any] = {
        "id": MACHINE,
        "location": "westeurope",
        "size": "Standard_A8_v2",
        "image": images.PROCESS_SERVER,
        "image_version": "202404.18.00",
        "plan": None,
        "computer_name": "ps-weu-1",
        "admin_user": "psadmin",
        "interface_id": NIC,
        "os_disk_name": "ps-weu-1-os",
        "data_disk_name": "ps-weu-1-data",
        "diagnostics_uri": "https://stdrdiagweu.blob.core.windows.net/",
        "tags": TAGS,
        **changed,
    }
    return machines.Wanted(**given)
