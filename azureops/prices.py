"""What a machine and its disks cost a month, from Azure's public retail prices."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import orjson
from azure.core.exceptions import AzureError as SdkError
from azure.core.rest import HttpRequest

from azureops import refusals
from azureops.azure import Azure
from azureops.reading import Object, at, number, objects, text
from core.sentences import say

API = "2023-01-01-preview"  # learn.microsoft.com/rest/api/cost-management/retail-prices
HOURS = 730  # a month, as Azure's own calculator counts it
MOST_PAGES = 20
_PATH = "/api/retail/prices"
_PRODUCTS = {
    "Premium": "Premium SSD Managed Disks",
    "StandardSSD": "Standard SSD Managed Disks",
    "Standard": "Standard HDD Managed Disks",
}
_TIERS = (
    (4, 1), (8, 2), (16, 3), (32, 4), (64, 6), (128, 10), (256, 15), (512, 20), (1024, 30),
    (2048, 40), (4096, 50), (8192, 60), (16384, 70), (32767, 80),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part of the cost; `monthly` is None when no price was found."""

    what: str
    monthly: float | None


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """List prices before any agreement. `monthly` sums the lines that have a price."""

    currency: str
    lines: tuple[Line, ...]

    @property
    def monthly(self) -> float:
        return round(sum(line.monthly or 0 for line in self.lines), 2)

    @property
    def complete(self) -> bool:
        return all(line.monthly is not None for line in self.lines)


async def monthly(
    azure: Azure,
    *,
    location: str,
    size: str,
    disks: tuple[tuple[str, int], ...],
    currency: str = "USD",
) -> Estimate:
    """A Windows machine running all month and its disks, `disks` as (kind, GB) pairs.

    The list is asked anonymously. Raises `AzureError` when it cannot be reached at all.
    """
    if not azure.endpoints.prices_url:
        return Estimate(
            currency=currency,
            lines=(Line(what=size, monthly=None), *(Line(what=k, monthly=None) for k, _ in disks)),
        )
    machine, *rest = await asyncio.gather(
        _machine(azure, location, size, currency),
        *(_disk(azure, location, kind, gigabytes, currency) for kind, gigabytes in disks),
    )
    return Estimate(currency=currency, lines=(machine, *rest))


async def _machine(azure: Azure, location: str, size: str, currency: str) -> Line:
    items = await _items(
        azure,
        currency,
        f"serviceName eq 'Virtual Machines' and armRegionName eq '{location}'"
        f" and armSkuName eq '{size}'",
    )
    hourly = [price for item in items if (price := machine_price(item, size)) is not None]
    return Line(
        what=say(
            "azure-price-machine", "{size}, Windows, {hours} hours", size=size, hours=str(HOURS)
        ),
        monthly=round(min(hourly) * HOURS, 2) if hourly else None,
    )


def machine_price(item: Object, size: str) -> float | None:
    """An hour's price when the item is this size with Windows, bought plainly; else None."""
    sku, product = text(item, "skuName").lower(), text(item, "productName").lower()
    if text(item, "armSkuName").lower() != size.lower() or "windows" not in product:
        return None
    if "spot" in sku or "low priority" in sku or text(item, "unitOfMeasure") != "1 Hour":
        return None
    return number(at(item, "retailPrice"))


async def _disk(azure: Azure, location: str, kind: str, gigabytes: int, currency: str) -> Line:
    meter = disk_meter(kind, gigabytes)
    product = _PRODUCTS.get(kind.partition("_")[0])
    if meter is None or product is None:
        return Line(
            what=say(
                "azure-price-disk",
                "disk {kind}, {gigabytes} GB",
                kind=kind,
                gigabytes=str(gigabytes),
            ),
            monthly=None,
        )
    items = await _items(
        azure,
        currency,
        f"serviceName eq 'Storage' and armRegionName eq '{location}'"
        f" and productName eq '{product}'",
    )
    found = [
        price
        for item in items
        if text(item, "meterName") in {meter, f"{meter} Disk", f"{meter} Disks"}
        and text(item, "unitOfMeasure").startswith("1/Month")
        and (price := number(at(item, "retailPrice"))) is not None
    ]
    return Line(
        what=f"{product[:-1]} {meter}, {gigabytes} GB",
        monthly=round(min(found), 2) if found else None,
    )


def disk_meter(kind: str, gigabytes: int) -> str | None:
    """The meter of the smallest tier that holds it: ("StandardSSD_LRS", 600) is "E30 LRS".

    Source: learn.microsoft.com/azure/virtual-machines/disks-types
    """
    family, _, copies = kind.partition("_")
    letter = {"Premium": "P", "StandardSSD": "E", "Standard": "S"}.get(family)
    tier = next((tier for limit, tier in _TIERS if gigabytes <= limit), None)
    if letter is None or tier is None:
        return None
    smallest = 4 if letter == "S" else 1
    return f"{letter}{max(tier, smallest)} {copies}"


async def _items(azure: Azure, currency: str, where: str) -> list[Object]:
    base = azure.endpoints.prices_url
    url = base if base.endswith(_PATH) else base + _PATH
    found: list[Object] = []
    request = HttpRequest(
        "GET",
        url,
        params={"api-version": API, "currencyCode": f"'{currency}'", "$filter": where},
    )
    for _ in range(MOST_PAGES):
        page = await _page(azure, request)
        # Reservations are listed too; their prices are for one or three years.
        items = objects(page, "Items")
        found.extend(item for item in items if text(item, "type") in {"Consumption", ""})
        link = text(page, "NextPageLink")
        if not link:
            break
        request = HttpRequest("GET", link)
    return found


async def _page(azure: Azure, request: HttpRequest) -> Object:
    try:
        response = await azure.public.send_request(request)
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused
    if response.status_code >= 400:
        raise refusals.from_response(response)
    try:
        page = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        return {}
    return page if isinstance(page, dict) else {}
