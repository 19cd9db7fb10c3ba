"""Given the control endpoint, when a test holds or breaks requests, then services obey."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from azure.core.exceptions import ServiceRequestError, ServiceResponseError

from sandbox.azure.server import LocalAzure
from tests.scenario.sandbox_azure.conftest import World, make_nic

NICS = "networkInterfaces"


async def _control(world: World, method: str, path: str, **how: Any) -> Any:
    url = f"{world.local.urls['control']}/_control/{path}"
    async with world.http.request(method, url, **how) as answer:
        return answer.status, await answer.json()


async def _names(world: World) -> set[str]:
    _, snapshot = await _control(world, "GET", "azure")
    return {each["name"] for each in snapshot["resources"]}


async def test_a_fault_answers_instead_of_acting_as_often_as_told(world: World) -> None:
    body = {"error": {"code": "TooManyRequests", "message": "Later."}}
    order = {"service": "arm", "method": "PUT", "path": NICS, "times": 1,
             "then": {"status": 429, "headers": {"Retry-After": "7"}, "body": body}}  # fmt: skip
    await _control(world, "POST", "faults", json=order)
    path = "/subscriptions/any/networkInterfaces/any?api-version=2024-05-01"
    answer = await world.raw("PUT", path, json={})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    assert (await answer.json())["error"]["code"] == "TooManyRequests"
    assert "ps-weu-1-nic" not in await _names(world)
    assert await make_nic(world)


async def test_faults_last_until_they_are_removed(world: World) -> None:
    order = {"service": "arm", "method": "GET", "path": "/subscriptions$", "times": -1,
             "then": {"status": 503, "body": {}}}  # fmt: skip
    await _control(world, "POST", "faults", json=order)
    path = "/subscriptions?api-version=2022-12-01"
    assert [(await world.raw("GET", path)).status for _ in range(3)] == [503, 503, 503]
    await _control(world, "DELETE", "faults")
    assert (await world.raw("GET", path)).status == 200


async def test_a_fault_may_take_each_third_request(world: World) -> None:
    order = {"service": "arm", "path": "/subscriptions$", "times": 2, "every": 3,
             "then": {"status": 429, "body": {}}}  # fmt: skip
    await _control(world, "POST", "faults", json=order)
    path = "/subscriptions?api-version=2022-12-01"
    told = [(await world.raw("GET", path)).status for _ in range(9)]
    assert told == [200, 200, 429, 200, 200, 429, 200, 200, 200]


@pytest.mark.parametrize(("when", "made"), [("before", False), ("after", True)])
async def test_a_cut_connection_before_and_after_the_act(
    world: World, when: str, made: bool
) -> None:
    # Until removed: aiohttp's client itself sends a PUT again when a kept connection is cut.
    await _control(world, "POST", "faults", json={
        "service": "arm", "method": "PUT", "path": NICS, "times": -1,
        "then": {"drop": when}})  # fmt: skip
    with pytest.raises((ServiceRequestError, ServiceResponseError)):
        await make_nic(world)
    assert ("ps-weu-1-nic" in await _names(world)) is made


async def test_a_delay_delays(world: World) -> None:
    await _control(world, "POST", "faults", json={
        "service": "arm", "method": "GET", "path": "/subscriptions$",
        "then": {"delay": 0.3}})  # fmt: skip
    started = asyncio.get_running_loop().time()
    assert (await world.raw("GET", "/subscriptions?api-version=2022-12-01")).status == 200
    assert asyncio.get_running_loop().time() - started >= 0.3


@pytest.mark.parametrize(("when", "made"), [("before", False), ("after", True)])
async def test_a_held_request_waits_before_or_after_the_act(
    world: World, when: str, made: bool
) -> None:
    _, hold = await _control(world, "POST", "hold", json={
        "service": "arm", "method": "PUT", "path": NICS, "when": when})  # fmt: skip
    waiting = asyncio.create_task(make_nic(world))
    assert await _control(world, "GET", f"hold/{hold['id']}?wait=10") == (200, {"held": True})
    assert ("ps-weu-1-nic" in await _names(world)) is made
    assert not waiting.done()
    await _control(world, "POST", "release", json={"id": hold["id"]})
    assert await waiting


async def test_a_released_request_acts_though_its_client_is_gone(world: World) -> None:
    _, hold = await _control(world, "POST", "hold", json={
        "service": "arm", "method": "PUT", "path": NICS, "when": "before"})  # fmt: skip
    waiting = asyncio.create_task(make_nic(world))
    await _control(world, "GET", f"hold/{hold['id']}?wait=10")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await _control(world, "POST", "release", json={"id": hold["id"]})
    async with asyncio.timeout(5):
        while "ps-weu-1-nic" not in await _names(world):  # noqa: ASYNC110 - another process's state
            await asyncio.sleep(0.01)


async def test_a_hold_nobody_meets_answers_after_the_wait(world: World) -> None:
    _, hold = await _control(world, "POST", "hold", json={"service": "prices", "path": "never"})
    assert await _control(world, "GET", f"hold/{hold['id']}?wait=0.05") == (200, {"held": False})
    assert (await _control(world, "GET", "hold/none?wait=0"))[0] == 400


async def test_the_journal_keeps_requests_but_no_credentials(world: World) -> None:
    await make_nic(world)
    _, found = await _control(world, "GET", "journal?service=arm&method=PUT&path=networkinterf")
    (entry,) = found["entries"]
    assert (entry["status"], entry["headers"]["Authorization"]) == (201, "<not journaled>")
    assert entry["body"]["location"] == "westeurope"
    assert entry["answer"]["name"] == "ps-weu-1-nic"
    _, later = await _control(world, "GET", f"journal?since={entry['n']}&method=PUT")
    assert later["entries"] == []
    _, everything = await _control(world, "GET", "journal")
    assert world.local.client_secret not in str(everything)


async def test_an_unknown_act_says_what_is_known(world: World) -> None:
    status, answer = await world.try_act("dance")
    assert (status, "register" in answer["error"]) == (400, True)
    status, answer = await world.try_act("upgrade")
    assert status == 400
    assert (await _control(world, "GET", "nothing"))[0] == 400


async def test_the_snapshot_shows_everything(world: World) -> None:
    _, snapshot = await _control(world, "GET", "azure")
    assert len(snapshot["process_servers"]) == 3
    assert snapshot["secrets"] == ["asr-passphrase"]
    powers = {r["name"]: r["power"] for r in snapshot["resources"] if "power" in r}
    assert powers["ps-neu-1"] == "running"


async def test_an_empty_azure_has_only_subscriptions(tmp_path: Path) -> None:
    local = LocalAzure(data_dir=tmp_path, seed="empty")
    await local.start()
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{local.urls['control']}/_control/azure") as answer,
    ):
        found = await answer.json()
    await local.stop()
    assert found.pop("now")
    assert found.pop("weather") == {"throttled": False, "lagging": 0.0}
    assert found
    assert not any(found.values())


async def test_a_coming_failure_is_told_and_can_be_taken_back(world: World) -> None:
    """A code of want of capacity brings Azure's own message; any other must say one."""
    order = {"do": "fail", "type": "Microsoft.Network/networkInterfaces"}
    full = order | {"code": "AllocationFailed"}
    asked = {"do": "weather"}
    await _control(world, "POST", "azure", json=full | {"times": 2})
    _, told = await _control(world, "POST", "azure", json=asked)
    coming = {"type": "microsoft.network/networkinterfaces", "verb": "create"}
    assert told["failing"] == [coming | {"code": "AllocationFailed", "times": 2}]
    await _control(world, "POST", "azure", json=full | {"times": 0})
    _, told = await _control(world, "POST", "azure", json=asked)
    assert told["failing"] == []
    assert await make_nic(world)
    status, refused = await _control(world, "POST", "azure", json=order | {"code": "Other"})
    assert (status, "message" in refused["error"]) == (400, True)
