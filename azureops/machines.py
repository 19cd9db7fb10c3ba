"""Virtual machines."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from azureops import bodies, ids, images, longrunning, refusal_table, refusals
from azureops.azure import Azure
from azureops.longrunning import Token
from azureops.reading import Object, instant, objects, text
from azureops.reading import tags as tags_of

if TYPE_CHECKING:
    from azure.mgmt.compute.aio.operations import VirtualMachinesOperations

API = "2024-07-01"  # learn.microsoft.com/rest/api/compute/virtual-machines
CREATION = longrunning.Kind(
    name="create virtual machine",
    api_version=API,
    limit=timedelta(minutes=60),  # Windows' first start included
    # "OperationNotAllowed: Operation results in exceeding quota limits of Core", see "Resolve
    # errors for resource quotas" on learn.microsoft.com.
    means={"operationnotallowed": refusal_table.QUOTA},
)
DELETION = longrunning.Kind(
    name="delete virtual machine", api_version=API, limit=timedelta(minutes=60)
)


READY = "Ready"  # how the guest agent's status reads while it takes scripts


class Power(enum.StrEnum):
    STARTING = "starting"  # On its way up.
    RUNNING = "running"  # On.
    STOPPING = "stopping"  # On its way down.
    STOPPED = "stopped"  # Off, but still paid for.
    DEALLOCATING = "deallocating"  # Being given back.
    DEALLOCATED = "deallocated"  # Off and not paid for; the temporary disk is gone.
    UNKNOWN = "unknown"  # Azure does not say.


@dataclass(frozen=True, kw_only=True)
class Machine:
    """`state` is the provisioning state (Creating, Succeeded, Failed, Deleting, …).

    `power`, `agent` (the guest agent's status, "Ready") and `messages` (errors of the instance
    view) are known only from `get`; a list does not hold them.
    """

    id: str
    name: str
    location: str
    size: str
    state: str
    interface_ids: tuple[str, ...]
    os_disk: str
    data_disks: tuple[str, ...]
    disk_ids: tuple[str, ...]  # of the managed ones; the system's first
    computer_name: str
    image_version: str
    admin_user: str = ""  # the one that was named when it was made
    image: images.Reference | None = None  # None: made from a disk or an image of one's own
    created_at: datetime | None = None
    power: Power = Power.UNKNOWN
    agent: str = ""
    messages: tuple[str, ...] = ()
    unique: str = ""  # vmId: another machine of the same name has another one
    diagnostics_uri: str = ""  # of the storage account that was named for boot diagnostics
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A machine to be made: gallery image, managed disks, one NIC, all deleted with the machine.

    `diagnostics_uri` is a storage account's blob endpoint; empty means storage managed by Azure.
    The admin password is no part of it.
    """

    id: str
    location: str
    size: str
    image: images.Reference
    image_version: str
    plan: images.Plan | None
    computer_name: str
    admin_user: str
    interface_id: str
    os_disk_name: str
    os_disk_kind: str = "StandardSSD_LRS"
    data_disk_name: str = ""  # empty: no data disk
    data_disk_gb: int = 600
    data_disk_kind: str = "StandardSSD_LRS"
    diagnostics_uri: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


async def get(azure: Azure, machine_id: str) -> Machine | None:
    """With its instance view. None: there is no such machine."""
    raw = await azure.arm.get(machine_id, API, {"$expand": "instanceView"})
    return read(raw) if raw else None


async def list_all(azure: Azure, subscription: str) -> tuple[Machine, ...]:
    """All of the subscription, without instance view."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Compute/virtualMachines", API
    )
    return tuple(map(read, found))


async def powers(azure: Azure, subscription: str) -> dict[str, Power]:
    """Of all machines of the subscription, by id in small letters, in one reading.

    Source: learn.microsoft.com/rest/api/compute/virtual-machines/list-all (`statusOnly`)
    """
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Compute/virtualMachines",
        API,
        {"statusOnly": "true"},
    )
    return {machine.id.lower(): machine.power for machine in map(read, found)}


async def submit_create(azure: Azure, wanted: Wanted, *, admin_password: str) -> Token:
    """Send the machine; the password goes to Azure and is in no returned value."""
    body: Any = bodies.of_machine(wanted)
    body["properties"]["osProfile"]["adminPassword"] = admin_password
    begin = (await client(azure, wanted.id)).begin_create_or_update(
        ids.group_of(wanted.id), ids.name_of(wanted.id), body
    )
    return await longrunning.submitted(CREATION, begin, wanted.id)


async def follow(azure: Azure, token: Token) -> Machine:
    """Wait for `submit_create`; the machine with its instance view."""
    return await longrunning.follow(azure, token, CREATION, get)


async def submit_delete(azure: Azure, machine_id: str) -> Token | None:
    """None when it is gone already. NIC and disks made by `Wanted` go with it."""
    return await longrunning.submit_delete(DELETION, await client(azure, machine_id), machine_id)


async def follow_delete(azure: Azure, token: Token) -> None:
    """Wait until it is gone."""
    await longrunning.follow_delete(azure, token, DELETION)


async def client(azure: Azure, machine_id: str) -> VirtualMachinesOperations:
    return (await azure.compute(ids.subscription_of(machine_id))).virtual_machines


def read(raw: Object) -> Machine:
    """A machine from Azure's JSON, with or without instance view."""
    properties = raw.get("properties")
    storage = properties.get("storageProfile") if isinstance(properties, dict) else None
    view = properties.get("instanceView") if isinstance(properties, dict) else None
    return Machine(
        id=text(raw, "id"),
        name=text(raw, "name"),
        location=text(raw, "location"),
        size=text(properties, "hardwareProfile", "vmSize"),
        state=text(properties, "provisioningState"),
        interface_ids=tuple(
            text(nic, "id") for nic in objects(properties, "networkProfile", "networkInterfaces")
        ),
        os_disk=text(storage, "osDisk", "name"),
        data_disks=tuple(text(disk, "name") for disk in objects(storage, "dataDisks")),
        disk_ids=_disk_ids(storage),
        computer_name=text(properties, "osProfile", "computerName"),
        admin_user=text(properties, "osProfile", "adminUsername"),
        image_version=text(storage, "imageReference", "exactVersion")
        or text(storage, "imageReference", "version"),
        image=_image(storage),
        created_at=instant(text(properties, "timeCreated")),
        power=_power(view),
        agent=_agent(view),
        messages=_messages(view),
        unique=text(properties, "vmId"),
        diagnostics_uri=text(properties, "diagnosticsProfile", "bootDiagnostics", "storageUri"),
        tags=tags_of(raw),
    )


def _disk_ids(storage: Object | None) -> tuple[str, ...]:
    found = [text(storage, "osDisk", "managedDisk", "id")]
    found += [text(disk, "managedDisk", "id") for disk in objects(storage, "dataDisks")]
    return tuple(filter(None, found))


def _image(storage: Object | None) -> images.Reference | None:
    publisher, offer, sku = (
        text(storage, "imageReference", key) for key in ("publisher", "offer", "sku")
    )
    return images.Reference(publisher=publisher, offer=offer, sku=sku) if publisher else None


def _power(view: Object | None) -> Power:
    for status in objects(view, "statuses"):
        kind, _, word = text(status, "code").partition("/")
        if kind == "PowerState":
            return Power(word) if word in set(Power) else Power.UNKNOWN
    return Power.UNKNOWN


def _agent(view: Object | None) -> str:
    statuses = objects(view, "vmAgent", "statuses")
    return text(statuses[0], "displayStatus") if statuses else ""


def _messages(view: Object | None) -> tuple[str, ...]:
    errors = [s for s in objects(view, "statuses") if text(s, "level") == "Error"]
    return tuple(refusals.clean(text(s, "message") or text(s, "displayStatus")) for s in errors)
