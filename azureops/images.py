"""Gallery (marketplace) images of a region."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from azureops.azure import Azure
from azureops.reading import Object, instant, objects, text

API = "2024-07-01"  # learn.microsoft.com/rest/api/compute/virtual-machine-images


@dataclass(frozen=True, kw_only=True)
class Reference:
    publisher: str
    offer: str
    sku: str


PROCESS_SERVER = Reference(
    publisher="MicrosoftAzureSiteRecovery",
    offer="Process-Server",
    sku="Windows-2012-R2-Datacenter",
)
"""The process server's own image.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-azure
"""


WINDOWS: dict[tuple[str, str], Reference] = {
    (year, generation): Reference(
        publisher="MicrosoftWindowsServer", offer="WindowsServer", sku=sku
    )
    for year, generation, sku in (
        ("2019", "V1", "2019-Datacenter"),
        ("2019", "V2", "2019-datacenter-gensecond"),
        ("2022", "V1", "2022-datacenter"),
        ("2022", "V2", "2022-datacenter-g2"),
    )
}
"""Plain Windows Server by year and generation.

Source: learn.microsoft.com/azure/virtual-machines/windows/cli-ps-findimage
"""


def is_process_server(reference: Reference | None) -> bool:
    """Whether it is that image, whatever its sku: Azure does not mind the case of names."""
    return reference is not None and (
        (reference.publisher.lower(), reference.offer.lower())
        == (PROCESS_SERVER.publisher.lower(), PROCESS_SERVER.offer.lower())
    )


class State(enum.StrEnum):
    ACTIVE = "Active"  # May be deployed.
    SCHEDULED = "ScheduledForDeprecation"  # May still be deployed; an end is announced.
    DEPRECATED = "Deprecated"  # New deployments are refused.
    UNKNOWN = "unknown"  # Azure does not say.


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A marketplace plan: its terms must be accepted and it must be sent with the machine."""

    name: str
    product: str
    publisher: str


@dataclass(frozen=True, kw_only=True)
class Image:
    """One version. `alternative` is what Azure names as successor, empty if nothing."""

    reference: Reference
    version: str
    location: str
    os: str
    generation: str  # "V1", "V2", empty when not said
    plan: Plan | None
    state: State
    deprecated_at: str = ""
    alternative: str = ""

    def ended(self, now: datetime) -> bool:
        """Whether Azure deploys it no more; an announced end that has come counts as one."""
        end = instant(self.deprecated_at)
        return self.state is State.DEPRECATED or (end is not None and end <= now)


async def versions(
    azure: Azure, subscription: str, location: str, reference: Reference = PROCESS_SERVER
) -> tuple[str, ...]:
    """Listed versions, newest first; empty when the region has none."""
    raw = await azure.arm.get(_path(subscription, location, reference), API)
    listed = [text(one, "name") for one in objects(raw, "value")]
    return tuple(sorted(filter(None, listed), key=_order, reverse=True))


async def get(
    azure: Azure,
    subscription: str,
    location: str,
    version: str,
    reference: Reference = PROCESS_SERVER,
) -> Image | None:
    """One version; None when it is not listed."""
    raw = await azure.arm.get(f"{_path(subscription, location, reference)}/{version}", API)
    return read(raw, reference) if raw else None


def choose(listed: tuple[str, ...], wanted: str) -> str:
    """The wanted version (blanks stripped) when listed, else the newest; empty when none is."""
    stripped = wanted.strip()
    if stripped in listed:
        return stripped
    return max(listed, key=_order, default="")


def read(raw: Object, reference: Reference) -> Image:
    """An image version from Azure's JSON."""
    properties = raw.get("properties")
    plan = properties.get("plan") if isinstance(properties, dict) else None
    status = properties.get("imageDeprecationStatus") if isinstance(properties, dict) else None
    word = text(status, "imageState")
    return Image(
        reference=reference,
        version=text(raw, "name"),
        location=text(raw, "location"),
        os=text(properties, "osDiskImage", "operatingSystem"),
        generation=text(properties, "hyperVGeneration"),
        plan=_plan(plan) if plan else None,
        state=State(word) if word in set(State) else State.UNKNOWN,
        deprecated_at=text(status, "scheduledDeprecationTime"),
        alternative=text(status, "alternativeOption", "value"),
    )


def _plan(raw: Object) -> Plan:
    return Plan(
        name=text(raw, "name"), product=text(raw, "product"), publisher=text(raw, "publisher")
    )


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))


def _path(subscription: str, location: str, reference: Reference) -> str:
    return (
        f"/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}"
        f"/publishers/{reference.publisher}/artifacttypes/vmimage"
        f"/offers/{reference.offer}/skus/{reference.sku}/versions"
    )
