"""Regions that a subscription may use."""

from __future__ import annotations

from dataclasses import dataclass

from azureops.azure import Azure
from azureops.reading import Object, text

API = "2022-12-01"  # learn.microsoft.com/rest/api/resources/subscriptions/list-locations


@dataclass(frozen=True, kw_only=True)
class Location:
    """`name` is Azure's ("westeurope"), `display_name` the person's ("West Europe")."""

    name: str
    display_name: str


async def list_all(azure: Azure, subscription: str) -> tuple[Location, ...]:
    """Physical regions by display name; logical groups such as "europe" are left out."""
    found = await azure.arm.get_all(f"/subscriptions/{subscription}/locations", API)
    kept = [_read(raw) for raw in found if _is_physical(raw)]
    return tuple(sorted(kept, key=lambda location: location.display_name))


def plain(name: str) -> str:
    """ "West Europe" and "WestEurope" as Azure compares them: "westeurope"."""
    return name.replace(" ", "").lower()


def _is_physical(raw: Object) -> bool:
    return text(raw, "metadata", "regionType") in {"", "Physical"}


def _read(raw: Object) -> Location:
    return Location(
        name=text(raw, "name"), display_name=text(raw, "displayName") or text(raw, "name")
    )
