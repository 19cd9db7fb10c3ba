"""A process server that is in Azure but in no fabric is registered by a person, seen by the bot."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from azureops import power
from commands import onward, waiting
from commands.register import VERB
from core import json
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.deployment import Later
from tests.scenario.commands.existing import blocking, finding, plan
from workflow import plans, procedures

S = plans.Severity
NAME, ADDRESS = "ps-neu-2", "10.70.2.11"
SITE = "192.168.10.20"
OLD = "2026-01-05T03:00:00Z"


async def wanted(cloud: Cloud, server: str = NAME, **more: str) -> plans.Plan:
    return await plan(cloud, "register", server, **{"configuration_server": SITE, **more})


async def lonely(cloud: Cloud) -> json.Object:
    """Taken off the configuration server; the machine stands."""
    await cloud.act("unregister", ip=ADDRESS)
    made = await wanted(cloud)
    assert blocking(made) == {}
    return made.arguments


async def close(cloud: Cloud) -> None:
    """A security group on its interface lets nothing out to the site any more."""
    group = (
        f"/subscriptions/{existing.PRODUCTION}/resourceGroups/rg-dr-network"
        "/providers/Microsoft.Network/networkSecurityGroups/nsg-ps-weu"
    )
    rule = {
        "name": "deny-site",
        "id": f"{group}/securityRules/deny-site",
        "properties": {
            "priority": 100, "direction": "Outbound", "access": "Deny", "protocol": "*",
            "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationPortRange": "443",
            "destinationAddressPrefix": "*",
        },
    }  # fmt: skip
    await cloud.act("set", id=group, merge={"properties": {"securityRules": [rule]}})
    merge = {"properties": {"networkSecurityGroup": {"id": group}}}
    await cloud.act("set", id=existing.interface(NAME), merge=merge)


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_from_nothing_known_to_a_fresh_heartbeat(cloud: Cloud, twice: bool) -> None:
    arguments = await lonely(cloud)
    context = Running(cloud.world)

    async def person() -> None:
        await context.asked.wait()
        await cloud.act("register", ip=ADDRESS)

    if twice:
        cloud.throttle()
    at_the_desk = asyncio.create_task(person())
    results = await run(context, VERB.steps, arguments, twice=twice)
    await at_the_desk
    proof = results["register-proof"]
    assert (proof["name"], proof["ip"], proof["version"]) == (NAME, ADDRESS, "9.61.7016.1")
    assert proof["heartbeat"]
    then = onward.of(proof)
    assert "2 failed-over machines of vnet-dr-neu use ps-neu-1 now (web-01, web-02)" in then.text
    assert [o.values for o in then.offers] == [{"server": "ps-neu-1", "to": NAME}], "all of them"
    assert list(context.said) == ["registration-guide-1"]
    guide = context.said["registration-guide-1"]
    for words in (ADDRESS, SITE, "`443`", "`9443`", "asr-passphrase", "contosoadm", "*Done*"):
        assert words in guide, words
    assert "does not know where its password is kept" in guide


async def test_what_the_plan_says(cloud: Cloud) -> None:
    await cloud.act("unregister", ip=ADDRESS)
    made = await wanted(cloud, port="8443", passphrase_secret="asr-passphrase")
    assert set(blocking(made)) == set()
    entry, machine = made.changes
    assert (entry.kind, entry.properties["on"]) == ("registration", "cs-onprem-01")
    assert (entry.properties["port"], entry.properties["data transfer port"]) == ("8443", "9443")
    assert (machine.action, machine.id) == (plans.Action.KEEP, existing.machine(NAME))
    assert not made.makes, "there is nothing to clean up"
    assert finding(made, "ports").severity is S.WARNING
    assert made.environment["vault"].endswith("/vaults/rsv-dr-vmware")
    assert made.environment["resource_group"] == "rg-dr-neu"


async def test_what_is_refused(cloud: Cloud) -> None:
    known = await wanted(cloud)
    assert set(blocking(known)) == {"unregistered"}
    assert "knows ps-neu-2 already" in blocking(known)["unregistered"]
    assert known.settled

    await cloud.act("unregister", ip=ADDRESS)
    other = blocking(await wanted(cloud, configuration_server="cs-nowhere"))
    assert set(other) == {"configuration-server"}
    assert "Choose from cs-onprem-01" in other["configuration-server"]
    modern = blocking(await wanted(cloud, configuration_server="site-modern"))
    assert "modernised architecture" in modern["configuration-server"]

    assert "Nothing proves" in blocking(await wanted(cloud, "web-01"))["known"]
    hidden = blocking(await wanted(cloud, passphrase_secret="asr-other"))
    assert set(hidden) == {"passphrase"}

    token = await power.submit_deallocate(cloud.world, existing.machine(NAME))
    await power.follow(cloud.world, token)
    off = blocking(await wanted(cloud))
    assert set(off) == {"running"}
    assert "/failback-ps start ps-neu-2" in off["running"]


async def test_an_old_silent_entry_is_registered_again(cloud: Cloud) -> None:
    await cloud.act("set", ip=ADDRESS, merge={"lastHeartbeat": OLD})
    made = await wanted(cloud)
    assert blocking(made) == {}
    assert finding(made, "unregistered").severity is S.WARNING
    context = Running(cloud.world, clock=Later(waiting.TIME_LIMIT))
    begun = {"register-guide": waiting.begin(Running(cloud.world))}
    with pytest.raises(procedures.StepFailed) as failed:
        await run_proof(context, made.arguments, begun)
    assert "no heartbeat" in failed.value.remedy, "an old entry proves nothing"


async def run_proof(context: Running, arguments: json.Object, results: dict[str, Any]) -> None:
    _, act = VERB.steps[0].parts[1]
    await act(context, {"plan": arguments, "results": results})


async def test_a_closed_port_is_told_apart(cloud: Cloud) -> None:
    """At the end the machine itself is asked; the test leaves nothing behind."""
    arguments = await lonely(cloud)
    await close(cloud)
    context = Running(cloud.world, clock=Later(waiting.TIME_LIMIT))
    begun = {"register-guide": waiting.begin(Running(cloud.world))}
    with pytest.raises(procedures.StepFailed) as failed:
        await run_proof(context, arguments, begun)
    assert failed.value.code == "not-registered"
    assert f"{SITE} does not answer on port 443" in failed.value.remedy
    assert "(1) Port 443 blocked" in failed.value.remedy
    for words in ("Wrong passphrase", "A name instead of the IP", "(2) Nobody has done it yet"):
        assert words in failed.value.remedy
    assert not [one for one in await cloud.ids() if "/runCommands/" in one]


async def test_a_machine_that_is_switched_off_midway(cloud: Cloud) -> None:
    arguments = await lonely(cloud)
    token = await power.submit_deallocate(cloud.world, existing.machine(NAME))
    await power.follow(cloud.world, token)
    context = Running(cloud.world, clock=Later(waiting.TIME_LIMIT))
    begun = {"register-guide": waiting.begin(Running(cloud.world))}
    with pytest.raises(procedures.StepFailed, match="did not appear") as failed:
        await run_proof(context, arguments, begun)
    assert "is deallocated: start it" in failed.value.remedy
    assert "(1) Nobody has done it yet" in failed.value.remedy
    assert "(2) Port 443 blocked" in failed.value.remedy, "not tested, so it may be"
