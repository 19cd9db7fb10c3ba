"""The machine at an entry's address is taken for the server only if more than the address says so:
ranges of the site and of Azure may overlap."""

from __future__ import annotations

from azureops import interfaces, machines
from commands.power import STOP
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import PRODUCTION, blocking, finding, plan

ADDRESS = "10.70.2.11"  # of ps-neu-2
TAG = {"failback-ps-role": "process-server"}


async def foreign(cloud: Cloud) -> machines.Machine:
    """A failed-over machine that has the address of ps-site-9, a process server at the site."""
    nics = await interfaces.list_all(cloud.world, PRODUCTION)
    at = next(nic for nic in nics if nic.machine_id.endswith("/app-01"))
    old = {"agentVersion": "9.56.6879.1", "agentVersionDetails": {"version": "9.56.6879.1"}}
    merge = {"ipAddress": at.address, "friendlyName": "ps-site-9", **old}
    await cloud.act("set", ip=ADDRESS, merge=merge)
    found = await machines.get(cloud.world, at.machine_id)
    assert found is not None
    return found


async def test_a_foreign_machine_at_its_address_is_not_touched(cloud: Cloud) -> None:
    app = await foreign(cloud)
    for verb in ("stop", "start", "upgrade"):
        made = await plan(cloud, verb, "ps-site-9")
        refused = blocking(made)["machine"]
        assert "app-01" in refused, verb
        assert "nothing else shows that it is ps-site-9" in refused
        assert "tag `failback-ps-role` with the value `process-server`" in refused
        assert made.arguments["machine_id"] == ""
        assert made.changes == ()
    gone = await plan(cloud, "unregister", "ps-site-9")
    assert blocking(gone) == {}
    assert "app-01" in finding(gone, "way").sentence
    assert [one.kind for one in gone.changes] == ["registration"]
    assert (gone.arguments["machine_id"], gone.arguments["way"]) == ("", "connected")
    assert gone.steps == ("unregister",), "no script"
    assert "app-01" not in " ".join(gone.locks)
    found = await machines.get(cloud.world, app.id)
    assert found is not None
    assert found.power is machines.Power.RUNNING


async def test_the_tag_makes_it_known(cloud: Cloud) -> None:
    """As the remedy says; a machine that a person has tagged is not called the bot's own."""
    app = await foreign(cloud)
    await cloud.act("set", id=app.id, merge={"tags": TAG})
    made = await plan(cloud, "stop", "ps-site-9")
    assert made.arguments["machine_id"] == app.id
    assert "was not made by this bot" in finding(made, "known").sentence
    assert blocking(made) == {}
    results = await run(Running(cloud.world), STOP.steps, made.arguments)
    assert results["stop-follow"] == {"machine_id": app.id, "power": "deallocated"}


async def test_windows_name_counts_as_an_entry_is_called_by_it(cloud: Cloud) -> None:
    """One set up by Unified Setup on a machine that Azure calls something else."""
    app = await foreign(cloud)
    profile = {"osProfile": {"computerName": "PS-SITE-9"}}
    await cloud.act("set", id=app.id, merge={"properties": profile})
    made = await plan(cloud, "stop", "ps-site-9")
    assert blocking(made) == {}
    assert made.arguments["machine_id"] == app.id


async def test_of_two_with_one_address_the_likely_one_is_taken(cloud: Cloud) -> None:
    """And none, where neither is more than its address, or both are."""
    app, web = await foreign(cloud), existing.machine("web-01")
    (config,) = (await cloud.world.arm.get(app.interface_ids[0], interfaces.API))["properties"][
        "ipConfigurations"
    ]
    merge = {"properties": {"ipConfigurations": [config]}}
    await cloud.act("set", id=existing.interface("web-01"), merge=merge)
    refused = blocking(await plan(cloud, "stop", "ps-site-9"))["machine"]
    assert "Several machines have the address" in refused
    assert "app-01 (rg-dr-weu), web-01 (rg-dr-neu)" in refused
    await cloud.act("set", id=web, merge={"tags": TAG})
    assert (await plan(cloud, "stop", "ps-site-9")).arguments["machine_id"] == web
    await cloud.act("set", id=app.id, merge={"tags": TAG})
    assert "machine" in blocking(await plan(cloud, "stop", "ps-site-9"))
