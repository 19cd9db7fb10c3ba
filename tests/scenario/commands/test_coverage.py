"""Given failed-over machines in two networks, `coverage` says where a process server is missing."""

from __future__ import annotations

from typing import Any

import pytest

from azureops import power, protected_items
from commands import grammar, registry
from commands.verbs import Answer, Asking
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import VALUES, Cloud

ASKING = Asking(person="U0RITA001", channel="C0INCIDENT")
OLD = "2026-01-05T03:00:00Z"
WEST = {
    "subscription": existing.PRODUCTION,
    "vault": VALUES["vault"],
    "region": "westeurope",
    "network": "rg-dr-network/vnet-dr-weu",
}
ITEMS = r"rsv-dr-vmware/replicationProtectedItems"


async def coverage(cloud: Cloud) -> tuple[Answer, dict[str, str]]:
    """The answer, and its rows by label."""
    said = await registry.VERBS["coverage"].answer(cloud.world, {}, ASKING)
    return said, {str(label): value for s in said.sections for label, value in s.rows}


async def test_each_network_with_failed_over_machines_is_judged(cloud: Cloud) -> None:
    said, rows = await coverage(cloud)
    assert [s.heading for s in said.sections] == [
        "Configuration server rsv-dr-vmware/cs-onprem-01",
        "Process servers that nobody uses",
        "Modernised: site-modern",
    ]
    north = "2 failed-over machines (web-01, web-02), served by ps-neu-1, ps-neu-2."
    assert rows["vnet-dr-neu"] == north
    assert (
        "3 failed-over machines (app-01, app-02, db-01), no process server" in (rows["vnet-dr-weu"])
    )
    (offer,) = said.offers
    assert (offer.verb, offer.values) == ("deploy", WEST)
    line = rows["vnet-dr-weu"].split("`/failback-ps ")[1].split("`")[0]
    typed = grammar.parse(line, registry.VERBS)
    assert isinstance(typed, grammar.Parsed)
    assert typed.values == WEST, "the line that is said is the button's"


async def test_the_gap_is_closed_by_a_registered_server(cloud: Cloud) -> None:
    for name, network in (("ps-neu-1", "10.70.2.10"), ("ps-neu-2", "10.70.2.11")):
        await cloud.act("set", ip=network, merge={"lastHeartbeat": OLD})
        said, rows = await coverage(cloud)
        assert ("no healthy process server" in rows["vnet-dr-neu"]) == (name == "ps-neu-2")
    assert "ps-neu-1: no heartbeat" in rows["vnet-dr-neu"]
    assert "/failback-ps status ps-neu-1" in rows["vnet-dr-neu"]
    assert {o.values["network"] for o in said.offers} == {
        "rg-dr-network/vnet-dr-weu",
        "rg-dr-network/vnet-dr-neu",
    }
    assert "no other healthy process server there" in rows["ps-neu-2"]


async def test_what_nobody_uses_is_shown_with_its_cost(cloud: Cloud) -> None:
    _, rows = await coverage(cloud)
    assert "ps-neu-1" not in rows, "two machines use it"
    assert "cs-onprem-01" not in rows, "it goes with the configuration server"
    costs = rows["ps-neu-2"]
    assert "it costs about" in costs
    assert "USD a month" in costs
    assert "`/failback-ps unregister ps-neu-2`, then `/failback-ps delete ps-neu-2`" in costs

    token = await power.submit_deallocate(cloud.world, existing.machine("ps-neu-2"))
    await power.follow(cloud.world, token)
    _, rows = await coverage(cloud)
    assert "it is deallocated, its disks cost about" in rows["ps-neu-2"]
    assert _amount(rows["ps-neu-2"]) < _amount(costs)
    cloud.local.control.fault(
        {"service": "prices", "path": "/", "times": -1, "then": {"status": 503, "body": {}}}
    )
    _, rows = await coverage(cloud)
    assert "what it costs could not be read" in rows["ps-neu-2"]

    await cloud.act("remove", id=existing.machine("ps-neu-2"))
    _, rows = await coverage(cloud)
    assert "sees no machine in Azure" in rows["ps-neu-2"]


async def test_a_server_that_the_service_counts_machines_on_is_not_called_unused(
    cloud: Cloud,
) -> None:
    await cloud.act("set", ip="10.70.2.11", merge={"machineCount": "3"})
    said, rows = await coverage(cloud)
    assert "Site Recovery counts 3 protected machines on it" in rows["ps-neu-2"]
    assert "unregister" not in rows["ps-neu-2"]
    headings = [section.heading for section in said.sections]
    assert "Process servers that nobody uses" not in headings
    assert "Process servers of which it is not clear who uses them" in headings


def _amount(said: str) -> float:
    return float(said.split("about ")[1].split(" USD", maxsplit=1)[0].replace(",", ""))


async def test_after_failback_no_network_needs_one(cloud: Cloud) -> None:
    for name in ("app-01", "app-02", "db-01", "web-01", "web-02"):
        await cloud.act("reprotect", machine=name, ip="10.70.2.10")
        await cloud.act("fail_back", machine=name)
    said, rows = await coverage(cloud)
    assert said.sections[0].text == "None of its machines has failed over."
    assert said.offers == ()
    assert {"ps-neu-1", "ps-neu-2"} <= set(rows)


async def test_a_machine_on_its_way_back_is_placed_by_its_address(cloud: Cloud) -> None:
    item = await on_its_way_back(cloud, await address(cloud, "app-01"))
    body = {"value": [item]}
    cloud.local.control.fault(
        {"service": "arm", "path": ITEMS, "times": -1, "then": {"status": 200, "body": body}}
    )
    _, rows = await coverage(cloud)
    assert "1 failed-over machine (app-01)" in rows["vnet-dr-weu"]
    item["properties"]["providerSpecificDetails"]["ipAddress"] = "192.168.20.10"
    _, rows = await coverage(cloud)
    assert "app-01: Azure shows no network" in rows["Network not known"]


async def on_its_way_back(cloud: Cloud, address: str) -> dict[str, Any]:
    """app-01 as the service tells it. The details of that direction name neither network nor
    machine in Azure: only the source's address (`InMageReplicationDetails`, REST reference)."""
    await cloud.act("reprotect", machine="app-01", ip="10.70.2.10")
    item = next(i for i in await _raw(cloud) if i["name"] == "app-01")
    details = item["properties"]["providerSpecificDetails"]
    assert details["instanceType"] == "InMage"
    details.pop("vmNics")
    details["ipAddress"] = address
    return item


async def _raw(cloud: Cloud) -> list[dict[str, Any]]:
    shot = await cloud.snapshot()
    vault = next(r["id"] for r in shot["resources"] if r["name"] == "rsv-dr-vmware")
    found = await cloud.world.arm.get_all(f"{vault}/replicationProtectedItems", protected_items.API)
    return list(found)


async def address(cloud: Cloud, name: str) -> str:
    shot = await cloud.snapshot()
    (nic,) = [
        r
        for r in shot["resources"]
        if r["type"].endswith("networkInterfaces")
        and (r["properties"].get("virtualMachine") or {}).get("id", "").endswith(f"/{name}")
    ]
    return str(nic["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (ITEMS, "Its machines could not be read"),
        (r"virtualNetworks/vnet-dr-neu", "It could not be read"),
        (r"rsv-dr-modern/replicationFabrics", "No answer from Azure"),
    ],
)
async def test_what_azure_does_not_answer_is_said_and_hides_nothing_else(
    cloud: Cloud, path: str, words: str
) -> None:
    cloud.fault("arm", path, 403, "AuthorizationFailed")
    said, rows = await coverage(cloud)
    everything = "\n".join(
        [*(f"{s.heading} {s.text}" for s in said.sections), *rows, *rows.values()]
    )
    assert words in everything
    assert ("vnet-dr-weu" in rows) == (path != ITEMS)
