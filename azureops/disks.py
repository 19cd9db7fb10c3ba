"""Managed disks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from azureops import ids, longrunning, refusal_table
from azureops.azure import Azure
from azureops.longrunning import Token
from azureops.reading import Object, at, count, text, texts
from azureops.reading import tags as tags_of

API = "2024-03-02"  # learn.microsoft.com/rest/api/compute/disks
DELETION = longrunning.Kind(
    name="delete disk",
    api_version=API,
    limit=timedelta(minutes=20),
    # Said of an attached disk: "OperationNotAllowed: Disk … is attached to VM …".
    means={"operationnotallowed": refusal_table.IN_USE},
)


@dataclass(frozen=True, kw_only=True)
class Disk:
    """`machine_id` is empty while attached to nothing; `kind` such as StandardSSD_LRS.

    `shared`: several machines hold it. `unique`: another disk of the same name has another one.
    """

    id: str
    name: str
    location: str
    size_gb: int
    kind: str
    machine_id: str
    state: str
    shared: bool = False
    unique: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


async def get(azure: Azure, disk_id: str) -> Disk | None:
    """None: there is no such disk."""
    raw = await azure.arm.get(disk_id, API)
    return _read(raw) if raw else None


async def submit_delete(azure: Azure, disk_id: str) -> Token | None:
    """None when it is gone already. One attached to a machine is refused by Azure."""
    disks = (await azure.compute(ids.subscription_of(disk_id))).disks
    return await longrunning.submit_delete(DELETION, disks, disk_id)


async def follow_delete(azure: Azure, token: Token) -> None:
    """Wait until it is gone."""
    await longrunning.follow_delete(azure, token, DELETION)


def _read(raw: Object) -> Disk:
    properties = raw.get("properties")
    return Disk(
        id=text(raw, "id"),
        name=text(raw, "name"),
        location=text(raw, "location"),
        size_gb=count(at(properties, "diskSizeGB")) or 0,
        kind=text(raw, "sku", "name"),
        machine_id=text(raw, "managedBy"),
        state=text(properties, "provisioningState"),
        shared=len(texts(raw, "managedByExtended")) > 1,
        unique=text(properties, "uniqueId"),
        tags=tags_of(raw),
    )
