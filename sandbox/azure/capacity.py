"""Room for machines: regions and zones that are full for a size, and which zones there are.

`AllocationFailed` and its relatives end the long operation, not the request. Texts:
https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/allocation-failure
"""

from __future__ import annotations

from typing import Any

from sandbox import control
from sandbox.azure import acting, errors, state

acts = acting.Acts()
FACTS = "/compute/capacity"
ZONES = ("1", "2", "3")
# https://learn.microsoft.com/azure/reliability/regions-list: regions without zones
WITHOUT_ZONES = frozenset(
    ["westus", "northcentralus", "westcentralus", "ukwest", "canadaeast", "australiasoutheast"]
)
GUIDE = (
    "Read more about improving likelihood of allocation success at "
    "http://aka.ms/allocation-guidance"
)
NARROW = (
    "Allocation failed. VM(s) with the following constraints cannot be allocated, because the "
    "condition is too restrictive. Please remove some constraints and try again. Constraints "
    "applied are:\n"
)
TEXTS = {
    "AllocationFailed": "Allocation failed. We do not have sufficient capacity for the requested "
    f"VM size in this region. {GUIDE}",
    "ZonalAllocationFailed": "Allocation failed. We do not have sufficient capacity for the "
    f"requested VM size in this zone. {GUIDE}",
    "OverconstrainedAllocationRequest": f"{NARROW}  - Networking Constraints (such as Accelerated "
    "Networking or IPv6)\n  - VM Size\n",
    "OverconstrainedZonalAllocationRequest": f"{NARROW}  - Availability Zone\n  - VM Size\n",
}


@acts.act("capacity")
def switch(world: acting.World, order: acting.Order) -> Any:
    """`{"location", "size"? "*", "zone"?, "code"? "AllocationFailed", "full"? true}`: no room for a
    size in a region or zone; with `full: false` there is room again"""
    code = "ZonalAllocationFailed" if order.get("zone") else "AllocationFailed"
    code = str(order.get("code", code))
    if code not in TEXTS:
        raise control.OrderError(f"unknown code {code!r}; known are {sorted(TEXTS)}")
    key = _key(str(order["location"]), str(order.get("zone", "")), str(order.get("size", "*")))
    full = world.state.facts(FACTS)
    if order.get("full", True):
        full[key] = code
    else:
        full.pop(key, None)
    return dict(full)


def _key(place: str, zone: str, size: str) -> str:
    return f"{place}/{zone}/{size}".lower()


def require(current: state.State, machine: state.Document) -> None:
    """Room for the machine, or how its operation ends."""
    full = current.facts(FACTS)
    size = str(machine["properties"]["hardwareProfile"]["vmSize"])
    zone = (machine.get("zones") or [""])[0]
    for at in {"", zone}:
        for wanted in (size, "*"):
            code = full.get(_key(machine["location"], at, wanted))
            if code:
                raise errors.AzureError(409, code, TEXTS[code])


def zones_of(place: str) -> tuple[str, ...]:
    return () if place in WITHOUT_ZONES else ZONES


def require_zones(given: Any, place: str, kind: str, name: str) -> list[str]:
    """The zones a body names, as the region has them; Resource Manager's refusals."""
    wanted = [str(each) for each in given or []]
    if not wanted:
        return []
    known = zones_of(place)
    if not known:
        raise errors.AzureError(
            400,
            "LocationNotSupportAvailabilityZones",
            f"The resource '{kind}/{name}' does not support availability zones at location "
            f"'{place}'.",
        )
    if any(each not in known for each in wanted):
        raise errors.AzureError(
            400,
            "InvalidAvailabilityZone",
            f"The zone(s) '{','.join(wanted)}' for resource '{kind}/{name}' is not supported. The "
            f"supported zones for location '{place}' are '{','.join(known)}'",
        )
    return wanted
