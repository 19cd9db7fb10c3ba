"""Everything of an unregistered process server goes, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from azureops import ids, machines, storage
from commands import deploy
from commands.delete import VERB
from commands.deploy.sources import Source
from commands.deploy.steps import of as deployment
from core import json
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import OPERATION, VALUES, Cloud, Running, run
from tests.scenario.commands.existing import NORTH, PRODUCTION, blocking, finding, plan
from workflow import plans, procedures

S = plans.Severity
ADDRESS = "10.70.2.11"  # of ps-neu-2, which nobody uses
REMOVAL, PROOF = VERB.steps[:-1], VERB.steps[-1:]


async def unregistered(cloud: Cloud) -> json.Object:
    """The approved arguments for ps-neu-2, which a person has unregistered."""
    await cloud.act("unregister", ip=ADDRESS)
    made = await plan(cloud, "delete", "ps-neu-2")
    assert made.blocking == ()
    return made.arguments


async def fails(
    cloud: Cloud, arguments: json.Object, results: dict[str, Any] | None = None
) -> procedures.StepFailed:
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), VERB.steps, arguments, results=results)
    return failed.value


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_what_the_bot_made_goes_with_its_secret_and_boot_diagnostics(
    cloud: Cloud, request_: procedures.Request, twice: bool
) -> None:
    if twice:
        cloud.throttle()
    before = await cloud.ids()
    wish = await deploy.VERB.plan(cloud.world, {**VALUES}, request_)
    made = await run(Running(cloud.world), deployment(Source.GALLERY)[:-1], wish.arguments)
    machine_id = made["machine-follow"]["id"]
    await cloud.world.arm.post(f"{machine_id}/retrieveBootDiagnosticsData", machines.API)
    await cloud.seen()
    secret = f"secret:{wish.arguments['password_secret']}"

    doomed = await plan(cloud, "delete", "ps-weu-1")
    assert blocking(doomed) == {}
    assert finding(doomed, "resources").severity is S.OK
    gone = [one for one in doomed.changes if one.action is plans.Action.DELETE]
    assert [one.kind for one in gone] == [
        "virtual machine",
        "network interface",
        "managed disk",
        "managed disk",
        "blob container of boot diagnostics",
        "Key Vault secret",
    ]
    assert secret in {one.id for one in gone}
    assert [c.name for c in doomed.changes if c.action is plans.Action.KEEP] == ["rg-dr-weu"]
    assert "cannot be undone" in doomed.undo

    context = Running(cloud.world)
    results = await run(context, VERB.steps, doomed.arguments, twice=twice)
    assert await cloud.ids() == before
    assert results["nothing-left"] == {"name": "ps-weu-1", "left": "nothing", "kept": ""}
    assert context.said == {}
    container = next(one.id for one in gone if one.kind.startswith("blob"))
    assert not await storage.container_exists(cloud.world, container)


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_of_a_server_that_others_made_only_what_the_plan_lists_goes(
    cloud: Cloud, twice: bool
) -> None:
    if twice:
        cloud.throttle()
    before = await cloud.ids()
    arguments = await unregistered(cloud)
    made = await plan(cloud, "delete", ADDRESS)
    assert "was not made by this bot" in finding(made, "known").sentence
    await run(Running(cloud.world), VERB.steps, arguments, twice=twice)
    listed = {one.id for one in made.changes if one.action is plans.Action.DELETE}
    assert listed == {
        existing.machine("ps-neu-2"),
        existing.interface("ps-neu-2"),
        existing.disk("ps-neu-2"),
    }
    assert before - await cloud.ids() == listed


async def test_a_run_killed_after_azure_accepted_goes_on(cloud: Cloud) -> None:
    arguments = await unregistered(cloud)
    await machines.submit_delete(cloud.world, existing.machine("ps-neu-2"))  # and died
    results = await run(Running(cloud.world), VERB.steps, arguments)
    assert results["nothing-left"]["left"] == "nothing"


REFUSED: tuple[tuple[str, dict[str, tuple[str, ...]]], ...] = (
    (
        "ps-neu-1",
        {
            "unregistered": ("still registered", "`/failback-ps unregister ps-neu-1`"),
            "in-use": ("web-01, web-02", "`/failback-ps switch ps-neu-1 <another server>`"),
        },
    ),
    ("ps-neu-2", {"unregistered": ("still registered", "`/failback-ps unregister ps-neu-2`")}),
    ("app-01", {"known": ("Nothing proves that app-01", "only what a configuration server knows")}),
    (
        "cs-onprem-01",
        {
            "unregistered": ("configuration server's own", "choose another one"),
            "machine": ("at the site", "process servers in Azure"),
            "in-use": ("app-01", "switch"),
        },
    ),
    (
        "appliance-01-ps",
        {"unregistered": ("modernised appliance", "appliance's"), "machine": ("no machine", "")},
    ),
)


async def test_what_is_refused(cloud: Cloud) -> None:
    before = await cloud.ids()
    for server, wanted in REFUSED:
        refused = blocking(await plan(cloud, "delete", server))
        assert set(refused) == set(wanted), (server, refused)
        for check, words in wanted.items():
            assert all(word in refused[check] for word in words), (server, refused)
    assert await cloud.ids() == before


async def test_a_lock_at_any_height_is_named(cloud: Cloud) -> None:
    await unregistered(cloud)
    for scope, where in (
        (existing.disk("ps-neu-2"), "ps-neu-2-osdisk"),
        (existing.interface("ps-neu-2"), "ps-neu-2-nic"),
        (existing.machine("ps-neu-2"), "ps-neu-2"),
        (NORTH, "rg-dr-neu"),
        (f"/subscriptions/{PRODUCTION}", PRODUCTION),
    ):
        await cloud.act("lock", scope=scope)
        refused = blocking(await plan(cloud, "delete", "ps-neu-2"))
        assert set(refused) == {"no-lock"}
        assert f"keep (on {where})" in refused["no-lock"]
        await cloud.act("unlock", scope=scope)
    await cloud.act("lock", scope=existing.disk("web-01"))
    assert blocking(await plan(cloud, "delete", "ps-neu-2")) == {}, "of something else"


async def test_a_lock_put_on_meanwhile_fails_the_step_and_a_retry_goes_on(cloud: Cloud) -> None:
    arguments = await unregistered(cloud)
    await cloud.act("lock", scope=existing.disk("ps-neu-2"))
    results: dict[str, Any] = {}
    failed = await fails(cloud, arguments, results)
    assert (failed.code, failed.provider_code) == ("azure-locked", "ScopeLocked")
    assert failed.remedy
    await cloud.act("unlock", scope=existing.disk("ps-neu-2"))
    await run(Running(cloud.world, attempt=2), VERB.steps[2:], arguments, results=results)
    assert results["nothing-left"]["left"] == "nothing"


async def test_a_silent_vault_or_a_missing_right_blocks(cloud: Cloud) -> None:
    await unregistered(cloud)
    cloud.fault("arm", "/vaults/rsv-dr-vmware/replicationFabrics", 400, "BadRequest")
    refused = blocking(await plan(cloud, "delete", "ps-neu-2"))
    assert "rsv-dr-vmware gave no answer" in refused["unregistered"]
    cloud.local.control.clear()
    await cloud.act("deny", action="Microsoft.Compute/disks/delete")
    refused = blocking(await plan(cloud, "delete", "ps-neu-2"))
    assert "lacks: Microsoft.Compute/disks/delete" in refused["permissions"]


async def test_a_server_registered_again_meanwhile_is_not_touched(cloud: Cloud) -> None:
    arguments = await unregistered(cloud)
    await cloud.act("register", ip=ADDRESS)
    before = await cloud.ids()
    failed = await fails(cloud, arguments)
    assert failed.code == "still-registered"
    assert "`/failback-ps unregister ps-neu-2`" in failed.remedy
    assert await cloud.ids() == before


async def test_another_one_of_the_same_name_stays(cloud: Cloud) -> None:
    """A machine: nothing goes at all. A disk that was swapped: it stays, and it is said."""
    arguments = await unregistered(cloud)
    before = await cloud.ids()
    made = await machines.get(cloud.world, existing.machine("ps-neu-2"))
    assert made is not None
    merge = {"properties": {"vmId": "0dd0c0de-0000-4000-8000-000000000000"}}
    await cloud.act("set", id=made.id, merge=merge)
    assert (await fails(cloud, arguments)).code == "foreign-resource"
    assert await cloud.ids() == before
    await cloud.act("set", id=made.id, merge={"properties": {"vmId": made.unique}})
    swapped = {"properties": {"uniqueId": "0dd0c0de-0000-4000-8000-00000000000d"}}
    await cloud.act("set", id=existing.disk("ps-neu-2"), merge=swapped)
    context = Running(cloud.world)
    results = await run(context, VERB.steps, arguments)
    assert "another one of this name" in context.said["kept-remove-disks-1"]
    assert "ps-neu-2-osdisk" in results["nothing-left"]["kept"]
    assert existing.disk("ps-neu-2") in await cloud.ids()


async def test_a_disk_that_others_use_stays(cloud: Cloud) -> None:
    await cloud.act("unregister", ip=ADDRESS)
    holders = [existing.machine("ps-neu-2"), existing.machine("web-01")]
    await cloud.act("set", id=existing.disk("ps-neu-2"), merge={"managedByExtended": holders})
    made = await plan(cloud, "delete", "ps-neu-2")
    assert "several machines share" in finding(made, "resources").sentence
    assert existing.disk("ps-neu-2") not in {one.id for one in made.changes}
    await run(Running(cloud.world), VERB.steps, made.arguments)
    assert existing.disk("ps-neu-2") in await cloud.ids()


async def test_boot_diagnostics_that_may_not_be_deleted_or_seen_stay(cloud: Cloud) -> None:
    await cloud.act("unregister", ip=ADDRESS)
    (account,) = await storage.list_all(cloud.world, PRODUCTION)
    boot = {"bootDiagnostics": {"enabled": True, "storageUri": account.blob_endpoint}}
    machine_id = existing.machine("ps-neu-2")
    await cloud.act("set", id=machine_id, merge={"properties": {"diagnosticsProfile": boot}})
    await cloud.world.arm.post(f"{machine_id}/retrieveBootDiagnosticsData", machines.API)
    await cloud.seen()
    approved = await plan(cloud, "delete", "ps-neu-2")
    (container,) = [c.id for c in approved.changes if c.kind.startswith("blob")]
    home = "Microsoft.Storage/storageAccounts/blobServices/containers"
    for action, words in (("delete", "may not delete"), ("read", "may not see")):
        await cloud.act("deny", action=f"{home}/{action}")
        made = await plan(cloud, "delete", "ps-neu-2")
        assert made.blocking == ()
        assert words in finding(made, "resources").sentence
        assert container not in {one.id for one in made.changes}
    context = Running(cloud.world)  # the right was taken away after the approval
    await run(context, VERB.steps, approved.arguments)
    assert "the bot's identity may not do it" in context.said["kept-remove-diagnostics-1"]


async def test_a_deletion_that_azure_fails_is_told_and_tried_again(cloud: Cloud) -> None:
    arguments = await unregistered(cloud)
    kind = "Microsoft.Compute/virtualMachines"
    await cloud.act("fail", type=kind, verb="delete", code="InternalExecutionError", message="no")
    failed = await fails(cloud, arguments)
    assert failed.provider_code == "InternalExecutionError"
    assert failed.remedy
    results = await run(Running(cloud.world, attempt=2), VERB.steps, arguments)
    assert results["nothing-left"]["left"] == "nothing"


async def test_what_carries_its_tags_is_not_overlooked(
    cloud: Cloud, request_: procedures.Request
) -> None:
    """A disk that was detached goes too; something of another kind is named and stays; what comes
    later is not gone unseen."""
    wish = await deploy.VERB.plan(cloud.world, {**VALUES}, request_)
    await run(Running(cloud.world), deployment(Source.GALLERY)[:-1], wish.arguments)
    tags: dict[str, Any] = {"tags": {"failback-ps-operation": OPERATION}}
    await cloud.act("remove", id=existing.machine("ps-neu-2"))
    await cloud.act("set", id=existing.disk("ps-neu-2"), merge={**tags, "managedBy": None})
    account = ids.group(PRODUCTION, "rg-dr-weu")
    account += "/providers/Microsoft.Storage/storageAccounts/stdrdiagweu"
    await cloud.act("set", id=account, merge=tags)
    made = await plan(cloud, "delete", "ps-weu-1")
    assert existing.disk("ps-neu-2") in {one.id for one in made.changes}
    assert "stdrdiagweu" in finding(made, "resources").sentence
    results = await run(Running(cloud.world), REMOVAL, made.arguments)
    assert {existing.disk("ps-neu-2"), account} & await cloud.ids() == {account}

    await cloud.act("set", id=existing.disk("web-01"), merge=tags)
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), PROOF, made.arguments, results=results)
    assert failed.value.code == "left-over"
    assert "web-01-osdisk" in failed.value.sentence
