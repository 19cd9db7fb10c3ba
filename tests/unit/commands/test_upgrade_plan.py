"""A fabric's upgrade as a whole: the order, the hops, and what waits for what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azureops import fabrics, installers, protected_items
from azureops.installers import Installer
from azureops.versions import Version, parse
from commands import upgrade_plan, versions
from commands.upgrade_plan import Role, Stand

VAULT = "/subscriptions/1/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v"
NEWEST = str(installers.NEWEST)
KNOWN = (
    Installer(version=Version(9, 57, 6920, 1), url="https://x.test/57"),
    Installer(version=Version(9, 60, 6956, 1), url="https://x.test/60"),
    installers.newest(),
)


def fabric(
    server: str, *others: str, status: str = "Supported", built_in: str = ""
) -> fabrics.Fabric:
    listed = [
        {"id": f"P{n}", "friendlyName": f"ps-{n}", "ipAddress": f"10.0.0.{n}", "agentVersion": one}
        for n, one in enumerate(others, 1)
    ]
    own = {"id": "P0", "friendlyName": "cs-1", "ipAddress": "192.168.1.1", "agentVersion": built_in}
    details: dict[str, Any] = {
        "instanceType": "VMware",
        "ipAddress": "192.168.1.1",
        "agentVersion": server,
        "versionStatus": status,
        "processServers": [*listed, *([own] if built_in else [])],
    }
    properties = {"friendlyName": "cs-1", "customDetails": details}
    raw = {"id": f"{VAULT}/replicationFabrics/f", "name": "f", "properties": properties}
    return fabrics.read(raw)


def agent(version: str, *, update: bool = False) -> protected_items.ProtectedItem:
    details = {
        "instanceType": "InMageAzureV2",
        "agentVersion": version,
        "isAgentUpdateRequired": str(update).lower(),
    }
    raw = {
        "id": f"{VAULT}/replicationFabrics/f/x/y/replicationProtectedItems/i",
        "name": "i",
        "properties": {"friendlyName": "web-1", "providerSpecificDetails": details},
    }
    return protected_items.read(raw)


def stands(rows: tuple[upgrade_plan.Row, ...]) -> list[str]:
    return [f"{row.role.value} {row.name} {row.stand.value}".replace("  ", " ") for row in rows]


def test_the_configuration_server_first_and_all_else_waits() -> None:
    outdated = fabric("9.56.1.1", "9.52.1.1", status="UpdateRequired", built_in="9.56.1.1")
    rows = upgrade_plan.of(outdated, [agent("9.50.1.1")], KNOWN)
    assert stands(rows) == [
        "configuration-server cs-1 ready",
        "built-in cs-1 ready",
        "process-server ps-1 waits",
        "agents waits",
    ]
    assert rows[0].hops == ("9.60.6956.1", NEWEST), "more than four at once is not legal"
    assert rows[2].target == NEWEST
    assert upgrade_plan.following(rows) is None
    assert not upgrade_plan.done(rows)


def test_then_every_process_server_then_the_agents() -> None:
    mixed = fabric(NEWEST, "9.56.1.1", NEWEST, "9.60.6956.1", built_in=NEWEST)
    rows = upgrade_plan.of(mixed, [agent("9.50.1.1"), agent(NEWEST)], KNOWN)
    assert stands(rows) == [
        "configuration-server cs-1 current",
        "built-in cs-1 current",
        "process-server ps-1 ready",
        "process-server ps-2 current",
        "process-server ps-3 ready",
        "agents waits",
    ]
    following = upgrade_plan.following(rows)
    assert following is not None
    assert (following.name, following.hops) == ("ps-1", ("9.60.6956.1", NEWEST))
    rows = upgrade_plan.of(fabric(NEWEST, NEWEST), [agent("9.50.1.1"), agent(NEWEST)], KNOWN)
    assert stands(rows)[-1] == "agents ready"
    assert (rows[-1].count, rows[-1].version) == (1, "9.50.1.1")
    assert upgrade_plan.done(upgrade_plan.of(fabric(NEWEST, NEWEST), [agent(NEWEST)], KNOWN))


def test_a_server_ahead_of_its_configuration_server_pulls_that_up() -> None:
    rows = upgrade_plan.of(fabric("9.60.6956.1", NEWEST), [], KNOWN)
    assert stands(rows)[:2] == ["configuration-server cs-1 ready", "process-server ps-1 current"]
    assert rows[0].target == NEWEST


def test_a_hop_without_an_installer_is_named() -> None:
    rows = upgrade_plan.of(fabric(NEWEST, "9.40.1.1"), [], KNOWN)
    assert rows[1].hops == ("9.44", "9.48", "9.52", "9.56", "9.60", NEWEST)
    assert rows[1].lacking == "9.44"


def test_what_no_installer_leads_to_and_what_cannot_be_read() -> None:
    rows = upgrade_plan.of(fabric(NEWEST, NEWEST, status="UpdateRequired"), [], KNOWN)
    assert rows[0].stand is Stand.NO_WAY
    rows = upgrade_plan.of(fabric("", "9.56.1.1"), [], KNOWN)
    assert stands(rows)[:2] == ["configuration-server cs-1 unknown", "process-server ps-1 unknown"]
    assert not upgrade_plan.done(rows)


def test_agents_that_were_not_read_stand_as_they_were() -> None:
    before = upgrade_plan.of(fabric(NEWEST, "9.60.6956.1"), [agent("9.50.1.1")], KNOWN)
    assert before[-1].stand is Stand.WAITS
    after = upgrade_plan.of(fabric(NEWEST, NEWEST), None, KNOWN, before)
    assert (after[-1].stand, after[-1].count) == (Stand.READY, 1)


NUMBERS = st.builds(
    Version, st.just(9), st.integers(40, 61), st.sampled_from([1, 7016]), st.just(1)
)


@given(NUMBERS, st.lists(NUMBERS, max_size=4), st.sampled_from(["Supported", "UpdateRequired"]))
def test_the_order_and_the_hops_are_always_legal(
    server: Version, others: list[Version], status: str
) -> None:
    rows = upgrade_plan.of(fabric(str(server), *map(str, others), status=status), [], KNOWN)
    first = rows[0]
    for row in rows:
        assert upgrade_plan.from_json(row.to_json()) == row
        if row.role is Role.PROCESS_SERVER and row.stand is Stand.READY:
            assert first.stand is Stand.CURRENT
        at = parse(row.version)
        for hop in map(parse, row.hops):
            assert at is not None
            assert hop is not None
            assert hop > at
            assert hop.minor - at.minor <= versions.LONGEST_JUMP
            at = hop
    assert upgrade_plan.done(rows) == all(row.stand is Stand.CURRENT for row in rows)


@pytest.mark.parametrize("update", [True, False])
def test_the_services_word_on_an_agent_decides(update: bool) -> None:
    assert upgrade_plan.late(agent(NEWEST, update=update), installers.NEWEST) is update
