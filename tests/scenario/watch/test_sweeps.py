"""Given fabrics: the watch prompts once for what is wrong, and closes what is mended."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from azureops import azure, installers, machines, versions
from bot.cli import plain
from bot.slack.cards import upgrade_plans as cards
from commands import pick, registry, users
from commands.verbs import Asking
from core import clock, language
from tests import keys
from tests.scenario.commands.conftest import Cloud, cloud
from watch import checks as checking
from watch import judging, rules, sweeps
from workflow import (
    estate,
    findings,
    overviews,
    policies,
    posts,
    routes,
    samples,
    sightings,
    store,
    upgrade_plans,
)

__all__ = ["cloud"]  # the fixture: a local Azure and a connection to it

GROUP = "/subscriptions/5b000000-0000-4000-8000-000000000001/resourceGroups/rg-dr-vault"
VMWARE, MODERN = (
    f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/{name}"
    for name in ("rsv-dr-vmware", "rsv-dr-modern")
)


class Later:
    """The hour, and how much later it is played to be."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


class Kept:
    """Real findings and posts on a database of their own."""

    def __init__(self, rows: store.Store) -> None:
        self.rows = rows
        self.findings = findings.Findings(rows, clock.SystemClock())
        self.posts = posts.Posts(rows, clock.SystemClock())
        self.sightings = sightings.Sightings(rows)
        self.estate = estate.Estate(rows)
        self.overviews = overviews.Overviews(rows)
        self.clock = Later()
        self.samples = samples.Samples(rows, self.clock)

    async def kinds(self) -> set[tuple[str, str]]:
        return {(finding.kind, finding.server_name) for finding in await self.findings.open()}

    async def servers(self) -> dict[str, estate.Server]:
        return {one.name: one for one in (await self.overviews.read()).servers}

    async def names(self) -> list[str]:
        return [finding.server_name for finding in await self.findings.open()]

    async def shown(self) -> list[str]:
        """What would be posted or edited now, by kind; it counts as seen afterwards."""
        due = await self.posts.due(20)
        for n, post in enumerate(due):
            await self.posts.shown(post.key, post.wanted, post.ts or f"1.{n}")
        return sorted(post.kind.value for post in due)


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    rows = await store.open(f"sqlite:///{tmp_path}/watch.db", audit_key=keys.AUDIT)
    yield Kept(rows)
    await rows.close()


ROUTES = routes.parse(
    [
        {
            "match": {"environments": ["recovery"], "severities": ["critical"]},
            "channel": "C0PAGES01",
        },
        {"match": {"kinds": ["certificate-*"], "servers": "ps-neu-*"}, "channel": "C0CERTS01"},
    ],
    [{"name": "recovery", "vaults": ["rsv-dr-vmware"]}],
    default="C0INCIDENT",
)


async def sweep(
    cloud: Cloud,
    kept: Kept,
    *vaults: str,
    checks: Collection[str] = ("versions",),
    terms: judging.Terms | None = None,
    plans: upgrade_plans.UpgradePlans | None = None,
) -> sweeps.Swept:
    cloud.world.estate = azure.Estate(vaults=vaults)
    watch = sweeps.Watch(
        cloud=cloud.world,
        kept=kept.findings,
        memory=kept.sightings,
        estate=kept.estate,
        samples=kept.samples,
        clock=kept.clock,
        terms=terms or judging.Terms(),
        routing=routes.Routing(ROUTES),
        plans=plans,
    )
    return await sweeps.sweep(watch, checks)


def checks_of(cloud: Cloud, kept: Kept) -> checking.Checks:
    return checking.Checks(
        sweeps.Watch(
            cloud=cloud.world,
            kept=kept.findings,
            memory=kept.sightings,
            estate=kept.estate,
            samples=kept.samples,
            clock=kept.clock,
            terms=judging.Terms(),
            routing=routes.Routing(ROUTES),
        )
    )


async def test_outdated_is_prompted_once_edited_and_closed(cloud: Cloud, kept: Kept) -> None:
    swept = await sweep(cloud, kept, VMWARE, MODERN)
    assert str(swept).startswith("Checked 2 process servers in 2 vaults; 1 finding: ps-neu-1.")
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


async def test_a_machine_that_is_deleted_leaves_its_entry(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    subscription = GROUP.split("/")[2]
    home = f"/subscriptions/{subscription}/resourceGroups/rg-dr-neu/providers"
    machine = f"{home}/Microsoft.Compute/virtualMachines/ps-neu-2"
    token = await machines.submit_delete(cloud.world, machine)
    assert token is not None
    await machines.follow_delete(cloud.world, token)
    await sweep(cloud, kept, VMWARE, checks=("usage",))
    assert ("machine-gone", "ps-neu-2") in await kept.kinds()


async def test_a_look_at_one_vault_leaves_the_others_alone(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE, MODERN)
    watch = checks_of(cloud, kept)
    said = await watch.run_all("rsv-dr-modern")
    assert "in 1 vault; all is in order" in said
    assert ("outdated", "ps-neu-1") in await kept.kinds()
    assert "2 process servers in 1 vault" in await watch.run_all("ps-neu-1")
    with pytest.raises(pick.UnknownServer):
        await watch.run_all("ps-nowhere")


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


async def test_what_the_verbs_say_and_do(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    asking = Asking(person="U1", channel="C1", findings=kept.findings, delivery="d")
    listed = await registry.VERBS["findings"].answer(None, {}, asking)
    ((label, said),) = listed.sections[0].rows
    assert str(label).startswith("ps-neu-1 (fi-")
    assert said.startswith(("critical, open since", "open since"))
    assert [offer.values for offer in listed.offers] == [{"server": "ps-neu-1"}]
    await registry.VERBS["snooze"].answer(None, {"what": "ps-neu-1", "until": "4h"}, asking)
    (finding,) = await kept.findings.open()
    assert finding.state is findings.State.SNOOZED
    later = dataclasses.replace(asking, delivery="e")
    reason = {"what": finding.id, "reason": "is retired"}
    await registry.VERBS["dismiss"].answer(None, reason, later)
    again = await registry.VERBS["findings"].answer(None, {"what": "ps-neu-1"}, asking)
    assert "dismissed by <@U1> (“is retired”)" in again.sections[0].rows[0][1]
    with pytest.raises(policies.Refused):
        await registry.VERBS["snooze"].answer(None, {"what": "ps-x", "until": "4h"}, asking)


async def test_who_uses_it(cloud: Cloud) -> None:
    said = await users.answer(cloud.world, "ps-neu-1")
    assert [label for label, _ in said.sections[0].rows] == ["web-01", "web-02"]
    nobody = await users.answer(cloud.world, "ps-neu-2")
    assert "No protected machine names it" in nobody.sections[0].text


async def test_a_fabrics_upgrade_is_one_card_that_moves_and_closes(
    cloud: Cloud, kept: Kept
) -> None:
    plans = upgrade_plans.UpgradePlans(kept.rows, kept.clock)
    asking = Asking(person="U1", channel="C1", upgrade_plans=plans)
    cloud.world.estate = azure.Estate(vaults=(VMWARE,))
    verb = registry.VERBS["plan-upgrade"]

    async def shown() -> str:
        (plan,) = [p for p in await kept.posts.due(20) if p.kind is posts.Kind.UPGRADE_PLAN]
        await kept.posts.shown(plan.key, plan.wanted, "1.1")
        found = await plans.get(plan.subject)
        return " ".join(plain.card(cards.render(found, language.of("en"))).split())

    said = await verb.answer(cloud.world, {"server": "cs-onprem-01"}, asking)
    assert "stands in this channel now" in said.sections[0].text
    card = await shown()
    assert "1. Configuration server cs-onprem-01 9.61.7016.1: current" in card
    assert "ps-neu-1 9.56.6879.1 → 9.60 → 9.61.7016.1: no installer of 9.60 is known" in card
    assert "ps-neu-2 9.61.7016.1: current" in card
    assert "(2 to update; the oldest has 9.56.6879.1): waits for what stands above" in card
    assert "Buttons" not in card, "the form could only say what the card says"

    hop = installers.Installer(version=versions.Version(9, 60, 6956, 1), url="https://x.test/60")
    cloud.world.estate = azure.Estate(vaults=(VMWARE,), installers=(hop,))
    again = await verb.answer(cloud.world, {"server": "cs-onprem-01"}, asking)
    assert "stands in <#C1>" in again.sections[0].text
    card = await shown()
    assert "9.60.6956.1 → 9.61.7016.1: can be upgraded now" in card
    assert "Buttons in Slack: Upgrade ps-neu-1…" in card

    for version in ("9.60.6956.1", "9.61.7016.1"):
        await cloud.act("upgrade", ip="10.70.2.10", version=version)
    await sweep(cloud, kept, VMWARE, plans=plans)
    card = await shown()
    assert "ps-neu-1 9.61.7016.1: current" in card
    assert "to be updated now, in the vault" in card
    assert "Buttons" not in card
    await sweep(cloud, kept, VMWARE, plans=plans)
    assert "upgrade-plan" not in await kept.shown(), "the same again edits nothing"
    none = {"status": 200, "body": {"value": []}}
    path = "/replicationProtectedItems"
    cloud.local.control.fault({"service": "arm", "path": path, "times": -1, "then": none})
    await sweep(cloud, kept, VMWARE, plans=plans, checks=("usage",))
    assert "All of cs-onprem-01 is current since" in await shown()
    assert await plans.standing() == []
    done = await verb.answer(cloud.world, {"server": "cs-onprem-01"}, asking)
    assert "there is nothing to upgrade" in done.sections[0].text
