"""Machine sizes that a subscription may use in a region, and how many cores are left."""

from __future__ import annotations

from dataclasses import dataclass

from azureops.azure import Azure
from azureops.locations import plain
from azureops.reading import Object, at, count, number, objects, text, texts

API = "2021-07-01"  # learn.microsoft.com/rest/api/compute/resource-skus/list
USAGE_API = "2024-07-01"  # learn.microsoft.com/rest/api/compute/usage/list


@dataclass(frozen=True, kw_only=True)
class Size:
    """`restriction` is empty when it may be used, else Azure's reason code
    (NotAvailableForSubscription, QuotaId); `restricted_zones` bars zones only.
    `generations` are "V1", "V2"."""

    name: str
    family: str
    location: str
    cores: int
    memory_gb: float
    generations: tuple[str, ...]
    max_data_disks: int
    premium_disks: bool
    restriction: str = ""
    restricted_zones: tuple[str, ...] = ()

    @property
    def offered(self) -> bool:
        return not self.restriction


@dataclass(frozen=True, kw_only=True)
class Quota:
    """Cores used and allowed. `name` is a family ("standardAv2Family") or "cores" (the region)."""

    name: str
    label: str
    used: int
    limit: int

    @property
    def left(self) -> int:
        return max(self.limit - self.used, 0)


async def list_all(azure: Azure, subscription: str, location: str) -> tuple[Size, ...]:
    """All sizes the region knows, restricted ones too, by name."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Compute/skus",
        API,
        {"$filter": f"location eq '{plain(location)}'"},
    )
    here = [
        raw
        for raw in found
        if text(raw, "resourceType") == "virtualMachines"
        and plain(location) in {plain(one) for one in texts(raw, "locations")}
    ]
    return tuple(sorted((read(raw, location) for raw in here), key=lambda size: size.name))


async def get(azure: Azure, subscription: str, location: str, name: str) -> Size | None:
    """None: the region does not offer it."""
    every = await list_all(azure, subscription, location)
    return next((size for size in every if size.name.lower() == name.lower()), None)


async def quota(azure: Azure, subscription: str, location: str) -> dict[str, Quota]:
    """Every usage of the region by name in lower case: `quota["standardav2family"]`."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/usages",
        USAGE_API,
    )
    return {text(raw, "name", "value").lower(): _quota(raw) for raw in found}


def read(raw: Object, location: str) -> Size:
    """A size from Azure's JSON, as it stands in `location`."""
    has = {text(c, "name"): text(c, "value") for c in objects(raw, "capabilities")}
    here = [r for r in objects(raw, "restrictions") if _hits(r, location)]
    barred = [r for r in here if text(r, "type") == "Location"]
    zones = [
        z for r in here if text(r, "type") == "Zone" for z in texts(r, "restrictionInfo", "zones")
    ]
    return Size(
        name=text(raw, "name"),
        family=text(raw, "family"),
        location=location,
        cores=count(has.get("vCPUs")) or 0,
        memory_gb=number(has.get("MemoryGB")) or 0.0,
        generations=tuple(filter(None, has.get("HyperVGenerations", "").split(","))),
        max_data_disks=count(has.get("MaxDataDiskCount")) or 0,
        premium_disks=has.get("PremiumIO", "").lower() == "true",
        restriction=(text(barred[0], "reasonCode") or "restricted") if barred else "",
        restricted_zones=tuple(dict.fromkeys(zones)),
    )


def _hits(restriction: Object, location: str) -> bool:
    where = texts(restriction, "restrictionInfo", "locations") or texts(restriction, "values")
    return not where or plain(location) in {plain(one) for one in where}


def _quota(raw: Object) -> Quota:
    return Quota(
        name=text(raw, "name", "value"),
        label=text(raw, "name", "localizedValue") or text(raw, "name", "value"),
        used=count(at(raw, "currentValue")) or 0,
        limit=count(at(raw, "limit")) or 0,
    )
