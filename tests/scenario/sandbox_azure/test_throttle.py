"""Given Azure's token buckets, when too much is asked, then it says how long to wait."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resource.resources.aio import ResourceManagementClient

from sandbox.azure import clock, errors, operations, provider_limits, routing, seed, state
from sandbox.azure.throttle import Throttle
from sandbox.azure.throttle_limits import DOCUMENTED
from tests.scenario.sandbox_azure.conftest import World, code, opened, versioned

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


# ---- resource providers ------------------------------------------------------------------------
GROUP = f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-weu/providers"
COMPUTE, MACHINE = "Microsoft.Compute", f"{GROUP}/Microsoft.Compute/virtualMachines/app-01"
REMAINING = "x-ms-ratelimit-remaining-resource"


@pytest.mark.parametrize(
    ("method", "path", "left"),
    [
        ("GET", MACHINE, {"LowCostGetSubscriptionMaximum": 23_999, "LowCostGetResource": 35}),
        ("GET", f"{MACHINE}/instanceView",
         {"LowCostGetSubscriptionMaximum": 23_999, "LowCostGetResource": 35}),
        ("GET", f"{GROUP}/{COMPUTE}/virtualMachines", {"HighCostGetSubscriptionMaximum": 899}),
        ("POST", f"{MACHINE}/restart",
         {"UpdateVMSubscriptionMaximum": 1499, "UpdateVMResource": 11}),
        ("POST", f"{MACHINE}/deallocate",
         {"DeleteVMSubscriptionMaximum": 1499, "DeleteVMResource": 11}),
        ("DELETE", MACHINE, {"DeleteVMSubscriptionMaximum": 1499, "DeleteVMResource": 11}),
        ("PUT", MACHINE, {"UpdateVMSubscriptionMaximum": 1499, "UpdateVMResource": 11}),
        ("PUT", f"{MACHINE}-new", {"PutVMSubscriptionMaximum": 1499, "PutVMResource": 11}),
        ("PATCH", MACHINE, {"UpdateVMSubscriptionMaximum": 1499, "UpdateVMResource": 11}),
        ("GET", f"{GROUP}/{COMPUTE}/disks", {}),
        ("GET", f"{GROUP}/Microsoft.Network/networkInterfaces", {}),
    ],
)  # fmt: skip
def test_what_compute_counts(method: str, path: str, left: dict[str, int]) -> None:
    """By policy, for the machine and for the subscription; as its table of limits has them."""
    current = state.State(clock.AzureClock(1e-6))
    seed.story(current)
    call = routing.Call(
        state=current, operations=operations.Operations(current.clock), method=method,
        path=path, query={}, raw=b"", base="",
    )  # fmt: skip
    shown = provider_limits.take(current, call).get(REMAINING, "")
    assert shown == ",".join(f"{COMPUTE}/{name};{count}" for name, count in left.items())


async def test_compute_names_the_policy_that_is_used_up(world: World) -> None:
    """Each machine has its own; a refusal says which, how many were allowed, how long to wait."""
    world.local.state.throttle.set({f"{COMPUTE}/LowCostGetResource": (2, 0.01)})
    for left in (1, 0):
        answer = await world.raw("GET", versioned(MACHINE))
        assert answer.headers[REMAINING] == f"{COMPUTE}/LowCostGetResource;{left}"
    refused = await world.raw("GET", versioned(MACHINE))
    error = (await refused.json())["error"]
    assert (refused.status, error["code"]) == (429, "OperationNotAllowed")
    assert error["message"].startswith("The server rejected the request because too many requests")
    (detail,) = error["details"]
    assert (detail["code"], detail["target"]) == ("TooManyRequests", "LowCostGetResource")
    assert json.loads(detail["message"])["allowedRequestCount"] == 2
    assert refused.headers[REMAINING] == f"{COMPUTE}/LowCostGetResource;0"
    assert "retry-after-ms" in refused.headers
    assert (await world.raw("GET", versioned(MACHINE.replace("app-01", "app-02")))).status == 200
    await world.act("advance", seconds=100)
    assert (await world.raw("GET", versioned(MACHINE))).status == 200


async def test_network_and_key_vault_have_words_of_their_own(world: World) -> None:
    world.local.state.throttle.set(
        {"Microsoft.Network/read": (1, 0.01), "Microsoft.KeyVault/secrets": (1, 0.01)}
    )
    networks, vault = world.network().virtual_networks, world.secrets()
    assert (await networks.get("rg-dr-network", "vnet-dr-weu")).name
    with pytest.raises(HttpResponseError) as refusal:
        await networks.get("rg-dr-network", "vnet-dr-weu")
    assert (refusal.value.status_code, code(refusal)) == (429, "TooManyRequests")
    assert (await vault.get_secret(seed.PASSPHRASE)).value
    with pytest.raises(HttpResponseError) as refusal:
        await vault.get_secret(seed.PASSPHRASE)
    assert (refusal.value.status_code, "Throttled" in str(refusal.value)) == (429, True)
    assert refusal.value.response is not None
    assert not {"Retry-After", "retry-after-ms"} & set(refusal.value.response.headers)  # type: ignore[attr-defined]
