"""Our scripts on a process server's machine, by the real SDK, do what they say and keep secrets."""

from __future__ import annotations

import base64
import dataclasses
import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from azureops import (
    azure,
    fabrics,
    machines,
    orders,
    run_commands,
)
from azureops.script_results import ScriptFailed
from sandbox.azure import guest, guest_packages, server, server_acts
from tests.scenario.azureops import names
from tests.scenario.azureops.bench import (
    FAR,
    NEAR,
    OLD,
    QUICK,
    SERVER,
    URL,
    found,
    install,
    passphrase,
    ran,
    ready,
    refused,
    versions,
)
from tests.scenario.azureops.conftest import Act


async def test_a_plain_windows_becomes_a_process_server_and_is_one_no_more(
    world: azure.Azure, local: server.LocalAzure, plain: machines.Machine
) -> None:
    probed = await ran(world, plain, orders.probe(SERVER), "before")
    assert (probed.said["version"], probed.said["services"]) == ("", {})
    assert probed.said["reachable"] is True
    disk = await ran(world, plain, orders.prepare_disk())
    assert (disk.said["drive"], disk.said["made"], disk.said["gb"]) == ("F", True, 600)
    again = await ran(world, plain, orders.prepare_disk(), "again")
    assert (again.said["drive"], again.said["made"]) == ("F", False)
    digest = guest_packages.digest(FAR)
    fetched = await ran(world, plain, orders.fetch_installer(URL, sha256=digest.upper()))
    assert (fetched.said["path"], fetched.said["downloaded"]) == (server_acts.INSTALLER, True)
    kept = await ran(world, plain, orders.fetch_installer(URL, sha256=digest), "again")
    assert (kept.said["sha256"], kept.said["downloaded"]) == (digest, False)
    order = install(await passphrase(world))
    done = await ran(world, plain, order)
    assert (done.said["version"], done.said["already"], done.exit.restart) == (FAR, False, False)
    assert done.started_at is not None
    assert versions(local)["10.60.2.9"] == FAR
    assert (await ran(world, plain, order, "again")).said["already"] is True
    log = await ran(world, plain, orders.tail_log(2))
    assert log.said["lines"][-1].endswith("Setup ended with exit code 0.")
    probed = await ran(world, plain, orders.probe())
    assert probed.said["version"] == FAR
    assert set(probed.said["services"].values()) == {"Running"}
    removed = await ran(world, plain, orders.uninstall())
    assert [each.rpartition("/")[2] for each in removed.said["removed"]] == [
        "Process Server", "Process Server Dependencies",
    ]  # fmt: skip
    assert "10.60.2.9" not in versions(local)
    assert (await ran(world, plain, orders.uninstall(), "again")).said["removed"] == []


async def test_every_refusal_has_its_name(
    world: azure.Azure, plain: machines.Machine, act: Act
) -> None:
    secret = await passphrase(world)
    late = dataclasses.replace(install(secret), limit=timedelta(seconds=120))
    first = {
        "tail-log": (orders.tail_log(), "script-no-log"),
        "upgrade": (orders.upgrade(installer="C:\\x.exe"), "script-not-installed"),
        "hash": (orders.fetch_installer(URL, sha256="0" * 64), "script-wrong-hash"),
        "page": (orders.fetch_installer("https://example.org/a.html"), "script-not-signed"),
        "lun": (orders.prepare_disk(lun=7), "script-disk-not-found"),
        "early": (install(secret), "script-drive-not-found"),
    }
    for part, (order, code) in first.items():
        assert await refused(world, plain, order, part) == code, part
    await ran(world, plain, orders.prepare_disk())
    assert await refused(world, plain, install(secret), "empty") == "script-no-installer"
    await ran(world, plain, orders.fetch_installer(URL))
    then = {
        "label": (orders.prepare_disk(label="Other"), "script-disk-holds-data"),
        "temporary": (install(secret, drive="D:\\"), "script-temporary-disk"),
        "closed": (install(secret, configuration_server="192.168.10.99"), "script-unreachable"),
        "wrong": (install("another-passphrase"), "script-wrong-passphrase"),
        "address": (install(secret, address="10.60.2.77"), "script-setup-refused"),
        "late": (late, "script-timed-out"),
    }
    for part, (order, code) in then.items():
        assert await refused(world, plain, order, part) == code, part
    newer = orders.fetch_installer("https://example.org/9.62.7100.1.exe")
    await ran(world, plain, newer, "newer")
    with pytest.raises(ScriptFailed) as caught:
        await ran(world, plain, install(secret), "newer")
    assert caught.value.code == "script-setup-refused"
    assert "is older than this process server 9.62.7100.1" in caught.value.provider_message
    assert caught.value.said["setup"] == 1
    await ran(world, plain, orders.fetch_installer(URL), "again")
    await act("guest", id=plain.id, busy=True)
    assert await refused(world, plain, install(secret), "busy") == "script-busy"
    await act("guest", id=plain.id, busy=False, restart=True)
    done = await ran(world, plain, install(secret), "last")
    assert (done.exit.name, done.said["restart"]) == ("restart-needed", True)
    assert (await ran(world, plain, orders.probe(), "after")).said["restartPending"] is True


async def test_a_machine_without_a_way_out_fetches_nothing(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    network = local.state.get(names.NEU)
    assert network is not None
    for subnet in network["properties"]["subnets"]:
        subnet["properties"]["defaultOutboundAccess"] = False
        subnet["properties"].pop("natGateway", None)
    code = await refused(world, machine, orders.fetch_installer(URL), "")
    assert code == "script-download-failed"


async def test_an_upgrade_goes_in_legal_hops_and_tells_its_versions(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    for version, code in ((FAR, "script-setup-refused"), (NEAR, ""), (FAR, "")):
        await ran(world, machine, orders.fetch_installer(f"https://example.org/{version}.exe"),
                  f"{version}{code}")  # fmt: skip
        order = orders.upgrade(installer=server_acts.INSTALLER, version=version)
        if code:
            assert await refused(world, machine, order, "far") == code
            assert versions(local)["10.70.2.10"] == "9.56.6879.1"
            continue
        done = await ran(world, machine, order, version)
        assert done.said["version"] == version
        assert done.said["setups"] == [0, 0, 0, 0]
        assert versions(local)["10.70.2.10"] == version
    shown = await fabrics.list_all(world, names.VMWARE)
    held = {each.address: each.version for f in shown for each in f.process_servers}
    assert str(held["10.70.2.10"]) == FAR
    again = orders.upgrade(installer=server_acts.INSTALLER, version=FAR)
    assert (await ran(world, machine, again, "again")).said["setups"] == []
    other = orders.upgrade(installer=server_acts.INSTALLER, version="9.62.1.1")
    assert await refused(world, machine, other, "other") == "script-version-unchanged"


async def test_an_uninstaller_that_leaves_its_program_there_stops_the_rest(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    """Two programs share an uninstaller; the first of them takes the call."""
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    for name in ("Contoso Agent", guest.MOBILITY):
        await act("guest", id=OLD, product={"name": name, "version": "1", "home": "C:\\Agents"})
    assert await refused(world, machine, orders.uninstall(), "") == "script-still-installed"
    assert "10.70.2.10" in versions(local)
    removed = await ran(world, machine, orders.uninstall(), "again")
    assert removed.said["removed"][0] == guest.MOBILITY
    assert "10.70.2.10" not in versions(local)


async def test_a_restart_is_seen_by_the_next_probe_and_done_once(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    before = await ran(world, machine, orders.probe(), "before")
    await act("advance", seconds=60)
    asked = await ran(world, machine, orders.restart())
    assert asked.said == {
        "script": "restart", "lastBoot": before.said["lastBoot"], "restarting": True,
    }  # fmt: skip
    await act("advance", seconds=60)
    after = await ran(world, machine, orders.probe(), "after")
    assert after.said["lastBoot"] > before.said["lastBoot"]
    assert asked.started_at is not None
    again = await ran(world, machine, orders.restart(unless_since=asked.started_at), "again")
    assert again.said["restarting"] is False


# ---- the passphrase ----------------------------------------------------------------------------
def decoded(token: dict[str, Any]) -> str:
    outer = base64.b64decode(token["token"]).decode()
    inner = json.loads(outer)["data"]["response"]["content"]
    return json.dumps(token) + outer + base64.b64decode(inner).decode()


@pytest.mark.parametrize("secret", ["", "wr0ng-Pass-phrase-Value-77"])
async def test_the_passphrase_is_in_one_request_and_nowhere_else(
    world: azure.Azure, local: server.LocalAzure, plain: machines.Machine, secret: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    good = await passphrase(world)
    wanted = secret or good
    read = len(local.control.entries())
    await ready(world, plain)
    order = install(wanted)
    token = await run_commands.submit(world, plain, order, operation="op-1")
    if secret:
        with pytest.raises(ScriptFailed) as caught:
            await run_commands.follow(world, token)
        said = f"{caught.value!r} {caught.value} {vars(caught.value)}"
        assert caught.value.code == "script-wrong-passphrase"
        assert "passphrase" in caught.value.provider_message
    else:
        said = str(await run_commands.follow(world, token))
    command = await run_commands.get(world, token["resource"])
    await ran(world, plain, orders.tail_log())
    sent = [each for each in local.control.entries()[read:] if wanted in json.dumps(each["body"])]
    assert [each["method"] for each in sent] == ["PUT"]
    answers = str([each["answer"] for each in local.control.entries()[read:]])
    held = json.dumps([*local.state.everything(), *local.state.all_facts.values()], default=str)
    for place in (said, repr(order), decoded(token), f"{command!r}{vars(command)}", answers, held,
                  caplog.text):  # fmt: skip
        assert place
        assert wanted not in place


async def test_a_file_left_behind_by_a_script_that_was_ended_goes_with_the_next_probe(
    world: azure.Azure, local: server.LocalAzure, plain: machines.Machine
) -> None:
    await ready(world, plain)
    late = dataclasses.replace(install(await passphrase(world)), limit=timedelta(seconds=120))
    assert await refused(world, plain, late, "") == "script-timed-out"
    files = local.state.facts(plain.id)["guest"]["files"]
    assert server_acts.PASSPHRASE.lower() in files
    await ran(world, plain, orders.probe())
    assert server_acts.PASSPHRASE.lower() not in files
