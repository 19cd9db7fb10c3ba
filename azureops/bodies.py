"""What is sent to Azure to make a machine. Pure, so that it can be read and tested by itself.

Source: learn.microsoft.com/rest/api/compute/virtual-machines/create-or-update
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azureops.reading import Object

if TYPE_CHECKING:
    from azureops.machines import Wanted


def of_machine(wanted: Wanted) -> dict[str, Any]:
    """Without the admin password: that is put in at the last moment, by the one who sends it."""
    body: Object = {
        "location": wanted.location,
        "tags": dict(wanted.tags),
        "properties": {
            "hardwareProfile": {"vmSize": wanted.size},
            "storageProfile": _storage(wanted),
            "osProfile": {
                "computerName": wanted.computer_name,
                "adminUsername": wanted.admin_user,
                "windowsConfiguration": {"provisionVMAgent": True},
            },
            "networkProfile": {
                "networkInterfaces": [
                    {
                        "id": wanted.interface_id,
                        "properties": {"primary": True, "deleteOption": "Delete"},
                    }
                ]
            },
            "diagnosticsProfile": {"bootDiagnostics": _diagnostics(wanted)},
        },
    }
    if wanted.plan is not None:
        body["plan"] = {
            "name": wanted.plan.name,
            "product": wanted.plan.product,
            "publisher": wanted.plan.publisher,
        }
    return body


def _storage(wanted: Wanted) -> Object:
    storage: Object = {
        "imageReference": {
            "publisher": wanted.image.publisher,
            "offer": wanted.image.offer,
            "sku": wanted.image.sku,
            "version": wanted.image_version,
        },
        "osDisk": {
            "name": wanted.os_disk_name,
            "osType": "Windows",
            "createOption": "FromImage",
            "caching": "ReadWrite",
            "deleteOption": "Delete",
            "managedDisk": {"storageAccountType": wanted.os_disk_kind},
        },
    }
    if wanted.data_disk_name:
        storage["dataDisks"] = [
            {
                "lun": 0,
                "name": wanted.data_disk_name,
                "createOption": "Empty",
                "diskSizeGB": wanted.data_disk_gb,
                # Replication data is written once and read once: a host cache gains nothing.
                "caching": "None",
                "deleteOption": "Delete",
                "managedDisk": {"storageAccountType": wanted.data_disk_kind},
            }
        ]
    return storage


def _diagnostics(wanted: Wanted) -> Object:
    if not wanted.diagnostics_uri:
        return {"enabled": True}
    return {"enabled": True, "storageUri": wanted.diagnostics_uri}
