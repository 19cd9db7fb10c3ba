"""Given fabrics: the watch prompts once for what is wrong, and closes what is mended."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from azureops import machines
from commands import pick
from commands.deploy import gap
from core import language, sentences
from tests.scenario.commands.conftest import Cloud
from tests.scenario.watch.bench import GROUP, MODERN, VMWARE, Kept, checks_of, sweep
from watch import rules, shown
from workflow import findings
from workflow.store import schema


async def test_outdated_is_prompted_once_edited_and_closed(cloud: Cloud, kept: Kept) -> None:
    swept = await sweep(cloud, kept, VMWARE, MODERN)
    assert str(swept).startswith("Checked 4 process servers in 2 vaults; 1 finding: ps-neu-1.")
    assert await kept.shown() == ["prompt"]

    await sweep(cloud, kept, VMWARE, MODERN)
    assert await kept.shown() == [], "the same again is told to nobody"

    status = {"versionStatus": "SecurityUpdateRequired"}
    await cloud.act("set", ip="10.70.2.10", merge=status)
    await sweep(cloud, kept, VMWARE, MODERN)
    assert await kept.shown() == ["prompt"], "a change is edited in"

    for version in ("9.60.6956.1", "9.61.7016.1"):
        await cloud.act("upgrade", ip="10.70.2.10", version=version)
    await cloud.act("set", ip="10.70.2.10", merge={"versionStatus": "Supported"})
    swept = await sweep(cloud, kept, VMWARE, MODERN)
    assert "all is in order" in str(swept)
    assert await kept.names() == []
    assert "prompt" in await kept.shown(), "the prompt shows that it is closed"


async def test_the_story_gives_these_findings_and_none_else(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, MODERN, checks=rules.CHECKS)
    assert await kept.kinds() == {
        ("outdated", "ps-neu-1"),
        ("certificate-expires", "ps-neu-2"),
        ("agents-outdated", "cs-onprem-01"),
        ("uncovered-network", "vnet-dr-weu"),
    }
    every = await kept.findings.open()
    assert all(finding.rule and finding.source for finding in every)
    assert {one.kind: one.channel for one in every} == {
        "outdated": "C0INCIDENT",
        "certificate-expires": "C0CERTS01",
        "agents-outdated": "C0INCIDENT",
        "uncovered-network": "C0PAGES01",
    }, "each goes by its route"
    (gap_,) = [one for one in every if one.kind == gap.KIND]
    assert gap.values(gap_) == {
        "subscription": GROUP.split("/")[2],
        "vault": "rsv-dr-vmware/cs-onprem-01",
        "region": "westeurope",
        "network": "rg-dr-network/vnet-dr-weu",
    }, "as `coverage` offers it"
    assert len(await kept.shown()) == len(every)
    before = await kept.servers()
    old = before["ps-neu-1"]
    assert (old.version, old.level, old.health) == ("9.56.6879.1", "outdated", "Normal")
    assert old.heartbeat is not None
    assert old.certificate is not None
    assert (old.vault, old.modernised) == (VMWARE.lower(), False)
    assert any(one.built_in for one in before.values())
    assert any(one.modernised for one in before.values())
    await sweep(cloud, kept, VMWARE, MODERN, checks=rules.CHECKS)
    assert await kept.shown() == [], "a second look says nothing new"
    after = await kept.servers()
    assert after.keys() == before.keys()
    assert all(after[name].seen_at > one.seen_at for name, one in before.items())


async def test_a_silent_vault_keeps_its_findings(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    cloud.fault("arm", "rsv-dr-vmware/replicationFabrics", 403, "AuthorizationFailed")
    swept = await sweep(cloud, kept, VMWARE)
    assert "No answer: rsv-dr-vmware" in str(swept)
    assert await kept.names() == ["ps-neu-1", "rsv-dr-vmware"]
    assert "ps-neu-1" in await kept.servers(), "as it was seen last"


async def test_what_lasts_is_told_in_the_channel_and_closed_once_it_is_mended(
    cloud: Cloud, kept: Kept
) -> None:
    action = "Microsoft.RecoveryServices/vaults/replicationFabrics/read"
    await cloud.act("deny", action=action)
    await sweep(cloud, kept, MODERN)
    await sweep(cloud, kept, MODERN)
    assert await kept.shown() == ["prompt"], "once"
    finding = (await kept.findings.open())[0]
    assert (finding.kind, finding.server_name) == ("unreadable", "rsv-dr-modern")
    assert action in str(finding.evidence["azure_says"])
    german = language.of("de")
    said = [german(key) for key in ("azure-forbidden", "azure-forbidden-remedy")]
    assert sentences.spoken(finding.sentence, german) == " ".join(said), (
        "in whichever language it is read"
    )
    await cloud.act("allow", action=action)
    await sweep(cloud, kept, MODERN)
    assert await kept.names() == []


async def test_what_may_pass_by_itself_is_told_to_who_asks_only(cloud: Cloud, kept: Kept) -> None:
    cloud.local.control.fault({"service": "arm", "times": -1, "then": {"drop": "before"}})
    swept = await sweep(cloud, kept, MODERN)
    assert "No answer: rsv-dr-modern" in str(swept)
    assert await kept.names() == []


async def test_a_vault_that_does_not_exist_is_told(cloud: Cloud, kept: Kept) -> None:
    """Whether its listing is refused (404 of the parent) or as empty as one without fabrics."""
    gone = f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv-dr-gone"
    swept = await sweep(cloud, kept, gone)
    assert "No answer: rsv-dr-gone: Azure has no vault 'rsv-dr-gone'" in str(swept)
    assert await kept.names() == ["rsv-dr-gone"]
    empty = {"status": 200, "body": {"value": []}}
    path = "/replicationFabrics"
    cloud.local.control.fault({"service": "arm", "path": path, "times": -1, "then": empty})
    assert "Azure has no vault 'rsv-dr-gone'" in str(await sweep(cloud, kept, gone))


async def test_a_listing_that_is_not_found_is_no_empty_one(cloud: Cloud, kept: Kept) -> None:
    """The vault is there: what was found in it is not closed."""
    await sweep(cloud, kept, VMWARE)
    before = await kept.names()
    cloud.fault("arm", "/replicationFabrics", 404, "ResourceNotFound")
    assert "No answer: rsv-dr-vmware" in str(await sweep(cloud, kept, VMWARE))
    assert before
    assert set(await kept.names()) == {*before, "rsv-dr-vmware"}


async def test_without_named_vaults_all_that_can_be_read_are_looked_at(
    cloud: Cloud, kept: Kept
) -> None:
    assert (await sweep(cloud, kept)).vaults >= 2
    cloud.local.control.fault(
        {
            "service": "arm",
            "path": "/vaults$",
            "times": -1,
            "then": {"status": 200, "body": {"value": []}},
        }
    )
    assert "There is no vault to look at" in str(await sweep(cloud, kept))


async def test_a_vault_no_longer_looked_after_closes_its_findings(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, MODERN)
    await sweep(cloud, kept, MODERN)
    assert await kept.names() == []
    assert {one.vault for one in (await kept.servers()).values()} == {MODERN.lower()}


async def test_a_load_that_comes_grows_and_goes(cloud: Cloud, kept: Kept) -> None:
    await cloud.act("server_load", ip="10.70.2.11", cpu=85)
    await sweep(cloud, kept, VMWARE, checks=("health",))
    assert await kept.kinds() == {("processor-high", "ps-neu-2")}
    await cloud.act("server_load", ip="10.70.2.11", cpu=97)
    await sweep(cloud, kept, VMWARE, checks=("health",))
    assert [f.severity for f in await kept.findings.open()] == ["blocking"]
    await cloud.act("server_load", ip="10.70.2.11")
    await sweep(cloud, kept, VMWARE, checks=("health",))
    assert await kept.kinds() == set()


async def test_a_server_that_nobody_uses_is_told_with_what_it_costs(
    cloud: Cloud, kept: Kept
) -> None:
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    assert "forgotten-server" not in {kind for kind, _ in await kept.kinds()}
    kept.clock.by = timedelta(days=15)
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    found = [f for f in await kept.findings.open() if f.kind == "forgotten-server"]
    assert [f.server_name for f in found] == ["ps-neu-2"], "web-01 and web-02 use the other"
    assert "a month by list prices" in found[0].sentence
    german = found[0].spoken(language.of("de"))
    assert "Kosten: nach Listenpreisen etwa" in german
    assert "a month" not in german
    cloud.fault("arm", "/networkInterfaces", 403, "AuthorizationFailed")
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    again = [f for f in await kept.findings.open() if f.kind == "forgotten-server"]
    assert [f.version for f in again] == [found[0].version], "its machine is remembered"


async def test_a_region_is_called_as_people_call_its_subscription(cloud: Cloud, kept: Kept) -> None:
    subscription = GROUP.split("/")[2]
    short = {"location": "northeurope", "family": "standardAv2Family", "limit": 4}
    await cloud.act("quota", subscription=subscription, **short)
    await sweep(cloud, kept, VMWARE, checks=("regions",))
    assert await kept.kinds() == {("quota-short", "northeurope (Contoso DR Production)")}
    (finding,) = await kept.findings.open()
    assert finding.evidence["subscription"] == subscription
    cloud.fault("arm", "/networkInterfaces", 403, "AuthorizationFailed")
    await sweep(cloud, kept, VMWARE, checks=("regions",))
    assert [one.id for one in await kept.findings.open()] == [finding.id], "silence is no news"


@pytest.mark.parametrize("path", ["/locations/northeurope/", "rsv-dr-vmware/replicationFabrics"])
async def test_what_was_found_in_a_region_stands_while_its_answer_is_missing(
    cloud: Cloud, kept: Kept, path: str
) -> None:
    """Its own, or that of the vault whose servers are there."""
    subscription = GROUP.split("/")[2]
    short = {"location": "northeurope", "family": "standardAv2Family"}
    await cloud.act("quota", subscription=subscription, limit=4, **short)
    await sweep(cloud, kept, VMWARE, MODERN, checks=("regions",))
    before = await kept.kinds()
    assert {kind for kind, _ in before} == {"quota-short"}
    await cloud.act("quota", subscription=subscription, limit=100, **short)
    cloud.local.control.fault(
        {"service": "arm", "path": path, "times": -1, "then": {"drop": "before"}}
    )
    await sweep(cloud, kept, VMWARE, MODERN, checks=("regions",))
    assert await kept.kinds() == before
    await sweep(cloud, kept, MODERN, checks=("regions",))
    assert await kept.kinds() == set(), "no process server stands there any more"


async def test_a_machine_that_is_deleted_leaves_its_entry(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    subscription = GROUP.split("/")[2]
    home = f"/subscriptions/{subscription}/resourceGroups/rg-dr-neu/providers"
    machine = f"{home}/Microsoft.Compute/virtualMachines/ps-neu-2"
    token = await machines.submit_delete(cloud.world, machine)
    assert token is not None
    await machines.follow_delete(cloud.world, token)
    await cloud.seen()
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    assert ("machine-gone", "ps-neu-2") in await kept.kinds()
    before = await kept.findings.open()
    cloud.fault("arm", "/networkInterfaces", 403, "AuthorizationFailed")
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    assert {one.id for one in before} == {one.id for one in await kept.findings.open()}


async def test_a_look_at_one_vault_leaves_the_others_alone(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, MODERN)
    watch = checks_of(cloud, kept)
    said = await watch.run_all("rsv-dr-modern")
    assert "in 1 vault; all is in order" in said
    assert ("outdated", "ps-neu-1") in await kept.kinds()
    assert "3 process servers in 1 vault" in await watch.run_all("ps-neu-1")
    for typed, meant in (("rsv-dr-vmwar", "rsv-dr-vmware"), ("ps-neu1", "ps-neu-1")):
        with pytest.raises(pick.UnknownServer, match=f"no vault “{typed}”") as unknown:
            await watch.run_all(typed)
        assert unknown.value.remedy.startswith(f"Did you mean {meant}?")


async def test_who_asks_is_told_what_no_channel_shows(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, MODERN)
    shut: dict[str, str] = {}

    async def closed(channel: str) -> str:
        return shut.get(channel, "")

    watch = checks_of(cloud, kept, shown.Shown(kept.findings, closed))
    assert "The channel shows each" in await watch.run_all()
    shut["C0INCIDENT"] = "is_archived"
    said = await watch.run_all()
    assert "The channel shows each" not in said
    assert "2 belong in <#C0INCIDENT>, which is closed to the bot (it is archived)" in said
    assert "The channels show the other 2. `/failback-ps findings` lists them." in said
    german = sentences.spoken(said, language.of("de"))
    assert "2 gehören in <#C0INCIDENT>" in german
    shut |= dict.fromkeys(("C0CERTS01", "C0PAGES01"), "not_in_channel")
    said = await watch.run_all()
    assert "1 belongs in <#C0PAGES01>, which is closed to the bot (the bot is not a member" in said
    assert "the other" not in said


async def test_who_asks_is_told_what_an_incident_holds_back(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    (finding,) = await kept.findings.open()
    held = sa.update(schema.findings).values(held_by="in-1")
    await kept.rows.write(lambda c: c.execute(held))

    async def closed(_: str) -> str:
        return ""

    observed = [
        findings.Observation(
            server=finding.server,
            server_name=finding.server_name,
            kind=finding.kind,
            severity=finding.severity,
            sentence=finding.sentence,
        )
    ]
    said = await shown.Shown(kept.findings, closed).unseen(observed)
    assert said == "1 is not shown before incident in-1 ends, which holds it back."


async def test_what_was_mended_is_closed_by_the_next_look_of_any_kind(
    cloud: Cloud, kept: Kept
) -> None:
    await sweep(cloud, kept, VMWARE)
    for version in ("9.60.6956.1", "9.61.7016.1"):
        await cloud.act("upgrade", ip="10.70.2.10", version=version)
    await cloud.act("set", ip="10.70.2.10", merge={"versionStatus": "Supported"})
    await checks_of(cloud, kept).run("health")
    assert await kept.names() == []
    with pytest.raises(KeyError):
        await checks_of(cloud, kept).run("weather")


async def test_a_tick_is_left_out_while_the_one_before_it_looks(cloud: Cloud, kept: Kept) -> None:
    watch = checks_of(cloud, kept)
    first, second = await asyncio.gather(watch.run("health"), watch.run("health"))
    assert "Checked" in str(first)
    assert "skipped" in str(second)
    assert "Checked" in str(await watch.run("health"))


async def test_a_vault_that_does_not_answer_this_once_keeps_its_findings(
    cloud: Cloud, kept: Kept
) -> None:
    await sweep(cloud, kept, VMWARE, MODERN)
    before = await kept.names()
    assert before
    lost = {"drop": "before"}
    path = "rsv-dr-vmware/replicationFabrics"
    cloud.local.control.fault({"service": "arm", "path": path, "times": -1, "then": lost})
    silent = await sweep(cloud, kept, VMWARE, MODERN)
    assert silent.silent
    assert await kept.names() == before
