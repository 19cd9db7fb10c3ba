"""Given a seed, when an Azure starts with it, then it is what it says, the same each time."""

from __future__ import annotations

import time

import pytest

from sandbox.azure import (
    clock,
    effective_routes,
    machines,
    process_servers,
    recovery,
    sowing,
    state,
    storage,
)


def sown(name: str) -> state.State:
    current = state.State(clock.AzureClock())
    sowing.sow(current, name)
    return current


def test_the_big_seed_is_big_and_soon_there() -> None:
    began = time.process_time()
    big = sown("big")
    assert time.process_time() - began < 8
    assert len(big.subscriptions) == 20
    assert len(big.process_servers) == 1000
    kinds = [
        each["properties"]["customDetails"]["instanceType"] for each in big.all(recovery.FABRICS)
    ]
    assert (kinds.count("VMware"), kinds.count("InMageRcm")) == (100, 20)
    assert len(big.all(effective_routes.GATEWAYS)) == len(big.all(storage.KIND)) == 100
    assert len(big.all(recovery.ITEMS)) == 10_000
    assert len(big.all(machines.KIND)) == 1900


def test_the_big_seed_is_the_same_at_each_start() -> None:
    first, second = sown("big"), sown("big")
    assert [s.id for s in first.process_servers] == [s.id for s in second.process_servers]
    assert [s.version for s in first.process_servers] == [s.version for s in second.process_servers]
    users = [
        [item["properties"]["providerSpecificDetails"]["processServerId"]
         for item in each.all(recovery.ITEMS)]
        for each in (first, second)
    ]  # fmt: skip
    assert users[0] == users[1]


def test_every_server_and_machine_of_the_big_seed_hangs_together() -> None:
    big = sown("big")
    known = {server.id for server in big.process_servers}
    for server in big.process_servers:
        fabric = big.get(server.fabric, recovery.FABRICS)
        assert fabric
        machine = big.get(server.machine, machines.KIND) if server.machine else None
        assert not server.machine or machine
        if machine is not None:
            site = fabric["properties"]["customDetails"]["ipAddress"]
            assert process_servers.reachable(big, machine, site)
    for item in big.all(recovery.ITEMS):
        details = item["properties"]["providerSpecificDetails"]
        assert details["processServerId"] in known
        assert "targetVmId" not in details or big.get(details["targetVmId"], machines.KIND)


def test_an_unknown_seed_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="story, empty, big"):
        sown("none")
