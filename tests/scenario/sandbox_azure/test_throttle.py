"""Given Azure's token buckets, when too much is asked, then it says how long to wait."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resource.resources.aio import ResourceManagementClient

from sandbox.azure import clock, errors, seed
from sandbox.azure.throttle import DOCUMENTED, Throttle
from tests.scenario.sandbox_azure.conftest import World, code, opened

GROUPS = f"/subscriptions/{seed.PRODUCTION}/resourceGroups?api-version=2022-09-01"


async def test_each_answer_says_how_many_requests_are_left(world: World) -> None:
    await world.act("throttle", reads=[50, 0.001])
    seen = [await world.raw("GET", GROUPS) for _ in range(2)]
    left = [answer.headers["x-ms-ratelimit-remaining-subscription-reads"] for answer in seen]
    assert left == ["49", "48"]
    assert seen[0].headers["x-ms-ratelimit-remaining-subscription-global-reads"] == "749"
    tenant = await world.raw("GET", "/subscriptions?api-version=2022-12-01")
    assert tenant.headers["x-ms-ratelimit-remaining-tenant-reads"] == "49"


async def test_an_empty_bucket_refuses_until_it_has_filled_on_azure_s_clock(world: World) -> None:
    await world.act("throttle", reads=[2, 0.001])
    for _ in range(2):
        assert (await world.raw("GET", GROUPS)).status == 200
    refused = await world.raw("GET", GROUPS)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) * 600 >= 1000
    error = (await refused.json())["error"]
    assert error["code"] == "SubscriptionRequestsThrottled"
    assert f"subscription '{seed.PRODUCTION}' actor '{seed.CLIENT}'" in error["message"]
    other = GROUPS.replace(seed.PRODUCTION, seed.TEST)
    assert (await world.raw("GET", other)).status == 200
    await world.act("advance", seconds=1000)
    assert (await world.raw("GET", GROUPS)).status == 200


async def test_writes_and_deletes_have_buckets_of_their_own(world: World) -> None:
    await world.act("throttle", writes=[1, 0.0001])
    groups = world.resources().resource_groups
    await groups.create_or_update("rg-one", {"location": "westeurope"})
    with pytest.raises(HttpResponseError) as refusal:
        await groups.create_or_update("rg-two", {"location": "westeurope"})
    assert (refusal.value.status_code, code(refusal)) == (429, "SubscriptionRequestsThrottled")
    assert not await groups.check_existence("rg-two")
    await (await groups.begin_delete("rg-one")).result()
    await world.act("throttle", off=True)
    await groups.create_or_update("rg-two", {"location": "westeurope"})


async def test_the_sdk_waits_as_told_and_goes_on(tmp_path: Path) -> None:
    """In the weather `throttled` forty reads at once are refused now and then, and all succeed."""
    async with opened(tmp_path, weather={"throttled"}) as world:
        local = world.local
        base = local.urls["arm"]
        async with ResourceManagementClient(
            world.credential,
            seed.PRODUCTION,
            base_url=base,
            credential_scopes=[base + "/.default"],
            transport=world.transport(),
        ) as client:
            asked = [client.resource_groups.get("rg-dr-weu") for _ in range(40)]
            assert {each.name for each in await asyncio.gather(*asked)} == {"rg-dr-weu"}
        assert local.state.throttle.refused > 0
        assert (await world.try_act("weather", sunny=True))[0] == 400
        await world.act("weather", throttled=False)
        assert local.state.throttle.limits == DOCUMENTED


@pytest.mark.parametrize(
    ("method", "size", "refill"), [("GET", 250, 25), ("PUT", 200, 10), ("DELETE", 200, 10)]
)
def test_the_documented_sizes(method: str, size: int, refill: int) -> None:
    """A principal's bucket, and fifteen times that for all principals together."""
    azure = clock.AzureClock(1e-6)
    throttle = Throttle(azure)
    for who in range(15):
        for _ in range(size):
            throttle.take("s", f"p{who}", method)
    with pytest.raises(errors.AzureError) as refusal:
        throttle.take("s", "p0", method)
    assert refusal.value.status == 429
    with pytest.raises(errors.AzureError):
        throttle.take("s", "another", method)
    azure.advance(1)
    for _ in range(refill):
        throttle.take("s", "p0", method)
    with pytest.raises(errors.AzureError):
        throttle.take("s", "p0", method)
