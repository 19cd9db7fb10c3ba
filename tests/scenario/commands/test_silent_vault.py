"""What a vault did not say is not taken for absent: neither a registration nor a user."""

from __future__ import annotations

import pytest

from commands import delete, unregister
from commands.existing import subject
from commands.registry import VERBS
from commands.verbs import Asking
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, plan
from workflow import plans, procedures

FABRICS, ITEMS = "/rsv-dr-vmware/replicationFabrics$", "/replicationProtectedItems"
REFUSALS = [(403, "AuthorizationFailed"), (404, "ResourceNotFound")]


async def register(cloud: Cloud) -> plans.Plan:
    return await plan(cloud, "register", "ps-neu-1", configuration_server="192.168.10.20")


@pytest.mark.parametrize(("status", "code"), REFUSALS, ids=["refused", "not found"])
async def test_who_relies_on_absence_is_blocked(cloud: Cloud, status: int, code: str) -> None:
    """ps-neu-1 is registered, and two machines use it."""
    cloud.fault("arm", FABRICS, status, code)
    for verb, check in (
        ("stop", "in-use"),
        ("delete", "unregistered"),
        ("delete", "in-use"),
        ("unregister", "registered"),
        ("upgrade", "registered"),
    ):
        refused = blocking(await plan(cloud, verb, "ps-neu-1"))
        assert "cannot be told: rsv-dr-vmware gave no answer" in refused[check], (verb, refused)
        assert "`azure.vaults`" in refused[check]
    assert "rsv-dr-vmware gave no answer" in blocking(await register(cloud))["unregistered"]
    asking = Asking(person="U0RITA001", channel="C0INCIDENT")
    said = await VERBS["status"].answer(cloud.world, {"server": "ps-neu-1"}, asking)
    assert all(
        "rsv-dr-vmware gave no answer" in section.text
        for section in said.sections
        if section.heading in {"As Site Recovery shows it", "Who uses it"}
    )


@pytest.mark.parametrize(("status", "code"), REFUSALS, ids=["refused", "not found"])
async def test_machines_that_cannot_be_read_may_use_it(
    cloud: Cloud, status: int, code: str
) -> None:
    approved = await plan(cloud, "unregister", "ps-neu-2")
    assert blocking(approved) == {}
    cloud.fault("arm", ITEMS, status, code)
    for verb in ("stop", "unregister", "upgrade"):
        assert "in-use" in blocking(await plan(cloud, verb, "ps-neu-1")), verb
    with pytest.raises(procedures.StepFailed) as failed:  # nor is it believed when looked at again
        await run(Running(cloud.world), unregister.VERB.steps, approved.arguments)
    assert failed.value.code in {"azure-forbidden", "azure-not-found"}


async def test_a_vault_that_is_not_found_when_looked_at_again_stops_a_deletion(
    cloud: Cloud,
) -> None:
    await cloud.act("unregister", ip="10.70.2.11")
    approved = await plan(cloud, "delete", "ps-neu-2")
    assert blocking(approved) == {}
    before = await cloud.ids()
    cloud.fault("arm", FABRICS, 404, "ResourceNotFound")
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), delete.VERB.steps, approved.arguments)
    assert failed.value.code == "azure-not-found"
    assert await cloud.ids() == before


async def test_a_silent_vault_hides_nothing_that_another_shows(cloud: Cloud) -> None:
    cloud.fault("arm", "/rsv-dr-modern/replicationFabrics$", 403, "AuthorizationFailed")
    assert blocking(await plan(cloud, "stop", "ps-neu-2")) == {}
    found = await subject.find(cloud.world, "ps-neu-2")
    assert [one.vault_id.rpartition("/")[2] for one in found.silent] == ["rsv-dr-modern"]


async def test_a_machine_called_otherwise_than_its_entry_is_found_with_its_users(
    cloud: Cloud,
) -> None:
    """By the machine's name too: else stop would see no entry, and so nobody who uses it."""
    await cloud.act("set", ip="10.70.2.10", merge={"friendlyName": "PS-NORTH"})
    for wanted in ("ps-neu-1", "PS-NORTH", "10.70.2.10"):
        made = await plan(cloud, "stop", wanted)
        assert "web-01, web-02" in blocking(made)["in-use"], wanted
        assert made.arguments["machine_id"] == existing.machine("ps-neu-1")
