"""Given a state, when it is saved and loaded, then everything answers as before."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from sandbox.azure import (
    clock,
    keeping,
    machine_view,
    operations,
    process_server_view,
    process_servers,
    sowing,
    state,
)
from sandbox.azure.recovery import ITEMS
from sandbox.azure.server import LocalAzure
from tests.scenario.sandbox_azure.conftest import SPEED, World, make_machine

FIRST, SECOND = "10.70.2.10", "10.70.2.11"
CHANGES: list[list[dict[str, Any]]] = [
    [],
    [{"do": "deny", "action": "*/write"}, {"do": "retire_image", "version": "202404.18.00"}],
    [{"do": "fail_back", "machine": "web-01"}, {"do": "server_load", "ip": FIRST, "cpu": 90}],
    [{"do": "unregister", "ip": SECOND}, {"do": "protect", "machine": "x", "ip": FIRST}],
    [{"do": "set", "ip": FIRST, "merge": {"health": "Odd"}}, {"do": "page_size", "size": 3}],
]


@pytest.mark.parametrize("changes", CHANGES)
async def test_a_loaded_state_is_the_saved_one(
    world: World, tmp_path: Path, changes: list[dict[str, Any]]
) -> None:
    for order in changes:
        await world.act(**order)
    path = str(tmp_path / "kept.json")
    await world.act("save", path=path, secrets=True)
    before = keeping.dump(world.local.state, secrets=True)
    await world.act("remove", id=next(iter(world.local.state.everything()))["id"])
    await world.act("load", path=path)
    after = keeping.dump(world.local.state, secrets=True)
    assert _plain(after) == _plain(before)
    recovery = world.recovery().replication_protected_items
    names = [item.name async for item in recovery.list("rg-dr-vault", "rsv-dr-vmware")]
    assert names == [item["name"] for item in world.local.state.all(ITEMS)]


def _plain(raw: bytes) -> Any:
    """Without when it was saved, and how old reports are by this run's clock."""
    read = orjson.loads(raw)["state"]
    for facts in read["all_facts"].values():
        facts.get("report", {}).pop("elapsed", None)
    return read


async def test_what_runs_is_settled_first(world: World, tmp_path: Path) -> None:
    await make_machine(world)
    machines = world.compute().virtual_machines
    await machines.begin_deallocate("rg-dr-weu", "ps-weu-1", polling=False)
    await world.act("save", path=str(tmp_path / "kept.json"))
    other = LocalAzure(data_dir=tmp_path, seed=str(tmp_path / "kept.json"), speed=SPEED)
    (machine,) = [d for d in other.state.everything() if d["name"] == "ps-weu-1"]
    assert other.state.facts(machine["id"])["power"] == "deallocated"


async def test_no_secret_is_in_the_file_unless_asked(world: World, tmp_path: Path) -> None:
    async with world.secrets() as client:
        value = (await client.get_secret("asr-passphrase")).value
    assert value
    plain, full = tmp_path / "plain.json", tmp_path / "full.json"
    await make_machine(world)
    await world.act("save", path=str(plain))
    await world.act("save", path=str(full), secrets=True)
    assert value not in plain.read_text()
    assert value in full.read_text()
    for path in (plain, full):
        assert "Correct-Horse-7-Battery" not in path.read_text()
        assert path.stat().st_mode & 0o077 == 0


async def test_a_file_is_a_seed_and_its_secrets_live_at_the_new_address(
    world: World, tmp_path: Path
) -> None:
    await world.act("save", path=str(tmp_path / "kept.json"), secrets=True)
    other = LocalAzure(data_dir=tmp_path, seed=str(tmp_path / "kept.json"), speed=SPEED)
    await other.start()
    (bundle,) = other.state.secrets["asr-passphrase"]
    assert bundle["id"].startswith(other.urls["keyvault"] + "/secrets/")
    await other.stop()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"state": {}}', b'{"format": 9, "state": {}}'])
def test_a_broken_file_changes_nothing(content: bytes) -> None:
    current = state.State(clock.AzureClock())
    sowing.sow(current, "story")
    before = _plain(keeping.dump(current))
    with pytest.raises(keeping.KeepingError):
        keeping.restore(current, content)
    assert _plain(keeping.dump(current)) == before


def moved(days: float) -> state.State:
    """The story, so many days on."""
    current = state.State(clock.AzureClock())
    sowing.sow(current, "story")
    current.clock.advance(days * 86_400)
    return current


def shown(current: state.State, address: str) -> dict[str, Any]:
    server = process_servers.at(current, address)
    assert server is not None
    return process_server_view.render(current, server)


def age(current: state.State, address: str) -> timedelta:
    """How long ago a server's heartbeat was."""
    told = shown(current, address)["lastHeartbeat"].replace("Z", "+00:00")
    return current.clock.now() - datetime.fromisoformat(told)


@pytest.mark.parametrize("there", [0.0, 5.0, 10.0])
def test_a_state_saved_later_moves_the_clock_on(there: float) -> None:
    """What was ten days ahead stays so: no heartbeat, certificate or stop lies in the future."""
    saved = moved(10)
    machine_view.power(saved, saved.process_servers[1].machine, "deallocated")
    saved.clock.advance(3600)
    before = {each: shown(saved, each) for each in (FIRST, SECOND)}
    other = moved(there)
    keeping.restore(other, keeping.dump(saved))
    assert abs(other.clock.now() - saved.clock.now()) < timedelta(minutes=1)
    for each, was in before.items():
        days = shown(other, each)["sslCertExpiryRemainingDays"]
        assert days == was["sslCertExpiryRemainingDays"]
    assert timedelta(minutes=59) < age(other, FIRST) < timedelta(minutes=75)
    assert timedelta(0) < age(other, SECOND) < timedelta(minutes=12)


def test_a_state_loaded_long_after_is_of_that_time() -> None:
    """The clock never goes back: who runs reports still, unless its certificate has expired."""
    saved = moved(0)
    other = moved(30)
    keeping.restore(other, keeping.dump(saved))
    assert other.clock.now() - saved.clock.now() > timedelta(days=29)
    assert timedelta(0) < age(other, FIRST) < timedelta(minutes=12)
    expired = shown(other, SECOND)  # 21 days were left when it was saved
    assert expired["health"] == "Critical"
    assert expired["sslCertExpiryRemainingDays"] < 0
    assert timedelta(days=8) < age(other, SECOND) < timedelta(days=10)


def test_operations_run_on_after_a_load() -> None:
    """What begins after the load is due by the moved clock, and ends by it."""
    other = moved(0)
    keeping.restore(other, keeping.dump(moved(3)))
    running = operations.Operations(other.clock)
    group = "/subscriptions/s/resourceGroups/g"
    going = running.begin(resource=group, verb="delete", seconds=60, end=lambda: "done")
    running.settle()
    assert going.status == "InProgress"
    other.clock.advance(61)
    running.settle()
    assert (going.status, going.output) == ("Succeeded", "done")
    assert going.started <= (going.ended or going.started) <= other.clock.now()
