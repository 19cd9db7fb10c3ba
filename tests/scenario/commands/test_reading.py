"""Given Contoso's Azure, the verbs that only read say what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from azureops import azure
from commands import pick, registry
from commands.verbs import Answer, Asking
from core import clock, errors, json
from tests import keys
from tests.scenario.commands.conftest import Cloud
from tests.scenario.commands.existing import blocking, plan
from workflow import people, policies, service

ASKING = Asking(person="U0RITA001", channel="C0INCIDENT")


async def answer(cloud: Cloud, name: str, asking: Asking = ASKING, **values: str) -> Answer:
    return await registry.VERBS[name].answer(cloud.world, values, asking)


def text(answer: Answer) -> str:
    rows = [f"{k}: {v}" for s in answer.sections for k, v in s.rows]
    return "\n".join([*(f"{s.heading}\n{s.text}" for s in answer.sections), *rows])


async def test_list_shows_every_server_of_every_vault(cloud: Cloud) -> None:
    said = text(await answer(cloud, "list"))
    assert "rsv-dr-vmware: configuration server cs-onprem-01, version 9.61.7016.1" in said
    assert "rsv-dr-modern" in said
    assert "modernised" in said
    assert "ps-neu-1: needs attention: outdated. 10.70.2.10, version 9.56.6879.1" in said
    assert "ps-neu-2: needs attention: certificate ends in 2" in said
    assert "20 days left" in said or "21 days left" in said
    assert "the configuration server's own" in said


async def test_a_vault_without_answer_hides_no_other(cloud: Cloud) -> None:
    cloud.fault("arm", r"rsv-dr-modern/replicationFabrics", 403, "AuthorizationFailed")
    said = text(await answer(cloud, "list"))
    assert "ps-neu-1" in said
    assert "No answer from Azure" in said


async def test_only_configured_vaults_are_listed(cloud: Cloud) -> None:
    shot = await cloud.snapshot()
    vault = next(r["id"] for r in shot["resources"] if r["name"] == "rsv-dr-modern")
    cloud.world.estate = azure.Estate(vaults=(vault,))
    said = text(await answer(cloud, "list"))
    assert "rsv-dr-modern" in said
    assert "rsv-dr-vmware" not in said


@pytest.mark.parametrize("wanted", ["ps-neu-1", "PS-NEU-1", "10.70.2.10"])
async def test_upgrade_fills_in_this_servers_values(cloud: Cloud, wanted: str) -> None:
    said = text(await answer(cloud, "upgrade-by-hand", server=wanted))
    assert "9.56.6879.1 → 9.60 → 9.61.7016.1" in said
    assert "Connect by Remote Desktop to `10.70.2.10`" in said
    assert "UCX_SERVER_SETUP.EXE" in said
    assert "Upgrade to: 9.61.7016.1" in said
    assert "Next hop: 9.60" in said


async def test_upgrade_of_what_is_current_or_built_in(cloud: Cloud) -> None:
    assert "Nothing." in text(await answer(cloud, "upgrade-by-hand", server="ps-neu-2"))
    assert "part of the configuration server" in text(
        await answer(cloud, "upgrade-by-hand", server="192.168.10.20")
    )


async def test_an_unknown_server_is_guessed(cloud: Cloud) -> None:
    with pytest.raises(pick.UnknownServer) as unknown:
        await answer(cloud, "upgrade-by-hand", server="ps-nue-1")
    assert "ps-neu-1" in unknown.value.remedy


async def test_status_of_one_server_also_without_azure(cloud: Cloud) -> None:
    said = text(await answer(cloud, "status", server="ps-neu-2"))
    assert "Certificate: valid until" in said
    cloud.fault("arm", r"/vaults$", 403, "AuthorizationFailed")
    said = text(await answer(cloud, "status", server="ps-neu-2"))
    assert "Operations" in said


async def test_status_says_everything_known_of_a_server(cloud: Cloud) -> None:
    await cloud.act("server_load", ip="10.70.2.10", cpu=97, memory=85, free=20, backlog=50)
    said = text(await answer(cloud, "status", server="ps-neu-1"))
    for words in (
        "Upgrade to: 9.61.7016.1",
        "Next hop: 9.60",
        "CPU: 97 % busy (critical: above 95 %)",
        "Memory: 85 % used (warning: above 80 %)",
        "Cache: 20 % free of 600 GB (critical: below 25 %)",
        "(critical: more than 45 minutes behind)",
        "Services: Running",
        "Certificate: valid until",
        "Machine: ps-neu-1 in rg-dr-neu, northeurope",
        "Power: running",
        "Size: Standard_A8_v2",
        "Address: 10.70.2.10 in vnet-dr-neu/snet-ps",
        "Made: not by this bot; cs-onprem-01 shows it as a process server",
        "a month by list prices",
        "Portal: https://portal.azure.com/#resource/subscriptions/",
        "2 protected machines: web-01, web-02.",
    ):
        assert words in said, words


async def test_status_of_what_no_fabric_shows(cloud: Cloud) -> None:
    await cloud.act("unregister", ip="10.70.2.11")
    said = text(await answer(cloud, "status", server="ps-neu-2"))
    assert "No configuration server knows ps-neu-2." in said
    assert "Power: running" in said
    assert "/failback-ps register ps-neu-2" in said
    assert "/failback-ps register ps-neu-2" in text(await answer(cloud, "list"))


async def test_status_of_an_appliances_server(cloud: Cloud) -> None:
    said = text(await answer(cloud, "status", server="appliance-01-ps"))
    assert "rsv-dr-modern, modernised site site-modern" in said
    assert "Version: 9.63.7187.1; the appliance updates it" in said
    assert "Certificate" not in said
    assert "has no machine in Azure" in said
    assert "CPU: 12 % busy" in said


async def test_what_does_not_apply_to_an_appliances_server_is_refused(
    cloud: Cloud, subtests: pytest.Subtests
) -> None:
    more = {
        "switch": {"to": "ps-neu-1"},
        "register": {"configuration_server": "cs-onprem-01"},
    }
    for verb in ("register", "start", "stop", "switch", "upgrade", "unregister", "delete"):
        with subtests.test(verb):
            made = await plan(cloud, verb, "appliance-01-ps", **more.get(verb, {}))
            said = " ".join(blocking(made).values())
            assert "modernised" in said, said


async def test_what_azure_refuses_hides_nothing_else(cloud: Cloud) -> None:
    cloud.fault("arm", r"/virtualMachines$", 403, "AuthorizationFailed")
    cloud.fault("arm", r"/replicationProtectedItems$", 403, "AuthorizationFailed")
    said = text(await answer(cloud, "status", server="ps-neu-1"))
    assert "Heartbeat: " in said
    assert "The machines could not be read." in said
    listed = text(await answer(cloud, "list"))
    assert "ps-neu-1: needs attention: outdated" in listed
    assert "Machines in Azure: " in listed
    assert "Protected machines of rsv-dr-vmware: " in listed


async def test_list_shows_machines_and_users_at_a_glance(cloud: Cloud) -> None:
    said = text(await answer(cloud, "list"))
    assert "running in northeurope, Standard_A8_v2; used by 2 protected machines" in said
    assert "running in northeurope, Standard_A8_v2; used by nobody" in said
    (appliance,) = [line for line in said.splitlines() if line.startswith("appliance-01-ps: ")]
    assert "192.168.30.11, version 9.63.7187.1" in appliance
    assert appliance.endswith(
        "used by 2 protected machines by the service's count, which lags; none names it"
    ), "as `status` says it, too"


async def test_refresh_is_followed_and_shows_the_newest(cloud: Cloud) -> None:
    said = text(await answer(cloud, "refresh", server="ps-neu-1"))
    assert "configuration server cs-onprem-01" in said
    assert "Asked for news; Site Recovery had them after" in said
    assert "rsv-dr-modern" not in text(await answer(cloud, "refresh"))
    with pytest.raises(errors.BotError, match="its appliance reports by itself"):
        await answer(cloud, "refresh", server="appliance-01-ps")
    with pytest.raises(errors.BotError, match="modernised architecture"):
        await answer(cloud, "refresh", server="site-modern")
    cloud.fault("arm", r"/refreshProvider$", 403, "AuthorizationFailed")
    refused = text(await answer(cloud, "refresh"))
    assert "It could not be asked for news; this was known before." in refused
    assert "ps-neu-1" in refused


class Everybody:
    """A directory in which everyone is a member of every group."""

    async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's own word
        return people.Person(id=id, name=id, email=f"{id}@example.com")

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        return frozenset({"U0RITA001"})


async def test_status_shows_what_goes_on(cloud: Cloud, tmp_path: Path) -> None:
    rules = policies.parse(
        [{"verbs": ["deploy"], "requesters": {"people": ["U0RITA001"]},
          "approvers": [{"people": ["U0LENA001"], "quorum": 1}]}]
    )  # fmt: skip
    work = await service.open(
        database_url=f"sqlite:///{tmp_path}/bot.db",
        audit_key=keys.AUDIT,
        procedures={"deploy": registry.VERBS["deploy"]},
        policies=rules,
        directory=Everybody(),
        world=cloud.world,
        clock=clock.SystemClock(),
        with_engine=False,
    )
    values: json.Object = {"name": "ps-weu-1"}
    asked = await work.desk.ask("deploy", "U0RITA001", "C0INCIDENT", values, "trigger-1")
    asking = Asking(person="U0RITA001", channel="C0INCIDENT", operations=work.desk)
    said = text(await answer(cloud, "status", asking))
    await work.close()
    assert f"{asked.id}: deploy ps-weu-1. Checking everything first." in said
    assert "Asked by <@U0RITA001>" in said


async def test_check_says_what_the_watch_says(cloud: Cloud) -> None:
    async def look(where: str) -> str:
        return f"One server of {where} is outdated."

    asking = Asking(person="U1", channel="C1", check=look)
    assert "One server of all is outdated." in text(
        await answer(cloud, "check", asking, where="all")
    )
    assert "does not run here" in text(await answer(cloud, "check"))


async def test_the_field_server_is_searched(cloud: Cloud) -> None:
    lookup = registry.VERBS["upgrade"].field("server").lookup
    assert lookup is not None
    found: Any = await lookup(cloud.world, {}, "neu")
    assert [c.value for c in found.items] == ["ps-neu-1", "ps-neu-2"]
