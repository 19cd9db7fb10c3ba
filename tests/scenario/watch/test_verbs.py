"""What a sweep found is read, put off, and planned from by the verbs."""

from __future__ import annotations

import dataclasses
from zoneinfo import ZoneInfo

import pytest

from azureops import azure, installers, versions
from bot.cli import plain
from bot.slack.cards import prompts
from bot.slack.cards import upgrade_plans as cards
from commands import grammar, registry, snoozing, users
from commands.verbs import Asking
from core import language
from tests.scenario.commands.conftest import Cloud
from tests.scenario.watch.bench import VMWARE, Kept, sweep
from workflow import (
    findings,
    policies,
    posts,
    upgrade_plans,
    windows,
)


async def test_what_the_verbs_say_and_do(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    asking = Asking(person="U1", channel="C1", findings=kept.findings, delivery="d")
    listed = await registry.VERBS["findings"].answer(None, {}, asking)
    ((label, said),) = listed.sections[0].rows
    assert str(label).startswith("ps-neu-1 (fi-")
    assert said.startswith(("critical, open since", "warning, open since"))
    assert [offer.values for offer in listed.offers] == [{"server": "ps-neu-1"}]
    await registry.VERBS["snooze"].answer(None, {"what": "ps-neu-1", "until": "4h"}, asking)
    (finding,) = await kept.findings.open()
    assert finding.state is findings.State.SNOOZED
    prompt = "\n".join(str(one) for one in prompts.render(finding, language.of("en")).blocks)
    assert "Upgrade to: `9.61.7016.1`" in prompt, "where form and plan go, too"
    assert "Next hop: `9.60`" in prompt
    later = dataclasses.replace(asking, delivery="e")
    reason = {"what": finding.id, "reason": "is retired"}
    await registry.VERBS["dismiss"].answer(None, reason, later)
    again = await registry.VERBS["findings"].answer(None, {"what": "ps-neu-1"}, asking)
    assert "dismissed by <@U1> (“is retired”)" in again.sections[0].rows[0][1]
    with pytest.raises(policies.Refused):
        await registry.VERBS["snooze"].answer(None, {"what": "ps-x", "until": "4h"}, asking)


async def test_snoozed_until_the_next_window_or_told_the_remedy(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    snooze = registry.VERBS["snooze"]
    asking = Asking(person="U1", channel="C1", findings=kept.findings, delivery="d")
    given = {"what": "ps-neu-1", "until": "window"}
    line = grammar.parse("snooze ps-neu-1 window", registry.VERBS)
    assert isinstance(line, grammar.Parsed)
    assert line.values == given
    with pytest.raises(policies.Refused) as none:
        await snooze.answer(None, given, asking)
    assert "watch.maintenance" in none.value.remedy
    (finding,) = await kept.findings.open()
    assert finding.state is findings.State.OPEN
    weekly = snoozing.Moments(windows=(windows.parse("Sun 02:00 - Sun 06:00 UTC"),))
    await snooze.answer(None, given, dataclasses.replace(asking, moments=weekly))
    (finding,) = await kept.findings.open()
    assert finding.snoozed_until is not None
    assert f"{finding.snoozed_until:%a %H:%M}" == "Sun 02:00"
    check = snooze.field("until").check
    assert check is not None
    fault = check("soon", {})
    assert fault is not None
    assert "`window`" in fault.remedy


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


async def test_a_typed_tomorrow_is_in_the_watchs_zone(cloud: Cloud, kept: Kept) -> None:
    await sweep(cloud, kept, VMWARE)
    moments = snoozing.Moments(zone=ZoneInfo("Asia/Tokyo"))
    asking = Asking(
        person="U1", channel="C1", findings=kept.findings, delivery="d", moments=moments
    )
    values = {"what": "ps-neu-1", "until": "tomorrow"}
    await registry.VERBS["snooze"].answer(None, values, asking)
    (finding,) = await kept.findings.open()
    assert finding.snoozed_until is not None
    assert finding.snoozed_until.astimezone(moments.zone).hour == snoozing.MORNING
