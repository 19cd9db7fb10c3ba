"""Retail prices: `/api/retail/prices` with `$filter`, currency and pages. Public, no token.

Shape: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices. The
amounts are this sandbox's own.
"""

from __future__ import annotations

import urllib.parse
import uuid
from typing import Any

import orjson
from aiohttp import web

from sandbox.azure import price_filter, sizes

PAGE = 100
RATES = {
    "USD": 1.0, "EUR": 0.93, "GBP": 0.79, "CHF": 0.88, "AUD": 1.52, "BRL": 5.4, "CAD": 1.37,
    "CNY": 7.2, "DKK": 6.9, "INR": 84.0, "JPY": 150.0, "KRW": 1360.0, "NOK": 10.7, "NZD": 1.65,
    "RUB": 92.0, "SEK": 10.4, "TWD": 32.0,
}  # fmt: skip
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


class Prices:
    """The service at `FAILBACK_PS_PRICES_URL`. `locations` maps a region's name to its words."""

    def __init__(self, locations: dict[str, str]) -> None:
        self.base = ""
        self._items = [item for name, shown in locations.items() for item in _items(name, shown)]
        self._fields = {name.lower(): name for item in self._items[:1] for name in item}

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/api/retail/prices", self._list)
        return app

    async def _list(self, request: web.Request) -> web.Response:
        currency = request.query.get("currencyCode", "USD").strip("'\"").upper()
        try:
            skip = int(request.query.get("$skip", "0"))
            fits = price_filter.parse(request.query.get("$filter", ""), self._fields)
            found = [item for item in self._matching(request) if fits(item)]
            rate = RATES[currency]
            if skip < 0:
                raise ValueError(f"$skip is {skip}.")
        except KeyError:
            return _refusal(f"Invalid currency code {currency}.")
        except (price_filter.BadFilterError, ValueError) as exc:
            return _refusal(f"Invalid OData parameters supplied. {exc}")
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

    def _matching(self, request: web.Request) -> list[dict[str, Any]]:
        """All items, or the primary ones of each meter (`meterRegion='primary'`)."""
        if request.query.get("meterRegion", "").strip("'\"").lower() != "primary":
            return self._items
        return [item for item in self._items if item["isPrimaryMeterRegion"]]


def _refusal(message: str) -> web.Response:
    return web.json_response({"Error": {"Code": "400", "Message": message}}, status=400)


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
