"""Given the price list, when it is filtered, then OData's grammar decides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenario.sandbox_azure.conftest import World


async def ask(world: World, text: str = "", **more: str) -> tuple[int, Any]:
    url = world.local.urls["prices"] + "/api/retail/prices"
    query = {"$filter": text, **more} if text else more
    async with world.http.get(url, params=query) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("text", "regions", "skus"),
    [
        ("armRegionName eq 'westeurope' and skuName eq 'A8 v2'", {"westeurope"}, {"A8 v2"}),
        ("skuName eq 'A8 v2' and (armRegionName eq 'eastus' or armRegionName eq 'northeurope')",
         {"eastus", "northeurope"}, {"A8 v2"}),
        ("skuName eq 'A8 v2' or skuName eq 'A4 v2' and armRegionName eq 'eastus'",
         {"eastus", "westeurope", "northeurope"}, {"A8 v2", "A4 v2"}),
        ("startswith(skuName, 'A8 v2') and not contains(skuName, ' ') or endswith(skuName, 'm v2')",
         {"eastus", "westeurope", "northeurope"}, {"A8m v2"}),
        (("ArmSkuName eq 'Standard_A8_v2' and skuName eq 'A8 v2' and retailPrice gt 0.5 "
          "and isPrimaryMeterRegion eq true and armRegionName eq 'eastus'"),
         {"eastus"}, {"A8 v2"}),
    ],
)  # fmt: skip
async def test_filters(world: World, text: str, regions: set[str], skus: set[str]) -> None:
    status, found = await ask(world, text)
    assert status == 200
    assert {item["armRegionName"] for item in found["Items"]} == regions
    assert {item["skuName"] for item in found["Items"]} == skus


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("skuName eq", {}),
        ("skuName is 'A8 v2'", {}),
        ("(skuName eq 'A8 v2'", {}),
        ("skuName eq 'A8 v2' skuName", {}),
        ("contains(skuName)", {}),
        ("colour eq 'red'", {}),
        ("retailPrice gt 'dear'", {}),
        ("", {"currencyCode": "XXX"}),
        ("", {"$skip": "many"}),
    ],
)
async def test_refusals(world: World, text: str, more: dict[str, str]) -> None:
    status, said = await ask(world, text, **more)
    assert (status, said["Error"]["Code"]) == (400, "400")
