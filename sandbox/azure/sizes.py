"""Machine sizes: which are offered where, which are restricted, and how many cores are left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.azure import answers, capacity, errors, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
MACHINES = "Microsoft.Compute/virtualMachines"
LOCATION = re.compile(r"location\s+eq\s+'([^']*)'", re.IGNORECASE)
REGIONAL = "cores"
DEFAULT_LIMITS = {REGIONAL: 100}
DEFAULT_LIMIT = 32


@dataclass(frozen=True, kw_only=True)
class Size:
    name: str
    family: str
    cores: int
    memory_gb: float
    tier: str = "Standard"
    premium: bool = False
    generations: str = "V1"
    data_disks: int = 16
    temporary_gb: int = 0  # the disk behind D: that a deallocation erases


SIZES = (
    Size(
        name="Standard_A4_v2", family="standardAv2Family", cores=4, memory_gb=8, data_disks=8,
        temporary_gb=40,
    ),
    Size(
        name="Standard_A8_v2", family="standardAv2Family", cores=8, memory_gb=16, temporary_gb=80
    ),
    Size(
        name="Standard_A8m_v2", family="standardAv2Family", cores=8, memory_gb=64, temporary_gb=80
    ),
    Size(
        name="Standard_D4s_v5", family="standardDSv5Family", cores=4, memory_gb=16,
        premium=True, generations="V1,V2", data_disks=8,
    ),
    Size(
        name="Standard_D8s_v5", family="standardDSv5Family", cores=8, memory_gb=32,
        premium=True, generations="V1,V2",
    ),
    Size(
        name="Standard_F8s_v2", family="standardFSv2Family", cores=8, memory_gb=16,
        premium=True, generations="V1,V2", temporary_gb=64,
    ),
)  # fmt: skip
FAMILIES = {
    REGIONAL: "Total Regional vCPUs",
    "standardAv2Family": "Standard Av2 Family vCPUs",
    "standardDSv5Family": "Standard DSv5 Family vCPUs",
    "standardFSv2Family": "Standard FSv2 Family vCPUs",
}


def find(name: str) -> Size | None:
    return next((size for size in SIZES if size.name.lower() == name.lower()), None)


def used(current: state.State, subscription: str, place: str, family: str) -> int:
    """Cores in use, deallocated machines included, as Azure counts them."""
    total = 0
    for machine in current.all(MACHINES, f"/subscriptions/{subscription}"):
        size = find(machine["properties"]["hardwareProfile"]["vmSize"])
        if size and machine["location"] == place and family in (REGIONAL, size.family):
            total += size.cores
    return total


def limit(current: state.State, subscription: str, place: str, family: str) -> int:
    default = DEFAULT_LIMITS.get(family, DEFAULT_LIMIT)
    return current.quotas.get((subscription.lower(), place, family), default)


def require(  # noqa: PLR0917 - what a machine is, in the order a request says it
    call: Call,
    name: str,
    place: str,
    resource_id: str,
    zones: Sequence[str] = (),
    instead_of: Size | None = None,
) -> Size:
    """The size, if it is offered, not restricted and within quota; else what Azure says.

    `instead_of` is the size the machine has now: its cores are not counted twice. A restriction of
    zones bars machines of these zones only, not those without one.
    """
    size = find(name)
    if size is None:
        raise errors.AzureError(
            400,
            "InvalidParameter",
            f"The value {name} provided for the VM size is not valid. The valid sizes in the "
            f"current region are: {', '.join(each.name for each in SIZES)}. Find out more on the "
            "valid VM sizes in each region at https://aka.ms/azure-regionservices.",
            target="vmSize",
        )
    barred = call.state.restricted_zones.get((size.name, place), ())
    if (size.name, place) in call.state.restricted or set(zones) & set(barred):
        raise errors.AzureError(
            409,
            "SkuNotAvailable",
            f"The requested size for resource '{resource_id}' is currently not available in "
            f"location '{place}' zones '{','.join(zones)}' for subscription '{call['sub']}'. "
            "Please try another size or deploy to a different location or zones. See "
            "https://aka.ms/azureskunotavailable for details.",
        )
    for family in (size.family, REGIONAL):
        _require_quota(call, size, place, family, instead_of)
    return size


def _require_quota(
    call: Call, size: Size, place: str, family: str, instead_of: Size | None
) -> None:
    allowed = limit(call.state, call["sub"], place, family)
    taken = used(call.state, call["sub"], place, family)
    more = size.cores
    if instead_of is not None and family in (REGIONAL, instead_of.family):
        more -= instead_of.cores
    if more <= 0 or taken + more <= allowed:
        return
    shown = "Total Regional" if family == REGIONAL else family
    raise errors.AzureError(
        409,
        "OperationNotAllowed",
        f"Operation could not be completed as it results in exceeding approved {shown} Cores "
        f"quota. Additional details - Deployment Model: Resource Manager, Location: {place}, "
        f"Current Limit: {allowed}, Current Usage: {taken}, Additional Required: {more}, "
        f"(Minimum) New Limit Required: {taken + more}. Please read more about quota limits "
        "at https://docs.microsoft.com/azure/azure-supportability/per-vm-quota-requests",
    )


@routes.get("/subscriptions/{sub}/providers/Microsoft.Compute/skus")
def skus(call: Call) -> Answer:
    """Every size per region; `$filter=location eq '…'` narrows."""
    wanted = LOCATION.search(call.query.get("$filter", ""))
    places = [
        place
        for place in call.state.locations
        if wanted is None or wanted[1].lower().replace(" ", "") == place
    ]
    return answers.page(call, [_sku(call, size, place) for place in places for size in SIZES])


def _sku(call: Call, size: Size, place: str) -> dict[str, Any]:
    return {
        "resourceType": "virtualMachines",
        "name": size.name,
        "tier": size.tier,
        "size": size.name.removeprefix("Standard_"),
        "family": size.family,
        "locations": [place],
        "locationInfo": [
            {"location": place, "zones": list(capacity.zones_of(place)), "zoneDetails": []}
        ],
        "capabilities": [
            {"name": "vCPUs", "value": str(size.cores)},
            {"name": "vCPUsAvailable", "value": str(size.cores)},
            {"name": "MemoryGB", "value": f"{size.memory_gb:g}"},
            {"name": "MaxDataDiskCount", "value": str(size.data_disks)},
            {"name": "PremiumIO", "value": str(size.premium)},
            {"name": "HyperVGenerations", "value": size.generations},
            {"name": "CpuArchitectureType", "value": "x64"},
        ],
        "restrictions": list(_restrictions(call.state, size, place)),
    }


def _restrictions(current: state.State, size: Size, place: str) -> Iterator[dict[str, Any]]:
    """Of the region, of some of its zones, or none; as
    https://learn.microsoft.com/rest/api/compute/resource-skus/list shows them."""
    reason = "NotAvailableForSubscription"
    if (size.name, place) in current.restricted:
        info: dict[str, Any] = {"locations": [place]}
        yield _restriction("Location", place, info, reason)
    zones = current.restricted_zones.get((size.name, place))
    if zones:
        yield _restriction("Zone", place, {"locations": [place], "zones": zones}, reason)


def _restriction(kind: str, place: str, info: dict[str, Any], reason: str) -> dict[str, Any]:
    return {"type": kind, "values": [place], "restrictionInfo": info, "reasonCode": reason}


@routes.get("/subscriptions/{sub}/providers/Microsoft.Compute/locations/{location}/usages")
def usages(call: Call) -> Answer:
    """What of each quota is used and what its limit is."""
    place = call["location"].lower().replace(" ", "")
    return answers.page(
        call,
        [
            {
                "limit": limit(call.state, call["sub"], place, family),
                "unit": "Count",
                "currentValue": used(call.state, call["sub"], place, family),
                "name": {"value": family, "localizedValue": shown},
            }
            for family, shown in FAMILIES.items()
        ],
    )


def _plain(size: Size) -> dict[str, Any]:
    return {
        "name": size.name,
        "numberOfCores": size.cores,
        "osDiskSizeInMB": 1_047_552,
        "resourceDiskSizeInMB": size.temporary_gb * 1024,
        "memoryInMB": int(size.memory_gb * 1024),
        "maxDataDiskCount": size.data_disks,
    }


@routes.get("/subscriptions/{sub}/providers/Microsoft.Compute/locations/{location}/vmSizes")
def sizes_of_location(call: Call) -> Answer:
    """The sizes a region has, restricted ones left out."""
    place = call["location"].lower().replace(" ", "")
    return answers.ok({"value": [
        _plain(size) for size in SIZES if (size.name, place) not in call.state.restricted
    ]})  # fmt: skip


@routes.get(
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachines/{name}"
    "/vmSizes"
)
def sizes_of_machine(call: Call) -> Answer:
    """The sizes this machine can have: with a temporary disk as now, and of its generation."""
    found = call.state.get(f"{call.group_id}/providers/{MACHINES}/{call['name']}", MACHINES)
    if found is None:
        raise errors.not_found(MACHINES, call["name"], call["rg"])
    now = find(found["properties"]["hardwareProfile"]["vmSize"])
    has_disk = bool(now.temporary_gb) if now else True
    return answers.ok({"value": [
        _plain(size) for size in SIZES
        if bool(size.temporary_gb) == has_disk
        and (size.name, found["location"]) not in call.state.restricted
    ]})  # fmt: skip
