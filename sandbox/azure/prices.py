"""Retail prices: `/api/retail/prices` with `$filter`, currency and pages. Public, no token.

Shape: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices. The
amounts are this sandbox's own.
"""

from __future__ import annotations

import re
import urllib.parse
import uuid
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import sizes

PAGE = 100
COMPARE = re.compile(r"^\(?\s*(\w+)\s+(eq|ne)\s+'([^']*)'\s*\)?$", re.IGNORECASE)
FUNCTION = re.compile(
    r"^\(?\s*(contains|startswith|endswith)\(\s*(\w+)\s*,\s*'([^']*)'\s*\)\s*\)?$", re.IGNORECASE
)
RATES = {"USD": 1.0, "EUR": 0.93, "GBP": 0.79}
HOURLY = {  # Windows, US dollars an hour
    "Standard_A4_v2": 0.383,
    "Standard_A8_v2": 0.804,
    "Standard_A8m_v2": 1.052,
    "Standard_D4s_v5": 0.414,
    "Standard_D8s_v5": 0.828,
    "Standard_F8s_v2": 0.756,
}
TIERS = {"4": 0.06, "6": 0.12, "10": 0.24, "15": 0.46, "20": 0.86, "30": 1.62, "40": 3.1}
DISKS = {  # product → letter and the price of a tier whose factor is 1, in US dollars a month
    "Standard HDD Managed Disks": ("S", 25.6),
    "Standard SSD Managed Disks": ("E", 47.5),
    "Premium SSD Managed Disks": ("P", 83.5),
}


class BadFilterError(Exception):
    """A `$filter` this service does not understand."""


class Prices:
    """The service at `FAILBACK_PS_PRICES_URL`. `locations` maps a region's name to its words."""

    def __init__(self, locations: dict[str, str]) -> None:
        self.base = ""
        self._items = [item for name, shown in locations.items() for item in _items(name, shown)]

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/api/retail/prices", self._list)
        return app

    async def _list(self, request: web.Request) -> web.Response:
        currency = request.query.get("currencyCode", "USD").strip("'\"").upper()
        try:
            skip = int(request.query.get("$skip", "0"))
            found = [item for item in self._items if _fits(item, request.query.get("$filter", ""))]
            rate = RATES[currency]
        except (BadFilterError, KeyError, ValueError) as exc:
            body = {
                "Error": {"Code": "400", "Message": f"Invalid OData parameters supplied. {exc}"}
            }
            return web.json_response(body, status=400)
        shown = [_priced(item, currency, rate) for item in found[skip : skip + PAGE]]
        following = None
        if skip + PAGE < len(found):
            query = {**request.query, "$skip": str(skip + PAGE)}
            following = f"{self.base}/api/retail/prices?{urllib.parse.urlencode(query, safe='$')}"
        answer = {
            "BillingCurrency": currency,
            "CustomerEntityId": "Default",
            "CustomerEntityType": "Retail",
            "Items": shown,
            "NextPageLink": following,
            "Count": len(shown),
        }
        return web.Response(
            body=orjson.dumps(answer), content_type="application/json", charset="utf-8"
        )


def _fits(item: dict[str, Any], text: str) -> bool:
    """`a eq 'x' and (b eq 'y' or contains(c, 'z'))`, one level of brackets."""
    if not text.strip():
        return True
    for clause in re.split(r"\s+and\s+", text.strip(), flags=re.IGNORECASE):
        choices = re.split(r"\s+or\s+", clause, flags=re.IGNORECASE)
        if not any(_holds(item, choice.strip()) for choice in choices):
            return False
    return True


def _holds(item: dict[str, Any], clause: str) -> bool:
    compared = COMPARE.match(clause)
    if compared:
        same = str(_field(item, compared[1])) == compared[3]
        return same if compared[2].lower() == "eq" else not same
    called = FUNCTION.match(clause)
    if not called:
        raise BadFilterError(f"Cannot read {clause!r}.")
    value, part = str(_field(item, called[2])), called[3]
    name = called[1].lower()
    if name == "contains":
        return part in value
    return value.startswith(part) if name == "startswith" else value.endswith(part)


def _field(item: dict[str, Any], name: str) -> Any:
    for key, value in item.items():
        if key.lower() == name.lower():
            return value
    raise BadFilterError(f"Could not find a property named '{name}'.")


def _priced(item: dict[str, Any], currency: str, rate: float) -> dict[str, Any]:
    amount = round(item["retailPrice"] * rate, 6)
    return {**item, "currencyCode": currency, "retailPrice": amount, "unitPrice": amount}


def _items(region: str, shown: str) -> list[dict[str, Any]]:
    found = []
    for size in sizes.SIZES:
        family = "Av2 Series" if "A" in size.name.split("_")[1] else f"{size.name[9:]} Series"
        short = size.name.removeprefix("Standard_").replace("_", " ")
        for system, factor in ((" Windows", 1.0), ("", 0.62)):
            for suffix, part in (("", 1.0), (" Spot", 0.2), (" Low Priority", 0.25)):
                found.append(
                    _item(
                        region,
                        shown,
                        price=HOURLY[size.name] * factor * part,
                        product=f"Virtual Machines {family}{system}",
                        sku=short + suffix,
                        meter=short + suffix,
                        service="Virtual Machines",
                        family="Compute",
                        arm=size.name,
                        unit="1 Hour",
                    )
                )
    for product, (letter, price) in DISKS.items():
        for tier, factor in TIERS.items():
            sku = f"{letter}{tier} LRS"
            found.append(
                _item(
                    region, shown, price=price * factor, product=product, sku=sku,
                    meter=f"{sku} Disk", service="Storage", family="Storage", arm="",
                    unit="1/Month",
                )
            )  # fmt: skip
    return found


def _item(
    region: str, shown: str, *, price: float, product: str, sku: str, meter: str, service: str,
    family: str, arm: str, unit: str,
) -> dict[str, Any]:  # fmt: skip
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{region}/{product}/{sku}")
    code = key.hex[:12].upper()
    return {
        "currencyCode": "USD",
        "tierMinimumUnits": 0.0,
        "retailPrice": round(price, 6),
        "unitPrice": round(price, 6),
        "armRegionName": region,
        "location": shown,
        "effectiveStartDate": "2026-01-01T00:00:00Z",
        "meterId": str(key),
        "meterName": meter,
        "productId": f"DZH318Z0{code[:4]}",
        "skuId": f"DZH318Z0{code[:4]}/{code[4:8]}",
        "productName": product,
        "skuName": sku,
        "serviceName": service,
        "serviceId": f"DZH31{code[8:]}",
        "serviceFamily": family,
        "unitOfMeasure": unit,
        "type": "Consumption",
        "isPrimaryMeterRegion": True,
        "armSkuName": arm,
    }
